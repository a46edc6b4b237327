//! The one door: a command is decided, journalled, made durable, brought into the index, and told to whoever watches.

pub mod begin;
pub mod bundle;
pub mod clock;
pub mod demo;
pub mod documents;
pub mod drafts;
pub mod evidence;
pub mod files;
pub mod identity;
pub mod import;
mod inner;
pub mod intake;
pub mod keys;
pub mod publication;
pub mod seal;
pub mod secret;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

pub use clock::{Clock, campaign_date};
use inner::Inner;

use crate::domain::calendar::Calendar;
use crate::domain::campaign::Campaign;
use crate::domain::command::Command;
use crate::domain::decide::decide;
use crate::domain::event::Event;
use crate::domain::history::{self, History, Registered};
use crate::domain::next::Agenda;
use crate::domain::operator::{Actor, Operator};
use crate::domain::refusal::Refusal;
use crate::domain::state::{Read, State};
use crate::domain::time::Now;
pub use crate::journal::Line;
use crate::journal::{Cut, Journal};
use crate::lang::Lang;
use crate::store::{Blobs, Holder, Lock, Registry, Store};
pub use crate::store::{Fault, Index, holder};

/// An office on a data directory. Cheap to share behind an [`Arc`].
#[derive(Debug)]
pub struct Office {
    dir: PathBuf,
    clock: Mutex<Clock>,
    inner: RwLock<Inner>,
    watchers: Mutex<Vec<Sender<Changed>>>,
    opening: Opening,
    _lock: Lock,
}

/// What opening had to mend, for the operator to know.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// A last commit that was never whole and was cut off.
    pub cut: Option<Cut>,
    /// Why the index was made anew, and where the old one was moved.
    pub rebuilt: Option<(String, PathBuf)>,
}

/// Told to watchers: entries up to `seq` are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Sequence number of the last entry.
    pub seq: u64,
}

/// What an accepted command became.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// Sequence numbers of the first and the last entry; none where nothing had to change.
    pub seqs: Option<(u64, u64)>,
    /// The events.
    pub events: Vec<Event>,
}

/// Why a command did not go through.
#[derive(Debug)]
pub enum Denied {
    /// A rule says no.
    Refused(Refusal),
    /// The data directory says no.
    Fault(Fault),
}

impl Denied {
    /// The reason in the operator's language.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Denied::Refused(refusal) => refusal.text(lang),
            Denied::Fault(fault) => fault.text(lang),
        }
    }
}

impl From<Refusal> for Denied {
    fn from(refusal: Refusal) -> Self {
        Denied::Refused(refusal)
    }
}

impl From<Fault> for Denied {
    fn from(fault: Fault) -> Self {
        Denied::Fault(fault)
    }
}

impl From<crate::journal::Fault> for Denied {
    fn from(fault: crate::journal::Fault) -> Self {
        Denied::Fault(fault.into())
    }
}

/// Told how far a long work has come: entries done, and all of them.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64);

impl Office {
    /// Opens the data directory `dir`, which is made (mode 0700) if it is not there, and brings the index up to date.
    pub fn open(dir: &Path, clock: Clock, progress: Progress<'_>) -> Result<Self, Fault> {
        make_private(dir)?;
        let holder = Holder {
            os_user: identity::login(),
            pid: std::process::id(),
            since: clock.now().at,
        };
        let lock = Lock::take(dir, &holder)?;
        let blobs = Blobs::open(dir.join("blobs"))?;
        let store = Store::open(&inner::index_dir(dir), blobs.clone());
        let acknowledged = store.as_ref().map_or(0, Store::seq);
        let (journal, cut) = Journal::open(&journal_dir(dir), acknowledged)?;
        let (inner, rebuilt) = Inner::open(dir, journal, store, blobs, progress)?;
        Ok(Self {
            dir: dir.to_owned(),
            clock: Mutex::new(clock),
            inner: RwLock::new(inner),
            watchers: Mutex::default(),
            opening: Opening { cut, rebuilt },
            _lock: lock,
        })
    }

    /// The data directory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// What opening had to mend.
    pub fn opening(&self) -> &Opening {
        &self.opening
    }

    /// Now, by the office's clock.
    pub fn now(&self) -> Now {
        self.clock.lock().unwrap_or_else(PoisonError::into_inner).now()
    }

    /// Sets the office's clock: a rehearsal goes on to another day.
    pub fn set_clock(&self, clock: Clock) {
        *self.clock.lock().unwrap_or_else(PoisonError::into_inner) = clock;
    }

    /// Submits a command. When this returns a receipt, what it says is on disk for good. Where its words name whoever
    /// reported the lead it is about, marks take the name's place.
    pub fn submit(&self, actor: &Actor, command: Command) -> Result<Receipt, Denied> {
        let command = seal::masked(self, command);
        self.submit_knowing(actor, |_| Ok(command))
    }

