//! Days at the pane of entry: nothing is answered beforehand, every error is named at once.

use chrono::NaiveDate;

use super::Day;
use super::desk::said;
use crate::domain::inspection::Verdict;
use crate::domain::task::TaskState;
use crate::office::Clock;
use crate::tui::event::Event;
use crate::tui::harness::Harness;

const WUHAN: &str = "420100";

/// Date, method, both officers, kind of unit; then every item complies; code 1, and on to the violations.
pub(super) fn clean_visit() -> String {
    let items = "1 ".repeat(22);
    format!("2022-06-19 <tab> 1 1 2 1 {items} 1 <tab>")
}

/// The form of the selected task on the screen.
pub(super) fn lines<'a>(screen: &'a str, label: &str) -> Vec<&'a str> {
    screen.lines().filter(|line| line.contains(label)).collect()
}

pub(super) fn open(day: &Day, operator: &str, task: &str) -> Harness {
    let mut harness = day.sit(operator);
    harness.keys("3 /").keys(task).keys("<enter> <enter>");
    harness
}

#[test]
fn a_visit_is_entered_and_the_next_task_offered() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let mut harness = day.sit("武汉人社");
    harness
        .keys("/")
        .keys(&task.id)
        .keys("<enter> i")
        .keys(&clean_visit());
    assert!(harness.screen().contains("[3 录入]"));
    harness.event(Event::Due).keys("<ctrl-s>");
    assert!(
        said(&harness.screen()).starts_with("+ 已录入：武汉"),
        "{}",
        harness.screen()
    );
    assert!(harness.screen().contains("现在录入？"));
    assert_eq!(day.now(&task).state, TaskState::Recorded);
    let visit = day.record(&task).unwrap().visit;
    assert_eq!(visit.codes, [1]);
    assert_eq!(visit.present.len(), 2);
    assert_eq!(visit.answers.len(), 22);
    assert!(visit.answers.iter().all(|a| a.verdict == Verdict::Pass));
    let drafts = day.office.drafts();
    assert_eq!(drafts.read("武汉人社", &task.id).unwrap(), None);
    assert!(
        day.dir
            .path()
            .join("drafts/done")
            .read_dir()
            .unwrap()
            .next()
            .is_some()
    );
    let screen = harness.keys("y").screen();
    assert!(
        screen.contains("> 检查日期") && !screen.contains(&task.name),
        "{screen}"
    );
}

#[test]
fn an_empty_form_names_every_error_at_once_and_nothing_is_answered_beforehand() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let mut harness = open(&day, "武汉人社", &task.id);
    harness.resize(80, 60);
    for line in harness.screen().lines().filter(|line| line.starts_with("  RS")) {
        assert!(!line.contains("符合") && !line.contains("适用"), "{line}");
    }
    harness.keys("<ctrl-s>");
    // Date, method, officers, kind of unit, 22 items and the code.
    assert!(
        said(&harness.screen()).contains("有 27 处需要修改"),
        "{}",
        said(&harness.screen())
    );
    assert!(harness.screen().contains(">!检查日期"));
    for label in [">!核查方式", ">!检查人员", ">!检查对象类别", ">!RS01", ">!RS02"] {
        assert!(harness.keys("<ctrl-n>").screen().contains(label), "{label}");
    }
    assert_eq!(day.now(&task).state, TaskState::Assigned);
    assert_eq!(day.record(&task), None);
}

#[test]
fn what_does_not_comply_asks_for_its_finding() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let mut harness = open(&day, "武汉人社", &task.id);
    harness.resize(80, 60).keys(&clean_visit());
    let to_first = "<backtab> ".repeat(23);
    assert!(lines(&harness.screen(), "RS01 检查情况").is_empty());
    harness.keys(&to_first).keys("2");
    assert!(lines(&harness.screen(), "RS01 检查情况")[0].starts_with(">   RS01"));
    let screen = harness.keys("<ctrl-s>").screen();
    assert!(screen.contains(">!  RS01 检查情况"), "{screen}");
    assert!(screen.contains("须写明检查情况"));
    let screen = harness.keys("<ctrl-n>").screen();
    assert!(
        screen.contains(">!检查结果") && screen.contains("不能填“未发现问题”"),
        "{screen}"
    );

    // Taken back and given again, the finding is still there.
    harness
        .keys(&"<backtab> ".repeat(23))
        .keys("许可证已过期 <backtab> 1");
    assert!(!harness.screen().contains("许可证已过期"));
    harness.keys("<backtab> 2");
    assert!(harness.screen().contains("许可证已过期"), "{}", harness.screen());
    harness.keys(&"<tab> ".repeat(23)).keys("1 5 <ctrl-s>");
    assert_eq!(day.now(&task).state, TaskState::Recorded, "{}", harness.screen());
    let answers = day.record(&task).unwrap().visit.answers;
    assert_eq!(
        (answers[0].verdict, answers[0].finding.as_str()),
        (Verdict::Fail, "许可证已过期")
    );
}

