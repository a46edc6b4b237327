//! The index: records in sled, in one tree so that an entry's changes and its number are one atomic batch.
//! It is not the truth and may be thrown away: sled's flush does not reach the disk (no `fsync`), the journal's does.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::Fault;
use super::blobs::Blobs;
use crate::domain::campaign::Campaign;
use crate::domain::state::{Ledger, Read, Record, State, Visit};

/// Values are kept in pieces of at most this size: larger ones do not survive power cuts in sled 0.34.
const PIECE: usize = 4096;
/// Space of the pieces after a value's first.
const PIECES: &str = "~pieces";
/// Space of what the index knows about itself.
const META: &str = "~meta";
/// Version of the records' form; another one on disk means the index is made anew.
const FORM: &str = "9";

/// The index of a data directory.
#[derive(Debug)]
pub struct Index {
    db: sled::Db,
    path: PathBuf,
    blobs: Blobs,
    fault: Arc<Mutex<Option<String>>>,
    /// The campaign, once it was asked for, until it is written.
    campaign: RwLock<Option<Arc<Campaign>>>,
}

impl Index {
    /// Opens the index in `path`. sled panics on some damage while it opens; that is a fault here like any other.
    pub fn open(path: &Path, blobs: Blobs) -> Result<Self, Fault> {
        let fault = |what: String| Fault::Index {
            path: path.to_owned(),
            what,
        };
        let config = sled::Config::new()
            .path(path)
            .cache_capacity(64 << 20)
            .flush_every_ms(None);
        let db = match quietly(|| open(&config)) {
            Ok(db) => db,
            // No fault of the index: what is in it is good as soon as there is room or permission.
            Err(sled::Error::Io(source)) if is_of_the_disk(source.kind()) => {
                return Err(Fault::io(path)(source));
            }
            Err(error) => return Err(fault(error.to_string())),
        };
        let index = Self {
            db,
            path: path.to_owned(),
            blobs,
            fault: Arc::default(),
            campaign: RwLock::default(),
        };
        match index.meta("form").as_deref() {
            Some(FORM) => Ok(index),
            None if index.db.is_empty() => {
                let mut change = index.begin();
                change.set_meta("form", FORM);
                change.commit()?;
                Ok(index)
            }
            _ => Err(fault("it was written by another version".to_owned())),
        }
    }

    /// What a read that failed said; once there is something, nothing may be committed on this index.
    pub fn fault(&self) -> Option<Fault> {
        let said = self.fault.lock().unwrap_or_else(PoisonError::into_inner).clone();
        said.map(|what| Fault::Index {
            path: self.path.clone(),
            what,
        })
    }

    fn note(&self, what: String) {
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = Some(what);
    }

    /// Something the index knows about itself.
    pub fn meta(&self, name: &str) -> Option<String> {
        self.read(META, name)
            .and_then(|value| String::from_utf8(value).ok())
    }

    /// Begins a change.
    pub fn begin(&self) -> Change<'_> {
        Change {
            index: self,
            writes: BTreeMap::new(),
        }
    }

    /// Writes what is buffered to the file, so that the next start finds the index up to date.
    pub fn flush(&self) -> Result<(), Fault> {
        guarded(|| self.db.flush()).map(|_| ()).map_err(|e| Fault::Index {
            path: self.path.clone(),
            what: e.to_string(),
        })
    }

    fn batch(&self, writes: BTreeMap<Vec<u8>, Option<Vec<u8>>>) -> Result<(), Fault> {
        let anew = writes.contains_key(&key(Campaign::KIND, ""));
        let mut batch = sled::Batch::default();
        for (key, value) in writes {
            match value {
                Some(value) => batch.insert(key, value),
                None => batch.remove(key),
            }
        }
        let applied = guarded(|| self.db.apply_batch(batch)).map_err(|e| Fault::Index {
            path: self.path.clone(),
            what: e.to_string(),
        });
        if anew {
            *self.campaign.write().unwrap_or_else(PoisonError::into_inner) = None;
        }
        applied
    }

    fn raw(&self, key: &[u8]) -> Option<Vec<u8>> {
        match guarded(|| self.db.get(key)) {
            Ok(value) => value.map(|v| v.to_vec()),
            Err(fault) => {
                self.note(fault.to_string());
                None
            }
        }
    }

    /// The whole value whose first piece is `first`; one with a piece missing is a read that failed.
    fn whole(&self, first: &[u8], space: &str, name: &str) -> Option<Vec<u8>> {
        let value = whole(first, space, name, |k| self.raw(k));
        if value.is_none() {
            self.note(format!("a piece of {space} {name} is missing"));
        }
        value
    }
}

