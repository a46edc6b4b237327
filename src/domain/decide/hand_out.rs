//! From the drawn batch to formed teams: review, dispatch, claim, match (notice section 二（一）).

use std::collections::BTreeMap;

use super::batch::{blob, seed_text};
use super::{Case, Decision, reason};
use crate::domain::batch::{Batch, Purpose, Roster, Stage, Step};
use crate::domain::calendar::Act;
use crate::domain::campaign::CertificateRule;
use crate::domain::event::Event;
use crate::domain::library::{ChecklistItem, Conflict, Officer};
use crate::domain::operator::{Department, Role};
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, State};
use crate::domain::task::{Member, Task, TaskState};
use crate::domain::trouble::Trouble;
use crate::draw::Profile;
use crate::draw::files::{self, Dept, parse_conflicts, parse_roster, write_conflicts, write_roster};
use crate::draw::matching::match_pool;
use crate::draw::table::{Members, Setup, Visits};

/// Review is the other department's: whoever froze, planned or drew cannot approve, nor can the department that drew.
pub(super) fn approve<S: State + ?Sized>(case: &Case<'_, S>, id: &str) -> Result<Decision, Refusal> {
    let batch = case.batch(id)?;
    let who = || {
        let fit = |o: &_| case.can(o, Role::Approve, batch.region) && o.department == Department::Mr;
        case.operators(fit)
    };
    for made in [Act::Draw, Act::Plan, Act::FreezePool] {
        if let Some(step) = batch
            .step(made.key())
            .filter(|step| step.by == case.operator.name)
        {
            let (act, did) = (Act::Approve, made.key().to_owned());
            return Err(Refusal::SamePerson {
                act,
                operator: step.by.clone(),
                did,
            });
        }
    }
    let own = |drawn: &&Step| drawn.department == case.operator.department;
    if let Some(drawn) = batch.step(Act::Draw.key()).filter(own) {
        return Err(Refusal::SameDepartment {
            act: Act::Approve,
            department: drawn.department,
            who: who(),
        });
    }
    let batch = case.batch_for(id, Act::Approve, Role::Approve, Stage::Drawn)?;
    Ok(Event::BatchApproved { batch: batch.id }.into())
}

/// Dispatches to all units that still wait, or to one. A batch can be dispatched unit by unit.
pub(super) fn dispatch<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    region: Option<RegionCode>,
) -> Result<Decision, Refusal> {
    let batch = case.batch(id)?;
    case.permit(Role::Dispatch, batch.region)?;
    if batch.stage != Stage::Dispatched {
        case.at_stage(&batch, Act::Dispatch, Stage::Approved)?;
    }
    case.allow(Act::Dispatch, case.reach(&batch), case.today())?;
    let waiting = units_in(case, &batch, TaskState::Approved);
    let units: Vec<RegionCode> = match region {
        Some(region) => waiting.into_iter().filter(|unit| *unit == region).collect(),
        None => waiting,
    };
    if units.is_empty() {
        return Err(Refusal::NothingToDo {
            act: Act::Dispatch,
            batch: batch.id,
        });
    }
    Ok(Event::Dispatched {
        batch: batch.id,
        units,
    }
    .into())
}

/// Claiming pins the checklist's newest versions to the tasks.
pub(super) fn claim<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    region: RegionCode,
) -> Result<Decision, Refusal> {
    let batch = case.batch(id)?;
    let unit = case.unit(region)?;
    case.permit(Role::Claim, unit)?;
    case.at_stage(&batch, Act::Claim, Stage::Dispatched)?;
    case.allow(Act::Claim, case.reach(&batch), case.today())?;
    if tasks_in(case, &batch, unit, TaskState::Dispatched).is_empty() {
        return Err(Refusal::NothingToDo {
            act: Act::Claim,
            batch: batch.id,
        });
    }
    let mut newest = BTreeMap::new();
    for item in case.state.all::<ChecklistItem>() {
        newest.insert(item.id.clone(), ChecklistItem::key_of(&item.id, item.version));
    }
    if newest.is_empty() {
        return Err(Refusal::NoChecklist);
    }
    Ok(Event::Claimed {
        batch: batch.id,
        unit,
        checklist: newest.into_values().collect(),
    }
    .into())
}

