//! What is done about a lead (线索): taking it in, every step in it, and showing who reported it.

use chrono::NaiveDate;

use super::{Case, Decision, known_code, lead_task, reason, sound};
use crate::domain::calendar::{Act, Reach};
use crate::domain::campaign::Clock;
use crate::domain::event::Event;
use crate::domain::follow_up::Owner;
use crate::domain::lead::{Deed, Handled, Handling, Lead, Standing};
use crate::domain::next::Agenda;
use crate::domain::operator::{Operator, Role};
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, Record, State};
use crate::domain::target::Target;
use crate::domain::uscc::Uscc;
use crate::domain::visit_rules::Problem;

/// Takes a lead in. It belongs to the department of whoever takes it in: at the place it names where they answer for
/// that, and otherwise at their own, from where it is forwarded.
pub(super) fn taken_in<S: State + ?Sized>(case: &Case<'_, S>, lead: &Lead) -> Lead {
    let own = case.operator.unit;
    let reaches = case.campaign.regions.contains(own, lead.region);
    Lead {
        department: case.operator.department,
        taken_in: (!reaches).then_some(own),
        steps: Vec::new(),
        ..lead.clone()
    }
}

pub(super) fn add<S: State + ?Sized>(case: &Case<'_, S>, lead: &Lead) -> Result<Decision, Refusal> {
    case.permit(Role::Leads, case.operator.unit)?;
    case.allow(Act::FollowUp, Reach::Local, case.today())?;
    if case.state.get::<Lead>(&lead.id).is_some() {
        return Err(Refusal::LeadKnown {
            lead: lead.id.clone(),
        });
    }
    sound(&lead.id, lead_problems(case, lead))?;
    Ok(Event::LeadAdded {
        lead: Box::new(taken_in(case, lead)),
    }
    .into())
}

fn lead_problems<S: State + ?Sized>(case: &Case<'_, S>, lead: &Lead) -> Vec<Problem> {
    let mut problems = Vec::new();
    let blank = |text: &str| text.trim().is_empty();
    if blank(&lead.what) {
        problems.push(Problem::new("content", "empty", ""));
    }
    if blank(&lead.about) && blank(&lead.place) && lead.target.is_none() {
        problems.push(Problem::new("about", "lead-about-nobody", ""));
    }
    if blank(&lead.source) {
        problems.push(Problem::new("source", "empty", ""));
    }
    if lead.received > case.today() {
        problems.push(Problem::new("received", "in-the-future", lead.received));
    }
    let kinds = &case.campaign.leads.kinds;
    let unknown = |id: &&String| kinds.iter().all(|kind| kind.id != **id);
    if case.campaign.regions.get(lead.region).is_none() {
        problems.push(Problem::new("region", "unknown-place", lead.region));
    }
    if let Some(kind) = lead.kind.as_ref().filter(unknown) {
        problems.push(Problem::new("kind", "unknown-kind", kind));
    }
    problems
}

/// Whoever acts has the role, and reaches the office that holds the lead, in the same department.
pub(super) fn handle<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    handling: &Handling,
) -> Result<Decision, Refusal> {
    let lead = lead(case, id)?;
    case.allow(Act::FollowUp, Reach::Local, case.today())?;
    if let Handling::Undo { of, reason } = handling {
        return undo(case, &lead, *of, reason);
    }
    let (standing, deed) = (lead.standing(), handling.deed());
    let office = match deed {
        Deed::Recall => standing.sender.unwrap_or(standing.holder),
        _ => standing.holder,
    };
    match deed {
        Deed::Extend => case.permit(Role::Review, office.region)?,
        _ => own(case, &lead, office)?,
    }
    if !standing.ready().contains(&deed) {
        return Err(not_ready(&lead, deed, &standing));
    }
    let same_person = |did: Deed| Refusal::SamePerson {
        act: Act::FollowUp,
        operator: case.operator.name.clone(),
        did: did.key().to_owned(),
    };
    if deed == Deed::Extend && standing.accepted_by == case.operator.name {
        return Err(same_person(Deed::Accept));
    }
    // A receipt that the sender gives proves nothing.
    if deed == Deed::Acknowledge && forwarded_by(&lead) == Some(&case.operator.name) {
        return Err(same_person(Deed::Forward));
    }
    match handling {
        Handling::Check { action, team } => lead_task::check(case, &lead, *action, team),
        Handling::Refer {
            authority,
            what,
            officers,
        } => lead_task::refer(case, &lead, (authority, what, officers)),
        handling => {
            let handling = checked(case, &lead, handling.clone())?;
            Ok(handled(lead.id, handling).into())
        }
    }
}