/// Opens the database. The data directory's own lock is held, so whoever still has sled's is this process: an index
/// just closed, or a child between its birth and its program. It lets go in a moment, and is no damage.
fn open(config: &sled::Config) -> sled::Result<sled::Db> {
    let mut tries = 100;
    loop {
        match guarded(|| config.open()) {
            Err(sled::Error::Io(held)) if tries > 0 && held.to_string().contains("acquire lock") => {
                tries -= 1;
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            opened => return opened,
        }
    }
}

/// sled panics on some damage instead of returning an error: here it is an error like any other.
fn guarded<T>(work: impl FnOnce() -> sled::Result<T>) -> sled::Result<T> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(sled::Error::ReportableBug("its library gave up".to_owned())))
}

/// Runs `work` without a word about panics: whoever opens is told in words. The hook is the process's, so one at a time.
fn quietly<T>(work: impl FnOnce() -> T) -> T {
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let done = work();
    std::panic::set_hook(hook);
    done
}

fn is_of_the_disk(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    matches!(
        kind,
        StorageFull | QuotaExceeded | ReadOnlyFilesystem | PermissionDenied
    )
}

fn key(space: &str, key: &str) -> Vec<u8> {
    [space.as_bytes(), &[0], key.as_bytes()].concat()
}

/// The first piece of a value begins with the number of pieces that follow it.
fn pieces(space: &str, name: &str, value: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let head = value.len().min(PIECE);
    let (first, rest) = value.split_at(head);
    let rest: Vec<&[u8]> = rest.chunks(PIECE).collect();
    let mut all = vec![(
        key(space, name),
        [&(rest.len() as u32).to_be_bytes(), first].concat(),
    )];
    all.extend(
        rest.iter()
            .enumerate()
            .map(|(i, piece)| (piece_key(space, name, i as u32), piece.to_vec())),
    );
    all
}

fn piece_key(space: &str, name: &str, i: u32) -> Vec<u8> {
    key(PIECES, &format!("{space}\0{name}\0{i:06}"))
}

/// The value whose first piece is `first`; `more` finds the others.
fn whole(first: &[u8], space: &str, name: &str, more: impl Fn(&[u8]) -> Option<Vec<u8>>) -> Option<Vec<u8>> {
    let (count, value) = first.split_at_checked(4)?;
    let count = u32::from_be_bytes(count.try_into().ok()?);
    let mut value = value.to_vec();
    for i in 0..count {
        value.extend(more(&piece_key(space, name, i))?);
    }
    Some(value)
}

impl State for Index {
    fn read(&self, space: &str, name: &str) -> Option<Vec<u8>> {
        self.whole(&self.raw(&key(space, name))?, space, name)
    }

    fn scan(&self, space: &str, prefix: &str, from: &str, visit: &mut Visit<'_>) {
        let head = key(space, "");
        let whole_prefix = key(space, prefix);
        let mut items = self.db.range(key(space, prefix.max(from))..);
        loop {
            let (raw, first) = match guarded(|| items.next().transpose()) {
                Ok(Some(pair)) => pair,
                Ok(None) => return,
                Err(fault) => return self.note(fault.to_string()),
            };
            if !raw.starts_with(&whole_prefix) {
                return;
            }
            let Some(name) = raw.get(head.len()..).and_then(|k| std::str::from_utf8(k).ok()) else {
                continue;
            };
            let Some(value) = self.whole(&first, space, name) else {
                continue;
            };
            if visit(name, &value) == ControlFlow::Break(()) {
                return;
            }
        }
    }

