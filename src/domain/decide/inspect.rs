//! From the visit to its review (notice section 二（二）).

use super::{Case, Decision, reason};
use crate::domain::calendar::{Act, Reach};
use crate::domain::command::Judgement;
use crate::domain::event::Event;
use crate::domain::inspection::{Inspection, Visit};
use crate::domain::next;
use crate::domain::operator::Role;
use crate::domain::refusal::Refusal;
use crate::domain::state::{Read, State};
use crate::domain::summary::newest;
use crate::domain::task::TaskState;
use crate::domain::visit_rules::{Problem, problems};

/// States in which a visit can be entered, or entered again to correct it.
const ENTERABLE: [TaskState; 5] = [
    TaskState::Assigned,
    TaskState::Inspecting,
    TaskState::Recorded,
    TaskState::Returned,
    TaskState::Withdrawn,
];

pub(super) fn begin<S: State + ?Sized>(case: &Case<'_, S>, id: &str) -> Result<Decision, Refusal> {
    let task = case.task_for(id, Act::Visit, Role::Inspect, &[TaskState::Assigned])?;
    case.allow(Act::Visit, Reach::Local, case.today())?;
    Ok(Event::InspectionBegun { task: task.id }.into())
}

pub(super) fn record<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    visit: &Visit,
    based_on: Option<u32>,
) -> Result<Decision, Refusal> {
    let task = case.task_for(id, Act::Enter, Role::Inspect, &ENTERABLE)?;
    let newest = newest(case.state, &task.id);
    if let Some((newest, based_on)) = newest.as_ref().zip(based_on).filter(|(n, b)| n.version != *b) {
        return Err(Refusal::NewerVersion {
            task: task.id,
            based_on,
            newest: newest.version,
            by: newest.entered_by.clone(),
            on: newest.entered_on,
        });
    }
    let visited = case.allow(Act::Visit, Reach::Local, visit.visited);
    let mut problems = problems(case.state, &case.campaign, &task, visit, case.today());
    match visited {
        Err(refusal) if problems.is_empty() => return Err(refusal),
        Err(_) => problems.insert(0, Problem::outside(case.calendar.phases().inspect)),
        Ok(_) => {}
    }
    let late = case.allow(Act::Enter, Reach::Local, case.today())?;
    if !problems.is_empty() {
        return Err(Refusal::Incomplete {
            task: task.id,
            problems,
        });
    }
    if late && visit.reason.trim().is_empty() {
        let window = case.calendar.phases().inspect;
        return Err(Refusal::LateNeedsReason {
            act: Act::Enter,
            day: case.today(),
            window,
        });
    }
    if let TaskState::Recorded | TaskState::Withdrawn = task.state {
        reason(Act::Enter, &visit.reason)?;
    }
    let inspection = Inspection {
        task: task.id,
        version: newest.map_or(0, |newest| newest.version) + 1,
        visit: visit.clone(),
        entered_by: case.operator.name.clone(),
        entered_on: case.today(),
        late,
    };
    Ok(Event::VisitRecorded {
        inspection: Box::new(inspection),
        target: task.target,
    }
    .into())
}

/// Whoever entered any version of a result cannot review it.
pub(super) fn review<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    judgement: &Judgement,
) -> Result<Decision, Refusal> {
    let task = case.task_for(id, Act::Review, Role::Review, &[TaskState::Recorded])?;
    if next::entered(&task, &case.operator.name) {
        return Err(Refusal::SamePerson {
            act: Act::Review,
            operator: case.operator.name.clone(),
            did: Act::Enter.key().to_owned(),
        });
    }
    if let Judgement::Return(why) = judgement {
        reason(Act::Review, why)?;
    }
    let versions: Vec<Inspection> = case.state.by("inspection.task", &task.id);
    let version = versions.iter().map(|v| v.version).max().unwrap_or(0);
    Ok(Event::Reviewed {
        task: task.id,
        version,
        judgement: judgement.clone(),
    }
    .into())
}
