//! Complaint leads (投诉举报线索) and what is done about each. The reporter's identity is sealed before it gets here.

mod handling;
pub mod likeness;
pub mod named;
pub mod naming;
pub mod reading;
pub mod sound;
mod standing;
mod state;
pub mod statistics;
pub mod suggest;

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::campaign::{Campaign, LeadKind};
use super::follow_up::Owner;
use super::inspection::Evidence;
use super::operator::Department;
use super::region::RegionCode;
use super::state::{Read, Record, State};
use crate::lang::Lang;

pub use handling::{Deed, Handled, Handling, office};
pub use standing::Standing;
pub use state::LeadState;

/// The index of the leads that somebody still has something to do about, by how they stand.
const OPEN: &str = "lead.open";

/// The index of the leads by the target each is about.
const TARGET: &str = "lead.target";

/// The index of the merged leads, by the lead each was merged into.
const MERGED: &str = "lead.merged";

/// More merged leads than any way from one to the next leads over.
const LONGEST_WAY: usize = 1000;

/// A reporter's identity as ciphertext: this program's records never hold it in the clear
/// (监察条例§9: 应当为举报人保密).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sealed(pub String);

/// What a lead says it is about: as reported, not as found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Involved {
    /// 发生日期
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub happened: Option<NaiveDate>,
    /// 涉及金额, in yuan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yuan: Option<u64>,
    /// 涉及人数
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
}

impl Involved {
    /// Whether nothing of it was reported.
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }

    /// What was reported of it, in words: when, how much, how many.
    pub fn text(&self, lang: Lang) -> String {
        let part = |key: &str, n: String| lang.say(&format!("lead.involved.{key}"), &[("n", &n)]);
        let parts = [
            self.happened.map(|day| part("happened", day.to_string())),
            self.yuan.map(|yuan| part("yuan", yuan.to_string())),
            self.people.map(|people| part("people", people.to_string())),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(&lang.word("list.and"))
    }
}

/// A lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// Derived from the lead's content, so that the same lead imported twice is one.
    pub id: String,
    /// 收到日期, from which the time to decide runs.
    pub received: NaiveDate,
    /// 来源, in the words of whoever handed it over: 12333, 12345, 来信, 来访, 媒体, 上级交办 and so on.
    pub source: String,
    /// 来件编号: the number of the hotline's work order or the letter; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// The sort of lead, of the campaign's table; none where its source tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// 被反映对象, as reported: a name, in full or in short; may be empty.
    pub about: String,
    /// The registered target's code, where the lead names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// 被反映对象电话, where one is given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Division.
    pub region: RegionCode,
    /// The department that took it in.
    pub department: Department,
    /// The division of the office that took it in, where that does not answer for the lead's own: it is to forward it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_in: Option<RegionCode>,
    /// 地点
    #[serde(default)]
    pub place: String,
    /// 内容. Where it named whoever reported, a mark stands in the name's place.
    pub what: String,
    /// 涉及: when it happened, how much money and how many people, as reported.
    #[serde(default, skip_serializing_if = "Involved::is_unknown")]
    pub involved: Involved,
    /// 交办期限: until when whoever assigned it wants it done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<NaiveDate>,
    /// 前次反映: numbers of earlier complaints, as the reporter or the hotline gives them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prior: Vec<String>,
    /// 证据: files by hash, or described.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Who reported, sealed; none for an anonymous lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporter: Option<Sealed>,
    /// A keyed mark of the reporter's phone: two leads of one reporter carry the same, and without the key, which is kept
    /// apart, it tells nothing. None where no phone was given or the key is not at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_reporter: Option<String>,
    /// What was done about it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Handled>,
}

impl Lead {
    /// The id that a lead's content gives: date of receipt, source, subject, place and words.
    pub fn id_of(parts: [&str; 5]) -> String {
        let digest = Sha256::digest(parts.join("\n").as_bytes());
        format!("L{}", hex::encode_upper(digest.get(..6).unwrap_or_default()))
    }

    /// The leads that somebody still has something to do about, and how each stands. The index answers; no lead is read.
    pub fn open<S: State + ?Sized>(state: &S) -> Vec<(String, Standing)> {
        standings(state, "")
    }

    /// The merged leads whose reporters are still to be told what came of it.
    pub fn merged_untold<S: State + ?Sized>(state: &S) -> Vec<(String, Standing)> {
        // The state stands first in what the index keeps.
        standings(state, &format!("{{\"state\":\"{}\"", LeadState::Merged.word()))
    }

