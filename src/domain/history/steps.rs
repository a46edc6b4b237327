//! The steps of a task as parts of its target's history.

use super::{Fact, Kind, Line};
use crate::domain::batch::Step;
use crate::domain::brief::Brief;
use crate::domain::calendar::Act;
use crate::domain::explain::Standing;
use crate::domain::follow_up::FollowUp;
use crate::domain::inspection::Inspection;
use crate::domain::lead::Lead;
use crate::domain::refusal::Refusal;
use crate::domain::state::{Read, State};
use crate::domain::task::{Task, TaskState};

/// A line for each step of `task`. Its versions were entered in the order of the steps that say so.
pub(super) fn of_task<S: State + ?Sized>(
    state: &S,
    task: &Task,
    versions: &[Inspection],
    standings: &[(String, Result<Standing, Refusal>)],
) -> Vec<Line> {
    let mut versions = versions.iter();
    let mut line = |step: &Step| {
        let begins = task.steps.first().map(|first| first.seq) == Some(step.seq);
        let (kind, fact) = if let Some(lead) = task.lead.clone().filter(|_| begins) {
            let action = task.action;
            (Kind::Lead, Fact::Made { lead, action })
        } else if step.what == TaskState::Drawn.key() {
            (Kind::Draw, drawn(task))
        } else if step.what == TaskState::Recorded.key()
            && let Some(version) = versions.next()
        {
            let inspection = Box::new(version.clone());
            (Kind::Visit, Fact::Visited { inspection })
        } else {
            let fact = Fact::Step {
                step: step.what.clone(),
                reason: step.reason.clone(),
                more: more(state, task, step, standings),
            };
            (kind(&step.what), fact)
        };
        Line {
            on: step.on,
            seq: Some(step.seq),
            kind,
            about: task.id.clone(),
            by: step.by.clone(),
            fact,
        }
    };
    task.steps.iter().map(&mut line).collect()
}

/// When a matter was entered into the follow-up ledger, and what was done in it.
pub(super) fn of_follow_up<S: State + ?Sized>(state: &S, of: &FollowUp) -> Vec<Line> {
    let line = |on, seq, by: &str, fact| Line {
        on,
        seq,
        kind: Kind::FollowUp,
        about: of.id.clone(),
        by: by.to_owned(),
        fact,
    };
    let entry: Option<Brief> = state.by("entry.subject", &of.id).into_iter().next();
    let matter = Box::new(of.matter.clone());
    let entered = line(
        of.opened_on,
        entry.map(|e| e.seq),
        &of.opened_by,
        Fact::FollowedUp { matter },
    );
    let steps = of.steps.iter().map(|taken| {
        let advance = Box::new(taken.advance.clone());
        line(taken.on, Some(taken.seq), &taken.by, Fact::Advanced { advance })
    });
    std::iter::once(entered).chain(steps).collect()
}

/// When a lead was received, and what was decided about it.
pub(super) fn of_lead(lead: &Lead) -> Vec<Line> {
    let line = |on, seq, by: &str, fact| Line {
        on,
        seq,
        kind: Kind::Lead,
        about: lead.id.clone(),
        by: by.to_owned(),
        fact,
    };
    let reported = Fact::Reported {
        source: lead.source.clone(),
        content: lead.what.clone(),
    };
    let handled = lead.steps.iter().map(|step| {
        let handling = step.handling.clone();
        line(step.on, Some(step.seq), &step.by, Fact::Handled { handling })
    });
    [line(lead.received, None, "", reported)]
        .into_iter()
        .chain(handled)
        .collect()
}

fn drawn(task: &Task) -> Fact {
    Fact::Drawn {
        how: task.how,
        stratum: task.stratum.clone(),
        rank: task.rank,
        replaces: task.replaces.clone(),
    }
}

/// What shows why a target was replaced or struck off, and the task that took its place.
fn more<S: State + ?Sized>(
    state: &S,
    task: &Task,
    step: &Step,
    standings: &[(String, Result<Standing, Refusal>)],
) -> Vec<String> {
    let ended = [TaskState::Replaced.key(), TaskState::Struck.key()];
    if !ended.contains(&step.what.as_str()) {
        return Vec::new();
    }
    let evidence = standings.iter().find_map(|(batch, standing)| match standing {
        Ok(Standing::Drawn(_, _, outcome)) if *batch == task.batch => outcome.ended.clone(),
        _ => None,
    });
    let heir = Task::of_batch(state, &task.batch)
        .into_iter()
        .find(|other| other.replaces.as_ref() == Some(&task.id))
        .map(|other| format!("{} {}", other.id, other.name));
    evidence.map(|(_, shows)| shows).into_iter().chain(heir).collect()
}

fn kind(step: &str) -> Kind {
    use TaskState::*;
    if step == Act::ReplaceOfficer.key() || step == "step.conflict" {
        return Kind::Change;
    }
    match TaskState::of_key(step) {
        Some(Inspecting | Recorded) => Kind::Visit,
        Some(Reviewed | Returned) => Kind::Review,
        Some(Published | Withheld | Withdrawn | Closed) => Kind::Publication,
        Some(Replaced | Struck | Void) => Kind::Change,
        Some(Drawn | Approved | Dispatched | Claimed | Assigned) | None => Kind::HandOut,
    }
}
