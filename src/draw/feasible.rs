//! Whether a pool can be matched at all; if not, who is missing, why, and what would help.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::files::{Dept, Officer};
use super::flow::{Demand, shortage};
use super::table::{Excluded, Reason, Setup, Table};

/// A department that cannot serve a pool: the proof by a minimum cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shortage {
    /// The pool.
    pub pool: String,
    /// The department.
    pub dept: Dept,
    /// Officer-places that stay empty in the best assignment; exact.
    pub missing: usize,
    /// Tasks that compete for too few officers.
    pub tasks: Vec<String>,
    /// The officers those tasks can reach.
    pub officers: Vec<String>,
    /// Officers of the pool who cannot help these tasks, and why.
    pub excluded: Vec<Excluded>,
}

/// A change that was tried and leaves the department with no shortage. Pair bans are not part of the trial.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Remedy {
    /// Raise every lower cap of the department in the pool to `cap`, the least that works.
    RaiseCap {
        /// The new cap.
        cap: u32,
    },
    /// Join the pool with another, tasks and officers of both.
    Merge {
        /// The other pool.
        pool: String,
    },
    /// Add officers without conflicts and without tasks of their own, the fewest that work.
    AddOfficers {
        /// How many.
        officers: usize,
        /// The cap each of them is given: the largest of the department's caps in the pool.
        cap: u32,
    },
}

/// An officer who is not on duty 请假 and so was left out of the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    /// The officer's number.
    pub officer: String,
    /// Department.
    pub dept: Dept,
    /// Matching pool.
    pub pool: String,
}

/// The shortages of a pool, at most one a department; none when every task can be served.
pub fn shortages(setup: &Setup, pool: &str, tasks: &[&str], absent: &[Absent]) -> Vec<Shortage> {
    let table = Table::new(setup, pool, tasks);
    Dept::BOTH
        .into_iter()
        .filter_map(|dept| dept_shortage(setup, &table, dept, absent))
        .collect()
}

pub(super) fn dept_shortage(setup: &Setup, table: &Table, dept: Dept, absent: &[Absent]) -> Option<Shortage> {
    let players = table.players_of(dept);
    let cut = shortage(&demand(setup, table, dept))?;
    let mut excluded = table.excluded_of(dept).to_vec();
    for player in players {
        if cut
            .tasks
            .iter()
            .all(|task| player.barred.binary_search(task).is_ok())
        {
            excluded.push(Excluded {
                officer: player.name.to_owned(),
                reason: Reason::Conflict,
            });
        }
    }
    let away = absent
        .iter()
        .filter(|absent| absent.dept == dept && absent.pool == table.pool);
    excluded.extend(away.map(|a| Excluded {
        officer: a.officer.clone(),
        reason: Reason::Leave,
    }));
    excluded.sort_by(|a, b| a.officer.cmp(&b.officer));
    Some(Shortage {
        pool: table.pool.to_owned(),
        dept,
        missing: cut.missing,
        tasks: cut
            .tasks
            .iter()
            .map(|&task| table.task(task).to_owned())
            .collect(),
        officers: cut
            .officers
            .iter()
            .filter_map(|&o| players.get(o))
            .map(|p| p.name.to_owned())
            .collect(),
        excluded,
    })
}

fn demand(setup: &Setup, table: &Table, dept: Dept) -> Demand {
    let players = table.players_of(dept);
    let row = |task| {
        players
            .iter()
            .map(|player| player.barred.binary_search(&task).is_err())
            .collect::<Vec<_>>()
    };
    Demand {
        need: setup.members.of(dept),
        room: players.iter().map(|player| player.room as usize).collect(),
        allowed: (0..table.tasks.len()).map(row).collect(),
    }
}