    /// Submits the command that `make` makes of the office as it stands; nobody comes in between.
    fn submit_knowing(
        &self,
        actor: &Actor,
        make: impl FnOnce(&Inner) -> Result<Command, Denied>,
    ) -> Result<Receipt, Denied> {
        let now = self.now();
        let mut inner = self.inner.write().unwrap_or_else(PoisonError::into_inner);
        let command = make(&inner)?;
        let receipt = inner.submit(actor, command, now)?;
        drop(inner);
        if let Some((_, seq)) = receipt.seqs {
            let mut watchers = self.watchers.lock().unwrap_or_else(PoisonError::into_inner);
            watchers.retain(|watcher| watcher.send(Changed { seq }).is_ok());
        }
        Ok(receipt)
    }

    /// Whether a command would be accepted now. Nothing is changed.
    pub fn consider(&self, actor: &Actor, command: &Command) -> Result<(), Refusal> {
        decide(self.view().state(), command, self.now(), actor).map(|_| ())
    }

    /// The records as they stand. Commands wait while it is held: hold it briefly, and never while submitting, or the
    /// thread waits for itself.
    pub fn view(&self) -> View<'_> {
        View {
            inner: self.inner.read().unwrap_or_else(PoisonError::into_inner),
            now: self.now(),
        }
    }

    /// A channel that is told of every change from now on.
    pub fn watch(&self) -> Receiver<Changed> {
        let (sender, receiver) = channel();
        self.watchers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(sender);
        receiver
    }

    /// What operators typed and did not hand in yet.
    pub fn drafts(&self) -> drafts::Drafts {
        drafts::Drafts::of(&self.dir)
    }

    /// Writes the index's buffers, so that the next start is quick. The journal needs none of it; leaving does it too.
    pub fn flush(&self) -> Result<(), Fault> {
        self.view().inner.store.flush()
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        // The journal has everything already; what the index loses here it makes again.
        let _ = self.flush();
    }
}

fn make_private(dir: &Path) -> Result<(), Fault> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    if !dir.exists() {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(dir)
            .map_err(Fault::io(dir))?;
        std::fs::set_permissions(dir, PermissionsExt::from_mode(0o700)).map_err(Fault::io(dir))?;
    }
    Ok(())
}

/// The records as they stand, for reading.
pub struct View<'a> {
    inner: RwLockReadGuard<'a, Inner>,
    now: Now,
}

impl View<'_> {
    /// The records; see [`Read`] for what can be asked of them.
    pub fn state(&self) -> &Index {
        self.inner.store.state()
    }

    /// When the view was taken.
    pub fn now(&self) -> Now {
        self.now
    }

    /// The campaign, once it has begun.
    pub fn campaign(&self) -> Option<Arc<Campaign>> {
        self.state().campaign()
    }

    /// The calendar in force.
    pub fn calendar(&self) -> Option<Calendar> {
        Some(self.agenda()?.calendar().clone())
    }

    /// What is due when: read anew only where something was committed since it was last asked for.
    pub fn agenda(&self) -> Option<Arc<Agenda>> {
        self.inner.agenda(self.now.today)
    }

    /// The actor for this process; see [`identity::actor`].
    pub fn actor(&self, name: Option<&str>) -> Result<Actor, Refusal> {
        if self.campaign().is_none() {
            return Err(Refusal::NoCampaign);
        }
        identity::actor(self.state(), name)
    }

    /// The operator of that name.
    pub fn operator(&self, name: &str) -> Option<Operator> {
        self.state().get(name)
    }

    /// The registry of market entities, as a window in order of the id.
    pub fn registry(&self) -> &Registry {
        self.inner.store.registry()
    }

    /// The registry's `n`th line in order of the id, from 0, as [`crate::domain::registry::Row`] reads it.
    pub fn registry_line(&self, n: u64) -> Result<Option<String>, Fault> {
        self.registry()
            .nth(n)?
            .map(|place| self.inner.store.row(&place))
            .transpose()
    }

    /// The registry's line of the entity `id`.
    pub fn registry_line_of(&self, id: &str) -> Result<Option<String>, Fault> {
        self.registry()
            .find(id)?
            .map(|place| self.inner.store.row(&place))
            .transpose()
    }

    /// Everything on record about the target that `id` leads to: its own code, or a task's or a lead's id.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where nothing is on record about it, or a fault of the registry's files.
    pub fn history(&self, id: &str) -> Result<History, Denied> {
        let target = history::target_of(self.state(), id);
        let place = self.registry().find(&target)?;
        let registered = place.map(|place| {
            Ok::<_, Fault>(Registered {
                line: self.inner.store.row(&place)?,
                extract: self.inner.store.extract(&place).to_owned(),
            })
        });
        Ok(History::of(self.state(), &target, registered.transpose()?)?)
    }

    /// Sequence number of the journal's last entry; 0 before the first.
    pub fn seq(&self) -> u64 {
        self.inner.journal.next_seq() - 1
    }

    /// Hash of the journal's last line.
    pub fn head(&self) -> &str {
        self.inner.journal.head()
    }

    /// Where the journal is, for those who read it line by line.
    pub fn journal(&self) -> &Journal {
        &self.inner.journal
    }

    /// The blobs.
    pub fn blobs(&self) -> &Blobs {
        self.inner.store.blobs()
    }
}

/// Where the journal of the data directory `dir` is.
pub fn journal_dir(dir: &Path) -> PathBuf {
    dir.join("journal")
}
