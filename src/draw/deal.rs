//! The deal: each department's deck of cards is shuffled by tickets and dealt whole; a deal that breaks any rule is
//! rejected whole. What is accepted is uniform over the balanced assignments that break none.

use serde::{Deserialize, Serialize};

use super::files::Dept;
use super::table::{Setup, Table};
use super::ticket::{Ticket, Tickets};

/// Deals tried before the match falls back to the assignment at least cost.
pub const ROUNDS: u32 = 10_000;

/// A rule that a rejected deal broke. Written as an array whose first element names the rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Vec<String>", try_from = "Vec<String>")]
pub enum Violation {
    /// An officer must avoid (回避) the target: `["conflict", officer, task]`.
    Conflict {
        /// The officer.
        officer: String,
        /// The task.
        task: String,
    },
    /// One officer holds two places of a team: `["twice", officer, task]`.
    Twice {
        /// The officer.
        officer: String,
        /// The task.
        task: String,
    },
    /// Two officers must not be in one team: `["pair", first, second, task]`.
    Pair {
        /// The officer with the smaller number.
        first: String,
        /// The other officer.
        second: String,
        /// The task.
        task: String,
    },
    /// More cards than the officer has room for under the cap: `["cap", officer, load]`.
    Cap {
        /// The officer.
        officer: String,
        /// Cards dealt to the officer.
        load: u32,
    },
}

impl From<Violation> for Vec<String> {
    fn from(violation: Violation) -> Self {
        match violation {
            Violation::Conflict { officer, task } => vec!["conflict".to_owned(), officer, task],
            Violation::Twice { officer, task } => vec!["twice".to_owned(), officer, task],
            Violation::Pair { first, second, task } => vec!["pair".to_owned(), first, second, task],
            Violation::Cap { officer, load } => vec!["cap".to_owned(), officer, load.to_string()],
        }
    }
}

impl TryFrom<Vec<String>> for Violation {
    type Error = String;

    fn try_from(words: Vec<String>) -> Result<Self, String> {
        let own = |word: &str| word.to_owned();
        match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["conflict", officer, task] => Ok(Violation::Conflict {
                officer: own(officer),
                task: own(task),
            }),
            ["twice", officer, task] => Ok(Violation::Twice {
                officer: own(officer),
                task: own(task),
            }),
            ["pair", first, second, task] => Ok(Violation::Pair {
                first: own(first),
                second: own(second),
                task: own(task),
            }),
            ["cap", officer, load] => {
                let load = load
                    .parse()
                    .map_err(|_| format!("{load:?} is not a number of cards"))?;
                Ok(Violation::Cap {
                    officer: own(officer),
                    load,
                })
            }
            other => Err(format!("{other:?} is not a violation of a deal")),
        }
    }
}

/// A deal that was rejected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rejected {
    /// Number of the deal, from 0.
    pub r: u32,
    /// Every rule it broke, by task and then the caps.
    pub violations: Vec<Violation>,
}

/// A deal: the members of every task, by the table's numbers, 人社 first.
pub(super) type Hands = Vec<Vec<usize>>;

/// Whether the caps leave room for loads that differ by at most one.
pub(super) fn even_deal_fits(setup: &Setup, table: &Table) -> bool {
    Dept::BOTH.into_iter().all(|dept| {
        let players = table.players_of(dept);
        let cards = table.tasks.len() * setup.members.of(dept);
        if cards == 0 {
            return true;
        }
        let Some(each) = cards.checked_div(players.len()) else {
            return false;
        };
        let extra = cards - each * players.len();
        let roomier = players
            .iter()
            .filter(|player| player.room as usize > each)
            .count();
        players.iter().all(|player| player.room as usize >= each) && roomier >= extra
    })
}

/// The first deal that breaks no rule, with its number, and every deal rejected before it. No deal when all
/// [`ROUNDS`] were rejected.
pub(super) fn deal(setup: &Setup, table: &Table) -> (Option<(u32, Hands)>, Vec<Rejected>) {
    let mut rejected = Vec::new();
    for r in 0..ROUNDS {
        let hands = hands(setup, table, r);
        let violations = violations(table, &hands);
        if violations.is_empty() {
            return (Some((r, hands)), rejected);
        }
        rejected.push(Rejected { r, violations });
    }
    (None, rejected)
}