fn forwarded_by(lead: &Lead) -> Option<&String> {
    let mut steps = lead.effective().rev();
    let forward = steps.find(|step| step.handling.deed() == Deed::Forward);
    forward.map(|step| &step.by)
}

fn handled(lead: String, handling: Handling) -> Event {
    Event::LeadHandled { lead, handling }
}

/// The step, with every text trimmed and everything it names looked up.
fn checked<S: State + ?Sized>(
    case: &Case<'_, S>,
    lead: &Lead,
    mut handling: Handling,
) -> Result<Handling, Refusal> {
    let rules = &case.campaign.leads;
    let act = Act::FollowUp;
    match &mut handling {
        Handling::Refuse { code, reason } => {
            known_code(&rules.reasons, code)?;
            *reason = reason.trim().to_owned();
        }
        Handling::Forward { to, reason: why } => {
            *why = reason(act, why)?;
            elsewhere(case, lead, *to)?;
        }
        Handling::Merge { into } => *into = other(case, lead, into)?,
        Handling::Ask { what, until } => {
            *what = reason(act, what)?;
            let most = case.campaign.clocks.lead_ask.as_ref();
            sound(&lead.id, last_day(case, *until, most))?;
        }
        Handling::Pause { code, reason, until } => {
            known_code(&rules.grounds, code)?;
            *reason = reason.trim().to_owned();
            let most = case.campaign.clocks.lead_pause.as_ref();
            sound(&lead.id, last_day(case, *until, most))?;
        }
        Handling::Close { code, result } => {
            known_code(&rules.outcomes, code)?;
            *result = reason(act, result)?;
            lead_task::settled(case, lead)?;
        }
        Handling::Feedback { on, how, text } => {
            (*how, *text) = (reason(act, how)?, reason(act, text)?);
            let begin = told_from(&lead.standing());
            let future = (*on > case.today()).then(|| Problem::new("on", "in-the-future", *on));
            let before = (*on < begin).then(|| Problem::new("on", "too-early", begin));
            sound(&lead.id, future.into_iter().chain(before).collect())?;
        }
        Handling::Identify { target } => {
            // The registry holds many that no record speaks of: whoever has a code of its form may be one of them.
            if case.state.get::<Target>(target).is_none() && target.parse::<Uscc>().is_err() {
                return Err(Refusal::NotFound {
                    what: "target",
                    id: target.clone(),
                    known: Vec::new(),
                });
            }
        }
        Handling::Return { reason: why }
        | Handling::Recall { reason: why }
        | Handling::Resume { reason: why }
        | Handling::Void { reason: why }
        | Handling::Extend { reason: why } => *why = reason(act, why)?,
        Handling::Accept
        | Handling::Acknowledge
        | Handling::Check { .. }
        | Handling::Refer { .. }
        | Handling::Unreferred { .. }
        | Handling::Answered { .. }
        | Handling::Undo { .. } => {}
    }
    Ok(handling)
}

/// What came of a lead can be told from its end on, anything else from its receipt on.
fn told_from(of: &Standing) -> NaiveDate {
    match of.state.is_ended() {
        true => of.since,
        false => of.received,
    }
}

/// The last step is undone: by whoever took it, on the day it was taken; otherwise by a reviewer, with the reason.
fn undo<S: State + ?Sized>(case: &Case<'_, S>, lead: &Lead, of: u64, why: &str) -> Result<Decision, Refusal> {
    let last = lead.effective().next_back();
    let by_itself = |step: &Handled| matches!(step.handling.deed(), Deed::Unreferred | Deed::Answered);
    let Some(step) = last.filter(|step| step.seq == of && !by_itself(step)) else {
        return Err(Refusal::LeadNotLast {
            lead: lead.id.clone(),
            of,
            last: last.filter(|step| !by_itself(step)).map(|step| step.seq),
        });
    };
    let why = if step.by == case.operator.name && step.on == case.today() {
        why.trim().to_owned()
    } else {
        let standing = lead.standing();
        case.permit(Role::Review, standing.sender.unwrap_or(standing.holder).region)?;
        reason(Act::FollowUp, why)?
    };
    let (id, of, deed) = (lead.id.clone(), step.seq, step.handling.deed());
    let more = lead_task::undone(case, lead, deed, &why)?;
    let mut decision = Decision::from(handled(id, Handling::Undo { of, reason: why }));
    decision.events.extend(more);
    Ok(decision)
}

