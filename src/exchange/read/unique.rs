//! Keys that may appear once in a file, for the kinds whose files are small.

use std::collections::HashMap;

use super::{fault::Reason, fields::CellFault};

/// Keys with the line that showed each first.
#[derive(Debug, Default)]
pub(super) struct Unique(HashMap<String, u64>);

impl Unique {
    /// Refuses a key that an earlier good row had.
    pub(super) fn check(&self, key: &str, column: usize) -> Result<(), CellFault> {
        match self.0.get(key) {
            Some(&first) => Err((Some(column), Reason::Duplicate { first })),
            None => Ok(()),
        }
    }

    pub(super) fn insert(&mut self, key: &str, line: u64) {
        self.0.insert(key.to_owned(), line);
    }
}
