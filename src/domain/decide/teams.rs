//! From claimed tasks to teams: the frozen roster and the match (notice section 二（一）, SSJ-1 "Match").

use std::collections::{BTreeMap, BTreeSet};

use super::record::{blob, damaged, draw_record, match_seed, other};
use super::{Case, Decision, SHOWN, public_reason, shortage};
use crate::domain::batch::{Batch, Kept, MatchRound, Roster, Stage};
use crate::domain::calendar::Act;
use crate::domain::eligibility::{cap, certificate_days, certified, load};
use crate::domain::event::Event;
use crate::domain::library::{Conflict, Officer, Tie};
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

/// Freezes rosters and conflicts before the match's seed can be known: of all units, and when it is done again, with
/// the reason, of those whose tasks still wait for a team.
pub(super) fn freeze_roster<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    again: Option<&str>,
) -> Result<Decision, Refusal> {
    let batch = case.batch(id)?;
    case.permit(Role::Draw, batch.region)?;
    case.at_stage(&batch, Act::Match, Stage::Dispatched)?;
    let again = match (batch.round(), again) {
        (None, _) => None,
        (Some(_), None) => return Err(Refusal::AlreadyDone { part: "step.roster" }),
        (Some(_), Some(why)) => Some(public_reason(Act::Match, why)?),
    };
    let waiting = case.units_in(&batch, TaskState::Claimed);
    case.allow(
        Act::Match,
        case.reach_of_units(&batch, TaskState::Claimed),
        case.today(),
    )?;
    let parent = batch.record().ok_or_else(|| other("record"))?.hash.clone();
    if again.is_some() && waiting.is_empty() {
        return Err(Refusal::NothingToDo {
            act: Act::Match,
            batch: batch.id,
        });
    }
    let visits = certificate_days(&case.campaign, &case.calendar, case.today());
    let mut rows = Vec::new();
    let mut left_out: BTreeMap<String, u64> = BTreeMap::new();
    for officer in case.state.all::<Officer>() {
        let unit = case.campaign.regions.unit_of(officer.region);
        let why = match unit {
            None => Some("officer-out.other-unit"),
            Some(unit) if again.is_some() && !waiting.contains(&unit) => continue,
            Some(_) if !officer.on_duty => Some("officer-out.off-duty"),
            Some(_) if !certified(&officer, visits) => Some("officer-out.certificate"),
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
        .filter(|c| known(&c.officer))
        .filter_map(|c| frozen(c, &known))
        .collect();
    conflicts.sort();
    conflicts.dedup();
    let (roster_text, conflict_text) = (write_roster(&rows), write_conflicts(&conflicts));
    let roster = Roster {
        roster: Kept::of(batch.profile, &roster_text),
        conflicts: Kept::of(batch.profile, &conflict_text),
        parent,
        visits,
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

/// A conflict as the frozen file has it: two officers of the roster, or an officer and a target with a code.
fn frozen(conflict: Conflict, known: &impl Fn(&str) -> bool) -> Option<files::Conflict> {
    if conflict.tie == Tie::Pair {
        let (one, other) = (conflict.officer, conflict.target);
        let (first, second) = if one < other { (one, other) } else { (other, one) };
        return (known(&first) && known(&second)).then_some(files::Conflict::Pair { first, second });
    }
    (!conflict.target.starts_with("V-")).then_some(files::Conflict::Target {
        officer: conflict.officer,
        id: conflict.target,
    })
}

/// Tasks an officer still holds in this campaign count as base load beside those from elsewhere.
fn roster_row<S: State + ?Sized>(case: &Case<'_, S>, officer: Officer, unit: RegionCode) -> files::Officer {
    files::Officer {
        dept: dept(officer.department),
        pool: unit.to_string(),
        cap: cap(&case.campaign, &officer),
        base: load(case.state, &officer),
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

/// The waiting tasks that the round's record names, all of them: what is matched is not for anyone to choose.
fn in_round<S: State + ?Sized>(
    case: &Case<'_, S>,
    batch: &Batch,
    round: &MatchRound,
    unit: RegionCode,
) -> Result<Vec<Task>, Refusal> {
    let parent = batch.records.iter().find(|v| v.file.hash == round.roster.parent);
    let record = draw_record(case.state, &parent.ok_or_else(|| other("parent"))?.file)?;
    let named: BTreeSet<&str> = record.tasks().iter().map(|task| task.id).collect();
    let before = [TaskState::Drawn, TaskState::Approved, TaskState::Dispatched];
    let unclaimed: Vec<String> = case
        .tasks_in(batch, Some(unit), &before)
        .into_iter()
        .filter(|task| named.contains(task.target.as_str()))
        .map(|task| task.id)
        .collect();
    let mut waiting = case.tasks_in(batch, Some(unit), &[TaskState::Claimed]);
    waiting.retain(|task| named.contains(task.target.as_str()));
    if waiting.is_empty() {
        return Err(Refusal::NothingToDo {
            act: Act::Match,
            batch: batch.id.clone(),
        });
    }
    if !unclaimed.is_empty() {
        return Err(Refusal::Unclaimed {
            tasks: unclaimed.len() as u64,
            some: unclaimed.into_iter().take(SHOWN).collect(),
        });
    }
    Ok(waiting)
}

/// The round's frozen officers and conflicts.
pub(super) fn libraries<S: State + ?Sized>(
    case: &Case<'_, S>,
    round: &MatchRound,
) -> Result<(Vec<files::Officer>, Vec<files::Conflict>), Refusal> {
    let (roster, conflicts) = (&round.roster.roster.blob, &round.roster.conflicts.blob);
    let officers = parse_roster(&blob(case.state, roster)?).map_err(|_| damaged(roster))?;
    let text = blob(case.state, conflicts)?;
    let avoid = parse_conflicts(&text, &officers).map_err(|_| damaged(conflicts))?;
    Ok((officers, avoid))
}

/// The conditions of a match.
pub(super) fn setup<'a, S: State + ?Sized>(
    case: &Case<'_, S>,
    batch: &Batch,
    round: &MatchRound,
    seed: &'a str,
    roster: &'a [files::Officer],
    conflicts: &'a [files::Conflict],
) -> Setup<'a> {
    let members = case.campaign.team.members_per_department as usize;
    Setup {
        profile: batch.profile,
        seed,
        roster,
        conflicts,
        members: Members {
            a: members,
            b: members,
        },
        visits: Visits {
            from: round.roster.visits.from,
            until: round.roster.visits.to,
        },
    }
}

pub(super) fn match_teams<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    region: RegionCode,
) -> Result<Decision, Refusal> {
    let (batch, unit) = case.unit_tasks(id, Act::Match, region, TaskState::Claimed)?;
    let round = batch.round().ok_or_else(|| Refusal::CeremonyIncomplete {
        missing: vec!["step.roster"],
    })?;
    let seed = match_seed(&batch, round)?;
    let waiting = in_round(case, &batch, round, unit)?;
    let by_target: BTreeMap<&str, &Task> = waiting.iter().map(|t| (t.target.as_str(), t)).collect();
    let (roster, conflicts) = libraries(case, round)?;
    let seed_hash = seed.seed(batch.profile);
    let setup = setup(case, &batch, round, &seed_hash, &roster, &conflicts);
    let targets: Vec<&str> = by_target.keys().copied().collect();
    let matched =
        match_pool(&setup, &unit.to_string(), &targets).map_err(|error| Refusal::MatchInfeasible {
            why: shortage::trouble(case, &batch, &error, &setup, &by_target),
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

pub(super) fn members_of<S: State + ?Sized>(
    case: &Case<'_, S>,
    team: &crate::draw::table::Team,
) -> Vec<Member> {
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
