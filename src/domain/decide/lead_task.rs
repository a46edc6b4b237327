//! What a decision about a lead makes elsewhere: 立即核查 makes a task with a named team, 移送公安 a matter of the
//! follow-up ledger; and what either asks for before the lead is closed, or the decision undone.

use super::{Case, Decision, reason, sound};
use crate::domain::calendar::{Act, Reach};
use crate::domain::event::Event;
use crate::domain::follow_up::{
    Advance, FollowUp, FollowUpState, Matter, Need, Owner, Receiver, opening_problems,
};
use crate::domain::lead::{Deed, Handling, Lead, LeadState};
use crate::domain::refusal::Refusal;
use crate::domain::state::State;
use crate::domain::targeted::{self, Site};
use crate::domain::task::{Task, TaskState};
use crate::domain::visit_rules::Problem;
use crate::lang::Lang;

/// 立即核查: one decision, and the lead has its task and the task its team.
pub(super) fn check<S: State + ?Sized>(
    case: &Case<'_, S>,
    lead: &Lead,
    action: Option<u32>,
    team: &[String],
) -> Result<Decision, Refusal> {
    case.allow(Act::Match, Reach::Local, case.today())?;
    let site = Site::of(case.state, &case.campaign, lead);
    let unit = site.unit.ok_or(Refusal::NotAUnit { region: site.region })?;
    let team: Vec<String> = team.iter().map(|id| id.trim().to_owned()).collect();
    let rules = (&*case.campaign, &case.calendar);
    let mut problems = targeted::problems(case.state, rules, (&site.target, unit), &team, case.today());
    let known = |number: &u32| case.campaign.actions.iter().any(|a| a.number == *number);
    if let Some(number) = action.filter(|number| !known(number)) {
        problems.push(Problem::new("action", "unknown-action", number));
    }
    sound(&lead.id, problems)?;
    let task = targeted::task(case.state, lead, (&site, unit), action, &team);
    if task.checklist.is_empty() {
        return Err(Refusal::NoChecklist);
    }
    let handling = Handling::Check { action, team };
    let made = Event::TaskMade {
        task: Box::new(task),
        place: site.place.map(Box::new),
    };
    Ok(both(handled(lead, handling), made))
}

/// 移送公安: proposed to the ledger, where another person approves it.
pub(super) fn refer<S: State + ?Sized>(
    case: &Case<'_, S>,
    lead: &Lead,
    (authority, what, officers): (&str, &str, &[String]),
) -> Result<Decision, Refusal> {
    let site = Site::of(case.state, &case.campaign, lead);
    let matter = Matter::Referral {
        to: Receiver::Police,
        authority: authority.trim().to_owned(),
        what: what.trim().to_owned(),
        officers: officers.iter().map(|id| id.trim().to_owned()).collect(),
    };
    let about = (site.target.as_str(), case.today());
    sound(
        &lead.id,
        opening_problems(case.state, &case.campaign, about, &matter, case.today()),
    )?;
    let Matter::Referral {
        authority,
        what,
        officers,
        ..
    } = matter.clone()
    else {
        return Ok(Decision::default());
    };
    let number = FollowUp::of_lead(case.state, &lead.id).len() + 1;
    let holder: Owner = lead.holder();
    let follow_up = FollowUp {
        id: format!("{}-F{number:02}", lead.id),
        task: String::new(),
        lead: Some(lead.id.clone()),
        target: site.target,
        name: site.name,
        unit: site.unit.unwrap_or(holder.region),
        matter,
        owner: holder,
        opened_on: case.today(),
        opened_by: case.operator.name.clone(),
        steps: Vec::new(),
    };
    let handling = Handling::Refer {
        authority,
        what,
        officers,
    };
    let opened = Event::FollowUpOpened {
        follow_up: Box::new(follow_up),
    };
    Ok(both(handled(lead, handling), opened))
}

/// A lead that was checked is closed on the task's result, as long as one can be entered; one that was referred, on the
/// police's answer.
pub(super) fn settled<S: State + ?Sized>(case: &Case<'_, S>, lead: &Lead) -> Result<(), Refusal> {
    let enter = case.allow(Act::Enter, Reach::Local, case.today()).is_ok();
    let without =
        |task: &Task| enter && (task.state < TaskState::Recorded || task.state == TaskState::Returned);
    if let Some(task) = standing(case, lead).filter(without) {
        return Err(Refusal::LeadTaskOpen {
            lead: lead.id.clone(),
            task: task.id,
            state: task.state,
        });
    }
    match referral(case, lead) {
        Some(of) if lead.state() == LeadState::Referred && of.state() != FollowUpState::Done => {
            Err(Refusal::LeadReferralOpen {
                lead: lead.id.clone(),
                state: of.state(),
                follow_up: of.id,
            })
        }
        _ => Ok(()),
    }
}

/// What has to be undone along with the step `deed`, as long as nobody has built on it.
pub(super) fn undone<S: State + ?Sized>(
    case: &Case<'_, S>,
    lead: &Lead,
    deed: Deed,
    why: &str,
) -> Result<Option<Event>, Refusal> {
    // One's own step of the same day needs no reason; what ends with it still has one on record.
    let why = reason(Act::FollowUp, why).unwrap_or_else(|_| Lang::Zh.word(Deed::Undo.key()).into_owned());
    match deed {
        Deed::Check => match standing(case, lead) {
            Some(task) if task.state == TaskState::Assigned => Ok(Some(Event::TaskVoided {
                task: task.id,
                reason: why,
            })),
            Some(task) => Err(Refusal::LeadTaskBegun {
                lead: lead.id.clone(),
                task: task.id,
                state: task.state,
            }),
            None => Ok(None),
        },
        Deed::Refer => match referral(case, lead) {
            Some(of) if of.state() == FollowUpState::Proposed => Ok(Some(Event::FollowUpAdvanced {
                follow_up: of.id,
                advance: Advance::Withdraw { reason: why },
            })),
            Some(of) => Err(Refusal::NotItsTurn {
                follow_up: of.id.clone(),
                need: Need::Withdraw,
                state: of.state(),
                ready: of.ready(),
            }),
            None => Ok(None),
        },
        _ => Ok(None),
    }
}

/// The task that stands for the lead.
fn standing<S: State + ?Sized>(case: &Case<'_, S>, lead: &Lead) -> Option<Task> {
    let tasks = Task::of_lead(case.state, &lead.id);
    tasks.into_iter().rfind(|task| task.state.is_live())
}

/// The lead's newest referral.
fn referral<S: State + ?Sized>(case: &Case<'_, S>, lead: &Lead) -> Option<FollowUp> {
    FollowUp::of_lead(case.state, &lead.id).pop()
}

fn handled(lead: &Lead, handling: Handling) -> Event {
    Event::LeadHandled {
        lead: lead.id.clone(),
        handling,
    }
}

fn both(one: Event, other: Event) -> Decision {
    Decision {
        events: vec![one, other],
        blobs: Vec::new(),
    }
}
