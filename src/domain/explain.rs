//! Why a target was drawn, was not, or could not be: recomputed from the files that were frozen, for the company that
//! asks and for whoever has to answer it. Beside it what the same files say of the strata and of the teams.

mod strata;
mod teams;
#[cfg(test)]
mod tests;

use super::batch::Batch;
use super::campaign::Campaign;
use super::decide::{Inputs, blob, pool};
use super::refusal::Refusal;
use super::state::{Read, Record, State};
use super::target::{OutOfPool, Target};
use super::task::Task;
use crate::draw::explain::{Explanation as Answer, Standing as Numbers};
use crate::draw::select::{Act, Draw};

pub use crate::draw::deal::{Rejected, Violation};
pub use crate::draw::matching::{Method, NoDeal};
pub use crate::draw::record::Change;
pub use crate::draw::select::{Fate, How};
pub use strata::{Planned, Stratum, strata};
pub use teams::{Cost, Load, Teams, teams};

/// Where a target stands in a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The batch.
    pub batch: String,
    /// The target's id.
    pub id: String,
    /// Where it stands.
    pub standing: Standing,
}

/// The four answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is not in the frozen pool.
    LeftOut(LeftOut),
    /// It is in the pool, and nothing has been drawn yet.
    Waiting(Place),
    /// Its ticket is above the threshold of its stratum.
    NotDrawn(Place, Ranked),
    /// It was drawn.
    Drawn(Place, Ranked, Box<Outcome>),
}

/// Why a target is not in the pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// For this reason, as it was recorded when the pool was frozen, with what shows it.
    Because(OutOfPool, String),
    /// No record of it was there when the pool was frozen: no keyword stands in its scope, or it was not imported.
    Unknown,
}

/// The stratum of a target, and the chance of everyone in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The stratum's code.
    pub stratum: String,
    /// Targets in it, N.
    pub size: u64,
    /// Places it was given, n; none before there is a plan. The chance is exactly n/N.
    pub places: Option<u64>,
}

/// A ticket among those of its stratum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// Place in the order of the tickets, from 1.
    pub rank: u64,
    /// The ticket.
    pub ticket: String,
    /// The largest ticket drawn; none where the stratum got no place.
    pub threshold: Option<String>,
}

/// How a drawn target came into the batch and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How it came in.
    pub how: How,
    /// The target whose place it took.
    pub replaces: Option<String>,
    /// What became of it.
    pub fate: Fate,
    /// Reason code and evidence of the act that replaced it or struck it off.
    pub ended: Option<(String, String)>,
    /// Its task.
    pub task: Option<String>,
}

/// The chance of every target of a stratum, exactly and in per cent: `12/76 = 15.79%`.
pub fn chance(places: u64, size: u64) -> String {
    format!("{places}/{size} = {}", percent(places, size))
}