/// Deal number `r`, whatever it breaks.
pub(super) fn hands(setup: &Setup, table: &Table, r: u32) -> Hands {
    let mut hands = vec![Vec::new(); table.tasks.len()];
    for dept in Dept::BOTH {
        let mut order: Vec<usize> = Vec::new();
        for deck in 0..setup.members.of(dept) {
            let tickets = Tickets::new(setup.profile, &deck_seed(setup, table, dept, deck, r));
            if deck == 0 {
                order = officer_order(&tickets, table, dept);
            }
            for (hand, player) in hands.iter_mut().zip(shuffled(&tickets, table, &order, deck)) {
                hand.push(player);
            }
        }
    }
    hands
}

/// `M|pool|d|r`; the further decks of a department append their number to its letter: `A2`, `A3`.
fn deck_seed(setup: &Setup, table: &Table, dept: Dept, deck: usize, r: u32) -> String {
    let number = if deck == 0 {
        String::new()
    } else {
        (deck + 1).to_string()
    };
    format!("{}|{}|{dept}{number}|{r}", setup.seed, table.pool)
}

fn officer_order(tickets: &Tickets, table: &Table, dept: Dept) -> Vec<usize> {
    let mut order: Vec<_> = table
        .seats(dept)
        .map(|player| (tickets.ticket(table.name(player)), player))
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, player)| player).collect()
}

/// The deck in the order it is dealt. The officers who get one card more than the others are the first in order;
/// in a further deck, the next ones round the table, so that total loads too differ by at most one.
fn shuffled(tickets: &Tickets, table: &Table, order: &[usize], deck: usize) -> Vec<usize> {
    let officers = order.len();
    let Some(each) = table.tasks.len().checked_div(officers) else {
        return Vec::new();
    };
    let extra = table.tasks.len() - each * officers;
    let first = deck * extra % officers;
    let mut cards = Vec::with_capacity(table.tasks.len());
    let mut text = String::new();
    for (place, &player) in order.iter().enumerate() {
        let turn = (place + officers - first) % officers;
        for number in 1..=each + usize::from(turn < extra) {
            text.clear();
            text.push_str(table.name(player));
            text.push('#');
            text.push_str(&number.to_string());
            cards.push((tickets.ticket(&text), player, number));
        }
    }
    let card = |&(_, player, number): &(Ticket, usize, usize)| format!("{}#{number}", table.name(player));
    cards.sort_unstable_by(|one, other| one.0.cmp(&other.0).then_with(|| card(one).cmp(&card(other))));
    cards.into_iter().map(|(_, player, _)| player).collect()
}

/// Every rule a deal breaks: task by task, then the caps by officer.
pub(super) fn violations(table: &Table, hands: &[Vec<usize>]) -> Vec<Violation> {
    let mut broken = Vec::new();
    let mut loads = vec![0u32; table.players.len()];
    for (task, members) in hands.iter().enumerate() {
        for &member in members {
            loads.get_mut(member).into_iter().for_each(|load| *load += 1);
        }
        broken.extend(team_violations(table, task, members));
    }
    for (player, load) in table.players.iter().zip(loads) {
        if load > player.room {
            broken.push(Violation::Cap {
                officer: player.name.to_owned(),
                load,
            });
        }
    }
    broken
}

fn team_violations(table: &Table, task: usize, members: &[usize]) -> Vec<Violation> {
    let name = |player| table.name(player).to_owned();
    let task_id = || table.task(task).to_owned();
    let mut broken = Vec::new();
    for &member in members {
        if table
            .players
            .get(member)
            .is_some_and(|player| player.barred.binary_search(&task).is_ok())
        {
            broken.push(Violation::Conflict {
                officer: name(member),
                task: task_id(),
            });
        }
    }
    for (place, &one) in members.iter().enumerate() {
        for &other in members.iter().skip(place + 1) {
            let (first, second) = (one.min(other), one.max(other));
            if first == second {
                broken.push(Violation::Twice {
                    officer: name(first),
                    task: task_id(),
                });
            } else if table.bans.contains(&(first, second)) {
                broken.push(pair(name(first), name(second), task_id()));
            }
        }
    }
    broken
}

fn pair(one: String, other: String, task: String) -> Violation {
    let (first, second) = if one < other { (one, other) } else { (other, one) };
    Violation::Pair { first, second, task }
}
