//! `duban verify`: recomputes published batches from their files, at whatever stage they are.

mod told;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::desk::Desk;
use super::end::{Done, End};
use super::found::{self, Kind};
use super::parse;
use crate::draw::Profile;
use crate::draw::files::{ANNOUNCEMENT, OPENINGS, RECORD};
use crate::draw::verify::{Files, chain, opening, verify};

/// Larger files are no part of a batch: a pool of ten million rows stays below.
const LARGEST: u64 = 1 << 30;

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[arg(value_name = "DIR", required = true)]
    dirs: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    slip: Option<PathBuf>,
    #[arg(long, value_name = "sha256|sm3", value_parser = parse::profile)]
    profile: Option<Profile>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let mut batches = Vec::new();
    for dir in &args.dirs {
        let (name, files) = (dir.display().to_string(), read(dir)?);
        if let Some(wanted) = args.profile {
            same_profile(desk, &name, &files, wanted)?;
        }
        batches.push((name, files));
    }
    match (batches.as_slice(), &args.slip) {
        ([(_, files)], slip) => one(desk, files, slip.as_deref()),
        (several, None) => all(desk, several),
        (_, Some(_)) => Err(End::Usage(desk.word("usage.slip-of-one"))),
    }
}

fn one(desk: &Desk, files: &Files, slip: Option<&Path>) -> Result<Done, End> {
    let found = verify(files).map_err(|difference| found::difference(desk, &difference))?;
    let mut text = told::whole(desk, &found);
    let mut value = told::document(&found);
    if let Some(path) = slip {
        let (said, opened) = own(desk, files, path)?;
        text.push_str("\n\n");
        text.push_str(&said);
        if let Some(document) = value.as_object_mut() {
            document.insert("slip".to_owned(), opened);
        }
    }
    Ok(Done::new(text, value))
}

/// The company's own part. The batch itself holds already, so what is said of an opening is said of the slip.
fn own(desk: &Desk, files: &Files, path: &Path) -> Result<(String, Value), End> {
    let slip = std::fs::read(path).map_err(End::io(path))?;
    let opened = opening(files, &slip).map_err(|difference| {
        let mut details = difference.details();
        for (name, value) in &mut details {
            if *name == "file" && value == OPENINGS {
                *value = path.display().to_string();
            }
        }
        found::end(desk, Kind::Difference, difference.code(), details)
    })?;
    Ok((told::slip(desk, &opened), told::slip_document(&opened)))
}

fn all(desk: &Desk, batches: &[(String, Files)]) -> Result<Done, End> {
    let chained = chain(batches).map_err(|difference| found::difference(desk, &difference))?;
    let documents: Vec<Value> = chained.batches.iter().map(told::document).collect();
    let value = json!({"holds": true, "batches": documents, "unseen": chained.unseen});
    Ok(Done::new(told::chain(desk, &chained), value))
}

fn read(dir: &Path) -> Result<Files, End> {
    let mut files = Files::new();
    for entry in std::fs::read_dir(dir).map_err(End::io(dir))? {
        let path = entry.map_err(End::io(dir))?.path();
        let meta = std::fs::metadata(&path).map_err(End::io(&path))?;
        if meta.is_file() && meta.len() <= LARGEST {
            let name = path
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default();
            files.insert(name, std::fs::read(&path).map_err(End::io(&path))?);
        }
    }
    Ok(files)
}

/// The record, or before the draw the announcement, states its own profile; one asked for must be that.
fn same_profile(desk: &Desk, dir: &str, files: &Files, wanted: Profile) -> Result<(), End> {
    let record = files.get(RECORD).or_else(|| files.get(ANNOUNCEMENT));
    let record: Value = record
        .and_then(|bytes| serde_json::from_slice(bytes).ok())
        .unwrap_or_default();
    let stated = record.get("profile").and_then(Value::as_str);
    match stated {
        Some(stated) if stated != wanted.name() => Err(End::Found {
            kind: Kind::Difference,
            code: "verify_profile".to_owned(),
            text: desk.say(
                "verify.profile",
                &[("dir", dir), ("stated", stated), ("wanted", wanted.name())],
            ),
            details: json!({"name": dir, "stated": stated, "wanted": wanted.name()}),
        }),
        _ => Ok(()),
    }
}
