//! Segments: the journal's files, and reading their lines in order.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use super::fault::{Damage, Fault};
use super::line::{Link, Linked};

/// Ending of a segment's name.
const ENDING: &str = ".jsonl";

/// The segments of `dir`, in order, each with the sequence number of its first line.
pub(super) fn list(dir: &Path) -> Result<Vec<(u64, PathBuf)>, Fault> {
    let mut segments = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(Fault::io(dir))? {
        let path = entry.map_err(Fault::io(dir))?.path();
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        if let Some(first) = name.strip_suffix(ENDING).and_then(|n| n.parse().ok()) {
            segments.push((first, path));
        }
    }
    segments.sort();
    Ok(segments)
}

/// The path of the segment that begins with line `first`.
pub(super) fn path(dir: &Path, first: u64) -> PathBuf {
    dir.join(format!("{first:012}{ENDING}"))
}

/// Where reading stands: what the next line must continue.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// Sequence number of the next line.
    pub seq: u64,
    /// Hash of the line before it; none where reading began in the middle of the journal.
    pub prev: Option<String>,
}

/// Reads a segment's lines and checks each against the one before.
pub(super) struct Lines {
    path: PathBuf,
    file: BufReader<File>,
    line: u64,
    /// Bytes of the whole lines read so far.
    pub offset: u64,
    /// What the next line must continue.
    pub place: Place,
    /// The file could not be read further; asking again would give the same answer for ever.
    failed: bool,
}

impl Lines {
    pub(super) fn open(path: &Path, place: Place) -> Result<Self, Fault> {
        let file = File::open(path).map_err(Fault::io(path))?;
        Ok(Self {
            path: path.to_owned(),
            file: BufReader::with_capacity(1 << 16, file),
            line: 0,
            offset: 0,
            place,
            failed: false,
        })
    }

    /// Whether another commit begins in what has not been read yet.
    pub(super) fn commit_follows(&mut self) -> Result<bool, Fault> {
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            let read = self
                .file
                .read_until(b'\n', &mut bytes)
                .map_err(Fault::io(&self.path))?;
            bytes.pop();
            match Link::read(&bytes) {
                _ if read == 0 => return Ok(false),
                Ok(line) if line.group.0 == 1 => return Ok(true),
                _ => {}
            }
        }
    }

    fn damaged(&self, what: Damage) -> Fault {
        Fault::Damaged {
            path: self.path.clone(),
            line: self.line,
            seq: self.place.seq,
            what,
        }
    }

    fn check(&self, line: &impl Linked) -> Result<(), Damage> {
        let (seq, before, _) = line.link();
        if seq != self.place.seq {
            return Err(Damage::Sequence);
        }
        match &self.place.prev {
            Some(prev) if prev != before => Err(Damage::Chain),
            _ => Ok(()),
        }
    }

    /// The next line, as much of it as is wanted, once it was found to continue the one before.
    pub(super) fn next_as<L: Linked>(&mut self) -> Option<Result<L, Fault>> {
        if self.failed {
            return None;
        }
        let mut bytes = Vec::new();
        let read = match self.file.read_until(b'\n', &mut bytes) {
            Ok(0) => return None,
            Ok(read) => read as u64,
            Err(source) => {
                self.failed = true;
                return Some(Err(Fault::Io {
                    path: self.path.clone(),
                    source,
                }));
            }
        };
        self.line += 1;
        if bytes.pop() != Some(b'\n') {
            return Some(Err(self.damaged(Damage::Torn)));
        }
        let line = match L::read(&bytes).and_then(|line| self.check(&line).map(|()| line)) {
            Ok(line) => line,
            Err(what) => return Some(Err(self.damaged(what))),
        };
        let (seq, _, hash) = line.link();
        self.offset += read;
        self.place = Place {
            seq: seq + 1,
            prev: Some(hash.to_owned()),
        };
        Some(Ok(line))
    }
}
