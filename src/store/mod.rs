//! What is on disk besides the journal: the index (sled), the registry's offset index, the blobs, and the lock.
//! All but the blobs and the lock can be made again from the journal at will.

mod blobs;
mod fault;
mod index;
mod lock;
mod registry;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufRead};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

pub use blobs::{Blobs, Writer};
pub use fault::{Fault, KeyFault};
pub use index::{Change, Index};
pub use lock::{Holder, Lock, holder};
use registry::places;
pub use registry::{Counts, Place, Places, Registry};

use crate::domain::apply::apply;
use crate::domain::campaign::Campaign;
use crate::domain::event::{Entry, Event};
use crate::domain::lead::named;
use crate::domain::lead::naming::Naming;
use crate::domain::registry::Row;
use crate::domain::scope::ScopeMatcher;
use crate::domain::state::{Read, State, Write};
use crate::domain::target::Target;

/// Bytes read at once where a row begins: few rows are longer.
const ROW: usize = 1024;
/// Records written in one batch while an extract is brought in.
const BATCH: usize = 4000;

/// The records of a data directory, as far as they were brought.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
    index: Index,
    blobs: Blobs,
    registry: Registry,
    extracts: Vec<Extract>,
    seq: u64,
    head: String,
}

/// An extract whose rows are in the registry.
#[derive(Debug)]
struct Extract {
    hash: String,
    /// Its file, once a row was read from it: a search through the registry reads every row.
    file: OnceLock<File>,
}

impl Extract {
    fn new(hash: &str) -> Self {
        Self {
            hash: hash.to_owned(),
            file: OnceLock::new(),
        }
    }

    fn file(&self, blobs: &Blobs) -> Result<&File, Fault> {
        match self.file.get() {
            Some(file) => Ok(file),
            None => {
                let opened = blobs.open_file(&self.hash)?.into_inner();
                Ok(self.file.get_or_init(|| opened))
            }
        }
    }
}

impl Store {
    /// Opens the index in `dir`, which is made if it is not there.
    pub fn open(dir: &Path, blobs: Blobs) -> Result<Self, Fault> {
        std::fs::create_dir_all(dir).map_err(Fault::io(dir))?;
        let index = Index::open(&dir.join("db"), blobs.clone())?;
        let number = |name: &str| index.meta(name).and_then(|n| n.parse().ok()).unwrap_or(0);
        let seq = number("seq");
        let registry = match number("registry") {
            0 => Registry::empty(),
            at => Registry::open(&registry_path(dir, at), number("rows"))?,
        };
        let extracts = index
            .meta("extracts")
            .map(|t| t.lines().map(Extract::new).collect())
            .unwrap_or_default();
        let head = index.meta("head").unwrap_or_default();
        Ok(Self {
            dir: dir.to_owned(),
            index,
            blobs,
            registry,
            extracts,
            seq,
            head,
        })
    }

    /// Sequence number of the last entry brought in; 0 before the first.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// The journal's hash at [`Store::seq`].
    pub fn head(&self) -> &str {
        &self.head
    }

    /// The records.
    pub fn state(&self) -> &Index {
        &self.index
    }

    /// The blobs.
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// The registry.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The line of the row at `place`, without its line break.
    pub fn row(&self, place: &Place) -> Result<String, Fault> {
        let Some(extract) = self.extracts.get(usize::from(place.extract)) else {
            return Ok(String::new());
        };
        let path = || self.blobs.path(&extract.hash);
        let line = line_at(extract.file(&self.blobs)?, place.offset).map_err(|e| Fault::io(path())(e))?;
        match String::from_utf8(line) {
            Ok(line) if line.as_bytes().starts_with(&place.id) => Ok(line),
            _ => Err(Fault::BlobDamaged { path: path() }),
        }
    }

    /// SHA-256 of the extract that the row at `place` stands in.
    pub fn extract(&self, place: &Place) -> &str {
        self.extracts
            .get(usize::from(place.extract))
            .map_or("", |extract| &extract.hash)
    }

    /// Brings an entry in; `head` is its line's hash.
    pub fn apply(&mut self, entry: &Entry, head: &str) -> Result<(), Fault> {
        let mut brought = None;
        if let Event::TargetsImported { import } = &entry.event {
            brought = Some(self.bring_in(&import.extract, entry.seq)?);
        }
        let mut change = self.index.begin();
        apply(&mut change, entry);
        change.set_meta("seq", &entry.seq.to_string());
        change.set_meta("head", head);
        if let Some((extracts, rows)) = &brought {
            change.set_meta("registry", &entry.seq.to_string());
            change.set_meta("rows", &rows.to_string());
            change.set_meta("extracts", &extracts.join("\n"));
        }
        change.commit()?;
        self.seq = entry.seq;
        self.head = head.to_owned();
        if let Some((extracts, rows)) = brought {
            self.registry = Registry::open(&registry_path(&self.dir, entry.seq), rows)?;
            self.extracts = extracts.iter().map(|hash| Extract::new(hash)).collect();
        }
        Ok(())
    }

