//! What is decided about a lead (线索): 受理, 不予受理, 转办, 合并.

use super::{Case, Decision, known_code, reason};
use crate::domain::calendar::{Act, Reach};
use crate::domain::event::Event;
use crate::domain::lead::{Lead, Triage};
use crate::domain::operator::Role;
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, Record, State};

/// Whoever decides has the role and reaches the division that holds the lead; a decision is made once.
pub(super) fn triage<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    verdict: &Triage,
) -> Result<Decision, Refusal> {
    let lead = lead(case, id)?;
    case.permit(Role::Leads, lead.holder())?;
    if let Some(last) = lead.steps.last().filter(|_| !lead.state().is_open()) {
        return Err(Refusal::LeadDecided {
            lead: lead.id.clone(),
            state: lead.state(),
            on: last.on,
            by: last.by.clone(),
        });
    }
    case.allow(Act::FollowUp, Reach::Local, case.today())?;
    let verdict = match verdict {
        Triage::Accept => Triage::Accept,
        Triage::Refuse { code, reason } => {
            known_code(&case.campaign.leads.reasons, code)?;
            let (code, reason) = (code.clone(), reason.trim().to_owned());
            Triage::Refuse { code, reason }
        }
        Triage::Forward { to, reason: why } => Triage::Forward {
            to: elsewhere(case, &lead, *to)?,
            reason: reason(Act::FollowUp, why)?,
        },
        Triage::Merge { into } => Triage::Merge {
            into: other(case, &lead, into)?,
        },
    };
    Ok(Event::LeadTriaged {
        lead: lead.id,
        verdict,
    }
    .into())
}

fn lead<S: State + ?Sized>(case: &Case<'_, S>, id: &str) -> Result<Lead, Refusal> {
    case.state.get(id).ok_or_else(|| Refusal::NotFound {
        what: "lead",
        id: id.to_owned(),
        known: case.known(Lead::KIND),
    })
}

/// A division of the campaign other than the one that holds the lead.
fn elsewhere<S: State + ?Sized>(
    case: &Case<'_, S>,
    lead: &Lead,
    to: RegionCode,
) -> Result<RegionCode, Refusal> {
    if case.campaign.regions.get(to).is_none() {
        let units = case.campaign.regions.units();
        return Err(Refusal::NotFound {
            what: "region",
            id: to.to_string(),
            known: units
                .map(|unit| unit.code.to_string())
                .take(super::SHOWN)
                .collect(),
        });
    }
    if to == lead.holder() {
        return Err(Refusal::LeadThere {
            lead: lead.id.clone(),
            region: to,
        });
    }
    Ok(to)
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
