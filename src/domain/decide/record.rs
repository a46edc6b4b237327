//! The records of a batch: what they state about it, the chain they form, and the draw read back from them.

use crate::domain::batch::{Batch, Ceremony, Kept, MatchRound, PublicSource};
use crate::domain::operator::Department;
use crate::domain::refusal::Refusal;
use crate::domain::state::{Read, State};
use crate::domain::trouble::Trouble;
use crate::draw::Profile;
use crate::draw::files::{Opening, PlanRow, PoolRow, parse_openings, parse_plan, parse_pool};
use crate::draw::matching::PoolMatch;
use crate::draw::record::{self, Change, DRAW_FORMAT, DrawRecord, Frozen, Heading, PoolForm, Record as _};
use crate::draw::seed::{Announced, MatchLinks, PublicValue, SeedText};
use crate::draw::select::Draw;

/// The record the chain continues: the batch's own newest, else the newest made before it in the whole office.
pub(in crate::domain) fn previous<S: State + ?Sized>(state: &S, batch: &Batch) -> Option<String> {
    if let Some(own) = batch.newest() {
        return Some(own.file.hash.clone());
    }
    let others = state.all::<Batch>();
    let newest = others.iter().filter_map(Batch::newest);
    newest
        .max_by_key(|version| version.seq)
        .map(|version| version.file.hash.clone())
}

/// What a record states about its batch and the ceremony it came of.
pub(in crate::domain) fn heading(
    batch: &Batch,
    ceremony: &Ceremony,
    format: &str,
    previous: Option<String>,
) -> Heading {
    let commitment = |d: Department| {
        let made = ceremony.commitments.get(&d);
        made.map(|c| c.hash.clone()).unwrap_or_default()
    };
    Heading {
        format: format.to_owned(),
        batch: batch.id.clone(),
        number: batch.number,
        profile: batch.profile,
        previous,
        commit_a: commitment(Department::Hr),
        commit_b: commitment(Department::Mr),
        announced: ceremony.sources.iter().map(announced).collect(),
        instead_of: batch.instead_of.as_ref().map(|other| record::InsteadOf {
            batch: other.batch.clone(),
            reason: other.reason.clone(),
        }),
    }
}

fn announced(source: &PublicSource) -> Announced {
    Announced {
        kind: source.kind.clone(),
        issue: source.issue.clone(),
    }
}

/// The public values of a ceremony, in the announced order; none until all are there.
pub(in crate::domain) fn values(ceremony: &Ceremony) -> Option<Vec<PublicValue>> {
    let value = |source: &PublicSource| {
        Some(PublicValue {
            announced: announced(source),
            value: source.value.clone()?,
        })
    };
    let values: Vec<PublicValue> = ceremony.sources.iter().map(value).collect::<Option<_>>()?;
    (!values.is_empty()).then_some(values)
}

/// The seed file of the draw, once its ceremony has come to its end.
pub(in crate::domain) fn draw_seed(batch: &Batch) -> Result<SeedText, Refusal> {
    seed_text(batch, &batch.draw_ceremony, None)
}

/// The seed file of a round of matching, once its ceremony has come to its end.
pub(in crate::domain) fn match_seed(batch: &Batch, round: &MatchRound) -> Result<SeedText, Refusal> {
    let links = MatchLinks {
        roster: round.roster.roster.hash.clone(),
        conflicts: round.roster.conflicts.hash.clone(),
        parent: round.roster.parent.clone(),
    };
    seed_text(batch, &round.ceremony, Some(links))
}

fn seed_text(batch: &Batch, ceremony: &Ceremony, links: Option<MatchLinks>) -> Result<SeedText, Refusal> {
    let secret = |d: Department| ceremony.reveals.get(&d).cloned();
    let complete = || {
        Some(SeedText {
            batch: batch.id.clone(),
            pool: batch.pool.file.hash.clone(),
            plan: batch.plan.as_ref()?.file.hash.clone(),
            links,
            a: secret(Department::Hr)?,
            b: secret(Department::Mr)?,
            public: values(ceremony)?,
        })
    };
    complete().ok_or_else(|| Refusal::CeremonyIncomplete {
        missing: missing(batch, ceremony),
    })
}

/// The parts of a ceremony that are still missing, in order, as message keys.
pub(in crate::domain) fn missing(batch: &Batch, ceremony: &Ceremony) -> Vec<&'static str> {
    let mut missing = Vec::new();
    let mut need = |there: bool, part: &'static str| {
        if !there {
            missing.push(part);
        }
    };
    let committed = |d| ceremony.commitments.contains_key(&d);
    let revealed = |d| ceremony.reveals.contains_key(&d);
    need(batch.plan.is_some(), "act.plan");
    need(committed(Department::Hr), "step.commit-hr");
    need(committed(Department::Mr), "step.commit-mr");
    need(ceremony.has_values(), "step.public");
    need(revealed(Department::Hr), "step.reveal-hr");
    need(revealed(Department::Mr), "step.reveal-mr");
    missing
}

/// What opens every row of the pool: each salt is the hash of a key from the operating system's entropy, which is not
/// kept, and the id. Without the key the salts of two rows say nothing about each other.
pub(super) fn salted(key: &str, rows: &[PoolRow]) -> Vec<Opening> {
    let salt = |id: &str| Profile::Sha256.hex(format!("SSJ-SALT-1\nkey:{key}\nid:{id}\n"));
    rows.iter()
        .map(|row| Opening {
            salt: salt(&row.id),
            id: row.id.clone(),
            stratum: row.stratum.clone(),
        })
        .collect()
}

