//! How faults are told, in both languages.

use std::borrow::Cow;

use rust_i18n::t;

use super::{
    cell,
    decode::Encoding,
    fault::{Choice, FileFault, FileReason, Foreign, Reason, RowFault},
    record::{CELL_LIMIT, CELLS_LIMIT, ROW_LIMIT},
};
use crate::{domain::uscc::UsccFault, lang::Lang};

impl FileFault {
    /// The fault in the operator's language: the file, what is wrong, what to do.
    pub fn text(&self, lang: Lang) -> String {
        let why = self.reason.text(lang);
        t!(
            "exchange.file",
            locale = lang.code(),
            file = self.file.display(),
            why = why
        )
        .into_owned()
    }
}

impl FileReason {
    /// The reason in the operator's language, without the file's name.
    pub fn text(&self, lang: Lang) -> Cow<'static, str> {
        let locale = lang.code();
        match self {
            Self::NotFound => t!("exchange.file_reason.not_found", locale = locale),
            Self::Denied => t!("exchange.file_reason.denied", locale = locale),
            Self::NotAFile => t!("exchange.file_reason.not_a_file", locale = locale),
            Self::Empty => t!("exchange.file_reason.empty", locale = locale),
            Self::Io { detail } => t!("exchange.file_reason.io", locale = locale, detail = detail),
            Self::Foreign(kind) => t!(format!("exchange.file_reason.{}", kind.key()), locale = locale),
            Self::WrongEncoding { asked, found } => t!(
                "exchange.file_reason.wrong_encoding",
                locale = locale,
                asked = encoding_name(*asked),
                found = encoding_name(*found)
            ),
            Self::UnknownEncoding { guess } => {
                t!(
                    "exchange.file_reason.unknown_encoding",
                    locale = locale,
                    guess = guess
                )
            }
            Self::CutOff => t!("exchange.file_reason.cut_off", locale = locale),
            Self::OpenQuote { line } => t!("exchange.file_reason.open_quote", locale = locale, line = line),
            Self::CutRow {
                line,
                found,
                expected,
            } => t!(
                "exchange.file_reason.cut_row",
                locale = locale,
                line = line,
                found = found,
                expected = expected
            ),
            Self::Changed => t!("exchange.file_reason.changed", locale = locale),
            Self::MissingColumns { missing, found, line } => t!(
                "exchange.file_reason.missing_columns",
                locale = locale,
                missing = missing.join("、"),
                found = shown(found),
                line = line
            ),
            Self::Workbook { detail } => {
                t!("exchange.file_reason.workbook", locale = locale, detail = detail)
            }
            Self::WorkbookTooLarge { limit } => {
                t!(
                    "exchange.file_reason.workbook_too_large",
                    locale = locale,
                    limit = limit
                )
            }
        }
    }
}

impl Foreign {
    fn key(self) -> &'static str {
        match self {
            Self::Binary => "binary",
            Self::Utf16 => "utf16",
            Self::Xls => "xls",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Archive => "archive",
        }
    }
}

fn encoding_name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Gb18030 => "GB18030",
        Encoding::Auto | Encoding::Utf8 => "UTF-8",
    }
}

/// The header cells found, as much as a message can carry.
fn shown(cells: &[String]) -> String {
    let named: Vec<String> = cells
        .iter()
        .filter(|c| !c.is_empty())
        .take(30)
        .map(|c| excerpt(c))
        .collect();
    named.join("、")
}

/// The beginning of a text that came from a file, safe to print.
pub(super) fn excerpt(text: &str) -> String {
    let clean = cell::text(text);
    let mut short: String = clean.chars().take(40).collect();
    if short.len() < clean.len() {
        short.push('…');
    }
    short
}

impl RowFault {
    /// The fault in the operator's language: the line, the column, what is wrong, what to do.
    pub fn text(&self, lang: Lang) -> String {
        let (locale, why) = (lang.code(), self.reason.text(lang));
        if self.column.is_empty() {
            t!("exchange.row", locale = locale, line = self.line, why = why).into_owned()
        } else {
            t!(
                "exchange.row_column",
                locale = locale,
                line = self.line,
                column = self.column,
                why = why
            )
            .into_owned()
        }
    }
}

impl Reason {
    /// The reason in the operator's language, without line and column.
    pub fn text(&self, lang: Lang) -> Cow<'static, str> {
        let locale = lang.code();
        match self {
            Self::Blank => t!("exchange.reason.blank", locale = locale),
            Self::AllBlank => t!("exchange.reason.all_blank", locale = locale),
            Self::Code(fault) => code_text(*fault, locale),
            Self::Rounded => t!("exchange.reason.rounded", locale = locale),
            Self::UnknownRegion { found } => t!("exchange.reason.region", locale = locale, found = found),
            Self::Unrepaired => t!("exchange.reason.unrepaired", locale = locale),
            Self::UnknownViolation { found } => {
                t!("exchange.reason.violation", locale = locale, found = found)
            }
            Self::UnknownOfficer { found } => t!("exchange.reason.officer", locale = locale, found = found),
            Self::OneOfTwo => t!("exchange.reason.one_of_two", locale = locale),
            Self::SameOfficer => t!("exchange.reason.same_officer", locale = locale),
            Self::Date { found } => t!("exchange.reason.date", locale = locale, found = found),
            Self::Future { today } => t!("exchange.reason.future", locale = locale, today = today),
            Self::OtherReporter { lead } => {
                t!("exchange.reason.other_reporter", locale = locale, lead = lead)
            }
            Self::Year { found } => t!("exchange.reason.year", locale = locale, found = found),
            Self::Reversed => t!("exchange.reason.reversed", locale = locale),
            Self::Number { found } => t!("exchange.reason.number", locale = locale, found = found),
            Self::Choice { list, found } => {
                t!(
                    format!("exchange.reason.{}", list.key()),
                    locale = locale,
                    found = found
                )
            }
            Self::Duplicate { first } => t!("exchange.reason.duplicate", locale = locale, first = first),
            Self::Short { found, expected } => {
                t!(
                    "exchange.reason.short",
                    locale = locale,
                    found = found,
                    expected = expected
                )
            }
            Self::Long { found, expected } => {
                t!(
                    "exchange.reason.long",
                    locale = locale,
                    found = found,
                    expected = expected
                )
            }
            Self::CellTooLong => t!(
                "exchange.reason.cell_too_long",
                locale = locale,
                limit = CELL_LIMIT / 1024
            ),
            Self::RowTooLong => t!(
                "exchange.reason.row_too_long",
                locale = locale,
                limit = ROW_LIMIT / 1024
            ),
            Self::TooManyCells => t!(
                "exchange.reason.too_many_cells",
                locale = locale,
                limit = CELLS_LIMIT
            ),
            Self::Undecodable => t!("exchange.reason.undecodable", locale = locale),
        }
    }
}

impl Choice {
    fn key(self) -> &'static str {
        match self {
            Self::Grade => "grade",
            Self::Department => "department",
            Self::YesNo => "yes_no",
            Self::DayKind => "day_kind",
        }
    }
}

fn code_text(fault: UsccFault, locale: &str) -> Cow<'static, str> {
    match fault {
        UsccFault::Length { found } => t!("exchange.reason.code_length", locale = locale, found = found),
        UsccFault::Character { position, found } => {
            t!(
                "exchange.reason.code_character",
                locale = locale,
                position = position,
                found = found
            )
        }
        UsccFault::Check { expected, found } => {
            t!(
                "exchange.reason.code_check",
                locale = locale,
                expected = expected,
                found = found
            )
        }
    }
}
