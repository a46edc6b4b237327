//! Opening a file with distrust: what it is, that it stays the same while it is read, and its SHA-256.

use std::{
    fs::{self, File, Metadata},
    io::{ErrorKind, Read},
    os::unix::fs::{FileExt, MetadataExt},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::fault::FileReason;

/// What tells one state of a file from another.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    device: u64,
    inode: u64,
    bytes: u64,
    /// Seconds and nanoseconds of the last change of the contents.
    modified: (i64, i64),
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
            bytes: metadata.len(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
        }
    }
}

/// A file being read from its first byte to its last.
#[derive(Debug)]
pub(super) struct Source {
    path: PathBuf,
    file: File,
    stamp: Stamp,
    hash: Sha256,
    bytes: u64,
}

impl Source {
    /// Opens a regular file that is not empty.
    pub(super) fn open(path: &Path) -> Result<Self, FileReason> {
        // Asked before opening: opening a named pipe would wait for a writer.
        if !fs::metadata(path)?.is_file() {
            return Err(FileReason::NotAFile);
        }
        let file = File::open(path)?;
        let stamp = Stamp::of(&file.metadata()?);
        if stamp.bytes == 0 {
            return Err(FileReason::Empty);
        }
        Ok(Self {
            path: path.to_owned(),
            file,
            stamp,
            hash: Sha256::new(),
            bytes: 0,
        })
    }

    /// Whether the file begins with these bytes; reads nothing.
    pub(super) fn begins_with(&self, magic: &[u8]) -> Result<bool, FileReason> {
        let mut head = vec![0; magic.len()];
        let read = self.file.read_at(&mut head, 0)?;
        Ok(head.get(..read) == Some(magic))
    }

    /// The file's size when it was opened.
    pub(super) fn size(&self) -> u64 {
        self.stamp.bytes
    }

    /// Bytes read so far.
    pub(super) fn position(&self) -> u64 {
        self.bytes
    }

    /// Appends up to `limit` bytes to the buffer; fewer only at the end of the file.
    pub(super) fn read(&mut self, buffer: &mut Vec<u8>, limit: u64) -> Result<usize, FileReason> {
        let start = buffer.len();
        let read = (&mut self.file).take(limit).read_to_end(buffer)?;
        self.hash.update(buffer.get(start..).unwrap_or_default());
        self.bytes += read as u64;
        Ok(read)
    }

    /// Size and SHA-256, once everything has been read and if the file is still what was opened.
    pub(super) fn finish(self) -> Result<(u64, [u8; 32]), FileReason> {
        let same = Stamp::of(&self.file.metadata()?) == self.stamp
            && fs::metadata(&self.path).is_ok_and(|m| Stamp::of(&m) == self.stamp);
        if !same || self.bytes != self.stamp.bytes {
            return Err(FileReason::Changed);
        }
        Ok((self.bytes, self.hash.finalize().into()))
    }
}

impl From<std::io::Error> for FileReason {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::PermissionDenied => Self::Denied,
            ErrorKind::IsADirectory => Self::NotAFile,
            _ => Self::Io {
                detail: error.to_string(),
            },
        }
    }
}
