//! Rows of a workbook's first sheet.
//!
//! A workbook is a zip archive and may unpack to a thousand times its size, so what it unpacks to is measured, not
//! believed, before anything is parsed; and only cells that hold something are kept.

use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
    vec,
};

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx as Workbook, XlsxCellReader, XlsxError};

use super::{
    fault::FileReason,
    measure::{MIB, TOO_LARGE, UNPACKED_LIMIT, measure},
    record::{CELLS_LIMIT, Record},
    source::Source,
};

/// Most bytes of text in all rows together: one shared string may stand in every cell.
const SHEET_TEXT_LIMIT: usize = 256 * 1024 * 1024;
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
            return Err(TOO_LARGE);
        }
        measure(&bytes)?;
        let rows = guarded(|| {
            let mut workbook = Workbook::new(Cursor::new(bytes)).map_err(damaged)?;
            let name = first_sheet(&workbook).ok_or(FileReason::Empty)?;
            collect(workbook.worksheet_cells_reader(&name).map_err(damaged)?)
        })?;
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

/// The library panics on some damage instead of returning an error, on sums that overflow too (its profile in `Cargo.toml`
/// sees to that): here it is an error like any other.
fn guarded<T>(work: impl FnOnce() -> Result<T, FileReason>) -> Result<T, FileReason> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(FileReason::Workbook {
            detail: "its library gave up".to_owned(),
        })
    })
}

fn damaged(error: XlsxError) -> FileReason {
    FileReason::Workbook {
        detail: error.to_string(),
    }
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
    let (mut total, mut text_total) = (0, 0);
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
        text_total += text.len();
        if total > SHEET_CELLS_LIMIT || text_total > SHEET_TEXT_LIMIT {
            return Err(TOO_LARGE);
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
