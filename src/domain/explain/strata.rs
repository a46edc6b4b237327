//! The strata of a batch: what the plan gave them and where the draw stopped.

use std::collections::BTreeMap;

use crate::domain::batch::Batch;
use crate::domain::decide::{blob, damaged, draw_record};
use crate::domain::refusal::Refusal;
use crate::domain::state::State;
use crate::draw::files::{PlanRow, parse_plan};

/// A stratum. Before there is a plan only its size is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// Prefecture code, `-`, grade.
    pub code: String,
    /// Targets in it, N.
    pub size: u64,
    /// Weight and floor of the plan, and places given, n: as drawn where it is drawn, extensions included.
    pub plan: Option<Planned>,
    /// The largest ticket drawn.
    pub threshold: Option<String>,
}

/// What a plan says of a stratum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Weight of one target.
    pub weight: u32,
    /// Least number of places.
    pub floor: u32,
    /// Places, n; the chance of every target is exactly n/N.
    pub places: u32,
}

/// The strata of a batch by code, as its files have them.
///
/// # Errors
/// [`Refusal::BlobMissing`].
pub fn strata<S: State + ?Sized>(state: &S, batch: &Batch) -> Result<Vec<Stratum>, Refusal> {
    let mut planned: BTreeMap<String, Planned> = BTreeMap::new();
    if let Some(plan) = &batch.plan {
        let rows = parse_plan(&blob(state, &plan.file.blob)?).map_err(|_| damaged(&plan.file.blob))?;
        planned.extend(rows.into_iter().map(of_row));
    }
    let mut thresholds = BTreeMap::new();
    if let Some(record) = batch.record() {
        for stratum in draw_record(state, record)?.strata {
            if let Some(plan) = planned.get_mut(&stratum.stratum) {
                plan.places = stratum.n;
            }
            thresholds.extend(stratum.threshold.map(|ticket| (stratum.stratum, ticket)));
        }
    }
    let stratum = |(code, size): (&String, &u64)| Stratum {
        code: code.clone(),
        size: *size,
        plan: planned.get(code).copied(),
        threshold: thresholds.get(code).cloned(),
    };
    Ok(batch.pool.strata.iter().map(stratum).collect())
}

fn of_row(row: PlanRow) -> (String, Planned) {
    let (weight, floor, places) = (row.stratum.weight, row.stratum.floor, row.n);
    let planned = Planned {
        weight,
        floor,
        places,
    };
    (row.stratum.code, planned)
}
