//! Nothing typed is lost: crashes, leaving, a disk that says no, a colleague who was faster.

use super::Day;
use super::entry::{clean_visit, lines, open};
use crate::domain::fields::Value;
use crate::domain::task::TaskState;
use crate::tui::app::Ending;
use crate::tui::event::Event;

const WUHAN: &str = "420100";

#[test]
fn a_crash_loses_nothing_that_was_kept() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let mut harness = open(&day, "武汉人社", &task.id);
    harness.keys("2022-06-18 <tab> 2 1 <tab> <tab> 2 场所未明示");
    assert!(harness.app.due().is_some(), "the draft is to be kept soon");
    harness.event(Event::Due);
    let before = harness.screen();
    std::mem::forget(harness);

    let mut harness = open(&day, "武汉人社", &task.id);
    harness.keys(&"<tab> ".repeat(5));
    let screen = harness.screen();
    assert!(screen.contains("已接着 "), "{screen}");
    for label in ["检查日期", "核查方式", "检查人员", "RS01 职业", "RS01 检查情况"] {
        assert_eq!(
            lines(&screen, label)[0].replace('>', " "),
            lines(&before, label)[0].replace('>', " ")
        );
    }
    let other = open(&day, "武汉市监", &task.id).screen();
    assert!(!other.contains("已接着"), "{other}");
    assert!(lines(&other, "> 检查日期")[0].ends_with("检查日期"), "{other}");
}

#[test]
fn leaving_keeps_the_draft_and_the_list_shows_it() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let mut harness = open(&day, "武汉人社", &task.id);
    harness.keys("2022-06-18 <ctrl-q>");
    assert!(harness.screen().contains("有未提交的内容（草稿已保存）"));
    harness.keys("n <f1> <esc> <esc>");
    let row = harness
        .screen()
        .lines()
        .find(|line| line.starts_with('>'))
        .unwrap()
        .to_owned();
    assert!(row.contains(':'), "the time of the draft: {row}");
    harness.keys("<enter>");
    assert!(harness.screen().contains("2022-06-18"));
    harness.keys("<tab> 1 <esc> q");
    assert_eq!(harness.app.ending(), Some(Ending::Quit));
    drop(harness);
    let draft = day.office.drafts().read("武汉人社", &task.id).unwrap().unwrap();
    assert_eq!(draft.fields.keys().collect::<Vec<_>>(), ["method", "visited"]);
}

#[test]
fn going_down_without_a_word_keeps_the_draft() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let mut harness = open(&day, "武汉人社", &task.id);
    harness.keys("2022-06-18");
    drop(harness);
    assert!(day.office.drafts().read("武汉人社", &task.id).unwrap().is_some());
}

#[test]
fn a_draft_that_cannot_be_kept_is_said_and_the_form_stays() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    std::fs::write(day.dir.path().join("drafts"), "a file where the folder should be").unwrap();
    let mut harness = open(&day, "武汉人社", &task.id);
    let screen = harness.keys("2022-06-18 <esc>").screen();
    assert!(
        screen.contains("草稿未能保存！") && screen.contains("2022-06-18"),
        "{screen}"
    );
    std::fs::remove_file(day.dir.path().join("drafts")).unwrap();
    let screen = harness.keys("<esc>").screen();
    assert!(
        screen.contains("已保存") && !screen.contains("> 检查日期"),
        "{screen}"
    );
}

/// Submitting does not need the draft; the next form is not held up by the last one's.
#[test]
fn a_form_is_handed_in_though_its_draft_could_not_be_kept() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    std::fs::write(day.dir.path().join("drafts"), "a file where the folder should be").unwrap();
    let mut harness = open(&day, "武汉人社", &task.id);
    harness.keys(&clean_visit()).keys("<esc>");
    assert!(harness.screen().contains("草稿未能保存！"));
    harness.keys("<ctrl-s>");
    assert_eq!(day.now(&task).state, TaskState::Recorded);
    assert!(harness.screen().contains("已保存"), "{}", harness.screen());
    let screen = harness.keys("n <esc> <enter> <esc>").screen();
    assert!(!screen.contains("> 检查日期"), "{screen}");
}

#[test]
fn going_over_to_another_task_keeps_the_draft_of_the_first() {
    let day = Day::new();
    let first = day.task(WUHAN, TaskState::Assigned);
    let second = day.task(WUHAN, TaskState::Inspecting);
    let mut harness = open(&day, "武汉人社", &first.id);
    harness
        .keys("2022-06-18 <ctrl-p> tasks <enter> /")
        .keys(&second.id);
    let screen = harness.keys("<enter> i").screen();
    assert!(
        screen.contains(&second.name) && !screen.contains("2022-06-18  "),
        "{screen}"
    );
    let drafts = day.office.drafts().all("武汉人社");
    assert_eq!(drafts.into_keys().collect::<Vec<_>>(), [first.id]);
}

/// The disk is full and has room again: nothing typed is lost meanwhile, and the draft is kept without another key.
#[test]
fn saving_goes_on_when_there_is_room_again() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let drafts = day.dir.path().join("drafts");
    std::fs::write(&drafts, "a file where the folder should be").unwrap();
    let mut harness = open(&day, "武汉人社", &task.id);
    let screen = harness.keys("2022-06-18").event(Event::Due).screen();
    assert!(
        screen.contains("草稿未能保存！") && screen.contains("2022-06-18"),
        "{screen}"
    );
    assert!(harness.app.due().is_some(), "it is tried again");
    std::fs::remove_file(drafts).unwrap();
    let screen = harness.event(Event::Due).screen();
    assert!(
        screen.contains("草稿已补存") && screen.contains("已保存") && screen.contains("2022-06-18"),
        "{screen}"
    );
    assert!(harness.app.due().is_none(), "and then no more");
    assert!(day.office.drafts().read("武汉人社", &task.id).unwrap().is_some());
}

#[test]
fn ten_thousand_pasted_characters_are_one_frame_and_all_kept() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let mut harness = open(&day, "武汉人社", &task.id);
    let text = "现场检查发现未明示许可证。".repeat(770);
    harness
        .keys("<ctrl-t> 1 1 2 1 2")
        .event(Event::Paste(text.clone()));
    let at = harness.cursor().unwrap();
    assert!(at.y < 22, "the caret is above the bottom rows: {at:?}");
    assert!(harness.screen().contains("> "), "{}", harness.screen());
    harness.event(Event::Due);
    let draft = day.office.drafts().read("武汉人社", &task.id).unwrap().unwrap();
    assert_eq!(draft.fields["findings.RS01"], Value::Text(text));
}
