//! The strata: numbers, chances and thresholds.

use super::super::doc::{Grid, Line, code, line};
use super::{Draft, percent, short};
use crate::draw::files::{DRAWN, prefecture_of};

/// A stratum as the newest draw record gives it, or before the draw the plan.
struct Row {
    code: String,
    size: u32,
    weight: u32,
    floor: u32,
    n: u32,
    threshold: Option<String>,
}

pub(super) fn write(d: &mut Draft) {
    let rows = rows(d);
    if rows.is_empty() {
        return;
    }
    d.section("strata.title");
    d.para("strata.how", &[]);
    let drawn = d.facts.draw().is_some();
    if drawn {
        d.para("strata.threshold-is", &[("file", d.file(DRAWN))]);
    }
    let mut columns = vec![
        ("strata.stratum", false),
        ("strata.size", true),
        ("strata.weight", true),
        ("strata.floor", true),
        ("strata.n", true),
        ("strata.inclusion", true),
        ("strata.percent", true),
    ];
    columns.extend(drawn.then_some(("strata.threshold", false)));
    let width = columns.len();
    let sum = |of: fn(&Row) -> u32| rows.iter().map(|row| u64::from(of(row))).sum::<u64>();
    let mut foot = vec![Line::new(); width];
    let totals = [
        (0, line(d.word("total"))),
        (1, line(sum(|row| row.size))),
        (4, line(sum(|row| row.n))),
    ];
    for (place, total) in totals {
        foot.get_mut(place)
            .into_iter()
            .for_each(|cell| *cell = total.clone());
    }
    d.grid(Grid {
        caption: d.say("strata.caption", &[]),
        columns: d.columns(&columns),
        rows: rows.iter().map(|row| cells(d, row, drawn)).collect(),
        foot,
    });
}

fn cells(d: &Draft, row: &Row, drawn: bool) -> Vec<Line> {
    let mut stratum = line(code(&row.code));
    if let Some(name) = d.facts.names.units.get(prefecture_of(&row.code)) {
        stratum.insert(0, format!("{name} ").into());
    }
    let mut cells = vec![
        stratum,
        line(row.size),
        line(row.weight),
        line(row.floor),
        line(row.n),
        line(format!("{}/{}", row.n, row.size)),
        line(percent(row.n.into(), row.size.into())),
    ];
    if drawn {
        cells.push(
            row.threshold
                .as_deref()
                .map_or_else(|| line(d.word("none")), |t| line(short(t))),
        );
    }
    cells
}

fn rows(d: &Draft) -> Vec<Row> {
    if let Some(draw) = d.facts.draw() {
        let row = |stratum: &crate::draw::record::StratumRecord| Row {
            code: stratum.stratum.clone(),
            size: stratum.size,
            weight: stratum.weight,
            floor: stratum.floor,
            n: stratum.n,
            threshold: stratum.threshold.clone(),
        };
        return draw.strata.iter().map(row).collect();
    }
    let row = |planned: &crate::draw::files::PlanRow| Row {
        code: planned.stratum.code.clone(),
        size: planned.stratum.size,
        weight: planned.stratum.weight,
        floor: planned.stratum.floor,
        n: planned.n,
        threshold: None,
    };
    d.facts.plan.iter().map(row).collect()
}
