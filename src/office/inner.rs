//! The journal and the index behind the door, and how the second follows the first.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;

use super::{Denied, Progress, Receipt};
use crate::domain::command::Command;
use crate::domain::decide::{Decision, decide};
use crate::domain::event::{Entry, Event};
use crate::domain::next::Agenda;
use crate::domain::operator::{Actor, Operator};
use crate::domain::state::{Read, State};
use crate::domain::time::Now;
use crate::journal::Journal;
use crate::store::{Blobs, Fault, Store};

/// An agenda, with the journal's last entry and the day it holds for.
type Stamped = ((u64, NaiveDate), Arc<Agenda>);

/// Journal and index of an open data directory.
#[derive(Debug)]
pub(super) struct Inner {
    dir: PathBuf,
    pub(super) journal: Journal,
    pub(super) store: Store,
    /// The index could not follow the journal; nothing is decided until it has.
    behind: bool,
    /// What is due when, once it was asked for.
    agenda: Mutex<Option<Stamped>>,
}

/// Why the index was made anew, and where the old one was moved.
pub(super) type Rebuilt = Option<(String, PathBuf)>;

impl Inner {
    /// Lets the index, as it was `opened`, catch up with the journal. An index that could not be opened, or that belongs to
    /// another journal, is moved aside and made anew.
    pub(super) fn open(
        dir: &Path,
        journal: Journal,
        opened: Result<Store, Fault>,
        blobs: Blobs,
        progress: Progress<'_>,
    ) -> Result<(Self, Rebuilt), Fault> {
        let tried = opened.and_then(|mut store| {
            catch_up(&mut store, &journal, dir, progress)?;
            Ok(store)
        });
        let (store, rebuilt) = match tried {
            Ok(store) => (store, None),
            Err(Fault::Index { what, .. }) => {
                let (store, aside) = anew(dir, &journal, blobs, progress)?;
                (store, Some((what, aside)))
            }
            Err(fault) => return Err(fault),
        };
        Ok((
            Self {
                dir: dir.to_owned(),
                journal,
                store,
                behind: false,
                agenda: Mutex::default(),
            },
            rebuilt,
        ))
    }

    /// What is due when, by the records as they stand; none before the campaign has begun.
    pub(super) fn agenda(&self, today: NaiveDate) -> Option<Arc<Agenda>> {
        let campaign = self.store.state().campaign()?;
        let seq = self.store.seq();
        let mut kept = self.agenda.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((stamp, agenda)) if *stamp == (seq, today) => Some(Arc::clone(agenda)),
            _ => {
                let state = self.store.state();
                let agenda = Arc::new(Agenda::new(&campaign, state).on(state, today));
                *kept = Some(((seq, today), Arc::clone(&agenda)));
                Some(agenda)
            }
        }
    }

    /// Lets the index catch up; where it cannot, moves it aside and makes it anew from the journal.
    fn recover(&mut self) -> Result<(), Fault> {
        self.behind = true;
        let caught_up = match self.store.state().fault() {
            Some(fault) => Err(fault),
            None => catch_up(&mut self.store, &self.journal, &self.dir, &mut |_, _| {}),
        };
        if caught_up.is_err() {
            let blobs = self.store.blobs().clone();
            (self.store, _) = anew(&self.dir, &self.journal, blobs, &mut |_, _| {})?;
        }
        self.behind = false;
        Ok(())
    }

    pub(super) fn submit(&mut self, actor: &Actor, command: Command, now: Now) -> Result<Receipt, Denied> {
        if self.behind {
            self.recover()?;
        }
        let mut decision = decide(self.store.state(), &command, now, actor);
        if self.store.state().fault().is_some() {
            self.recover()?;
            decision = decide(self.store.state(), &command, now, actor);
            if let Some(fault) = self.store.state().fault() {
                return Err(fault.into());
            }
        }
        let Decision { events, blobs } = decision?;
        if events.is_empty() {
            return Ok(Receipt { seqs: None, events });
        }
        for blob in &blobs {
            self.store.blobs().put(blob)?;
        }
        let entries = self.entries(actor, &events, now);
        let hashes = self.journal.append(&entries)?;
        // From here on the command is done, whatever the index says: one that cannot follow is mended now or, where
        // that fails too, before the next command, which is then told why.
        if self.follow(&entries, &hashes).is_err() {
            self.recover().ok();
        }
        let seqs = entries
            .first()
            .zip(entries.last())
            .map(|(first, last)| (first.seq, last.seq));
        Ok(Receipt { seqs, events })
    }

    fn entries(&self, actor: &Actor, events: &[Event], now: Now) -> Vec<Entry> {
        let department = self
            .store
            .state()
            .get::<Operator>(&actor.operator)
            .map(|o| o.department);
        let campaign = self
            .store
            .state()
            .campaign()
            .map(|c| c.id.clone())
            .unwrap_or_default();
        let entry = |(seq, event): (u64, &Event)| Entry {
            seq,
            at: now.at,
            on: now.today,
            actor: actor.clone(),
            department,
            campaign: campaign.clone(),
            event: event.clone(),
        };
        (self.journal.next_seq()..).zip(events).map(entry).collect()
    }

    fn follow(&mut self, entries: &[Entry], hashes: &[String]) -> Result<(), Fault> {
        for (entry, hash) in entries.iter().zip(hashes) {
            self.store.apply(entry, hash)?;
        }
        Ok(())
    }
}

/// Brings the entries in that the index has not seen.
fn catch_up(store: &mut Store, journal: &Journal, dir: &Path, progress: Progress<'_>) -> Result<(), Fault> {
    let last = journal.next_seq() - 1;
    let other = || Fault::Index {
        path: index_dir(dir),
        what: "it does not belong to this journal".to_owned(),
    };
    if store.seq() > last {
        return Err(other());
    }
    if store.seq() == last && (last == 0 || store.head() == journal.head()) {
        return Ok(());
    }
    for line in journal.lines(store.seq().max(1))? {
        let line = line?;
        if line.entry.seq > store.seq() {
            store.apply(&line.entry, &line.hash)?;
            progress(line.entry.seq, last);
        } else if line.hash != store.head() {
            return Err(other());
        }
    }
    Ok(())
}

/// Moves the index aside — it is never deleted — and makes it anew. Returns where the old one is.
fn anew(
    dir: &Path,
    journal: &Journal,
    blobs: Blobs,
    progress: Progress<'_>,
) -> Result<(Store, PathBuf), Fault> {
    let old = index_dir(dir);
    let aside = aside(dir);
    if old.exists() {
        std::fs::rename(&old, &aside).map_err(Fault::io(&old))?;
    }
    let made = Store::open(&old, blobs).and_then(|mut store| {
        catch_up(&mut store, journal, dir, progress)?;
        Ok(store)
    });
    if made.is_err() {
        // Half an index would only be moved aside in its turn, once for every try.
        std::fs::remove_dir_all(&old).ok();
    }
    Ok((made?, aside))
}

/// Where the index of the data directory `dir` is.
pub(super) fn index_dir(dir: &Path) -> PathBuf {
    dir.join("index")
}

/// A name beside the index that is not taken.
fn aside(dir: &Path) -> PathBuf {
    let free = (1..)
        .map(|n| dir.join(format!("index.aside-{n}")))
        .find(|path| !path.exists());
    free.unwrap_or_else(|| dir.join("index.aside"))
}
