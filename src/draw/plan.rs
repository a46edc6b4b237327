//! From a frozen pool to a plan, and whether a plan fits its pool.

use std::collections::BTreeMap;

use thiserror::Error;

use super::allocate::{AllocateError, Stratum, allocate};
use super::files::{PlanRow, PoolRow};

/// Why a plan does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PlanFault {
    /// The plan's N is not the number of targets in the pool.
    #[error("the plan gives stratum {stratum} {planned} targets; the pool has {found}")]
    Size {
        /// The stratum; a stratum of the pool the plan leaves out is planned with 0.
        stratum: String,
        /// N of the plan.
        planned: u32,
        /// Targets of the stratum in the pool.
        found: u32,
    },
    /// The plan's sizes do not add up to the public pool, whose strata are closed.
    #[error("the plan counts {planned} targets in all; the pool has {found}")]
    Total {
        /// Sum of N over the plan.
        planned: u64,
        /// Rows of the pool.
        found: u64,
    },
    /// The plan's n is not what the rule gives.
    #[error("the plan draws {planned} from stratum {stratum}; the allocation rule gives {allocated}")]
    Places {
        /// The stratum.
        stratum: String,
        /// n of the plan.
        planned: u32,
        /// n by the rule.
        allocated: u32,
    },
    /// The numbers of the plan cannot be allocated at all.
    #[error(transparent)]
    Allocate(#[from] AllocateError),
}

impl PlanFault {
    /// A stable key for messages in other languages.
    pub fn code(&self) -> &'static str {
        match self {
            PlanFault::Size { .. } => "plan_size",
            PlanFault::Total { .. } => "plan_total",
            PlanFault::Places { .. } => "plan_places",
            PlanFault::Allocate(error) => error.code(),
        }
    }

    /// Its parameters by name, for messages in other languages.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        match self {
            PlanFault::Size {
                stratum,
                planned,
                found,
            } => vec![
                ("stratum", stratum.clone()),
                ("planned", planned.to_string()),
                ("found", found.to_string()),
            ],
            PlanFault::Total { planned, found } => {
                vec![("planned", planned.to_string()), ("found", found.to_string())]
            }
            PlanFault::Places {
                stratum,
                planned,
                allocated,
            } => vec![
                ("stratum", stratum.clone()),
                ("planned", planned.to_string()),
                ("allocated", allocated.to_string()),
            ],
            PlanFault::Allocate(error) => error.details(),
        }
    }
}

/// The plan that draws `places` targets from `pool`, every grade with its weight and its floor.
///
/// # Errors
/// [`AllocateError`] when floors or sizes do not allow it.
pub fn make_plan(
    pool: &[PoolRow],
    weight_of: impl Fn(&str) -> u32,
    floor_of: impl Fn(&str) -> u32,
    places: u64,
) -> Result<Vec<PlanRow>, AllocateError> {
    let stratum = |(code, size): (&str, u32)| {
        let grade = code.rsplit_once('-').map_or("", |(_, grade)| grade);
        Stratum {
            code: code.to_owned(),
            size,
            weight: weight_of(grade),
            floor: floor_of(grade),
        }
    };
    let strata: Vec<_> = sizes(pool).into_iter().map(stratum).collect();
    let allocation = allocate(&strata, places)?;
    Ok(allocation
        .counts()
        .map(|(stratum, n)| PlanRow {
            stratum: stratum.clone(),
            n,
        })
        .collect())
}

/// Checks that every N of the plan is the number of targets of its stratum in the open pool.
///
/// # Errors
/// [`PlanFault::Size`] for the lowest stratum that differs.
pub fn check_sizes(pool: &[PoolRow], plan: &[PlanRow]) -> Result<(), PlanFault> {
    let mut both: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for (stratum, found) in sizes(pool) {
        both.entry(stratum).or_default().1 = found;
    }
    for row in plan {
        both.entry(&row.stratum.code).or_default().0 = row.stratum.size;
    }
    match both.into_iter().find(|(_, (planned, found))| planned != found) {
        Some((stratum, (planned, found))) => Err(PlanFault::Size {
            stratum: stratum.to_owned(),
            planned,
            found,
        }),
        None => Ok(()),
    }
}

/// Checks that the plan's sizes add up to `rows`, all that can be checked against a pool with closed strata.
///
/// # Errors
/// [`PlanFault::Total`].
pub fn check_total(rows: usize, plan: &[PlanRow]) -> Result<(), PlanFault> {
    let planned = plan.iter().map(|row| u64::from(row.stratum.size)).sum();
    let found = rows as u64;
    if planned == found {
        Ok(())
    } else {
        Err(PlanFault::Total { planned, found })
    }
}

/// Checks that every n of the plan is what the allocation rule gives for their sum.
///
/// # Errors
/// [`PlanFault::Places`] for the lowest stratum that differs, or [`PlanFault::Allocate`].
pub fn check_places(plan: &[PlanRow]) -> Result<(), PlanFault> {
    let allocation = allocate(&strata_of(plan), places_of(plan))?;
    for (row, (stratum, allocated)) in plan.iter().zip(allocation.counts()) {
        if row.n != allocated {
            let (stratum, planned) = (stratum.code.clone(), row.n);
            return Err(PlanFault::Places {
                stratum,
                planned,
                allocated,
            });
        }
    }
    Ok(())
}

/// The strata of a plan.
pub fn strata_of(plan: &[PlanRow]) -> Vec<Stratum> {
    plan.iter().map(|row| row.stratum.clone()).collect()
}

/// The sum of n over a plan.
pub fn places_of(plan: &[PlanRow]) -> u64 {
    plan.iter().map(|row| u64::from(row.n)).sum()
}

fn sizes(pool: &[PoolRow]) -> BTreeMap<&str, u32> {
    let mut sizes = BTreeMap::new();
    for row in pool {
        *sizes.entry(row.stratum.as_str()).or_default() += 1;
    }
    sizes
}
