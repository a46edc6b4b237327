//! The words of a draw's record: what was done, how a target came in, what became of it, and what is refused.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::allocate::AllocateError;

/// What was done to a batch after its draw; the acts are recorded in order and replayed by a verifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// 追加: more targets, by continuing the allocation order.
    Extend {
        /// How many more.
        by: u64,
    },
    /// 补抽: the next ticket of the same stratum takes the place of a target, which stays on record.
    Replace {
        /// The target replaced.
        id: String,
        /// Reason code.
        reason: String,
        /// What proves the reason.
        evidence: String,
    },
    /// A target is struck off without replacement and stays on record.
    Strike {
        /// The target struck off.
        id: String,
        /// Reason code.
        reason: String,
        /// What proves the reason.
        evidence: String,
    },
}

/// How a target came into the batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// By the first draw.
    Draw,
    /// By a 追加.
    Extension,
    /// By a 补抽.
    Replacement,
}

impl How {
    /// The word written in records and tables.
    pub fn name(self) -> &'static str {
        match self {
            How::Draw => "draw",
            How::Extension => "extension",
            How::Replacement => "replacement",
        }
    }
}

/// What became of a drawn target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// To be inspected.
    Active,
    /// Replaced by a 补抽.
    Replaced,
    /// Struck off.
    Struck,
}

impl Fate {
    /// The word written in records and tables.
    pub fn name(self) -> &'static str {
        match self {
            Fate::Active => "active",
            Fate::Replaced => "replaced",
            Fate::Struck => "struck",
        }
    }
}

/// A drawn target as it stands in the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drawn {
    /// Place in the stratum's ticket order, from 1.
    pub rank: usize,
    /// 统一社会信用代码.
    pub id: String,
    /// The ticket, as text.
    pub ticket: String,
    /// How it came in.
    pub how: How,
    /// The target whose place it took, for a 补抽.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// What became of it.
    pub fate: Fate,
    /// The salt that opens its leaf, when the pool is published with closed strata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
}

/// Why a draw, or an act after it, is not possible.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DrawError {
    /// The allocation rule refuses.
    #[error(transparent)]
    Allocate(#[from] AllocateError),
    /// The stratum has no further target.
    #[error("stratum {stratum} has no further target; all {targets} are used")]
    Exhausted {
        /// The stratum.
        stratum: String,
        /// Targets it has.
        targets: usize,
    },
    /// The id is not a target of this batch.
    #[error("{id} was not drawn in this batch")]
    NotDrawn {
        /// The id.
        id: String,
    },
    /// The target was replaced or struck off before.
    #[error("{id} was replaced or struck off before")]
    NotActive {
        /// The id.
        id: String,
    },
    /// A replacement or striking without reason or evidence.
    #[error("replacing or striking off {id} needs a reason code and evidence")]
    NoReason {
        /// The id.
        id: String,
    },
}

impl DrawError {
    /// A stable key for messages in other languages.
    pub fn code(&self) -> &'static str {
        match self {
            DrawError::Allocate(error) => error.code(),
            DrawError::Exhausted { .. } => "draw_exhausted",
            DrawError::NotDrawn { .. } => "draw_not_drawn",
            DrawError::NotActive { .. } => "draw_not_active",
            DrawError::NoReason { .. } => "draw_no_reason",
        }
    }

    /// Its parameters by name, for messages in other languages.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        match self {
            DrawError::Allocate(error) => error.details(),
            DrawError::Exhausted { stratum, targets } => {
                vec![("stratum", stratum.clone()), ("targets", targets.to_string())]
            }
            DrawError::NotDrawn { id } | DrawError::NotActive { id } | DrawError::NoReason { id } => {
                vec![("id", id.clone())]
            }
        }
    }
}
