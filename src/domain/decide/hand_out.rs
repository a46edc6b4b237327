//! From the drawn batch to claimed tasks: review, dispatch, claim (notice section 二（一）).

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, Decision, SHOWN, reason};
use crate::domain::batch::{Batch, OverlapChoice, Stage};
use crate::domain::calendar::Act;
use crate::domain::event::Event;
use crate::domain::library::ChecklistItem;
use crate::domain::next;
use crate::domain::operator::Role;
use crate::domain::overlap;
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, State};
use crate::domain::task::{Task, TaskState};

/// Review is the other department's: whoever froze, planned or drew cannot approve, and a department cannot approve
/// what it drew itself. What an extension or a 补抽 added later is reviewed in the same way; where both departments have
/// added targets, each approves the other's.
pub(super) fn approve<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    keep_overlap: Option<&str>,
) -> Result<Decision, Refusal> {
    let batch = case.batch(id)?;
    if let Some(made) = next::made(&batch, &case.operator.name) {
        return Err(Refusal::SamePerson {
            act: Act::Approve,
            operator: case.operator.name.clone(),
            did: made.key().to_owned(),
        });
    }
    let waiting = case.tasks_in(&batch, None, &[TaskState::Drawn]);
    let (theirs, ours): (Vec<Task>, Vec<Task>) = waiting
        .into_iter()
        .partition(|task| task.drawn_by() != Some(case.operator.department));
    let drawn = batch.step(Act::Draw.key()).map(|step| step.department);
    if theirs.is_empty() && (!ours.is_empty() || drawn == Some(case.operator.department)) {
        let department = case.operator.department;
        let fit = |o: &_| case.can(o, Role::Approve, batch.region) && o.department != department;
        return Err(Refusal::SameDepartment {
            act: Act::Approve,
            department,
            who: case.operators(fit),
        });
    }
    case.permit(Role::Approve, batch.region)?;
    if theirs.is_empty() || batch.void.is_some() {
        case.at_stage(&batch, Act::Approve, Stage::Drawn)?;
    }
    case.allow(Act::Approve, case.reach_of(&batch, &theirs), case.today())?;
    let overlap = overlap_kept(case, &batch, &theirs, keep_overlap)?;
    Ok(Event::BatchApproved {
        batch: batch.id,
        overlap,
    }
    .into())
}

/// A target that another batch has drawn meanwhile is not waved through: it is struck off, or kept with a reason.
fn overlap_kept<S: State + ?Sized>(
    case: &Case<'_, S>,
    batch: &Batch,
    approved: &[Task],
    keep: Option<&str>,
) -> Result<Option<String>, Refusal> {
    if batch.pool.overlap.choice == Some(OverlapChoice::Keep) {
        return Ok(None);
    }
    let mut shared = overlap::shared(case.state, batch);
    shared.retain(|(task, _)| approved.iter().any(|other| other.id == task.id));
    match keep {
        _ if shared.is_empty() => Ok(None),
        Some(why) => reason(Act::Approve, why).map(Some),
        None => Err(Refusal::OverlapDrawn {
            targets: shared.len() as u64,
            some: shared
                .iter()
                .take(SHOWN)
                .map(|(task, other)| format!("{} ({other})", task.id))
                .collect(),
        }),
    }
}

/// Dispatches to all units that still wait, or to one. A batch can be dispatched unit by unit.
pub(super) fn dispatch<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    region: Option<RegionCode>,
) -> Result<Decision, Refusal> {
    let batch = case.batch(id)?;
    case.permit(Role::Dispatch, batch.region)?;
    if batch.stage != Stage::Dispatched {
        case.at_stage(&batch, Act::Dispatch, Stage::Approved)?;
    }
    let approved = case.tasks_in(&batch, region, &[TaskState::Approved]);
    case.allow(Act::Dispatch, case.reach_of(&batch, &approved), case.today())?;
    let units = units_of(&approved);
    if units.is_empty() {
        return Err(Refusal::NothingToDo {
            act: Act::Dispatch,
            batch: batch.id,
        });
    }
    Ok(Event::Dispatched {
        batch: batch.id,
        units,
    }
    .into())
}

/// Claiming pins the checklist's newest versions to the tasks.
pub(super) fn claim<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    region: RegionCode,
) -> Result<Decision, Refusal> {
    let (batch, unit, waiting) = case.unit_tasks(id, Act::Claim, region, TaskState::Dispatched)?;
    if waiting.is_empty() {
        return Err(Refusal::NothingToDo {
            act: Act::Claim,
            batch: batch.id,
        });
    }
    let mut newest = BTreeMap::new();
    for item in case.state.all::<ChecklistItem>() {
        newest.insert(item.id.clone(), ChecklistItem::key_of(&item.id, item.version));
    }
    if newest.is_empty() {
        return Err(Refusal::NoChecklist);
    }
    Ok(Event::Claimed {
        batch: batch.id,
        unit,
        checklist: newest.into_values().collect(),
    }
    .into())
}

/// The units of tasks, in order of their codes.
fn units_of(tasks: &[Task]) -> Vec<RegionCode> {
    let units: BTreeSet<RegionCode> = tasks.iter().map(|task| task.unit).collect();
    units.into_iter().collect()
}
