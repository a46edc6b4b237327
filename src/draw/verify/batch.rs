//! A batch at each of its stages.

use std::collections::BTreeSet;

use serde_json::Value;

use super::basis::Basis;
use super::pool::{Published, file_of};
use super::reading::{
    Version, check_heading, compare, follows, last_number, need, read, read_value, unchanged, versions,
};
use super::rounds::Round;
use super::sealed::Shown;
use super::{Difference, Files, Scope, Stage, Verified, announced, changes, rounds, sealed};
use crate::draw::files::{ANNOUNCEMENT, PLAN, RECORD, SEALED, SEED, parse_plan};
use crate::draw::record::{DrawRecord, Heading, VOID_FORMAT, VoidRecord};

/// A batch that holds, and how it is linked to other batches.
pub(super) struct Checked {
    pub(super) verified: Verified,
    pub(super) heading: Heading,
}

pub(super) fn check(files: &Files) -> Result<Checked, Difference> {
    let shown = files.contains_key(RECORD) || files.contains_key(SEED) || last_number(files, RECORD) > 0;
    if !shown && (files.contains_key(ANNOUNCEMENT) || files.contains_key(SEALED)) {
        return withheld(files);
    }
    let mut draws = versions(files, RECORD)?;
    if !is_void(need(files, RECORD)?)? {
        return drawn(files, draws);
    }
    draws.pop();
    if draws.is_empty() {
        void_undrawn(files)
    } else {
        void_drawn(files, draws)
    }
}

fn is_void(bytes: &[u8]) -> Result<bool, Difference> {
    Ok(read_value(RECORD, bytes)?.get("format").and_then(Value::as_str) == Some(VOID_FORMAT))
}

/// A batch of which nothing of the draw is shown.
fn withheld(files: &Files) -> Result<Checked, Difference> {
    let (announcement, scope) = announced::check(files)?;
    let stage = match files.contains_key(SEALED) {
        true => Stage::Sealed,
        false => Stage::Announced,
    };
    if stage == Stage::Sealed {
        sealed::check(files, &announcement, None)?;
    }
    Ok(Checked {
        verified: undrawn(&announcement.heading, stage, scope),
        heading: announcement.heading,
    })
}

fn undrawn(heading: &Heading, stage: Stage, scope: Scope) -> Verified {
    Verified {
        batch: heading.batch.clone(),
        number: heading.number,
        stage,
        seed: None,
        void: None,
        drawn: 0,
        scope,
        rounds: 0,
        teams: None,
        unmatched: 0,
        changes: 0,
    }
}

fn drawn(files: &Files, draws: Vec<Version>) -> Result<Checked, Difference> {
    let latest: DrawRecord = read(RECORD, need(files, RECORD)?)?;
    let basis = Basis::check(files, draws, latest)?;
    let rounds = rounds::check(files, &basis)?;
    check_beside(files, &basis, &rounds)?;
    let verified = Verified {
        stage: Stage::Drawn,
        unmatched: unmatched(&basis, &rounds),
        changes: changes::check(files, basis.profile, &rounds)?,
        ..shown(&basis, &rounds)
    };
    Ok(Checked {
        verified,
        heading: basis.heading,
    })
}

/// What an open draw tells, whatever became of it.
fn shown(basis: &Basis, rounds: &[Round]) -> Verified {
    let strata = basis.latest().into_iter().flat_map(|record| &record.strata);
    Verified {
        seed: Some(basis.frozen.seed.clone()),
        drawn: strata.map(|stratum| stratum.drawn.len()).sum(),
        rounds: rounds.len(),
        teams: (!rounds.is_empty()).then(|| rounds.iter().map(|round| round.tasks().count()).sum()),
        ..undrawn(&basis.heading, Stage::Drawn, basis.scope)
    }
}

