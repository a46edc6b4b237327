//! Days on which something changes after the draw and the match.

use super::Day;
use super::desk::said;
use crate::domain::command::Command;
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};
use crate::tui::event::Event;
use crate::tui::harness::Harness;

const WUHAN: &str = "420100";
const PROOF: &str = "文书〔2022〕1号";

/// At a task in the pane of tasks.
fn at<'h>(harness: &'h mut Harness, task: &Task) -> &'h mut Harness {
    harness.keys("1 <esc> /").keys(&task.id).keys("<enter>")
}

/// Everything the workstation says, in one line.
fn told(harness: &Harness) -> String {
    let screen = harness.screen();
    let lines: Vec<&str> = screen.lines().rev().skip(1).take(4).map(str::trim).collect();
    lines.into_iter().rev().collect()
}

fn in_place_of(day: &Day, old: &Task) -> Option<Task> {
    let tasks: Vec<Task> = day.office.view().state().by("task.target", &old.target);
    assert_eq!(tasks.len(), 1, "the target stays with its task");
    let all: Vec<Task> = day.office.view().state().all();
    all.into_iter()
        .find(|task| task.replaces.as_deref() == Some(&old.id))
}

#[test]
fn a_target_is_replaced_by_the_next_ticket_which_waits_for_review() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let mut harness = day.sit_before("省人社", 120, 40);
    let screen = at(&mut harness, &task).keys("R").screen();
    for part in [
        &task.id,
        &task.target,
        &task.stratum,
        "下一签补入",
        "等待另一部门审核",
    ] {
        assert!(screen.contains(part), "{part}: {screen}");
    }
    assert!(!screen.contains("*1"), "nothing is chosen beforehand: {screen}");
    let before = day.office.view().seq();
    let screen = harness.keys("<ctrl-s>").screen();
    assert!(
        screen.contains("!理由") && screen.contains("!证据"),
        "all errors at once: {screen}"
    );
    assert_eq!(day.office.view().seq(), before);
    // By pinyin, as on a console without an input method.
    harness.keys("<ctrl-o> zhuxiao <enter> <tab>");
    assert!(
        harness.screen().contains("不要写个人信息"),
        "{}",
        harness.screen()
    );
    harness.keys(PROOF).keys("<ctrl-s>");
    let new = in_place_of(&day, &task).unwrap();
    assert_eq!(day.now(&task).state, TaskState::Replaced);
    assert_eq!((new.state, &new.stratum), (TaskState::Drawn, &task.stratum));
    let told = told(&harness);
    for part in [&new.id, &new.target, &new.name, &new.rank.to_string()] {
        assert!(told.contains(part.as_str()), "{part}: {told}");
    }
    let seq = day.office.view().seq();
    harness.event(Event::Notice(seq)).keys("<esc> /");
    let screen = harness.keys(&new.id).keys("<enter>").screen();
    assert!(
        screen.contains(&new.name) && screen.contains("待审核"),
        "{screen}"
    );
    // A second time there is nothing to replace.
    let screen = at(&mut harness, &task).keys("R").screen();
    assert!(
        said(&screen).contains("已替换") || screen.contains("现为“已替换”"),
        "{screen}"
    );
}

#[test]
fn a_target_is_struck_off_and_nobody_takes_its_place() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Inspecting);
    let mut harness = day.sit("省人社");
    let screen = at(&mut harness, &task).keys("X").screen();
    assert!(screen.contains("少查一户"), "{screen}");
    harness.keys("7 <tab>").keys(PROOF).keys("<ctrl-s>");
    assert_eq!(day.now(&task).state, TaskState::Struck);
    assert!(in_place_of(&day, &task).is_none());
    assert!(
        told(&harness).contains("已剔除，留存备查"),
        "{}",
        harness.screen()
    );
    let step = day.now(&task).steps.pop().unwrap();
    assert_eq!(step.reason, "inspected");
}

#[test]
fn evidence_that_cannot_be_published_is_marked_and_nothing_is_lost() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let mut harness = day.sit("省人社");
    at(&mut harness, &task).keys("X 1 <tab>");
    harness.keys(&"证".repeat(167)).keys("<ctrl-s>");
    assert!(harness.screen().contains(">!证据"), "{}", harness.screen());
    assert_eq!(day.now(&task).state, TaskState::Assigned);
    harness.keys("<backspace> <ctrl-s>");
    assert_eq!(day.now(&task).state, TaskState::Struck, "{}", harness.screen());
}

#[test]
fn who_may_not_or_comes_too_late_is_told_so_and_sees_no_form() {
    let day = Day::new();
    let recorded = day.task(WUHAN, TaskState::Recorded);
    let waiting = day.task(WUHAN, TaskState::Assigned);
    let before = day.office.view().seq();
    for (who, task, key, why) in [
        ("武汉人社", &waiting, "R", "没有“抽取”"),
        ("武汉人社", &waiting, "X", "没有“抽取”"),
        ("省人社", &recorded, "R", "结果有效，不能补抽"),
        ("省人社", &recorded, "X", "已录入"),
        ("武汉人社", &recorded, "O", "已录入"),
        ("武汉复核", &waiting, "O", "没有“认领”"),
    ] {
        let mut harness = day.sit(who);
        let screen = at(&mut harness, task).keys(key).screen();
        assert!(told(&harness).contains(why), "{who} {key}: {screen}");
        assert!(!screen.contains("证据"), "{screen}");
    }
    assert_eq!(day.office.view().seq(), before);
}

