//! What can go wrong with a data directory.

use chrono::{DateTime, Utc};
use chrono_tz::Asia::Shanghai;
use std::io;
use std::path::PathBuf;

use super::lock::Holder;
use crate::lang::Lang;

/// A fault of the data directory.
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
    /// Another process holds the data directory.
    #[error("{dir} is held by another process")]
    Held {
        /// The directory.
        dir: PathBuf,
        /// Who, where that could be read.
        holder: Option<Holder>,
    },
    /// A blob is not what its name says.
    #[error("{path}: the content does not fit its SHA-256")]
    BlobDamaged {
        /// The file.
        path: PathBuf,
    },
    /// A blob that the journal names is not there.
    #[error("{path}: this file, which the journal names, is missing")]
    BlobMissing {
        /// The file.
        path: PathBuf,
    },
    /// The index could not be opened or written; it is made anew from the journal.
    #[error("{path}: the index cannot be used: {what}")]
    Index {
        /// The directory.
        path: PathBuf,
        /// What its library said.
        what: String,
    },
    /// What was sealed cannot be opened with the keys that are kept apart from the data.
    #[error("{path}: {what:?}")]
    Key {
        /// Where the data directory's own key is looked for.
        path: PathBuf,
        /// What is wrong.
        what: KeyFault,
    },
    /// The journal's own fault.
    #[error(transparent)]
    Journal(#[from] crate::journal::Fault),
}

/// Why something sealed cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFault {
    /// No key is there.
    Missing,
    /// The file is no key.
    Damaged,
    /// None of the keys that are there fits.
    Other,
    /// A key fits, and what was sealed is damaged.
    Spoilt,
}

impl KeyFault {
    fn key(self) -> &'static str {
        match self {
            KeyFault::Missing => "fault.key.missing",
            KeyFault::Damaged => "fault.key.damaged",
            KeyFault::Other => "fault.key.other",
            KeyFault::Spoilt => "fault.key.spoilt",
        }
    }
}

impl Fault {
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Fault {
        let path = path.into();
        move |source| Fault::Io { path, source }
    }

    /// The fault and its cure in the operator's language.
    pub fn text(&self, lang: Lang) -> String {
        let say = |key: &str, args: &[(&str, &str)]| lang.say(key, args);
        let what = self.to_string();
        match self {
            Fault::Io { path, source } => {
                let key = match source.kind() {
                    io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "fault.cure.full",
                    io::ErrorKind::FileTooLarge => "fault.cure.limit",
                    io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                        "fault.cure.permission"
                    }
                    io::ErrorKind::NotFound => "fault.cure.missing",
                    io::ErrorKind::NotADirectory => "fault.cure.no-folder",
                    io::ErrorKind::IsADirectory => "fault.cure.folder",
                    _ => "fault.cure.io",
                };
                let path = path.display().to_string();
                say(key, &[("path", &path), ("what", &source.to_string())])
            }
            Fault::Held {
                dir,
                holder: Some(holder),
            } => say(
                "fault.held",
                &[
                    ("dir", &dir.display().to_string()),
                    ("user", &holder.os_user),
                    ("pid", &holder.pid.to_string()),
                    ("since", &since(holder.since)),
                ],
            ),
            Fault::Held { dir, holder: None } => {
                say("fault.held-unknown", &[("dir", &dir.display().to_string())])
            }
            Fault::BlobDamaged { .. } | Fault::BlobMissing { .. } => say("fault.blob", &[("what", &what)]),
            Fault::Index { .. } => say("fault.index", &[("what", &what)]),
            Fault::Key { path, what } => {
                let path = path.display().to_string();
                say(what.key(), &[("path", &path)])
            }
            Fault::Journal(crate::journal::Fault::Io { path, source }) => Fault::Io {
                path: path.clone(),
                source: io::Error::new(source.kind(), source.to_string()),
            }
            .text(lang),
            Fault::Journal(_) => say("fault.journal", &[("what", &what)]),
        }
    }
}

/// As a clock in the campaign's offices shows it.
fn since(at: DateTime<Utc>) -> String {
    at.with_timezone(&Shanghai).format("%Y-%m-%d %H:%M").to_string()
}
