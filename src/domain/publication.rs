//! The files of a batch for the public: what anyone needs to recompute its draw and its match (SSJ-1 "Files").

use std::collections::{BTreeMap, BTreeSet};

use super::batch::{Batch, Purpose, Stage};
use super::brief::Brief;
use super::calendar::{Act, Calendar, Extension};
use super::campaign::{Campaign, CertificateRule};
use super::decide::{heading, previous, seed_text};
use super::refusal::Refusal;
use super::state::{Read, State};
use super::task::Task;
use super::time::Window;
use super::trouble::Trouble;
use crate::draw::Profile;
use crate::draw::files::{CONFLICTS, MATCH, MATCH_SEED, PLAN, POOL, RECORD, ROSTER, SEED};
use crate::draw::matching::PoolMatch;
use crate::draw::record::{MATCH_FORMAT, MatchRecord, PoolForm, Record, VOID_FORMAT, VoidRecord};
use crate::draw::table::{Members, Visits};

/// A batch's files, and what keeps the match's from being among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Name without folder, and content.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Units whose tasks have no teams yet; the match's files are added when none is left.
    pub unmatched: Vec<String>,
    /// Units matched under different days, which one match record cannot state together; empty otherwise.
    pub apart: Vec<String>,
}

/// The files of `batch` as far as it has come.
///
/// # Errors
/// [`Refusal::WrongStage`] before the draw, or [`Refusal::BlobMissing`].
pub fn files<S: State + ?Sized>(
    state: &S,
    campaign: &Campaign,
    batch: &Batch,
) -> Result<Publication, Refusal> {
    let mut publication = Publication {
        files: BTreeMap::new(),
        unmatched: Vec::new(),
        apart: Vec::new(),
    };
    let files = &mut publication.files;
    let mut put = |name: &str, content| files.insert(name.to_owned(), content);
    let early = || Refusal::WrongStage {
        batch: batch.id.clone(),
        act: Act::Draw,
        stage: batch.stage,
        needs: Stage::Drawn,
    };
    let plan = batch.plan.as_ref().ok_or_else(early)?;
    put(POOL, blob(state, &batch.pool.hash)?);
    put(PLAN, blob(state, &plan.hash)?);
    if let Some(reason) = &batch.void {
        put(RECORD, void(state, batch, &plan.hash, reason)?);
        return Ok(publication);
    }
    let drawn = batch.drawn.as_ref().ok_or_else(early)?;
    put(SEED, seed_text(batch, Purpose::Draw)?.text().into_bytes());
    put(RECORD, blob(state, &drawn.record)?);
    add_match(state, campaign, batch, &mut publication)?;
    Ok(publication)
}

fn void<S: State + ?Sized>(state: &S, batch: &Batch, plan: &str, reason: &str) -> Result<Vec<u8>, Refusal> {
    let record = VoidRecord {
        heading: heading(batch, Purpose::Draw, VOID_FORMAT, previous(state, batch)),
        pool_form: PoolForm::Open,
        pool: batch.pool.hash.clone(),
        plan: Some(plan.to_owned()),
        reason: "void".to_owned(),
        note: reason.to_owned(),
    };
    text(&record)
}

/// The match's files, once every unit with tasks has its teams.
fn add_match<S: State + ?Sized>(
    state: &S,
    campaign: &Campaign,
    batch: &Batch,
    publication: &mut Publication,
) -> Result<(), Refusal> {
    let (Some(frozen), Some(drawn)) = (&batch.roster, &batch.drawn) else {
        return Ok(());
    };
    let units: BTreeSet<String> = tasks(state, batch)
        .into_iter()
        .map(|t| t.unit.to_string())
        .collect();
    publication.unmatched = units
        .into_iter()
        .filter(|u| !batch.matched.contains_key(u))
        .collect();
    if !publication.unmatched.is_empty() {
        return Ok(());
    }
    if !batch.earlier.is_empty() {
        publication.apart = batch.matched.keys().cloned().collect();
        return Ok(());
    }
    let days = days(state, campaign, batch);
    let Some(visits) = days
        .values()
        .next()
        .filter(|first| days.values().all(|d| d == *first))
    else {
        publication.apart = days.into_keys().collect();
        return Ok(());
    };
    let seed = seed_text(batch, Purpose::Match)?;
    let mut pools = Vec::new();
    for hash in batch.matched.values() {
        let pool: Option<PoolMatch> = serde_json::from_slice(&blob(state, hash)?).ok();
        pools.push(pool.ok_or_else(|| Refusal::BlobMissing { hash: hash.clone() })?);
    }
    let members = campaign.team.members_per_department as usize;
    let record = MatchRecord {
        heading: heading(batch, Purpose::Match, MATCH_FORMAT, Some(drawn.record.clone())),
        round: 1,
        parent: drawn.record.clone(),
        roster: frozen.roster.clone(),
        conflicts: frozen.conflicts.clone(),
        seed: seed.seed(Profile::Sha256),
        members: Members {
            a: members,
            b: members,
        },
        visits: Visits {
            from: visits.from,
            until: visits.to,
        },
        pools,
    };
    let files = &mut publication.files;
    files.insert(MATCH.to_owned(), text(&record)?);
    files.insert(ROSTER.to_owned(), blob(state, &frozen.roster)?);
    files.insert(CONFLICTS.to_owned(), blob(state, &frozen.conflicts)?);
    files.insert(MATCH_SEED.to_owned(), seed.text().into_bytes());
    Ok(())
}

/// The days on which certificates had to hold when each unit was matched: the rules of that moment, before any order
/// that came later.
fn days<S: State + ?Sized>(state: &S, campaign: &Campaign, batch: &Batch) -> BTreeMap<String, Window> {
    let mut matched = BTreeMap::new();
    for task in tasks(state, batch) {
        if let Some(step) = task.step("state.assigned") {
            matched
                .entry(task.unit.to_string())
                .or_insert((step.seq, step.on));
        }
    }
    let orders: Vec<(u64, Extension)> = state
        .all::<Extension>()
        .into_iter()
        .map(|order| {
            let briefs: Vec<Brief> = state.by("entry.subject", &order.order);
            (briefs.first().map_or(0, |b| b.seq), order)
        })
        .collect();
    let window = |seq: u64, on| match campaign.team.certificate {
        CertificateRule::MatchDay => Window { from: on, to: on },
        CertificateRule::WholeWindow => {
            let before: Vec<Extension> = orders
                .iter()
                .filter(|(at, _)| *at < seq)
                .map(|(_, o)| o.clone())
                .collect();
            Calendar::new(campaign, &before).phases().inspect
        }
    };
    matched
        .into_iter()
        .map(|(unit, (seq, on))| (unit, window(seq, on)))
        .collect()
}

fn tasks<S: State + ?Sized>(state: &S, batch: &Batch) -> Vec<Task> {
    let keys = state.keys_under("task.batch", &format!("{}/", batch.id));
    keys.iter().filter_map(|key| state.get(key)).collect()
}

fn blob<S: State + ?Sized>(state: &S, hash: &str) -> Result<Vec<u8>, Refusal> {
    state.blob(hash).ok_or_else(|| Refusal::BlobMissing {
        hash: hash.to_owned(),
    })
}

fn text(record: &impl Record) -> Result<Vec<u8>, Refusal> {
    let text = record.text().map_err(|_| Refusal::PlanImpossible {
        why: Trouble::Other { code: "record" },
    })?;
    Ok(text.into_bytes())
}
