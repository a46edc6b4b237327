//! A batch (批次): one draw, from the frozen pool to the dispatched tasks, with its seed ceremonies.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::operator::Department;
use super::region::RegionCode;
use super::state::Record;
use super::target::OutOfPool;

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
    /// The frozen pool.
    pub pool: Pool,
    /// The plan, once made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
    /// Ceremony of the draw's seed.
    #[serde(default)]
    pub draw_ceremony: Ceremony,
    /// The draw, once made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn: Option<Drawn>,
    /// Rosters and conflicts frozen for the match.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roster: Option<Roster>,
    /// Ceremony of the match's seed.
    #[serde(default)]
    pub match_ceremony: Ceremony,
    /// Per prefecture, the hash of its match record.
    #[serde(default)]
    pub matched: BTreeMap<String, String>,
    /// Rosters frozen before the present one, with their ceremonies; they stay on record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<MatchRound>,
    /// Why the batch is void.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void: Option<String>,
    /// Who did what when, in order.
    #[serde(default)]
    pub steps: Vec<Step>,
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

/// The frozen pool (抽查池).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pool {
    /// SHA-256 of `pool.tsv`, which is a blob.
    pub hash: String,
    /// Targets in it.
    pub size: u64,
    /// Targets per stratum (prefecture code `-` grade).
    pub strata: BTreeMap<String, u64>,
    /// Targets left out, by reason.
    pub left_out: BTreeMap<OutOfPool, u64>,
    /// Whether targets with a keyword found only inside an exclusion were taken in, by explicit choice.
    pub include_excluded: bool,
    /// Days since the last visit within which a target was left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_inspected_for: Option<u32>,
}

/// The plan (抽取计划).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// SHA-256 of `plan.tsv`, which is a blob.
    pub hash: String,
    /// Targets to draw.
    pub size: u64,
    /// Targets to draw per stratum.
    pub strata: BTreeMap<String, u64>,
}

/// A public source whose coming issue takes part in the seed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicSource {
    /// Kind, such as `ssq` (双色球).
    pub kind: String,
    /// Issue, such as `2022062`.
    pub issue: String,
}

/// Seed ceremony: commitments first, then the public value, then the reveals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ceremony {
    /// The announced public source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public: Option<PublicSource>,
    /// Commitment of each party.
    #[serde(default)]
    pub commitments: BTreeMap<Department, Commitment>,
    /// Value of the public issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Revealed secret of each party.
    #[serde(default)]
    pub reveals: BTreeMap<Department, String>,
}

impl Ceremony {
    /// Whether all of it has happened.
    pub fn is_complete(&self) -> bool {
        self.value.is_some() && Department::ALL.iter().all(|d| self.reveals.contains_key(d))
    }
}

/// A party's commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// `H("SSJ-COMMIT-1\n…")`, lower-case hex.
    pub hash: String,
    /// The operator who made it; the same person cannot make both.
    pub by: String,
    /// The campaign's date.
    pub on: NaiveDate,
}

/// What a draw gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// SHA-256 of the draw's record, which is a blob.
    pub record: String,
    /// The seed S, lower-case hex.
    pub seed: String,
    /// Targets drawn.
    pub size: u64,
}

/// Rosters and conflicts frozen before the match's seed is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// SHA-256 of `roster.tsv`, which is a blob.
    pub roster: String,
    /// SHA-256 of `conflicts.tsv`, which is a blob.
    pub conflicts: String,
    /// Officers who can be matched.
    pub officers: u64,
    /// Officers left out, by reason.
    pub left_out: BTreeMap<String, u64>,
}

/// A roster that was followed by a newer one, because it could not serve every unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchRound {
    /// The roster.
    pub roster: Roster,
    /// Its ceremony.
    pub ceremony: Ceremony,
    /// Why it was followed by another.
    pub superseded: String,
}

impl Record for Batch {
    const KIND: &'static str = "batch";

    fn key(&self) -> String {
        self.id.clone()
    }
}

/// Which of a batch's two ceremonies is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// The seed of the draw.
    Draw,
    /// The seed of the match.
    Match,
}

impl Batch {
    /// The ceremony for `purpose`.
    pub fn ceremony(&self, purpose: Purpose) -> &Ceremony {
        match purpose {
            Purpose::Draw => &self.draw_ceremony,
            Purpose::Match => &self.match_ceremony,
        }
    }

    /// The ceremony for `purpose`, to change it.
    pub fn ceremony_mut(&mut self, purpose: Purpose) -> &mut Ceremony {
        match purpose {
            Purpose::Draw => &mut self.draw_ceremony,
            Purpose::Match => &mut self.match_ceremony,
        }
    }

    /// The last step of this kind.
    pub fn step(&self, what: &str) -> Option<&Step> {
        self.steps.iter().rev().find(|s| s.what == what)
    }
}
