//! What steps at the real panes cost on the line: a screenful of the demo's Chinese names, replayed through a terminal
//! model that proves the screen right.

use super::{Day, seat};
use crate::lang::Lang;
use crate::tui::panes::tests::shared;
use crate::tui::term::Widths;
use crate::tui::tests::replay::Replay;

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

fn within(what: &str, bytes: usize, budget: usize) {
    println!("{what}: {bytes} of {budget}");
    assert!(bytes <= budget, "{what}: {bytes} bytes, budget {budget}");
}

fn shown(
    office: &std::sync::Arc<crate::office::Office>,
    (width, height): (u16, u16),
    widths: Widths,
) -> Replay {
    let app = seat(office, "武汉人社", Lang::Zh, false);
    Replay::of(app, width, height, widths)
}

#[test]
fn the_first_frame_of_every_pane() {
    let office = shared();
    for size in SIZES {
        within("first frame", shown(&office, size, Widths::Usual).keys(""), 6_000);
        within(
            "first frame, safe",
            shown(&office, size, Widths::Safe).keys(""),
            8_000,
        );
    }
}

#[test]
fn moving_in_every_list() {
    let office = shared();
    for size in SIZES {
        for (pane, to) in [
            ("tasks", "1"),
            ("teams", "2"),
            ("entry", "3"),
            ("leads", "4"),
            ("registry", "7"),
            ("targets", "l"),
            ("officers", "l"),
        ] {
            let mut replay = shown(&office, size, Widths::Usual);
            replay.keys("");
            replay.keys("7");
            within(pane, replay.keys(to), 6_000);
            let costs: Vec<usize> = (0..size.1 - 8).map(|_| replay.keys("j")).collect();
            println!("{pane} {size:?}: {costs:?}");
            println!("nothing: {}", replay.keys(""));
            println!("page: {}", replay.keys("<pagedown>"));
        }
    }
}

#[test]
fn typing_in_the_form() {
    let day = Day::new();
    let mut form = shown(&day.office, (80, 24), Widths::Usual);
    within("to the form", form.keys("3 <enter>"), 3_000);
    within("a digit of the date", form.keys("2"), 8);
    form.keys("<tab> <tab> <tab> <tab>");
    within("an answer", form.keys("1"), 60);
    within("to the next item", form.keys("<tab>"), 700);
}
