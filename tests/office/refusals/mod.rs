//! Every refusal on the way through a campaign: the variant, and complete words in both languages.

use duban::domain::calendar::Act;
use duban::domain::command::Command;
use duban::domain::refusal::Refusal;
use duban::domain::time::Window;
use duban::lang::Lang;

use crate::common::*;

mod ceremony;
mod hand_out;
mod inspect;
mod reports;
mod setup;

fn window(from: &str, to: &str) -> Window {
    Window {
        from: day(from),
        to: day(to),
    }
}

/// The refusal is the calendar's, and both languages give the windows and the way out.
fn outside(refusal: Refusal, act: Act, on: &str, windows: &[Window]) {
    for lang in [Lang::Zh, Lang::En] {
        let words = refusal.words(lang);
        assert!(words.what.contains(&format!("2022-{on}")), "{words:?}");
        for w in windows {
            assert!(
                words.rule.contains(&w.from.to_string()) && words.rule.contains(&w.to.to_string()),
                "{words:?}"
            );
        }
    }
    let expected = Refusal::OutsideWindow {
        act,
        day: day(on),
        windows: windows.to_vec(),
    };
    assert_eq!(refusal, expected);
}

fn batch() -> String {
    BATCH.to_owned()
}

fn draw() -> Command {
    Command::Draw { batch: batch() }
}

fn approve() -> Command {
    Command::Approve {
        batch: batch(),
        keep_overlap: None,
    }
}

fn prepare() -> Window {
    window("06-01", "06-10")
}

fn inspect() -> Window {
    window("06-11", "07-20")
}
