//! Drafts that may name whoever reported a lead: sealed before they are written, opened when they are read.

use std::fs;
use std::path::Path;

use chrono::Utc;

use super::Drafts;
use crate::domain::lead::Sealed;
use crate::office::seal::{Opener, Sealer};
use crate::store::{Fault, KeyFault};

impl Drafts {
    pub(super) fn seal(&self, text: &str) -> Result<String, Fault> {
        Ok(Sealer::open(&self.data)?.seal(text)?.0)
    }

    pub(super) fn open(&self, sealed: &str) -> Result<String, Fault> {
        let sealed = Sealed(sealed.trim().to_owned());
        Opener::of(&self.data)?.open_text(&sealed)
    }

    /// What the file at `path` says. What is damaged is moved aside; what only lacks its key waits for it.
    pub(super) fn opened(&self, path: &Path, sealed: &str) -> Result<String, Fault> {
        let opened = self.open(sealed);
        if let Err(Fault::Key {
            what: KeyFault::Spoilt,
            ..
        }) = &opened
        {
            let error = std::io::Error::from(std::io::ErrorKind::InvalidData);
            return self.aside(path, error);
        }
        opened
    }

    /// Moves a draft that does not open out of the way of the one that is to take its place.
    pub(super) fn spare(&self, path: &Path) -> Result<(), Fault> {
        let Ok(there) = fs::read_to_string(path) else {
            return Ok(());
        };
        if self.open(&there).is_ok() {
            return Ok(());
        }
        let to = path.with_extension(format!("unopened-{}", Utc::now().timestamp_millis()));
        fs::rename(path, to).map_err(Fault::io(path))
    }
}
