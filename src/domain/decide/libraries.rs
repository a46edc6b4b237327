//! Imports. Only what is new or differs becomes an event, so importing the same file twice changes nothing.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::leads::taken_in;
use super::{Case, Decision, sound};
use crate::domain::campaign::Holiday;
use crate::domain::command::{Source, TargetImport};
use crate::domain::event::Event;
use crate::domain::holiday::HolidayYear;
use crate::domain::lead::Lead;
use crate::domain::library::{ChecklistItem, Conflict, Officer};
use crate::domain::operator::Role;
use crate::domain::refusal::Refusal;
use crate::domain::state::{Read, Record, State};
use crate::domain::visit_rules::Problem;
use crate::draw::hash::is_hash;

pub(super) fn targets<S: State + ?Sized>(
    case: &Case<'_, S>,
    import: &TargetImport,
) -> Result<Decision, Refusal> {
    case.permit(Role::Admin, case.operator.unit)?;
    if import.new + import.updated == 0 {
        return Ok(Decision::default());
    }
    if !is_hash(&import.extract) || !case.state.has_blob(&import.extract) {
        return Err(Refusal::BlobMissing {
            hash: import.extract.clone(),
        });
    }
    Ok(Event::TargetsImported {
        import: Box::new(import.clone()),
    }
    .into())
}

pub(super) fn officers<S: State + ?Sized>(
    case: &Case<'_, S>,
    source: &Source,
    rows: &[Officer],
) -> Result<Decision, Refusal> {
    for region in rows.iter().map(|o| o.region) {
        case.permit(Role::Admin, region)?;
    }
    Ok(unless_empty(changed(case, rows), |officers| {
        Event::OfficersImported {
            source: source.clone(),
            officers,
        }
    }))
}

pub(super) fn conflicts<S: State + ?Sized>(
    case: &Case<'_, S>,
    source: &Source,
    rows: &[Conflict],
) -> Result<Decision, Refusal> {
    case.permit(Role::Admin, case.operator.unit)?;
    Ok(unless_empty(changed(case, rows), |conflicts| {
        Event::ConflictsImported {
            source: source.clone(),
            conflicts,
        }
    }))
}

pub(super) fn checklist<S: State + ?Sized>(
    case: &Case<'_, S>,
    source: &Source,
    rows: &[ChecklistItem],
) -> Result<Decision, Refusal> {
    case.permit(Role::Admin, case.campaign.province)?;
    let items = changed(case, rows);
    if let Some(taken) = items
        .iter()
        .find(|item| case.state.read(ChecklistItem::KIND, &item.key()).is_some())
    {
        return Err(Refusal::VersionTaken {
            item: taken.id.clone(),
            version: taken.version,
        });
    }
    Ok(unless_empty(items, |items| Event::ChecklistImported {
        source: source.clone(),
        items,
    }))
}

/// Holidays are the same in every province, but they move its deadlines: the province's administrator takes them in.
pub(super) fn holidays<S: State + ?Sized>(
    case: &Case<'_, S>,
    source: &Source,
    days: &[Holiday],
) -> Result<Decision, Refusal> {
    case.permit(Role::Admin, case.campaign.province)?;
    let mut years: BTreeMap<i32, Vec<Holiday>> = BTreeMap::new();
    for day in days {
        years.entry(day.date.year()).or_default().push(day.clone());
    }
    let year = |(year, mut days): (i32, Vec<Holiday>)| {
        days.sort_by_key(|day| day.date);
        let source = source.clone();
        HolidayYear { year, days, source }
    };
    let years: Vec<HolidayYear> = years.into_iter().map(year).collect();
    Ok(unless_empty(changed(case, &years), |years| {
        Event::HolidaysImported { years }
    }))
}

pub(super) fn leads<S: State + ?Sized>(
    case: &Case<'_, S>,
    source: &Source,
    rows: &[Lead],
) -> Result<Decision, Refusal> {
    case.permit(Role::Leads, case.operator.unit)?;
    for lead in rows {
        let future =
            (lead.received > case.today()).then(|| Problem::new("received", "in-the-future", lead.received));
        sound(&lead.id, future.into_iter().collect())?;
    }
    let new = changed(case, rows);
    Ok(unless_empty(new, |leads| Event::LeadsImported {
        source: source.clone(),
        leads: leads.iter().map(|lead| taken_in(case, lead)).collect(),
    }))
}

fn changed<S: State + ?Sized, R: Record + Clone>(case: &Case<'_, S>, rows: &[R]) -> Vec<R> {
    rows.iter()
        .filter(|row| {
            !case
                .state
                .get::<R>(&row.key())
                .is_some_and(|known| known.same(row))
        })
        .cloned()
        .collect()
}

fn unless_empty<R>(rows: Vec<R>, event: impl FnOnce(Vec<R>) -> Event) -> Decision {
    if rows.is_empty() {
        Decision::default()
    } else {
        event(rows).into()
    }
}