/// Freezes rosters and conflicts before the match's seed can be known: of all units, and when it is done again, with
/// the reason, of those whose tasks still wait for a team.
pub(super) fn freeze_roster<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    again: Option<&str>,
) -> Result<Decision, Refusal> {
    let batch = case.batch_for(id, Act::Match, Role::Draw, Stage::Dispatched)?;
    let again = match (&batch.roster, again) {
        (None, _) => None,
        (Some(_), None) => return Err(Refusal::AlreadyDone { part: "step.roster" }),
        (Some(_), Some(why)) => Some(reason(Act::Match, why)?),
    };
    let waiting = units_in(case, &batch, TaskState::Claimed);
    if again.is_some() && waiting.is_empty() {
        return Err(Refusal::NothingToDo {
            act: Act::Match,
            batch: batch.id,
        });
    }
    let mut rows = Vec::new();
    let mut left_out: BTreeMap<String, u64> = BTreeMap::new();
    for officer in case.state.all::<Officer>() {
        let unit = case.campaign.regions.unit_of(officer.region);
        let why = match unit {
            None => Some("officer-out.other-unit"),
            Some(unit) if again.is_some() && !waiting.contains(&unit) => continue,
            Some(_) if !officer.on_duty => Some("officer-out.off-duty"),
            Some(_) if !certified(case, &officer) => Some("officer-out.certificate"),
            Some(_) => None,
        };
        if let Some(why) = why {
            *left_out.entry(why.to_owned()).or_insert(0) += 1;
        }
        // Who lacks a certificate stays in the file, where anybody can see that the match passes over them.
        if let Some(unit) = unit.filter(|_| officer.on_duty) {
            rows.push(roster_row(case, officer, unit));
        }
    }
    rows.sort_by(|a, b| a.officer.cmp(&b.officer));
    let known = |id: &str| rows.binary_search_by(|r| r.officer.as_str().cmp(id)).is_ok();
    let mut conflicts: Vec<files::Conflict> = case
        .state
        .all::<Conflict>()
        .into_iter()
        .filter(|c| known(&c.officer) && !c.target.starts_with("V-"))
        .map(|c| files::Conflict::Target {
            officer: c.officer,
            id: c.target,
        })
        .collect();
    conflicts.sort();
    let (roster_text, conflict_text) = (write_roster(&rows), write_conflicts(&conflicts));
    let roster = Roster {
        roster: Profile::Sha256.hex(&roster_text),
        conflicts: Profile::Sha256.hex(&conflict_text),
        officers: rows.len() as u64 - left_out.get("officer-out.certificate").copied().unwrap_or(0),
        left_out,
    };
    let events = vec![Event::RosterFrozen {
        batch: batch.id,
        roster,
        again,
    }];
    Ok(Decision {
        events,
        blobs: vec![roster_text.into_bytes(), conflict_text.into_bytes()],
    })
}

fn certified<S: State + ?Sized>(case: &Case<'_, S>, officer: &Officer) -> bool {
    let window = case.calendar.phases().inspect;
    match case.campaign.team.certificate {
        CertificateRule::WholeWindow => {
            officer.certificate.has(window.from) && officer.certificate.has(window.to)
        }
        CertificateRule::MatchDay => officer.certificate.has(case.today()),
    }
}

/// Tasks an officer still holds in this campaign count as base load beside those from elsewhere.
fn roster_row<S: State + ?Sized>(case: &Case<'_, S>, officer: Officer, unit: RegionCode) -> files::Officer {
    let held = case.state.by::<Task>("task.officer", &officer.id);
    let open = held.iter().filter(|t| t.state < TaskState::Recorded).count() as u32;
    files::Officer {
        dept: dept(officer.department),
        pool: unit.to_string(),
        cap: officer.cap.unwrap_or(case.campaign.team.cap),
        base: officer.base_load + open,
        cert_from: officer.certificate.from,
        cert_until: officer.certificate.to,
        officer: officer.id,
    }
}

fn dept(department: Department) -> Dept {
    match department {
        Department::Hr => Dept::A,
        Department::Mr => Dept::B,
    }
}

/// The days a certificate must hold on, as the match's record states them.
pub(super) fn visits<S: State + ?Sized>(case: &Case<'_, S>) -> Visits {
    let window = case.calendar.phases().inspect;
    match case.campaign.team.certificate {
        CertificateRule::WholeWindow => Visits {
            from: window.from,
            until: window.to,
        },
        CertificateRule::MatchDay => Visits {
            from: case.today(),
            until: case.today(),
        },
    }
}

