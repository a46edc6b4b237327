//! A step of a batch: what it is, how far it is, and which action takes it.

use crate::domain::batch::{Batch, Ceremony, MatchRound, Purpose, Step};
use crate::domain::calendar::Act;
use crate::domain::operator::Department;
use crate::tui::action::Action;

/// A kind of step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// 冻结抽查池
    Pool,
    /// 制定抽取计划
    Plan,
    /// 提交承诺
    Commit(Department),
    /// 登记公开数值, of the announced source with this number from 0.
    Public(usize),
    /// 揭示
    Reveal(Department),
    /// 抽取
    Draw,
    /// 审核
    Approve,
    /// 下派
    Dispatch,
    /// 认领, by the units.
    Claim,
    /// 冻结执法人员名录
    Roster,
    /// 匹配检查组, by the units.
    Match,
    /// 追加, 补抽, 剔除 and whatever else followed.
    After(Act),
    /// 作废
    Void,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Done.
    Done,
    /// The next, or one of them.
    Next,
    /// Others come first.
    Later,
    /// It will not be done any more.
    Passed,
}

/// One step of a batch.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rung {
    pub part: Part,
    /// Number of the round of matching, from 1; 0 for what belongs to the draw.
    pub round: usize,
    pub state: State,
    /// Who did it when; the last time for what is done unit by unit.
    pub step: Option<Step>,
}

impl Rung {
    /// Which seed it belongs to.
    pub(super) fn purpose(&self) -> Purpose {
        match self.round {
            0 => Purpose::Draw,
            _ => Purpose::Match,
        }
    }

    /// The round of matching it belongs to.
    pub(super) fn of_round<'b>(&self, batch: &'b Batch) -> Option<&'b MatchRound> {
        self.round.checked_sub(1).and_then(|at| batch.rounds.get(at))
    }

    /// The ceremony it belongs to.
    pub(super) fn ceremony<'b>(&self, batch: &'b Batch) -> &'b Ceremony {
        self.of_round(batch)
            .map_or(&batch.draw_ceremony, |round| &round.ceremony)
    }
}

impl Part {
    /// The message key of its name.
    pub(super) fn key(self) -> &'static str {
        match self {
            Part::Pool => Act::FreezePool.key(),
            Part::Plan => Act::Plan.key(),
            Part::Commit(Department::Hr) => "step.commit-hr",
            Part::Commit(Department::Mr) => "step.commit-mr",
            Part::Public(_) => "step.public",
            Part::Reveal(Department::Hr) => "step.reveal-hr",
            Part::Reveal(Department::Mr) => "step.reveal-mr",
            Part::Draw => Act::Draw.key(),
            Part::Approve => Act::Approve.key(),
            Part::Dispatch => Act::Dispatch.key(),
            Part::Claim => Act::Claim.key(),
            Part::Roster => "step.roster",
            Part::Match => Act::Match.key(),
            Part::After(act) => act.key(),
            Part::Void => Act::Void.key(),
        }
    }

    /// The action that does it here.
    pub(super) fn action(self) -> Option<Action> {
        Some(match self {
            Part::Plan => Action::MakePlan,
            Part::Commit(_) => Action::Commit,
            Part::Public(_) => Action::RecordPublic,
            Part::Reveal(_) => Action::Reveal,
            Part::Draw => Action::MakeDraw,
            Part::Approve => Action::Approve,
            Part::Dispatch => Action::Dispatch,
            Part::Roster => Action::FreezeRoster,
            Part::Match => Action::MatchTeams,
            Part::Pool | Part::Claim | Part::After(_) | Part::Void => return None,
        })
    }
}