    fn blob(&self, hash: &str) -> Option<Vec<u8>> {
        self.blobs.get(hash).ok()
    }

    fn has_blob(&self, hash: &str) -> bool {
        self.blobs.path(hash).is_file()
    }

    fn campaign(&self) -> Option<Arc<Campaign>> {
        let kept = self
            .campaign
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if kept.is_some() {
            return kept;
        }
        let read = self.get::<Campaign>("").map(Arc::new);
        self.campaign
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .clone_from(&read);
        read
    }

    fn unreadable(&self, space: &str, name: &str) {
        self.note(format!("{space} {name} is not of this version's form"));
    }
}

/// Changes that become visible together.
pub struct Change<'a> {
    index: &'a Index,
    writes: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
}

impl Change<'_> {
    /// Sets something the index knows about itself.
    pub fn set_meta(&mut self, name: &str, value: &str) {
        self.write(META, name, Some(value.as_bytes()));
    }

    /// Writes waiting.
    pub fn waiting(&self) -> usize {
        self.writes.len()
    }

    /// Makes the changes, all or none.
    pub fn commit(self) -> Result<(), Fault> {
        self.index.batch(self.writes)
    }

    fn raw(&self, key: &[u8]) -> Option<Vec<u8>> {
        match self.writes.get(key) {
            Some(written) => written.clone(),
            None => self.index.raw(key),
        }
    }
}

impl State for Change<'_> {
    fn read(&self, space: &str, name: &str) -> Option<Vec<u8>> {
        whole(&self.raw(&key(space, name))?, space, name, |k| self.raw(k))
    }

    fn scan(&self, space: &str, prefix: &str, from: &str, visit: &mut Visit<'_>) {
        let head = key(space, "").len();
        let whole_prefix = key(space, prefix);
        let mut merged = BTreeMap::new();
        self.index.scan(space, prefix, from, &mut |name, _| {
            merged.insert(name.to_owned(), ());
            ControlFlow::Continue(())
        });
        let written = self.writes.range(key(space, prefix.max(from))..);
        for (raw, value) in written.take_while(|(raw, _)| raw.starts_with(&whole_prefix)) {
            let Some(name) = raw.get(head..).and_then(|k| std::str::from_utf8(k).ok()) else {
                continue;
            };
            match value {
                Some(_) => merged.insert(name.to_owned(), ()),
                None => merged.remove(name),
            };
        }
        for name in merged.keys() {
            let Some(value) = self.read(space, name) else {
                continue;
            };
            if visit(name, &value) == ControlFlow::Break(()) {
                return;
            }
        }
    }

    fn blob(&self, hash: &str) -> Option<Vec<u8>> {
        self.index.blob(hash)
    }

    fn unreadable(&self, space: &str, name: &str) {
        self.index.unreadable(space, name);
    }
}

impl Ledger for Change<'_> {
    fn write(&mut self, space: &str, name: &str, value: Option<&[u8]>) {
        let old = self.raw(&key(space, name));
        let old_pieces = old
            .as_deref()
            .and_then(|v| v.get(..4)?.try_into().ok())
            .map_or(0, u32::from_be_bytes);
        for i in 0..old_pieces {
            self.writes.insert(piece_key(space, name, i), None);
        }
        match value {
            Some(value) => {
                let pieces = pieces(space, name, value);
                self.writes
                    .extend(pieces.into_iter().map(|(key, piece)| (key, Some(piece))));
            }
            None => {
                self.writes.insert(key(space, name), None);
            }
        }
    }
}

#[cfg(test)]
mod tests;