/// Showing who reported a lead is an act of its own, with a reason, on record (监察条例§9).
pub(super) fn reveal<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    why: &str,
) -> Result<Decision, Refusal> {
    let lead = lead(case, id)?;
    own(case, &lead, lead.holder())?;
    if lead.reporter.is_none() {
        return Err(Refusal::LeadAnonymous { lead: lead.id });
    }
    let reason = reason(Act::FollowUp, why)?;
    Ok(Event::ReporterRevealed {
        lead: lead.id,
        reason,
    }
    .into())
}

pub(super) fn lead<S: State + ?Sized>(case: &Case<'_, S>, id: &str) -> Result<Lead, Refusal> {
    case.state.get(id).ok_or_else(|| Refusal::NotFound {
        what: "lead",
        id: id.to_owned(),
        known: case.known(Lead::KIND),
    })
}

/// The operator has the role, and the office is theirs: in reach, and of their department.
fn own<S: State + ?Sized>(case: &Case<'_, S>, lead: &Lead, office: Owner) -> Result<(), Refusal> {
    case.permit(Role::Leads, office.region)?;
    if case.operator.department == office.department {
        return Ok(());
    }
    Err(Refusal::LeadElsewhere {
        lead: lead.id.clone(),
        department: office.department,
        region: office.region,
        who: case.operators(|operator| takes(case, operator, office)),
    })
}

fn takes<S: State + ?Sized>(case: &Case<'_, S>, operator: &Operator, office: Owner) -> bool {
    case.can(operator, Role::Leads, office.region) && operator.department == office.department
}

fn not_ready(lead: &Lead, deed: Deed, standing: &Standing) -> Refusal {
    let last = lead.effective().next_back();
    Refusal::LeadNotReady {
        lead: lead.id.clone(),
        deed,
        state: standing.state,
        on: last.map_or(lead.received, |step| step.on),
        by: last.map_or(String::new(), |step| step.by.clone()),
        ready: standing.ready(),
    }
}

/// A last day until which a lead's time rests lies ahead, and no further than the campaign allows.
fn last_day<S: State + ?Sized>(case: &Case<'_, S>, until: NaiveDate, most: Option<&Clock>) -> Vec<Problem> {
    let today = case.today();
    let past = (until <= today).then(|| Problem::new("until", "not-ahead", until));
    let agenda = Agenda::new(&case.campaign, case.state);
    let most = most.and_then(|clock| agenda.last_day(clock, today).ok());
    let far = most.filter(|most| until > *most);
    let far = far.map(|most| Problem::new("until", "too-far", most));
    past.into_iter().chain(far).collect()
}

/// An office of the campaign other than the one that holds the lead, with somebody in it who can take it up.
fn elsewhere<S: State + ?Sized>(case: &Case<'_, S>, lead: &Lead, to: Owner) -> Result<(), Refusal> {
    if case.campaign.regions.get(to.region).is_none() {
        return Err(unknown_region(case, to.region));
    }
    if to == lead.holder() {
        return Err(Refusal::LeadThere {
            lead: lead.id.clone(),
            region: to.region,
            department: to.department,
        });
    }
    if case.operators(|operator| takes(case, operator, to)).is_empty() {
        return Err(Refusal::LeadNobody {
            region: to.region,
            department: to.department,
        });
    }
    Ok(())
}

fn unknown_region<S: State + ?Sized>(case: &Case<'_, S>, to: RegionCode) -> Refusal {
    let units = case.campaign.regions.units();
    let known = units.map(|unit| unit.code.to_string()).take(super::SHOWN);
    Refusal::NotFound {
        what: "region",
        id: to.to_string(),
        known: known.collect(),
    }
}

/// Another lead that is not itself merged, so that no lead is merged into itself by a detour.
fn other<S: State + ?Sized>(case: &Case<'_, S>, own: &Lead, into: &str) -> Result<String, Refusal> {
    if into == own.id {
        return Err(Refusal::LeadItself { lead: own.id.clone() });
    }
    let other = lead(case, into)?;
    match other.merged_into() {
        None => Ok(other.id),
        Some(into) => Err(Refusal::LeadMerged {
            into: into.to_owned(),
            lead: other.id,
        }),
    }
}
