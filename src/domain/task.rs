//! A task (抽查任务): one target to be inspected, from the draw to its end.

mod how;

use std::ops::ControlFlow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::batch::Step;
use super::library::ChecklistItem;
use super::operator::Department;
use super::region::RegionCode;
use super::state::{Read, Record, State};
use crate::lang::Lang;

pub use how::How;

/// The states of a task, in the order of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TaskState {
    /// 待审核
    Drawn,
    /// 已审核
    Approved,
    /// 已下派
    Dispatched,
    /// 已认领
    Claimed,
    /// 已派发 (a team is formed)
    Assigned,
    /// 检查中
    Inspecting,
    /// 已录入
    Recorded,
    /// 退回
    Returned,
    /// 已复核
    Reviewed,
    /// 已公示
    Published,
    /// 不予公示
    Withheld,
    /// 已撤回: it was published, and taken back with a reason.
    Withdrawn,
    /// 办结
    Closed,
    /// 已补抽替换: another target has taken its place.
    Replaced,
    /// 已剔除: struck off without replacement.
    Struck,
    /// 作废, with its batch.
    Void,
}

impl TaskState {
    /// Every state: in the order of the work, then those in which a task ends without having been worked.
    pub const ALL: [TaskState; 16] = [
        TaskState::Drawn,
        TaskState::Approved,
        TaskState::Dispatched,
        TaskState::Claimed,
        TaskState::Assigned,
        TaskState::Inspecting,
        TaskState::Recorded,
        TaskState::Returned,
        TaskState::Reviewed,
        TaskState::Published,
        TaskState::Withheld,
        TaskState::Withdrawn,
        TaskState::Closed,
        TaskState::Replaced,
        TaskState::Struck,
        TaskState::Void,
    ];

    /// The states of a task that stands, in the order of the work.
    pub fn live() -> impl Iterator<Item = TaskState> {
        Self::ALL.into_iter().filter(|state| state.is_live())
    }

    /// Whether the target is still to be inspected, or was.
    pub fn is_live(self) -> bool {
        !matches!(self, TaskState::Replaced | TaskState::Struck | TaskState::Void)
    }

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            TaskState::Drawn => "state.drawn",
            TaskState::Approved => "state.approved",
            TaskState::Dispatched => "state.dispatched",
            TaskState::Claimed => "state.claimed",
            TaskState::Assigned => "state.assigned",
            TaskState::Inspecting => "state.inspecting",
            TaskState::Recorded => "state.recorded",
            TaskState::Returned => "state.returned",
            TaskState::Reviewed => "state.reviewed",
            TaskState::Published => "state.published",
            TaskState::Withheld => "state.withheld",
            TaskState::Withdrawn => "state.withdrawn",
            TaskState::Closed => "state.closed",
            TaskState::Replaced => "state.replaced",
            TaskState::Struck => "state.struck",
            TaskState::Void => "state.void",
        }
    }

    /// The state whose name has this message key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// The word it is known by in indexes and JSON.
    pub fn word(self) -> &'static str {
        &self.key()["state.".len()..]
    }
}

/// The day on which what stands published was published, by a task's state and the states it has come through: a result
/// that was withdrawn, or is being corrected since, does not stand.
pub(super) fn published(
    state: TaskState,
    steps: impl DoubleEndedIterator<Item = (Option<TaskState>, NaiveDate)>,
) -> Option<NaiveDate> {
    if !matches!(state, TaskState::Published | TaskState::Closed) {
        return None;
    }
    let ends = [TaskState::Published, TaskState::Withheld, TaskState::Withdrawn];
    let mut steps = steps.filter_map(|(state, on)| Some((state.filter(|s| ends.contains(s))?, on)));
    let last = steps.next_back();
    last.filter(|(state, _)| *state == TaskState::Published)
        .map(|(_, on)| on)
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Batch name, `-`, running number in the batch from 0001; of one made for a lead the lead's id, `-T`, running number
    /// from 1.
    pub id: String,
    /// The batch; empty for a task that was not drawn.
    pub batch: String,
    /// The target's id.
    pub target: String,
    /// The target's name, as drawn.
    pub name: String,
    /// The target's division.
    pub region: RegionCode,
    /// The prefecture-level unit that answers for it.
    pub unit: RegionCode,
    /// Stratum it was drawn from; empty where it was not drawn.
    pub stratum: String,
    /// Rank of its ticket in the stratum, from 1; 0 where it was not drawn.
    pub rank: u64,
    /// How it came about.
    pub how: How,
    /// The lead it was made for (线索核查); none where it was drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    /// The action of the ministry's notice that it serves, where it was made for a lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<u32>,
    /// The task whose place it took, for a 补抽.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// State.
    pub state: TaskState,
    /// Versions of the checklist's items when the task was claimed, as checklist keys.
    #[serde(default)]
    pub checklist: Vec<String>,
    /// The team, once matched.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub team: Vec<Member>,
    /// Who did what when, in order.
    #[serde(default)]
    pub steps: Vec<Step>,
}

/// A member of a joint team (联合执法检查组).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The officer's certificate number.
    pub officer: String,
    /// Name.
    pub name: String,
    /// Department.
    pub department: Department,
    /// 组长
    #[serde(default)]
    pub leads: bool,
}

impl Member {
    /// Name and department, and 组长 where it is.
    pub fn text(&self, lang: Lang) -> String {
        let department = lang.word(self.department.key());
        let key = if self.leads { "task.leader" } else { "task.member" };
        lang.say(key, &[("name", &self.name), ("department", &department)])
    }
}

