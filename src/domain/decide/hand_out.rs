//! From the drawn batch to claimed tasks: review, dispatch, claim (notice section 二（一）).

use super::{Case, Decision, SHOWN, reason};
use crate::domain::batch::{Batch, OverlapChoice, Stage, Step};
use crate::domain::calendar::Act;
use crate::domain::event::Event;
use crate::domain::library::ChecklistItem;
use crate::domain::next;
use crate::domain::operator::Role;
use crate::domain::overlap;
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::State;
use crate::domain::task::{Task, TaskState};

/// What adds tasks to a batch.
const DREW: [Act; 3] = [Act::Draw, Act::ExtendDraw, Act::ReplaceTarget];

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
    let waiting = (&batch, None, TaskState::Drawn);
    let theirs = |task: &Task| task.drawn_by() != Some(case.operator.department);
    // A batch that only one's own department drew from needs no look at its tasks.
    let drew = |step: &&Step| DREW.iter().any(|act| step.what == act.key());
    let others = batch
        .steps
        .iter()
        .filter(drew)
        .any(|step| step.department != case.operator.department);
    let some = others && case.any_in(waiting, theirs);
    let drawn = batch.step(Act::Draw.key()).map(|step| step.department);
    if !some && (case.any_in(waiting, |_| true) || drawn == Some(case.operator.department)) {
        let department = case.operator.department;
        let fit = |o: &_| case.can(o, Role::Approve, batch.region) && o.department != department;
        return Err(Refusal::SameDepartment {
            act: Act::Approve,
            department,
            who: case.operators(fit),
        });
    }
    case.permit(Role::Approve, batch.region)?;
    if !some || batch.void.is_some() {
        case.at_stage(&batch, Act::Approve, Stage::Drawn)?;
    }
    case.allow(Act::Approve, case.reach_of(waiting, theirs), case.today())?;
    let overlap = overlap_kept(case, &batch, theirs, keep_overlap)?;
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
    theirs: impl Fn(&Task) -> bool,
    keep: Option<&str>,
) -> Result<Option<String>, Refusal> {
    if batch.pool.overlap.choice == Some(OverlapChoice::Keep) {
        return Ok(None);
    }
    let mut shared = overlap::shared(case.state, batch);
    shared.retain(|(task, _)| task.state == TaskState::Drawn && theirs(task));
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
    let reach = case.reach_of((&batch, region, TaskState::Approved), |_| true);
    case.allow(Act::Dispatch, reach, case.today())?;
    let mut units = case.units_in(&batch, TaskState::Approved);
    units.retain(|unit| region.is_none_or(|region| region == *unit));
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
    let (batch, unit) = case.unit_tasks(id, Act::Claim, region, TaskState::Dispatched)?;
    if !case.any_in((&batch, Some(unit), TaskState::Dispatched), |_| true) {
        return Err(Refusal::NothingToDo {
            act: Act::Claim,
            batch: batch.id,
        });
    }
    let checklist = ChecklistItem::newest(case.state);
    if checklist.is_empty() {
        return Err(Refusal::NoChecklist);
    }
    Ok(Event::Claimed {
        batch: batch.id,
        unit,
        checklist,
    }
    .into())
}
