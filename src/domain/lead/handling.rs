//! What is done about a lead, from its receipt to its end.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::LeadState;
use crate::domain::campaign::{Campaign, ReasonCode};
use crate::domain::follow_up::Owner;
use crate::lang::Lang;

/// What is done about a lead (处理).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "kebab-case")]
pub enum Handling {
    /// 受理
    Accept,
    /// 不予受理
    Refuse {
        /// Code of the campaign's table of reasons.
        code: String,
        /// What there is to add to it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// 转办: another office decides. Its time still runs from the day of receipt.
    Forward {
        /// That office.
        to: Owner,
        /// Why.
        reason: String,
    },
    /// 签收: the office a lead was forwarded to takes it up.
    Acknowledge,
    /// 退回 to the office it came from.
    Return {
        /// Why.
        reason: String,
    },
    /// 收回 by the office that forwarded it, before the other has taken it up.
    Recall {
        /// Why.
        reason: String,
    },
    /// 合并: another lead says the same. That one is neither reopened, nor does its time begin anew.
    Merge {
        /// The other lead.
        into: String,
    },
    /// 补正: whoever reported is asked for particulars; the time to decide rests meanwhile.
    Ask {
        /// For what.
        what: String,
        /// Until when they have time.
        until: NaiveDate,
    },
    /// 中止: the time to close rests on one of the grounds of the campaign's table.
    Pause {
        /// The ground's code.
        code: String,
        /// What there is to add to it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
        /// Until when at the longest; then the time runs again by itself.
        until: NaiveDate,
    },
    /// 恢复: what was asked for came, or the ground is gone.
    Resume {
        /// What came, or why.
        reason: String,
    },
    /// 认定对象: the registered target it is about.
    Identify {
        /// The target's id.
        target: String,
    },
    /// 立即核查: a task is made for it, with its team. Whoever takes this step takes the lead up with it.
    Check {
        /// The action of the ministry's notice that it serves, by its number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        action: Option<u32>,
        /// Certificate numbers of the team, the leader first.
        team: Vec<String>,
    },
    /// 移送公安: proposed to the follow-up ledger, where another person approves it (移送规定§5).
    Refer {
        /// The police's office.
        authority: String,
        /// What is suspected, and on what facts.
        what: String,
        /// Certificate numbers of the task force (专案组), at least two (移送规定§5).
        officers: Vec<String>,
    },
    /// 移送未成: the ledger's referral was not approved, or was withdrawn. Follows by itself.
    Unreferred {
        /// The matter of the ledger.
        follow_up: String,
    },
    /// 公安答复: the police took the case up, and the lead is to be closed; or they did not, and it is as before. Follows by
    /// itself.
    Answered {
        /// The matter of the ledger.
        follow_up: String,
        /// Whether they took it up (立案).
        accepted: bool,
    },
    /// 延期 of the time to close (监察条例§17), by another person than the one who took it up.
    Extend {
        /// Why.
        reason: String,
    },
    /// 办结
    Close {
        /// Code of the campaign's table of outcomes.
        code: String,
        /// What came of it.
        result: String,
    },
    /// 作废: it was entered by mistake. It stays on record and counts no more.
    Void {
        /// What the mistake was.
        reason: String,
    },
    /// 反馈 to whoever reported.
    Feedback {
        /// The day.
        on: NaiveDate,
        /// By which way: by phone, in writing.
        how: String,
        /// What they were told.
        text: String,
    },
    /// 撤销 of an earlier step, which stays on record and counts no more.
    Undo {
        /// The journal's entry of that step.
        of: u64,
        /// Why; may be empty for one's own step of the same day.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
}

/// The sorts of handling, without what they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    /// 受理
    Accept,
    /// 不予受理
    Refuse,
    /// 转办
    Forward,
    /// 签收
    Acknowledge,
    /// 退回
    Return,
    /// 收回
    Recall,
    /// 合并
    Merge,
    /// 补正
    Ask,
    /// 中止
    Pause,
    /// 恢复
    Resume,
    /// 认定对象
    Identify,
    /// 立即核查
    Check,
    /// 移送公安
    Refer,
    /// 移送未成
    Unreferred,
    /// 公安答复
    Answered,
    /// 延期
    Extend,
    /// 办结
    Close,
    /// 作废
    Void,
    /// 反馈
    Feedback,
    /// 撤销
    Undo,
}

impl Deed {
    /// All sorts, in the order of the work.
    pub const ALL: [Deed; 20] = [
        Deed::Accept,
        Deed::Refuse,
        Deed::Forward,
        Deed::Acknowledge,
        Deed::Return,
        Deed::Recall,
        Deed::Merge,
        Deed::Ask,
        Deed::Pause,
        Deed::Resume,
        Deed::Identify,
        Deed::Check,
        Deed::Refer,
        Deed::Unreferred,
        Deed::Answered,
        Deed::Extend,
        Deed::Close,
        Deed::Void,
        Deed::Feedback,
        Deed::Undo,
    ];

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Deed::Accept => "lead-deed.accept",
            Deed::Refuse => "lead-deed.refuse",
            Deed::Forward => "lead-deed.forward",
            Deed::Acknowledge => "lead-deed.acknowledge",
            Deed::Return => "lead-deed.return",
            Deed::Recall => "lead-deed.recall",
            Deed::Merge => "lead-deed.merge",
            Deed::Ask => "lead-deed.ask",
            Deed::Pause => "lead-deed.pause",
            Deed::Resume => "lead-deed.resume",
            Deed::Identify => "lead-deed.identify",
            Deed::Check => "lead-deed.check",
            Deed::Refer => "lead-deed.refer",
            Deed::Unreferred => "lead-deed.unreferred",
            Deed::Answered => "lead-deed.answered",
            Deed::Extend => "lead-deed.extend",
            Deed::Close => "lead-deed.close",
            Deed::Void => "lead-deed.void",
            Deed::Feedback => "lead-deed.feedback",
            Deed::Undo => "lead-deed.undo",
        }
    }
}

