//! The drawn targets, all of them, by prefecture.

use std::collections::BTreeMap;

use super::super::doc::{Grid, Line, code, file, line};
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
    d.para("targets.short", &[("file", file(DRAWN))]);
    let named = areas
        .values()
        .flatten()
        .any(|(_, row)| d.facts.names.targets.contains_key(&row.id));
    for (area, rows) in areas {
        let grid = table(d, area, &rows, named);
        d.grid(grid);
    }
}

fn table(d: &Draft, area: &str, rows: &[(&StratumRecord, &Drawn)], named: bool) -> Grid {
    let mut columns = vec![
        ("targets.id", false),
        ("strata.stratum", false),
        ("targets.rank", true),
    ];
    columns.extend(named.then_some(("targets.name", false)));
    columns.extend([
        ("targets.ticket", false),
        ("targets.how", false),
        ("targets.fate", false),
    ]);
    let name = d
        .facts
        .names
        .units
        .get(area)
        .map_or_else(|| area.to_owned(), |name| format!("{name} {area}"));
    Grid {
        caption: d.say(
            "targets.caption",
            &[("unit", name.into()), ("count", rows.len().into())],
        ),
        columns: d.columns(&columns),
        rows: rows
            .iter()
            .map(|(stratum, row)| cells(d, stratum, row, named))
            .collect(),
        foot: Vec::new(),
    }
}

fn cells(d: &Draft, stratum: &StratumRecord, row: &Drawn, named: bool) -> Vec<Line> {
    let mut cells = vec![line(code(&row.id)), line(code(&stratum.stratum)), line(row.rank)];
    if named {
        cells.push(line(
            d.facts.names.targets.get(&row.id).cloned().unwrap_or_default(),
        ));
    }
    let how = match (row.how, &row.replaces) {
        (How::Replacement, replaced) => {
            let id = replaced.clone().unwrap_or_default();
            d.say("how.replacement", &[("id", code(id))])
        }
        (how, _) => d.say(&format!("how.{}", how.name()), &[]),
    };
    let fate = d.say(&format!("fate.{}", row.fate.name()), &[]);
    cells.extend([line(short(&row.ticket)), how, fate]);
    cells
}
