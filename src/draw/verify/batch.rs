//! The steps of a verification, in the order in which the batch came about.

use serde_json::Value;

use super::pool::{Published, file_of};
use super::reading::{check_chain, compare, need, read, read_value, unchanged, versions};
use super::{Difference, Files, Verified};
use crate::draw::files::{
    CONFLICTS, MATCH, MATCH_SEED, PLAN, PlanRow, RECORD, ROSTER, SEED, parse_conflicts, parse_plan,
    parse_roster,
};
use crate::draw::hash::Profile;
use crate::draw::matching::match_batch;
use crate::draw::plan::check_places;
use crate::draw::promise::Promised;
use crate::draw::record::{DRAW_FORMAT, MATCH_FORMAT};
use crate::draw::record::{DrawRecord, Frozen, Heading, MatchRecord, VOID_FORMAT, VoidRecord};
use crate::draw::seed::{MatchLinks, SeedText};
use crate::draw::select::Draw;
use crate::draw::table::Setup;

pub(super) fn verify(files: &Files) -> Result<Verified, Difference> {
    let bytes = need(files, RECORD)?;
    if read_value(RECORD, bytes)?.get("format").and_then(Value::as_str) == Some(VOID_FORMAT) {
        return verify_void(files, bytes);
    }
    let latest: DrawRecord = read(RECORD, bytes)?;
    let basis = Basis::read(files, &latest)?;
    let versions = versions(files, RECORD);
    let mut before: Option<DrawRecord> = None;
    for (file, bytes) in &versions {
        let record: DrawRecord = read(file, bytes)?;
        basis.check_record(file, bytes, &record)?;
        check_history(file, before.as_ref(), &record)?;
        before = Some(record);
    }
    check_chain::<DrawRecord>(latest.heading.profile, &versions, |record| &record.heading)?;
    let drawn = latest.strata.iter().map(|stratum| stratum.drawn.len()).sum();
    let teams = if files.contains_key(MATCH) {
        Some(verify_match(files, &basis, &versions)?)
    } else {
        None
    };
    Ok(Verified {
        batch: latest.heading.batch,
        seed: Some(latest.seed),
        void: None,
        drawn,
        scope: basis.pool.scope(),
        teams,
    })
}

/// What the draw is recomputed from.
struct Basis {
    profile: Profile,
    pool: Published,
    plan: Vec<PlanRow>,
    frozen: Frozen,
    promised: Promised,
}

impl Basis {
    fn read(files: &Files, record: &DrawRecord) -> Result<Self, Difference> {
        let heading = &record.heading;
        let profile = heading.profile;
        let pool_file = file_of(record.pool_form);
        let (pool_bytes, plan_bytes) = (need(files, pool_file)?, need(files, PLAN)?);
        let pool = Published::read(files, profile, record.pool_form, pool_bytes)?;
        let plan = parse_plan(plan_bytes)?;
        let seed = SeedText::parse(SEED, need(files, SEED)?, false)?;
        let promised = promised(heading, profile.hex(pool_bytes), profile.hex(plan_bytes));
        unchanged(pool_file, &promised.pool, SEED, &seed.pool)?;
        unchanged(PLAN, &promised.plan, SEED, &seed.plan)?;
        promised
            .check(profile, &seed)
            .map_err(|broken| Difference::Seed { file: SEED, broken })?;
        pool.check_plan(&plan)?;
        check_places(&plan)?;
        let frozen = Frozen {
            pool_form: record.pool_form,
            pool: promised.pool.clone(),
            plan: promised.plan.clone(),
            seed: seed.seed(profile),
        };
        Ok(Basis {
            profile,
            pool,
            plan,
            frozen,
            promised,
        })
    }

    /// Recomputes one version of the draw record and compares it.
    fn check_record(&self, file: &str, bytes: &[u8], record: &DrawRecord) -> Result<(), Difference> {
        let failed = |error| Difference::Draw {
            file: file.to_owned(),
            error,
        };
        let (rows, salts) = self.pool.rows(self.profile, file, record)?;
        let mut draw = Draw::new(self.profile, &self.frozen.seed, &rows, &self.plan).map_err(failed)?;
        for act in &record.acts {
            draw.act(act.clone()).map_err(failed)?;
        }
        let heading = self.heading(DRAW_FORMAT, &record.heading, &self.promised);
        let recomputed = DrawRecord::of(&draw, heading, self.frozen.clone(), |id| salts.get(id).cloned());
        compare(file, bytes, &recomputed)
    }

