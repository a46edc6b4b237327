//! Drafts: what was typed and not handed in yet, a small file for each operator and task. Too small to lose, too
//! many for the journal. A form that may name whoever reported a lead keeps its drafts sealed.

mod sealed;

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::fields::Fields;
use crate::store::Fault;

/// What the key of a form's draft begins with where the draft may name whoever reported a lead. Such a draft is sealed
/// whole before it is written; see [`crate::office::seal`].
pub const CONFIDENTIAL: &str = "sealed/";

/// Characters of the task's id that a file's name shows; the hash behind it tells all apart.
const SHOWN: usize = 60;

/// A form as it was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The operator who types.
    pub operator: String,
    /// The task the form is about.
    pub task: String,
    /// Wall-clock time of the last saving, UTC.
    pub saved: DateTime<Utc>,
    /// Number of the newest recorded version when the form was opened; 0 where there was none.
    pub version: u32,
    /// What was given, by the field's id. Fields that were left alone are not here.
    pub fields: Fields,
}

/// The drafts of a data directory, in its folder `drafts/`.
#[derive(Clone, Debug)]
pub struct Drafts {
    /// The data directory.
    data: PathBuf,
    dir: PathBuf,
}

impl Drafts {
    /// The drafts of the data directory `data`.
    pub fn of(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            dir: data.join("drafts"),
        }
    }

    /// The folder they are in.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The operator's draft of the task, if there is one. A file that cannot be understood is moved aside, so that
    /// the next draft does not take its place, and reported. A sealed one that no key opens stays where it is.
    pub fn read(&self, operator: &str, task: &str) -> Result<Option<Draft>, Fault> {
        let path = self.path(operator, task);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return self.aside(&path, error),
            Err(error) => return Err(Fault::io(&path)(error)),
        };
        let text = match confidential(task) {
            true => self.opened(&path, &text)?,
            false => text,
        };
        match serde_json::from_str::<Draft>(&text) {
            Ok(draft) => Ok(Some(draft)),
            Err(error) => self.aside(&path, error.into()),
        }
    }

    /// Every draft of the operator, by task. Files that cannot be read are passed over; see [`Drafts::read`].
    pub fn all(&self, operator: &str) -> BTreeMap<String, DateTime<Utc>> {
        let files = fs::read_dir(&self.dir).into_iter().flatten().flatten();
        let drafts = files.filter_map(|file| {
            let path = file.path();
            let end = path.extension()?.to_str()?;
            let read = || fs::read_to_string(&path).ok();
            let text = match end {
                PLAIN => read()?,
                SEALED => self.open(&read()?).ok()?,
                _ => return None,
            };
            serde_json::from_str::<Draft>(&text).ok()
        });
        drafts
            .filter(|draft| draft.operator == operator)
            .map(|draft| (draft.task, draft.saved))
            .collect()
    }

    /// Keeps the draft in place of the one before. When this returns, it is on disk for good.
    pub fn write(&self, draft: &Draft) -> Result<(), Fault> {
        self.make(&self.dir)?;
        let path = self.path(&draft.operator, &draft.task);
        let new = path.with_extension("new");
        let mut text = serde_json::to_string_pretty(draft).unwrap_or_default();
        if confidential(&draft.task) {
            text = self.seal(&text)?;
            self.spare(&path)?;
        }
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&new)
            .map_err(Fault::io(&new))?;
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_all())
            .map_err(Fault::io(&new))?;
        fs::rename(&new, &path).map_err(Fault::io(&path))?;
        sync(&self.dir)
    }

    /// What the draft was for is done: it is moved to `drafts/done/`, where the newest of each task stays.
    pub fn done(&self, operator: &str, task: &str) -> Result<(), Fault> {
        let path = self.path(operator, task);
        let done = self.dir.join("done");
        if !path.exists() {
            return Ok(());
        }
        self.make(&done)?;
        let to = done.join(path.file_name().unwrap_or_default());
        fs::rename(&path, &to).map_err(Fault::io(&path))?;
        sync(&done)?;
        sync(&self.dir)
    }

    fn aside<T>(&self, path: &Path, error: io::Error) -> Result<T, Fault> {
        let to = path.with_extension(format!("damaged-{}", Utc::now().timestamp_millis()));
        fs::rename(path, &to).map_err(Fault::io(path))?;
        Err(Fault::io(to)(error))
    }

    fn make(&self, dir: &Path) -> Result<(), Fault> {
        let mut builder = fs::DirBuilder::new();
        builder
            .recursive(true)
            .mode(0o700)
            .create(dir)
            .map_err(Fault::io(dir))
    }

    /// The task's id for the eye, a hash of operator and task for the rest.
    fn path(&self, operator: &str, task: &str) -> PathBuf {
        let plain = |c: char| if c.is_alphanumeric() || c == '-' { c } else { '_' };
        let shown: String = task.chars().take(SHOWN).map(plain).collect();
        let digest = Sha256::digest(format!("{operator}\n{task}").as_bytes());
        let hash = hex::encode(digest.get(..8).unwrap_or_default());
        let end = if confidential(task) { SEALED } else { PLAIN };
        self.dir.join(format!("{shown}.{hash}.{end}"))
    }
}

/// How the names of drafts' files end.
const PLAIN: &str = "json";
const SEALED: &str = "sealed";

fn confidential(task: &str) -> bool {
    task.starts_with(CONFIDENTIAL)
}

fn sync(dir: &Path) -> Result<(), Fault> {
    File::open(dir)
        .and_then(|dir| dir.sync_all())
        .map_err(Fault::io(dir))
}

#[cfg(test)]
mod tests;
