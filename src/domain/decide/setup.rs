//! The campaign itself, its operators, and orders that extend a phase.

use super::{Case, Decision};
use crate::domain::calendar::{Act, Extension};
use crate::domain::campaign::{Campaign, Unsound};
use crate::domain::event::Event;
use crate::domain::operator::{Actor, Operator, Role};
use crate::domain::refusal::Refusal;
use crate::domain::state::{Read, State};

/// Begins the campaign. Where no operator has a login yet, the one who begins becomes the first administrator.
pub(super) fn begin<S: State + ?Sized>(
    state: &S,
    campaign: &Campaign,
    actor: &Actor,
) -> Result<Decision, Refusal> {
    if let Some(there) = state.get::<Campaign>("") {
        return Err(Refusal::CampaignExists { id: there.id });
    }
    if let Some(fault) = campaign.faults().into_iter().next() {
        return Err(Refusal::UnsoundCampaign { fault });
    }
    let mut campaign = campaign.clone();
    let nobody = campaign.operators.iter().all(|o| o.os_user.is_empty());
    let first = campaign
        .operators
        .iter_mut()
        .find(|o| o.roles.contains(&Role::Admin));
    match first {
        Some(first) if nobody => first.os_user.clone_from(&actor.os_user),
        Some(_) => {}
        None => {
            let fault = Unsound::new("operators", "no-admin", "");
            return Err(Refusal::UnsoundCampaign { fault });
        }
    }
    Ok(Event::CampaignBegun {
        campaign: Box::new(campaign),
    }
    .into())
}

pub(super) fn put_operators<S: State + ?Sized>(
    case: &Case<'_, S>,
    operators: &[Operator],
) -> Result<Decision, Refusal> {
    case.permit(Role::Admin, case.campaign.province)?;
    let changed: Vec<Operator> = operators
        .iter()
        .filter(|o| case.state.get::<Operator>(&o.name).as_ref() != Some(o))
        .cloned()
        .collect();
    if changed.is_empty() {
        return Ok(Decision::default());
    }
    let remain = |o: &Operator| operators.iter().all(|new| new.name != o.name);
    let administers = |o: &Operator| case.can(o, Role::Admin, case.campaign.province);
    if !operators.iter().any(administers) && case.operators(|o| remain(o) && administers(o)).is_empty() {
        return Err(Refusal::LastAdmin);
    }
    Ok(Event::OperatorsPut { operators: changed }.into())
}

pub(super) fn extend<S: State + ?Sized>(
    case: &Case<'_, S>,
    extension: &Extension,
) -> Result<Decision, Refusal> {
    case.permit(Role::Admin, case.campaign.province)?;
    super::reason(Act::Extend, &extension.reason)?;
    if extension.order.trim().is_empty() {
        return Err(Refusal::OrderMissing);
    }
    let present = case.calendar.phases().window(extension.phase).to;
    if extension.to <= present {
        return Err(Refusal::NoExtension { to: present });
    }
    Ok(Event::PhaseExtended {
        extension: extension.clone(),
    }
    .into())
}
