//! One row of a file, in storage that is used again for the next.

use crate::unseen::{is_plain, recordable};

/// Most bytes of UTF-8 one cell may have. The longest scope texts of real registries are under a tenth of it.
pub const CELL_LIMIT: usize = 64 * 1024;
/// Most bytes of UTF-8 one row may have.
pub const ROW_LIMIT: usize = 1024 * 1024;
/// Most cells one row may have.
pub const CELLS_LIMIT: usize = 512;

/// A limit that a row broke. What lies beyond it was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// A cell, by its index from 0, is longer than [`CELL_LIMIT`].
    Cell(usize),
    /// The row is longer than [`ROW_LIMIT`].
    Row,
    /// The row has more than [`CELLS_LIMIT`] cells.
    Cells,
}

/// A row's cells as written in the file, decoded but not cleaned.
#[derive(Clone, Debug, Default)]
pub struct Record {
    line: u64,
    text: String,
    /// Where each finished cell ends in `text`.
    ends: Vec<usize>,
    broken: Option<Broken>,
    unended: bool,
}

impl Record {
    pub(super) fn begin(&mut self, line: u64) {
        self.line = line;
        self.text.clear();
        self.ends.clear();
        self.broken = None;
        self.unended = false;
    }

    /// Appends to the unfinished cell.
    pub(super) fn push(&mut self, piece: &str) {
        let start = self.ends.last().copied().unwrap_or(0);
        if self.broken.is_some() {
        } else if self.text.len() - start + piece.len() > CELL_LIMIT {
            self.broken = Some(Broken::Cell(self.ends.len()));
        } else if self.text.len() + piece.len() > ROW_LIMIT {
            self.broken = Some(Broken::Row);
        } else {
            self.text.push_str(piece);
        }
    }

    /// Finishes the cell.
    pub(super) fn end_cell(&mut self) {
        if self.ends.len() < CELLS_LIMIT {
            self.ends.push(self.text.len());
        } else {
            self.broken.get_or_insert(Broken::Cells);
        }
    }

    /// The file has ended before the row's line did.
    pub(super) fn end_of_file(&mut self) {
        self.unended = true;
    }

    pub(super) fn unended(&self) -> bool {
        self.unended
    }

    pub(super) fn broken(&self) -> Option<Broken> {
        self.broken
    }

    /// Line of the file on which the row starts, from 1; in a workbook the sheet's row number.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// How many cells the row has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether the row has no cell at all.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cell at an index from 0; empty beyond the row's end.
    pub fn get(&self, index: usize) -> &str {
        let start = if index == 0 {
            Some(0)
        } else {
            self.ends.get(index - 1).copied()
        };
        match (start, self.ends.get(index)) {
            (Some(start), Some(&end)) => self.text.get(start..end).unwrap_or_default(),
            _ => "",
        }
    }

    /// All cells in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|i| self.get(i))
    }

    /// Whether every cell is empty or blank.
    pub fn is_blank(&self) -> bool {
        self.broken.is_none() && self.text.trim().is_empty()
    }

    /// Whether there are characters that nobody sees, which [`super::text`] takes out.
    pub(super) fn has_hidden(&self) -> bool {
        !is_plain(&self.text) && self.text.contains(|c| !recordable(c))
    }

    /// Whether decoding put U+FFFD in place of bytes that mean nothing in the file's encoding.
    pub(super) fn has_replacement(&self) -> bool {
        self.text.contains('\u{FFFD}')
    }
}
