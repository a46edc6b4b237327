//! The first day: from an empty directory to candidates in sight, and what can go wrong on the way.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rstest::rstest;
use tempfile::TempDir;

use crate::domain::state::Read;
use crate::domain::target::Target;
use crate::lang::Lang;
use crate::office::begin::Beginning;
use crate::office::{Clock, Office};
use crate::tui::event::Event;
use crate::tui::harness::Harness;
use crate::tui::keymap::Keymap;
use crate::tui::start;
use crate::tui::term::{Caps, Depth};

struct First {
    dir: TempDir,
    office: Arc<Office>,
}

impl First {
    fn new() -> Self {
        First::on("2022-06-01")
    }

    fn on(today: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Clock::Rehearsal(today.parse().unwrap());
        let office = Office::open(&dir.path().join("data"), clock, &mut |_, _| {}).unwrap();
        First {
            dir,
            office: Arc::new(office),
        }
    }

    fn sit(&self, lang: Lang, ascii: bool, (width, height): (u16, u16)) -> Harness {
        let caps = Caps {
            ascii,
            depth: if ascii { Depth::Mono } else { Depth::Ansi16 },
            ..Caps::default()
        };
        let actor = Beginning::read(None, None).unwrap().actor;
        let office = Arc::clone(&self.office);
        let app = start::app(office, actor, lang, caps, Keymap::shipped().unwrap());
        Harness::new(app, width, height)
    }

    fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.dir.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("sample-data")
        .join(name)
}

/// A path dragged into the terminal.
fn pasted(path: &Path) -> Event {
    Event::Paste(format!("\'{}\' ", path.display()))
}

/// Begins with the notice's campaign; the marker stands on the second step.
fn begun(harness: &mut Harness) -> &mut Harness {
    harness.keys("<enter> <ctrl-s> j")
}

#[test]
fn a_preparation_phase_that_is_over_is_told_before_the_campaign_begins() {
    let seen = |today: &str| {
        let first = First::on(today);
        first.sit(Lang::Zh, false, (120, 40)).keys("<enter>").screen()
    };
    assert!(!seen("2022-06-10").contains("已过这个准备阶段"));
    let late = seen("2026-11-23");
    assert!(late.contains("今天 2026-11-23 已过这个准备阶段"), "{late}");
    assert!(late.contains("--today 2022-06-01"), "{late}");
}

#[rstest]
#[case("zh", Lang::Zh, false)]
#[case("en", Lang::En, false)]
#[case("ascii", Lang::Zh, true)]
fn the_screens(#[case] name: &str, #[case] lang: Lang, #[case] ascii: bool) {
    for size in [(80, 24), (120, 40)] {
        let first = First::new();
        let mut harness = first.sit(lang, ascii, size);
        let look = |harness: &Harness, what: &str| {
            let screen = harness.screen();
            assert!(!ascii || screen.is_ascii(), "{screen}");
            assert!(!screen.contains("first."), "a message is missing: {screen}");
            insta::with_settings!({ filters => vec![
                (r"'/\S*'", "'<file>'"),
                (r"/\S*/data", "<dir>"),
                (r"(Login|登录用户) +\S+", "$1  <login>"),
            ]}, {
                insta::assert_snapshot!(format!("{what}_{name}_{}x{}", size.0, size.1), screen);
            });
        };
        look(&harness, "guide");
        harness.keys("<enter>");
        look(&harness, "begin");
        harness.keys("<ctrl-s>");
        look(&harness, "begun");
        harness.keys("j <enter>");
        harness.event(pasted(&sample("targets-messy.csv")));
        harness.keys("<ctrl-s>").work();
        look(&harness, "tried");
    }
}