impl Record for Task {
    const KIND: &'static str = "task";

    fn key(&self) -> String {
        self.id.clone()
    }

    fn indexes(&self) -> Vec<(&'static str, String)> {
        let mut indexes = vec![
            ("task.state", self.state.word().to_owned()),
            ("task.unit", self.unit.to_string()),
            ("task.region", self.region.to_string()),
            ("task.target", self.target.clone()),
        ];
        match &self.lead {
            Some(lead) => indexes.push(("task.lead", lead.clone())),
            None => indexes.extend([
                ("task.batch", format!("{}/{}", self.batch, self.unit)),
                (
                    "task.batch-state",
                    format!("{}/{}/{}", self.batch, self.state.word(), self.unit),
                ),
            ]),
        }
        indexes.extend(self.team.iter().map(|m| ("task.officer", m.officer.clone())));
        if self.state < TaskState::Recorded {
            indexes.extend(self.team.iter().map(|m| ("task.held", m.officer.clone())));
        }
        indexes
    }
}

impl Task {
    /// The tasks of a batch, by unit.
    pub fn of_batch<S: State + ?Sized>(state: &S, batch: &str) -> Vec<Self> {
        let keys = state.keys_under("task.batch", &format!("{batch}/"));
        keys.iter().filter_map(|key| state.get(key)).collect()
    }

    /// The tasks made for a lead, in their order.
    pub fn of_lead<S: State + ?Sized>(state: &S, lead: &str) -> Vec<Self> {
        state.by("task.lead", lead)
    }

    /// Whether it was made for a lead and not drawn: it has no batch, no stratum, no ticket and no seed.
    pub fn is_targeted(&self) -> bool {
        self.lead.is_some()
    }

    /// How it came about, in words: stratum, grade and rank of what was drawn, lead and action of what was not.
    pub fn origin(&self, lang: Lang) -> String {
        let Some(lead) = &self.lead else {
            let grade = self.stratum.rsplit('-').next().unwrap_or_default();
            let rank = self.rank.to_string();
            let args = [
                ("stratum", self.stratum.as_str()),
                ("grade", grade),
                ("rank", &rank),
            ];
            return lang.say("task.drawn-as", &args);
        };
        let made = lang.say("lead-task.made", &[("lead", lead)]);
        let action = self
            .action
            .map(|n| lang.say("lead.action", &[("n", &n.to_string())]));
        [Some(made), action]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("  ")
    }

    /// The tasks of one unit in a batch.
    pub fn of_unit<S: State + ?Sized>(state: &S, batch: &str, unit: RegionCode) -> Vec<Self> {
        state.by("task.batch", &format!("{batch}/{unit}"))
    }

    /// Visits the tasks of a batch that are in a state, of one unit or of all, by unit; breaking ends it. Only what is
    /// visited is read.
    pub fn each_in<S: State + ?Sized>(
        state: &S,
        (batch, unit, of): (&str, Option<RegionCode>, TaskState),
        mut visit: impl FnMut(Self) -> ControlFlow<()>,
    ) {
        let unit = unit.map_or(String::new(), |unit| format!("{unit}\u{1f}"));
        let prefix = format!("{batch}/{}/{unit}", of.word());
        state.scan("task.batch-state", &prefix, "", &mut |key, _| {
            let id = key.rsplit_once('\u{1f}').map(|(_, id)| id);
            match id.and_then(|id| state.get(id)) {
                Some(task) => visit(task),
                None => ControlFlow::Continue(()),
            }
        });
    }

    /// The states that tasks of a batch are in, each with the units that have such tasks.
    pub fn states_of<S: State + ?Sized>(state: &S, batch: &str) -> Vec<(TaskState, RegionCode)> {
        let prefix = format!("{batch}/");
        let values = state.values_under("task.batch-state", &prefix).into_iter();
        let parts = values.filter_map(|value| {
            let (word, unit) = value.strip_prefix(&prefix)?.split_once('/')?;
            let state = TaskState::ALL.into_iter().find(|state| state.word() == word)?;
            Some((state, unit.parse().ok()?))
        });
        parts.collect()
    }

    /// How many tasks that are not entered yet an officer is in.
    pub fn held_by<S: State + ?Sized>(state: &S, officer: &str) -> u32 {
        u32::try_from(state.count_by("task.held", officer)).unwrap_or(u32::MAX)
    }

    /// The items of its checklist, in the versions it pinned.
    pub fn items<S: State + ?Sized>(&self, state: &S) -> Vec<ChecklistItem> {
        self.checklist.iter().filter_map(|key| state.get(key)).collect()
    }

    /// The last step of this kind.
    pub fn step(&self, what: &str) -> Option<&Step> {
        self.steps.iter().rev().find(|s| s.what == what)
    }

    /// The department whose operator drew the task, which the other one reviews.
    pub fn drawn_by(&self) -> Option<Department> {
        self.step(TaskState::Drawn.key()).map(|step| step.department)
    }

    /// The day on which the result that stands published was published, the task closed since or not; none where it was
    /// never published, or was withdrawn and not published again.
    pub fn published(&self) -> Option<NaiveDate> {
        let steps = self
            .steps
            .iter()
            .map(|step| (TaskState::of_key(&step.what), step.on));
        published(self.state, steps)
    }

    /// The day on which the task came into `state`.
    pub fn since(&self, state: TaskState) -> Option<NaiveDate> {
        self.step(state.key()).map(|s| s.on)
    }
}
