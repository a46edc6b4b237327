//! What waits to be published, and a published result taken back at the desk.

use insta::assert_snapshot;
use rstest::rstest;

use super::{Day, seat, shared};
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};
use crate::lang::Lang;
use crate::tui::harness::Harness;

const WUHAN: &str = "420100";

#[rstest]
#[case("zh", Lang::Zh, false, "v dgs <enter>")]
#[case("en", Lang::En, false, "v publish <enter>")]
#[case("ascii", Lang::Zh, true, "v dgs <enter>")]
fn what_waits_and_what_is_asked(
    #[case] name: &str,
    #[case] lang: Lang,
    #[case] ascii: bool,
    #[case] view: &str,
) {
    for (what, script) in [
        ("queue", view),
        ("withdraw", "/ state:published <enter> <shift-w>"),
    ] {
        for (width, height) in [(80, 24), (120, 40)] {
            let mut harness = Harness::new(seat(&shared(), "武汉复核", lang, ascii), width, height);
            let screen = harness.keys(script).screen();
            assert!(!ascii || screen.is_ascii(), "{screen}");
            assert_snapshot!(format!("publish_{what}_{name}_{width}x{height}"), screen);
        }
    }
}

#[test]
fn a_result_is_withdrawn_with_a_reason_and_corrected_or_closed() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Published);
    let mut harness = day.sit("武汉复核");
    harness.keys("/").keys(&task.id).keys("<enter> <shift-w> <enter>");
    assert_eq!(day.now(&task).state, TaskState::Published, "not without a reason");
    let mut harness = day.sit("武汉复核");
    harness
        .keys("/")
        .keys(&task.id)
        .keys("<enter> <shift-w> 结果代码有误 <enter>");
    let now = day.now(&task);
    assert_eq!(
        (now.state, now.steps.last().unwrap().reason.as_str()),
        (TaskState::Withdrawn, "结果代码有误")
    );
    let screen = harness.screen();
    assert!(screen.contains("已撤回"), "{screen}");
    // Whoever enters is told why it was withdrawn.
    let screen = day
        .sit("武汉人社")
        .keys("/")
        .keys(&task.id)
        .keys("<enter> i")
        .screen();
    assert!(screen.contains("撤回公示：结果代码有误"), "{screen}");
    harness.keys("c y");
    assert_eq!(day.now(&task).state, TaskState::Closed);
    let screen = harness.keys("<shift-w>").screen();
    assert!(screen.contains("须处于“已公示”"), "{screen}");
}

#[test]
fn every_marked_result_is_withdrawn_for_the_same_reason() {
    let day = Day::new();
    let mut harness = day.sit("武汉复核");
    let asked = harness.keys("/ state:published <enter> m m <shift-w>").screen();
    assert!(asked.contains("撤回公示") && asked.contains("2 项"), "{asked}");
    let told = harness.keys("公示文字有误 <enter>").work().screen();
    assert!(told.contains("2"), "{told}");
    let view = day.office.view();
    let withdrawn: Vec<Task> = view.state().by("task.state", TaskState::Withdrawn.word());
    assert_eq!(withdrawn.len(), 2);
}

#[test]
fn who_may_not_is_told() {
    let day = Day::new();
    let screen = day
        .sit("武汉人社")
        .keys("/ state:reviewed <enter> <shift-w>")
        .screen();
    assert!(screen.contains("须处于“已公示”"), "{screen}");
    let screen = day
        .sit("武汉市监")
        .keys("/ state:published <enter> <shift-w>")
        .screen();
    assert!(screen.contains("没有“公示”权限"), "{screen}");
}
