//! Tables on their way out: one table, three forms.

mod csv;
pub mod document;
mod leads;
pub mod page;
pub mod reports;
mod results;
mod summary;
mod text;
mod workbook;
mod xlsx;

use serde_json::{Map, Value, json};

pub use csv::csv;
pub use leads::{lead_notes, lead_statistics};
pub use results::{Sheet, results};
pub use summary::summary;
pub use text::{Look, pad, text, width};
pub use workbook::{Basis, WAN, workbook};
pub use xlsx::xlsx;

use crate::unseen;

/// A value as a JSON document for people and programs, with nothing in it that a terminal would obey.
pub fn json_text(value: &Value) -> String {
    // A Value always has text keys and finite numbers, so it can be written.
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    unseen::json(&text).into_owned()
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Heading; empty for none.
    pub title: String,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows, each with a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Name in JSON, the same in every language.
    pub id: String,
    /// Heading.
    pub name: String,
    /// Set to the right, as numbers are.
    pub right: bool,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// As people read it.
    pub text: String,
    /// As programs read it.
    pub value: Value,
    /// Ids of the rows behind a figure; none for a cell that is no figure.
    pub rows: Option<Vec<String>>,
}

impl Column {
    /// A column of texts.
    pub fn left(id: &str, name: impl Into<String>) -> Self {
        let (id, name) = (id.to_owned(), name.into());
        Self {
            id,
            name,
            right: false,
        }
    }

    /// A column of numbers.
    pub fn right(id: &str, name: impl Into<String>) -> Self {
        Self {
            right: true,
            ..Self::left(id, name)
        }
    }
}

impl Cell {
    /// A cell that reads differently for people and for programs.
    pub fn new(text: impl Into<String>, value: impl Into<Value>) -> Self {
        let (text, value) = (text.into(), value.into());
        Self {
            text,
            value,
            rows: None,
        }
    }

    /// A figure with the rows behind it.
    pub fn figure(text: impl Into<String>, value: impl Into<Value>, rows: &[String]) -> Self {
        Self {
            rows: Some(rows.to_vec()),
            ..Self::new(text, value)
        }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        let text = text.into();
        let value = Value::String(text.clone());
        Self {
            text,
            value,
            rows: None,
        }
    }
}

impl Table {
    /// An empty table.
    pub fn new(title: impl Into<String>, columns: Vec<Column>) -> Self {
        Self {
            title: title.into(),
            columns,
            rows: Vec::new(),
        }
    }

    /// The rows as JSON objects by column id; a figure is `{value, text, rows}`.
    pub fn json(&self) -> Value {
        let object = |cells: &Vec<Cell>| {
            let members = self.columns.iter().zip(cells);
            let members = members.map(|(column, cell)| (column.id.clone(), cell.json()));
            Value::Object(members.collect::<Map<_, _>>())
        };
        self.rows.iter().map(object).collect()
    }

    /// [`Table::json`] with title and headings.
    pub fn document(&self) -> Value {
        let columns: Vec<Value> = self
            .columns
            .iter()
            .map(|c| json!({"id": c.id, "name": c.name}))
            .collect();
        json!({"title": self.title, "columns": columns, "rows": self.json()})
    }
}

impl Cell {
    fn json(&self) -> Value {
        match &self.rows {
            None => self.value.clone(),
            Some(rows) => json!({"value": self.value, "text": self.text, "rows": rows}),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_leads_to_its_rows() {
        let mut table = Table::new("t", vec![Column::left("unit", "单位"), Column::right("n", "数")]);
        let rows = ["B1-0001".to_owned()];
        table
            .rows
            .push(vec!["武汉市".into(), Cell::figure("1", 1, &rows)]);
        let expected = json!([{"unit": "武汉市", "n": {"value": 1, "text": "1", "rows": ["B1-0001"]}}]);
        assert_eq!(table.json(), expected);
    }
}
