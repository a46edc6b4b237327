//! Recomputing a published batch from its files alone, at whatever stage it is, and naming the first difference.

mod announced;
mod basis;
mod batch;
mod chain;
mod changes;
mod diff;
mod difference;
mod opening;
mod pool;
mod reading;
mod rounds;
mod sealed;
mod words;

use std::collections::BTreeMap;

pub use chain::{Chained, chain};
pub use diff::{ValueDifference, first_difference};
pub use difference::Difference;
pub use opening::{Opened, Outcome, opening};

/// The published files: name without directory, and content. Files that are no part of a batch are passed over.
pub type Files = BTreeMap<String, Vec<u8>>;

/// How far a batch is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Pool, plan, commitments and the coming public results are bound; nothing of a draw is shown.
    Announced,
    /// The draw is bound by its hash and withheld until the visits are done.
    Sealed,
    /// The draw is open to everyone.
    Drawn,
    /// The batch is void; where it had been drawn, the discarded draw may be shown.
    Void,
}

impl Stage {
    /// The word for machines: `announced`, `sealed`, `drawn` or `void`.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Announced => "announced",
            Stage::Sealed => "sealed",
            Stage::Drawn => "drawn",
            Stage::Void => "void",
        }
    }
}

/// A batch that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The batch's name.
    pub batch: String,
    /// Its running number in the office.
    pub number: u32,
    /// How far it is published.
    pub stage: Stage,
    /// S; none as long as it is withheld, and in a batch that was void before its draw.
    pub seed: Option<String>,
    /// Why the batch is void, as a code; none for a batch that stands.
    pub void: Option<String>,
    /// The same in the office's words.
    pub note: Option<String>,
    /// Targets drawn, replaced and struck ones included; 0 as long as the draw is not shown.
    pub drawn: usize,
    /// How far the files allow the draw to be recomputed.
    pub scope: Scope,
    /// Rounds of matching.
    pub rounds: usize,
    /// Teams of all rounds; none when there is no round yet.
    pub teams: Option<usize>,
    /// Targets still to be inspected that have no team from any round; 0 in a void batch.
    pub unmatched: usize,
    /// Officers replaced in a team after the match.
    pub changes: usize,
}

/// How much of the draw the published files allow to be recomputed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The whole draw.
    Whole,
    /// Strata are closed: every drawn target's leaf and ticket hold, and each company can check itself against its
    /// stratum's threshold, but nobody else can tell that no smaller ticket was passed over.
    DrawnOnly,
}

/// Recomputes a published batch at any [`Stage`]. Earlier versions of the draw record stand beside `record.json` as
/// `record-1.json`, `record-2.json` …, oldest first; each is recomputed too, and the chain through them checked.
///
/// # Errors
/// The first [`Difference`].
pub fn verify(files: &Files) -> Result<Verified, Difference> {
    batch::check(files).map(|checked| checked.verified)
}