/// The frozen inputs of a batch's draw.
pub(in crate::domain) struct Inputs {
    pub(in crate::domain) pool: Vec<PoolRow>,
    openings: Vec<Opening>,
    pub(in crate::domain) plan: Vec<PlanRow>,
}

impl Inputs {
    /// Reads them from the batch's blobs.
    pub(in crate::domain) fn read<S: State + ?Sized>(state: &S, batch: &Batch) -> Result<Self, Refusal> {
        let (pool, openings) = pool(state, batch)?;
        let plan = batch.plan.as_ref().ok_or_else(|| Refusal::CeremonyIncomplete {
            missing: vec!["act.plan"],
        })?;
        let bytes = blob(state, &plan.file.blob)?;
        let plan = parse_plan(&bytes).map_err(|_| damaged(&plan.file.blob))?;
        Ok(Self { pool, openings, plan })
    }

    /// The draw under `seed`, with the acts recorded so far.
    pub(in crate::domain) fn draw<S: State + ?Sized>(
        &self,
        state: &S,
        batch: &Batch,
        seed: &str,
    ) -> Result<Draw<'_>, Refusal> {
        let mut draw = Draw::new(batch.profile, seed, &self.pool, &self.plan).map_err(|e| other(e.code()))?;
        if let Some(record) = batch.record() {
            for act in draw_record(state, record)?.acts {
                draw.act(act).map_err(|e| other(e.code()))?;
            }
        }
        Ok(draw)
    }

    /// The batch's next record, of `draw`, and its text.
    pub(in crate::domain) fn record<S: State + ?Sized>(
        &self,
        state: &S,
        batch: &Batch,
        draw: &Draw<'_>,
        seed: &str,
    ) -> Result<(DrawRecord, String), Refusal> {
        let heading = heading(batch, &batch.draw_ceremony, DRAW_FORMAT, previous(state, batch));
        let salt = |id: &str| {
            let at = self
                .openings
                .binary_search_by(|row| row.id.as_str().cmp(id))
                .ok()?;
            self.openings.get(at).map(|row| row.salt.clone())
        };
        let frozen = Frozen {
            pool_form: form(batch),
            pool: batch.pool.file.hash.clone(),
            plan: batch
                .plan
                .as_ref()
                .map(|p| p.file.hash.clone())
                .unwrap_or_default(),
            seed: seed.to_owned(),
        };
        let record = DrawRecord::of(draw, heading, frozen, salt);
        let text = record.text().map_err(|_| other("record"))?;
        Ok((record, text))
    }
}

/// The form in which a batch's pool is published.
pub(in crate::domain) fn form(batch: &Batch) -> PoolForm {
    if batch.pool.openings.is_some() {
        PoolForm::Leaves
    } else {
        PoolForm::Open
    }
}

/// The pool with its strata, and what opens it where it is published closed.
pub(in crate::domain) fn pool<S: State + ?Sized>(
    state: &S,
    batch: &Batch,
) -> Result<(Vec<PoolRow>, Vec<Opening>), Refusal> {
    let Some(openings) = &batch.pool.openings else {
        let hash = &batch.pool.file.blob;
        let rows = parse_pool(&blob(state, hash)?).map_err(|_| damaged(hash))?;
        return Ok((rows, Vec::new()));
    };
    let openings = parse_openings(&blob(state, openings)?).map_err(|_| damaged(openings))?;
    let row = |opening: &Opening| PoolRow {
        id: opening.id.clone(),
        stratum: opening.stratum.clone(),
    };
    Ok((openings.iter().map(row).collect(), openings))
}

/// A draw's record, read back.
pub(in crate::domain) fn draw_record<S: State + ?Sized>(
    state: &S,
    record: &Kept,
) -> Result<DrawRecord, Refusal> {
    serde_json::from_slice(&blob(state, &record.blob)?).map_err(|_| damaged(&record.blob))
}

/// The officers replaced after the matches of a batch, in order.
pub(in crate::domain) fn team_changes<S: State + ?Sized>(
    state: &S,
    batch: &Batch,
) -> Result<Vec<Change>, Refusal> {
    let Some(list) = &batch.team_changes else {
        return Ok(Vec::new());
    };
    serde_json::from_slice(&blob(state, list)?).map_err(|_| damaged(list))
}

/// The match of one unit, read back from its blob.
pub(in crate::domain) fn unit_match<S: State + ?Sized>(state: &S, hash: &str) -> Result<PoolMatch, Refusal> {
    serde_json::from_slice(&blob(state, hash)?).map_err(|_| damaged(hash))
}

pub(in crate::domain) fn blob<S: State + ?Sized>(state: &S, hash: &str) -> Result<Vec<u8>, Refusal> {
    state.blob(hash).ok_or_else(|| damaged(hash))
}

pub(in crate::domain) fn damaged(hash: &str) -> Refusal {
    Refusal::BlobMissing {
        hash: hash.to_owned(),
    }
}

/// What the checks before should have caught.
pub(in crate::domain) fn other(code: &'static str) -> Refusal {
    Refusal::PlanImpossible {
        why: Trouble::Other { code },
    }
}
