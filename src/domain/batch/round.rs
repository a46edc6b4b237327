//! A round of matching: the roster it was frozen on, its ceremony, and the units it served.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Ceremony, Kept};
use crate::domain::time::Window;

/// Rosters and conflicts frozen before the match's seed is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// `roster.tsv`.
    pub roster: Kept,
    /// `conflicts.tsv`.
    pub conflicts: Kept,
    /// Hash of the draw's record whose targets are to be matched.
    pub parent: String,
    /// Days on which certificates must hold: the rule and the orders of the day it was frozen.
    pub visits: Window,
    /// Officers who can be matched.
    pub officers: u64,
    /// Officers left out, by reason.
    pub left_out: BTreeMap<String, u64>,
}

/// A round of matching: one roster, one seed, and the units it served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchRound {
    /// The roster.
    pub roster: Roster,
    /// Why it follows another; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<String>,
    /// Its ceremony.
    #[serde(default)]
    pub ceremony: Ceremony,
    /// Per prefecture, the SHA-256 of its match, a blob.
    #[serde(default)]
    pub matched: BTreeMap<String, String>,
}
