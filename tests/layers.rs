//! Dependencies run downwards: each room's imports are read, and an arrow that runs up fails.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot read the sources has failed"
)]

use std::path::{Path, PathBuf};

/// A room, and the rooms and crates it may not know.
const WALLS: [(&str, &[&str]); 7] = [
    (
        "draw",
        &[
            "domain", "journal", "store", "exchange", "office", "query", "cli", "tui", "lang",
        ],
    ),
    (
        "domain",
        &["journal", "store", "exchange", "office", "query", "cli", "tui"],
    ),
    ("journal", &["store", "exchange", "office", "query", "cli", "tui"]),
    ("exchange", &["journal", "store", "office", "query", "cli", "tui"]),
    ("store", &["exchange", "office", "query", "cli", "tui"]),
    ("office", &["query", "cli", "tui"]),
    (
        "query",
        &["draw", "journal", "store", "exchange", "office", "cli", "tui"],
    ),
];

/// Crates that the pure rooms may not know, and what of the standard library.
const IMPURE: [&str; 9] = [
    "sled",
    "ratatui",
    "crossterm",
    "rand",
    "getrandom",
    "tokio",
    "std::fs",
    "std::env",
    "SystemTime",
];

fn files(room: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    found
}

/// Lines of code: tests may look where they like, and comments import nothing.
fn code(path: &Path) -> Vec<(usize, String)> {
    let is_test = path.components().any(|c| c.as_os_str() == "tests") || path.ends_with("tests.rs");
    let text = if is_test {
        String::new()
    } else {
        std::fs::read_to_string(path).unwrap()
    };
    let own = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default()
        .to_owned();
    let lines = own.lines().enumerate().map(|(i, line)| (i + 1, line.to_owned()));
    lines
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .collect()
}

#[test]
fn no_arrow_runs_up() {
    let mut seen = 0;
    for (room, above) in WALLS {
        for path in files(room) {
            for (number, line) in code(&path) {
                seen += usize::from(line.contains("crate::"));
                let up = above
                    .iter()
                    .find(|other| line.contains(&format!("crate::{other}::")));
                assert!(
                    up.is_none(),
                    "{}:{number} knows {}: {line}",
                    path.display(),
                    up.unwrap_or(&"")
                );
            }
        }
    }
    assert!(seen > 100, "the imports were not found");
}

#[test]
fn the_pure_rooms_know_no_file_clock_randomness_or_screen() {
    for room in ["domain", "draw", "query"] {
        for path in files(room) {
            for (number, line) in code(&path) {
                let impure = IMPURE.iter().find(|name| line.contains(**name));
                assert!(
                    impure.is_none(),
                    "{}:{number} knows {}: {line}",
                    path.display(),
                    impure.unwrap_or(&"")
                );
            }
        }
    }
}

#[test]
fn the_interface_knows_the_office_and_never_what_is_behind_it() {
    for path in files("tui") {
        for (number, line) in code(&path) {
            let behind = ["crate::store::", "crate::journal::"]
                .into_iter()
                .find(|room| line.contains(room));
            assert!(behind.is_none(), "{}:{number}: {line}", path.display());
        }
    }
}