pub(super) fn match_teams<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    region: RegionCode,
) -> Result<Decision, Refusal> {
    let batch = case.batch(id)?;
    let unit = case.unit(region)?;
    case.permit(Role::Claim, unit)?;
    case.at_stage(&batch, Act::Match, Stage::Dispatched)?;
    case.allow(Act::Match, case.reach(&batch), case.today())?;
    let seed = seed_text(&batch, Purpose::Match)?;
    let waiting = tasks_in(case, &batch, unit, TaskState::Claimed);
    if waiting.is_empty() {
        return Err(Refusal::NothingToDo {
            act: Act::Match,
            batch: batch.id,
        });
    }
    let by_target: BTreeMap<&str, &Task> = waiting.iter().map(|t| (t.target.as_str(), t)).collect();
    let frozen = batch.roster.clone().ok_or(Refusal::CeremonyIncomplete {
        missing: vec!["step.roster"],
    })?;
    let damaged = |hash: &str| Refusal::BlobMissing {
        hash: hash.to_owned(),
    };
    let roster = parse_roster(&blob(case, &frozen.roster)?).map_err(|_| damaged(&frozen.roster))?;
    let conflicts =
        parse_conflicts(&blob(case, &frozen.conflicts)?, &roster).map_err(|_| damaged(&frozen.conflicts))?;
    let members = case.campaign.team.members_per_department as usize;
    let setup = Setup {
        profile: Profile::Sha256,
        seed: &seed.seed(Profile::Sha256),
        roster: &roster,
        conflicts: &conflicts,
        members: Members {
            a: members,
            b: members,
        },
        visits: visits(case),
    };
    let targets: Vec<&str> = by_target.keys().copied().collect();
    let matched =
        match_pool(&setup, &unit.to_string(), &targets).map_err(|error| Refusal::MatchInfeasible {
            why: Trouble::of_match(&error, &setup, &pools(case, &batch)),
        })?;
    let teams = matched.teams.iter().filter_map(|team| {
        let task = by_target.get(team.task.as_str())?;
        Some((task.id.clone(), members_of(case, team)))
    });
    let teams = teams.collect();
    let record = serde_json::to_vec_pretty(&matched).map_err(|_| Refusal::MatchInfeasible {
        why: Trouble::Other { code: "record" },
    })?;
    let hash = Profile::Sha256.hex(&record);
    let events = vec![Event::TeamsMatched {
        batch: batch.id,
        unit,
        record: hash,
        teams,
    }];
    Ok(Decision {
        events,
        blobs: vec![record, seed.text().into_bytes()],
    })
}

fn members_of<S: State + ?Sized>(case: &Case<'_, S>, team: &crate::draw::table::Team) -> Vec<Member> {
    let member = |id: &String| {
        let officer = case.state.get::<Officer>(id)?;
        let (name, department) = (officer.name, officer.department);
        Some(Member {
            officer: officer.id,
            name,
            department,
            leads: *id == team.leader,
        })
    };
    team.a.iter().chain(&team.b).filter_map(member).collect()
}

fn units_in<S: State + ?Sized>(case: &Case<'_, S>, batch: &Batch, state: TaskState) -> Vec<RegionCode> {
    let mut units = Vec::new();
    for unit in case.campaign.regions.units() {
        if !tasks_in(case, batch, unit.code, state).is_empty() {
            units.push(unit.code);
        }
    }
    units
}

fn tasks_in<S: State + ?Sized>(
    case: &Case<'_, S>,
    batch: &Batch,
    unit: RegionCode,
    state: TaskState,
) -> Vec<Task> {
    let mut tasks: Vec<Task> = case.state.by("task.batch", &format!("{}/{unit}", batch.id));
    tasks.retain(|t| t.state == state);
    tasks
}

/// The targets of every unit's tasks that wait for a team.
fn pools<S: State + ?Sized>(case: &Case<'_, S>, batch: &Batch) -> BTreeMap<String, Vec<String>> {
    let waiting = |unit| tasks_in(case, batch, unit, TaskState::Claimed);
    let pool = |unit: RegionCode| {
        (
            unit.to_string(),
            waiting(unit).into_iter().map(|t| t.target).collect(),
        )
    };
    case.campaign
        .regions
        .units()
        .map(|unit| pool(unit.code))
        .collect()
}
