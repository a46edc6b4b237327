//! What comes next in a batch's chain, as far as its records say: the command to run and until when.

use std::collections::BTreeSet;

use super::desk::{Desk, Session};
use crate::domain::batch::{Batch, Purpose, Stage};
use crate::domain::calendar::{Act, Calendar, Reach};
use crate::domain::operator::Department;
use crate::domain::state::Read;
use crate::domain::task::{How, Task, TaskState};

/// Names of units, tasks or sources shown at most.
const SHOWN: usize = 3;

/// A step: the rule that says when, the message that says what, and who or what waits for it.
struct Step {
    act: Option<Act>,
    key: &'static str,
    waits: String,
    /// Whether it serves what a 补抽 alone added, which may be handed out while visits go on.
    supplement: bool,
}

impl Step {
    fn new(act: Act, key: &'static str) -> Self {
        let (act, waits) = (Some(act), String::new());
        Step {
            act,
            key,
            waits,
            supplement: false,
        }
    }

    fn waiting(self, waits: String) -> Self {
        Step { waits, ..self }
    }

    /// For the sake of these tasks. An approval or a dispatch takes them all at once, the later steps go unit by unit.
    fn serving(self, tasks: &[Task]) -> Self {
        let added =
            |tasks: &[&Task]| !tasks.is_empty() && tasks.iter().all(|task| task.how == How::Replacement);
        let mut tasks: Vec<&Task> = tasks.iter().collect();
        tasks.sort_by_key(|task| task.unit);
        let supplement = match self.act {
            Some(Act::Approve | Act::Dispatch) => added(&tasks),
            _ => tasks.chunk_by(|a, b| a.unit == b.unit).any(added),
        };
        Step { supplement, ..self }
    }
}

/// The next step of `batch`, in one line.
pub(super) fn of(desk: &Desk, session: &Session<'_>, batch: &Batch) -> Vec<String> {
    let step = step(session, batch);
    let reach = match batch.region == session.campaign.province {
        true if step.supplement => Reach::Supplement,
        true => Reach::Provincial,
        false => Reach::Local,
    };
    let args = [("batch", batch.id.as_str()), ("waits", step.waits.as_str())];
    let what = desk.say(&format!("next.{}", step.key), &args);
    let when = when(desk, session, step.act, reach);
    vec![desk.say("next.line", &[("what", &what), ("when", &when)])]
}

/// When `act` is allowed, where the calendar bounds it.
fn when(desk: &Desk, session: &Session<'_>, act: Option<Act>, reach: Reach) -> String {
    let Some(act) = act else { return String::new() };
    let view = session.view();
    let calendar = Calendar::of(&session.campaign, view.state());
    let windows = calendar.windows(act, reach);
    let (Some(first), Some(last)) = (windows.first(), windows.last()) else {
        return String::new();
    };
    let (from, to) = (first.from.to_string(), last.to.to_string());
    let today = view.now().today;
    let late = if windows.iter().any(|w| w.has(today)) {
        ""
    } else {
        "-closed"
    };
    let args = [
        ("from", from.as_str()),
        ("to", &to),
        ("today", &today.to_string()),
    ];
    desk.say(&format!("next.when{late}"), &args)
}

fn step(session: &Session<'_>, batch: &Batch) -> Step {
    match batch.stage {
        Stage::Void => void(session, batch),
        Stage::Frozen => Step::new(Act::Plan, "plan"),
        Stage::Planned => ceremony(batch, Purpose::Draw).unwrap_or(Step::new(Act::Draw, "draw")),
        Stage::Drawn => Step::new(Act::Approve, "approve"),
        Stage::Approved => Step::new(Act::Dispatch, "dispatch"),
        Stage::Dispatched => handed_out(session, batch),
    }
}

/// A void batch is drawn anew under another name, unless that was done.
fn void(session: &Session<'_>, batch: &Batch) -> Step {
    let batches = session.view().state().all::<Batch>();
    let redrawn = batches.into_iter().find(|other| {
        other
            .instead_of
            .as_ref()
            .is_some_and(|void| void.batch == batch.id)
    });
    match redrawn {
        Some(other) => Step {
            act: None,
            key: "redrawn",
            waits: other.id,
            supplement: false,
        },
        None => Step::new(Act::FreezePool, "void"),
    }
}

