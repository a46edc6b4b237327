//! What can be wrong with a file or a row.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::decode::Encoding;
use crate::domain::uscc::UsccFault;

/// A file that cannot be taken in at all, or not any further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFault {
    /// The file as the operator named it.
    pub file: PathBuf,
    /// What is wrong with it.
    pub reason: FileReason,
}

/// Why a file cannot be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileReason {
    /// There is no such file.
    NotFound,
    /// The file may not be read by this user.
    Denied,
    /// A directory, device or pipe.
    NotAFile,
    /// Nothing in it.
    Empty,
    /// The system failed to read it.
    Io {
        /// The system's own words.
        detail: String,
    },
    /// Another kind of file.
    Foreign(Foreign),
    /// The encoding asked for contradicts the bytes.
    WrongEncoding {
        /// What was asked for.
        asked: Encoding,
        /// What the bytes are.
        found: Encoding,
    },
    /// Neither UTF-8 nor GB18030.
    UnknownEncoding {
        /// What it may be, as the WHATWG names it.
        guess: &'static str,
    },
    /// Ends in the middle of a character.
    CutOff,
    /// A quote is opened and never closed: the file is cut off, or a quote is missing.
    OpenQuote {
        /// Line on which the quote opens.
        line: u64,
    },
    /// The last line has no end and too few columns: the file is cut off.
    CutRow {
        /// Line on which the row begins.
        line: u64,
        /// Columns it has.
        found: usize,
        /// Columns the header has.
        expected: usize,
    },
    /// Changed between opening and the end of reading.
    Changed,
    /// Columns that cannot be done without are not there.
    MissingColumns {
        /// Their standard names.
        missing: Vec<&'static str>,
        /// The cells of the row that came closest to a header.
        found: Vec<String>,
        /// That row's line.
        line: u64,
    },
    /// A workbook that cannot be read: damaged, cut off, or protected by a password.
    Workbook {
        /// What the reading library says.
        detail: String,
    },
    /// A workbook that is too large to unpack.
    WorkbookTooLarge {
        /// The limit it exceeds, in MiB of unpacked data or of text.
        limit: u64,
    },
}

/// Kinds of file that are offered in place of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// Zero bytes or no text at all.
    Binary,
    /// UTF-16, as Excel's "Unicode text".
    Utf16,
    /// Excel's format before 2007.
    Xls,
    /// A web page, often named .xls by the system that exported it.
    Html,
    /// PDF.
    Pdf,
    /// An archive that is no workbook.
    Archive,
}

impl Foreign {
    /// The kind told by a file's first bytes; `None` if it may be delimited text.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
        let zeros = |offset: usize| {
            head.iter()
                .skip(offset)
                .step_by(2)
                .take(512)
                .filter(|&&b| b == 0)
                .count()
        };
        let few = head.len().min(1024) / 8;
        let text = head
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(head)
            .trim_ascii_start();
        let tag = |name: &[u8]| {
            text.get(..name.len())
                .is_some_and(|t| t.eq_ignore_ascii_case(name))
        };
        if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
            Some(Self::Utf16)
        } else if head.starts_with(OLE) {
            Some(Self::Xls)
        } else if head.starts_with(b"%PDF") {
            Some(Self::Pdf)
        } else if head.starts_with(b"PK\x03\x04")
            || head.starts_with(b"\x1F\x8B")
            || head.starts_with(b"Rar!")
        {
            Some(Self::Archive)
        } else if [
            &b"<html"[..],
            b"<!doctype",
            b"<table",
            b"<?xml",
            b"<head",
            b"<meta",
        ]
        .into_iter()
        .any(tag)
        {
            Some(Self::Html)
        } else if (zeros(0) > few) != (zeros(1) > few) {
            Some(Self::Utf16)
        } else {
            head.contains(&0).then_some(Self::Binary)
        }
    }
}

/// A row that is refused while its neighbours are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// Line on which the row starts; in a workbook the sheet's row number.
    pub line: u64,
    /// The column's header as the file writes it; empty when the whole row is meant.
    pub column: String,
    /// What is wrong.
    pub reason: Reason,
    /// The row's cells as they are in the file; cut at the limits of [`super::Record`].
    pub cells: Vec<String>,
}

/// The closed lists from which a cell may have to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// 信用风险等级: A, B, C, D.
    Grade,
    /// 部门: 人社 or 市场监管.
    Department,
    /// 在岗: yes or no.
    YesNo,
    /// 放假 or 上班.
    DayKind,
}

/// Why a row is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A cell that must be filled is empty.
    Blank,
    /// None of several cells is filled, one of which must be.
    AllBlank,
    /// Not a valid 统一社会信用代码.
    Code(UsccFault),
    /// The spreadsheet turned a code into a rounded number such as 9.142E+17; the digits are lost.
    Rounded,
    /// A 行政区划代码 that is not among those known.
    UnknownRegion {
        /// The code found.
        found: String,
    },
    /// A row of a rejects file that is as it was refused.
    Unrepaired,
    /// An officer whom the library does not know.
    UnknownOfficer {
        /// The number found.
        found: String,
    },
    /// A violation that the campaign's table does not have.
    UnknownViolation {
        /// The id found.
        found: String,
    },
    /// A conflict names an entity and another officer, or neither, or its relation does not fit which it names.
    OneOfTwo,
    /// A ban of two officers names one officer twice.
    SameOfficer,
    /// Not a date, or not one with a certain meaning.
    Date {
        /// The text found.
        found: String,
    },
    /// A day that has not come yet.
    Future {
        /// Today.
        today: NaiveDate,
    },
    /// The same lead is on record, or on an earlier row, and somebody else reported it.
    OtherReporter {
        /// That lead.
        lead: String,
    },
    /// A year that no holiday notice can be about.
    Year {
        /// The year found.
        found: String,
    },
    /// A period that ends before it begins.
    Reversed,
    /// Not a whole number from 0 to 999,999.
    Number {
        /// The text found.
        found: String,
    },
    /// Not on the list of possible answers.
    Choice {
        /// The list.
        list: Choice,
        /// The text found.
        found: String,
    },
    /// The same key was on an earlier row of this file.
    Duplicate {
        /// The earlier row's line.
        first: u64,
    },
    /// The row ends before a needed column.
    Short {
        /// Cells found.
        found: usize,
        /// Columns of the header.
        expected: usize,
    },
    /// The row has filled cells beyond the header: most likely an unquoted delimiter moved everything.
    Long {
        /// Cells found.
        found: usize,
        /// Columns of the header.
        expected: usize,
    },
    /// A cell is longer than [`super::CELL_LIMIT`].
    CellTooLong,
    /// The row is longer than [`super::ROW_LIMIT`].
    RowTooLong,
    /// The row has more than [`super::CELLS_LIMIT`] cells.
    TooManyCells,
    /// Bytes that mean nothing in the file's encoding, often a character cut in half by a database column.
    Undecodable,
}
