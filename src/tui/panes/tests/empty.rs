//! Every empty pane says what would fill it: on a campaign that has only begun, and with none.

use std::sync::Arc;

use rstest::rstest;

use crate::lang::Lang;
use crate::office::{Clock, Office};
use crate::tui::app::App;
use crate::tui::harness::Harness;
use crate::tui::keymap::Keymap;
use crate::tui::panes::sample::{actor, bare_office};
use crate::tui::start;
use crate::tui::term::Caps;

fn seat(office: Arc<Office>, lang: Lang) -> App {
    start::app(
        office,
        actor("省人社"),
        lang,
        Caps::default(),
        Keymap::shipped().unwrap(),
    )
}

/// The body as one text, so that words are found across the ends of lines.
fn said(screen: &str) -> String {
    let lines: Vec<&str> = screen.lines().skip(2).map(str::trim).collect();
    lines.join(" ").replace("  ", " ")
}

#[rstest]
#[case("1", "9 Draw", "approved")]
#[case("2", "M has matched", "claimed")]
#[case("3", "matched", "entered here")]
#[case("4", "duban import leads", "role: leads")]
#[case("7", "duban import targets", "role: administration")]
#[case("7 l", "duban import targets", "role: administration")]
#[case("7 l l", "duban import officers", "role: administration")]
#[case("7 l l l", "duban import conflicts", "role: administration")]
#[case("7 l l l l", "duban import checklist", "role: administration")]
#[case("7 h", "duban pool freeze", "role: draw")]
#[case("9", "Press n", "role: draw")]
fn a_campaign_that_has_only_begun(#[case] keys: &str, #[case] how: &str, #[case] who: &str) {
    let (_dir, office) = bare_office("2022-06-01");
    for size in [(80, 24), (120, 40)] {
        let mut harness = Harness::new(seat(Arc::clone(&office), Lang::En), size.0, size.1);
        let screen = harness.keys(keys).screen();
        let said = said(&screen);
        assert!(said.contains(how) && said.contains(who), "{keys}: {screen}");
    }
}

#[test]
fn with_no_campaign_every_pane_leads_to_the_guide() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::Rehearsal("2022-06-01".parse().unwrap());
    let office = Arc::new(Office::open(dir.path(), clock, &mut |_, _| {}).unwrap());
    for pane in 1..=9 {
        let mut harness = Harness::new(seat(Arc::clone(&office), Lang::En), 80, 24);
        let screen = harness.keys("<esc>").keys(&pane.to_string()).screen();
        let said = said(&screen);
        for part in ["no campaign", "Press 7 and then I", "duban init", "duban demo"] {
            assert!(said.contains(part), "{pane}: {part}: {screen}");
        }
        let screen = harness.keys("7 I").screen();
        assert!(screen.contains("1 Begin the campaign"), "{screen}");
    }
}
