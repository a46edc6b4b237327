//! Officers replaced after the match, each chosen again.

use super::reading::{check_heading, compare, follows, need, read};
use super::rounds::Round;
use super::{Difference, Files, first_difference};
use crate::draw::change::{Request, choose, teams_after};
use crate::draw::files::{MATCH, TEAM_CHANGES};
use crate::draw::hash::Profile;
use crate::draw::record::{Change, TeamChanges};
use crate::draw::table::Setup;

/// Checks the changed teams, where there are any; gives how many changes were made.
pub(super) fn check(files: &Files, profile: Profile, rounds: &[Round]) -> Result<usize, Difference> {
    let Some(bytes) = files.get(TEAM_CHANGES) else {
        return Ok(0);
    };
    let Some(newest) = rounds.last() else {
        return Err(Difference::MissingFile {
            file: MATCH.to_owned(),
        });
    };
    let record: TeamChanges = read(TEAM_CHANGES, bytes)?;
    check_heading(TEAM_CHANGES, &record.heading)?;
    let (before, match_bytes) = (newest.file(), need(files, &newest.file())?);
    follows(profile, TEAM_CHANGES, &record.heading, (&before, match_bytes))?;
    if record.changes.is_empty() {
        return Err(field("changes", "[]"));
    }
    for (at, stated) in record.changes.iter().enumerate() {
        let made = record.changes.get(..at).unwrap_or_default();
        same(at, stated, &again(profile, rounds, made, at, stated)?)?;
    }
    let count = record.changes.len();
    let hash = newest.hash.clone();
    compare(
        TEAM_CHANGES,
        bytes,
        &TeamChanges::of(&newest.record, hash, record.changes),
    )?;
    Ok(count)
}

fn field(field: &'static str, found: &str) -> Difference {
    Difference::Field {
        file: TEAM_CHANGES.to_owned(),
        field,
        found: found.to_owned(),
    }
}

/// Makes a change again, after those made before it.
fn again(
    profile: Profile,
    rounds: &[Round],
    made: &[Change],
    at: usize,
    stated: &Change,
) -> Result<Change, Difference> {
    let round = rounds.iter().find(|round| round.record.round == stated.round);
    let Some(round) = round else {
        return Err(field("round", &stated.round.to_string()));
    };
    let setup = Setup {
        profile,
        seed: &round.record.seed,
        roster: &round.roster,
        conflicts: &round.conflicts,
        members: round.record.members,
        visits: round.record.visits,
    };
    let matched = round
        .record
        .pools
        .iter()
        .flat_map(|pool| pool.teams.iter().cloned());
    let teams = teams_after(matched, stated.round, made);
    let request = Request {
        round: stated.round,
        task: &stated.task,
        out: &stated.out,
        reason: &stated.reason,
        evidence: &stated.evidence,
        absent: &stated.absent,
    };
    choose(&setup, &teams, &request).map_err(|error| Difference::Change {
        file: TEAM_CHANGES.to_owned(),
        change: at + 1,
        error,
    })
}

fn same(at: usize, stated: &Change, expected: &Change) -> Result<(), Difference> {
    let value = |change: &Change| serde_json::to_value(change).unwrap_or_default();
    match first_difference(&value(stated), &value(expected)) {
        None => Ok(()),
        Some(mut difference) => {
            difference.path = format!("/changes/{at}{}", difference.path);
            Err(Difference::Value {
                file: TEAM_CHANGES.to_owned(),
                difference,
            })
        }
    }
}
