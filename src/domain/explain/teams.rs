//! How the teams of a batch came about, unit by unit, from the records of their match.

use std::collections::BTreeMap;

use crate::domain::batch::{Batch, MatchRound};
use crate::domain::decide::{blob, damaged, match_seed, team_changes, unit_match};
use crate::domain::operator::Department;
use crate::domain::refusal::Refusal;
use crate::domain::state::State;
use crate::draw::Tickets;
use crate::draw::change::teams_after;
use crate::draw::deal::Rejected;
use crate::draw::files::{Dept, Officer, parse_roster};
use crate::draw::matching::{Method, PoolMatch};
use crate::draw::record::Change;
use crate::draw::table::Team;

/// The match of one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Teams {
    /// Number of the round of matching, from 1.
    pub round: usize,
    /// The unit, a division code.
    pub unit: String,
    /// How the teams were found.
    pub method: Method,
    /// What the assignment at least cost costs; none where the teams were dealt.
    pub cost: Option<Cost>,
    /// The deals that were rejected before, with what they broke.
    pub rejected: Vec<Rejected>,
    /// The unit's officers in the frozen roster, with the changes taken into account.
    pub loads: Vec<Load>,
    /// Officers replaced since, in order.
    pub changes: Vec<Change>,
    /// Teams formed.
    pub teams: usize,
}

/// An officer's part in a match, after what was changed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// The officer's number.
    pub officer: String,
    /// Department.
    pub department: Department,
    /// Tasks held before.
    pub base: u32,
    /// Tasks held at most.
    pub cap: u32,
    /// Tasks in whose teams the officer is.
    pub tasks: u32,
    /// Of these, tasks led as 组长.
    pub leads: u32,
}

/// What an assignment at least cost costs (SSJ-1 "Fallback"), both departments together, as it was matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Σ over officers of (base+1 + … + base+load), which is minimised first.
    pub loads: u64,
    /// Σ of the pairs' tickets, which decides between equal loads.
    pub pairs: i128,
}

/// The match of every unit that was matched, by round and unit.
///
/// # Errors
/// [`Refusal::BlobMissing`].
pub fn teams<S: State + ?Sized>(state: &S, batch: &Batch) -> Result<Vec<Teams>, Refusal> {
    let mut units = Vec::new();
    let changes = team_changes(state, batch)?;
    for (number, round) in (1..).zip(&batch.rounds) {
        let roster = &round.roster.roster.blob;
        let roster = parse_roster(&blob(state, roster)?).map_err(|_| damaged(roster))?;
        for (unit, record) in &round.matched {
            let matched = unit_match(state, record)?;
            let officers: Vec<&Officer> = roster.iter().filter(|row| row.pool == *unit).collect();
            units.push(of_unit(
                batch,
                (number, round),
                unit,
                &officers,
                matched,
                &changes,
            ));
        }
    }
    Ok(units)
}

fn of_unit(
    batch: &Batch,
    (number, round): (usize, &MatchRound),
    unit: &str,
    officers: &[&Officer],
    matched: PoolMatch,
    changes: &[Change],
) -> Teams {
    // A target has one team, and published rounds are numbered without those that matched nobody.
    let here = |change: &&Change| matched.teams.iter().any(|team| team.task == change.task);
    let changes: Vec<Change> = changes.iter().filter(here).cloned().collect();
    let published = changes.first().map_or(0, |change| change.round);
    let now = teams_after(matched.teams.iter().cloned(), published, &changes);
    let seed = match_seed(batch, round).ok().map(|text| text.seed(batch.profile));
    let cost = match matched.method {
        Method::Deal { .. } => None,
        Method::LeastCost { .. } => seed.map(|seed| Cost {
            loads: loads(officers, &matched.teams).iter().map(of_load).sum(),
            pairs: of_pairs(batch, unit, &seed, &matched.teams),
        }),
    };
    Teams {
        round: number,
        unit: unit.to_owned(),
        method: matched.method,
        cost,
        loads: loads(officers, &now),
        changes,
        teams: matched.teams.len(),
        rejected: matched.rejected,
    }
}

/// What these teams give every officer.
fn loads(officers: &[&Officer], teams: &[Team]) -> Vec<Load> {
    let mut given: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for team in teams {
        for member in team.a.iter().chain(&team.b) {
            let (tasks, leads) = given.entry(member).or_default();
            *tasks += 1;
            *leads += u32::from(*member == team.leader);
        }
    }
    let load = |row: &&Officer| {
        let (tasks, leads) = given.get(row.officer.as_str()).copied().unwrap_or_default();
        Load {
            officer: row.officer.clone(),
            department: match row.dept {
                Dept::A => Department::Hr,
                Dept::B => Department::Mr,
            },
            base: row.base,
            cap: row.cap,
            tasks,
            leads,
        }
    };
    officers.iter().map(load).collect()
}

/// base+1 + … + base+tasks.
fn of_load(load: &Load) -> u64 {
    let (base, tasks) = (u64::from(load.base), u64::from(load.tasks));
    base * tasks + tasks * (tasks + 1) / 2
}

pub(super) fn of_pairs(batch: &Batch, unit: &str, seed: &str, teams: &[Team]) -> i128 {
    let of_dept = |dept: Dept| {
        let tickets = Tickets::new(batch.profile, &format!("{seed}|{unit}|{dept}|T2"));
        let members = teams.iter().flat_map(move |team| {
            let members = if dept == Dept::A { &team.a } else { &team.b };
            members
                .iter()
                .map(move |officer| format!("pair|{officer}|{}", team.task))
        });
        members
            .map(|pair| i128::from(tickets.ticket(&pair).leading18()))
            .sum::<i128>()
    };
    Dept::BOTH.into_iter().map(of_dept).sum()
}
