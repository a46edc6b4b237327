//! What every pane works on: the office, and who sits before it.

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use super::own::{NoViews, OwnViews};
use crate::domain::batch::{Batch, Purpose};
use crate::domain::command::Command;
use crate::domain::operator::{Actor, Department, Operator};
use crate::domain::refusal::Refusal;
use crate::domain::roll::{self, Line};
use crate::lang::Lang;
use crate::office::Fault;
use crate::office::drafts::{Draft, Drafts};
use crate::office::intake::Intake;
use crate::office::seal::Reporter;
use crate::office::secret::{self, Promised};
use crate::office::{Denied, Office, Receipt, View};
use crate::query::{List, SavedView};

/// The office as one operator works with it. Cheap to clone: every pane has one.
#[derive(Clone, Debug)]
pub struct Desk {
    office: Arc<Office>,
    actor: Rc<Actor>,
    lang: Lang,
    handed: Rc<RefCell<Option<String>>>,
    unkept: Rc<Cell<bool>>,
    unwritten: Rc<Cell<bool>>,
    views: Rc<RefCell<OwnViews>>,
    templates: Option<Rc<Path>>,
    roll: Rc<RefCell<Option<Kept>>>,
}

/// The roll, and the journal's last entry it was read at.
type Kept = (u64, Rc<Vec<Line>>);

/// What long work in a thread of its own takes along from a desk.
#[derive(Clone, Debug)]
pub struct Clerk {
    office: Arc<Office>,
    /// Who acts.
    pub actor: Actor,
    /// The operator's language.
    pub lang: Lang,
}

impl Clerk {
    /// The records, as they stand. Commands wait while it is held: long work takes it anew every so often.
    pub fn view(&self) -> View<'_> {
        self.office.view()
    }

    /// Submits a command.
    pub fn submit(&self, command: Command) -> Result<Receipt, Denied> {
        self.office.submit(&self.actor, command)
    }
}

impl Desk {
    /// A desk of `actor` in `office`.
    pub fn new(office: Arc<Office>, actor: Actor, lang: Lang) -> Self {
        Self {
            office,
            actor: Rc::new(actor),
            lang,
            handed: Rc::default(),
            unkept: Rc::default(),
            unwritten: Rc::default(),
            roll: Rc::default(),
            templates: None,
            // Without a file of the operator's own nothing can fail; a test holds the shipped views.
            views: Rc::new(RefCell::new(OwnViews::load(None).unwrap_or_default())),
        }
    }

    /// The same desk with the views that its operator keeps.
    pub fn with_views(self, views: OwnViews) -> Self {
        Self {
            views: Rc::new(RefCell::new(views)),
            ..self
        }
    }

    /// The same desk with the templates of documents that its operator keeps in a directory.
    pub fn with_templates(self, dir: Option<PathBuf>) -> Self {
        Self {
            templates: dir.map(Rc::from),
            ..self
        }
    }

    /// Where the operator keeps templates of documents.
    pub fn templates(&self) -> Option<&Path> {
        self.templates.as_deref()
    }

    /// The views of a list that are offered to whoever sits here.
    pub fn views(&self, list: List) -> Vec<SavedView> {
        let roles = self.operator().map(|operator| operator.roles).unwrap_or_default();
        let views = self.views.borrow();
        views
            .of(list)
            .filter(|view| view.is_for(&roles))
            .cloned()
            .collect()
    }

    /// Saves a view of the operator's own.
    pub fn save_view(&self, view: &SavedView) -> Result<(), NoViews> {
        self.views.borrow_mut().save(view)
    }

    /// This desk while somebody else sits at it: two people can take their parts of a ceremony one after the other.
    /// The journal keeps the operator and the login.
    pub fn seat(&self, operator: &str) -> Self {
        let actor = Actor {
            operator: operator.to_owned(),
            ..self.actor.as_ref().clone()
        };
        Self {
            actor: Rc::new(actor),
            ..self.clone()
        }
    }

