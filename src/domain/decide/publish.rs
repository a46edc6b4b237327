//! What becomes of a reviewed result: it is published or withheld, what was published can be withdrawn, and the task is
//! closed (人力资源市场暂行条例§35: 抽查结果及时向社会公布).

use super::{Case, Decision, follow_up, outcome, public_reason, reason};
use crate::domain::calendar::Act;
use crate::domain::event::Event;
use crate::domain::operator::Role;
use crate::domain::refusal::Refusal;
use crate::domain::state::State;
use crate::domain::task::TaskState;

pub(super) fn publish<S: State + ?Sized>(case: &Case<'_, S>, ids: &[String]) -> Result<Decision, Refusal> {
    let mut tasks = Vec::new();
    for id in ids {
        let task = case.task_for(id, Act::Publish, Role::Publish, &[TaskState::Reviewed])?;
        outcome::need_not_be_replaced(case, &task)?;
        tasks.push(task.id);
    }
    if tasks.is_empty() {
        return Ok(Decision::default());
    }
    Ok(Event::Published { tasks }.into())
}

pub(super) fn withhold<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    why: &str,
) -> Result<Decision, Refusal> {
    let task = case.task_for(id, Act::Publish, Role::Publish, &[TaskState::Reviewed])?;
    outcome::need_not_be_replaced(case, &task)?;
    Ok(Event::Withheld {
        task: task.id,
        reason: reason(Act::Publish, why)?,
    }
    .into())
}

/// Only what the public can see can be taken back: a result that is published, its task closed or not. It can then be
/// corrected like any entry, and published again once that is reviewed; or the task is closed without it.
pub(super) fn withdraw<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    why: &str,
) -> Result<Decision, Refusal> {
    let (act, task) = (Act::Withdraw, case.task(id)?);
    case.permit(Role::Publish, task.region)?;
    if task.published().is_none() {
        case.in_state(&task, act, &[TaskState::Published])?;
    }
    Ok(Event::Withdrawn {
        task: task.id,
        reason: public_reason(act, why)?,
    }
    .into())
}

pub(super) fn close<S: State + ?Sized>(case: &Case<'_, S>, id: &str) -> Result<Decision, Refusal> {
    let needs = [TaskState::Published, TaskState::Withheld, TaskState::Withdrawn];
    let task = case.task_for(id, Act::Close, Role::Publish, &needs)?;
    follow_up::settled(case, &task)?;
    Ok(Event::Closed { task: task.id }.into())
}
