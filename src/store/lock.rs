//! The lock of a data directory: one process holds it, and a second is told who.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rustix::fs::{FlockOperation, flock};
use serde::{Deserialize, Serialize};

use super::Fault;

/// Who holds a data directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The login.
    pub os_user: String,
    /// Process id.
    pub pid: u32,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// The lock, held until dropped. The kernel lets go of it however the process ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of `dir` for `holder`, or says who has it.
    pub fn take(dir: &Path, holder: &Holder) -> Result<Self, Fault> {
        let path = path(dir);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(Fault::io(&path))?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {}
            Err(rustix::io::Errno::WOULDBLOCK) => {
                return Err(Fault::Held {
                    dir: dir.to_owned(),
                    holder: read(&mut file),
                });
            }
            Err(errno) => return Err(Fault::io(&path)(errno.into())),
        }
        let text = serde_json::to_string(holder).unwrap_or_default();
        file.set_len(0)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| file.write_all(text.as_bytes()))
            .map_err(Fault::io(&path))?;
        Ok(Self { _file: file })
    }
}

/// Who holds the data directory `dir` now; nobody where its lock can be had.
///
/// # Errors
/// [`Fault::Io`] where the lock cannot be looked at.
pub fn holder(dir: &Path) -> Result<Option<Holder>, Fault> {
    let path = path(dir);
    let mut file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Fault::io(&path)(error)),
    };
    match flock(&file, FlockOperation::NonBlockingLockShared) {
        Ok(()) => Ok(None),
        Err(rustix::io::Errno::WOULDBLOCK) => Ok(read(&mut file)),
        Err(errno) => Err(Fault::io(&path)(errno.into())),
    }
}

fn path(dir: &Path) -> PathBuf {
    dir.join("lock")
}

fn read(file: &mut File) -> Option<Holder> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}
