//! Everything that can be wrong with a published batch, each by its own name.

use thiserror::Error;

use super::ValueDifference;
use crate::draw::change::ChangeError;
use crate::draw::files::Fault;
use crate::draw::matching::MatchError;
use crate::draw::plan::PlanFault;
use crate::draw::promise::BrokenPromise;
use crate::draw::select::DrawError;

/// The first difference between what was published and what follows from it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Difference {
    /// A file is missing.
    #[error("{file} is missing")]
    MissingFile {
        /// The file's name.
        file: String,
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
    /// A field of a record holds what no such record can hold, whatever the other files say.
    #[error("{file}: {field} is {found:?}, which it cannot be")]
    Field {
        /// The record.
        file: String,
        /// The field's name.
        field: &'static str,
        /// What it holds.
        found: String,
    },
    /// A frozen file is not the one that was bound before.
    #[error("{file} was changed: its hash is {found}, but {witness} says {stated}")]
    Changed {
        /// The changed file.
        file: String,
        /// Its hash.
        found: String,
        /// The file that states another hash.
        witness: String,
        /// The hash it states, or `null`.
        stated: String,
    },
    /// A seed text, or the public results of a sealed draw, break what was published before.
    #[error("{file}: {broken}")]
    Seed {
        /// The file.
        file: String,
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
    /// A round of matching cannot be recomputed.
    #[error("{file}: {error}")]
    Match {
        /// The record.
        file: String,
        /// Why not.
        error: MatchError,
    },
    /// A change of a team cannot be recomputed.
    #[error("{file}: change {change}: {error}")]
    Change {
        /// The record.
        file: String,
        /// Number of the change, from 1.
        change: usize,
        /// Why not.
        error: ChangeError,
    },
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
    /// A record or table says the right things in another spelling, so its hash is another.
    #[error("{file} line {line}: right in content, but not written as it is to be written")]
    Spelling {
        /// The record.
        file: String,
        /// The first line that differs, from 1.
        line: usize,
    },
    /// A line of `drawn.tsv` is not what follows from the record.
    #[error("{file} line {line}: {found:?} where the draw record gives {expected:?}")]
    Table {
        /// The table.
        file: String,
        /// The first line that differs, from 1.
        line: usize,
        /// The line that follows; empty when there should be none.
        expected: String,
        /// The line found; empty when it is missing.
        found: String,
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
    /// The oldest published record is no first record: acts were done before it.
    #[error("{file} holds {acts} acts, so earlier versions of it must be published beside it")]
    NotFirst {
        /// The oldest record.
        file: String,
        /// Acts in it.
        acts: usize,
    },
    /// A record names another that is not published: a round its draw record, a sealed draw its record or a round.
    #[error("{file}: {field} {hash} is the hash of none of the published records")]
    Unknown {
        /// The file.
        file: String,
        /// `parent`, `record` or `matches`.
        field: &'static str,
        /// The stated hash.
        hash: String,
    },
    /// A round goes back behind the draw record of the round before it.
    #[error("{file}: its draw record is older than that of the round before it")]
    OldParent {
        /// The later round's record.
        file: String,
    },
    /// A pool's tasks hold a target that its areas did not have to be inspected under the round's draw record.
    #[error("{file}: pool {pool} has no target {id} to be inspected under the round's draw record")]
    ForeignTask {
        /// The round's record.
        file: String,
        /// The pool.
        pool: String,
        /// The target.
        id: String,
    },
    /// A target gets a second team.
    #[error("{file}: {id} has a team from round {round} already")]
    SecondTeam {
        /// The later round's record.
        file: String,
        /// The target.
        id: String,
        /// The earlier round.
        round: u32,
    },
    /// A pool's tasks leave out a target that was to be inspected, and was neither replaced nor struck off before.
    #[error("{file}: pool {pool} leaves out {id}, which was to be inspected")]
    LeftOutTask {
        /// The round's record.
        file: String,
        /// The pool.
        pool: String,
        /// The target.
        id: String,
    },
    /// An opening slip holds more or fewer targets than its owner.
    #[error("{file} holds {rows} rows; an opening slip holds one")]
    SlipRows {
        /// The slip.
        file: String,
        /// Rows found.
        rows: usize,
    },
    /// A target's stratum is none of the plan's, so it never had a chance.
    #[error("{id} is of stratum {stratum}, which plan.tsv leaves out")]
    NoStratum {
        /// The target.
        id: String,
        /// Its stratum.
        stratum: String,
    },
    /// A target should have been drawn and was not: the draw was forged.
    #[error(
        "the ticket {ticket} of {id} is not above the threshold {threshold} of {stratum}, but it was not drawn"
    )]
    PassedOver {
        /// The target.
        id: String,
        /// Its stratum.
        stratum: String,
        /// Its ticket.
        ticket: String,
        /// The largest ticket drawn from the stratum.
        threshold: String,
    },
    /// One of several batches does not hold.
    #[error("{name}: {difference}")]
    Batch {
        /// The name under which the batch was given.
        name: String,
        /// What is wrong with it.
        difference: Box<Difference>,
    },
    /// Two batches have one number.
    #[error("{first} and {second} both have the number {number}")]
    NumberTwice {
        /// The number.
        number: u32,
        /// One batch.
        first: String,
        /// The other.
        second: String,
    },
    /// A number between those of the given batches is missing.
    #[error("there is no batch number {number}; numbers run without gaps, and a void batch keeps its own")]
    NumberMissing {
        /// The missing number.
        number: u32,
    },
    /// Two batches have one name.
    #[error("{first} and {second} are both named {batch}")]
    NameTwice {
        /// The name.
        batch: String,
        /// One batch.
        first: String,
        /// The other.
        second: String,
    },
    /// A batch follows a record that no given batch holds.
    #[error("{name}: {file} follows the record {previous}, which is in none of the other batches")]
    Unlinked {
        /// The batch.
        name: String,
        /// Its first record or announcement.
        file: String,
        /// The hash it states.
        previous: String,
    },
    /// Two batches claim to come directly after the same record, or both to be the first of all.
    #[error(
        "{first} and {second} both follow the record {previous}; one of them was made later and hides it"
    )]
    Fork {
        /// One batch.
        first: String,
        /// The other.
        second: String,
        /// The hash both state, or `null`.
        previous: String,
    },
    /// A batch redraws one that is not there, or comes after it.
    #[error("{name} is drawn instead of {batch}, which is not among the batches before it")]
    RedrawsNothing {
        /// The batch.
        name: String,
        /// The batch it names.
        batch: String,
    },
    /// A batch redraws one that stands.
    #[error("{name} is drawn instead of {batch}, which is not void")]
    RedrawsStanding {
        /// The batch.
        name: String,
        /// The batch it names.
        batch: String,
    },
}
