//! 待公示: the reviewed results that wait to be published, what runs out first before the others.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::calendar::LastDay;
use crate::domain::campaign::Campaign;
use crate::domain::next::Agenda;
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, State};
use crate::domain::task::{Task, TaskState};

/// A result that waits to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The task.
    pub task: Task,
    /// The day its newest version was entered, on which its time began.
    pub recorded: NaiveDate,
    /// The last day on which its publication is in time; the year whose holidays would have to be known.
    pub due: LastDay,
    /// Working days left until then, 0 on the last day; negative where it is over by so many. None where not known.
    pub left: Option<i64>,
}

impl Waiting {
    /// Whether its time is over on `today`.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.due.is_ok_and(|due| due < today)
    }
}

/// The reviewed results of a division on `today`: by due date, those whose date is not known last.
pub fn waiting<S: State + ?Sized>(
    state: &S,
    campaign: &Arc<Campaign>,
    region: RegionCode,
    today: NaiveDate,
) -> Vec<Waiting> {
    let agenda = Agenda::new(campaign, state);
    let calendar = agenda.calendar();
    let left = |due: NaiveDate| {
        let (from, to) = (due.min(today), due.max(today));
        let days = i64::from(calendar.working_days(from, to).ok()?);
        Some(if due < today { -days } else { days })
    };
    let tasks: Vec<Task> = state.by("task.state", TaskState::Reviewed.word());
    let own = tasks
        .into_iter()
        .filter(|task| campaign.regions.contains(region, task.region));
    let waits = |task: Task| {
        let due = agenda.publication(&task)?;
        Some(Waiting {
            recorded: task.since(TaskState::Recorded)?,
            left: due.ok().and_then(left),
            due,
            task,
        })
    };
    let mut found: Vec<Waiting> = own.filter_map(waits).collect();
    found.sort_by_key(|one| (one.due.is_err(), one.due.ok(), one.task.id.clone()));
    found
}
