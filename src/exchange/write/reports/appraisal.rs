//! How the units are appraised: figures, scores, the suggested places, and the places that were signed.

use serde_json::{Value, json};

use crate::domain::appraisal::{Appraisal, Figure, Indicator, Line, Signed, percent};
use crate::exchange::write::{Cell, Column, Table};
use crate::lang::Lang;

/// A row a unit in the suggested order, all units together last. A figure is `kept/all` with the share.
pub fn appraisal(lang: Lang, found: &Appraisal, signed: Option<&Signed>, title: &str) -> Table {
    let word = |key: &str| lang.word(key).into_owned();
    let mut columns = vec![
        Column::left("region", word("column.unit")),
        Column::left("code", word("column.code")),
        Column::right("place", word("report.place")),
        Column::right("score", word("report.score")),
    ];
    columns.extend(signed.map(|_| Column::right("signed", word("report.signed"))));
    let heads = found.indicators.iter();
    columns.extend(heads.map(|i| Column::right(&i.id, i.name.get(lang))));
    let mut table = Table::new(lang.say("report.appraisal", &[("region", title)]), columns);
    let lines = found.suggested();
    let lines = lines.iter().filter_map(|unit| found.line(*unit));
    table.rows = lines
        .map(|line| row(found, line, signed, line.name.clone()))
        .collect();
    table
        .rows
        .push(row(found, &found.total, signed, word("report.total")));
    table
}

fn row(found: &Appraisal, line: &Line, signed: Option<&Signed>, name: String) -> Vec<Cell> {
    let number = |number: Option<u64>| {
        let text = number.map_or("—".to_owned(), |number| number.to_string());
        Cell::new(text, number)
    };
    let score = line.score.map_or("—".to_owned(), percent);
    let mut cells = vec![
        name.into(),
        line.region.to_string().into(),
        number(line.place),
        Cell::new(
            score,
            line.score
                .map_or(Value::Null, |score| json!(score as f64 / 100.0)),
        ),
    ];
    cells.extend(signed.map(|signed| {
        let at = signed.order.iter().position(|unit| *unit == line.region);
        number(at.map(|at| at as u64 + 1))
    }));
    let figures = line.figures.iter().zip(&found.indicators);
    cells.extend(figures.map(|(figure, indicator)| figure_cell(figure, indicator)));
    cells
}

/// A figure leads to the tasks that are as they should be; one of what the unit hands in leads to none.
fn figure_cell(figure: &Figure, indicator: &Indicator) -> Cell {
    let Some(share) = figure.share() else {
        return Cell::new("—", Value::Null);
    };
    let (part, whole) = (figure.part.len(), figure.whole.len());
    let text = format!("{part}/{whole} {}%", percent(share));
    let value = json!({"part": part, "whole": whole, "share": share});
    match indicator.count.is_of_the_unit() {
        true => Cell::new(text, value),
        false => Cell::figure(text, value, &figure.part),
    }
}
