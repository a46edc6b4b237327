//! The match at least cost, for when no deal is accepted. Without pair bans each department is one assignment; a
//! ban that the cheapest teams break is settled by branching: one of its two officers keeps off the task. The search
//! is best-first, so the first teams that break no ban are the cheapest of all that do.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::files::Dept;
use super::optimal::{Assigned, Costs, FORBIDDEN, assign};
use super::table::{Setup, Table};
use super::ticket::Tickets;

/// Branches solved before the search gives up; each settles one pair ban on one task.
pub(super) const BRANCHES: usize = 2_000;

/// Pair costs lie below this number: 18 decimals.
const PAIR_LIMIT: i128 = 1_000_000_000_000_000_000;

/// Why no teams came out of the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stuck {
    /// No assignment keeps all pair bans.
    Bans,
    /// The search gave up after [`BRANCHES`] branches.
    Limit,
}

/// The officers of a task by the table's numbers, 人社 first.
type Teams = Vec<Vec<usize>>;

/// Finds the cheapest teams that break no rule.
pub(super) fn cheapest(setup: &Setup, table: &Table) -> Result<Teams, Stuck> {
    let costs = Dept::BOTH.map(|dept| dept_costs(setup, table, dept));
    let mut open = BinaryHeap::new();
    let mut solved = 0;
    open.extend(Branch::solve(table, &costs, Vec::new(), &mut solved));
    while let Some(Reverse(branch)) = open.pop() {
        let Some((task, pair)) = broken_ban(table, &branch.teams) else {
            return Ok(branch.teams);
        };
        for keeps_off in pair {
            if solved >= BRANCHES {
                return Err(Stuck::Limit);
            }
            let mut off = branch.off.clone();
            off.push((task, keeps_off));
            open.extend(Branch::solve(table, &costs, off, &mut solved));
        }
    }
    Err(Stuck::Bans)
}

/// A part of the search: the cheapest teams in which some officers keep off some tasks.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Branch {
    total: i128,
    off: Vec<(usize, usize)>,
    teams: Teams,
}

impl Branch {
    fn solve(
        table: &Table,
        costs: &[Costs; 2],
        off: Vec<(usize, usize)>,
        solved: &mut usize,
    ) -> Option<Reverse<Branch>> {
        *solved += 1;
        let mut teams = vec![Vec::new(); table.tasks.len()];
        let mut total = 0;
        for (dept, costs) in Dept::BOTH.into_iter().zip(costs) {
            let seats = table.seats(dept);
            let mut costs = costs.clone();
            for (task, player) in off.iter().filter(|(_, player)| seats.contains(player)) {
                let row = costs.pair.get_mut(*task);
                row.and_then(|row| row.get_mut(player - seats.start))
                    .into_iter()
                    .for_each(|c| *c = FORBIDDEN);
            }
            let Assigned { members, total: part } = assign(&costs)?;
            total += part;
            for (team, members) in teams.iter_mut().zip(members) {
                team.extend(members.into_iter().map(|member| seats.start + member));
            }
        }
        Some(Reverse(Branch { total, off, teams }))
    }
}

/// The first team with a banned pair, and the pair.
fn broken_ban(table: &Table, teams: &[Vec<usize>]) -> Option<(usize, [usize; 2])> {
    if table.bans.is_empty() {
        return None;
    }
    teams.iter().enumerate().find_map(|(task, team)| {
        let mut pairs = team
            .iter()
            .flat_map(|&one| team.iter().map(move |&other| (one, other)));
        pairs
            .find(|pair| table.bans.contains(pair))
            .map(|(one, other)| (task, [one, other]))
    })
}

fn dept_costs(setup: &Setup, table: &Table, dept: Dept) -> Costs {
    let tickets = Tickets::new(setup.profile, &format!("{}|{}|{dept}|T2", setup.seed, table.pool));
    let players = table.players_of(dept);
    let cost = |task: usize, id: &str, player: &super::table::Player| match player.barred.binary_search(&task)
    {
        Ok(_) => FORBIDDEN,
        Err(_) => tickets.ticket(&format!("pair|{}|{id}", player.name)).leading18(),
    };
    let places = table.tasks.len() * (setup.members.a + setup.members.b);
    Costs {
        need: setup.members.of(dept),
        officers: players.iter().map(|player| (player.base, player.room)).collect(),
        pair: table
            .tasks
            .iter()
            .enumerate()
            .map(|(task, id)| players.iter().map(|player| cost(task, id, player)).collect())
            .collect(),
        unit: PAIR_LIMIT * (places as i128 + 1),
    }
}
