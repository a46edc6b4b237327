//! What steps here cost on the line.

use super::*;
use crate::lang::Lang;
use crate::tui::panes::tests::{seat, shared};
use crate::tui::term::Widths;
use crate::tui::tests::replay::Replay;

fn within(what: &str, bytes: usize, budget: usize) {
    println!("{what}: {bytes} of {budget}");
    assert!(bytes <= budget, "{what}: {bytes} bytes, budget {budget}");
}

fn replay(office: &std::sync::Arc<crate::office::Office>, width: u16, height: u16) -> Replay {
    let mut replay = Replay::of(
        seat(office, "省人社", Lang::Zh, false),
        width,
        height,
        Widths::Usual,
    );
    replay.keys("");
    within(
        "to the pane",
        replay.keys("9"),
        if width < 120 { 3_500 } else { 5_500 },
    );
    replay
}

#[test]
fn moving_among_the_steps() {
    let office = shared();
    let mut narrow = replay(&office, 80, 24);
    narrow.keys("<enter>");
    within("a step up, list alone", narrow.keys("k"), 120);
    within("to the first", narrow.keys("g"), 1_500);
    let mut wide = replay(&office, 120, 40);
    wide.keys("<enter> g");
    within("a step down, with particulars", wide.keys("j"), 1_500);
    within("nothing", wide.keys(""), 0);
}

#[test]
fn sheets() {
    let office = shared();
    let mut narrow = replay(&office, 80, 24);
    narrow.keys("<enter> g j j");
    within("a commitment in large figures", narrow.keys("<enter>"), 2_200);
    narrow.keys("<esc>");
    within("the strata", narrow.keys("s"), 3_500);
    within("the next stratum", narrow.keys("j"), 60);
}

#[test]
fn typing_hidden() {
    let day = day();
    let mut harness = day.sit("省人社");
    planned(&mut harness, "40");
    let mut form = replay(&day.office, 80, 24);
    form.keys("<enter> <enter> 1 <tab> test:1 <tab> 2 <tab> 1");
    within("a hidden digit", form.keys("2"), 30);
    within("back by one", form.keys("<backspace>"), 40);
}