    /// Brings an extract's rows into the registry, and those that the campaign touches into the index. Returns the
    /// extracts with it, and the registry's rows.
    fn bring_in(&self, extract: &str, seq: u64) -> Result<(Vec<String>, u64), Fault> {
        self.blobs.check(extract)?;
        let mut extracts: Vec<String> = self.extracts.iter().map(|e| e.hash.clone()).collect();
        let number = extracts.len() as u16;
        extracts.push(extract.to_owned());
        let campaign = self.index.get::<Campaign>("");
        let naming = campaign.as_ref().map(Naming::new);
        let matcher =
            ScopeMatcher::new(&campaign.map(|c| c.keywords).unwrap_or_default()).map_err(|fault| {
                Fault::Index {
                    path: self.dir.clone(),
                    what: fault.to_string(),
                }
            })?;
        let mut candidates = Candidates {
            index: &self.index,
            naming: naming.as_ref(),
            change: self.index.begin(),
            fault: None,
        };
        let lines = self.blobs.open_file(extract)?;
        let places = places(number, lines, |line| candidates.take(line, &matcher))
            .map_err(Fault::io(self.blobs.path(extract)))?;
        candidates.finish()?;
        let (rows, updated) = self.registry.merged(&places, &registry_path(&self.dir, seq))?;
        self.refresh(&updated, extract, &matcher, naming.as_ref())?;
        Ok((extracts, rows))
    }

    /// Targets that were touched before and whose newer row no longer carries a keyword are updated all the same.
    fn refresh(
        &self,
        updated: &[Place],
        extract: &str,
        matcher: &ScopeMatcher,
        naming: Option<&Naming>,
    ) -> Result<(), Fault> {
        let known: BTreeSet<u64> = updated
            .iter()
            .filter(|p| std::str::from_utf8(&p.id).is_ok_and(|id| self.index.read("target", id).is_some()))
            .map(|p| p.offset)
            .collect();
        if known.is_empty() {
            return Ok(());
        }
        let mut change = self.index.begin();
        let mut offset = 0;
        let path = self.blobs.path(extract);
        for line in self.blobs.open_file(extract)?.split(b'\n') {
            let line = line.map_err(Fault::io(&path))?;
            if known.contains(&offset)
                && let Some(target) = std::str::from_utf8(&line)
                    .ok()
                    .and_then(|l| Row::parse(l)?.target(matcher))
            {
                put(&mut change, naming, target);
            }
            offset += line.len() as u64 + 1;
        }
        change.commit()
    }

    /// Writes what is buffered, so that the next start finds the index up to date.
    pub fn flush(&self) -> Result<(), Fault> {
        self.index.flush()
    }
}

/// Puts the targets a campaign touches into the index while an extract is read.
struct Candidates<'a> {
    index: &'a Index,
    naming: Option<&'a Naming>,
    change: Change<'a>,
    fault: Option<Fault>,
}

impl Candidates<'_> {
    fn take(&mut self, line: &str, matcher: &ScopeMatcher) {
        let Some(target) = Row::parse(line).and_then(|row| row.target(matcher)) else {
            return;
        };
        if target.affirmed.is_empty() && target.excluded.is_empty() && target.has_code() {
            return;
        }
        put(&mut self.change, self.naming, target);
        if self.change.waiting() >= BATCH {
            let full = std::mem::replace(&mut self.change, self.index.begin());
            self.fault = full.commit().err().or(self.fault.take());
        }
    }

    fn finish(self) -> Result<(), Fault> {
        match self.fault {
            Some(fault) => Err(fault),
            None => self.change.commit(),
        }
    }
}

/// Puts a target; its name's keys are put with it where the name is new.
fn put(change: &mut Change<'_>, naming: Option<&Naming>, newer: Target) {
    let known = change.get::<Target>(&newer.id);
    let renamed = known.as_ref().is_none_or(|known| known.name != newer.name);
    let target = match known {
        Some(known) => known.updated_by(newer),
        None => newer,
    };
    if let Some(naming) = naming.filter(|_| renamed) {
        named::mark(change, naming, &target);
    }
    change.put(&target);
}

/// The line that begins at `offset`, without its line break; several readers may share the file.
fn line_at(file: &File, offset: u64) -> io::Result<Vec<u8>> {
    let mut line = Vec::with_capacity(ROW);
    loop {
        let known = line.len();
        line.resize(known + ROW, 0);
        let (_, room) = line.split_at_mut(known);
        let read = file.read_at(room, offset + known as u64)?;
        let end = room.iter().take(read).position(|byte| *byte == b'\n');
        line.truncate(known + end.unwrap_or(read));
        if end.is_some() || read == 0 {
            return Ok(line);
        }
    }
}

fn registry_path(dir: &Path, seq: u64) -> PathBuf {
    dir.join(format!("registry-{seq:012}"))
}
