//! What every pane works on: the office, and who sits before it.

use std::rc::Rc;
use std::sync::Arc;

use crate::domain::command::Command;
use crate::domain::operator::Actor;
use crate::lang::Lang;
use crate::office::{Denied, Office, Receipt, View};

/// The office as one operator works with it. Cheap to clone: every pane has one.
#[derive(Clone, Debug)]
pub struct Desk {
    office: Arc<Office>,
    actor: Rc<Actor>,
    lang: Lang,
}

impl Desk {
    /// A desk of `actor` in `office`.
    pub fn new(office: Arc<Office>, actor: Actor, lang: Lang) -> Self {
        Self {
            office,
            actor: Rc::new(actor),
            lang,
        }
    }

    /// The records, as they stand.
    pub fn view(&self) -> View<'_> {
        self.office.view()
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The operator's language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Submits a command.
    pub fn submit(&self, command: Command) -> Result<Receipt, Denied> {
        self.office.submit(&self.actor, command)
    }

    /// Why `command` would be refused now, in the operator's language: what an action that is off says.
    pub fn refusal(&self, command: &Command) -> Option<String> {
        self.office
            .consider(&self.actor, command)
            .err()
            .map(|refusal| refusal.text(self.lang))
    }
}
