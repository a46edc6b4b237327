//! The history of a target, from every place where one is selected.

use insta::assert_snapshot;
use rstest::rstest;

use super::{seat, shared};
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};
use crate::lang::Lang;
use crate::tui::harness::Harness;

fn harness(lang: Lang, ascii: bool, (width, height): (u16, u16)) -> Harness {
    Harness::new(seat(&shared(), "武汉人社", lang, ascii), width, height)
}

/// A task of Wuhan's that was published: there is most to say about it.
fn published() -> Task {
    let office = shared();
    let view = office.view();
    let tasks: Vec<Task> = view.state().by("task.unit", "420100");
    let mut published = tasks.into_iter().filter(|t| t.state == TaskState::Published);
    published.next().unwrap()
}

#[rstest]
#[case("zh", Lang::Zh, false)]
#[case("en", Lang::En, false)]
#[case("ascii", Lang::Zh, true)]
fn the_sheet(#[case] name: &str, #[case] lang: Lang, #[case] ascii: bool) {
    let task = published();
    for (width, height) in [(80, 24), (120, 40)] {
        let mut harness = harness(lang, ascii, (width, height));
        harness.keys("/").keys(&task.id).keys("<enter> H");
        let screen = harness.screen();
        assert!(!ascii || screen.is_ascii(), "{screen}");
        assert!(!screen.contains("history."), "a message is missing: {screen}");
        assert_snapshot!(format!("history_{name}_{width}x{height}"), screen);
    }
}

#[test]
fn every_step_and_every_version_is_on_it_and_escape_leads_back() {
    let task = published();
    let mut harness = harness(Lang::Zh, false, (120, 60));
    let before = harness.keys("/").keys(&task.id).keys("<enter>").screen();
    let screen = harness.keys("H").screen();
    assert!(
        screen.contains(&format!("全部历史：{}  {}", task.name, task.target)),
        "{screen}"
    );
    for step in &task.steps {
        let line = format!("#{}", step.seq);
        assert!(screen.contains(&line), "no {line} in {screen}");
    }
    assert!(screen.contains("第 1 版"), "{screen}");
    assert_eq!(harness.keys("<esc>").screen(), before);
}

#[rstest]
#[case("tasks", "1")]
#[case("teams", "2")]
#[case("entry", "3")]
#[case("registry", "7")]
#[case("targets", "7 l")]
#[case("conflicts", "7 l l l")]
fn it_opens_wherever_a_target_is_selected(#[case] place: &str, #[case] script: &str) {
    let mut harness = harness(Lang::Zh, false, (80, 24));
    let screen = harness.keys(script).keys("H").screen();
    assert!(screen.contains("全部历史："), "{place}: {screen}");
}

#[rstest]
#[case("officers", "7 l l")]
#[case("operators", "7 h h")]
fn elsewhere_the_key_says_why_not(#[case] place: &str, #[case] script: &str) {
    let mut harness = harness(Lang::Zh, false, (80, 24));
    let screen = harness.keys(script).keys("H").screen();
    assert!(screen.contains("没有选中抽查对象"), "{place}: {screen}");
}

#[test]
fn a_lead_opens_it_where_it_names_a_code_and_says_so_where_it_does_not() {
    let mut harness = harness(Lang::Zh, false, (80, 24));
    harness.keys("4");
    let mut seen = [false; 2];
    for _ in 0..60 {
        let screen = harness.keys("H").screen();
        seen[0] |= screen.contains("全部历史：");
        seen[1] |= screen.contains("没有写明对象的统一社会信用代码");
        assert!(!screen.contains("sealed"), "{screen}");
        if screen.contains("全部历史：") {
            harness.keys("<esc>");
        }
        harness.keys("j");
    }
    assert_eq!(seen, [true, true]);
}
