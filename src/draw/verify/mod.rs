//! Recomputing a published batch from its files alone, and naming the first difference.

mod batch;
mod diff;
mod pool;
mod reading;

use std::collections::BTreeMap;

use thiserror::Error;

use super::files::Fault;
use super::matching::MatchError;
use super::plan::PlanFault;
use super::promise::BrokenPromise;
use super::select::DrawError;

pub use diff::{ValueDifference, first_difference};

/// The published files: name without directory, and content. Files SSJ-1 does not name are passed over.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A batch that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Batch number.
    pub batch: String,
    /// S; none for a void batch.
    pub seed: Option<String>,
    /// Why the batch is void; none for a batch that stands.
    pub void: Option<String>,
    /// Targets drawn, replaced and struck ones included.
    pub drawn: usize,
    /// How far the files allowed the draw to be recomputed.
    pub scope: Scope,
    /// Teams of the match; none when the batch is not matched yet.
    pub teams: Option<usize>,
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

/// The first difference between what was published and what follows from it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Difference {
    /// A file is missing.
    #[error("{file} is missing")]
    MissingFile {
        /// The file's name.
        file: &'static str,
    },
    /// A file's form is wrong.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// A record cannot be read.
    #[error("{file} line {line}, column {column}: {message}")]
    Json {
        /// The file's name.
        file: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1; 0 when unknown.
        column: usize,
        /// What the reader says.
        message: String,
    },
    /// A frozen file is not the one the seed text names.
    #[error("{file} was changed: its hash is {found}, but {witness} says {stated}")]
    Changed {
        /// The changed file.
        file: String,
        /// Its hash.
        found: String,
        /// The file that states another hash.
        witness: &'static str,
        /// The hash it states.
        stated: String,
    },
    /// The seed text breaks what was published before it.
    #[error("{file}: {broken}")]
    Seed {
        /// The seed text's file.
        file: &'static str,
        /// How it breaks it.
        broken: BrokenPromise,
    },
    /// The plan does not fit the pool or the rule.
    #[error("plan.tsv: {0}")]
    Plan(#[from] PlanFault),
    /// The draw cannot be recomputed.
    #[error("{file}: {error}")]
    Draw {
        /// The record.
        file: String,
        /// Why not.
        error: DrawError,
    },
    /// The match cannot be recomputed.
    #[error("match.json: {0}")]
    Match(#[from] MatchError),
    /// A target's stratum and salt do not open its leaf.
    #[error("{file}: stratum and salt of {id} do not open its leaf in pool-public.tsv")]
    Leaf {
        /// The file that states stratum and salt.
        file: String,
        /// The target.
        id: String,
    },
    /// A target is named that the pool does not hold, or the openings leave one out.
    #[error("{file}: {id} must be in it exactly when it is in pool-public.tsv")]
    Membership {
        /// The file.
        file: String,
        /// The target.
        id: String,
    },
    /// A record says something else than what follows from the files.
    #[error("{file} {difference}")]
    Value {
        /// The record.
        file: String,
        /// Where, and the two values.
        difference: ValueDifference,
    },
    /// A record says the right things in another spelling, so its hash is another.
    #[error("{file} line {line}: right in content, but not written as SSJ-1 writes it")]
    Spelling {
        /// The record.
        file: String,
        /// The first line that differs, from 1.
        line: usize,
    },
    /// A record does not carry the hash of the record before it.
    #[error("{file}: previous is {stated}, but the hash of {before} is {found}")]
    Chain {
        /// The record.
        file: String,
        /// The record before it.
        before: String,
        /// The hash it states, or `null`.
        stated: String,
        /// The hash of the record before.
        found: String,
    },
    /// An earlier record's acts are not the beginning of a later one's.
    #[error("{file}: act {act} is not the one of the record before it; what was done stays on record")]
    History {
        /// The later record.
        file: String,
        /// Number of the act, from 1.
        act: usize,
    },
    /// The match names a parent that is not among the published draw records.
    #[error("match.json: parent {parent} is the hash of none of the published draw records")]
    Parent {
        /// The stated hash.
        parent: String,
    },
}

impl Difference {
    /// A stable key for messages in other languages.
    pub fn code(&self) -> &'static str {
        match self {
            Difference::MissingFile { .. } => "verify_missing_file",
            Difference::Fault(fault) => fault.code(),
            Difference::Json { .. } => "verify_json",
            Difference::Changed { .. } => "verify_changed",
            Difference::Seed { broken, .. } => broken.code(),
            Difference::Plan(fault) => fault.code(),
            Difference::Draw { error, .. } => error.code(),
            Difference::Match(error) => error.code(),
            Difference::Leaf { .. } => "verify_leaf",
            Difference::Membership { .. } => "verify_membership",
            Difference::Value { .. } => "verify_value",
            Difference::Spelling { .. } => "verify_spelling",
            Difference::Chain { .. } => "verify_chain",
            Difference::History { .. } => "verify_history",
            Difference::Parent { .. } => "verify_parent",
        }
    }
}

/// Recomputes a published batch. Earlier versions of a record may stand beside it as `record-1.json`,
/// `record-2.json` … (`match-1.json` …), oldest first; each is recomputed too, and the chain through them checked.
///
/// # Errors
/// The first [`Difference`].
pub fn verify(files: &Files) -> Result<Verified, Difference> {
    batch::verify(files)
}
