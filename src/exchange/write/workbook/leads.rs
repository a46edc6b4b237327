//! The sheet 线索: the statistics of leads, a line a group.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::{Basis, Formats, page};
use crate::exchange::write::{lead_notes, lead_statistics};
use crate::unseen::visible_lines;

/// The row of the headings, below the title.
const HEAD: u32 = 1;

pub(super) fn write(basis: &Basis<'_>, formats: &Formats, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(basis.word("report.sheet-leads"))?;
    let table = lead_statistics(basis.lang, basis.campaign, basis.leads, None);
    sheet.write_with_format(0, 0, &table.title, &Format::new().set_bold().set_font_size(16))?;
    for (at, column) in (0..).zip(&table.columns) {
        sheet.write_with_format(HEAD, at, &column.name, &formats.head)?;
        sheet.set_column_width(at, if column.right { 10.0 } else { 18.0 })?;
    }
    for (row, cells) in (HEAD + 1..).zip(&table.rows) {
        for (at, cell) in (0..).zip(cells) {
            match cell.value.as_f64() {
                Some(number) => sheet.write_number_with_format(row, at, number, &formats.number)?,
                None => sheet.write_string_with_format(row, at, visible_lines(&cell.text), &formats.text)?,
            };
        }
    }
    let below = HEAD + 2 + u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    for (row, note) in (below..).zip(lead_notes(basis.lang, basis.leads)) {
        sheet.write_string(row, 0, note)?;
    }
    sheet.set_row_height(HEAD, 32)?.set_freeze_panes(HEAD + 1, 1)?;
    page(sheet, HEAD)
}
