//! The summary as a workbook whose figures are formulas: 汇总表 sums the rows of 明细 unit by unit, its total sums the
//! units, and a check row that must be 0 holds the total against all rows of 明细. 说明 says what the figures rest on.
//!
//! Money stands in yuan in the detail and in 万元 in the summary. The value in a cell is exact; two decimals are how it is
//! shown, so that a total is the rounded sum and never the sum of rounded figures. Every formula carries its result, for
//! programs that show a workbook without calculating it.

mod detail;
mod figures;
mod leads;
mod notes;

use chrono::NaiveDate;
use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::summary::heading;
use crate::domain::campaign::{Campaign, SummaryColumn};
use crate::domain::lead::statistics::Statistics;
use crate::domain::summary::{Detail, Summary};
use crate::lang::Lang;

/// Unit of measure of a column of money: 10,000 yuan.
pub const WAN: &str = "万元";
/// Columns of 明细 before the figures: unit, code, division, task, target, state.
const LEAD: u16 = 6;
/// The column of 明细 with the code of the row that a task counts in.
const CODE: u16 = 1;
/// A3, on which all columns can be read.
const A3: u8 = 8;

/// What a workbook is made of.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    /// The language of headings and notes.
    pub lang: Lang,
    /// The campaign.
    pub campaign: &'a Campaign,
    /// The summary.
    pub summary: &'a Summary,
    /// The tasks it counts; see [`crate::domain::summary::details`].
    pub details: &'a [Detail],
    /// The leads; see [`crate::domain::lead::statistics`].
    pub leads: &'a Statistics,
    /// The day of the figures.
    pub on: NaiveDate,
    /// Made before the summing-up began.
    pub preview: bool,
}

impl Basis<'_> {
    fn word(&self, key: &str) -> String {
        self.lang.word(key).into_owned()
    }

    /// A column's heading; of money in yuan where `detail`.
    fn heading(&self, column: &SummaryColumn, detail: bool) -> String {
        if !(detail && column.unit == WAN) {
            return heading(self.lang, column);
        }
        let yuan = self.word("unit.yuan");
        let args = [("name", column.name.get(self.lang)), ("unit", &yuan)];
        self.lang.say("report.heading", &args)
    }

    /// The cells of 明细 in a column, as a formula names them: at least one, empty where nothing is counted.
    fn range(&self, column: u16) -> String {
        let (name, last) = (column_number_to_name(column), self.details.len().max(1) + 1);
        let sheet = self.word("report.sheet-detail");
        format!("'{sheet}'!${name}$2:${name}${last}")
    }
}

/// The formats of cells.
struct Formats {
    head: Format,
    text: Format,
    count: Format,
    /// A whole number or a half.
    number: Format,
    money: Format,
}

impl Formats {
    fn new() -> Self {
        let boxed = || Format::new().set_border(FormatBorder::Thin);
        let head = boxed().set_bold().set_text_wrap();
        Formats {
            head: head
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            text: boxed(),
            number: boxed().set_num_format("0.#").set_align(FormatAlign::Right),
            count: boxed().set_num_format("0").set_align(FormatAlign::Right),
            money: boxed().set_num_format("0.00").set_align(FormatAlign::Right),
        }
    }

    fn of(&self, column: &SummaryColumn) -> &Format {
        if column.unit == WAN {
            &self.money
        } else {
            &self.count
        }
    }
}

/// The workbook's bytes.
///
/// # Errors
/// [`XlsxError`] where the tasks are more than a sheet can hold: 1,048,576 rows.
pub fn workbook(basis: &Basis<'_>) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut book = Workbook::new();
    figures::write(basis, &formats, book.add_worksheet())?;
    detail::write(basis, &formats, book.add_worksheet())?;
    leads::write(basis, &formats, book.add_worksheet())?;
    notes::write(basis, book.add_worksheet())?;
    book.save_to_buffer()
}

/// Prints a sheet across, every column on one page, with its first rows on each.
fn page(sheet: &mut Worksheet, repeated: u32) -> Result<(), XlsxError> {
    sheet
        .set_landscape()
        .set_paper_size(A3)
        .set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, repeated)?;
    Ok(())
}

#[cfg(test)]
mod tests;