#[test]
fn from_an_empty_directory_to_candidates_in_sight() {
    let first = First::new();
    let mut harness = first.sit(Lang::Zh, false, (120, 40));
    assert!(harness.screen().contains("还没有开始"), "{}", harness.screen());
    let screen = harness.keys("<enter> <ctrl-s>").screen();
    assert!(
        screen.contains("已开始“") && screen.contains("以“省人社”办理"),
        "{screen}"
    );
    assert!(
        screen.contains("HB-RS-2022"),
        "the top line is the campaign's: {screen}"
    );
    harness.keys("j <enter>").event(pasted(&sample("targets.csv")));
    let screen = harness.keys("<ctrl-s>").screen();
    assert!(screen.contains("正在读取"), "{screen}");
    let screen = harness.work().screen();
    assert!(
        screen.contains("试导入 targets.csv") && screen.contains("现在导入？"),
        "{screen}"
    );
    assert_eq!(first.office.view().registry().len(), 0, "a trial changes nothing");
    let screen = harness.keys("y").work().screen();
    assert!(screen.contains("已导入 targets.csv"), "{screen}");
    // The officers next, from the guide, where the registry is counted now.
    let screen = harness.keys("<esc> j <enter>").screen();
    assert!(screen.contains("执法人员"), "{screen}");
    harness.event(pasted(&sample("officers.csv")));
    harness.keys("<ctrl-s>").work().keys("y").work();
    let counted = first.office.view().registry().len();
    let screen = harness.keys("<esc>").screen();
    assert!(screen.contains(&format!("已有 {counted} 条")), "{screen}");
    // Back at the panes the candidates are there, and the guide's last step leads to the draw.
    let targets: Vec<Target> = first.office.view().state().all();
    let screen = harness.keys("<esc> 7 l").screen();
    assert!(
        screen.contains(&format!("[抽查对象 {}]", targets.len())),
        "{screen}"
    );
    assert!(screen.contains(&targets[0].id), "{screen}");
    let screen = harness.keys("9").screen();
    assert!(screen.contains("按 n 冻结抽查池"), "{screen}");
}

#[test]
fn an_import_can_be_stopped_and_changes_nothing_then() {
    let first = First::new();
    let mut harness = first.sit(Lang::Zh, false, (80, 24));
    let mut rows = std::fs::read_to_string(sample("targets.csv")).unwrap();
    let lines: Vec<String> = rows.lines().skip(1).map(str::to_owned).collect();
    for _ in 0..2 {
        rows.extend(lines.iter().map(|line| format!("{line}\n")));
    }
    begun(&mut harness).keys("<enter>");
    harness.event(pasted(&first.write("many.csv", &rows)));
    harness.keys("<ctrl-s>");
    let screen = harness.keys("<esc>").screen();
    assert!(
        screen.contains("正在导入；Ctrl-C 中止"),
        "leaving waits: {screen}"
    );
    let screen = harness.keys("<ctrl-c>").work().screen();
    assert!(screen.contains("没有任何更改"), "{screen}");
    assert!(!screen.contains("现在导入？"), "{screen}");
    assert_eq!(first.office.view().registry().len(), 0);
}

#[test]
fn faults_are_told_as_on_the_command_line_and_refused_rows_go_to_their_file() {
    let first = First::new();
    let mut harness = first.sit(Lang::Zh, false, (120, 40));
    begun(&mut harness).keys("<enter>");
    harness.event(pasted(Path::new("/nowhere/targets.csv")));
    let screen = harness.keys("<ctrl-s>").work().screen();
    assert!(screen.contains("/nowhere/targets.csv"), "{screen}");
    let rejects = first.dir.path().join("rejects.csv");
    for _ in 0.."/nowhere/targets.csv".len() + 3 {
        harness.keys("<backspace>");
    }
    harness.event(pasted(&sample("targets-messy.csv")));
    harness.keys("<tab> <tab>").event(pasted(&rejects));
    let screen = harness.keys("<ctrl-s>").work().screen();
    assert!(screen.contains("拒收") && screen.contains("第 "), "{screen}");
    assert!(!rejects.exists(), "a trial writes no file");
    let screen = harness.keys("y").work().screen();
    assert!(screen.contains("rejects.csv"), "{screen}");
    assert!(rejects.exists());
}

#[test]
fn a_refusal_of_the_door_is_told_and_nothing_has_begun() {
    let first = First::new();
    let mut harness = first.sit(Lang::Zh, false, (80, 24));
    let screen = harness.keys("j").screen();
    assert!(screen.contains("(Enter 打开)"), "{screen}");
    assert!(harness.keys("<enter>").screen().contains("先办第 1 步"));
    harness.keys("k <enter> <tab>").keys("没有此人");
    harness.keys("<ctrl-s>");
    assert!(first.office.view().campaign().is_none());
    let screen = harness.screen();
    assert!(screen.contains("没有操作员“没有此人”"), "{screen}");
}

#[test]
fn the_form_opens_from_the_libraries_with_the_list_in_sight() {
    let first = First::new();
    let mut harness = first.sit(Lang::En, false, (80, 24));
    begun(&mut harness).keys("<esc> 7 l l I");
    let screen = harness.screen();
    assert!(screen.contains("What") && screen.contains("Officers"), "{screen}");
    let screen = harness.keys("<esc> l l l I").screen();
    assert!(!screen.contains("What              Officers"), "{screen}");
    harness.resize(1, 1).resize(3, 3).resize(20, 8).keys("<esc>");
}

#[test]
fn one_can_leave_from_the_guide() {
    let first = First::new();
    let mut harness = first.sit(Lang::Zh, false, (80, 24));
    harness.keys("q");
    assert!(harness.app.ending().is_some());
}
