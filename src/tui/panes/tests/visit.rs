//! A visit that found something: findings, evidence, codes, a violation and its fine; and what goes wrong on the way.

use super::Day;
use super::desk::said;
use super::entry::{lines, open};
use crate::domain::inspection::Evidence;
use crate::domain::task::TaskState;
use crate::tui::harness::Harness;

const WUHAN: &str = "420100";

#[test]
fn what_is_wrong_with_a_field_is_said_when_it_is_left() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let mut harness = open(&day, "武汉人社", &task.id);
    let screen = harness.keys("6-1 <tab>").screen();
    assert!(
        said(&screen).contains("早于检查组成立之日") && screen.contains(" !检查日期"),
        "{screen}"
    );
    assert!(screen.contains("2022-06-01"), "the day is written out: {screen}");
    let screen = harness
        .keys("<backtab>")
        .keys(&"<backspace> ".repeat(10))
        .keys("6-30 <tab>")
        .screen();
    assert!(
        said(&screen).contains("晚于今天") && screen.contains("2022-06-30"),
        "{screen}"
    );
    let screen = harness.keys("<ctrl-t>").screen();
    assert!(!screen.contains("!检查日期"), "{screen}");
    let screen = harness.keys("1 1 <tab>").screen();
    assert!(screen.contains("检查人员：只有 1 人"), "{screen}");
    let screen = harness.keys("<backtab> 2").screen();
    assert!(
        !screen.contains("!检查人员") && screen.contains("> 检查对象类别"),
        "{screen}"
    );
    let screen = harness.keys("<tab> <tab>").screen();
    assert!(
        !screen.contains('!'),
        "what was not answered yet is no error: {screen}"
    );
}

/// To the violations: two items do not comply, one with a file for evidence, one with a description.
fn two_findings(harness: &mut Harness, file: &str) {
    harness.keys("<ctrl-t> 1 12 1 2 无证照 <tab>").keys(file);
    harness
        .keys("<tab> 1 2 未报告 <tab> 询问笔录一份 <tab>")
        .keys(&"1".repeat(19));
}

#[test]
fn two_findings_with_evidence_a_violation_and_a_fine() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let photo = day.dir.path().join("photo.jpg");
    std::fs::write(&photo, "abc").unwrap();
    let mut harness = open(&day, "武汉人社", &task.id);
    harness.resize(80, 70);
    two_findings(&mut harness, photo.to_str().unwrap());
    assert!(lines(&harness.screen(), "RS01 证据")[0].contains("photo.jpg sha256:ba7816bf"));

    // The code for a clean visit is off, and says why.
    let screen = harness.screen();
    assert!(
        screen.contains("> 检查结果") && screen.contains("-1 未发现问题"),
        "{screen}"
    );
    let screen = harness.keys("1").screen();
    assert!(said(&screen).contains("不能填“未发现问题”"), "{screen}");
    assert!(
        lines(&screen, "检查结果")[0].trim_end().ends_with("检查结果"),
        "{screen}"
    );

    // No violation, no fine; the violation, and its precondition is a question of its own.
    let total = |screen: &str| lines(screen, "罚没（元）")[0].to_owned();
    assert!(total(&screen).contains("未填违法行为，不能填"));
    assert!(lines(&screen, "前提：").is_empty());
    let screen = harness.keys("5 <tab> 2 <tab>").screen();
    assert!(
        screen.contains(">   前提：拒不改正") && screen.contains("第四十二条第二款"),
        "{screen}"
    );
    assert!(!total(&screen).contains("不能填"));
    assert!(screen.contains("前提“拒不改正”尚未确认，不能填"), "{screen}");
    let screen = harness.keys("2 6000").screen();
    assert!(said(&screen).contains("前提“拒不改正”不成立"), "{screen}");
    let screen = harness.keys("<backtab> 1 20000 <tab>").screen();
    assert!(
        screen.contains(" *  罚款（元）") || screen.contains("20000"),
        "{screen}"
    );

    // Outside the range: said with the article, and asked about once more.
    let screen = harness.keys("1 <tab> <tab> <tab> 20000 <ctrl-s>").screen();
    assert!(
        screen.contains("5000 – 10000; 人力资源市场暂行条例第四十二条第二款")
            && screen.contains("仍按此提交"),
        "{screen}"
    );
    assert_eq!(day.record(&task), None);
    harness.keys("y");
    let visit = day.record(&task).unwrap().visit;
    assert_eq!(visit.codes, [5]);
    assert_eq!(
        (visit.penalties[0].holds, visit.penalties[0].yuan),
        (true, 20_000)
    );
    assert_eq!(visit.answers[2].evidence, [Evidence::described("询问笔录一份")]);

    // The reviewer sees it all, what does not comply first.
    let mut reviewer = day.sit_before("武汉复核", 120, 70);
    let screen = reviewer.keys("/").keys(&task.id).keys("<enter> <enter>").screen();
    let place = |text: &str| screen.find(text).unwrap_or_else(|| panic!("{text}\n{screen}"));
    assert!(place("RS01") < place("RS03") && place("RS03") < place("RS02"));
    assert!(place("证据：photo.jpg") < place("询问笔录一份"));
    assert!(
        screen.contains("前提“拒不改正”：成立") && screen.contains("罚款 20000 元"),
        "{screen}"
    );
}

#[test]
fn a_code_that_stands_alone_bars_the_others_until_it_is_taken_back() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let mut harness = open(&day, "武汉人社", &task.id);
    harness.keys(&"<tab> ".repeat(26));
    let screen = harness.keys("1 5").screen();
    assert!(said(&screen).contains("代码 1 不能与其他代码并用"), "{screen}");
    assert!(screen.contains("-5 发现问题已责令改正"), "{screen}");
    assert!(
        lines(&screen, "> 检查结果")[0].ends_with("未发现问题"),
        "{screen}"
    );
    let screen = harness.keys("1 5 9").screen();
    assert!(
        lines(&screen, "> 检查结果")[0].ends_with("发现问题已责令改正, 已关闭停业或正在组织清算"),
        "{screen}"
    );
}
