//! What a batch freezes before its seed can be known: the pool and the plan.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Kept;
use crate::domain::target::OutOfPool;

/// The frozen pool (抽查池).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pool {
    /// The file whose hash is the pool's: `pool.tsv`, or where grades are confidential `pool-public.tsv`.
    pub file: Kept,
    /// SHA-256 of `openings.tsv`, a blob that opens every leaf; only where grades are confidential.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub openings: Option<String>,
    /// Targets in it.
    pub size: u64,
    /// Targets per stratum (prefecture code `-` grade).
    pub strata: BTreeMap<String, u64>,
    /// Targets left out, by reason.
    pub left_out: BTreeMap<OutOfPool, u64>,
    /// SHA-256 of `left-out.tsv`, a blob: who was left out and why, but for those of other units.
    pub left_out_list: String,
    /// Targets of the unit that another batch of the campaign had drawn already, and what was decided about them.
    pub overlap: Overlap,
    /// Whether targets with a keyword found only inside an exclusion were taken in, by explicit choice.
    pub include_excluded: bool,
    /// Days since the last visit within which a target was left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_inspected_for: Option<u32>,
}

/// What becomes of targets that another batch has drawn already (a prefecture's batch beside the province's).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OverlapChoice {
    /// They stay out of the pool.
    LeaveOut,
    /// They stay in and may be drawn again.
    Keep,
}

impl OverlapChoice {
    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            OverlapChoice::LeaveOut => "overlap.leave-out",
            OverlapChoice::Keep => "overlap.keep",
        }
    }
}

/// How a pool meets other batches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlap {
    /// Targets drawn by other batches when the pool was frozen.
    pub targets: u64,
    /// What was decided about them; none was owed where there were none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<OverlapChoice>,
}

/// The plan (抽取计划).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// `plan.tsv`.
    pub file: Kept,
    /// Targets to draw.
    pub size: u64,
    /// Targets to draw per stratum.
    pub strata: BTreeMap<String, u64>,
}