    /// The lead that speaks for lead `id`: that itself or, where it was merged, the one at the end of the way.
    pub fn speaks_for<S: State + ?Sized>(state: &S, id: &str) -> Option<Lead> {
        let mut lead: Lead = state.get(id)?;
        // No lead is merged into one that was merged, so every way has an end; on damaged records it may not.
        for _ in 0..LONGEST_WAY {
            let Some(into) = lead.merged_into() else {
                return Some(lead);
            };
            lead = state.get(into)?;
        }
        None
    }

    /// The leads that were merged into lead `id`.
    pub fn merged_with<S: State + ?Sized>(state: &S, id: &str) -> Vec<Lead> {
        state.by(MERGED, id)
    }

    /// The other leads about the target that this one is about, the newest first: also those that say something else.
    pub fn about_the_same<S: State + ?Sized>(&self, state: &S) -> Vec<Lead> {
        let about = self.subject();
        let mut others: Vec<Lead> = about.map_or_else(Vec::new, |target| state.by(TARGET, &target));
        others.retain(|other| other.id != self.id && other.state() != LeadState::Voided);
        others.sort_by(|one, other| (other.received, &other.id).cmp(&(one.received, &one.id)));
        others
    }

    /// How it stands: what its steps come to.
    pub fn standing(&self) -> Standing {
        Standing::of(self)
    }

    /// Its state.
    pub fn state(&self) -> LeadState {
        self.standing().state
    }

    /// The office that is to act: the one that took it in, until it is forwarded.
    pub fn holder(&self) -> Owner {
        self.standing().holder
    }

    /// The registered target it is about: the one it named, or the one that was found to be meant.
    pub fn subject(&self) -> Option<String> {
        self.standing().target
    }

    /// The steps that count: those that were not undone, nor undo another.
    pub fn effective(&self) -> impl DoubleEndedIterator<Item = &Handled> {
        let undone: BTreeSet<u64> = self.steps.iter().filter_map(undoes).collect();
        let counts = move |step: &&Handled| undoes(step).is_none() && !undone.contains(&step.seq);
        self.steps.iter().filter(counts)
    }

    /// The lead it was merged into.
    pub fn merged_into(&self) -> Option<&str> {
        self.effective().find_map(|step| match &step.handling {
            Handling::Merge { into } => Some(into.as_str()),
            _ => None,
        })
    }

    /// Its sort, of the campaign's table.
    pub fn kind_in<'c>(&self, campaign: &'c Campaign) -> Option<&'c LeadKind> {
        campaign.leads.kind(self.kind.as_deref(), &self.source)
    }
}

/// The open leads whose standing, as the index keeps it, begins with `prefix`.
fn standings<S: State + ?Sized>(state: &S, prefix: &str) -> Vec<(String, Standing)> {
    let mut open = Vec::new();
    state.scan(OPEN, prefix, "", &mut |key, _| {
        let parts = key.split_once('\u{1f}');
        open.extend(parts.and_then(|(standing, id)| {
            let standing = serde_json::from_str(standing).ok()?;
            Some((id.to_owned(), standing))
        }));
        ControlFlow::Continue(())
    });
    open
}

/// The entry of the step that this one undoes.
fn undoes(step: &Handled) -> Option<u64> {
    match step.handling {
        Handling::Undo { of, .. } => Some(of),
        _ => None,
    }
}

impl Record for Lead {
    const KIND: &'static str = "lead";

    fn key(&self) -> String {
        self.id.clone()
    }

    /// Sealing the same reporter twice gives other bytes: the id, which the content gives, tells leads apart.
    fn same(&self, other: &Self) -> bool {
        self.id == other.id
    }

    fn indexes(&self) -> Vec<(&'static str, String)> {
        let standing = self.standing();
        let mut indexes = vec![
            ("lead.received", self.received.to_string()),
            ("lead.state", standing.state.word().to_owned()),
            ("lead.unit", standing.holder.region.to_string()),
            ("lead.place", self.region.to_string()),
        ];
        if standing.is_open() {
            let text = serde_json::to_string(&standing).unwrap_or_default();
            indexes.push((OPEN, text));
        }
        indexes.extend(standing.target.map(|target| (TARGET, target)));
        indexes.extend(standing.into.map(|into| (MERGED, into)));
        indexes
    }
}

#[cfg(test)]
mod tests;
