//! What steps at the real panes cost on the line: a screenful of the demo's Chinese names, replayed through a terminal
//! model that proves the screen right.

use super::{Day, seat};
use crate::lang::Lang;
use crate::tui::event::Event;
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
    let lists = [
        ("tasks", "1"),
        ("teams", "2"),
        ("entry", "3"),
        ("leads", "4"),
        ("follow-ups", "0"),
        ("registry", "7"),
        ("targets", "7 l"),
        ("officers", "7 l l"),
    ];
    for size in SIZES {
        // From 120 columns on the main points of the selected row stand beside the list.
        let step = if size.0 < 120 { 90 } else { 260 };
        for (list, to) in lists {
            let mut replay = shown(&office, size, Widths::Usual);
            replay.keys("");
            replay.keys(to);
            for _ in 0..size.1 - 8 {
                within(&format!("{list}, one down at {size:?}"), replay.keys("j"), step);
            }
            within(
                &format!("{list}, one page at {size:?}"),
                replay.keys("<pagedown>"),
                5_500,
            );
            within(&format!("{list}, nothing"), replay.keys(""), 0);
        }
    }
}

#[test]
fn going_to_every_pane() {
    let office = shared();
    for size in SIZES {
        for widths in [Widths::Usual, Widths::Safe] {
            for pane in "234567890".chars() {
                let mut replay = shown(&office, size, widths);
                replay.keys("");
                within(
                    &format!("to {pane} at {size:?}"),
                    replay.keys(&pane.to_string()),
                    6_000,
                );
            }
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
    within("an answer, and on to the next item", form.keys("1"), 300);
    within("another", form.keys("1"), 300);
    within("an answer taken back", form.keys("<backtab> <backspace>"), 300);
    within("to the next item", form.keys("<tab>"), 300);
    let rest: usize = (0..10).map(|_| form.keys("1")).sum();
    within("ten answers with a page turned", rest, 6_000);
}

/// Pasting is one frame of at most a screenful, and so are as many keys that came in one burst.
#[test]
fn ten_thousand_pasted_characters() {
    let text = "现场检查发现未明示许可证。".repeat(770);
    let day = Day::new();
    for widths in [Widths::Usual, Widths::Safe] {
        let mut form = shown(&day.office, (80, 24), widths);
        form.keys("3 <enter>");
        form.keys("<ctrl-t> 1 1 2 1 2");
        let pasted = form.event(Event::Paste(text.clone()));
        within("ten thousand characters pasted", pasted, 5_000);
        within("and nothing more", form.event(Event::Due), 0);
        within("one character behind them", form.keys("完"), 200);
    }
    let mut form = shown(&day.office, (80, 24), Widths::Usual);
    form.keys("3 <enter>");
    form.keys("<ctrl-t> 1 1 2 <tab> <tab> <tab>");
    within("typed in one burst", form.keys(&text), 5_000);
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
        within("a day on, with particulars", wide.keys("l"), 450);
        within("a day back, with particulars", wide.keys("h h"), 450);
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

/// At most three keys a lead, and on to the next one: in the list, and with its particulars open.
#[test]
fn deciding_about_a_lead() {
    let list = |day: &Day, jobs: &[&str]| {
        let mut pane = shown(&day.office, (80, 24), Widths::Usual);
        pane.keys("4");
        for job in jobs {
            within(&format!("{job} and the next lead"), pane.keys(job), 600);
        }
        pane
    };
    // The few that are left in the demo, and many that came in.
    list(&Day::new(), &["a", "x 2", "a"]);
    let day = Day::of_intake();
    let mut pane = list(&day, &["a", "x 2", "a", "x 4"]);
    pane.keys("<enter>");
    let mut open = Vec::new();
    for job in ["a", "a", "x 2", "a", "a", "a"] {
        let bytes = pane.keys(job);
        within(&format!("{job} and the next lead's particulars"), bytes, 700);
        open.push(bytes);
    }
    open.sort_unstable();
    within("a typical lead with its particulars", open[open.len() / 2], 600);
}
