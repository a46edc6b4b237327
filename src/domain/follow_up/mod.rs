//! The follow-up ledger (后续处理台账): what an inspection led to, each matter with its owner, its clock and every step
//! taken. A visit's record says what was found and ordered on the spot; the ledger says what became of it.

mod clock;
mod covered;
mod matter;
mod rules;
mod taken;
mod words;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::operator::Department;
use super::region::RegionCode;
use super::state::{Read, Record, State};
use super::target::Grade;
use super::task::{Task, TaskState};

pub use clock::{Due, Need, Next, clock, next};
pub use covered::{Covered, figure, owed, unanswered};
pub use matter::{Kind, Matter, Receiver, Scale};
pub use rules::{advance_problems, opening_problems};
pub use taken::{Advance, Taken};

/// States of a task whose inspection can have led to something.
pub const FOLLOWED: [TaskState; 6] = [
    TaskState::Recorded,
    TaskState::Returned,
    TaskState::Reviewed,
    TaskState::Published,
    TaskState::Withheld,
    TaskState::Withdrawn,
];

/// The states of a matter in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FollowUpState {
    /// 待审批
    Proposed,
    /// 办理中
    Open,
    /// 已送出: handed over, the answer is awaited.
    Sent,
    /// 办结
    Done,
    /// 未改正: the re-check found the order not complied with.
    Failed,
    /// 未批准
    Refused,
    /// 已撤销
    Withdrawn,
}

impl FollowUpState {
    /// Every state, in the order of the work.
    pub const ALL: [FollowUpState; 7] = [
        FollowUpState::Proposed,
        FollowUpState::Open,
        FollowUpState::Sent,
        FollowUpState::Done,
        FollowUpState::Failed,
        FollowUpState::Refused,
        FollowUpState::Withdrawn,
    ];

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            FollowUpState::Proposed => "follow-up-state.proposed",
            FollowUpState::Open => "follow-up-state.open",
            FollowUpState::Sent => "follow-up-state.sent",
            FollowUpState::Done => "follow-up-state.done",
            FollowUpState::Failed => "follow-up-state.failed",
            FollowUpState::Refused => "follow-up-state.refused",
            FollowUpState::Withdrawn => "follow-up-state.withdrawn",
        }
    }

    /// The word it is known by in indexes and JSON.
    pub fn word(self) -> &'static str {
        &self.key()["follow-up-state.".len()..]
    }

    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        self <= FollowUpState::Sent
    }
}

/// Who is to bring a matter to its end (承办单位).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The division whose office it is.
    pub region: RegionCode,
    /// The department.
    pub department: Department,
}

/// A matter in the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// The task's or the lead's id, `-F`, running number from 01.
    pub id: String,
    /// The task whose inspection led to it; empty where a lead did.
    pub task: String,
    /// The lead that led to it, without an inspection (移送公安).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    /// The target's id.
    pub target: String,
    /// The target's name, as drawn.
    pub name: String,
    /// The prefecture-level unit that answers for it.
    pub unit: RegionCode,
    /// What it is.
    pub matter: Matter,
    /// Who is to bring it to its end, as it began.
    pub owner: Owner,
    /// The campaign's date on which it was entered.
    pub opened_on: NaiveDate,
    /// The operator who entered it; cannot approve it.
    pub opened_by: String,
    /// What was done since, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Taken>,
}

impl FollowUp {
    /// The matters of a task, in the order they were entered.
    pub fn of_task<S: State + ?Sized>(state: &S, task: &str) -> Vec<Self> {
        state.by("follow-up.task", task)
    }

    /// The matters of a lead, in the order they were entered.
    pub fn of_lead<S: State + ?Sized>(state: &S, lead: &str) -> Vec<Self> {
        state.by("follow-up.lead", lead)
    }

    /// The matters that a task's inspection led to, and those of the lead that the task was made for.
    pub fn about<S: State + ?Sized>(state: &S, task: &Task) -> Vec<Self> {
        let lead = task.lead.iter().flat_map(|lead| Self::of_lead(state, lead));
        Self::of_task(state, &task.id).into_iter().chain(lead).collect()
    }

    /// The other matters that the same task or lead led to.
    pub fn siblings<S: State + ?Sized>(&self, state: &S) -> Vec<Self> {
        let mut all = match &self.lead {
            Some(lead) => Self::of_lead(state, lead),
            None => Self::of_task(state, &self.task),
        };
        all.retain(|other| other.id != self.id);
        all
    }

    /// What led to it: the task, or the lead.
    pub fn source(&self) -> &str {
        self.lead.as_deref().unwrap_or(&self.task)
    }

    /// The keys of all that is not at its end. The index answers; no record is read.
    pub fn open_keys<S: State + ?Sized>(state: &S) -> Vec<String> {
        let open = FollowUpState::ALL.into_iter().filter(|state| state.is_open());
        open.flat_map(|of| state.keys_by("follow-up.state", of.word()))
            .collect()
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.matter.kind()
    }

