//! Drafts: what was typed and not handed in yet, a small file for each operator and task. Too small to lose, too
//! many for the journal.

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
    dir: PathBuf,
}

impl Drafts {
    /// The drafts of the data directory `data`.
    pub fn of(data: &Path) -> Self {
        Self {
            dir: data.join("drafts"),
        }
    }

    /// The folder they are in.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The operator's draft of the task, if there is one. A file that cannot be understood is moved aside, so that
    /// the next draft does not take its place, and reported.
    pub fn read(&self, operator: &str, task: &str) -> Result<Option<Draft>, Fault> {
        let path = self.path(operator, task);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return self.aside(&path, error),
            Err(error) => return Err(Fault::io(&path)(error)),
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
            let json = path.extension().is_some_and(|e| e == "json");
            let text = json.then(|| fs::read_to_string(&path).ok()).flatten()?;
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
        let text = serde_json::to_vec_pretty(draft).unwrap_or_default();
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&new)
            .map_err(Fault::io(&new))?;
        file.write_all(&text)
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
        self.dir.join(format!("{shown}.{hash}.json"))
    }
}

fn sync(dir: &Path) -> Result<(), Fault> {
    File::open(dir)
        .and_then(|dir| dir.sync_all())
        .map_err(Fault::io(dir))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fields::Value;

    fn draft(operator: &str, task: &str, note: &str) -> Draft {
        Draft {
            operator: operator.to_owned(),
            task: task.to_owned(),
            saved: DateTime::UNIX_EPOCH,
            version: 0,
            fields: BTreeMap::from([
                ("note".to_owned(), Value::Text(note.to_owned())),
                (
                    "codes".to_owned(),
                    Value::Chosen(vec!["2".to_owned(), "5".to_owned()]),
                ),
            ]),
        }
    }

    #[test]
    fn a_draft_comes_back_as_it_was_left() {
        let dir = tempfile::tempdir().unwrap();
        let drafts = Drafts::of(dir.path());
        assert_eq!(drafts.read("武汉人社", "X-0001").unwrap(), None);
        let mut kept = draft("武汉人社", "X-0001", "一\n二");
        drafts.write(&kept).unwrap();
        kept.fields
            .insert("note".to_owned(), Value::Text("三".to_owned()));
        drafts.write(&kept).unwrap();
        assert_eq!(drafts.read("武汉人社", "X-0001").unwrap(), Some(kept));
    }

    #[test]
    fn operators_and_tasks_are_kept_apart() {
        let dir = tempfile::tempdir().unwrap();
        let drafts = Drafts::of(dir.path());
        for (operator, task) in [
            ("甲", "X-0001"),
            ("乙", "X-0001"),
            ("甲", "X-0002"),
            ("甲", "../X_0002"),
        ] {
            drafts.write(&draft(operator, task, operator)).unwrap();
        }
        let own = drafts.all("甲");
        assert_eq!(own.keys().collect::<Vec<_>>(), ["../X_0002", "X-0001", "X-0002"]);
        let other = drafts.read("乙", "X-0001").unwrap().unwrap();
        assert_eq!(other.fields["note"], Value::Text("乙".to_owned()));
        let files = fs::read_dir(dir.path().join("drafts")).unwrap();
        assert_eq!(files.count(), 4, "nothing was written elsewhere");
    }

    #[test]
    fn what_is_done_is_moved_and_not_deleted() {
        let dir = tempfile::tempdir().unwrap();
        let drafts = Drafts::of(dir.path());
        drafts.write(&draft("甲", "X-0001", "")).unwrap();
        drafts.done("甲", "X-0001").unwrap();
        drafts.done("甲", "X-0001").unwrap();
        assert_eq!(drafts.read("甲", "X-0001").unwrap(), None);
        assert_eq!(fs::read_dir(dir.path().join("drafts/done")).unwrap().count(), 1);
    }

    /// The process dies between the first byte and the last of a saving: the draft before it is what is found.
    #[test]
    fn a_saving_cut_short_leaves_the_draft_before_it() {
        let dir = tempfile::tempdir().unwrap();
        let drafts = Drafts::of(dir.path());
        let kept = draft("甲", "X-0001", "已写完的");
        drafts.write(&kept).unwrap();
        let half = drafts.path("甲", "X-0001").with_extension("new");
        fs::write(&half, b"{\"operator\": \"\xe7").unwrap();
        assert_eq!(drafts.read("甲", "X-0001").unwrap(), Some(kept));
        assert_eq!(drafts.all("甲").len(), 1);
        let next = draft("甲", "X-0001", "接着写的");
        drafts.write(&next).unwrap();
        assert_eq!(drafts.read("甲", "X-0001").unwrap(), Some(next));
    }

    #[test]
    fn a_damaged_draft_is_reported_and_kept_aside() {
        let dir = tempfile::tempdir().unwrap();
        let drafts = Drafts::of(dir.path());
        drafts.write(&draft("甲", "X-0001", "话")).unwrap();
        let path = drafts.path("甲", "X-0001");
        fs::write(&path, b"{\"operator\": \"\xe7").unwrap();
        assert!(drafts.read("甲", "X-0001").is_err());
        drafts.write(&draft("甲", "X-0001", "新")).unwrap();
        let names: Vec<String> = fs::read_dir(dir.path().join("drafts"))
            .unwrap()
            .map(|f| f.unwrap().file_name().into_string().unwrap())
            .collect();
        assert!(names.iter().any(|n| n.contains("damaged")), "{names:?}");
    }
}
