//! What the operator sees.

use rstest::rstest;

use super::*;
use crate::domain::target::Target;
use crate::lang::Lang;
use crate::tui::pane::Pane;
use crate::tui::panes::draw::Draws;
use crate::tui::panes::sample::{LOOKS, bare_office, demo_office, desk, pane, survives};

fn draws(lang: Lang) -> Draws {
    Draws::new(desk(&demo_office(), "省人社", lang))
}

/// The screen of every look at both sizes. Hashes and tickets, which are another matter, are not part of it.
fn screens(name: &str, script: &str) {
    for (look, lang, ascii, mono) in LOOKS {
        for size in [(80, 24), (120, 40)] {
            let mut harness = pane((lang, ascii, mono), Pane::Draw, draws(lang), size);
            let screen = harness.keys(script).screen();
            assert!(!ascii || screen.is_ascii(), "{name}: {screen}");
            assert!(
                !screen.contains("pane."),
                "a message is missing in {name}: {screen}"
            );
            let file = format!("draw_{name}_{look}_{}x{}", size.0, size.1);
            insta::with_settings!({ filters => vec![
                ("([0-9a-f] ){7}[0-9a-f]", "h h h h h h h h"),
                (r"\b[0-9a-f]{8}\b", "hhhhhhhh"),
                ("(hash|record|散列值|记录) [0-9a-f]{0,7}\\.\\.", "$1 hh.."),
                (r"hhhhhhhh \d{1,7}\b", "hhhhhhhh dd"),
                (r"0\.\d{7}\S*", "0.dddd"),
                (r"\d+ / (\d+)", "d / $1"),
            ], prepend_module_to_snapshot => false, snapshot_path => "../../snapshots" }, {
                insta::assert_snapshot!(file, screen);
            });
        }
    }
}

#[rstest]
#[case("pane", "")]
#[case("steps", "<enter> g j")]
#[case("commitment", "<enter> g j j <enter>")]
#[case("roster", "<enter> g j j j j j j j j j j j <enter>")]
#[case("form_release", "o")]
#[case("form_release_sure", "o 1 <enter>")]
#[case("strata", "s")]
#[case("matching", "t")]
#[case("matching_open", "t j j j j j <enter>")]
fn of_the_demo(#[case] name: &str, #[case] script: &str) {
    screens(name, script);
}

/// The first target that was left out, and the first of the highest grade, all of whom are drawn.
#[test]
fn why() {
    let campaign = demo_office().view().campaign().unwrap();
    let active = |target: &Target| campaign.is_active(&target.status);
    let targets: Vec<Target> = demo_office().view().state().all();
    let out = targets.iter().find(|target| !active(target)).unwrap();
    let drawn = targets.iter().find(|target| {
        active(target) && !target.affirmed.is_empty() && target.grade == Some(crate::domain::target::Grade::D)
    });
    screens("why_out", &format!("y {} <enter>", out.id));
    screens("why_drawn", &format!("y {} <enter>", drawn.unwrap().id));
}

/// The forms of a batch that has only begun.
#[test]
fn forms() {
    let day = day();
    let mut harness = day.sit("省人社");
    planned(&mut harness, "40");
    for (look, lang, ascii, mono) in LOOKS {
        for size in [(80, 24), (120, 40)] {
            for (name, script) in [
                ("next", ""),
                ("pool", "n"),
                ("plan", "p 40"),
                ("commit", "c"),
                (
                    "secret",
                    "<enter> <enter> 1 <tab> ssq:2022067 <tab> 2 <tab> 6134522",
                ),
                ("off", "d"),
            ] {
                let layer = Draws::new(desk(&day.office, "省人社", lang));
                let mut harness = pane((lang, ascii, mono), Pane::Draw, layer, size);
                let screen = harness.keys(script).screen();
                drop(harness);
                day.office.drafts().done("省人社", "form/plan/WH-02").unwrap();
                assert!(!ascii || screen.is_ascii(), "{name}: {screen}");
                assert!(
                    !screen.contains("pane."),
                    "a message is missing in {name}: {screen}"
                );
                let file = format!("draw_form_{name}_{look}_{}x{}", size.0, size.1);
                insta::with_settings!({ filters => vec![
                    (r"\b[0-9a-f]{8}\b", "hhhhhhhh"),
                    ("(hash|散列值) [0-9a-f]{0,7}\\.\\.", "$1 hh.."),
                ], prepend_module_to_snapshot => false, snapshot_path => "../../snapshots" }, {
                    insta::assert_snapshot!(file, screen);
                });
            }
        }
    }
}

#[test]
fn an_office_without_batches_says_how_to_begin_one() {
    let (_dir, office) = bare_office("2022-06-01");
    let layer = Draws::new(desk(&office, "省人社", Lang::Zh));
    let mut harness = pane((Lang::Zh, false, false), Pane::Draw, layer, (80, 24));
    assert!(harness.keys("").screen().contains("按 n 冻结抽查池"));
    // Nothing is imported: the key says what is missing.
    harness.keys("n");
    assert!(harness.screen().contains("抽查池为空"), "{}", harness.screen());
}

#[test]
fn every_size_is_drawn() {
    survives(
        Pane::Draw,
        || draws(Lang::Zh),
        "<enter> G <enter> <esc> s j <enter> <esc> <esc> t <enter> <esc> <esc> y wh <enter> <enter> <esc> n 1 <tab> 2 <esc> y x",
    );
}
