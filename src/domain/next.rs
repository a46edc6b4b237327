//! What comes next for a task: the act, the role it falls to, and until when (notice section 二; clocks of the campaign).
//!
//! A date is given only where the calendar or one of the campaign's clocks gives one. What is handed out is due by the end
//! of the phase in which it may be done; a visit and its entry by the end of the inspection phase, though an entry is
//! still taken, as late, until the summing-up ends. A result is due to be published within the campaign's working days
//! after it was recorded, and so is its review, without which it cannot be. To close a task nothing sets a date, nor to
//! correct a result that was withdrawn: whether it is corrected at all is for the office to say. A target whose recorded
//! outcome demands another ([`super::campaign::Then::MustReplace`]) is replaced first, as long as the calendar allows it.

mod follow_ups;
mod leads;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::batch::Batch;
use super::calendar::{Act, Calendar, LastDay, Limits, Reach, Standing, UnknownYear};
use super::campaign::Campaign;
use super::operator::{Operator, Role};
use super::outcome;
use super::region::RegionCode;
use super::state::{Read, State};
use super::task::{How, Task, TaskState};

pub use leads::{LeadNext, LeadWait};

/// The next step of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Next {
    /// What is to be done.
    pub act: Act,
    /// Who has this role may do it.
    pub role: Role,
    /// The last day on which it is in time, where a rule gives one.
    pub due: Option<NaiveDate>,
    /// The last day on which it can be done at all, where the calendar bounds it.
    pub until: Option<NaiveDate>,
    /// The year whose holidays have to be imported before the last day in time can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown_year: Option<i32>,
}

/// What a task in this state is ready for: its next step first, then what may be done as well. Whether it may be done
/// today and by whom is for [`super::decide`] to say.
pub fn ready(state: TaskState) -> &'static [Act] {
    match state {
        TaskState::Drawn => &[Act::Approve],
        TaskState::Approved => &[Act::Dispatch],
        TaskState::Dispatched => &[Act::Claim],
        TaskState::Claimed => &[Act::Match],
        TaskState::Assigned => &[Act::Visit, Act::Enter],
        TaskState::Inspecting | TaskState::Returned => &[Act::Enter],
        TaskState::Recorded => &[Act::Review, Act::Enter],
        TaskState::Reviewed => &[Act::Publish],
        TaskState::Published | TaskState::Withheld => &[Act::Close],
        TaskState::Withdrawn => &[Act::Enter, Act::Close],
        TaskState::Closed | TaskState::Replaced | TaskState::Struck | TaskState::Void => &[],
    }
}

/// The role that an act on a task falls to.
fn role(act: Act) -> Role {
    match act {
        Act::Approve => Role::Approve,
        Act::Dispatch => Role::Dispatch,
        Act::Claim | Act::Match => Role::Claim,
        Act::Review => Role::Review,
        Act::Publish | Act::Withdraw | Act::Close => Role::Publish,
        Act::ReplaceTarget => Role::Draw,
        _ => Role::Inspect,
    }
}

/// What whoever reviews a batch must not have done to it.
const MADE: [Act; 5] = [
    Act::Draw,
    Act::Plan,
    Act::FreezePool,
    Act::ExtendDraw,
    Act::ReplaceTarget,
];

/// What the operator did to a batch that bars them from its review: maker ≠ checker.
pub fn made(batch: &Batch, operator: &str) -> Option<Act> {
    let own = |act: &Act| {
        batch
            .steps
            .iter()
            .any(|step| step.by == operator && step.what == act.key())
    };
    MADE.into_iter().find(own)
}

/// Whether the operator entered any version of the task's result, and so cannot review it.
pub fn entered(task: &Task, operator: &str) -> bool {
    let recorded = TaskState::Recorded.key();
    task.steps
        .iter()
        .any(|step| step.what == recorded && step.by == operator)
}

/// The rules and records that the next steps of a campaign's tasks follow from, read once for many tasks.
#[derive(Debug)]
pub struct Agenda {
    campaign: Arc<Campaign>,
    limits: Limits,
    batches: BTreeMap<String, Batch>,
    /// Tasks with a recorded result whose target has to be replaced, while it can be.
    to_replace: BTreeSet<String>,
    /// When the leads ended that others were merged into, by the lead named in those, as far as somebody still waits to
    /// be told.
    ended: BTreeMap<String, NaiveDate>,
}

impl Agenda {
    /// The agenda of `campaign` under the orders and batches in `state`.
    pub fn new<S: State + ?Sized>(campaign: &Arc<Campaign>, state: &S) -> Self {
        let batches = state.all::<Batch>().into_iter();
        Self {
            campaign: Arc::clone(campaign),
            limits: Limits::new(Calendar::of(campaign, state)),
            batches: batches.map(|batch| (batch.id.clone(), batch)).collect(),
            to_replace: BTreeSet::new(),
            ended: leads::ended(state),
        }
    }

