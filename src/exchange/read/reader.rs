//! A file of one kind, row by row: the good rows typed, the bad ones refused alone.

use std::path::{Path, PathBuf};

use super::{
    cell,
    decode::Encoding,
    fault::{FileFault, FileReason, Reason, RowFault},
    fields::{CellFault, Cells},
    header::{Column, Layout},
    record::{Broken, Record},
    rejects::{is_unrepaired, mark_column},
    rows::{Facts, Rows},
};

/// A kind of file: its columns, and how a row is read.
pub trait Kind {
    /// What a good row becomes; it may borrow from the row read last.
    type Row<'a>;
    /// The columns; [`Kind::read`] names them by their place in this list.
    const COLUMNS: &'static [Column];

    /// Reads a row.
    ///
    /// # Errors
    /// The column's index (`None` for the whole row) and why the row is refused.
    fn read<'a>(&mut self, cells: Cells<'a>) -> Result<Self::Row<'a>, (Option<usize>, Reason)>;
}

/// How a reading went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// What identifies the file.
    pub facts: Facts,
    /// Rows handed out as good.
    pub good: u64,
    /// Rows refused.
    pub refused: u64,
    /// Rows, good or refused, from which characters were taken out that nobody sees.
    pub cleaned: u64,
    /// Headers of columns that were not read.
    pub ignored: Vec<String>,
}

/// Reads a file of kind `K` from the header to the end.
pub struct Reader<K> {
    file: PathBuf,
    kind: K,
    rows: Rows,
    layout: Layout,
    /// Where the file has the marks of a rejects file.
    mark: Option<usize>,
    record: Record,
    good: u64,
    refused: u64,
    cleaned: u64,
}

impl<K: Kind> Reader<K> {
    /// Opens the file and finds its header.
    ///
    /// # Errors
    /// [`FileFault`] when the file is no readable table or lacks needed columns.
    pub fn open(file: &Path, encoding: Encoding, kind: K) -> Result<Self, FileFault> {
        let opened = Rows::open(file, encoding).and_then(|mut rows| {
            let layout = Layout::find(|record| rows.next(record), K::COLUMNS)?;
            Ok((rows, layout))
        });
        let (rows, layout) = opened.map_err(|reason| FileFault {
            file: file.to_owned(),
            reason,
        })?;
        Ok(Self {
            file: file.to_owned(),
            kind,
            rows,
            mark: mark_column(&layout),
            layout,
            record: Record::default(),
            good: 0,
            refused: 0,
            cleaned: 0,
        })
    }

