//! The published JSON records, each carrying the hash of the record before it.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::files::{MATCH, RECORD, prefecture_of};
use super::hash::Profile;
use super::matching::{PoolMatch, Task};
use super::seed::Announced;
use super::select::{Act, Draw, Drawn, Fate};
use super::table::{Members, Visits};

/// `format` of a draw record.
pub const DRAW_FORMAT: &str = "SSJ-1/draw";
/// `format` of a match record.
pub const MATCH_FORMAT: &str = "SSJ-1/match";
/// `format` of the record of a void or superseded batch.
pub const VOID_FORMAT: &str = "SSJ-1/void";

/// Whether the pool is published with its strata or with salted leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PoolForm {
    /// `pool.tsv`.
    Open,
    /// `pool-public.tsv`: grades are confidential.
    Leaves,
}

/// What every record states about its batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Kind and version of the record.
    pub format: String,
    /// Batch number.
    pub batch: String,
    /// Hash profile.
    pub profile: Profile,
    /// Hash of the record before this one; null for the first of all.
    pub previous: Option<String>,
    /// Commitment of 人社.
    pub commit_a: String,
    /// Commitment of 市场监管.
    pub commit_b: String,
    /// The public results announced before the reveal, in order.
    pub announced: Vec<Announced>,
}

/// One stratum of a draw record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StratumRecord {
    /// The stratum's code.
    pub stratum: String,
    /// Targets in the stratum.
    #[serde(rename = "N")]
    pub size: u32,
    /// Weight of one target.
    pub weight: u32,
    /// Floor.
    pub floor: u32,
    /// Places allocated, extensions included.
    pub n: u32,
    /// The chance of every target of the stratum, exactly: `n/N`.
    pub inclusion: String,
    /// Largest ticket drawn; null when none was.
    pub threshold: Option<String>,
    /// The drawn targets in rank order.
    pub drawn: Vec<Drawn>,
}

/// The record of a draw, `record.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawRecord {
    /// What every record states.
    #[serde(flatten)]
    pub heading: Heading,
    /// Form of the published pool.
    pub pool_form: PoolForm,
    /// Hash of the pool in that form.
    pub pool: String,
    /// Hash of `plan.tsv`.
    pub plan: String,
    /// S.
    pub seed: String,
    /// What was done after the draw, in order.
    pub acts: Vec<Act>,
    /// The strata that got a place after the floors, in order.
    pub allocation_order: Vec<String>,
    /// The strata, by code.
    pub strata: Vec<StratumRecord>,
}

/// The record of a match, `match.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchRecord {
    /// What every record states.
    #[serde(flatten)]
    pub heading: Heading,
    /// Hash of the draw record whose targets are matched.
    pub parent: String,
    /// Hash of `roster.tsv`.
    pub roster: String,
    /// Hash of `conflicts.tsv`.
    pub conflicts: String,
    /// M.
    pub seed: String,
    /// Team size.
    pub members: Members,
    /// Days of the visits.
    pub visits: Visits,
    /// The pools, ascending.
    pub pools: Vec<PoolMatch>,
}

/// The record of a batch that is void, because a reveal is missing or wrong, or superseded. The batch keeps its
/// number and its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidRecord {
    /// What every record states.
    #[serde(flatten)]
    pub heading: Heading,
    /// Form of the published pool.
    pub pool_form: PoolForm,
    /// Hash of the pool in that form.
    pub pool: String,
    /// Hash of `plan.tsv`.
    pub plan: String,
    /// Reason code.
    pub reason: String,
    /// What happened, in words.
    pub note: String,
}

impl DrawRecord {
    /// Records a draw. `heading` and the hashes come from the frozen files, `salt_of` opens the leaves of drawn
    /// targets when the pool is published with closed strata.
    pub fn of(
        draw: &Draw,
        heading: Heading,
        frozen: Frozen,
        salt_of: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let strata = draw
            .allocation()
            .counts()
            .zip(draw.drawn())
            .map(|((stratum, n), (code, mut drawn))| {
                drawn.iter_mut().for_each(|row| row.salt = salt_of(&row.id));
                StratumRecord {
                    stratum: code.to_owned(),
                    size: stratum.size,
                    weight: stratum.weight,
                    floor: stratum.floor,
                    n,
                    inclusion: format!("{n}/{}", stratum.size),
                    threshold: draw.threshold(code).map(|ticket| ticket.to_string()),
                    drawn,
                }
            });
        DrawRecord {
            heading,
            pool_form: frozen.pool_form,
            pool: frozen.pool,
            plan: frozen.plan,
            seed: frozen.seed,
            acts: draw.acts().to_vec(),
            allocation_order: draw.allocation().order().map(str::to_owned).collect(),
            strata: strata.collect(),
        }
    }

    /// The targets to be inspected: those neither replaced nor struck off, by stratum and rank.
    pub fn tasks(&self) -> Vec<Task<'_>> {
        let mut tasks = Vec::new();
        for stratum in &self.strata {
            let area = prefecture_of(&stratum.stratum);
            let active = stratum.drawn.iter().filter(|row| row.fate == Fate::Active);
            tasks.extend(active.map(|row| Task { id: &row.id, area }));
        }
        tasks
    }
}

/// The frozen inputs of a draw, by hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// Form of the published pool.
    pub pool_form: PoolForm,
    /// Hash of the pool in that form.
    pub pool: String,
    /// Hash of `plan.tsv`.
    pub plan: String,
    /// S.
    pub seed: String,
}

/// A published record: JSON, two blanks of indentation, last line ending with LF.
pub trait Record: Serialize + DeserializeOwned {
    /// The file it is published in.
    const FILE: &'static str;

    /// The text, byte for byte.
    ///
    /// # Errors
    /// Only when a value cannot be written as JSON, which none of the record types holds.
    fn text(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}

impl Record for DrawRecord {
    const FILE: &'static str = RECORD;
}

impl Record for VoidRecord {
    const FILE: &'static str = RECORD;
}

impl Record for MatchRecord {
    const FILE: &'static str = MATCH;
}
