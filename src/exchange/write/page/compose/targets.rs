//! The drawn targets, all of them, by prefecture.

use std::collections::BTreeMap;

use super::super::doc::{Grid, Line, code, line};
use super::{Draft, short};
use crate::draw::files::{DRAWN, prefecture_of};
use crate::draw::record::StratumRecord;
use crate::draw::select::{Drawn, How};

pub(super) fn write(d: &mut Draft) {
    let Some(draw) = d.facts.draw() else { return };
    let mut areas: BTreeMap<&str, Vec<(&StratumRecord, &Drawn)>> = BTreeMap::new();
    for stratum in &draw.strata {
        let rows = stratum.drawn.iter().map(|row| (stratum, row));
        areas
            .entry(prefecture_of(&stratum.stratum))
            .or_default()
            .extend(rows);
    }
    areas.retain(|_, rows| !rows.is_empty());
    if areas.is_empty() {
        return;
    }
    d.section(if d.is_void() {
        "targets.title-void"
    } else {
        "targets.title"
    });
    d.para("targets.short", &[("file", d.file(DRAWN))]);
    for (area, rows) in areas {
        let grid = table(d, area, &rows);
        d.grid(grid);
    }
}

fn table(d: &Draft, area: &str, rows: &[(&StratumRecord, &Drawn)]) -> Grid {
    let columns = [
        ("targets.id", false),
        ("strata.stratum", false),
        ("targets.rank", true),
        ("targets.ticket", false),
        ("targets.how", false),
        ("targets.fate", false),
    ];
    let known = d.facts.names.units.get(area);
    let name = known.map_or_else(|| area.to_owned(), |name| format!("{name} {area}"));
    Grid {
        caption: d.say(
            "targets.caption",
            &[("unit", name.into()), ("count", rows.len().into())],
        ),
        columns: d.columns(&columns),
        rows: rows.iter().map(|(stratum, row)| cells(d, stratum, row)).collect(),
        foot: Vec::new(),
    }
}

fn cells(d: &Draft, stratum: &StratumRecord, row: &Drawn) -> Vec<Line> {
    let how = match (row.how, &row.replaces) {
        (How::Replacement, replaced) => {
            let id = replaced.clone().unwrap_or_default();
            d.say("how.replacement", &[("id", code(id))])
        }
        (how, _) => d.say(&format!("how.{}", how.name()), &[]),
    };
    let fate = d.say(&format!("fate.{}", row.fate.name()), &[]);
    let ticket = line(short(&row.ticket));
    vec![
        d.target(&row.id),
        line(code(&stratum.stratum)),
        line(row.rank),
        ticket,
        how,
        fate,
    ]
}
