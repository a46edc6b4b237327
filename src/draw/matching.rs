//! The match of a batch, pool by pool: dealt when it can be, at least cost when it must be, or refused with the proof.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::deal::{ROUNDS, Rejected, deal, even_deal_fits};
use super::fallback::{BRANCHES, Stuck, cheapest};
use super::feasible::{Shortage, dept_shortage};
use super::files::Dept;
use super::table::{Setup, Table, Team, name_teams};

/// How the teams of a pool were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum Method {
    /// Deal number `r`: uniform over the balanced assignments that break no rule.
    Deal {
        /// Number of the accepted deal.
        r: u32,
    },
    /// The assignment at least cost, which is not uniform.
    LeastCost {
        /// Why no deal was made.
        because: NoDeal,
    },
}

/// Why a match could not be dealt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoDeal {
    /// All [`ROUNDS`] deals were rejected.
    AllRejected,
    /// The caps make an even deal impossible, so none was tried.
    Caps,
}

/// The teams of one pool and how they came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PoolMatch {
    /// The pool.
    pub pool: String,
    /// How the teams were found.
    pub method: Method,
    /// The deals rejected before, with what they broke.
    pub rejected: Vec<Rejected>,
    /// One team a task, tasks ascending.
    pub teams: Vec<Team>,
}

/// Why a pool has no teams.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MatchError {
    /// A department has too few officers; `feasible::remedies` finds what would help.
    #[error("pool {pool}: {}", list(shortages))]
    Shortage {
        /// The pool.
        pool: String,
        /// The shortage of each department that has one.
        shortages: Vec<Shortage>,
    },
    /// Each department alone could serve the pool, but no assignment keeps all pair bans.
    #[error("pool {pool}: no assignment keeps all pair bans; lift one or add officers")]
    Bans {
        /// The pool.
        pool: String,
    },
    /// The pair bans are too many to be settled exactly.
    #[error(
        "pool {pool}: {ROUNDS} deals were rejected and {BRANCHES} branches did not settle the pair bans; \
         lift some or add officers"
    )]
    Unsettled {
        /// The pool.
        pool: String,
    },
    /// Two pools of the roster take the tasks of one prefecture.
    #[error("pools {first} and {second} both take the tasks of {area}; an area belongs to one pool")]
    AreaTwice {
        /// Prefecture code.
        area: String,
        /// One pool.
        first: String,
        /// The other.
        second: String,
    },
}

fn list(shortages: &[Shortage]) -> String {
    let one = |s: &Shortage| {
        let (dept, missing) = (s.dept, s.missing);
        format!(
            "department {dept} lacks {missing} officer-places for {} tasks",
            s.tasks.len()
        )
    };
    shortages.iter().map(one).collect::<Vec<_>>().join("; ")
}

impl MatchError {
    /// A stable key for messages in other languages.
    pub fn code(&self) -> &'static str {
        match self {
            MatchError::Shortage { .. } => "match_shortage",
            MatchError::Bans { .. } => "match_bans",
            MatchError::Unsettled { .. } => "match_unsettled",
            MatchError::AreaTwice { .. } => "match_area_twice",
        }
    }

    /// Its parameters by name, for messages in other languages. Of a shortage, `missing_a` and `missing_b` are the
    /// officer-places each department lacks, 0 where it lacks none, and `tasks_a` and `tasks_b` the tasks that compete
    /// for them.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        match self {
            MatchError::Shortage { pool, shortages } => {
                let of = |dept| {
                    let found = shortages.iter().find(|shortage| shortage.dept == dept);
                    found.map_or((0, 0), |shortage| (shortage.missing, shortage.tasks.len()))
                };
                let ((missing_a, tasks_a), (missing_b, tasks_b)) = (of(Dept::A), of(Dept::B));
                vec![
                    ("pool", pool.clone()),
                    ("missing_a", missing_a.to_string()),
                    ("tasks_a", tasks_a.to_string()),
                    ("missing_b", missing_b.to_string()),
                    ("tasks_b", tasks_b.to_string()),
                ]
            }
            MatchError::Bans { pool } | MatchError::Unsettled { pool } => vec![("pool", pool.clone())],
            MatchError::AreaTwice { area, first, second } => vec![
                ("area", area.clone()),
                ("first", first.clone()),
                ("second", second.clone()),
            ],
        }
    }
}

