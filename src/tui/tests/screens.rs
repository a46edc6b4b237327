//! What the operator sees.

use insta::assert_snapshot;
use rstest::rstest;

use super::demo::{app, caps, start};
use crate::lang::Lang;
use crate::tui::harness::Harness;

#[rstest]
#[case("zh", Lang::Zh, false, false)]
#[case("en", Lang::En, false, false)]
#[case("ascii", Lang::Zh, true, false)]
#[case("mono", Lang::Zh, false, true)]
fn the_list(#[case] name: &str, #[case] lang: Lang, #[case] ascii: bool, #[case] mono: bool) {
    for (width, height) in [(80, 24), (120, 40)] {
        let mut harness = Harness::new(app(lang, caps(ascii, mono)), width, height);
        assert_snapshot!(
            format!("list_{name}_{width}x{height}"),
            harness.keys("j j").screen()
        );
    }
}

#[rstest]
#[case("help", "?")]
#[case("palette", ": qie")]
#[case("palette_pinyin", ": tc")]
#[case("confirm", "<enter>")]
#[case("filter", "/ 东湖")]
#[case("form", "e 2022-06-20 <down> 1 <down> 2 4")]
#[case("form_errors", "e <ctrl-s>")]
#[case(
    "form_text",
    "e <up> <down> <down> <down> 现场未公示营业执照和收费标准。 <enter> 第二段"
)]
#[case("form_options", "e <down> <down> <f4>")]
#[case("disabled", "n")]
#[case("empty", "4")]
fn overlays_and_forms(#[case] name: &str, #[case] script: &str) {
    assert_snapshot!(name, start(80, 24).keys(script).screen());
}

#[test]
fn ascii_screens_hold_nothing_else() {
    for script in ["", "?", ":", "<enter>", "e <down> <down>"] {
        let mut harness = Harness::new(app(Lang::Zh, caps(true, true)), 120, 40);
        let screen = harness.keys(script).screen();
        assert!(
            screen.is_ascii(),
            "{script}: {:?}",
            screen.chars().find(|c| !c.is_ascii())
        );
    }
}

#[test]
fn nothing_is_reversed() {
    for script in ["", "?", ":", "<enter>", "e"] {
        let mut harness = start(120, 40);
        harness.keys(script);
        let reversed = ratatui::style::Modifier::REVERSED;
        assert!(
            harness
                .buffer()
                .content
                .iter()
                .all(|cell| !cell.modifier.intersects(reversed)),
            "{script}"
        );
    }
}

#[test]
fn mono_has_no_colour() {
    let mut harness = Harness::new(app(Lang::Zh, caps(false, true)), 120, 40);
    harness.keys("n");
    let plain = |cell: &ratatui::buffer::Cell| {
        (cell.fg, cell.bg) == (ratatui::style::Color::Reset, ratatui::style::Color::Reset)
    };
    assert!(harness.buffer().content.iter().all(plain));
}
