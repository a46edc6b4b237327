//! What each step costs on the line, replayed through a terminal model that proves the screen right.

use super::replay::Replay;
use crate::tui::term::Widths;

/// A replay with the first frame drawn.
fn shown(width: u16, height: u16) -> Replay {
    let mut replay = Replay::new(width, height, Widths::Usual);
    replay.keys("");
    replay
}

fn within(what: &str, bytes: usize, budget: usize) {
    println!("{what}: {bytes} of {budget}");
    assert!(bytes <= budget, "{what}: {bytes} bytes, budget {budget}");
}

#[test]
fn the_first_frame() {
    for (width, height) in [(80, 24), (120, 40)] {
        within(
            "first frame",
            Replay::new(width, height, Widths::Usual).keys(""),
            6_000,
        );
        within(
            "first frame, safe widths",
            Replay::new(width, height, Widths::Safe).keys(""),
            8_000,
        );
    }
}

#[test]
fn nothing_changed() {
    assert_eq!(shown(120, 40).keys(""), 0);
}

#[test]
fn one_character_typed() {
    let mut replay = shown(80, 24);
    replay.keys("/ 东");
    within("one 汉字 typed", replay.keys("湖"), 8);
    within("one letter typed", replay.keys("a"), 8);
}

#[test]
fn selection_moved_by_one() {
    let mut list = shown(80, 24);
    for step in ["j", "j", "k", "j"] {
        within("selection, list alone", list.keys(step), 90);
    }
    let mut both = shown(120, 40);
    for step in ["j", "j", "k", "j"] {
        within("selection, with detail", both.keys(step), 260);
    }
}

#[test]
fn a_page_turned() {
    for (width, height) in [(80, 24), (120, 40)] {
        let mut replay = shown(width, height);
        within("page down", replay.keys("<pagedown>"), 5_500);
        within("page up", replay.keys("<pageup>"), 5_500);
        within("to the end", replay.keys("<end>"), 5_500);
    }
}

#[test]
fn an_overlay_opened_and_closed() {
    let mut replay = shown(80, 24);
    within("question", replay.keys("<enter>"), 500);
    within("question closed", replay.keys("<esc>"), 500);
}