#[test]
fn an_officer_is_replaced_by_whom_the_rules_name() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let (first, second) = (&task.team[0], &task.team[1]);
    let mut harness = day.sit("武汉人社");
    harness.keys("2 /").keys(&task.id);
    let screen = harness.keys("<enter> O").screen();
    for part in [
        &*first.officer,
        &*second.officer,
        "接替者不由人指定",
        "负荷最低者",
    ] {
        assert!(screen.contains(part), "{part}: {screen}");
    }
    harness.keys("<ctrl-s>");
    assert!(harness.screen().contains("!谁离组"), "{}", harness.screen());
    harness.keys("2 <tab> 1 <tab>").keys(PROOF).keys("<ctrl-s>");
    let team = day.now(&task).team;
    assert!(team.iter().all(|member| member.officer != second.officer));
    let new = team
        .iter()
        .find(|m| task.team.iter().all(|old| old.officer != m.officer));
    let new = new.unwrap();
    assert_eq!(new.department, second.department);
    let told = told(&harness);
    for part in [&new.name, &new.officer, &second.name] {
        assert!(told.contains(part.as_str()), "{part}: {told}");
    }
    // The pane of tasks takes the same form to the same rule.
    harness.keys("<esc> 1 <esc> /").keys(&task.id).keys("<enter> O");
    assert!(harness.screen().contains(&new.officer), "{}", harness.screen());
    // What was typed is not given up without a question.
    let screen = harness.keys("1 <esc>").screen();
    assert!(screen.contains("放弃已填的内容"), "{screen}");
    assert!(harness.keys("y").screen().contains("1/1"));
    // The batch's sheet of teams lists the change, and the loads are those after it.
    let mut harness = day.sit_before("省人社", 120, 150);
    let screen = harness.keys("9 t / 武汉").keys("<enter>").screen();
    assert!(screen.contains("更换人员"), "{screen}");
    let screen: String = screen.split_whitespace().collect();
    for part in [PROOF, "请假、外出", &new.officer, &second.officer] {
        assert!(screen.contains(part), "{part}: {screen}");
    }
}

#[test]
fn where_nobody_can_step_in_the_form_says_why_and_stays() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let mut officers: Vec<crate::domain::library::Officer> = day.office.view().state().all();
    officers.retain(|officer| officer.department == task.team[0].department);
    for officer in &mut officers {
        officer.on_duty = task.team.iter().any(|member| member.officer == officer.id);
    }
    let source = crate::domain::command::Source {
        file: "officers.csv".to_owned(),
        sha256: String::new(),
        bytes: 0,
        encoding: "utf-8".to_owned(),
        rows: 0,
        rejected: 0,
    };
    day.submit("省人社", Command::ImportOfficers(source, officers));
    let mut harness = day.sit("武汉人社");
    at(&mut harness, &task)
        .keys("O 1 <tab> 1 <tab>")
        .keys(PROOF)
        .keys("<ctrl-s>");
    assert_eq!(day.now(&task).team, task.team);
    let screen = harness.screen();
    assert!(
        screen.contains("更换检查人员") && screen.contains(PROOF),
        "{screen}"
    );
    assert!(told(&harness).contains("没有人可以接替"), "{screen}");
}

/// The record offers reason and evidence; nothing is replaced before it is handed in, and both can be changed.
#[test]
fn a_target_found_closed_is_replaced_with_what_its_record_offers() {
    let day = Day::new();
    let all: Vec<Task> = day.office.view().state().all();
    let closed = |task: &&Task| {
        let open = matches!(task.state, TaskState::Recorded | TaskState::Reviewed);
        open && day.record(task).is_some_and(|record| record.visit.codes == [9])
    };
    let task = all.iter().find(closed).unwrap();
    let mut harness = day.sit_before("省人社", 120, 40);
    let screen = at(&mut harness, task).keys("<enter>").screen();
    assert!(
        screen.contains("可以补抽") && screen.contains("未核实"),
        "{screen}"
    );
    let before = day.office.view().seq();
    let screen = harness.keys("<esc> R").screen();
    for part in ["已按检查记录填好", "已关闭停业", "检查记录第1版", "2022-06-"] {
        assert!(screen.contains(part), "{part}: {screen}");
    }
    assert_eq!(day.office.view().seq(), before, "only offered");
    harness.keys("<ctrl-s>");
    assert_eq!(day.now(task).state, TaskState::Replaced, "{}", harness.screen());
    assert_eq!(day.now(task).steps.pop().unwrap().reason, "closed");
    assert!(day.record(task).is_some() && in_place_of(&day, task).is_some());
}
