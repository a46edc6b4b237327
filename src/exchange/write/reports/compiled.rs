//! What the units have handed in, one row a unit.

use serde_json::{Value, json};

use crate::domain::campaign::SummaryColumn;
use crate::domain::compiled::{Compiled, Row};
use crate::domain::progress::Report;
use crate::domain::summary;
use crate::exchange::write::summary::heading;
use crate::exchange::write::{Cell, Column, Table};
use crate::lang::Lang;

/// The reports of a division's units with the figures they handed in; the total last. What is missing is "—".
pub fn compiled(lang: Lang, found: &Compiled, title: &str) -> Table {
    let word = |key: &str| lang.word(key).into_owned();
    let mut columns = vec![
        Column::left("region", word("column.unit")),
        Column::left("code", word("column.code")),
    ];
    let own = ["standing", "version", "on", "by", "narrative", "differs"];
    columns.extend(own.map(|id| Column::left(id, word(&format!("report.compiled-{id}")))));
    let figures = found.columns.iter();
    columns.extend(figures.map(|column| Column::right(&column.id, heading(lang, column))));
    let mut table = Table::new(lang.say("report.compiled", &[("region", title)]), columns);
    table.rows = found.rows.iter().map(|row| line(lang, found, row)).collect();
    table.rows.push(total(lang, found));
    table
}

fn line(lang: Lang, found: &Compiled, row: &Row) -> Vec<Cell> {
    let none = || Cell::new("—", Value::Null);
    let newest = row.newest.as_ref();
    let part = |part: fn(&crate::domain::handed_in::HandedIn) -> Cell| newest.map_or_else(none, part);
    let narrative = newest.and_then(|newest| newest.narrative.as_ref());
    let mut cells = vec![
        row.name.clone().into(),
        row.unit.to_string().into(),
        standing(lang, row.standing.as_ref()),
        part(|newest| Cell::new(newest.version.to_string(), newest.version)),
        part(|newest| newest.on.to_string().into()),
        part(|newest| newest.by.clone().into()),
        narrative.map_or_else(none, |file| Cell::new(file.name.clone(), json!(file))),
        differs(lang, found, row),
    ];
    let figures = found.columns.iter().enumerate();
    cells.extend(figures.map(|(at, column)| {
        let figure = row.figures.as_ref().and_then(|figures| figures.get(at).copied());
        shown(figure.flatten(), column)
    }));
    cells
}

/// On time, late, not yet, or missing.
fn standing(lang: Lang, report: Option<&Report>) -> Cell {
    let key = match report.map(|report| (report.handed_in.is_some(), report.overdue)) {
        Some((true, false)) => "on-time",
        Some((true, true)) => "late",
        Some((false, false)) => "owed",
        Some((false, true)) => "missing",
        None => "none",
    };
    Cell::new(lang.word(&format!("report.standing-{key}")), key)
}

/// Where the figures differ from the records, each as `column handed in→now`.
fn differs(lang: Lang, found: &Compiled, row: &Row) -> Cell {
    if row.is_unreadable() {
        return Cell::new(lang.word("report.unreadable"), Value::Null);
    }
    if row.newest.is_none() {
        return Cell::new("—", Value::Null);
    }
    let texts: Vec<String> = row
        .differences()
        .iter()
        .filter_map(|difference| {
            let column = found.columns.get(difference.column)?;
            let name = column.name.get(lang);
            let (then, now) = (shown(difference.handed_in, column), shown(difference.now, column));
            Some(format!("{name} {}→{}", then.text, now.text))
        })
        .collect();
    let text = match texts.as_slice() {
        [] => lang.word("report.no-difference").into_owned(),
        texts => texts.join(&lang.word("list.and")),
    };
    Cell::new(text, row.differences().len())
}

fn shown(figure: Option<u64>, column: &SummaryColumn) -> Cell {
    let cell = summary::Cell {
        figure,
        ..summary::Cell::default()
    };
    Cell::new(cell.text(&column.unit), figure)
}

fn total(lang: Lang, found: &Compiled) -> Vec<Cell> {
    let handed_in = found.rows.iter().filter(|row| row.newest.is_some()).count();
    let (n, of) = (handed_in.to_string(), found.rows.len().to_string());
    let mut cells: Vec<Cell> = vec![
        lang.word("report.total").into_owned().into(),
        "".into(),
        lang.say("report.standing-total", &[("n", &n), ("of", &of)])
            .into(),
    ];
    cells.extend(["", "", "", "", ""].map(Cell::from));
    let figures = found.total.iter().zip(&found.columns);
    cells.extend(figures.map(|(figure, column)| shown(*figure, column)));
    cells
}

/// Every figure handed in that is not what is on record now, for programs.
pub fn differences(found: &Compiled) -> Value {
    let of = |row: &Row| {
        let unit = row.unit.to_string();
        let each = row.differences().into_iter();
        let each = each.filter_map(|difference| {
            let column = found.columns.get(difference.column)?;
            Some(json!({
                "unit": unit, "column": column.id,
                "handed_in": difference.handed_in, "now": difference.now,
            }))
        });
        each.collect::<Vec<Value>>()
    };
    found.rows.iter().flat_map(of).collect()
}
