//! The screens in the README are the program's own: the demo runs behind a pseudo-terminal, and what its screen shows is
//! compared. `UPDATE_README=1 cargo test --test readme` writes them anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "../common/seat.rs"]
mod pty;
mod seat;
mod svg;

use std::fs;
use std::path::{Path, PathBuf};

use seat::{at, demo, shows};

/// A README, the language of its screens, and where the picture at its head is.
const READMES: [(&str, &str, &str); 2] = [
    ("README.md", "en", "sample-data/screen.en.svg"),
    ("README.zh-CN.md", "zh", "sample-data/screen.zh.svg"),
];

/// The screens between markers: name, keys, and what the selected row has when the keys are done.
const SCREENS: [(&str, &str, &str); 1] = [("tasks", "jj", "01-0003")];

#[test]
fn the_screens_are_those_of_the_program() {
    let office = tempfile::tempdir().unwrap();
    demo(office.path());
    let mut stale = Vec::new();
    for (file, lang, picture) in READMES {
        let mut text = fs::read_to_string(place(file)).unwrap();
        for (name, keys, row) in SCREENS {
            let screen = shows(at(office.path(), lang, (80, 24)), keys, row);
            text = with_screen(&text, name, &seat::text(&screen));
        }
        keep(file, &text, &mut stale);
        let screen = shows(at(office.path(), lang, (120, 40)), "jj", "01-0003");
        keep(picture, &svg::picture(&screen), &mut stale);
    }
    assert!(
        stale.is_empty(),
        "{} no longer shows what the program does; UPDATE_README=1 cargo test --test readme writes it anew",
        stale.join(", ")
    );
}

fn place(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

/// Writes the file where that is asked for; else notes one that should be other than it is.
fn keep(file: &str, text: &str, stale: &mut Vec<String>) {
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(place(file), text).unwrap();
    } else if fs::read_to_string(place(file)).unwrap_or_default() != text {
        stale.push(file.to_owned());
    }
}

/// The text with this screen between the markers of its name.
fn with_screen(text: &str, name: &str, screen: &str) -> String {
    let (begin, end) = (format!("<!-- screen {name} -->\n"), "<!-- end of screen -->");
    let (before, rest) = text
        .split_once(&begin)
        .unwrap_or_else(|| panic!("no marker {begin:?}"));
    let (_, after) = rest
        .split_once(end)
        .unwrap_or_else(|| panic!("no marker {end:?}"));
    format!("{before}{begin}```text\n{screen}```\n{end}{after}")
}
