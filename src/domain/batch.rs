//! A batch (批次): one draw, from the frozen pool to the dispatched tasks, with its seed ceremonies.

mod ceremony;
mod pool;
mod round;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::operator::Department;
use super::region::RegionCode;
use super::state::Record;
pub use crate::draw::Profile;

pub use ceremony::{Ceremony, Commitment, PublicSource, Purpose};
pub use pool::{Overlap, OverlapChoice, Plan, Pool};
pub use round::{MatchRound, Roster};

/// A batch. Void and superseded batches stay, and numbers run without gaps (SSJ-1 "Seed ceremony").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// The name it was given; part of every hashed file.
    pub id: String,
    /// Running number in the campaign, from 1.
    pub number: u32,
    /// The province, or the prefecture that draws for itself.
    pub region: RegionCode,
    /// How far it has come.
    pub stage: Stage,
    /// The hash of everything it publishes.
    #[serde(default)]
    pub profile: Profile,
    /// The void batch it draws anew, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<InsteadOf>,
    /// The frozen pool.
    pub pool: Pool,
    /// The plan, once made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
    /// Ceremony of the draw's seed.
    #[serde(default)]
    pub draw_ceremony: Ceremony,
    /// `announcement.json`, made when both parties were bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announcement: Option<Kept>,
    /// The draw, once made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn: Option<Drawn>,
    /// Versions of the draw's record, oldest first: one for the draw and one for each act after it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<Version>,
    /// Rounds of matching, oldest first; more than one where a roster could not serve every task.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<MatchRound>,
    /// SHA-256 of the list of officers replaced after the match, a blob.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_changes: Option<String>,
    /// Why its secrets were published before the visits were done, where they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released: Option<String>,
    /// Why the batch is void.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void: Option<Void>,
    /// Who did what when, in order.
    #[serde(default)]
    pub steps: Vec<Step>,
}

/// The batch that a re-draw replaces. It is void and stays on record (SSJ-1 "Seed ceremony").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InsteadOf {
    /// The void batch.
    pub batch: String,
    /// Why it is drawn anew.
    pub reason: String,
}

/// A frozen file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its hash in the batch's profile, as published.
    pub hash: String,
    /// The SHA-256 under which its content is kept as a blob.
    pub blob: String,
}

impl Kept {
    /// A file of this content.
    pub fn of(profile: Profile, content: impl AsRef<[u8]>) -> Self {
        Self {
            hash: profile.hex(&content),
            blob: Profile::Sha256.hex(&content),
        }
    }
}

/// A version of a record, with its place in the chain of all records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The journal's entry that made it.
    pub seq: u64,
    /// The record.
    pub file: Kept,
}

/// The end of a void batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Void {
    /// Why.
    pub reason: String,
    /// The void record, which closes the batch's chain.
    pub record: Version,
}

/// How far a batch has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// 已冻结
    Frozen,
    /// 已计划
    Planned,
    /// 已抽取, 待审核
    Drawn,
    /// 已审核
    Approved,
    /// 已下派
    Dispatched,
    /// 作废
    Void,
}

impl Stage {
    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Stage::Frozen => "stage.frozen",
            Stage::Planned => "stage.planned",
            Stage::Drawn => "stage.drawn",
            Stage::Approved => "stage.approved",
            Stage::Dispatched => "stage.dispatched",
            Stage::Void => "stage.void",
        }
    }
}

/// A step of a batch or task: who, when, and why where a reason is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The journal's entry behind it.
    pub seq: u64,
    /// What was done: an act's or state's message key.
    pub what: String,
    /// The campaign's date.
    pub on: NaiveDate,
    /// The operator.
    pub by: String,
    /// The operator's department, for the rules that compare departments.
    pub department: Department,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// What a draw gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// The seed S, lower-case hex.
    pub seed: String,
    /// Targets to be inspected, after every act so far.
    pub size: u64,
}

impl Record for Batch {
    const KIND: &'static str = "batch";

    fn key(&self) -> String {
        self.id.clone()
    }
}

impl Batch {
    /// The ceremony for `purpose`; none for a match without a roster.
    pub fn ceremony(&self, purpose: Purpose) -> Option<&Ceremony> {
        match purpose {
            Purpose::Draw => Some(&self.draw_ceremony),
            Purpose::Match => self.round().map(|round| &round.ceremony),
        }
    }

    /// The ceremony for `purpose`, to change it.
    pub fn ceremony_mut(&mut self, purpose: Purpose) -> Option<&mut Ceremony> {
        match purpose {
            Purpose::Draw => Some(&mut self.draw_ceremony),
            Purpose::Match => self.rounds.last_mut().map(|round| &mut round.ceremony),
        }
    }

    /// The newest round of matching.
    pub fn round(&self) -> Option<&MatchRound> {
        self.rounds.last()
    }

    /// The rounds that matched somebody, with their numbers as published, from 1.
    pub fn matched_rounds(&self) -> Vec<(u32, &MatchRound)> {
        let rounds = self.rounds.iter().filter(|round| !round.matched.is_empty());
        (1..).zip(rounds).collect()
    }

    /// The units that any round has matched.
    pub fn matched_units(&self) -> BTreeSet<&str> {
        let units = self.rounds.iter().flat_map(|round| round.matched.keys());
        units.map(String::as_str).collect()
    }

    /// The newest version of the draw's record.
    pub fn record(&self) -> Option<&Kept> {
        self.records.last().map(|version| &version.file)
    }

    /// The record that ends the batch's chain so far: the void record, else the draw's newest.
    pub fn newest(&self) -> Option<&Version> {
        self.void
            .as_ref()
            .map(|void| &void.record)
            .or(self.records.last())
    }

    /// The last step of this kind.
    pub fn step(&self, what: &str) -> Option<&Step> {
        self.steps.iter().rev().find(|s| s.what == what)
    }
}
