//! From the drawn batch to claimed tasks: review, dispatch, claim (notice section 二（一）).

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, Decision, SHOWN, reason};
use crate::domain::batch::{Batch, OverlapChoice, Stage, Step};
use crate::domain::calendar::Act;
use crate::domain::event::Event;
use crate::domain::library::ChecklistItem;
use crate::domain::operator::{Department, Role};
use crate::domain::overlap;
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, State};
use crate::domain::task::{Task, TaskState};

/// What whoever reviews a batch must not have done to it.
const MADE: [Act; 5] = [
    Act::Draw,
    Act::Plan,
    Act::FreezePool,
    Act::ExtendDraw,
    Act::ReplaceTarget,
];

/// What makes tasks that are to be reviewed.
const DREW: [Act; 3] = [Act::Draw, Act::ExtendDraw, Act::ReplaceTarget];

/// Review is the other department's: whoever froze, planned or drew cannot approve, nor can the department that drew.
/// What an extension or a 补抽 added later is reviewed in the same way.
pub(super) fn approve<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    keep_overlap: Option<&str>,
) -> Result<Decision, Refusal> {
    let batch = case.batch(id)?;
    let who = || {
        let fit = |o: &_| case.can(o, Role::Approve, batch.region) && o.department == Department::Mr;
        case.operators(fit)
    };
    for made in MADE {
        if let Some(step) = batch
            .step(made.key())
            .filter(|step| step.by == case.operator.name)
        {
            let (act, did) = (Act::Approve, made.key().to_owned());
            return Err(Refusal::SamePerson {
                act,
                operator: step.by.clone(),
                did,
            });
        }
    }
    let own = |drawn: &&Step| drawn.department == case.operator.department;
    let drew = DREW.iter().filter_map(|act| batch.step(act.key()));
    if let Some(drawn) = drew.max_by_key(|step| step.seq).filter(own) {
        return Err(Refusal::SameDepartment {
            act: Act::Approve,
            department: drawn.department,
            who: who(),
        });
    }
    case.permit(Role::Approve, batch.region)?;
    let waiting = case.tasks_in(&batch, None, TaskState::Drawn);
    if waiting.is_empty() || batch.void.is_some() {
        case.at_stage(&batch, Act::Approve, Stage::Drawn)?;
    }
    case.allow(Act::Approve, case.reach_of(&batch, &waiting), case.today())?;
    let overlap = overlap_kept(case, &batch, keep_overlap)?;
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
    keep: Option<&str>,
) -> Result<Option<String>, Refusal> {
    if batch.pool.overlap.choice == Some(OverlapChoice::Keep) {
        return Ok(None);
    }
    let mut shared = overlap::shared(case.state, batch);
    shared.retain(|(task, _)| task.state == TaskState::Drawn);
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
    let approved = case.tasks_in(&batch, None, TaskState::Approved);
    case.allow(Act::Dispatch, case.reach_of(&batch, &approved), case.today())?;
    let waiting = units_of(&approved);
    let units: Vec<RegionCode> = match region {
        Some(region) => waiting.into_iter().filter(|unit| *unit == region).collect(),
        None => waiting,
    };
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
    let batch = case.batch(id)?;
    let unit = case.unit(region)?;
    case.permit(Role::Claim, unit)?;
    case.at_stage(&batch, Act::Claim, Stage::Dispatched)?;
    let waiting = case.tasks_in(&batch, Some(unit), TaskState::Dispatched);
    case.allow(Act::Claim, case.reach_of(&batch, &waiting), case.today())?;
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