/// Matches one pool.
///
/// # Errors
/// [`MatchError`] when no teams keep all rules, with the proof.
pub fn match_pool(setup: &Setup, pool: &str, tasks: &[&str]) -> Result<PoolMatch, MatchError> {
    let table = Table::new(setup, pool, tasks);
    let shortages: Vec<_> = Dept::BOTH
        .into_iter()
        .filter_map(|dept| dept_shortage(setup, &table, dept, &[]))
        .collect();
    if !shortages.is_empty() {
        return Err(MatchError::Shortage {
            pool: pool.to_owned(),
            shortages,
        });
    }
    let (because, rejected) = if even_deal_fits(setup, &table) {
        match deal(setup, &table) {
            (Some((r, hands)), rejected) => {
                let teams = name_teams(setup, &table, &hands);
                return Ok(PoolMatch {
                    pool: pool.to_owned(),
                    method: Method::Deal { r },
                    rejected,
                    teams,
                });
            }
            (None, rejected) => (NoDeal::AllRejected, rejected),
        }
    } else {
        (NoDeal::Caps, Vec::new())
    };
    let hands = cheapest(setup, &table).map_err(|stuck| match stuck {
        Stuck::Bans => MatchError::Bans {
            pool: pool.to_owned(),
        },
        Stuck::Limit => MatchError::Unsettled {
            pool: pool.to_owned(),
        },
    })?;
    let teams = name_teams(setup, &table, &hands);
    Ok(PoolMatch {
        pool: pool.to_owned(),
        method: Method::LeastCost { because },
        rejected,
        teams,
    })
}

/// A target to be inspected, with its prefecture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task<'a> {
    /// 统一社会信用代码.
    pub id: &'a str,
    /// Prefecture code of its stratum.
    pub area: &'a str,
}

/// The tasks of every pool of the roster. A pool takes the tasks of the prefecture it is named after, or of several
/// joined by `+`; tasks of a prefecture without officers in the roster are not part of the match.
///
/// # Errors
/// [`MatchError::AreaTwice`].
pub fn tasks_by_pool(setup: &Setup, tasks: &[Task]) -> Result<BTreeMap<String, Vec<String>>, MatchError> {
    let mut pool_of: BTreeMap<&str, &str> = BTreeMap::new();
    for row in setup.roster {
        for area in row.pool.split('+') {
            let first = *pool_of.entry(area).or_insert(&row.pool);
            if first != row.pool {
                let (first, second) = (first.to_owned(), row.pool.clone());
                return Err(MatchError::AreaTwice {
                    area: area.to_owned(),
                    first,
                    second,
                });
            }
        }
    }
    let mut pools: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for task in tasks {
        if let Some(pool) = pool_of.get(task.area) {
            pools
                .entry((*pool).to_owned())
                .or_default()
                .push(task.id.to_owned());
        }
    }
    pools.values_mut().for_each(|ids| ids.sort_unstable());
    Ok(pools)
}

/// Matches every pool of the roster that has tasks, pools ascending.
///
/// # Errors
/// The first [`MatchError`] met.
pub fn match_batch(setup: &Setup, tasks: &[Task]) -> Result<Vec<PoolMatch>, MatchError> {
    let matched = |(pool, ids): (&String, &Vec<String>)| {
        match_pool(setup, pool, &ids.iter().map(String::as_str).collect::<Vec<_>>())
    };
    tasks_by_pool(setup, tasks)?.iter().map(matched).collect()
}