/// After the dispatch: what the tasks wait for. What an extension or a 补抽 added later goes the same way again.
fn handed_out(session: &Session<'_>, batch: &Batch) -> Step {
    if let Some(step) = ceremony(batch, Purpose::Match).filter(|_| batch.round().is_some()) {
        return step.serving(&tasks(session, batch, TaskState::Claimed));
    }
    let tasks = |state| tasks(session, batch, state);
    let ids = |tasks: &[Task]| shown(tasks.iter().map(|task| task.id.clone()));
    let drawn = tasks(TaskState::Drawn);
    if !drawn.is_empty() {
        return Step::new(Act::Approve, "approve-more")
            .waiting(ids(&drawn))
            .serving(&drawn);
    }
    let approved = tasks(TaskState::Approved);
    if !approved.is_empty() {
        return Step::new(Act::Dispatch, "dispatch-more")
            .waiting(ids(&approved))
            .serving(&approved);
    }
    let units = |tasks: &[Task]| {
        let units: BTreeSet<String> = tasks.iter().map(|task| task.unit.to_string()).collect();
        shown(units.into_iter())
    };
    let dispatched = tasks(TaskState::Dispatched);
    if !dispatched.is_empty() {
        return Step::new(Act::Claim, "claim")
            .waiting(units(&dispatched))
            .serving(&dispatched);
    }
    let mut claimed = tasks(TaskState::Claimed);
    if claimed.is_empty() {
        return Step::new(Act::Visit, "inspect");
    }
    if batch.round().is_none() {
        return Step::new(Act::Match, "roster");
    }
    let all = ids(&claimed);
    let waiting = claimed.clone();
    claimed.retain(|task| is_in_round(batch, task));
    match claimed.is_empty() {
        true => Step::new(Act::Match, "roster-again")
            .waiting(all)
            .serving(&waiting),
        false => Step::new(Act::Match, "match")
            .waiting(units(&claimed))
            .serving(&claimed),
    }
}

/// Whether the newest round's roster was frozen on a record that has this task already.
fn is_in_round(batch: &Batch, task: &Task) -> bool {
    let parent = batch.round().map(|round| &round.roster.parent);
    let version = batch.records.iter().find(|v| Some(&v.file.hash) == parent);
    let drawn = task.steps.first().map(|step| step.seq);
    version.is_some_and(|version| drawn <= Some(version.seq))
}

fn tasks(session: &Session<'_>, batch: &Batch, state: TaskState) -> Vec<Task> {
    let view = session.view();
    let mut tasks: Vec<Task> = view.state().by("task.state", state.word());
    tasks.retain(|task| task.batch == batch.id);
    tasks
}

/// The first few names.
fn shown(names: impl Iterator<Item = String>) -> String {
    let mut names: Vec<String> = names.take(SHOWN + 1).collect();
    let more = if names.len() > SHOWN { " …" } else { "" };
    names.truncate(SHOWN);
    names.join(" ") + more
}

/// The next step of a ceremony; none when it is complete.
fn ceremony(batch: &Batch, purpose: Purpose) -> Option<Step> {
    let ceremony = batch.ceremony(purpose).cloned().unwrap_or_default();
    let draw = purpose == Purpose::Draw;
    let pick = |one, other| Some(Step::new(Act::Ceremony, if draw { one } else { other }));
    if !ceremony.commitments.contains_key(&Department::Hr) {
        return pick("commit-a", "match-commit-a");
    }
    if !ceremony.commitments.contains_key(&Department::Mr) {
        return pick("commit-b", "match-commit-b");
    }
    if let Some(source) = ceremony.sources.iter().find(|source| source.value.is_none()) {
        let step = match ceremony.sources.len() {
            1 => pick("public", "match-public"),
            _ => pick("public-of", "match-public-of"),
        };
        return step.map(|step| step.waiting(source.name()));
    }
    if !ceremony.reveals.contains_key(&Department::Hr) {
        return pick("reveal-a", "match-reveal-a");
    }
    if !ceremony.reveals.contains_key(&Department::Mr) {
        return pick("reveal-b", "match-reveal-b");
    }
    None
}
