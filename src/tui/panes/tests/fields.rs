//! Returned, corrected, reviewed again; and the sheet of every value each field ever had.

use insta::assert_snapshot;
use rstest::rstest;

use super::desk::said;
use super::entry::{lines, open};
use super::{Day, seat};
use crate::domain::command::{Command, Judgement};
use crate::domain::inspection::{Evidence, Verdict};
use crate::domain::task::{Task, TaskState};
use crate::lang::Lang;
use crate::tui::harness::Harness;

const WUHAN: &str = "420100";
const WHY: &str = "RS02 应当检查，检查日期请核对";

/// A result of Wuhan's that was returned with a reason that names an item and a field.
fn returned(day: &Day) -> Task {
    let task = day.task(WUHAN, TaskState::Recorded);
    let command = Command::Review {
        task: task.id.clone(),
        judgement: Judgement::Return(WHY.to_owned()),
    };
    day.submit("武汉复核", command);
    day.now(&task)
}

/// The same, with RS02 answered otherwise.
fn corrected(day: &Day) -> Task {
    let task = returned(day);
    let mut visit = day.record(&task).unwrap().visit;
    let answer = visit.answers.iter_mut().find(|a| a.item == "RS02").unwrap();
    answer.verdict = Verdict::NotApplicable;
    visit.reason = "已到场核实".to_owned();
    let command = Command::RecordVisit {
        task: task.id.clone(),
        visit: Box::new(visit),
        based_on: None,
    };
    day.submit("武汉人社", command);
    day.now(&task)
}

fn at(harness: &mut Harness, task: &Task) -> String {
    harness.keys("/").keys(&task.id).keys("<enter>").screen()
}

#[test]
fn what_the_reason_names_is_marked_in_the_form_until_it_is_corrected() {
    let day = Day::new();
    let task = returned(&day);
    let mut harness = open(&day, "武汉人社", &task.id);
    harness.resize(80, 60);
    let screen = harness.screen();
    assert!(lines(&screen, "RS02 人力")[0].starts_with(" *"), "{screen}");
    assert!(lines(&screen, "检查日期")[1].starts_with(">*"), "{screen}");
    assert!(screen.contains("退回时指出了“检查日期”，尚未修改"), "{screen}");
    assert!(lines(&screen, "RS01 职业")[0].starts_with("  "), "{screen}");

    // Corrected, the mark goes; what was named and left as it is, is asked about.
    let was = day.record(&task).unwrap().visit;
    let to_rs02 = "<tab> ".repeat(7);
    let screen = harness.keys(&to_rs02).keys("3").screen();
    assert!(lines(&screen, "RS02 人力")[0].starts_with("  "), "{screen}");
    harness.keys(&"<tab> ".repeat(80)).keys("核实");
    let screen = harness.keys("<ctrl-s>").screen();
    assert!(screen.contains("仍按此提交？"), "{screen}");
    assert!(screen.contains("退回时指出了“检查日期”"), "{screen}");
    harness.keys("y");
    let now = day.record(&task).unwrap().visit;
    assert_eq!((now.visited, now.answers.len()), (was.visited, was.answers.len()));
    assert_eq!(now.answers[1].verdict, Verdict::NotApplicable);
}

#[test]
fn a_reviewer_sees_what_was_corrected_beside_the_reason() {
    let day = Day::new();
    let task = corrected(&day);
    for (width, height) in [(80, 24), (120, 40)] {
        let mut harness = Harness::new(seat(&day.office, "武汉复核", Lang::Zh, false), width, height);
        at(&mut harness, &task);
        let screen = harness.keys("<enter>").screen();
        assert!(screen.contains("第1版退回后修改"), "{screen}");
        assert!(screen.contains("RS02 应当检查"), "{screen}");
        assert!(screen.contains("* RS02"), "{screen}");
        assert!(screen.contains("→ 不适用"), "{screen}");
    }
    let mut harness = day.sit("武汉复核");
    at(&mut harness, &task);
    harness.keys("a y");
    assert_eq!(day.now(&task).state, TaskState::Reviewed);
}

