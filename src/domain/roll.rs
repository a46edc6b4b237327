//! 台账: one line a task, with the days on which it was visited, entered, reviewed and published. Progress, trend and
//! calendar count from it, so that they cannot differ; it is read in two passes, whatever the number of tasks.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use serde::Deserialize;

use super::batch::{Batch, Stage};
use super::campaign::Campaign;
use super::inspection::Inspection;
use super::region::RegionCode;
use super::state::{Read, State};
use super::task::{Task, TaskState, published};

/// A task that stands: in a batch that is not void, or made for a lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub task: String,
    /// Whether it was drawn; one made for a lead was not.
    pub drawn: bool,
    /// The target's division.
    pub region: RegionCode,
    /// The prefecture-level unit that answers for it.
    pub unit: RegionCode,
    /// State.
    pub state: TaskState,
    /// What its records say, where there are any.
    pub record: Option<Seen>,
    /// The day it was last accepted in review; none where it was sent back since.
    pub reviewed: Option<NaiveDate>,
    /// The day it was published, closed since or not; none where it was withdrawn and not published again.
    pub published: Option<NaiveDate>,
}

/// What the versions of a visit's record say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    version: u32,
    /// 检查日期, by the newest version.
    pub visited: NaiveDate,
    /// The day the first version was entered.
    pub entered: NaiveDate,
    /// The day the newest version was entered.
    pub corrected: NaiveDate,
    /// The newest version was entered after the inspection phase.
    pub late: bool,
}

impl Line {
    /// Whether the visit is still to be made: no result was ever entered.
    pub fn is_open(&self) -> bool {
        self.state < TaskState::Recorded
    }

    /// Whether a result is owed: none was entered, or it was returned and not corrected yet.
    pub fn is_owed(&self) -> bool {
        self.is_open() || self.state == TaskState::Returned
    }
}

/// The fields of a task that are counted; the rest of its record is passed over.
#[derive(Deserialize)]
struct Counted {
    id: String,
    batch: String,
    region: RegionCode,
    unit: RegionCode,
    state: TaskState,
    #[serde(default)]
    lead: Option<Made>,
    #[serde(default)]
    steps: Vec<Taken>,
}

/// That a task was made for a lead; which is passed over.
type Made = serde::de::IgnoredAny;

#[derive(Deserialize)]
struct Taken {
    what: What,
    on: NaiveDate,
}

/// The steps that are looked for, by their message keys; read without keeping the text of the others.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
enum What {
    #[serde(rename = "state.reviewed")]
    Reviewed,
    #[serde(rename = "state.published")]
    Published,
    #[serde(rename = "state.withheld")]
    Withheld,
    #[serde(rename = "state.withdrawn")]
    Withdrawn,
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Entered {
    task: String,
    version: u32,
    visit: On,
    entered_on: NaiveDate,
    late: bool,
}

#[derive(Deserialize)]
struct On {
    visited: NaiveDate,
}

impl Counted {
    /// The last day on which this was done.
    fn since(&self, what: What) -> Option<NaiveDate> {
        let step = self.steps.iter().rev().find(|step| step.what == what);
        step.map(|step| step.on)
    }

    /// [`Task::published`]
    fn published(&self) -> Option<NaiveDate> {
        let state = |what| match what {
            What::Published => Some(TaskState::Published),
            What::Withheld => Some(TaskState::Withheld),
            What::Withdrawn => Some(TaskState::Withdrawn),
            What::Reviewed | What::Other => None,
        };
        published(
            self.state,
            self.steps.iter().map(|step| (state(step.what), step.on)),
        )
    }
}

/// Every task that stands, in order of the id.
pub fn roll<S: State + ?Sized>(state: &S) -> Vec<Line> {
    let batches: Vec<Batch> = state.all();
    let void: BTreeSet<String> = batches
        .into_iter()
        .filter(|batch| batch.stage == Stage::Void)
        .map(|batch| batch.id)
        .collect();
    let mut seen = records(state);
    let mut lines = Vec::new();
    state.each_as::<Task, Counted>(|task| {
        if void.contains(&task.batch) || !task.state.is_live() {
            return;
        }
        let accepted = task.state >= TaskState::Reviewed;
        lines.push(Line {
            record: seen.remove(&task.id),
            drawn: task.lead.is_none(),
            reviewed: task.since(What::Reviewed).filter(|_| accepted),
            published: task.published(),
            region: task.region,
            unit: task.unit,
            state: task.state,
            task: task.id,
        });
    });
    lines
}

/// Of every task the first and the newest version of its record.
fn records<S: State + ?Sized>(state: &S) -> HashMap<String, Seen> {
    let mut all: HashMap<String, Seen> = HashMap::new();
    state.each_as::<Inspection, Entered>(|found| {
        let seen = Seen {
            version: found.version,
            visited: found.visit.visited,
            entered: found.entered_on,
            corrected: found.entered_on,
            late: found.late,
        };
        let kept = all.entry(found.task).or_insert(seen);
        if kept.version < seen.version {
            *kept = Seen {
                entered: kept.entered.min(seen.entered),
                ..seen
            };
        }
    });
    all
}

/// The lines of a division.
pub fn within<'a>(
    lines: &'a [Line],
    campaign: &'a Campaign,
    region: RegionCode,
) -> impl Iterator<Item = &'a Line> + Clone {
    lines
        .iter()
        .filter(move |line| campaign.regions.contains(region, line.region))
}