impl Handling {
    /// Its sort.
    pub fn deed(&self) -> Deed {
        match self {
            Handling::Accept => Deed::Accept,
            Handling::Refuse { .. } => Deed::Refuse,
            Handling::Forward { .. } => Deed::Forward,
            Handling::Acknowledge => Deed::Acknowledge,
            Handling::Return { .. } => Deed::Return,
            Handling::Recall { .. } => Deed::Recall,
            Handling::Merge { .. } => Deed::Merge,
            Handling::Ask { .. } => Deed::Ask,
            Handling::Pause { .. } => Deed::Pause,
            Handling::Resume { .. } => Deed::Resume,
            Handling::Identify { .. } => Deed::Identify,
            Handling::Check { .. } => Deed::Check,
            Handling::Refer { .. } => Deed::Refer,
            Handling::Unreferred { .. } => Deed::Unreferred,
            Handling::Answered { .. } => Deed::Answered,
            Handling::Extend { .. } => Deed::Extend,
            Handling::Close { .. } => Deed::Close,
            Handling::Void { .. } => Deed::Void,
            Handling::Feedback { .. } => Deed::Feedback,
            Handling::Undo { .. } => Deed::Undo,
        }
    }

    /// The step in words: its name, what or whom it names, and why.
    pub fn text(&self, campaign: &Campaign, lang: Lang) -> String {
        let name = lang.word(self.deed().key()).into_owned();
        let said = match self {
            Handling::Accept | Handling::Acknowledge => Vec::new(),
            Handling::Refuse { code, reason } => {
                vec![named(&campaign.leads.reasons, code, lang), reason.clone()]
            }
            Handling::Pause { code, reason, until } => vec![
                named(&campaign.leads.grounds, code, lang),
                reason.clone(),
                lang.say("lead.until", &[("day", &until.to_string())]),
            ],
            Handling::Close { code, result } => {
                vec![named(&campaign.leads.outcomes, code, lang), result.clone()]
            }
            Handling::Forward { to, reason } => vec![office(campaign, *to, lang), reason.clone()],
            Handling::Merge { into } => vec![into.clone()],
            Handling::Ask { what, until } => vec![
                what.clone(),
                lang.say("lead.until", &[("day", &until.to_string())]),
            ],
            Handling::Identify { target } => vec![target.clone()],
            Handling::Check { action, team } => {
                let action = action.map(|n| lang.say("lead.action", &[("n", &n.to_string())]));
                vec![action.unwrap_or_default(), team.join(&lang.word("list.and"))]
            }
            Handling::Refer { authority, what, .. } => vec![authority.clone(), what.clone()],
            Handling::Unreferred { follow_up } => vec![follow_up.clone()],
            Handling::Answered { follow_up, accepted } => {
                let how = if *accepted { "lead.taken" } else { "lead.not-taken" };
                vec![follow_up.clone(), lang.word(how).into_owned()]
            }
            Handling::Feedback { on, how, text } => vec![on.to_string(), how.clone(), text.clone()],
            Handling::Undo { of, reason } => {
                let of = lang.say("lead.entry", &[("seq", &of.to_string())]);
                vec![of, reason.clone()]
            }
            Handling::Return { reason }
            | Handling::Recall { reason }
            | Handling::Resume { reason }
            | Handling::Void { reason }
            | Handling::Extend { reason } => vec![reason.clone()],
        };
        let parts = std::iter::once(name).chain(said).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("  ")
    }

    /// The state a lead comes into by it, from `before`; the same where the step changes none. What an undone step had
    /// changed is for whoever folds the steps.
    pub(super) fn leads_to(&self, before: LeadState) -> LeadState {
        match self {
            Handling::Accept => LeadState::Accepted,
            Handling::Refuse { .. } => LeadState::Refused,
            Handling::Forward { .. } => LeadState::Forwarded,
            Handling::Acknowledge | Handling::Return { .. } | Handling::Recall { .. } => LeadState::Pending,
            Handling::Merge { .. } => LeadState::Merged,
            Handling::Ask { .. } => LeadState::Asked,
            Handling::Pause { .. } => LeadState::Paused,
            Handling::Check { .. } => LeadState::Checking,
            Handling::Refer { .. } => LeadState::Referred,
            Handling::Close { .. } => LeadState::Closed,
            Handling::Void { .. } => LeadState::Voided,
            Handling::Resume { .. }
            | Handling::Unreferred { .. }
            | Handling::Answered { .. }
            | Handling::Identify { .. }
            | Handling::Extend { .. }
            | Handling::Feedback { .. }
            | Handling::Undo { .. } => before,
        }
    }
}

/// The code's name in a table; the code itself where the table does not have it.
fn named(table: &[ReasonCode], code: &str, lang: Lang) -> String {
    let known = table.iter().find(|known| known.code == code);
    known.map_or(code, |known| known.name.get(lang)).to_owned()
}

/// An office by its division and department.
pub fn office(campaign: &Campaign, owner: Owner, lang: Lang) -> String {
    let department = lang.word(owner.department.key());
    format!("{} {department}", campaign.regions.name(owner.region))
}

/// A step with who and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handled {
    /// The journal's entry behind it.
    pub seq: u64,
    /// The campaign's date.
    pub on: NaiveDate,
    /// The operator.
    pub by: String,
    /// What was done.
    pub handling: Handling,
}
