//! An officer who has to be replaced after the match (SSJ-1 "Match"; 监察条例 art. 16, 处罚法 art. 43: avoidance is
//! checked again after every replacement).

use super::record::{match_seed, other, team_changes, unit_match};
use super::teams::{libraries, members_of, setup};
use super::{Case, Decision};
use crate::domain::batch::{Batch, MatchRound};
use crate::domain::calendar::Act;
use crate::domain::eligibility::{avoids, cap, certified, load};
use crate::domain::event::Event;
use crate::domain::library::Officer;
use crate::domain::operator::Role;
use crate::domain::refusal::Refusal;
use crate::domain::state::{Read, State};
use crate::domain::task::{Member, Task, TaskState};
use crate::draw::Profile;
use crate::draw::change::{Bar, ChangeError, Request, choose, teams_after};
use crate::draw::files;
use crate::draw::record::Absent;
use crate::draw::table::Team;

/// Who steps in is nobody's choice: the lowest load, then the ticket, among those whom no rule bars.
pub(super) fn replace<S: State + ?Sized>(
    case: &Case<'_, S>,
    task: &str,
    out: &str,
    code: &str,
    evidence: &str,
) -> Result<Decision, Refusal> {
    let needs = [TaskState::Assigned, TaskState::Inspecting];
    let task = case.task_for(task, Act::ReplaceOfficer, Role::Claim, &needs)?;
    let batch = case.batch_of(&task, Act::ReplaceOfficer)?;
    case.allow(Act::ReplaceOfficer, case.reach(&batch), case.today())?;
    if !task.team.iter().any(|member| member.officer == out) {
        return Err(Refusal::NotInTeam {
            team: task.team.into_iter().map(|member| member.officer).collect(),
            task: task.id,
            officer: out.to_owned(),
        });
    }
    let evidence = case.proof(Act::ReplaceOfficer, &case.campaign.team.reasons, code, evidence)?;
    let (number, round, matched) = found(case, &batch, &task)?;
    let mut changes = team_changes(case.state, &batch)?;
    let (roster, conflicts) = libraries(case, round)?;
    let seed = match_seed(&batch, round)?.seed(batch.profile);
    let setup = setup(case, &batch, round, &seed, &roster, &conflicts);
    let teams = teams_after(matched, number, &changes);
    let absent = absent(case, &task, out, round, &roster);
    let request = Request {
        round: number,
        task: &task.target,
        out,
        reason: code,
        evidence: &evidence,
        absent: &absent,
    };
    let change = choose(&setup, &teams, &request).map_err(|error| refusal(&error, out))?;
    changes.push(change);
    let team = teams_after(teams, number, changes.last())
        .into_iter()
        .find(|team| team.task == task.target)
        .ok_or_else(|| other("team"))?;
    let list = serde_json::to_vec_pretty(&changes).map_err(|_| other("record"))?;
    let event = Event::OfficerReplaced {
        batch: batch.id,
        task: task.id,
        out: out.to_owned(),
        reason: code.to_owned(),
        team: members_of(case, &team),
        changes: Profile::Sha256.hex(&list),
    };
    Ok(Decision {
        events: vec![event],
        blobs: vec![list],
    })
}

/// The round that made the task's team, its number, and the round's teams.
fn found<'b, S: State + ?Sized>(
    case: &Case<'_, S>,
    batch: &'b Batch,
    task: &Task,
) -> Result<(u32, &'b MatchRound, Vec<Team>), Refusal> {
    for (number, round) in batch.matched_rounds() {
        let mut teams = Vec::new();
        for hash in round.matched.values() {
            teams.extend(unit_match(case.state, hash)?.teams);
        }
        if teams.iter().any(|team| team.task == task.target) {
            return Ok((number, round, teams));
        }
    }
    Err(other("round"))
}

/// Who of the unit's frozen officers cannot step in for a reason that came up since.
fn absent<S: State + ?Sized>(
    case: &Case<'_, S>,
    task: &Task,
    out: &str,
    round: &MatchRound,
    roster: &[files::Officer],
) -> Vec<Absent> {
    let stays: Vec<&Member> = task.team.iter().filter(|member| member.officer != out).collect();
    let stays_in = |other: &str| stays.iter().any(|member| member.officer == other);
    let department = task.team.iter().find(|m| m.officer == out).map(|m| m.department);
    let reason = |officer: &Officer| {
        if !officer.on_duty {
            Some("off-duty")
        } else if case.campaign.regions.unit_of(officer.region) != Some(task.unit)
            || Some(officer.department) != department
        {
            Some("other-office")
        } else if !certified(officer, round.roster.visits) {
            Some("certificate")
        } else if avoids(case.state, &officer.id, &task.target, stays_in).is_some() {
            Some("conflict")
        } else if load(case.state, officer) >= cap(&case.campaign, officer) {
            Some("cap")
        } else {
            None
        }
    };
    let unit = task.unit.to_string();
    let of_unit = roster.iter().filter(|row| row.pool == unit);
    let absent = of_unit.filter_map(|row| {
        let officer = case.state.get::<Officer>(&row.officer)?;
        Some(Absent {
            reason: reason(&officer)?.to_owned(),
            officer: officer.id,
        })
    });
    absent.collect()
}

fn refusal(error: &ChangeError, out: &str) -> Refusal {
    match error {
        ChangeError::Nobody { barred, .. } => Refusal::NoReplacement {
            officer: out.to_owned(),
            excluded: barred
                .iter()
                .map(|(bar, count)| (key(*bar), *count as u64))
                .collect(),
        },
        error => other(error.code()),
    }
}

fn key(bar: Bar) -> &'static str {
    match bar {
        Bar::InTeam => "officer-out.member",
        Bar::Certificate => "officer-out.certificate",
        Bar::Conflict => "officer-out.conflict",
        Bar::Pair => "officer-out.pair",
        Bar::Cap => "officer-out.cap",
        Bar::Absent => "officer-out.absent",
    }
}
