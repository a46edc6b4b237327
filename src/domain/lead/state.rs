//! The states of a lead.

use serde::{Deserialize, Serialize};

/// The states of a lead, in the order of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeadState {
    /// 待处理
    Pending,
    /// 转办: on its way to another office, which has not taken it up yet.
    Forwarded,
    /// 待补正: whoever reported was asked for particulars.
    Asked,
    /// 受理
    Accepted,
    /// 核查: a task was made for it.
    Checking,
    /// 移送公安
    Referred,
    /// 中止: work on it rests on a recorded ground.
    Paused,
    /// 不予受理
    Refused,
    /// 合并
    Merged,
    /// 办结
    Closed,
    /// 作废: entered by mistake.
    Voided,
}

impl LeadState {
    /// Every state, in the order of the work.
    pub const ALL: [LeadState; 11] = [
        LeadState::Pending,
        LeadState::Forwarded,
        LeadState::Asked,
        LeadState::Accepted,
        LeadState::Checking,
        LeadState::Referred,
        LeadState::Paused,
        LeadState::Refused,
        LeadState::Merged,
        LeadState::Closed,
        LeadState::Voided,
    ];

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            LeadState::Pending => "lead-state.pending",
            LeadState::Forwarded => "lead-state.forwarded",
            LeadState::Asked => "lead-state.asked",
            LeadState::Accepted => "lead-state.accepted",
            LeadState::Checking => "lead-state.checking",
            LeadState::Referred => "lead-state.referred",
            LeadState::Paused => "lead-state.paused",
            LeadState::Refused => "lead-state.refused",
            LeadState::Merged => "lead-state.merged",
            LeadState::Closed => "lead-state.closed",
            LeadState::Voided => "lead-state.voided",
        }
    }

    /// The word it is known by in indexes and JSON.
    pub fn word(self) -> &'static str {
        &self.key()["lead-state.".len()..]
    }

    /// Whether nobody has decided yet whether it is taken up.
    pub fn is_undecided(self) -> bool {
        self <= LeadState::Asked
    }

    /// Whether it is at its end.
    pub fn is_ended(self) -> bool {
        self >= LeadState::Refused
    }
}
