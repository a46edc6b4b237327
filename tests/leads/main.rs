//! Leads on the command line, and that nothing the program keeps or says tells who reported one.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "../cli_support/mod.rs"]
mod cli_support;
#[path = "../common/seat.rs"]
mod pty;

mod intake;
mod leak;
mod reveal;
mod steps;
mod traces;

use cli_support::{Desk, Ran};
use serde_json::Value;

/// Runs a command of 武汉人社 with words that may hold blanks, fed with `input`.
fn wuhan(desk: &Desk, day: &str, words: &[&str], input: &str) -> Ran {
    let head = ["--as", "武汉人社", "--today", day];
    desk.fed(&[&head, words].concat(), input)
}

/// A lead as `duban --json lead show` gives it.
fn lead(desk: &Desk, day: &str, id: &str) -> Value {
    wuhan(desk, day, &["--json", "lead", "show", id], "").ok().json()["lead"].clone()
}

/// Adds a lead; returns its id.
fn add(desk: &Desk, day: &str, words: &[&str], input: &str) -> String {
    let head = ["--json", "lead", "add", "--source", "来信"];
    let added = wuhan(desk, day, &[&head, words].concat(), input).ok().json();
    added["lead"].as_str().unwrap().to_owned()
}