    /// The agenda with what can be done on this day alone: another target is drawn only while the calendar allows it.
    #[must_use]
    pub fn on<S: State + ?Sized>(mut self, state: &S, today: NaiveDate) -> Self {
        let replacing = self.calendar().standing(Act::ReplaceTarget, Reach::Local, today);
        if replacing == Standing::Open {
            let tasks = outcome::to_be_replaced(state, &self.campaign).into_iter();
            self.to_replace = tasks.map(|task| task.id).collect();
        }
        self
    }

    /// The campaign.
    pub fn campaign(&self) -> &Arc<Campaign> {
        &self.campaign
    }

    /// The calendar in force.
    pub fn calendar(&self) -> &Calendar {
        self.limits.calendar()
    }

    /// The task's next step; none where nothing is left to do.
    pub fn next(&self, task: &Task) -> Option<Next> {
        let act = self.act(task)?;
        let until = self.calendar().last_day(act, self.reach(task));
        let due = match act {
            Act::Enter if task.state == TaskState::Withdrawn => None,
            Act::Enter => self.calendar().last_day(Act::Visit, Reach::Local).map(Ok),
            Act::Review | Act::Publish => self.publication(task),
            _ => until.map(Ok),
        };
        Some(Next {
            act,
            role: role(act),
            due: due.and_then(Result::ok),
            until,
            unknown_year: due.and_then(Result::err).map(|UnknownYear(year)| year),
        })
    }

    /// The task's next step by itself.
    fn act(&self, task: &Task) -> Option<Act> {
        match self.to_replace.contains(&task.id) {
            true => Some(Act::ReplaceTarget),
            false => ready(task.state).first().copied(),
        }
    }

    /// When the task's next step is due; an error where the year's holidays are unknown.
    pub fn due_on(&self, task: &Task) -> Option<LastDay> {
        let next = self.next(task)?;
        let unknown = next.unknown_year.map(UnknownYear).map(Err);
        unknown.or(next.due.map(Ok))
    }

    /// [`Agenda::due_on`] where it can be told.
    pub fn due(&self, task: &Task) -> Option<NaiveDate> {
        self.next(task)?.due
    }

    /// Whether the task's next step falls to the operator: by role, by the reach of the unit, and not barred because
    /// they did the step before it.
    pub fn is_mine(&self, task: &Task, operator: &Operator) -> bool {
        let Some(act) = self.act(task) else {
            return false;
        };
        let reaches = |place| self.campaign.regions.contains(operator.unit, place);
        let place = self.place(act, task);
        operator.roles.contains(&role(act))
            && place.is_some_and(reaches)
            && !self.is_barred(act, task, operator)
    }

    /// Whether the task's result was entered, at last, after the inspection phase.
    pub fn is_late(&self, task: &Task) -> bool {
        let inspect = self.calendar().phases().inspect;
        task.since(TaskState::Recorded).is_some_and(|on| !inspect.has(on))
    }

    /// Where the operator's hand must reach.
    fn place(&self, act: Act, task: &Task) -> Option<RegionCode> {
        match act {
            Act::Approve | Act::Dispatch | Act::ReplaceTarget => {
                self.batches.get(&task.batch).map(|batch| batch.region)
            }
            Act::Claim | Act::Match => Some(task.unit),
            _ => Some(task.region),
        }
    }

    fn is_barred(&self, act: Act, task: &Task, operator: &Operator) -> bool {
        let made = || {
            let batch = self.batches.get(&task.batch);
            batch.is_some_and(|batch| made(batch, &operator.name).is_some())
        };
        match act {
            Act::Approve => task.drawn_by() == Some(operator.department) || made(),
            Act::Review => entered(task, &operator.name),
            _ => false,
        }
    }

    fn reach(&self, task: &Task) -> Reach {
        if task.is_targeted() {
            return Reach::Local;
        }
        let batch = self.batches.get(&task.batch);
        match batch.is_none_or(|batch| batch.region == self.campaign.province) {
            true if task.how == How::Replacement => Reach::Supplement,
            true => Reach::Provincial,
            false => Reach::Local,
        }
    }

    /// The last day on which the task's result is published in time: of the clock that began when it was recorded. None
    /// where none is.
    pub fn publication(&self, task: &Task) -> Option<LastDay> {
        Some(self.publish_by(task.since(TaskState::Recorded)?))
    }

    /// The last day of the clock that begins when a result is recorded.
    pub fn publish_by(&self, recorded: NaiveDate) -> LastDay {
        self.limits
            .last_day(recorded, self.campaign.clocks.publish_results.days)
    }
}

#[cfg(test)]
mod tests;
