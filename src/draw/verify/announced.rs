//! The announcement: what was bound before anyone knew the public results.

use super::basis::Ground;
use super::reading::{check_heading, compare, need, read};
use super::{Difference, Files, Scope};
use crate::draw::files::{ANNOUNCEMENT, SEALED, check_text};
use crate::draw::hash::is_hash;
use crate::draw::record::{ANNOUNCEMENT_FORMAT, AnnouncementRecord, Heading, PoolForm};
use crate::draw::seed::Announced;

/// Checks the announcement of a batch whose draw is not shown, from pool and plan.
pub(super) fn check(files: &Files) -> Result<(AnnouncementRecord, Scope), Difference> {
    let bytes = need(files, ANNOUNCEMENT)?;
    let record: AnnouncementRecord = read(ANNOUNCEMENT, bytes)?;
    check_heading(ANNOUNCEMENT, &record.heading)?;
    check_bound(&record.heading)?;
    let ground = Ground::read(files, record.heading.profile, record.pool_form)?;
    ground.check(ANNOUNCEMENT, &record.pool, &record.plan)?;
    let heading = Heading {
        format: ANNOUNCEMENT_FORMAT.to_owned(),
        ..record.heading.clone()
    };
    compare(
        ANNOUNCEMENT,
        bytes,
        &AnnouncementRecord {
            heading,
            ..record.clone()
        },
    )?;
    Ok((record, ground.pool.scope()))
}

/// Checks that the announcement, where it is published, says what a later record of the batch says.
pub(super) fn agrees(
    files: &Files,
    later: &Heading,
    pool_form: PoolForm,
    pool: &str,
    plan: &str,
) -> Result<Option<AnnouncementRecord>, Difference> {
    let Some(bytes) = files.get(ANNOUNCEMENT) else {
        return match files.contains_key(SEALED) {
            true => Err(Difference::MissingFile {
                file: ANNOUNCEMENT.to_owned(),
            }),
            false => Ok(None),
        };
    };
    let record: AnnouncementRecord = read(ANNOUNCEMENT, bytes)?;
    check_heading(ANNOUNCEMENT, &record.heading)?;
    let expected = AnnouncementRecord {
        heading: Heading {
            format: ANNOUNCEMENT_FORMAT.to_owned(),
            previous: record.heading.previous,
            ..later.clone()
        },
        pool_form,
        pool: pool.to_owned(),
        plan: plan.to_owned(),
    };
    compare(ANNOUNCEMENT, bytes, &expected)?;
    Ok(Some(expected))
}

/// Two different commitments and at least one public result: without them nothing is bound.
fn check_bound(heading: &Heading) -> Result<(), Difference> {
    let field = |field, found: &str| {
        Err(Difference::Field {
            file: ANNOUNCEMENT.to_owned(),
            field,
            found: found.to_owned(),
        })
    };
    if heading.batch.is_empty() || check_text(&heading.batch).is_err() {
        return field("batch", &heading.batch);
    }
    if !is_hash(&heading.commit_a) {
        return field("commit_a", &heading.commit_a);
    }
    if !is_hash(&heading.commit_b) || heading.commit_b == heading.commit_a {
        return field("commit_b", &heading.commit_b);
    }
    let plain = |text: &String| !text.is_empty() && !text.contains(':') && check_text(text).is_ok();
    let named = |result: &Announced| plain(&result.kind) && plain(&result.issue);
    match heading.announced.iter().find(|result| !named(result)) {
        Some(Announced { kind, issue }) => field("announced", &format!("{kind}:{issue}")),
        None if heading.announced.is_empty() => field("announced", ""),
        None => Ok(()),
    }
}