    /// The heading as it follows from the checked ceremony; only the link to the record before is taken over.
    fn heading(&self, format: &str, stated: &Heading, promised: &Promised) -> Heading {
        Heading {
            format: format.to_owned(),
            batch: promised.batch.clone(),
            profile: self.profile,
            previous: stated.previous.clone(),
            commit_a: promised.commit_a.clone(),
            commit_b: promised.commit_b.clone(),
            announced: promised.announced.clone(),
            number: stated.number,
            instead_of: stated.instead_of.clone(),
        }
    }
}

fn promised(heading: &Heading, pool: String, plan: String) -> Promised {
    Promised {
        batch: heading.batch.clone(),
        pool,
        plan,
        links: None,
        commit_a: heading.commit_a.clone(),
        commit_b: heading.commit_b.clone(),
        announced: heading.announced.clone(),
    }
}

fn verify_match(files: &Files, basis: &Basis, drawn: &[(String, &[u8])]) -> Result<usize, Difference> {
    let bytes = need(files, MATCH)?;
    let record: MatchRecord = read(MATCH, bytes)?;
    let (roster_bytes, conflict_bytes) = (need(files, ROSTER)?, need(files, CONFLICTS)?);
    let roster = parse_roster(roster_bytes)?;
    let conflicts = parse_conflicts(conflict_bytes, &roster)?;
    let seed = SeedText::parse(MATCH_SEED, need(files, MATCH_SEED)?, true)?;
    let profile = basis.profile;
    let parent = drawn
        .iter()
        .find(|(_, bytes)| profile.hex(bytes) == record.parent)
        .ok_or_else(|| Difference::Parent {
            parent: record.parent.clone(),
        })?;
    let links = MatchLinks {
        roster: profile.hex(roster_bytes),
        conflicts: profile.hex(conflict_bytes),
        parent: record.parent.clone(),
    };
    if let Some(stated) = &seed.links {
        unchanged(ROSTER, &links.roster, MATCH_SEED, &stated.roster)?;
        unchanged(CONFLICTS, &links.conflicts, MATCH_SEED, &stated.conflicts)?;
        unchanged(&parent.0, &links.parent, MATCH_SEED, &stated.parent)?;
    }
    let (pool, plan) = (basis.frozen.pool.clone(), basis.frozen.plan.clone());
    let promised = Promised {
        batch: basis.promised.batch.clone(),
        links: Some(links.clone()),
        ..promised(&record.heading, pool, plan)
    };
    promised
        .check(profile, &seed)
        .map_err(|broken| Difference::Seed {
            file: MATCH_SEED,
            broken,
        })?;
    let match_seed = seed.seed(profile);
    let (members, visits) = (record.members, record.visits);
    let setup = Setup {
        profile,
        seed: &match_seed,
        roster: &roster,
        conflicts: &conflicts,
        members,
        visits,
    };
    let source: DrawRecord = read(&parent.0, parent.1)?;
    let recomputed = MatchRecord {
        heading: basis.heading(MATCH_FORMAT, &record.heading, &promised),
        round: record.round,
        parent: links.parent,
        roster: links.roster,
        conflicts: links.conflicts,
        pools: match_batch(&setup, &source.tasks())?,
        seed: match_seed.clone(),
        members,
        visits,
    };
    compare(MATCH, bytes, &recomputed)?;
    check_chain::<MatchRecord>(profile, &versions(files, MATCH), |record| &record.heading)?;
    Ok(recomputed.pools.iter().map(|pool| pool.teams.len()).sum())
}

fn verify_void(files: &Files, bytes: &[u8]) -> Result<Verified, Difference> {
    let record: VoidRecord = read(RECORD, bytes)?;
    let profile = record.heading.profile;
    let pool_file = file_of(record.pool_form);
    let (pool_bytes, plan_bytes) = (need(files, pool_file)?, need(files, PLAN)?);
    unchanged(pool_file, &profile.hex(pool_bytes), RECORD, &record.pool)?;
    unchanged(
        PLAN,
        &profile.hex(plan_bytes),
        RECORD,
        record.plan.as_deref().unwrap_or_default(),
    )?;
    let pool = Published::read(files, profile, record.pool_form, pool_bytes)?;
    parse_plan(plan_bytes)?;
    compare(RECORD, bytes, &record)?;
    Ok(Verified {
        batch: record.heading.batch,
        seed: None,
        void: Some(record.reason),
        drawn: 0,
        scope: pool.scope(),
        teams: None,
    })
}

fn check_history(file: &str, before: Option<&DrawRecord>, record: &DrawRecord) -> Result<(), Difference> {
    let earlier = before.map(|before| before.acts.as_slice()).unwrap_or_default();
    let kept = earlier
        .iter()
        .zip(&record.acts)
        .take_while(|(one, other)| one == other)
        .count();
    if kept == earlier.len() {
        Ok(())
    } else {
        Err(Difference::History {
            file: file.to_owned(),
            act: kept + 1,
        })
    }
}
