//! A table as CSV for spreadsheets: UTF-8 with a byte order mark, CRLF, and no cell that a spreadsheet would run.

use super::Table;
use crate::unseen::{is_formula, visible_lines};

/// The table as the bytes of a CSV file; the title is left out, so that the first line holds the headings.
pub fn csv(table: &Table) -> Vec<u8> {
    let mut out = "\u{feff}".to_owned();
    line(table.columns.iter().map(|c| c.name.as_str()), &mut out);
    for row in &table.rows {
        line(row.iter().map(|cell| cell.text.as_str()), &mut out);
    }
    out.into_bytes()
}

fn line<'a>(cells: impl Iterator<Item = &'a str>, out: &mut String) {
    let cells: Vec<String> = cells.map(cell).collect();
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

/// A text that begins like a formula gets an apostrophe before it; one that is a number stays one.
fn cell(text: &str) -> String {
    let formula = is_formula(text);
    let shown = visible_lines(text);
    let text = if formula {
        format!("'{shown}")
    } else {
        shown.into_owned()
    };
    // Semicolons too: where those part cells, what follows one would begin a cell of its own.
    if text.contains([',', ';', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Cell, Column};
    use super::*;

    #[test]
    fn formulas_become_texts_and_numbers_stay_numbers() {
        let mut table = Table::new("t", vec![Column::left("a", "名称, 全"), Column::left("b", "b")]);
        table
            .rows
            .push(vec!["=HYPERLINK(\"x\")".into(), Cell::new("-5", -5)]);
        table.rows.push(vec!["@x".into(), "两\n行".into()]);
        let bytes = csv(&table);
        assert!(bytes.starts_with(b"\xEF\xBB\xBF"));
        let text = String::from_utf8(bytes).unwrap();
        let expected = "\u{feff}\"名称, 全\",b\r\n\"'=HYPERLINK(\"\"x\"\")\",-5\r\n'@x,\"两\n行\"\r\n";
        assert_eq!(text, expected);
        let mut reader = ::csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        assert_eq!(reader.records().count(), 2);
    }
}
