//! Two desks on one task: nobody's work is overwritten unseen.

use super::Day;
use super::desk::said;
use super::entry::{clean_visit, open};
use crate::domain::command::Command;
use crate::domain::inspection::{Inspection, Method};
use crate::domain::refusal::Refusal;
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};
use crate::office::Denied;
use crate::tui::event::Event;

const WUHAN: &str = "420100";

/// 武汉市监 records the task, checked on paper.
fn recorded_by_another(day: &Day, task: &Task) -> u64 {
    let mut other = open(day, "武汉市监", &task.id);
    other
        .keys(&clean_visit().replacen("<tab> 1", "<tab> 2", 1))
        .keys("<ctrl-s>");
    assert_eq!(day.record(task).unwrap().visit.method, Method::Written);
    day.office.view().seq()
}

#[test]
fn a_newer_version_is_said_at_once_compared_and_decided_field_by_field() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let mut mine = open(&day, "武汉人社", &task.id);
    mine.keys(&clean_visit());
    let seq = recorded_by_another(&day, &task);
    let screen = mine.event(Event::Notice(seq)).screen();
    assert!(
        said(&screen).contains("武汉市监 已于 2022-06-20 录入第 1 版，须先对照"),
        "{screen}"
    );

    // Submitting goes to the comparison, and decides nothing by itself.
    let screen = mine.keys("<ctrl-s>").screen();
    assert_eq!(day.record(&task).unwrap().version, 1);
    for line in [
        "> 核查方式  [未定]",
        "本人     实地检查",
        "武汉市监 书面检查",
        "原先     -",
    ] {
        assert!(screen.contains(line), "{line}\n{screen}");
    }
    assert!(said(&mine.keys("<enter>").screen()).contains("还有 1 项未定"));
    assert!(
        mine.keys("<esc>").screen().contains("须先对照"),
        "the note stays on the form"
    );
    let screen = mine.keys("<ctrl-d> <left>").screen();
    assert!(screen.contains("[取：本人]"), "{screen}");
    let beside = mine.resize(120, 40).screen();
    let row = beside.lines().find(|line| line.contains("实地检查")).unwrap();
    assert!(row.contains("书面检查"), "side by side: {row}");

    // Going on from theirs, the reason is owed, and both versions stay.
    mine.resize(80, 24).keys("<enter> <ctrl-s>");
    assert!(mine.screen().contains(">!理由"), "{}", mine.screen());
    mine.keys("实地检查属实 <ctrl-s>");
    let versions: Vec<Inspection> = day.office.view().state().by("inspection.task", &task.id);
    assert_eq!(versions.len(), 2, "{}", mine.screen());
    let newest = day.record(&task).unwrap();
    assert_eq!((newest.version, newest.visit.method), (2, Method::OnSite));
}

/// The draft is of before: it opens over what it was begun on, and theirs is taken where that is chosen.
#[test]
fn a_draft_from_before_is_compared_too() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let mut mine = open(&day, "武汉人社", &task.id);
    mine.keys("2022-06-18 <tab> 1 <esc>");
    recorded_by_another(&day, &task);
    let screen = mine.keys("<enter>").screen();
    assert!(
        screen.contains("须先对照") && screen.contains("2022-06-18"),
        "{screen}"
    );
    let screen = mine
        .keys("<ctrl-d> <left>")
        .keys(&"<right> ".repeat(40))
        .keys("<enter>")
        .screen();
    assert!(
        screen.contains("2022-06-18") && screen.contains("书面检查"),
        "{screen}"
    );
    mine.keys(&"<tab> ".repeat(60)).keys("日期更正 <ctrl-s>");
    let newest = day.record(&task).unwrap();
    let found = (
        newest.version,
        newest.visit.visited.to_string(),
        newest.visit.method,
    );
    assert_eq!(found, (2, "2022-06-18".to_owned(), Method::Written));
}

/// One rule for the screen and the command line: whoever says what the entry was based on cannot pass over a newer one.
#[test]
fn the_office_refuses_a_visit_that_was_based_on_an_older_version() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    recorded_by_another(&day, &task);
    let mut visit = day.record(&task).unwrap().visit;
    visit.reason = "更正".to_owned();
    let command = |based_on| Command::RecordVisit {
        task: task.id.clone(),
        visit: Box::new(visit.clone()),
        based_on,
    };
    let actor = day.office.view().actor(Some("武汉人社")).unwrap();
    match day.office.submit(&actor, command(Some(0))) {
        Err(Denied::Refused(Refusal::NewerVersion { newest, by, .. })) => {
            assert_eq!((newest, by.as_str()), (1, "武汉市监"));
        }
        other => panic!("{other:?}"),
    }
    day.submit("武汉人社", command(Some(1)));
    assert_eq!(day.record(&task).unwrap().version, 2);
}
