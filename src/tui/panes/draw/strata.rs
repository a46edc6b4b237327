//! The strata of a batch: size, weight, places, the chance of everyone in it, and where the draw stopped.

use super::board::Board;
use super::rows::blocks;
use crate::domain::batch::Batch;
use crate::domain::explain::{self, Stratum, chance};
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::tui::panes::shown::Look;
use crate::tui::widget::{Column, Entry, Room, Row};

/// The sheet of a batch's strata.
pub(super) fn board(look: &Look<'_>, batch: &Batch) -> Result<Board, Refusal> {
    let strata = explain::strata(look.state(), batch)?;
    let places: u64 = strata
        .iter()
        .filter_map(|s| s.plan)
        .map(|plan| u64::from(plan.places))
        .sum();
    let title = look.ui.say(
        "pane.draw.strata-of",
        &[
            ("batch", &batch.id),
            ("strata", &strata.len().to_string()),
            ("pool", &batch.pool.size.to_string()),
            ("n", &places.to_string()),
        ],
    );
    let word = |key: &str| look.word(&format!("pane.draw.{key}"));
    let columns = vec![
        Column::new(word("prefecture"), Room::Fixed(14)),
        Column::new(word("grade"), Room::Fixed(2)),
        Column::number("N", 6),
        Column::number(word("weight"), 4),
        Column::number(word("floor"), 4),
        Column::number("n", 5),
        Column::number("n/N", 7),
        Column::new(word("threshold"), Room::Share(1)),
    ];
    let lines = strata
        .iter()
        .map(|stratum| (row(look, stratum), entries(look, stratum)));
    Ok(Board::new(title, columns, lines.collect()))
}

/// A stratum's prefecture and grade; the code itself where it has another form.
pub(super) fn named(look: &Look<'_>, code: &str) -> (String, String) {
    let (place, grade) = code.rsplit_once('-').unwrap_or((code, ""));
    let name = place.parse::<RegionCode>().map(|place| look.region(place));
    (name.unwrap_or_else(|_| place.to_owned()), grade.to_owned())
}

fn row(look: &Look<'_>, stratum: &Stratum) -> Row {
    let (place, grade) = named(look, &stratum.code);
    let plan = stratum.plan;
    let number =
        |of: &dyn Fn(explain::Planned) -> u32| plan.map_or("—".to_owned(), |plan| of(plan).to_string());
    let percent = plan.map(|plan| explain::percent(plan.places.into(), stratum.size));
    Row::new([
        place,
        grade,
        stratum.size.to_string(),
        number(&|plan| plan.weight),
        number(&|plan| plan.floor),
        number(&|plan| plan.places),
        percent.unwrap_or_else(|| "—".to_owned()),
        stratum.threshold.clone().unwrap_or_else(|| "—".to_owned()),
    ])
}

fn entries(look: &Look<'_>, stratum: &Stratum) -> Vec<Entry> {
    let (place, grade) = named(look, &stratum.code);
    let mut entries = vec![
        look.entry("pane.draw.stratum", &stratum.code),
        look.entry("pane.draw.prefecture", place),
        look.entry("pane.draw.grade", grade),
        look.entry("pane.draw.in-stratum", stratum.size.to_string()),
    ];
    if let Some(plan) = stratum.plan {
        entries.extend([
            look.entry("pane.draw.weight", plan.weight.to_string()),
            look.entry("pane.draw.floor", plan.floor.to_string()),
            look.entry("pane.draw.places", plan.places.to_string()),
            look.entry("pane.draw.chance", chance(plan.places.into(), stratum.size)),
        ]);
    }
    let threshold = blocks(stratum.threshold.as_deref().unwrap_or_default());
    entries.push(look.entry("pane.draw.threshold", threshold));
    entries
}
