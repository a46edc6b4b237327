//! The sheet 汇总表: a row a unit, the total, and the check.

use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

use super::{Basis, CODE, Formats, LEAD, WAN, page};
use crate::domain::campaign::SummaryColumn;
use crate::domain::summary::{Cell, Line};
use crate::unseen::visible_lines;

/// The row of the headings, below the title.
const HEAD: u32 = 1;
/// Columns before the figures: unit and code.
const OWN: u16 = 2;

pub(super) fn write(basis: &Basis<'_>, formats: &Formats, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let summary = basis.summary;
    sheet.set_name(basis.word("report.sheet-summary"))?;
    let key = if basis.preview {
        "report.summary-preview"
    } else {
        "report.summary"
    };
    let title = basis.lang.say(key, &[("region", &summary.total.name)]);
    sheet.write_string_with_format(
        0,
        0,
        visible_lines(&title),
        &Format::new().set_bold().set_font_size(16),
    )?;
    let heads = [basis.word("column.unit"), basis.word("column.code")].into_iter();
    let heads = heads.chain(summary.columns.iter().map(|column| basis.heading(column, false)));
    for (at, head) in (0..).zip(heads) {
        sheet.write_string_with_format(HEAD, at, visible_lines(&head), &formats.head)?;
    }
    let rows = (HEAD + 1..).zip(&summary.rows);
    for (row, line) in rows {
        begin(sheet, formats, row, (&line.name, &line.region.to_string()))?;
        each(basis, formats, sheet, (row, line), |at, column| {
            unit(basis, row, at, column)
        })?;
    }
    let total = HEAD + 1 + u32::try_from(summary.rows.len()).unwrap_or(u32::MAX);
    begin(
        sheet,
        formats,
        total,
        (&basis.word("report.total"), &summary.total.region.to_string()),
    )?;
    each(basis, formats, sheet, (total, &summary.total), |at, _| {
        sum(at, total)
    })?;
    let check = total + 1;
    begin(sheet, formats, check, (&basis.word("report.check"), ""))?;
    let zero = Line {
        cells: summary.total.cells.iter().map(nothing).collect(),
        ..summary.total.clone()
    };
    each(basis, formats, sheet, (check, &zero), |at, column| {
        difference(basis, total, at, column)
    })?;
    sheet.set_column_width(0, 18)?.set_column_width(1, 9)?;
    sheet.set_row_height(HEAD, 64)?.set_freeze_panes(HEAD + 1, OWN)?;
    page(sheet, HEAD)
}

fn begin(
    sheet: &mut Worksheet,
    formats: &Formats,
    row: u32,
    (name, code): (&str, &str),
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, 0, visible_lines(name), &formats.text)?;
    sheet.write_string_with_format(row, 1, code, &formats.text)?;
    Ok(())
}

/// Writes a formula with its result into every column; "—" where nothing on record can give a figure.
fn each(
    basis: &Basis<'_>,
    formats: &Formats,
    sheet: &mut Worksheet,
    (row, line): (u32, &Line),
    formula: impl Fn(u16, &SummaryColumn) -> String,
) -> Result<(), XlsxError> {
    for ((at, column), cell) in (OWN..).zip(&basis.summary.columns).zip(&line.cells) {
        let format = formats.of(column);
        match cell.figure {
            None => sheet.write_string_with_format(row, at, "—", format)?,
            Some(figure) => {
                let formula = Formula::new(formula(at, column)).set_result(result(figure, column));
                sheet.write_formula_with_format(row, at, formula, format)?
            }
        };
    }
    Ok(())
}

fn nothing(cell: &Cell) -> Cell {
    Cell {
        figure: cell.figure.map(|_| 0),
        ..Cell::default()
    }
}

/// A figure as the cell holds it, exact: yuan in 万元 with four decimals.
fn result(figure: u64, column: &SummaryColumn) -> String {
    match column.unit.as_str() {
        WAN => format!("{}.{:04}", figure / 10_000, figure % 10_000),
        _ => figure.to_string(),
    }
}

fn letter(column: u16) -> String {
    super::column_number_to_name(column)
}

/// A unit's figure: the rows of 明细 with its code. The codes are compared as they are written, which `SUMIFS` does not do
/// for texts that look like numbers.
fn unit(basis: &Basis<'_>, row: u32, at: u16, column: &SummaryColumn) -> String {
    let (codes, figures) = (basis.range(CODE), basis.range(LEAD + at - OWN));
    let sum = format!("SUMPRODUCT(({codes}=$B{})*{figures})", row + 1);
    in_unit(sum, column)
}

/// The total: the units above it.
fn sum(at: u16, total: u32) -> String {
    let name = letter(at);
    format!("=SUM({name}{}:{name}{total})", HEAD + 2)
}

/// The check: the total without all rows of 明细, whatever their code. Divided money is rounded to the yuan it came from,
/// since a quotient is not exact in a spreadsheet.
fn difference(basis: &Basis<'_>, total: u32, at: u16, column: &SummaryColumn) -> String {
    let all = format!("SUM({})", basis.range(LEAD + at - OWN));
    let difference = format!("{}{}-{all}", letter(at), total + 1);
    match column.unit.as_str() {
        WAN => format!("=ROUND({difference}/10000,4)"),
        _ => format!("={difference}"),
    }
}

fn in_unit(sum: String, column: &SummaryColumn) -> String {
    match column.unit.as_str() {
        WAN => format!("={sum}/10000"),
        _ => format!("={sum}"),
    }
}
