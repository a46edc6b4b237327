//! The sealed draw: bound by its hash, and shown after the visits.

use std::collections::BTreeSet;

use super::reading::{check_heading, compare, follows, need, read};
use super::{Difference, Files};
use crate::draw::files::{ANNOUNCEMENT, SEALED, check_text};
use crate::draw::hash::is_hash;
use crate::draw::promise::check_public;
use crate::draw::record::{AnnouncementRecord, SealedRecord};
use crate::draw::seed::PublicValue;

/// What the seal must have bound, once the draw is shown.
pub(super) struct Shown<'a> {
    pub(super) public: &'a [PublicValue],
    /// Hashes of the draw record's versions, oldest first.
    pub(super) records: &'a [String],
    /// Hashes of the match records by round.
    pub(super) matches: &'a [String],
}

/// Checks the sealed draw against its announcement, and against the draw once that is shown.
pub(super) fn check(
    files: &Files,
    announcement: &AnnouncementRecord,
    shown: Option<&Shown>,
) -> Result<SealedRecord, Difference> {
    let (bytes, before) = (need(files, SEALED)?, need(files, ANNOUNCEMENT)?);
    let record: SealedRecord = read(SEALED, bytes)?;
    let profile = announcement.heading.profile;
    check_heading(SEALED, &record.heading)?;
    follows(profile, SEALED, &record.heading, (ANNOUNCEMENT, before))?;
    check_hashes(&record)?;
    let stated = stated_public(&record)?;
    check_public(&announcement.heading.announced, &stated).map_err(|broken| Difference::Seed {
        file: SEALED.to_owned(),
        broken,
    })?;
    if let Some(shown) = shown {
        check_shown(&record, shown)?;
    }
    let public = shown.map_or(stated.as_slice(), |shown| shown.public);
    let (sealed, matches) = (record.record.clone(), record.matches.clone());
    let expected = SealedRecord::of(announcement, profile.hex(before), public, sealed, matches);
    compare(SEALED, bytes, &expected)?;
    Ok(record)
}

fn check_hashes(record: &SealedRecord) -> Result<(), Difference> {
    let field = |field, found: &String| Difference::Field {
        file: SEALED.to_owned(),
        field,
        found: found.clone(),
    };
    if !is_hash(&record.record) {
        return Err(field("record", &record.record));
    }
    let mut seen = BTreeSet::new();
    match record
        .matches
        .iter()
        .find(|hash| !is_hash(hash) || !seen.insert(*hash))
    {
        Some(hash) => Err(field("matches", hash)),
        None => Ok(()),
    }
}

/// The public results of the seal, each of which must be such as a seed text can hold.
fn stated_public(record: &SealedRecord) -> Result<Vec<PublicValue>, Difference> {
    let value = |result: &crate::draw::record::PublicRecord| {
        let text = format!("{}:{}:{}", result.kind, result.issue, result.value);
        PublicValue::parse(&text)
            .filter(|value| check_text(&text).is_ok() && value.announced.kind == result.kind)
            .ok_or_else(|| Difference::Field {
                file: SEALED.to_owned(),
                field: "public",
                found: text,
            })
    };
    record.public.iter().map(value).collect()
}

/// The seal names a version of the draw record, and rounds of the match in their order.
fn check_shown(record: &SealedRecord, shown: &Shown) -> Result<(), Difference> {
    let unknown = |field, hash: &String| Difference::Unknown {
        file: SEALED.to_owned(),
        field,
        hash: hash.clone(),
    };
    if !shown.records.contains(&record.record) {
        return Err(unknown("record", &record.record));
    }
    let mut rounds = shown.matches.iter();
    match record
        .matches
        .iter()
        .find(|hash| !rounds.any(|round| round == *hash))
    {
        Some(hash) => Err(unknown("matches", hash)),
        None => Ok(()),
    }
}
