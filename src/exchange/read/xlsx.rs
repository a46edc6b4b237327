//! Rows of a workbook's first sheet.
//!
//! A workbook is a zip archive and may unpack to a thousand times its size, so what it unpacks to is measured, not
//! believed, before anything is parsed; and only cells that hold something are kept.

use std::{
    io::{self, Cursor, Read},
    vec,
};

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx as Workbook, XlsxCellReader, XlsxError};
use zip::{ZipArchive, result::ZipError};

use super::{
    fault::{FileReason, Foreign},
    record::{CELLS_LIMIT, Record},
    source::Source,
};

const MIB: u64 = 1024 * 1024;
/// Most MiB a workbook may unpack to; about 300,000 rows of a registry export.
const UNPACKED_LIMIT: u64 = 256;
/// Most cells in all rows together, the empty ones between filled ones included.
const SHEET_CELLS_LIMIT: usize = 20_000_000;
/// Rows of the largest sheet that Excel can hold.
const SHEET_ROWS_LIMIT: u32 = 1_048_576;

/// A workbook whose first sheet has been read.
pub(super) struct Xlsx {
    source: Source,
    rows: vec::IntoIter<Record>,
    total: u64,
}

impl Xlsx {
    pub(super) fn new(mut source: Source) -> Result<Self, FileReason> {
        let mut bytes = Vec::new();
        source.read(&mut bytes, UNPACKED_LIMIT * MIB)?;
        if (bytes.len() as u64) < source.size() {
            return Err(FileReason::WorkbookTooLarge {
                limit: UNPACKED_LIMIT,
            });
        }
        measure(&bytes)?;
        let mut workbook = Workbook::new(Cursor::new(bytes)).map_err(damaged)?;
        let Some(name) = first_sheet(&workbook) else {
            return Err(FileReason::Empty);
        };
        let rows = collect(workbook.worksheet_cells_reader(&name).map_err(damaged)?)?;
        Ok(Self {
            source,
            total: rows.len() as u64,
            rows: rows.into_iter(),
        })
    }

    pub(super) fn next(&mut self, record: &mut Record) -> bool {
        let next = self.rows.next();
        let more = next.is_some();
        *record = next.unwrap_or_default();
        more
    }

    pub(super) fn progress(&self) -> (u64, u64) {
        (self.total - self.rows.len() as u64, self.total)
    }

    pub(super) fn into_source(self) -> Source {
        self.source
    }
}

fn damaged(error: XlsxError) -> FileReason {
    FileReason::Workbook {
        detail: error.to_string(),
    }
}

/// Unpacks everything once into nothing, up to the limit.
fn measure(bytes: &[u8]) -> Result<(), FileReason> {
    let broken = |error: &dyn std::fmt::Display| FileReason::Workbook {
        detail: error.to_string(),
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e: ZipError| broken(&e))?;
    if !archive
        .file_names()
        .flatten()
        .any(|name| name.starts_with("xl/") || name.starts_with("xl\\"))
    {
        return Err(FileReason::Foreign(Foreign::Archive));
    }
    let limit = UNPACKED_LIMIT * MIB;
    let mut left = limit;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|e| broken(&e))?;
        let unpacked = io::copy(&mut entry.take(left + 1), &mut io::sink()).map_err(|e| broken(&e))?;
        left = left.checked_sub(unpacked).ok_or(FileReason::WorkbookTooLarge {
            limit: UNPACKED_LIMIT,
        })?;
    }
    Ok(())
}

/// The first worksheet that is not hidden, else the first.
fn first_sheet(workbook: &Workbook<Cursor<Vec<u8>>>) -> Option<String> {
    let sheets = || {
        workbook
            .sheets_metadata()
            .iter()
            .filter(|s| s.typ == SheetType::WorkSheet)
    };
    sheets()
        .find(|s| s.visible == SheetVisible::Visible)
        .or_else(|| sheets().next())
        .map(|s| s.name.clone())
}

fn collect(mut cells: XlsxCellReader<'_, Cursor<Vec<u8>>>) -> Result<Vec<Record>, FileReason> {
    let mut rows: Vec<Record> = Vec::new();
    let mut total = 0;
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let Some(text) = written(cell.get_value()) else {
            continue;
        };
        let (row, column) = cell.get_position();
        let line = u64::from(row) + 1;
        if rows.last().is_none_or(|last| last.line() < line) {
            let mut record = Record::default();
            record.begin(line);
            rows.push(record);
        }
        let Some(record) = rows
            .last_mut()
            .filter(|last| last.line() == line && row < SHEET_ROWS_LIMIT)
        else {
            return Err(FileReason::Workbook {
                detail: format!("row {line} is out of order"),
            });
        };
        total += fill(record, column as usize, &text);
        if total > SHEET_CELLS_LIMIT {
            return Err(FileReason::WorkbookTooLarge {
                limit: UNPACKED_LIMIT,
            });
        }
    }
    Ok(rows)
}

/// Puts a cell into its column, empty ones before it; returns how many cells were added.
fn fill(record: &mut Record, column: usize, text: &str) -> usize {
    let before = record.len();
    while record.len() < column.min(CELLS_LIMIT) {
        record.end_cell();
    }
    record.push(text);
    record.end_cell();
    record.len() - before
}

/// A cell as the operator would read it; dates as `2019-03-05`, codes that became numbers in digits while no digit
/// is lost, and as `9.14E+17` when digits are. `None` for nothing.
fn written(value: &DataRef<'_>) -> Option<String> {
    let text = match value {
        DataRef::Empty => return None,
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => plain_number(*number),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(moment)
            if moment.is_datetime() && (0.0..2_958_466.0).contains(&moment.as_f64()) =>
        {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(moment) => plain_number(moment.as_f64()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    };
    (!text.is_empty()).then_some(text)
}

/// Whole numbers keep their digits up to fifteen, all that a spreadsheet stores.
fn plain_number(number: f64) -> String {
    if number.abs() < 1e15 {
        number.to_string()
    } else {
        format!("{number:E}").replacen('E', "E+", 1)
    }
}
