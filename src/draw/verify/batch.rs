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
use crate::draw::hash::Profile;
use crate::draw::promise::BrokenPromise;
use crate::draw::record::{DrawRecord, Heading, InsteadOf, VOID_FORMAT, VoidRecord};
use crate::draw::seed::{Party, commitment};

/// A batch that holds, and how it is linked to other batches.
pub(super) struct Checked {
    pub(super) verified: Verified,
    pub(super) profile: Profile,
    /// The newest draw record, where the draw is shown.
    pub(super) draw: Option<DrawRecord>,
    pub(super) instead_of: Option<InsteadOf>,
    /// The records that follow another batch's record, by file, with the hash they state.
    pub(super) announced: Option<Link>,
    pub(super) first: Option<Link>,
    /// Hashes of this batch's records that are known.
    pub(super) hashes: Vec<String>,
    /// Whether there are, or may be, records that are not shown.
    pub(super) withheld: bool,
}

/// A file whose record follows one of another batch: the hash it states, none when it is the first of all.
pub(super) type Link = (String, Option<String>);

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
    let sealed = match stage {
        Stage::Sealed => Some(sealed::check(files, &announcement, None)?),
        _ => None,
    };
    Ok(Checked {
        verified: undrawn(&announcement.heading, stage, scope),
        profile: announcement.heading.profile,
        draw: None,
        announced: Some(link(ANNOUNCEMENT, &announcement.heading)),
        instead_of: announcement.heading.instead_of,
        first: None,
        hashes: sealed.into_iter().map(|sealed| sealed.record).collect(),
        withheld: true,
    })
}

fn link(file: &str, heading: &Heading) -> Link {
    (file.to_owned(), heading.previous.clone())
}

fn undrawn(heading: &Heading, stage: Stage, scope: Scope) -> Verified {
    Verified {
        batch: heading.batch.clone(),
        number: heading.number,
        stage,
        seed: None,
        void: None,
        note: None,
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
    let announced = check_beside(files, &basis, &rounds)?;
    let verified = Verified {
        stage: Stage::Drawn,
        unmatched: unmatched(&basis, &rounds),
        changes: changes::check(files, basis.profile, &rounds)?,
        ..shown(&basis, &rounds)
    };
    Ok(Checked {
        verified,
        profile: basis.profile,
        draw: basis.latest().cloned(),
        announced,
        first: first(&basis),
        hashes: basis.hashes(),
        instead_of: basis.heading.instead_of,
        withheld: false,
    })
}

fn first(basis: &Basis) -> Option<Link> {
    basis
        .versions
        .first()
        .map(|((file, _), record)| link(file, &record.heading))
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

/// Checks announcement and seal, where they stayed beside an open draw; gives the announcement's link.
fn check_beside(files: &Files, basis: &Basis, rounds: &[Round]) -> Result<Option<Link>, Difference> {
    let frozen = &basis.frozen;
    let announcement = announced::agrees(
        files,
        &basis.heading,
        frozen.pool_form,
        &frozen.pool,
        &frozen.plan,
    )?;
    let Some(announcement) = announcement else {
        return Ok(None);
    };
    let link = link(ANNOUNCEMENT, &announcement.heading);
    if !files.contains_key(SEALED) {
        return Ok(Some(link));
    }
    let shown = Shown {
        public: &basis.public,
        records: &basis.hashes(),
        matches: &rounds.iter().map(|round| round.hash.clone()).collect::<Vec<_>>(),
    };
    sealed::check(files, &announcement, Some(&shown)).map(|_| Some(link))
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
    let announced = check_beside(files, &basis, &rounds)?;
    let mut hashes = basis.hashes();
    hashes.push(basis.profile.hex(bytes));
    let verified = Verified {
        stage: Stage::Void,
        void: Some(expected.reason),
        note: Some(expected.note),
        changes: changes::check(files, basis.profile, &rounds)?,
        ..shown(&basis, &rounds)
    };
    Ok(Checked {
        verified,
        profile: basis.profile,
        draw: basis.latest().cloned(),
        announced,
        first: first(&basis),
        hashes,
        instead_of: basis.heading.instead_of,
        withheld: false,
    })
}

/// A batch that was void before its draw, or whose discarded draw is withheld.
fn void_undrawn(files: &Files) -> Result<Checked, Difference> {
    let bytes = need(files, RECORD)?;
    let record: VoidRecord = read(RECORD, bytes)?;
    check_heading(RECORD, &record.heading)?;
    check_reason(&record)?;
    check_known(&record)?;
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
    let sealed = match &announcement {
        Some(announcement) if files.contains_key(SEALED) => Some(sealed::check(files, announcement, None)?),
        _ => None,
    };
    let withheld = sealed.is_some();
    let own = profile.hex(bytes);
    let verified = Verified {
        void: Some(record.reason),
        note: Some(record.note),
        ..undrawn(&record.heading, Stage::Void, pool.scope())
    };
    Ok(Checked {
        verified,
        profile,
        draw: None,
        announced: announcement.map(|announcement| link(ANNOUNCEMENT, &announcement.heading)),
        first: (!withheld).then(|| link(RECORD, &record.heading)),
        hashes: sealed
            .map(|sealed| sealed.record)
            .into_iter()
            .chain([own])
            .collect(),
        instead_of: record.heading.instead_of,
        withheld,
    })
}

/// A secret that had been revealed fits its commitment.
fn check_known(record: &VoidRecord) -> Result<(), Difference> {
    let heading = &record.heading;
    let Some(known) = &record.known else { return Ok(()) };
    let parties = [
        (Party::A, &known.a, &heading.commit_a),
        (Party::B, &known.b, &heading.commit_b),
    ];
    for (party, secret, promised) in parties {
        let fits = |secret: &String| commitment(heading.profile, &heading.batch, party, secret) == *promised;
        if secret.as_ref().is_some_and(|secret| !fits(secret)) {
            return Err(Difference::Seed {
                file: RECORD.to_owned(),
                broken: BrokenPromise::Reveal {
                    party,
                    commitment: promised.clone(),
                },
            });
        }
    }
    Ok(())
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
