//! What comes next for a task: the act, the role it falls to, and until when (notice section 二; clocks of the campaign).
//!
//! A date is given only where the calendar or one of the campaign's clocks gives one. What is handed out is due by the end
//! of the phase in which it may be done; a visit and its entry by the end of the inspection phase, though an entry is
//! still taken, as late, until the summing-up ends. A result is due to be published within the campaign's working days
//! after it was recorded, and so is its review, without which it cannot be. To close a task nothing sets a date.

mod follow_ups;
mod leads;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use serde::Serialize;

use super::batch::Batch;
use super::calendar::{Act, Calendar, Reach};
use super::campaign::Campaign;
use super::operator::{Operator, Role};
use super::region::RegionCode;
use super::state::{Read, State};
use super::task::{How, Task, TaskState};

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
        Act::Publish | Act::Close => Role::Publish,
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
    calendar: Calendar,
    batches: BTreeMap<String, Batch>,
    /// The last day of so many working days that began on a day: many clocks began on the same one.
    last_days: Mutex<BTreeMap<(NaiveDate, u32), Option<NaiveDate>>>,
}

impl Agenda {
    /// The agenda of `campaign` under the orders and batches in `state`.
    pub fn new<S: State + ?Sized>(campaign: &Arc<Campaign>, state: &S) -> Self {
        let batches = state.all::<Batch>().into_iter();
        Self {
            campaign: Arc::clone(campaign),
            calendar: Calendar::of(campaign, state),
            batches: batches.map(|batch| (batch.id.clone(), batch)).collect(),
            last_days: Mutex::default(),
        }
    }

    /// The calendar in force.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The task's next step; none where nothing is left to do.
    pub fn next(&self, task: &Task) -> Option<Next> {
        let act = *ready(task.state).first()?;
        let until = self.calendar.last_day(act, self.reach(task));
        let due = match act {
            Act::Enter => self.calendar.last_day(Act::Visit, Reach::Local),
            Act::Review | Act::Publish => self.publication_due(task),
            _ => until,
        };
        Some(Next {
            act,
            role: role(act),
            due,
            until,
        })
    }

    /// When the task's next step is due.
    pub fn due(&self, task: &Task) -> Option<NaiveDate> {
        self.next(task)?.due
    }

    /// Whether the task's next step falls to the operator: by role, by the reach of the unit, and not barred because
    /// they did the step before it.
    pub fn is_mine(&self, task: &Task, operator: &Operator) -> bool {
        let Some(act) = ready(task.state).first() else {
            return false;
        };
        let reaches = |place| self.campaign.regions.contains(operator.unit, place);
        let place = self.place(*act, task);
        operator.roles.contains(&role(*act))
            && place.is_some_and(reaches)
            && !self.is_barred(*act, task, operator)
    }

    /// Whether the task's result was entered, at last, after the inspection phase.
    pub fn is_late(&self, task: &Task) -> bool {
        let inspect = self.calendar.phases().inspect;
        task.since(TaskState::Recorded).is_some_and(|on| !inspect.has(on))
    }

    /// Where the operator's hand must reach.
    fn place(&self, act: Act, task: &Task) -> Option<RegionCode> {
        match act {
            Act::Approve | Act::Dispatch => self.batches.get(&task.batch).map(|batch| batch.region),
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
        let batch = self.batches.get(&task.batch);
        match batch.is_none_or(|batch| batch.region == self.campaign.province) {
            true if task.how == How::Replacement => Reach::Supplement,
            true => Reach::Provincial,
            false => Reach::Local,
        }
    }

    /// The last day of the clock that began when the result was recorded; none where the year's holidays are unknown.
    fn publication_due(&self, task: &Task) -> Option<NaiveDate> {
        let recorded = task.since(TaskState::Recorded)?;
        self.last_day(recorded, self.campaign.clocks.publish_results.days)
    }

    fn last_day(&self, from: NaiveDate, days: u32) -> Option<NaiveDate> {
        let last = || self.calendar.after_working_days(from, days).ok();
        let mut known = self.last_days.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry((from, days)).or_insert_with(last)
    }
}

#[cfg(test)]
mod tests;
