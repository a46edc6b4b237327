//! `duban pool slip`: what a company needs to open its own leaf of a pool with confidential grades, and nobody else's.

use std::path::Path;

use serde_json::json;

use super::desk::{Desk, Session};
use super::end::{Done, End};
use crate::domain::refusal::Refusal;
use crate::draw::files::{leaf, parse_openings, write_openings};

/// The slip of target `id`: a file that `duban verify --slip` reads, and the same in words.
pub(super) fn run(
    desk: &Desk,
    session: &Session<'_>,
    batch: &str,
    id: &str,
    out: Option<&Path>,
) -> Result<Done, End> {
    let batch = session.batch(batch)?;
    let Some(openings) = &batch.pool.openings else {
        return Err(End::Usage(desk.say("slip.open-pool", &[("batch", &batch.id)])));
    };
    let bytes = session.view().blobs().get(openings)?;
    let damaged = |_| Refusal::BlobMissing {
        hash: openings.clone(),
    };
    let rows = parse_openings(&bytes).map_err(damaged)?;
    let Some(row) = rows.iter().find(|row| row.id == id) else {
        let known = rows.iter().take(3).map(|row| row.id.clone()).collect();
        let (what, id) = ("target", id.to_owned());
        return Err(Refusal::NotFound { what, id, known }.into());
    };
    let text = write_openings(std::slice::from_ref(row));
    let leaf = leaf(batch.profile, &row.id, &row.stratum, &row.salt);
    if let Some(path) = out {
        std::fs::write(path, &text).map_err(End::io(path))?;
    }
    let args = [
        ("batch", batch.id.as_str()),
        ("id", &row.id),
        ("stratum", &row.stratum),
        ("salt", &row.salt),
        ("leaf", &leaf),
        ("hash", &batch.pool.file.hash),
        ("profile", batch.profile.name()),
    ];
    let value = json!({
        "batch": batch.id, "id": row.id, "stratum": row.stratum, "salt": row.salt, "leaf": leaf,
        "pool": batch.pool.file.hash, "profile": batch.profile, "file": text,
    });
    Ok(Done::new(desk.say("slip.words", &args), value))
}
