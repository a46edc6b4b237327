//! Making documents at the pane of tasks.

use std::path::Path;

use super::desk::{seat, shared};
use crate::domain::follow_up::{FollowUp, Kind};
use crate::domain::state::Read;
use crate::lang::Lang;
use crate::tui::harness::Harness;

fn sit() -> Harness {
    Harness::new(seat(&shared(), "武汉人社", Lang::Zh, false), 120, 40)
}

/// Types a file's name in the place of the one that is suggested.
fn into_file(harness: &mut Harness, file: &Path) {
    let name = file.display().to_string();
    harness.keys("<ctrl-e> <ctrl-w> <ctrl-w> <ctrl-w> <ctrl-w> <ctrl-w> <ctrl-w> <ctrl-w> <ctrl-w> <ctrl-w>");
    harness.keys(&name).keys("<enter>");
}

#[test]
fn a_document_is_chosen_written_and_never_replaces_one_unasked() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("notice.docx");
    let mut harness = sit();
    harness.keys("t");
    assert!(harness.screen().contains("抽查通知书") && harness.screen().contains("现场检查记录表"));
    harness.keys("<enter>");
    assert!(
        harness.screen().contains("notice-HB-RS-2022-01-0001.docx"),
        "{}",
        harness.screen()
    );
    into_file(&mut harness, &file);
    assert!(
        harness.screen().contains("抽查通知书已写到"),
        "{}",
        harness.screen()
    );
    assert!(std::fs::read(&file).unwrap().starts_with(b"PK"));

    std::fs::write(&file, "手写的内容").unwrap();
    harness.keys("t <enter>");
    into_file(&mut harness, &file);
    assert!(harness.screen().contains("已经存在"), "{}", harness.screen());
    harness.keys("n");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "手写的内容");
    harness.keys("t <enter>");
    into_file(&mut harness, &file);
    harness.keys("y");
    assert!(std::fs::read(&file).unwrap().starts_with(b"PK"));
}

#[test]
fn the_ending_of_the_name_gives_the_form_and_docx_is_added_to_any_other() {
    let dir = tempfile::tempdir().unwrap();
    let mut harness = sit();
    harness.keys("t jlb <enter>");
    into_file(&mut harness, &dir.path().join("record.md"));
    let text = std::fs::read_to_string(dir.path().join("record.md")).unwrap();
    assert!(text.starts_with("# 现场检查记录表"), "{text}");
    harness.keys("t jlb <enter>");
    into_file(&mut harness, &dir.path().join("record"));
    assert!(dir.path().join("record.docx").is_file(), "{}", harness.screen());
}

#[test]
fn what_cannot_be_written_is_told() {
    let mut harness = sit();
    harness.keys("t <enter>");
    into_file(&mut harness, Path::new("/no-such-folder/notice.docx"));
    assert!(
        harness.screen().contains("/no-such-folder"),
        "{}",
        harness.screen()
    );
}

#[test]
fn orders_and_referrals_of_the_ledger_are_offered_with_their_task() {
    let office = shared();
    let orders: Vec<FollowUp> = office.view().state().by("follow-up.kind", Kind::Order.word());
    let order = orders
        .iter()
        .find(|order| order.unit.to_string() == "420100")
        .unwrap();
    let mut harness = sit();
    harness.keys("/").keys(&order.task).keys("<enter> t");
    let screen = harness.screen();
    assert!(
        screen.contains("责令改正通知书") && screen.contains(&order.id),
        "{screen}"
    );
}

#[test]
fn an_own_template_with_a_mistake_is_told_with_its_line() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("notice.md"), "# 甲\n{{ nothing }}\n").unwrap();
    let desk = crate::tui::panes::sample::desk(&shared(), "武汉人社", Lang::Zh)
        .with_templates(Some(dir.path().to_owned()));
    let tasks = crate::tui::panes::tasks::Tasks::new(desk);
    let look = (Lang::Zh, false, false);
    let mut harness = crate::tui::panes::sample::pane(look, crate::tui::pane::Pane::Tasks, tasks, (120, 40));
    harness.keys("t <enter>");
    into_file(&mut harness, &dir.path().join("out.docx"));
    let screen = harness.screen();
    assert!(
        screen.contains("notice.md:2: ") && screen.contains("nothing"),
        "{screen}"
    );
    assert!(!dir.path().join("out.docx").exists());
}
