//! Files as they come from registries and spreadsheets, good and bad.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by panicking")]

mod faults;
mod hotlines;
mod kinds;
mod rejects;
mod truth;
mod workbooks;

use std::path::PathBuf;

use duban::domain::region::RegionCode;
use duban::exchange::read::{Encoding, FileFault, FileReason, Kind, Reader, Targets};
use tempfile::TempDir;

/// A file in a directory of its own, removed with it.
struct Fixture {
    _dir: TempDir,
    path: PathBuf,
}

fn file(bytes: impl AsRef<[u8]>) -> Fixture {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("table.csv");
    std::fs::write(&path, bytes).unwrap();
    Fixture { _dir: dir, path }
}

/// Every division of 湖北 counts as known.
fn hubei(code: &str) -> bool {
    code.len() == 6 && code.starts_with("42")
}

/// A division told by its code, or 武昌区 by its name.
fn division(told: &str) -> Option<RegionCode> {
    let code = if told == "武昌区" { "420106" } else { told };
    code.parse().ok().filter(|_| hubei(code))
}

fn targets() -> Targets<'static> {
    Targets::new(&hubei)
}

fn open<K: Kind>(file: &Fixture, kind: K) -> Reader<K> {
    Reader::open(&file.path, Encoding::Auto, kind).unwrap_or_else(|fault| panic!("{fault:?}"))
}

/// Reads everything; the first fault of the file, wherever it comes up.
fn drain<K: Kind>(file: &Fixture, encoding: Encoding, kind: K) -> Result<(u64, u64), FileReason> {
    let reason = |fault: FileFault| fault.reason;
    let mut reader = Reader::open(&file.path, encoding, kind).map_err(reason)?;
    while reader.next_row().map_err(reason)?.is_some() {}
    let summary = reader.finish().map_err(reason)?;
    Ok((summary.good, summary.refused))
}