    /// The next row, good or refused; `None` at the end. Blank rows and the totals below a table are passed over.
    ///
    /// # Errors
    /// [`FileFault`] when the file cannot be read any further.
    pub fn next_row(&mut self) -> Result<Option<Result<K::Row<'_>, RowFault>>, FileFault> {
        loop {
            match self.rows.next(&mut self.record) {
                Err(reason) => return Err(self.fault(reason)),
                Ok(false) => return Ok(None),
                Ok(true) if self.record.is_blank() || totals(&self.record, &self.layout, K::COLUMNS) => {}
                Ok(true) => break,
            }
        }
        self.cleaned += u64::from(self.record.has_hidden());
        let (found, expected) = (self.record.len(), self.layout.width());
        if self.record.unended() && found < expected {
            let line = self.record.line();
            return Err(self.fault(FileReason::CutRow {
                line,
                found,
                expected,
            }));
        }
        let cells = Cells::new(&self.record, &self.layout);
        let repaired = match self.mark.filter(|mark| is_unrepaired(&self.record, *mark)) {
            Some(_) => Err((String::new(), Reason::Unrepaired)),
            None => Ok(()),
        };
        let row = repaired
            .and_then(|()| check(&self.record, &self.layout, &self.rows, K::COLUMNS))
            .and_then(|()| self.kind.read(cells).map_err(|fault| named(fault, &self.layout)));
        let line = self.record.line();
        Ok(Some(match row {
            Ok(row) => {
                self.good += 1;
                Ok(row)
            }
            Err((column, reason)) => {
                self.refused += 1;
                Err(RowFault {
                    line,
                    column,
                    reason,
                    cells: self.record.iter().map(str::to_owned).collect(),
                })
            }
        }))
    }

    /// Refuses the row handed out last after all, for a reason that only the caller can know. `column` is a place in
    /// [`Kind::COLUMNS`].
    pub fn refuse(&mut self, column: usize, reason: Reason) -> RowFault {
        self.good -= 1;
        self.refused += 1;
        RowFault {
            line: self.record.line(),
            column: self.layout.header(column).to_owned(),
            reason,
            cells: self.record.iter().map(str::to_owned).collect(),
        }
    }

    fn fault(&self, reason: FileReason) -> FileFault {
        FileFault {
            file: self.file.clone(),
            reason,
        }
    }

    /// The header, as found.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Bytes of the file taken in so far, and in all; for showing progress.
    pub fn progress(&self) -> (u64, u64) {
        self.rows.progress()
    }

    /// Ends the reading after [`Reader::next_row`] has answered `None`.
    ///
    /// # Errors
    /// [`FileReason::Changed`] when the file is no longer the one that was opened, or was not read to its end.
    pub fn finish(self) -> Result<Summary, FileFault> {
        let ignored = self.layout.ignored().into_iter().map(str::to_owned).collect();
        let facts = self.rows.finish().map_err(|reason| FileFault {
            file: self.file,
            reason,
        })?;
        Ok(Summary {
            facts,
            good: self.good,
            refused: self.refused,
            cleaned: self.cleaned,
            ignored,
        })
    }
}

/// Whether a row only sums up the table above it: it begins with 合计 or the like, and no needed cell is filled.
fn totals(record: &Record, layout: &Layout, columns: &[Column]) -> bool {
    let first = record
        .iter()
        .map(cell::code)
        .find(|cell| !cell.is_empty())
        .unwrap_or_default();
    let sums = ["合计", "总计", "共计", "小计"]
        .iter()
        .any(|word| first.starts_with(word));
    let needed = columns.iter().enumerate().filter(|(_, column)| column.needed);
    let mut places = needed.filter_map(|(column, _)| layout.place(column));
    // The word itself may stand in a needed column, where that is the first.
    sums && places.all(|place| {
        let cell = cell::code(record.get(place));
        cell.is_empty() || cell == first
    })
}

fn named((column, reason): CellFault, layout: &Layout) -> (String, Reason) {
    (column.map_or("", |c| layout.header(c)).to_owned(), reason)
}

/// What makes any row unusable, whatever its kind.
fn check(record: &Record, layout: &Layout, rows: &Rows, columns: &[Column]) -> Result<(), (String, Reason)> {
    match record.broken() {
        None => {}
        Some(Broken::Cell(place)) => return Err((layout.header_at(place).to_owned(), Reason::CellTooLong)),
        Some(Broken::Row) => return Err((String::new(), Reason::RowTooLong)),
        Some(Broken::Cells) => return Err((String::new(), Reason::TooManyCells)),
    }
    let named = layout
        .headers()
        .iter()
        .rposition(|header| !header.trim().is_empty());
    let (found, expected) = (record.len(), named.map_or(0, |last| last + 1));
    if !rows.sparse()
        && let Some(column) = layout.first_lacking(found, columns)
    {
        return Err((column.to_owned(), Reason::Short { found, expected }));
    }
    if found > expected && record.iter().skip(expected).any(|cell| !cell.trim().is_empty()) {
        return Err((String::new(), Reason::Long { found, expected }));
    }
    if rows.replaced() && record.has_replacement() {
        let place = record
            .iter()
            .position(|cell| cell.contains('\u{FFFD}'))
            .unwrap_or(0);
        return Err((layout.header_at(place).to_owned(), Reason::Undecodable));
    }
    Ok(())
}
