//! What follows a draw: more targets, secrets published early, targets that another batch has drawn too.

use super::*;
use crate::domain::task::{Task, TaskState};
use crate::tui::pane::Pane;
use crate::tui::panes::draw::Draws;
use crate::tui::panes::sample::{LOOKS, desk, pane};
use crate::tui::panes::tests::{LOCAL, draw_local_batch};

/// Targets of [`BATCH`] that wait for their review.
fn waiting(day: &Day) -> usize {
    let tasks: Vec<Task> = day.office.view().state().by("task.state", "drawn");
    tasks.iter().filter(|task| task.batch == BATCH).count()
}

#[test]
fn a_draw_is_extended_by_a_number_and_a_reason_and_reviewed_again() {
    let day = day();
    let mut harness = day.sit("省人社");
    planned(&mut harness, "12").keys("e");
    assert!(said(&harness).contains("现为“已计划”"), "{}", harness.screen());
    committed(&mut harness, "test:1");
    revealed(&mut harness).keys("<enter> y");
    day.sit("省市监").keys("9 A y");
    harness.keys("e");
    let screen = harness.screen();
    assert!(screen.contains("12/136") && screen.contains("接着抽"), "{screen}");
    let before = day.office.view().seq();
    let screen = harness.keys("<ctrl-s>").screen();
    assert!(
        screen.contains("!追加多少户") && screen.contains("!理由"),
        "{screen}"
    );
    // None, too many, and not a number: each is marked at its field.
    harness.keys("<tab> 扩大抽查面 <backtab>");
    for by in ["0", "500", "五"] {
        let screen = harness.keys(by).keys("<ctrl-s>").screen();
        assert!(screen.contains(">!追加多少户"), "{by}: {screen}");
        harness.keys("<backspace> <backspace> <backspace>");
    }
    assert_eq!(day.office.view().seq(), before);
    harness.keys("5 <ctrl-s>");
    assert!(
        said(&harness).contains("追加 5 户，现共 17 户"),
        "{}",
        harness.screen()
    );
    assert_eq!(waiting(&day), 5);
    let by_other = day.sit("省市监").keys("9 A y").screen();
    assert_eq!(waiting(&day), 0, "{by_other}");
    let reason = batch(&day)
        .steps
        .iter()
        .find(|step| step.what == "act.extend-draw")
        .unwrap()
        .reason
        .clone();
    assert!(reason.contains("扩大抽查面"), "{reason}");
}

#[test]
fn secrets_are_released_early_by_a_reason_that_is_read_again() {
    let day = day();
    let mut harness = day.sit("省人社");
    planned(&mut harness, "12").keys("o");
    assert!(!said(&harness).is_empty() && batch(&day).released.is_none());
    committed(&mut harness, "test:1");
    revealed(&mut harness).keys("<enter> y");
    let mut other = day.sit("省市监");
    other.keys("9 A y o <enter>");
    assert!(said(&other).contains("须写明理由"), "{}", other.screen());
    let screen = other.keys("o 法院调取 <enter>").screen();
    assert!(
        screen.contains("不能收回") && screen.contains("法院调取"),
        "{screen}"
    );
    other.keys("n");
    assert_eq!(batch(&day).released, None);
    other.keys("o 法院调取 <enter> y");
    assert_eq!(
        batch(&day).released.as_deref(),
        Some("法院调取"),
        "{}",
        other.screen()
    );
    assert!(other.screen().contains("提前公开秘密值"), "{}", other.screen());
    // What is released cannot be released, and the order is known to all.
    other.keys("o");
    assert!(said(&other).contains("已"), "{}", other.screen());
    let screen = harness.keys("e").screen();
    assert!(!screen.contains("追加多少户"), "{screen}");
    assert!(said(&harness).contains("公开"), "{screen}");
}

/// [`BATCH`] has drawn the whole of its pool, and another batch has drawn of that meanwhile.
fn overlapping(day: &Day) {
    let mut harness = day.sit("省人社");
    planned(&mut harness, "136");
    committed(&mut harness, "test:7");
    revealed(&mut harness).keys("<enter> y");
    draw_local_batch(day, 400);
}

#[test]
fn what_another_batch_has_drawn_too_is_approved_with_a_reason_only() {
    let day = day();
    overlapping(&day);
    let mut other = day.sit("省市监");
    let screen = other.keys("9 / <esc>").screen();
    let down = screen.lines().position(|line| line.contains(BATCH))
        > screen.lines().position(|line| line.contains(LOCAL));
    let screen = other.keys(if down { "j A" } else { "A" }).screen();
    assert!(screen.contains("写明保留的理由"), "{screen}");
    assert!(said(&other).contains(LOCAL), "which they are: {screen}");
    other.keys("<enter>");
    assert!(
        waiting(&day) == 136 && said(&other).contains("须写明理由"),
        "{}",
        other.screen()
    );
    other.keys("A 两次检查合并进行 <enter>");
    assert_eq!(waiting(&day), 0, "{}", other.screen());
}

#[test]
fn the_pane_of_tasks_asks_for_the_same_reason() {
    let day = day();
    overlapping(&day);
    let mut other = day.sit("省市监");
    let screen = other.keys("1 / batch:").keys(BATCH).keys("<enter> A").screen();
    assert!(screen.contains("写明保留的理由"), "{screen}");
    other.keys("<esc> A 两次检查合并进行 <enter>");
    assert_eq!(waiting(&day), 0, "{}", other.screen());
    let approved: Vec<Task> = day.office.view().state().by("task.state", "approved");
    assert!(approved.iter().all(|task| task.state == TaskState::Approved));
}

/// The form of an extension in every look. Nothing of it depends on the seed.
#[test]
fn the_form_of_an_extension() {
    let day = day();
    let mut harness = day.sit("省人社");
    planned(&mut harness, "40");
    committed(&mut harness, "test:1");
    revealed(&mut harness).keys("<enter> y");
    for (look, lang, ascii, mono) in LOOKS {
        for size in [(80, 24), (120, 40)] {
            let layer = Draws::new(desk(&day.office, "省人社", lang));
            let mut harness = pane((lang, ascii, mono), Pane::Draw, layer, size);
            let screen = harness.keys("e 5 <tab>").screen();
            assert!(!screen.contains("pane."), "a message is missing: {screen}");
            insta::with_settings!({
                prepend_module_to_snapshot => false, snapshot_path => "../../snapshots"
            }, {
                insta::assert_snapshot!(format!("draw_form_extend_{look}_{}x{}", size.0, size.1), screen);
            });
        }
    }
}
