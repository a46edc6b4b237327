//! Opening what was sealed, with the secret keys that are kept apart from the data.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use age::DecryptError;
use age::x25519::Identity;

use super::{Reporter, keys_dir, recipient_key};
use crate::domain::lead::Sealed;
use crate::store::{Fault, KeyFault};

/// Opens what was sealed for a data directory.
pub struct Opener {
    keys: Vec<Identity>,
    /// The file that the data directory's own key is looked for in.
    path: PathBuf,
}

impl Opener {
    /// The opener of the data directory `dir`: with its own key, and with every other key beside it, which may have
    /// been in use before.
    ///
    /// # Errors
    /// [`Fault::Key`]: no key is there, or none that can be understood.
    pub fn of(dir: &Path) -> Result<Self, Fault> {
        let folder = keys_dir(dir);
        let path = recipient_key(dir)?.unwrap_or_else(|| folder.clone());
        let mut keys = Vec::new();
        let mut damaged = None;
        for file in files(&folder, &path)? {
            let text = match fs::read_to_string(&file) {
                Ok(text) => text,
                Err(error) if error.kind() == ErrorKind::InvalidData => String::new(),
                Err(error) => return Err(Fault::io(file)(error)),
            };
            match Identity::from_str(text.trim()) {
                Ok(key) => keys.push(key),
                Err(_) => damaged = damaged.or(Some(file)),
            }
        }
        match (keys.is_empty(), damaged) {
            (false, _) => Ok(Self { keys, path }),
            (true, Some(path)) => Err(fault(path, KeyFault::Damaged)),
            (true, None) => Err(fault(path, KeyFault::Missing)),
        }
    }

    /// Who reported.
    ///
    /// # Errors
    /// [`Fault::Key`]: no key fits, or what was sealed is damaged.
    pub fn open(&self, sealed: &Sealed) -> Result<Reporter, Fault> {
        Ok(Reporter::of_line(&self.open_text(sealed)?))
    }

    /// The text that was sealed.
    ///
    /// # Errors
    /// As [`Opener::open`].
    pub fn open_text(&self, sealed: &Sealed) -> Result<String, Fault> {
        let spoilt = || fault(self.path.clone(), KeyFault::Spoilt);
        let bytes = hex::decode(&sealed.0).map_err(|_| spoilt())?;
        for key in &self.keys {
            match age::decrypt(key, &bytes) {
                Ok(opened) => return String::from_utf8(opened).map_err(|_| spoilt()),
                Err(DecryptError::NoMatchingKeys) => {}
                Err(_) => return Err(spoilt()),
            }
        }
        Err(fault(self.path.clone(), KeyFault::Other))
    }
}

fn fault(path: PathBuf, what: KeyFault) -> Fault {
    Fault::Key { path, what }
}

/// The files of secret keys in `folder`, `own` first.
fn files(folder: &Path, own: &Path) -> Result<Vec<PathBuf>, Fault> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Fault::io(folder)(error)),
    };
    let files = entries.flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = files
        .filter(|file| file.extension().is_some_and(|end| end == "key"))
        .collect();
    files.sort_by_key(|file| (file != own, file.clone()));
    Ok(files)
}
