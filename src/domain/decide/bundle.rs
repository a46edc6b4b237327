//! Exchange with offices that have no line to this one (离线交换): whose keys are trusted, what goes out, what is taken
//! in, and which side holds where both have gone on.

use super::{Case, Decision, leads, reason};
use crate::domain::bundle::{
    Bundle, Fault, Known, Packed, Parcel, Peer, Settlement, own, settle, take as taken,
};
use crate::domain::calendar::Act;
use crate::domain::campaign::Campaign;
use crate::domain::event::Event;
use crate::domain::operator::{Actor, Operator, Role};
use crate::domain::refusal::Refusal;
use crate::domain::state::{Read, State};
use crate::domain::time::Now;

/// Before the campaign has come with the first bundle, whoever holds the data directory may say whose keys are whose.
pub(super) fn know<S: State + ?Sized>(
    state: &S,
    (now, actor): (Now, &Actor),
    peer: &Peer,
    why: &str,
) -> Result<Decision, Refusal> {
    let office = peer.office;
    if state.campaign().is_some() {
        let case = Case::new(state, now, actor)?;
        case.permit(Role::Report, case.operator.unit)?;
        let region = office.region;
        if peer.own && case.campaign.regions.get(region).is_none() {
            return Err(Refusal::NotAUnit { region });
        }
    }
    let known: Option<Peer> = state.get(&office.to_string());
    match own(state) {
        Some(mine) if peer.own || mine.office == office => {
            let office = mine.office;
            return Err(Fault::OwnKeys { office }.into());
        }
        _ => {}
    }
    let why = why.trim();
    match known {
        Some(known) if known == *peer => return Ok(Decision::default()),
        Some(_) if why.is_empty() => return Err(Fault::OtherKeys { office }.into()),
        _ => {}
    }
    let (peer, reason) = (peer.clone(), why.to_owned());
    Ok(Event::OfficeKnown { peer, reason }.into())
}

/// What leaves the office is on record before it leaves. A reporter goes only with the lead's own office's leave.
pub(super) fn make<S: State + ?Sized>(
    case: &Case<'_, S>,
    parcels: &[Parcel],
    why: &str,
) -> Result<Decision, Refusal> {
    let mine = own(case.state).ok_or(Fault::NoOwnKeys)?;
    case.permit(Role::Report, mine.office.region)?;
    let mut decision = Decision::default();
    for parcel in parcels.iter().filter(|parcel| !parcel.entries.is_empty()) {
        let Parcel {
            to,
            entries,
            reporters,
        } = parcel.clone();
        let office = to.office;
        if office == mine.office || case.state.get::<Peer>(&office.to_string()).is_none() {
            return Err(Fault::UnknownOffice { office }.into());
        }
        let why = match reporters.is_empty() {
            true => String::new(),
            false => reason(Act::FollowUp, why)?,
        };
        for lead in &reporters {
            decision.events.extend(leads::reveal(case, lead, &why)?.events);
        }
        decision.events.push(Event::BundleMade {
            to,
            entries,
            reporters,
            reason: why,
        });
    }
    match decision.events.is_empty() {
        true => Err(Fault::NothingNew.into()),
        false => Ok(decision),
    }
}

/// The first bundle brings the campaign along, and with it whoever may take it in.
pub(super) fn take<S: State + ?Sized>(
    state: &S,
    (now, actor): (Now, &Actor),
    (bundle, sha256): (&Bundle, &str),
    known: &Known,
) -> Result<Decision, Refusal> {
    let mine = own(state).ok_or(Fault::NoOwnKeys)?;
    if bundle.to.office != mine.office {
        let (to, own) = (bundle.to.office, mine.office);
        return Err(Fault::NotForUs { to, own }.into());
    }
    match state.campaign() {
        Some(_) => Case::new(state, now, actor)?.permit(Role::Report, mine.office.region)?,
        None => newcomer(bundle, actor, &mine)?,
    }
    let events = taken(state, known.clone(), bundle, sha256)?;
    let blobs = match events.is_empty() {
        true => Vec::new(),
        false => bundle.blobs.iter().filter_map(Packed::content).collect(),
    };
    Ok(Decision { events, blobs })
}

/// Whoever takes the first bundle in is an operator it names, who may.
fn newcomer(bundle: &Bundle, actor: &Actor, mine: &Peer) -> Result<(), Refusal> {
    let mut operators: Vec<Operator> = Vec::new();
    let mut campaign: Option<&Campaign> = None;
    for carried in &bundle.entries {
        match &carried.entry.event {
            Event::CampaignBegun { campaign: begun } => {
                campaign = Some(begun);
                operators.extend(begun.operators.iter().cloned());
            }
            Event::OperatorsPut { operators: put } => {
                operators.retain(|known| put.iter().all(|new| new.name != known.name));
                operators.extend(put.iter().cloned());
            }
            _ => {}
        }
    }
    let campaign = campaign.ok_or(Refusal::NoCampaign)?;
    let may = |o: &Operator| {
        o.roles.contains(&Role::Report) && campaign.regions.contains(o.unit, mine.office.region)
    };
    let who = operators.iter().filter(|o| may(o)).map(|o| o.name.clone());
    let who: Vec<String> = who.take(super::SHOWN).collect();
    match operators.iter().find(|o| o.name == actor.operator) {
        Some(operator) if may(operator) => Ok(()),
        Some(operator) => Err(Refusal::LacksRole {
            operator: operator.name.clone(),
            role: Role::Report,
            who,
        }),
        None => Err(Refusal::UnknownOperator {
            name: actor.operator.clone(),
            known: who,
        }),
    }
}

/// A conflict is decided by a person of the office, with a reason.
pub(super) fn decide<S: State + ?Sized>(
    case: &Case<'_, S>,
    settlement: &Settlement,
    known: &Known,
) -> Result<Decision, Refusal> {
    let mine = own(case.state).ok_or(Fault::NoOwnKeys)?;
    case.permit(Role::Report, mine.office.region)?;
    let settlement = Settlement {
        reason: reason(Act::FollowUp, &settlement.reason)?,
        ..settlement.clone()
    };
    Ok(Decision {
        events: settle(case.state, known, &settlement)?,
        blobs: Vec::new(),
    })
}