/// The remedies for a shortage that were tried and work. `pools` holds the tasks of every pool of the match.
pub fn remedies(setup: &Setup, shortage: &Shortage, pools: &BTreeMap<String, Vec<String>>) -> Vec<Remedy> {
    let trial = Trial {
        setup,
        dept: shortage.dept,
        pool: &shortage.pool,
        pools,
    };
    let mut found = Vec::new();
    found.extend(trial.raise_cap());
    found.extend(trial.merges());
    found.extend(trial.add_officers());
    found
}

/// Solves the pool again under changed conditions.
struct Trial<'a> {
    setup: &'a Setup<'a>,
    dept: Dept,
    pool: &'a str,
    pools: &'a BTreeMap<String, Vec<String>>,
}

impl Trial<'_> {
    fn works(&self, roster: &[Officer], pool: &str, tasks: &[&str]) -> bool {
        let setup = Setup {
            roster,
            ..self.setup.clone()
        };
        let table = Table::new(&setup, pool, tasks);
        shortage(&demand(&setup, &table, self.dept)).is_none()
    }

    fn tasks(&self, pool: &str) -> Vec<&str> {
        self.pools
            .get(pool)
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect()
    }

    fn own(&self) -> impl Iterator<Item = &Officer> {
        self.setup
            .roster
            .iter()
            .filter(|row| row.pool == self.pool && row.dept == self.dept)
    }

    fn raise_cap(&self) -> Option<Remedy> {
        let tasks = self.tasks(self.pool);
        let lowest = self.own().map(|row| row.cap).min()?;
        let busiest = self.own().map(|row| row.base.max(row.cap)).max()?;
        let highest = busiest.saturating_add(u32::try_from(tasks.len()).ok()?);
        let works = |cap: u32| {
            let mut roster = self.setup.roster.to_vec();
            for row in &mut roster {
                if row.pool == self.pool && row.dept == self.dept {
                    row.cap = row.cap.max(cap);
                }
            }
            self.works(&roster, self.pool, &tasks)
        };
        let cap = least(u64::from(lowest) + 1, u64::from(highest), |cap| {
            u32::try_from(cap).is_ok_and(works)
        })?;
        u32::try_from(cap).ok().map(|cap| Remedy::RaiseCap { cap })
    }

    fn merges(&self) -> Vec<Remedy> {
        let others = self.pools.keys().filter(|other| *other != self.pool);
        let works = |other: &&String| {
            let mut roster = self.setup.roster.to_vec();
            let joined = format!("{}+{other}", self.pool);
            for row in &mut roster {
                if row.pool == self.pool || row.pool == **other {
                    row.pool.clone_from(&joined);
                }
            }
            let tasks = [self.tasks(self.pool), self.tasks(other)].concat();
            self.works(&roster, &joined, &tasks)
        };
        others
            .filter(works)
            .map(|other| Remedy::Merge { pool: other.clone() })
            .collect()
    }

    fn add_officers(&self) -> Option<Remedy> {
        let tasks = self.tasks(self.pool);
        let cap = self.own().map(|row| row.cap).max().unwrap_or(1).max(1);
        let works = |count: u64| {
            let mut roster = self.setup.roster.to_vec();
            roster.extend((0..count).map(|number| Officer {
                // A TAB cannot occur in a roster, so the name is nobody's.
                officer: format!("\t{number}"),
                dept: self.dept,
                pool: self.pool.to_owned(),
                cap,
                base: 0,
                cert_from: self.setup.visits.from,
                cert_until: self.setup.visits.until,
            }));
            self.works(&roster, self.pool, &tasks)
        };
        let most = tasks.len() * self.setup.members.of(self.dept);
        let officers = least(1, most as u64, works)?;
        Some(Remedy::AddOfficers {
            officers: usize::try_from(officers).ok()?,
            cap,
        })
    }
}

/// The least number from `low` to `high` that works, where all above a working one work too.
fn least(mut low: u64, mut high: u64, works: impl Fn(u64) -> bool) -> Option<u64> {
    if low > high || !works(high) {
        return None;
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if works(middle) {
            high = middle
        } else {
            low = middle + 1
        }
    }
    Some(low)
}
