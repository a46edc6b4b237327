//! Days at the pane 抽取: scripts of what people do there, and what they see.

mod after;
mod bytes;
mod ceremony;
mod end;
mod reading;
mod screens;
mod typed;

use crate::domain::batch::Batch;
use crate::domain::state::Read;
use crate::office::Clock;
use crate::tui::harness::Harness;
use crate::tui::panes::tests::Day;

/// The batch of Wuhan's own that these days are about.
const BATCH: &str = "WH-02";
/// What 省市监 threw with dice.
const DICE: &str = "61345226143552611342";

/// A day on which a prefecture may draw for itself.
fn day() -> Day {
    let day = Day::new();
    day.office
        .set_clock(Clock::Rehearsal("2022-06-12".parse().unwrap()));
    day
}

fn batch(day: &Day) -> Batch {
    day.office.view().state().get(BATCH).unwrap()
}

/// What the workstation says: the rows between the body and the keys.
fn said(harness: &Harness) -> String {
    let screen = harness.screen();
    let mut lines: Vec<&str> = screen.lines().rev().skip(1).take(3).collect();
    lines.reverse();
    lines.join("\n")
}

/// Freezes a pool of Wuhan's in the form, and plans `size` targets of it; the marker stands on the next step.
fn planned<'h>(harness: &'h mut Harness, size: &str) -> &'h mut Harness {
    harness.keys("9 n");
    harness.keys(BATCH).keys("<tab> 2 <tab> 1 <tab> <tab> 1 <ctrl-s>");
    harness.keys("<enter> <enter>").keys(size).keys("<ctrl-s>")
}

/// Both commitments, 人社's made by the program and 市场监管's typed.
fn committed<'h>(harness: &'h mut Harness, source: &str) -> &'h mut Harness {
    harness
        .keys("<enter> 1 <tab>")
        .keys(source)
        .keys("<tab> 1 <ctrl-s> <esc>");
    harness
        .keys("<enter> 1 <tab> 2 <tab>")
        .keys(DICE)
        .keys("<tab>")
        .keys(DICE)
        .keys("<ctrl-s> <esc>")
}

/// The public value, and both reveals.
fn revealed(harness: &mut Harness) -> &mut Harness {
    harness.keys("<enter> 7 <ctrl-s>");
    harness.keys("<enter> 1 <tab> 1 <ctrl-s>");
    harness
        .keys("<enter> 1 <tab> 1 <tab>")
        .keys(DICE)
        .keys("<ctrl-s>")
}