    /// The last step of this sort.
    fn last<T>(&self, fits: impl Fn(&Taken) -> Option<T>) -> Option<T> {
        self.steps.iter().rev().find_map(fits)
    }

    /// Its state, which follows from the steps taken.
    pub fn state(&self) -> FollowUpState {
        let begin = if self.kind().needs_approval() {
            FollowUpState::Proposed
        } else {
            FollowUpState::Open
        };
        self.steps
            .iter()
            .fold(begin, |state, taken| self.after(state, &taken.advance))
    }

    fn after(&self, state: FollowUpState, advance: &Advance) -> FollowUpState {
        match advance {
            Advance::Recheck { corrected: true, .. } | Advance::Finish { .. } | Advance::Answer { .. } => {
                FollowUpState::Done
            }
            Advance::Recheck { corrected: false, .. } => FollowUpState::Failed,
            Advance::Decide { approve: true, .. } => FollowUpState::Open,
            Advance::Decide { approve: false, .. } => FollowUpState::Refused,
            Advance::Send { .. } if self.kind() == Kind::Referral => FollowUpState::Sent,
            Advance::Send { .. } => FollowUpState::Done,
            Advance::Pay { .. } if self.is_paid() => FollowUpState::Done,
            Advance::Withdraw { .. } => FollowUpState::Withdrawn,
            Advance::Pay { .. } | Advance::Extend { .. } | Advance::Hand { .. } => state,
        }
    }

    /// Whether what was ordered in money has been paid, and to everybody it was owed to.
    fn is_paid(&self) -> bool {
        let (yuan, people) = self.matter.owed();
        let (paid, reached) = self.paid();
        paid >= yuan && reached >= people
    }

    /// Yuan paid so far, and people who were paid back.
    pub fn paid(&self) -> (u64, u32) {
        let each = self.steps.iter().map(|taken| match taken.advance {
            Advance::Pay { yuan, people, .. } => (yuan, people),
            _ => (0, 0),
        });
        each.fold((0_u64, 0_u32), |sum, part| {
            (sum.0.saturating_add(part.0), sum.1.saturating_add(part.1))
        })
    }

    /// Who is to bring it to its end now.
    pub fn owner(&self) -> Owner {
        let handed = self.last(|taken| match taken.advance {
            Advance::Hand { to, .. } => Some(to),
            _ => None,
        });
        handed.unwrap_or(self.owner)
    }

    /// The last day given to the other side, as it stands after extensions; none where the matter gives them no time.
    pub fn deadline(&self) -> Option<NaiveDate> {
        let extended = self.last(|taken| match taken.advance {
            Advance::Extend { to, .. } => to,
            _ => None,
        });
        extended.or(self.matter.deadline())
    }

    /// The credit-risk grade that was written back last for a target, and stands: with it the next batch draws.
    pub fn grade_of<S: State + ?Sized>(state: &S, target: &str) -> Option<Grade> {
        let ledger: Vec<Self> = state.by("follow-up.target", target);
        let grades = ledger.iter().filter_map(Self::graded);
        grades.max_by_key(|(seq, _)| *seq).map(|(_, grade)| grade)
    }

    /// The grade it gave the target, and the journal's entry by which it was written back.
    fn graded(&self) -> Option<(u64, Grade)> {
        let Matter::Credit {
            scale: Scale::Risk,
            to,
            ..
        } = &self.matter
        else {
            return None;
        };
        let seq = self.last(|taken| matches!(taken.advance, Advance::Send { .. }).then_some(taken.seq))?;
        let grade = Grade::ALL.into_iter().find(|grade| grade.to_string() == *to)?;
        self.stands().then_some((seq, grade))
    }

    /// Whether it stands: it was not withdrawn, and nobody refused it.
    pub fn stands(&self) -> bool {
        !matches!(self.state(), FollowUpState::Withdrawn | FollowUpState::Refused)
    }

    /// Whether what it proposes was approved and carried out: handed over, reported, exposed, written back.
    pub fn is_sent(&self) -> bool {
        self.stands()
            && self
                .steps
                .iter()
                .any(|t| matches!(t.advance, Advance::Send { .. }))
    }
}

impl Record for FollowUp {
    const KIND: &'static str = "follow-up";

    fn key(&self) -> String {
        self.id.clone()
    }

    fn indexes(&self) -> Vec<(&'static str, String)> {
        vec![
            match &self.lead {
                Some(lead) => ("follow-up.lead", lead.clone()),
                None => ("follow-up.task", self.task.clone()),
            },
            ("follow-up.target", self.target.clone()),
            ("follow-up.state", self.state().word().to_owned()),
            ("follow-up.kind", self.kind().word().to_owned()),
            ("follow-up.region", self.owner().region.to_string()),
        ]
    }
}

#[cfg(test)]
pub(in crate::domain) use tests::FAULTS;

#[cfg(test)]
mod tests;
