//! What follows from the outcome of a visit: the campaign's rule says whether another target takes the place of one that
//! was closed, had moved or could not be reached (补抽).

use super::Case;
use crate::domain::calendar::{Act, Reach, Standing};
use crate::domain::campaign::Then;
use crate::domain::outcome::of_task;
use crate::domain::refusal::Refusal;
use crate::domain::state::State;
use crate::domain::task::Task;

/// The rule about the task's result lets it be replaced.
pub(super) fn may_be_replaced<S: State + ?Sized>(case: &Case<'_, S>, task: &Task) -> Result<(), Refusal> {
    match of_task(case.state, &case.campaign, &task.id) {
        Some(follows) if follows.then == Then::Stands => Err(Refusal::OutcomeStands {
            task: task.id.clone(),
            outcome: follows.outcome,
            source: follows.source().to_owned(),
            verified: follows.is_verified(),
        }),
        Some(_) => Ok(()),
        None => case.in_state(task, Act::ReplaceTarget, &[]),
    }
}

/// A result that must make room for another target is neither published nor withheld as long as another can be drawn.
pub(super) fn need_not_be_replaced<S: State + ?Sized>(
    case: &Case<'_, S>,
    task: &Task,
) -> Result<(), Refusal> {
    let follows = of_task(case.state, &case.campaign, &task.id).filter(|f| f.then == Then::MustReplace);
    // What was not drawn has nobody to take its place.
    let Some(follows) = follows.filter(|_| !task.is_targeted()) else {
        return Ok(());
    };
    let act = (Act::ReplaceTarget, Reach::Local);
    let open = case.calendar.standing(act.0, act.1, case.today()) == Standing::Open;
    match case.calendar.last_day(act.0, act.1).filter(|_| open) {
        Some(until) => Err(Refusal::MustReplace {
            task: task.id.clone(),
            outcome: follows.outcome,
            until,
            source: follows.source().to_owned(),
            verified: follows.is_verified(),
        }),
        None => Ok(()),
    }
}