/// Checks announcement and seal, where they stayed beside an open draw.
fn check_beside(files: &Files, basis: &Basis, rounds: &[Round]) -> Result<(), Difference> {
    let frozen = &basis.frozen;
    let announcement = announced::agrees(
        files,
        &basis.heading,
        frozen.pool_form,
        &frozen.pool,
        &frozen.plan,
    )?;
    let Some(announcement) = announcement.filter(|_| files.contains_key(SEALED)) else {
        return Ok(());
    };
    let shown = Shown {
        public: &basis.public,
        records: &basis.hashes(),
        matches: &rounds.iter().map(|round| round.hash.clone()).collect::<Vec<_>>(),
    };
    sealed::check(files, &announcement, Some(&shown)).map(|_| ())
}

fn unmatched(basis: &Basis, rounds: &[Round]) -> usize {
    let matched: BTreeSet<&str> = rounds.iter().flat_map(Round::tasks).collect();
    let tasks = basis.latest().map(DrawRecord::tasks).unwrap_or_default();
    tasks.iter().filter(|task| !matched.contains(task.id)).count()
}

/// A batch that is void after its draw, which is shown.
fn void_drawn(files: &Files, draws: Vec<Version>) -> Result<Checked, Difference> {
    let bytes = need(files, RECORD)?;
    let record: VoidRecord = read(RECORD, bytes)?;
    let Some((file, last)) = draws.last().cloned() else {
        return void_undrawn(files);
    };
    let basis = Basis::check(files, draws, read(&file, last)?)?;
    let rounds = rounds::check(files, &basis)?;
    follows(basis.profile, RECORD, &record.heading, (&file, last))?;
    check_reason(&record)?;
    let expected = VoidRecord {
        heading: basis.heading.followed_by(VOID_FORMAT, basis.profile.hex(last)),
        pool_form: basis.frozen.pool_form,
        pool: basis.frozen.pool.clone(),
        plan: Some(basis.frozen.plan.clone()),
        ..record
    };
    compare(RECORD, bytes, &expected)?;
    check_beside(files, &basis, &rounds)?;
    let verified = Verified {
        stage: Stage::Void,
        void: Some(expected.reason),
        changes: changes::check(files, basis.profile, &rounds)?,
        ..shown(&basis, &rounds)
    };
    Ok(Checked {
        verified,
        heading: expected.heading,
    })
}

/// A batch that was void before its draw, or whose discarded draw is withheld.
fn void_undrawn(files: &Files) -> Result<Checked, Difference> {
    let bytes = need(files, RECORD)?;
    let record: VoidRecord = read(RECORD, bytes)?;
    check_heading(RECORD, &record.heading)?;
    check_reason(&record)?;
    let profile = record.heading.profile;
    let pool_file = file_of(record.pool_form);
    let pool_bytes = need(files, pool_file)?;
    unchanged(pool_file, &profile.hex(pool_bytes), RECORD, &record.pool)?;
    let pool = Published::read(files, profile, record.pool_form, pool_bytes)?;
    match (&record.plan, files.get(PLAN)) {
        (None, None) => {}
        (stated, _) => {
            let plan = need(files, PLAN)?;
            unchanged(
                PLAN,
                &profile.hex(plan),
                RECORD,
                stated.as_deref().unwrap_or("null"),
            )?;
            parse_plan(plan)?;
        }
    }
    let heading = Heading {
        format: VOID_FORMAT.to_owned(),
        ..record.heading.clone()
    };
    compare(
        RECORD,
        bytes,
        &VoidRecord {
            heading,
            ..record.clone()
        },
    )?;
    let plan = record.plan.as_deref().unwrap_or("null");
    let announcement = announced::agrees(files, &record.heading, record.pool_form, &record.pool, plan)?;
    if let Some(announcement) = announcement.filter(|_| files.contains_key(SEALED)) {
        sealed::check(files, &announcement, None)?;
    }
    let verified = Verified {
        void: Some(record.reason),
        ..undrawn(&record.heading, Stage::Void, pool.scope())
    };
    Ok(Checked {
        verified,
        heading: record.heading,
    })
}

fn check_reason(record: &VoidRecord) -> Result<(), Difference> {
    match record.reason.trim().is_empty() {
        true => Err(Difference::Field {
            file: RECORD.to_owned(),
            field: "reason",
            found: record.reason.clone(),
        }),
        false => Ok(()),
    }
}
