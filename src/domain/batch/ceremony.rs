//! The seed ceremony of a batch (SSJ-1 "Seed ceremony"): who promised what, what came out, what was revealed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::operator::Department;

/// Which of a batch's two ceremonies is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// The seed of the draw.
    Draw,
    /// The seed of the match.
    Match,
}

/// A public source whose coming issue takes part in the seed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicSource {
    /// Kind, such as `ssq` (双色球).
    pub kind: String,
    /// Issue, such as `2022062`.
    pub issue: String,
    /// What came out, once it is recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl PublicSource {
    /// Whether `other` is the same issue of the same source.
    pub fn is(&self, other: &PublicSource) -> bool {
        self.kind == other.kind && self.issue == other.issue
    }

    /// `kind:issue`.
    pub fn name(&self) -> String {
        format!("{}:{}", self.kind, self.issue)
    }
}

/// Seed ceremony: commitments first, then the public values, then the reveals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ceremony {
    /// The announced public sources, in the order they enter the seed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<PublicSource>,
    /// Commitment of each party.
    #[serde(default)]
    pub commitments: BTreeMap<Department, Commitment>,
    /// Revealed secret of each party.
    #[serde(default)]
    pub reveals: BTreeMap<Department, String>,
}

impl Ceremony {
    /// Whether both parties are bound.
    pub fn is_bound(&self) -> bool {
        Department::ALL.iter().all(|d| self.commitments.contains_key(d))
    }

    /// Whether every announced source has come out.
    pub fn has_values(&self) -> bool {
        !self.sources.is_empty() && self.sources.iter().all(|source| source.value.is_some())
    }

    /// Whether all of it has happened.
    pub fn is_complete(&self) -> bool {
        self.has_values() && Department::ALL.iter().all(|d| self.reveals.contains_key(d))
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
