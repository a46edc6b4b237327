//! The sheet 明细: a row a counted task.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{Basis, Formats, LEAD, page};
use crate::unseen::visible_lines;

/// Headings before the figures, and the widths of their columns.
const HEADS: [(&str, f64); LEAD as usize] = [
    ("column.unit", 18.0),
    ("column.code", 9.0),
    ("report.division", 16.0),
    ("report.task", 20.0),
    ("report.target", 36.0),
    ("report.state", 10.0),
];

pub(super) fn write(basis: &Basis<'_>, formats: &Formats, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(basis.word("report.sheet-detail"))?;
    let columns = &basis.summary.columns;
    for (at, (key, width)) in (0..).zip(HEADS) {
        sheet.write_with_format(0, at, basis.word(key), &formats.head)?;
        sheet.set_column_width(at, width)?;
    }
    for (at, column) in (LEAD..).zip(columns) {
        sheet.write_string_with_format(0, at, visible_lines(&basis.heading(column, true)), &formats.head)?;
    }
    let regions = &basis.campaign.regions;
    for (row, detail) in (1..).zip(basis.details) {
        let lead = [
            regions.name(detail.row),
            detail.row.to_string(),
            regions.name(detail.region),
            detail.task.clone(),
            detail.name.clone(),
            basis.word(detail.state),
        ];
        for (at, text) in (0..).zip(&lead) {
            sheet.write_string_with_format(row, at, visible_lines(text), &formats.text)?;
        }
        for (at, figure) in (LEAD..).zip(&detail.figures) {
            match figure {
                Some(figure) => sheet.write_number_with_format(row, at, *figure as f64, &formats.count)?,
                None => sheet.write_string_with_format(row, at, "—", &formats.count)?,
            };
        }
    }
    let last = u32::try_from(basis.details.len()).unwrap_or(u32::MAX);
    let width = LEAD + u16::try_from(columns.len()).unwrap_or(0);
    sheet.autofilter(0, 0, last, width.saturating_sub(1))?;
    sheet.set_row_height(0, 64)?.set_freeze_panes(1, 4)?;
    page(sheet, 0)
}