    /// The records, as they stand.
    pub fn view(&self) -> View<'_> {
        self.office.view()
    }

    /// The office itself, for work in another thread.
    pub fn office(&self) -> Arc<Office> {
        Arc::clone(&self.office)
    }

    /// For work in a thread of its own.
    pub fn clerk(&self) -> Clerk {
        Clerk {
            office: Arc::clone(&self.office),
            actor: self.actor.as_ref().clone(),
            lang: self.lang,
        }
    }

    /// Every task that stands, read once for all panes until something is committed.
    pub fn roll(&self, view: &View<'_>) -> Rc<Vec<Line>> {
        let mut kept = self.roll.borrow_mut();
        match &*kept {
            Some((seq, lines)) if *seq == view.seq() => Rc::clone(lines),
            _ => {
                let lines = Rc::new(roll::roll(view.state()));
                *kept = Some((view.seq(), Rc::clone(&lines)));
                lines
            }
        }
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The operator's language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Submits a command, and remembers for the top line whether the data directory took it.
    pub fn submit(&self, command: Command) -> Result<Receipt, Denied> {
        let done = self.office.submit(&self.actor, command);
        self.unwritten.set(matches!(done, Err(Denied::Fault(_))));
        done
    }

    /// Whether the last command was right and could not be written down.
    pub fn unwritten(&self) -> bool {
        self.unwritten.get()
    }

    /// Takes a lead in, sealed; its id.
    pub fn take_in(&self, intake: Intake) -> Result<(String, Receipt), Denied> {
        let (lead, receipt) = self.office.take_in(&self.actor, intake)?;
        Ok((lead.id, receipt))
    }

    /// Who reported a lead, once the journal has it that they are shown, and why.
    pub fn reveal(&self, lead: &str, reason: &str) -> Result<Reporter, Denied> {
        self.office.reveal(&self.actor, lead, reason)
    }

    /// Why `command` would be refused now, in the operator's language: what an action that is off says.
    pub fn refusal(&self, command: &Command) -> Option<String> {
        self.office
            .consider(&self.actor, command)
            .err()
            .map(|refusal| refusal.text(self.lang))
    }

    /// Whether `command` would be accepted now.
    pub fn consider(&self, command: &Command) -> Result<(), Refusal> {
        self.office.consider(&self.actor, command)
    }

    /// Makes a secret, keeps it in the data directory, and submits its commitment; see [`secret::promise`].
    pub fn promise(
        &self,
        place: (&Batch, Purpose, Department),
        command: impl Fn(String) -> Command,
    ) -> Result<Promised, Denied> {
        secret::promise(&self.office, &self.actor, place, command)
    }

    /// 256 bits of the operating system's entropy, in hexadecimal digits.
    pub fn entropy(&self) -> Result<String, Fault> {
        secret::make()
    }

    /// The party's secret, where one is kept for the batch's present ceremony.
    pub fn kept_secret(
        &self,
        batch: &Batch,
        purpose: Purpose,
        party: Department,
    ) -> Result<Option<String>, Fault> {
        secret::kept(self.office.dir(), batch, purpose, party)
    }

    /// Who acts, as the library of operators has it.
    pub fn operator(&self) -> Option<Operator> {
        self.view().operator(&self.actor.operator)
    }

    /// Lays a task out for another pane.
    pub fn hand(&self, task: impl Into<String>) {
        *self.handed.borrow_mut() = Some(task.into());
    }

    /// Whether a task was laid out and not taken yet.
    pub fn has_handed(&self) -> bool {
        self.handed.borrow().is_some()
    }

    /// Takes the task that was laid out.
    pub fn take_handed(&self) -> Option<String> {
        self.handed.borrow_mut().take()
    }

    /// The drafts of all operators; [`Desk::keep`] writes one.
    pub fn drafts(&self) -> Drafts {
        self.office.drafts()
    }

    /// Keeps a draft, and remembers for the top line whether that could be done.
    pub fn keep(&self, draft: &Draft) -> Result<(), Fault> {
        let kept = self.drafts().write(draft);
        self.unkept.set(kept.is_err());
        kept
    }

    /// Puts the operator's draft of a task away, once what it was for is on record.
    pub fn file_draft(&self, task: &str) -> Result<(), Fault> {
        self.unkept.set(false);
        self.drafts().done(&self.actor.operator, task)
    }

    /// Whether the last draft could not be kept.
    pub fn unkept(&self) -> bool {
        self.unkept.get()
    }
}
