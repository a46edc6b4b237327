//! What comes next in a batch's chain, as far as its records say: the command to run and until when.

use super::desk::{Desk, Session};
use crate::domain::batch::{Batch, Ceremony, Purpose, Stage};
use crate::domain::calendar::{Act, Calendar, Reach, Standing};
use crate::domain::operator::Department;
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};

/// Names of units shown at most.
const SHOWN: usize = 3;

/// The next step of `batch`, in one line.
pub(super) fn of(desk: &Desk, session: &Session<'_>, batch: &Batch) -> Vec<String> {
    let (act, key, unit) = step(session, batch);
    let reach = if batch.region == session.campaign.province {
        Reach::Provincial
    } else {
        Reach::Local
    };
    let args = [("batch", batch.id.as_str()), ("unit", unit.as_str())];
    let what = desk.say(&format!("next.{key}"), &args);
    vec![desk.say(
        "next.line",
        &[("what", &what), ("when", &when(desk, session, act, reach))],
    )]
}

/// When `act` is allowed, where the calendar bounds it.
fn when(desk: &Desk, session: &Session<'_>, act: Option<Act>, reach: Reach) -> String {
    let Some(act) = act else { return String::new() };
    let view = session.view();
    let calendar = Calendar::of(&session.campaign, view.state());
    let outside = chrono::NaiveDate::MIN;
    let Standing::Closed(windows) = calendar.standing(act, reach, outside) else {
        return String::new();
    };
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

fn step(session: &Session<'_>, batch: &Batch) -> (Option<Act>, &'static str, String) {
    let none = String::new;
    match batch.stage {
        Stage::Void => (None, "void", none()),
        Stage::Frozen => (Some(Act::Plan), "plan", none()),
        Stage::Planned => match ceremony(batch, Purpose::Draw) {
            Some(key) => (Some(Act::Ceremony), key, none()),
            None => (Some(Act::Draw), "draw", none()),
        },
        Stage::Drawn => (Some(Act::Approve), "approve", none()),
        Stage::Approved => (Some(Act::Dispatch), "dispatch", none()),
        Stage::Dispatched => handed_out(session, batch),
    }
}

/// After the dispatch: what the tasks wait for.
fn handed_out(session: &Session<'_>, batch: &Batch) -> (Option<Act>, &'static str, String) {
    let view = session.view();
    let waiting = |state: TaskState| {
        let mut codes = Vec::new();
        for unit in session.campaign.regions.units() {
            let tasks: Vec<Task> = view
                .state()
                .by("task.batch", &format!("{}/{}", batch.id, unit.code));
            if tasks.iter().any(|t| t.state == state) {
                codes.push(unit.code.to_string());
            }
        }
        let more = if codes.len() > SHOWN { " …" } else { "" };
        codes.truncate(SHOWN);
        codes.join(" ") + more
    };
    let begun = batch
        .round()
        .is_some()
        .then(|| ceremony(batch, Purpose::Match))
        .flatten();
    if let Some(key) = begun {
        return (Some(Act::Ceremony), key, String::new());
    }
    let unclaimed = waiting(TaskState::Dispatched);
    if !unclaimed.is_empty() {
        return (Some(Act::Claim), "claim", unclaimed);
    }
    let claimed = waiting(TaskState::Claimed);
    if claimed.is_empty() {
        return (Some(Act::Visit), "inspect", String::new());
    }
    if batch.round().is_none() {
        return (Some(Act::Match), "roster", String::new());
    }
    match ceremony(batch, Purpose::Match) {
        Some(key) => (Some(Act::Ceremony), key, String::new()),
        None => (Some(Act::Match), "match", claimed),
    }
}

/// The next step of a ceremony; none when it is complete.
fn ceremony(batch: &Batch, purpose: Purpose) -> Option<&'static str> {
    let ceremony = batch.ceremony(purpose).cloned().unwrap_or_default();
    let Ceremony {
        commitments, reveals, ..
    } = &ceremony;
    let draw = purpose == Purpose::Draw;
    let pick = |one, other| Some(if draw { one } else { other });
    if !commitments.contains_key(&Department::Hr) {
        return pick("commit-a", "match-commit-a");
    }
    if !commitments.contains_key(&Department::Mr) {
        return pick("commit-b", "match-commit-b");
    }
    if !ceremony.has_values() {
        return pick("public", "match-public");
    }
    if !reveals.contains_key(&Department::Hr) {
        return pick("reveal-a", "match-reveal-a");
    }
    if !reveals.contains_key(&Department::Mr) {
        return pick("reveal-b", "match-reveal-b");
    }
    None
}
