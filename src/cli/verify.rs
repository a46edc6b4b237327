//! `duban verify`: recomputes a published batch from its files.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::audit::told;
use super::desk::Desk;
use super::end::{Done, End};
use super::parse;
use crate::draw::Profile;
use crate::draw::files::RECORD;
use crate::draw::verify::{Difference, Files, Scope, verify};

/// Larger files are no part of a batch: a pool of ten million rows stays below.
const LARGEST: u64 = 1 << 30;

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    #[arg(long, value_name = "sha256|sm3", value_parser = parse::profile)]
    profile: Option<Profile>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let files = read(&args.dir)?;
    if let Some(wanted) = args.profile {
        same_profile(desk, &files, wanted)?;
    }
    let found = verify(&files).map_err(|difference| against(desk, &difference))?;
    let drawn = found.drawn.to_string();
    let scope = match found.scope {
        Scope::Whole => "verify.whole",
        Scope::DrawnOnly => "verify.drawn-only",
    };
    let mut text = match (&found.seed, &found.void) {
        (_, Some(reason)) => desk.say("verify.void", &[("batch", &found.batch), ("reason", reason)]),
        (seed, None) => {
            let seed = seed.as_deref().unwrap_or_default();
            desk.say(
                "verify.holds",
                &[("batch", &found.batch), ("seed", seed), ("drawn", &drawn)],
            ) + &desk.word(scope)
        }
    };
    if let Some(teams) = found.teams {
        text.push_str(&desk.say("verify.teams", &[("teams", &teams.to_string())]));
    }
    let value = json!({
        "holds": true, "batch": found.batch, "seed": found.seed, "void": found.void, "drawn": found.drawn,
        "scope": scope.trim_start_matches("verify."), "teams": found.teams,
    });
    Ok(Done::new(text, value))
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

/// The record states its own profile; one asked for must be that.
fn same_profile(desk: &Desk, files: &Files, wanted: Profile) -> Result<(), End> {
    let record = files.get(RECORD).map(Vec::as_slice).unwrap_or_default();
    let record: serde_json::Value = serde_json::from_slice(record).unwrap_or_default();
    let stated = record.get("profile").and_then(|p| p.as_str());
    match stated {
        Some(stated) if stated != wanted.name() => Err(End::Against {
            key: "difference",
            code: "verify_profile".to_owned(),
            text: desk.say("verify.profile", &[("stated", stated), ("wanted", wanted.name())]),
        }),
        _ => Ok(()),
    }
}

fn against(desk: &Desk, difference: &Difference) -> End {
    End::Against {
        key: "difference",
        code: difference.code().to_owned(),
        text: told(desk, difference.code(), &difference.to_string()),
    }
}
