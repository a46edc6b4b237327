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
    within("an answer", form.keys("1"), 60);
    within("to the next item", form.keys("<tab>"), 700);
}

#[test]
fn the_calendar() {
    let office = shared();
    for operator in ["省人社", "武汉人社"] {
        let of = |width, height| {
            Replay::of(
                seat(&office, operator, Lang::Zh, false),
                width,
                height,
                Widths::Usual,
            )
        };
        let mut month = of(80, 24);
        month.keys("");
        within("to the calendar", month.keys("6"), 3_000);
        for (key, name) in [
            ("h", "a day back"),
            ("l", "to today"),
            ("l", "a day on"),
            ("j", "a week on"),
        ] {
            within(name, month.keys(key), 120);
        }
        let mut wide = of(120, 40);
        wide.keys("");
        within("to the wide calendar", wide.keys("6"), 6_000);
        within("a day on, with particulars", wide.keys("l"), 1_000);
        within("a day back, with particulars", wide.keys("h h"), 1_000);
    }
}

#[test]
fn the_summary() {
    let office = shared();
    let of = |width, height| {
        Replay::of(
            seat(&office, "省人社", Lang::Zh, false),
            width,
            height,
            Widths::Usual,
        )
    };
    let mut wide = of(120, 40);
    wide.keys("");
    within("to the wide progress", wide.keys("5"), 6_000);
    within("to the wide summary", wide.keys("<tab>"), 6_000);
    within("to the wide trend", wide.keys("<tab>"), 6_000);
    let mut small = of(80, 24);
    small.keys("5");
    for part in ["progress", "summary", "trend"] {
        for key in ["j", "l", "k", "h"] {
            within(&format!("{part}: {key}"), small.keys(key), 120);
        }
        small.keys("<tab>");
    }
}
