//! What a match is made from: one pool's tasks and the officers who may take them, as small numbers.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::files::{Conflict, Dept, Officer};
use super::hash::Profile;
use super::ticket::Tickets;

/// How many officers of each department form a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Members {
    /// Of 人社.
    #[serde(rename = "A")]
    pub a: usize,
    /// Of 市场监管.
    #[serde(rename = "B")]
    pub b: usize,
}

impl Default for Members {
    fn default() -> Self {
        Members { a: 1, b: 1 }
    }
}

impl Members {
    /// Members a team takes from a department.
    pub fn of(self, dept: Dept) -> usize {
        match dept {
            Dept::A => self.a,
            Dept::B => self.b,
        }
    }
}

/// The days on which targets may be visited; a certificate must hold on all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visits {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
}

/// Everything a match takes beside the tasks.
#[derive(Debug, Clone)]
pub struct Setup<'a> {
    /// Hash profile of the batch.
    pub profile: Profile,
    /// M: the hash of the match's seed text.
    pub seed: &'a str,
    /// The frozen roster.
    pub roster: &'a [Officer],
    /// The frozen 回避 list.
    pub conflicts: &'a [Conflict],
    /// Team size by department.
    pub members: Members,
    /// Days of the visits.
    pub visits: Visits,
}

/// Why an officer of the pool takes no part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The certificate does not hold on every day of the visits.
    Certificate,
    /// Not on duty; such officers are left out of the roster and named by the caller.
    Leave,
    /// Already at the cap.
    Cap,
    /// In conflict with the tasks in question.
    Conflict,
}

/// An officer who takes no part, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Excluded {
    /// The officer's number.
    pub officer: String,
    /// Why.
    pub reason: Reason,
}

/// An officer at the table.
#[derive(Debug, Clone)]
pub(super) struct Player<'a> {
    pub(super) name: &'a str,
    pub(super) base: u32,
    pub(super) room: u32,
    /// Tasks the officer must not take, ascending.
    pub(super) barred: Vec<usize>,
}

/// One pool's tasks and eligible officers. Officers are numbered through: 人社 first, each department by number.
#[derive(Debug, Clone)]
pub(super) struct Table<'a> {
    pub(super) pool: &'a str,
    pub(super) tasks: Vec<&'a str>,
    pub(super) players: Vec<Player<'a>>,
    /// Where the players of 市场监管 begin.
    split: usize,
    /// Pairs that must not be in one team, the smaller number first.
    pub(super) bans: BTreeSet<(usize, usize)>,
    pub(super) excluded: [Vec<Excluded>; 2],
}

impl<'a> Table<'a> {
    /// Seats the officers of `pool` who can take at least one of `tasks`.
    pub(super) fn new(setup: &Setup<'a>, pool: &'a str, tasks: &[&'a str]) -> Self {
        let tasks: Vec<_> = tasks
            .iter()
            .copied()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let barred = barred_tasks(setup.conflicts, &tasks);
        let mut table = Table {
            pool,
            tasks,
            players: Vec::new(),
            split: 0,
            bans: BTreeSet::new(),
            excluded: Default::default(),
        };
        for dept in Dept::BOTH {
            table.split = table.players.len();
            let mut officers: Vec<_> = setup
                .roster
                .iter()
                .filter(|row| row.pool == pool && row.dept == dept)
                .collect();
            officers.sort_by(|a, b| a.officer.cmp(&b.officer));
            for row in officers {
                table.seat(
                    setup,
                    row,
                    barred.get(row.officer.as_str()).cloned().unwrap_or_default(),
                );
            }
        }
        table.ban(setup.conflicts);
        table
    }

    fn seat(&mut self, setup: &Setup, row: &'a Officer, barred: Vec<usize>) {
        let reason = if row.cert_from > setup.visits.from || row.cert_until < setup.visits.until {
            Some(Reason::Certificate)
        } else if row.room() == 0 {
            Some(Reason::Cap)
        } else if !barred.is_empty() && barred.len() == self.tasks.len() {
            Some(Reason::Conflict)
        } else {
            None
        };
        match reason {
            Some(reason) => {
                let [a, b] = &mut self.excluded;
                let excluded = if row.dept == Dept::A { a } else { b };
                excluded.push(Excluded {
                    officer: row.officer.clone(),
                    reason,
                });
            }
            None => self.players.push(Player {
                name: &row.officer,
                base: row.base,
                room: row.room(),
                barred,
            }),
        }
    }

    fn ban(&mut self, conflicts: &[Conflict]) {
        let seats: BTreeMap<_, _> = self
            .players
            .iter()
            .enumerate()
            .map(|(at, p)| (p.name, at))
            .collect();
        for conflict in conflicts {
            if let Conflict::Pair { first, second } = conflict
                && let (Some(&x), Some(&y)) = (seats.get(first.as_str()), seats.get(second.as_str()))
            {
                self.bans.insert((x.min(y), x.max(y)));
            }
        }
    }

    /// The numbers of a department's officers.
    pub(super) fn seats(&self, dept: Dept) -> std::ops::Range<usize> {
        match dept {
            Dept::A => 0..self.split,
            Dept::B => self.split..self.players.len(),
        }
    }

    /// The eligible officers of a department, by number.
    pub(super) fn players_of(&self, dept: Dept) -> &[Player<'a>] {
        self.players.get(self.seats(dept)).unwrap_or_default()
    }

    /// The officers of a department who take no part.
    pub(super) fn excluded_of(&self, dept: Dept) -> &[Excluded] {
        let [a, b] = &self.excluded;
        if dept == Dept::A { a } else { b }
    }

    pub(super) fn name(&self, player: usize) -> &'a str {
        self.players.get(player).map_or("", |player| player.name)
    }

    pub(super) fn task(&self, task: usize) -> &'a str {
        self.tasks.get(task).copied().unwrap_or_default()
    }
}

fn barred_tasks<'c>(conflicts: &'c [Conflict], tasks: &[&str]) -> BTreeMap<&'c str, Vec<usize>> {
    let mut barred: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for conflict in conflicts {
        if let Conflict::Target { officer, id } = conflict
            && let Ok(task) = tasks.binary_search(&id.as_str())
        {
            barred.entry(officer).or_default().insert(task);
        }
    }
    barred
        .into_iter()
        .map(|(officer, tasks)| (officer, tasks.into_iter().collect()))
        .collect()
}

/// A team 检查组 for one task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// The target to inspect.
    pub task: String,
    /// Officers of 人社.
    pub a: Vec<String>,
    /// Officers of 市场监管.
    pub b: Vec<String>,
    /// 组长: the member with the smallest ticket `T(M, "lead|task|officer")`.
    pub leader: String,
}

/// Names the members of every task and picks the leaders.
pub(super) fn name_teams(setup: &Setup, table: &Table, members: &[Vec<usize>]) -> Vec<Team> {
    let tickets = Tickets::new(setup.profile, setup.seed);
    let team = |(&task, members): (&&str, &Vec<usize>)| {
        let leader = members
            .iter()
            .map(|&m| {
                (
                    tickets.ticket(&format!("lead|{task}|{}", table.name(m))),
                    table.name(m),
                )
            })
            .min();
        let of = |dept| {
            let seats = table.seats(dept);
            members
                .iter()
                .filter(|m| seats.contains(m))
                .map(|&m| table.name(m).to_owned())
                .collect()
        };
        Team {
            task: task.to_owned(),
            a: of(Dept::A),
            b: of(Dept::B),
            leader: leader.map_or("", |(_, name)| name).to_owned(),
        }
    };
    table.tasks.iter().zip(members).map(team).collect()
}
