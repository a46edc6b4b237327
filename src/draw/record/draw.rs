//! The record of a draw, and the same rows as a table for people and spreadsheets.

use serde::{Deserialize, Serialize};

use super::{Heading, PoolForm, Record};
use crate::draw::files::{RECORD, prefecture_of, write_drawn_rows};
use crate::draw::matching::Task;
use crate::draw::select::{Act, Draw, Drawn, Fate};

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

impl Record for DrawRecord {
    const FILE: &'static str = RECORD;

    fn heading(&self) -> &Heading {
        &self.heading
    }
}

/// `drawn.tsv`, `stratum⇥rank⇥id⇥ticket⇥how⇥fate⇥replaces`: the drawn targets by stratum and rank, `-` where nothing
/// is replaced. It says nothing that the record does not say.
pub fn write_drawn(record: &DrawRecord) -> String {
    let rows = record.strata.iter().flat_map(|stratum| {
        stratum.drawn.iter().map(|row| {
            [
                stratum.stratum.clone(),
                row.rank.to_string(),
                row.id.clone(),
                row.ticket.clone(),
                row.how.name().to_owned(),
                row.fate.name().to_owned(),
                row.replaces.clone().unwrap_or_else(|| "-".to_owned()),
            ]
        })
    });
    write_drawn_rows(rows)
}