/// `places` of `size` in per cent, rounded to two decimals.
pub fn percent(places: u64, size: u64) -> String {
    let hundredths = (places * 10_000 + size / 2).checked_div(size).unwrap_or(0);
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// Explains where `id` stands in `batch`.
///
/// # Errors
/// [`Refusal::NotFound`] for a batch that is not there, [`Refusal::BlobMissing`] for a file of it that is not.
pub fn explain<S: State + ?Sized>(state: &S, batch: &str, id: &str) -> Result<Explanation, Refusal> {
    let batch: Batch = state.get(batch).ok_or_else(|| Refusal::NotFound {
        what: "batch",
        id: batch.to_owned(),
        known: state.all::<Batch>().into_iter().map(|b| b.id).collect(),
    })?;
    let id = id.trim().to_ascii_uppercase();
    let standing = match &batch.drawn {
        Some(drawn) => after(state, &batch, &drawn.seed, &id)?,
        None => before(state, &batch, &id)?,
    };
    let batch = batch.id;
    Ok(Explanation { batch, id, standing })
}

/// Before the draw there are the pool and perhaps the plan.
fn before<S: State + ?Sized>(state: &S, batch: &Batch, id: &str) -> Result<Standing, Refusal> {
    let (rows, _) = pool(state, batch)?;
    let Ok(at) = rows.binary_search_by(|row| row.id.as_str().cmp(id)) else {
        return left_out(state, batch, id).map(Standing::LeftOut);
    };
    let stratum = rows.get(at).map(|row| row.stratum.clone()).unwrap_or_default();
    let plan = batch.plan.as_ref();
    Ok(Standing::Waiting(Place {
        size: batch.pool.strata.get(&stratum).copied().unwrap_or(0),
        places: plan.and_then(|plan| plan.strata.get(&stratum)).copied(),
        stratum,
    }))
}

/// After it, the draw is made again from the frozen files, with every act since.
fn after<S: State + ?Sized>(state: &S, batch: &Batch, seed: &str, id: &str) -> Result<Standing, Refusal> {
    let inputs = Inputs::read(state, batch)?;
    let draw = inputs.draw(state, batch, seed)?;
    Ok(match draw.explain(id) {
        Answer::NotInPool => Standing::LeftOut(left_out(state, batch, id)?),
        Answer::NotDrawn {
            rank,
            ticket,
            standing,
        } => {
            let ranked = ranked(rank, ticket.to_string(), &standing);
            Standing::NotDrawn(place(standing), ranked)
        }
        Answer::Drawn { drawn, standing } => {
            let ranked = ranked(drawn.rank, drawn.ticket, &standing);
            let outcome = Outcome {
                how: drawn.how,
                replaces: drawn.replaces,
                fate: drawn.fate,
                ended: ended(&draw, id),
                task: task(state, &batch.id, id),
            };
            Standing::Drawn(place(standing), ranked, Box::new(outcome))
        }
    })
}

fn place(numbers: Numbers) -> Place {
    Place {
        stratum: numbers.stratum,
        size: numbers.size.into(),
        places: Some(numbers.n.into()),
    }
}

fn ranked(rank: usize, ticket: String, numbers: &Numbers) -> Ranked {
    Ranked {
        rank: rank as u64,
        ticket,
        threshold: numbers.threshold.map(|ticket| ticket.to_string()),
    }
}

fn ended(draw: &Draw<'_>, target: &str) -> Option<(String, String)> {
    draw.acts().iter().find_map(|act| match act {
        Act::Replace { id, reason, evidence } | Act::Strike { id, reason, evidence } if id == target => {
            Some((reason.clone(), evidence.clone()))
        }
        _ => None,
    })
}

fn task<S: State + ?Sized>(state: &S, batch: &str, target: &str) -> Option<String> {
    let tasks: Vec<Task> = state.by("task.target", target);
    tasks
        .into_iter()
        .find(|task| task.batch == batch)
        .map(|task| task.id)
}

/// The reason that was recorded at the freeze. Targets of other units are counted there and not listed: where the
/// target is one, that is read from its record.
fn left_out<S: State + ?Sized>(state: &S, batch: &Batch, id: &str) -> Result<LeftOut, Refusal> {
    let list = blob(state, &batch.pool.left_out_list)?;
    let list = String::from_utf8_lossy(&list);
    let line = list
        .lines()
        .find_map(|line| line.split_once('\t').filter(|(of, _)| *of == id));
    if let Some((_, rest)) = line {
        let (word, detail) = rest.split_once('\t').unwrap_or((rest, ""));
        if let Some(why) = OutOfPool::of_word(word) {
            let detail = if detail == "-" { "" } else { detail };
            return Ok(LeftOut::Because(why, detail.to_owned()));
        }
    }
    let campaign: Option<Campaign> = state.get("");
    let target: Option<Target> = state.read(Target::KIND, id).and_then(|_| state.get(id));
    let elsewhere = campaign
        .zip(target)
        .is_some_and(|(campaign, target)| !campaign.regions.contains(batch.region, target.region));
    Ok(match elsewhere {
        true => LeftOut::Because(OutOfPool::OtherUnit, String::new()),
        false => LeftOut::Unknown,
    })
}