#[rstest]
#[case("zh", Lang::Zh, false)]
#[case("en", Lang::En, false)]
#[case("ascii", Lang::Zh, true)]
fn the_sheet_of_fields(#[case] name: &str, #[case] lang: Lang, #[case] ascii: bool) {
    let day = Day::new();
    let task = corrected(&day);
    for (width, height) in [(80, 24), (120, 40)] {
        let mut harness = Harness::new(seat(&day.office, "武汉复核", lang, ascii), width, height);
        at(&mut harness, &task);
        let review = harness.keys("<enter>").screen();
        let sheet = harness.keys("F").screen();
        for (part, screen) in [("review", review), ("fields", sheet)] {
            assert!(!ascii || screen.is_ascii(), "{screen}");
            assert!(!screen.contains("fields."), "a message is missing: {screen}");
            assert_snapshot!(format!("{part}_{name}_{width}x{height}"), screen);
        }
    }
}

#[test]
fn what_never_changed_is_folded_until_it_is_asked_for_and_one_version_is_all_there() {
    let day = Day::new();
    let task = corrected(&day);
    let mut harness = day.sit_before("武汉复核", 80, 60);
    let before = at(&mut harness, &task);
    let screen = harness.keys("F").screen();
    assert!(
        screen.contains("* RS02") && screen.contains("已到场核实"),
        "{screen}"
    );
    assert!(
        !screen.contains("RS01") && screen.contains("项已折叠，按 d 展开"),
        "{screen}"
    );
    let screen = harness.keys("d").screen();
    assert!(
        screen.contains("RS01") && !screen.contains("按 d 展开"),
        "{screen}"
    );
    assert_eq!(harness.keys("<esc>").screen(), before);

    let fields = |state: TaskState| {
        let mut harness = day.sit_before("武汉复核", 80, 60);
        at(&mut harness, &day.task(WUHAN, state));
        harness.keys("F").screen()
    };
    let once = fields(TaskState::Reviewed);
    assert!(once.contains("RS01") && once.contains("只有一版"), "{once}");
    let screen = fields(TaskState::Assigned);
    assert!(said(&screen).contains("还没有录入结果"), "{screen}");
}

#[test]
fn what_does_not_go_together_stands_beside_the_record_and_is_asked_about_at_entry() {
    let day = Day::new();
    let task = returned(&day);
    let mut visit = day.record(&task).unwrap().visit;
    visit.codes = vec![5];
    visit.violations = vec!["deposit-taken".to_owned()];
    visit.reason = "更正".to_owned();
    for answer in &mut visit.answers {
        answer.verdict = Verdict::Pass;
    }
    let command = Command::RecordVisit {
        task: task.id.clone(),
        visit: Box::new(visit),
        based_on: None,
    };
    day.submit("武汉人社", command);
    let mut harness = day.sit_before("武汉复核", 120, 40);
    at(&mut harness, &task);
    let screen = harness.keys("<enter>").screen();
    assert!(
        screen.contains("检查事项 RS17：答为符合，却填了与它对应的违法行为"),
        "{screen}"
    );
    let screen = harness.keys("a").screen();
    assert!(
        screen.contains("! 检查事项 RS17：答为符合") && screen.contains("复核通过"),
        "{screen}"
    );
    let screen = harness.keys("n <esc> m a").screen();
    assert!(
        screen.contains("其中 1 项的记录有须核对之处") && screen.contains("对已标记的 1 项"),
        "{screen}"
    );
    assert_eq!(day.now(&task).state, TaskState::Recorded, "asked, not done");

    let mut harness = day.sit("武汉人社");
    at(&mut harness, &task);
    let screen = harness
        .keys("i")
        .keys(&"<tab> ".repeat(50))
        .keys("核实 <ctrl-s>")
        .screen();
    assert!(
        screen.contains("RS17：答为符合") && screen.contains("仍按此提交"),
        "{screen}"
    );
}

/// A name that ends like a file's, where there is no such file.
#[test]
fn a_file_of_evidence_that_is_not_there_is_said_when_the_field_is_left() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let mut harness = open(&day, "武汉人社", &task.id);
    harness.resize(80, 60);
    harness.keys("<ctrl-t> 1 12 1 2 无证照 <tab> no-such-photo.jpg <tab>");
    let screen = harness.screen();
    assert!(lines(&screen, "RS01 证据")[0].starts_with(" *"), "{screen}");
    let screen = harness.keys("<backtab>").screen();
    assert!(
        screen.contains("no-such-photo.jpg”没有读出（没有这个文件）"),
        "{screen}"
    );
    let draft = Evidence::described("no-such-photo.jpg");
    assert!(screen.contains(&draft.line()), "{screen}");
}
