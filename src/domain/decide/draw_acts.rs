//! What may follow a draw: 追加, 补抽 and striking off (SSJ-1 "Draw").

use super::batch::{reviewable, tasks};
use super::record::{Inputs, draw_seed, other};
use super::{Case, Decision, outcome, reason};
use crate::domain::batch::{Batch, Drawn, Kept, Stage};
use crate::domain::calendar::Act;
use crate::domain::event::Event;
use crate::domain::operator::Role;
use crate::domain::outcome::RECORDED;
use crate::domain::publication::visits_done;
use crate::domain::refusal::Refusal;
use crate::domain::state::State;
use crate::domain::task::{Task, TaskState};
use crate::draw::select;

/// States in which a task can still be replaced or struck off: nothing was found there yet.
const OPEN: [TaskState; 6] = [
    TaskState::Drawn,
    TaskState::Approved,
    TaskState::Dispatched,
    TaskState::Claimed,
    TaskState::Assigned,
    TaskState::Inspecting,
];

pub(super) fn extend<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    by: u64,
    why: &str,
) -> Result<Decision, Refusal> {
    let batch = case.batch(id)?;
    case.permit(Role::Draw, batch.region)?;
    drawn(&batch, Act::ExtendDraw)?;
    case.allow(Act::ExtendDraw, case.reach(&batch), case.today())?;
    if by == 0 {
        return Err(Refusal::NothingToDo {
            act: Act::ExtendDraw,
            batch: batch.id,
        });
    }
    // Its seed may be public by now, and would name whoever comes next before the visit.
    let open = batch.released.is_some();
    if open || visits_done(case.state, &case.campaign, &batch, case.today()) {
        return Err(Refusal::DrawOpen { batch: batch.id });
    }
    let why = reason(Act::ExtendDraw, why)?;
    reviewable(case, &batch, Act::ExtendDraw)?;
    changed(case, batch, select::Act::Extend { by }, why, None)
}

pub(super) fn replace<S: State + ?Sized>(
    case: &Case<'_, S>,
    task: &str,
    code: &str,
    evidence: &str,
) -> Result<Decision, Refusal> {
    let (batch, task, evidence) = retiring(case, task, Act::ReplaceTarget, code, evidence)?;
    reviewable(case, &batch, Act::ReplaceTarget)?;
    let act = select::Act::Replace {
        id: task.target.clone(),
        reason: code.to_owned(),
        evidence,
    };
    changed(case, batch, act, String::new(), Some(task.id))
}

pub(super) fn strike<S: State + ?Sized>(
    case: &Case<'_, S>,
    task: &str,
    code: &str,
    evidence: &str,
) -> Result<Decision, Refusal> {
    let (batch, task, evidence) = retiring(case, task, Act::StrikeTarget, code, evidence)?;
    let act = select::Act::Strike {
        id: task.target.clone(),
        reason: code.to_owned(),
        evidence,
    };
    changed(case, batch, act, String::new(), Some(task.id))
}

fn drawn(batch: &Batch, act: Act) -> Result<(), Refusal> {
    if batch.drawn.is_some() && batch.void.is_none() {
        return Ok(());
    }
    let (batch, stage, needs) = (batch.id.clone(), batch.stage, Stage::Drawn);
    Err(Refusal::WrongStage {
        batch,
        act,
        stage,
        needs,
    })
}

/// The task that may end, its batch, and the evidence; the reason must be one of the campaign's. A target that was gone
/// to is replaced only where the campaign's rule about what was found there lets it be; its record stays.
fn retiring<S: State + ?Sized>(
    case: &Case<'_, S>,
    task: &str,
    act: Act,
    code: &str,
    evidence: &str,
) -> Result<(Batch, Task, String), Refusal> {
    let task = case.task(task)?;
    let batch = case.batch_of(&task, act)?;
    case.permit(Role::Draw, batch.region)?;
    drawn(&batch, act)?;
    match act {
        Act::ReplaceTarget if RECORDED.contains(&task.state) => outcome::may_be_replaced(case, &task)?,
        _ => case.in_state(&task, act, &OPEN)?,
    }
    case.allow(act, case.reach(&batch), case.today())?;
    let evidence = case.proof(act, &case.campaign.draw.reasons, code, evidence)?;
    Ok((batch, task, evidence))
}

/// The draw with one more act, as the next version of its record.
fn changed<S: State + ?Sized>(
    case: &Case<'_, S>,
    batch: Batch,
    act: select::Act,
    reason: String,
    retired: Option<String>,
) -> Result<Decision, Refusal> {
    let seed = draw_seed(&batch)?.seed(batch.profile);
    let inputs = Inputs::read(case.state, &batch)?;
    let mut draw = inputs.draw(case.state, &batch, &seed)?;
    draw.act(act.clone()).map_err(|error| match error {
        select::DrawError::Exhausted { stratum, .. } => Refusal::Exhausted { stratum },
        select::DrawError::Allocate(why) => Refusal::PlanImpossible { why: why.into() },
        error => other(error.code()),
    })?;
    let (record, text) = inputs.record(case.state, &batch, &draw, &seed)?;
    let event = Event::DrawChanged {
        drawn: Drawn {
            seed,
            size: record.tasks().len() as u64,
        },
        record: Kept::of(batch.profile, &text),
        tasks: tasks(case, &batch, &record),
        batch: batch.id,
        act,
        reason,
        retired,
    };
    Ok(Decision {
        events: vec![event],
        blobs: vec![text.into_bytes()],
    })
}
