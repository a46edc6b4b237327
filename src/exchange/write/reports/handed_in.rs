//! The versions of reports that were handed in, and the table of one of them as it stood.

use serde_json::{Value, json};

use crate::domain::handed_in::HandedIn;
use crate::exchange::write::{Cell, Column, Table};
use crate::lang::Lang;

/// A row a version.
pub fn handed_in(lang: Lang, versions: &[HandedIn], name: impl Fn(&str) -> String) -> Table {
    let word = |key: &str| lang.word(key).into_owned();
    let heads = ["unit", "code"].map(|id| Column::left(id, word(&format!("column.{id}"))));
    let own = ["version", "on", "by", "standing", "narrative", "note", "hash"];
    let own = own.map(|id| Column::left(id, word(&format!("report.compiled-{id}"))));
    let mut table = Table::new(
        word("report.handed-in-all"),
        heads.into_iter().chain(own).collect(),
    );
    table.rows = versions
        .iter()
        .map(|report| {
            let standing = if report.overdue { "late" } else { "on-time" };
            let narrative = match &report.narrative {
                Some(file) => Cell::new(file.name.clone(), json!(file)),
                None => Cell::new("—", Value::Null),
            };
            vec![
                name(&report.unit).into(),
                report.unit.clone().into(),
                Cell::new(report.version.to_string(), report.version),
                report.on.to_string().into(),
                report.by.clone().into(),
                Cell::new(lang.word(&format!("report.standing-{standing}")), standing),
                narrative,
                report.note.clone().into(),
                report.summary.clone().into(),
            ]
        })
        .collect();
    table
}

/// A table as it was handed in, read back from its document; none where the document is no table.
pub fn again(document: &[u8]) -> Option<Table> {
    let document: Value = serde_json::from_slice(document).ok()?;
    let text = |value: &Value, key: &str| Some(value.get(key)?.as_str()?.to_owned());
    let mut columns = Vec::new();
    for column in document.get("columns")?.as_array()? {
        columns.push(Column::left(&text(column, "id")?, text(column, "name")?));
    }
    let mut table = Table::new(text(&document, "title")?, columns);
    for row in document.get("rows")?.as_array()? {
        let cell = |column: &Column| read(row.get(&column.id).unwrap_or(&Value::Null));
        table.rows.push(table.columns.iter().map(cell).collect());
    }
    let first = table.rows.first();
    let right: Vec<bool> = table
        .columns
        .iter()
        .zip(first.into_iter().flatten())
        .map(|(_, cell)| cell.rows.is_some())
        .collect();
    for (column, right) in table.columns.iter_mut().zip(right) {
        column.right = right;
    }
    Some(table)
}

fn read(value: &Value) -> Cell {
    let (Some(text), Some(rows)) = (value.get("text"), value.get("rows")) else {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        return Cell::new(text, value.clone());
    };
    let rows = rows.as_array().into_iter().flatten();
    let rows: Vec<String> = rows.filter_map(|row| Some(row.as_str()?.to_owned())).collect();
    let figure = value.get("value").cloned().unwrap_or_default();
    Cell::figure(text.as_str().unwrap_or_default(), figure, &rows)
}
