//! A table as a workbook. Text stays text: nothing in a cell is ever taken for a formula.

use rust_xlsxwriter::{Format, Workbook, XlsxError};
use serde_json::Value;

use super::{Table, width};
use crate::unseen::visible_lines;

/// Widest column, in characters.
const WIDEST: usize = 60;

/// The table as the bytes of an XLSX file with one sheet; numbers are numbers, the first row stays in view.
///
/// # Errors
/// [`XlsxError`] where the table exceeds what a sheet can hold: 1,048,576 rows, or 32,767 characters in a cell.
pub fn xlsx(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let head = Format::new().set_bold().set_text_wrap();
    for (at, column) in (0..).zip(&table.columns) {
        sheet.write_with_format(0, at, &column.name, &head)?;
        let cells = table.rows.iter().filter_map(|row| row.get(usize::from(at)));
        let widest = cells.map(|cell| width(&cell.text)).max().unwrap_or(0);
        let widest = widest.max(width(&column.name)).min(WIDEST);
        sheet.set_column_width(at, widest as f64 + 2.0)?;
    }
    for (line, row) in (1..).zip(&table.rows) {
        for (at, cell) in (0..).zip(row) {
            match (&cell.value, cell.value.as_f64()) {
                (Value::Number(_), Some(number)) => sheet.write_number(line, at, number)?,
                _ => sheet.write_string(line, at, visible_lines(&cell.text))?,
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::super::{Cell, Column};
    use super::*;

    #[test]
    fn numbers_are_numbers_and_formulas_are_texts() {
        let mut table = Table::new("t", vec![Column::left("a", "名称"), Column::right("n", "数")]);
        table.rows.push(vec!["=1+1".into(), Cell::new("1", 1)]);
        table.rows.push(vec!["007".into(), Cell::new("—", Value::Null)]);
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx(&table).unwrap())).unwrap();
        let name = book.sheet_names()[0].clone();
        let sheet = book.worksheet_range(&name).unwrap();
        let cell = |row, column| sheet.get_value((row, column)).cloned().unwrap_or(Data::Empty);
        assert_eq!(cell(1, 0), Data::String("=1+1".to_owned()));
        assert_eq!(cell(1, 1), Data::Float(1.0));
        assert_eq!(cell(2, 0), Data::String("007".to_owned()));
        assert_eq!(cell(2, 1), Data::String("—".to_owned()));
        assert!(book.worksheet_formula(&name).unwrap().is_empty());
    }
}
