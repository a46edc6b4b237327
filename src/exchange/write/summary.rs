//! The campaign's summary as a table: the one that is shown, written to files, and handed in.

use super::{Cell, Column, Table};
use crate::domain::campaign::SummaryColumn;
use crate::domain::summary::{Line, Summary};
use crate::lang::Lang;

/// The summary with the campaign's columns; a figure that nothing on record can give is "—", in JSON null.
pub fn summary(lang: Lang, found: &Summary, preview: bool) -> Table {
    let word = |key: &str| lang.word(key).into_owned();
    let key = if preview {
        "report.summary-preview"
    } else {
        "report.summary"
    };
    let mut columns = vec![
        Column::left("region", word("column.unit")),
        Column::left("code", word("column.code")),
    ];
    columns.extend(
        found
            .columns
            .iter()
            .map(|column| Column::right(&column.id, heading(lang, column))),
    );
    let mut table = Table::new(lang.say(key, &[("region", &found.total.name)]), columns);
    let row = |line: &Line, name: String| {
        let mut cells: Vec<Cell> = vec![name.into(), line.region.to_string().into()];
        for (cell, column) in line.cells.iter().zip(&found.columns) {
            cells.push(Cell::figure(cell.text(&column.unit), cell.figure, &cell.tasks));
        }
        cells
    };
    table.rows = found
        .rows
        .iter()
        .map(|line| row(line, line.name.clone()))
        .collect();
    table.rows.push(row(&found.total, word("report.total")));
    table
}

/// A column's heading with its unit, as the operator's language calls it.
pub(super) fn heading(lang: Lang, column: &SummaryColumn) -> String {
    let unit = match column.unit.as_str() {
        "人次" => lang.word("unit.visits"),
        "户" => lang.word("unit.targets"),
        "件" => lang.word("unit.cases"),
        "人" => lang.word("unit.people"),
        "万元" => lang.word("unit.wan"),
        other => other.to_owned().into(),
    };
    lang.say(
        "report.heading",
        &[("name", column.name.get(lang)), ("unit", &unit)],
    )
}
