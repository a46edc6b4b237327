//! What can be wrong with a journal, to the line.

use std::io;
use std::path::PathBuf;

/// A fault of the journal.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The file system said no.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// A line is not what was written.
    #[error("{path}: line {line} (entry {seq}): {what}")]
    Damaged {
        /// The segment.
        path: PathBuf,
        /// Line in the segment, from 1.
        line: u64,
        /// The sequence number the line should have.
        seq: u64,
        /// What is wrong.
        what: Damage,
    },
    /// An earlier write failed and could not be taken back; nothing more is written.
    #[error(
        "{path}: an earlier write failed and could not be taken back; the journal is read-only until it is opened again"
    )]
    Closed {
        /// The segment.
        path: PathBuf,
    },
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// The line has no end.
    #[error("the line is cut off")]
    Torn,
    /// The hash is not that of the line's bytes.
    #[error("the hash does not fit the line's bytes: the line was changed or damaged")]
    Hash,
    /// The line does not continue the one before it.
    #[error("the chain is broken: a line before it was removed, inserted or reordered")]
    Chain,
    /// The sequence number is not the next.
    #[error(
        "the sequence number is not the next one: lines or a whole segment before it are missing, or it was moved"
    )]
    Sequence,
    /// The bytes hash well but are no entry of a version this program knows.
    #[error("the line is no entry of a version that this program knows: it may come from a newer program")]
    Unreadable,
    /// Lines of a commit are missing.
    #[error("lines of the same commit are missing")]
    Group,
}

impl Fault {
    pub(super) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Fault {
        let path = path.into();
        move |source| Fault::Io { path, source }
    }
}
