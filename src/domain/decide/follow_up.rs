//! The follow-up ledger (后续处理): entering a matter, and every step in it.

use super::{Case, Decision, sound};
use crate::domain::calendar::{Act, Reach};
use crate::domain::campaign::Outcome;
use crate::domain::event::Event;
use crate::domain::follow_up::{
    Advance, FOLLOWED, FollowUp, Kind, Matter, Need, Owner, advance_problems, opening_problems, owed,
    unanswered,
};
use crate::domain::inspection::Visit;
use crate::domain::operator::Role;
use crate::domain::refusal::Refusal;
use crate::domain::state::{Read, Record, State};
use crate::domain::summary::newest;
use crate::domain::task::Task;
use crate::domain::visit_rules::Problem;

pub(super) fn open<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    matter: &Matter,
) -> Result<Decision, Refusal> {
    let task = case.task_for(id, Act::FollowUp, Role::Inspect, &FOLLOWED)?;
    case.allow(Act::FollowUp, Reach::Local, case.today())?;
    let visit = newest(case.state, &task.id).map(|newest| newest.visit);
    let visited = visit.as_ref().map_or(case.today(), |visit| visit.visited);
    let mut problems = opening_problems(
        case.state,
        &case.campaign,
        (&task.target, visited),
        matter,
        case.today(),
    );
    let punishes = matches!(
        matter.kind(),
        Kind::Order | Kind::Case | Kind::Refund | Kind::Fine
    );
    let clean = |visit: Visit| {
        case.campaign
            .outcomes_of(&visit.codes)
            .any(|of| of == Outcome::Clean)
    };
    if punishes && visit.is_some_and(clean) {
        problems.push(Problem::new("codes", "nothing-found", ""));
    }
    sound(&task.id, problems)?;
    let number = FollowUp::of_task(case.state, &task.id).len() + 1;
    let follow_up = FollowUp {
        id: format!("{}-F{number:02}", task.id),
        target: task.target,
        name: task.name,
        unit: task.unit,
        matter: matter.clone(),
        owner: Owner {
            region: task.region,
            department: case.operator.department,
        },
        opened_on: case.today(),
        opened_by: case.operator.name.clone(),
        steps: Vec::new(),
        lead: None,
        task: task.id,
    };
    Ok(Event::FollowUpOpened {
        follow_up: Box::new(follow_up),
    }
    .into())
}

pub(super) fn advance<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    advance: &Advance,
) -> Result<Decision, Refusal> {
    let of = follow_up(case, id)?;
    let need = advance.need();
    case.permit(role(&of, need), of.owner().region)?;
    if !of.ready().contains(&need) {
        return Err(Refusal::NotItsTurn {
            follow_up: of.id.clone(),
            need,
            state: of.state(),
            ready: of.ready(),
        });
    }
    if checks(&of, need) && of.opened_by == case.operator.name {
        return Err(Refusal::SamePerson {
            act: Act::FollowUp,
            operator: case.operator.name.clone(),
            did: "step.follow-up".to_owned(),
        });
    }
    let mut problems = advance_problems(&of, advance, case.now);
    if let Advance::Hand { to, .. } = advance
        && case.campaign.regions.get(to.region).is_none()
    {
        problems.push(Problem::new("to", "unknown-place", to.region));
    }
    sound(&of.id, problems)?;
    Ok(Event::FollowUpAdvanced {
        follow_up: of.id,
        advance: advance.clone(),
    }
    .into())
}

/// Whether the step is a check on whoever entered the matter: approval, more time, and taking back what others have
/// built on.
fn checks(of: &FollowUp, need: Need) -> bool {
    match need {
        Need::Decide | Need::Extend => true,
        Need::Withdraw => !of.steps.is_empty(),
        _ => false,
    }
}

fn role(of: &FollowUp, need: Need) -> Role {
    match need {
        Need::Withdraw if checks(of, need) => Role::Review,
        need => need.role(),
    }
}

fn follow_up<S: State + ?Sized>(case: &Case<'_, S>, id: &str) -> Result<FollowUp, Refusal> {
    case.state.get(id).ok_or_else(|| Refusal::NotFound {
        what: "follow-up",
        id: id.to_owned(),
        known: case.known(FollowUp::KIND),
    })
}

/// Nothing that the inspection led to is still open, and the ledger holds all that the record orders.
pub(super) fn settled<S: State + ?Sized>(case: &Case<'_, S>, task: &Task) -> Result<(), Refusal> {
    let ledger = FollowUp::about(case.state, task);
    let recorded = newest(case.state, &task.id).map(|newest| newest.visit.measures);
    let missing = recorded
        .map(|measures| owed(&measures, &ledger))
        .unwrap_or_default();
    let failed = unanswered(&ledger);
    let open = ledger.into_iter().filter(|of| of.state().is_open());
    let open: Vec<String> = open.map(|of| of.id).collect();
    if open.is_empty() && missing.is_empty() && failed.is_empty() {
        return Ok(());
    }
    Err(Refusal::Unsettled {
        task: task.id.clone(),
        open,
        missing,
        failed,
    })
}
