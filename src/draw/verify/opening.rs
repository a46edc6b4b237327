//! A company checks itself: its own opening slip against a publication whose strata are closed.

use super::batch::{self, Checked};
use super::pool::open;
use super::reading::need;
use super::{Difference, Files, Stage};
use crate::draw::files::{
    OPENINGS, Opening, PLAN, PUBLIC_POOL, parse_openings, parse_plan, parse_public_pool,
};
use crate::draw::record::DrawRecord;
use crate::draw::select::Drawn;
use crate::draw::ticket::Tickets;

/// What a slip shows: the company is in the frozen pool under this stratum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// 统一社会信用代码.
    pub id: String,
    /// Its stratum.
    pub stratum: String,
    /// How far the batch is published.
    pub stage: Stage,
    /// What the draw made of it; none as long as the draw is not shown.
    pub outcome: Option<Outcome>,
}

/// What a draw made of a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Its ticket, as text.
    pub ticket: String,
    /// The largest ticket drawn from its stratum; none when none was.
    pub threshold: Option<String>,
    /// Places of its stratum, n; its chance was n / N.
    pub n: u32,
    /// Targets of its stratum, N.
    pub size: u32,
    /// Its place in the stratum's ticket order, from 1; none where it was not drawn and the other leaves stay closed.
    pub rank: Option<usize>,
    /// Its row of the record; none when it was not drawn.
    pub drawn: Option<Drawn>,
}

/// Checks a publication, and then a slip against it: an `openings.tsv` with one row, as the office hands it out.
///
/// # Errors
/// The first [`Difference`]: [`Difference::Leaf`] for a slip that does not fit the leaf, [`Difference::PassedOver`] for
/// a company whose ticket is not above its stratum's threshold and who was not drawn.
pub fn opening(files: &Files, slip: &[u8]) -> Result<Opened, Difference> {
    let checked = batch::check(files)?;
    let mut rows = parse_openings(slip)?;
    let (rows_found, row) = (rows.len(), rows.pop());
    let Some(row) = row.filter(|_| rows.is_empty()) else {
        return Err(Difference::SlipRows {
            file: OPENINGS.to_owned(),
            rows: rows_found,
        });
    };
    let leaves = parse_public_pool(need(files, PUBLIC_POOL)?)?;
    let leaves = leaves.into_iter().map(|row| (row.id, row.leaf)).collect();
    open(
        checked.profile,
        &leaves,
        OPENINGS,
        &row.id,
        &row.stratum,
        &row.salt,
    )?;
    check_stratum(files, &row)?;
    let outcome = match &checked.draw {
        Some(record) => Some(outcome(files, &checked, record, &row)?),
        None => None,
    };
    Ok(Opened {
        id: row.id,
        stratum: row.stratum,
        stage: checked.verified.stage,
        outcome,
    })
}

/// With closed strata only the company itself can tell that the plan leaves its stratum out.
fn check_stratum(files: &Files, row: &Opening) -> Result<(), Difference> {
    let Some(bytes) = files.get(PLAN) else {
        return Ok(());
    };
    let plan = parse_plan(bytes)?;
    match plan.iter().any(|planned| planned.stratum.code == row.stratum) {
        true => Ok(()),
        false => Err(no_stratum(row)),
    }
}

fn no_stratum(row: &Opening) -> Difference {
    Difference::NoStratum {
        id: row.id.clone(),
        stratum: row.stratum.clone(),
    }
}

fn outcome(
    files: &Files,
    checked: &Checked,
    record: &DrawRecord,
    row: &Opening,
) -> Result<Outcome, Difference> {
    let mut strata = record.strata.iter();
    let found = strata.find(|stratum| stratum.stratum == row.stratum);
    let stratum = found.ok_or_else(|| no_stratum(row))?;
    let tickets = Tickets::new(checked.profile, &record.seed);
    let ticket = tickets.ticket(&row.id).to_string();
    let drawn = stratum.drawn.iter().find(|drawn| drawn.id == row.id).cloned();
    let below = stratum
        .threshold
        .as_ref()
        .filter(|threshold| ticket <= **threshold);
    if let (None, Some(threshold)) = (&drawn, below) {
        return Err(Difference::PassedOver {
            id: row.id.clone(),
            stratum: row.stratum.clone(),
            ticket,
            threshold: threshold.clone(),
        });
    }
    let rank = match &drawn {
        Some(drawn) => Some(drawn.rank),
        None => rank(files, &tickets, row)?,
    };
    Ok(Outcome {
        ticket,
        threshold: stratum.threshold.clone(),
        n: stratum.n,
        size: stratum.size,
        rank,
        drawn,
    })
}

/// The rank among all of the stratum, where every leaf is opened.
fn rank(files: &Files, tickets: &Tickets, row: &Opening) -> Result<Option<usize>, Difference> {
    let Some(bytes) = files.get(OPENINGS) else {
        return Ok(None);
    };
    let opened = parse_openings(bytes)?;
    let stratum = opened.iter().filter(|other| other.stratum == row.stratum);
    let order = tickets.order(stratum.map(|other| other.id.as_str()));
    let place = order.iter().position(|ranked| ranked.id == row.id);
    Ok(place.map(|index| index + 1))
}