#[test]
fn wrong_keys_answer_nothing_and_wrong_words_are_named() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let mut harness = open(&day, "武汉人社", &task.id);
    harness.keys("2022-13-40 <tab> 9 z <tab> 7 <tab> 0 <tab> 5 x");
    for label in ["核查方式", "检查人员", "检查对象类别", "RS01"] {
        let screen = harness.screen();
        let line = lines(&screen, label)[0].trim_end();
        assert!(
            line.ends_with(label) || label == "RS01" && line.ends_with("许可"),
            "{line}"
        );
    }
    let screen = harness.keys("<ctrl-s>").screen();
    assert!(screen.contains("“2022-13-40”不是日期"), "{screen}");
    let screen = harness
        .keys(&"<backspace> ".repeat(10))
        .keys("2022-06-30 <ctrl-s>")
        .screen();
    assert!(screen.contains("晚于今天"), "{screen}");
    let screen = harness
        .keys(&"<backspace> ".repeat(10))
        .keys("2022.6.1 <ctrl-s>")
        .screen();
    assert!(
        screen.contains("早于检查组成立之日") && screen.contains("不在检查阶段（2022-06-11"),
        "{screen}"
    );
    harness.keys("<ctrl-t>");
    assert!(
        lines(&harness.screen(), "> 检查日期").is_empty(),
        "its error stays until it is submitted again"
    );
    assert!(lines(&harness.keys("<ctrl-s>").screen(), "2022-06-20").len() > 1);
    assert!(!harness.screen().contains(">!检查日期"));
}

#[test]
fn measures_take_whole_numbers_only() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let mut harness = open(&day, "武汉人社", &task.id);
    harness
        .keys(&clean_visit())
        .keys("<tab> 2 <tab> 12.5 <tab> 3 <ctrl-s>");
    assert!(harness.screen().contains("“12.5”不是数"), "{}", harness.screen());
    harness.keys("<backspace> <backspace> <backspace> <backspace> 1250 <ctrl-s>");
    let measures = day.record(&task).unwrap().visit.measures;
    assert_eq!(
        (
            measures.orders,
            measures.refund_yuan,
            measures.refund_people,
            measures.fine_yuan
        ),
        (2, 1250, 3, 0)
    );
}

#[test]
fn a_returned_task_opens_with_its_answers_and_asks_for_the_reason() {
    let day = Day::new();
    let task = day.returned();
    let old = day.record(&task).unwrap();
    let mut harness = open(&day, "武汉人社", &task.id);
    let screen = harness.screen();
    assert!(screen.contains("武汉复核退回：检查情况过于简略"), "{screen}");
    assert!(screen.contains("第 1 版的内容（武汉人社") && screen.contains(&old.visit.visited.to_string()));
    let screen = harness.keys("<ctrl-s>").screen();
    assert!(
        said(&screen).contains("有 1 处需要修改") && screen.contains(">!理由"),
        "{screen}"
    );
    harness.keys("已补充现场照片 <ctrl-s>");
    let new = day.record(&task).unwrap();
    assert_eq!((new.version, new.visit.reason.as_str()), (2, "已补充现场照片"));
    assert_eq!(new.visit.answers, old.visit.answers);
    assert_eq!(day.now(&task).state, TaskState::Recorded);
}

#[test]
fn a_recorded_visit_is_corrected_from_the_tasks() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Recorded);
    let mut harness = day.sit("武汉人社");
    harness
        .keys("/")
        .keys(&task.id)
        .keys("<enter> i <down> 3 <ctrl-s>");
    assert!(
        harness.screen().contains("录入结果须写明理由"),
        "{}",
        harness.screen()
    );
    harness.keys("核查方式填错 <ctrl-s>");
    let new = day.record(&task).unwrap();
    assert_eq!((new.version, new.visit.method.key()), (2, "method.online"));
}

#[test]
fn a_late_entry_needs_its_reason() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    day.office
        .set_clock(Clock::Rehearsal(NaiveDate::from_ymd_opt(2022, 7, 25).unwrap()));
    let mut harness = open(&day, "武汉人社", &task.id);
    let screen = harness.keys(&clean_visit()).keys("<ctrl-s>").screen();
    assert!(
        screen.contains(">!理由") && screen.contains("已属逾期"),
        "{screen}"
    );
    harness.keys("外出办案 <ctrl-s>");
    assert!(day.record(&task).unwrap().late);
}

#[test]
fn what_cannot_be_entered_says_why() {
    let day = Day::new();
    let closed = day.task(WUHAN, TaskState::Closed);
    let mut harness = day.sit("武汉人社");
    let screen = harness.keys("/").keys(&closed.id).keys("<enter> i").screen();
    assert!(screen.contains("现为“办结”，不能录入结果"), "{screen}");
    let mut reviewer = day.sit("武汉复核");
    assert!(reviewer.keys("3 <enter>").screen().contains("没有“录入”权限"));
    day.office
        .set_clock(Clock::Rehearsal(NaiveDate::from_ymd_opt(2022, 8, 1).unwrap()));
    let mut late = day.sit("武汉人社");
    assert!(
        late.keys("3 <enter>")
            .screen()
            .contains("2022-08-01 不能录入结果")
    );
}

#[test]
fn the_law_stands_beside_with_its_preconditions() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let mut harness = open(&day, "武汉人社", &task.id);
    harness
        .resize(120, 60)
        .keys("2022-06-18")
        .keys(&"<tab> ".repeat(5 + 22));
    let screen = harness.screen();
    assert!(
        screen.contains("2022-06-18 有效的规定") && screen.contains("前提"),
        "{screen}"
    );
    assert!(
        screen.contains("拒不改正") && screen.contains("第四十二条"),
        "{screen}"
    );
    let mut narrow = open(&day, "武汉市监", &task.id);
    let screen = narrow.keys(&"<tab> ".repeat(4)).keys("<f5>").screen();
    assert!(
        screen.contains("职业中介活动许可") && screen.contains("条例第十八条"),
        "{screen}"
    );
    assert!(narrow.keys("<esc>").screen().contains("> RS01"));
}
