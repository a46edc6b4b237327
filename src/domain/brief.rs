//! What the index keeps of every journal entry, so that histories and the journal's list need not read the journal.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::event::{Entry, Event};
use super::lead::Deed;
use super::state::Record;
use crate::lang::Lang;

/// The entries by what they name besides their subject; see [`Event::names`](super::event::Event::names).
pub const NAMED: &str = "entry.named";

/// An entry of the journal in brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// Position in the journal.
    pub seq: u64,
    /// Wall-clock time, UTC.
    pub at: DateTime<Utc>,
    /// The campaign's date.
    pub on: NaiveDate,
    /// The operator.
    pub by: String,
    /// The event's name.
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// Of a step in a lead, which one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deed: Option<Deed>,
}

impl Brief {
    /// What happened, in words.
    pub fn name(&self, lang: Lang) -> String {
        match self.deed {
            Some(deed) => lang.say("event.lead-step", &[("deed", &lang.word(deed.key()))]),
            None => lang.word(&format!("event.{}", self.kind)).into_owned(),
        }
    }
}

impl From<&Entry> for Brief {
    /// An entry that a bundle brought is told under its writer's name and days.
    fn from(entry: &Entry) -> Self {
        let seq = entry.seq;
        let entry = match &entry.event {
            Event::Brought { carried, .. } => &carried.entry,
            _ => entry,
        };
        Self {
            seq,
            at: entry.at,
            on: entry.on,
            by: entry.actor.operator.clone(),
            kind: entry.event.kind().to_owned(),
            subject: entry.event.subject().to_owned(),
            deed: match &entry.event {
                Event::LeadHandled { handling, .. } => Some(handling.deed()),
                _ => None,
            },
        }
    }
}

impl Record for Brief {
    const KIND: &'static str = "entry";

    fn key(&self) -> String {
        format!("{:012}", self.seq)
    }

    fn indexes(&self) -> Vec<(&'static str, String)> {
        if self.subject.is_empty() {
            Vec::new()
        } else {
            vec![("entry.subject", self.subject.clone())]
        }
    }
}
