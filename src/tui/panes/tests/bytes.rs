//! What steps at the real panes cost on the line.

use super::{Day, seat};
use crate::lang::Lang;
use crate::tui::panes::tests::shared;
use crate::tui::term::Widths;
use crate::tui::tests::replay::Replay;

fn within(what: &str, bytes: usize, budget: usize) {
    println!("{what}: {bytes} of {budget}");
    assert!(bytes <= budget, "{what}: {bytes} bytes, budget {budget}");
}

fn shown(office: &std::sync::Arc<crate::office::Office>, width: u16, height: u16) -> Replay {
    let app = seat(office, "武汉人社", Lang::Zh, false);
    let mut replay = Replay::of(app, width, height, Widths::Usual);
    within("first frame", replay.keys(""), 9_000);
    replay
}

#[test]
fn moving_among_the_tasks() {
    let office = shared();
    let mut list = shown(&office, 80, 24);
    list.keys("<end> k k");
    within("selection among tasks alike", list.keys("k"), 160);
    let mut list = shown(&office, 80, 24);
    within("selection to a task in another state", list.keys("j j"), 260);
    within("page", list.keys("<pagedown>"), 5_500);
    let mut both = shown(&office, 120, 40);
    within("selection with particulars", both.keys("j"), 3_000);
}

#[test]
fn typing_in_the_form() {
    let day = Day::new();
    let mut form = shown(&day.office, 80, 24);
    within("to the form", form.keys("3 <enter>"), 3_000);
    within("a digit of the date", form.keys("2"), 8);
    form.keys("<tab> <tab> <tab> <tab>");
    within("an answer, and on to the next item", form.keys("1"), 300);
    within("another", form.keys("1"), 300);
    within("an answer taken back", form.keys("<backtab> <backspace>"), 300);
    within("to the next item", form.keys("<tab>"), 300);
    let rest: usize = (0..10).map(|_| form.keys("1")).sum();
    within("ten answers with a page turned", rest, 6_000);
}
