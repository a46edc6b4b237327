//! Both sides went on without knowing of each other: nothing is overwritten, a person decides, and both sides agree
//! afterwards.

use crate::common::*;
use crate::places::*;
use crate::reporter::intake;
use crate::story::step;
use duban::domain::bundle::{Choice, Fault};
use duban::domain::command::Command;
use duban::domain::inspection::Inspection;
use duban::domain::lead::{Handling, Lead, LeadState};
use duban::domain::refusal::Refusal;
use duban::domain::state::Read;
use duban::domain::task::{Task, TaskState};
use duban::lang::Lang;
use duban::office::Denied;

/// Both sides recorded a visit of one task; Wuhan's has come to the province.
fn both() -> (Place, Place, Task) {
    let (province, wuhan) = two();
    province.take("省人社", "06-10", &wuhan.give("420100人社", "06-10", PROVINCE));
    let task = wuhan.tasks_of("420100").remove(0);
    let mut theirs = visit(&task, "06-13");
    theirs.note = "武汉的记录".into();
    wuhan.ok("420100市监", "06-13", record(&task, theirs));
    let mut ours = visit(&task, "06-14");
    ours.note = "省里的记录".into();
    ours.others = 3;
    // Somebody of Wuhan types it in at the province.
    province.ok("420100人社", "06-14", record(&task, ours));
    let up = wuhan.give("420100人社", "06-15", PROVINCE);
    let taken = province.take("省人社", "06-15", &up);
    assert_eq!(taken.conflicts, [format!("task:{}", task.id)]);
    (province, wuhan, task)
}

fn newest(place: &Place, task: &Task) -> Inspection {
    let view = place.office.view();
    let mut versions: Vec<Inspection> = view.state().by("inspection.task", &task.id);
    versions.pop().unwrap()
}

fn decide(place: &Place, who: &str, about: &str, choice: Choice, reason: &str) -> Result<(), Denied> {
    place.today("06-16");
    let decided = place.office.decide_conflict(&actor(who), about, choice, reason);
    decided.map(|_| ())
}

fn refusal(denied: Result<(), Denied>) -> Refusal {
    match denied {
        Err(Denied::Refused(refusal)) => {
            complete(&refusal);
            refusal
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn two_records_of_one_visit_are_put_side_by_side() {
    let (province, wuhan, task) = both();
    // Neither is overwritten.
    assert_eq!(newest(&province, &task).visit.note, "省里的记录");
    assert_eq!(newest(&wuhan, &task).visit.note, "武汉的记录");
    let conflicts = province.office.conflicts().unwrap();
    assert_eq!(conflicts.len(), 1);
    let rows = conflicts[0].beside(&province.office.view(), Lang::Zh);
    let row = |label: &str| {
        let row = rows.iter().find(|row| row.label == label);
        let row = row.unwrap_or_else(|| panic!("no {label} in {rows:?}"));
        (row.ours.clone(), row.theirs.clone())
    };
    assert_eq!(
        row("录入"),
        ("2022-06-14 420100人社".into(), "2022-06-13 420100市监".into())
    );
    assert_eq!(row("检查日期"), ("2022-06-14".into(), "2022-06-13".into()));
    assert!(
        rows.iter()
            .any(|row| row.ours.contains("省里的记录") && row.theirs.contains("武汉的记录"))
    );
    // The same bundle again raises nothing new, and a rebuilt index changes nothing.
    let province = province.rebuilt();
    assert_eq!(province.office.conflicts().unwrap().len(), 1);
    assert_eq!(newest(&province, &task).visit.note, "省里的记录");
}

#[test]
fn their_side_can_hold_and_both_sides_agree_afterwards() {
    let (province, wuhan, task) = both();
    let about = format!("task:{}", task.id);
    assert!(matches!(
        refusal(decide(&province, "省人社", &about, Choice::Theirs, " ")),
        Refusal::ReasonMissing { .. }
    ));
    assert!(matches!(
        refusal(decide(&province, "省市监", &about, Choice::Theirs, "x")),
        Refusal::LacksRole { .. }
    ));
    decide(&province, "省人社", &about, Choice::Theirs, "现场记录为准").unwrap();
    assert_eq!(newest(&province, &task).visit.note, "武汉的记录");
    let known = refusal(decide(&province, "省人社", &about, Choice::Ours, "再来"));
    assert!(matches!(
        known,
        Refusal::Bundle {
            fault: Fault::NoConflict { .. }
        }
    ));

    let taken = wuhan.take("420100人社", "06-17", &province.give("省人社", "06-17", WUHAN));
    assert!(wuhan.office.conflicts().unwrap().is_empty(), "{taken:?}");
    agree(&province, &wuhan, &task, "武汉的记录");
}

#[test]
fn our_side_can_hold_and_both_sides_agree_afterwards() {
    let (province, wuhan, task) = both();
    let about = format!("task:{}", task.id);
    decide(&province, "省人社", &about, Choice::Ours, "省里复查为准").unwrap();
    assert_eq!(newest(&province, &task).visit.note, "省里的记录");
    wuhan.take("420100人社", "06-17", &province.give("省人社", "06-17", WUHAN));
    assert!(wuhan.office.conflicts().unwrap().is_empty());
    agree(&province, &wuhan, &task, "省里的记录");
}

/// Both have every version and every step, in one order, and go on from there without a conflict.
fn agree(province: &Place, wuhan: &Place, task: &Task, note: &str) {
    let tasks = [task.clone()];
    assert_eq!(told(&province.office, &tasks), told(&wuhan.office, &tasks));
    let view = wuhan.office.view();
    let versions: Vec<Inspection> = view.state().by("inspection.task", &task.id);
    drop(view);
    let notes: Vec<&str> = versions.iter().map(|v| v.visit.note.as_str()).collect();
    assert_eq!((notes.len(), notes.last().copied()), (2, Some(note)));
    assert_eq!(wuhan.task(&task.id).steps.last().unwrap().what, "step.conflict");
    let mut again = visit(task, "06-17");
    again.reason = "更正".into();
    wuhan.ok("420100市监", "06-17", record(&wuhan.task(&task.id), again));
    let taken = province.take("省人社", "06-18", &wuhan.give("420100人社", "06-18", PROVINCE));
    assert!(taken.conflicts.is_empty(), "{taken:?}");
    assert_eq!(told(&province.office, &tasks), told(&wuhan.office, &tasks));
}

#[test]
fn what_the_other_side_did_meanwhile_is_put_before_a_person_again() {
    let (province, wuhan, task) = both();
    let about = format!("task:{}", task.id);
    let mut more = visit(&task, "06-16");
    more.note = "武汉更正".into();
    more.reason = "更正".into();
    wuhan.ok("420100市监", "06-16", record(&wuhan.task(&task.id), more));
    decide(&province, "省人社", &about, Choice::Ours, "省里复查为准").unwrap();
    let taken = wuhan.take("420100人社", "06-17", &province.give("省人社", "06-17", WUHAN));
    assert_eq!(
        taken.conflicts,
        std::slice::from_ref(&about),
        "Wuhan went on before it knew"
    );
    assert_eq!(newest(&wuhan, &task).visit.note, "武汉更正");
    wuhan.today("06-17");
    let decided = wuhan
        .office
        .decide_conflict(&actor("420100人社"), &about, Choice::Ours, "已复核");
    decided.unwrap();
    // The province has decided otherwise: whoever is below it does not overrule that, but is heard.
    let taken = province.take("省人社", "06-18", &wuhan.give("420100人社", "06-17", PROVINCE));
    assert_eq!(taken.conflicts, std::slice::from_ref(&about));
    assert_eq!(newest(&province, &task).visit.note, "省里的记录");
    decide(&province, "省人社", &about, Choice::Theirs, "采纳武汉更正").unwrap();
    wuhan.take("420100人社", "06-18", &province.give("省人社", "06-18", WUHAN));
    assert!(wuhan.office.conflicts().unwrap().is_empty() && province.office.conflicts().unwrap().is_empty());
    let tasks = [task.clone()];
    assert_eq!(told(&province.office, &tasks), told(&wuhan.office, &tasks));
    assert_eq!(newest(&province, &task).visit.note, "武汉更正");
}

#[test]
fn a_struck_task_and_its_visit_are_one_conflict_and_the_other_teams_stand() {
    let (province, wuhan) = two();
    let tasks = wuhan.tasks_of("420100");
    let reasons = province.office.view().campaign().unwrap().draw.reasons.clone();
    let (task, reason) = (tasks[0].id.clone(), reasons[0].code.clone());
    let evidence = "鄂人社函〔2022〕1号".to_owned();
    province.ok(
        "省人社",
        "06-10",
        Command::StrikeTarget {
            task,
            reason,
            evidence,
        },
    );
    assert_eq!(province.task(&tasks[0].id).state, TaskState::Struck);
    // Wuhan's claim and its match of all teams come after that.
    let taken = province.take("省人社", "06-11", &wuhan.give("420100人社", "06-11", PROVINCE));
    let about = format!("task:{}", tasks[0].id);
    assert_eq!(taken.conflicts, std::slice::from_ref(&about));
    assert_eq!(province.task(&tasks[0].id).state, TaskState::Struck);
    for task in &tasks[1..] {
        assert_eq!(province.task(&task.id).state, TaskState::Assigned, "{}", task.id);
    }
    decide(&province, "省人社", &about, Choice::Ours, "已剔除").unwrap();
    wuhan.take("420100人社", "06-17", &province.give("省人社", "06-17", WUHAN));
    assert!(wuhan.office.conflicts().unwrap().is_empty());
    assert_eq!(wuhan.task(&tasks[0].id).state, TaskState::Struck);
    assert_eq!(told(&province.office, &tasks), told(&wuhan.office, &tasks));
}

#[test]
fn a_lead_decided_on_both_sides_waits_for_a_person() {
    let (province, wuhan) = two();
    wuhan.today("06-14");
    let (lead, _) = wuhan
        .office
        .take_in(&actor("420100人社"), intake("420106", "押金不退"))
        .unwrap();
    province.take("省人社", "06-14", &wuhan.give("420100人社", "06-14", PROVINCE));
    wuhan.ok("420100人社", "06-15", step(&lead.id, Handling::Accept));
    let code = province.office.view().campaign().unwrap().leads.reasons[0]
        .code
        .clone();
    let reason = String::new();
    province.ok(
        "省人社",
        "06-15",
        step(&lead.id, Handling::Refuse { code, reason }),
    );
    let taken = province.take("省人社", "06-15", &wuhan.give("420100人社", "06-15", PROVINCE));
    let about = format!("lead:{}", lead.id);
    assert_eq!(taken.conflicts, std::slice::from_ref(&about));
    let state = |place: &Place| place.office.view().state().get::<Lead>(&lead.id).unwrap();
    assert_eq!(state(&province).state(), LeadState::Refused);
    let rows = province.office.conflicts().unwrap()[0].beside(&province.office.view(), Lang::Zh);
    assert!(
        rows.iter()
            .any(|row| row.label == "状态" && row.ours != row.theirs),
        "{rows:?}"
    );
    decide(&province, "省人社", &about, Choice::Ours, "不属受理范围").unwrap();
    wuhan.take("420100人社", "06-17", &province.give("省人社", "06-17", WUHAN));
    assert_eq!(state(&wuhan).state(), LeadState::Refused);
    assert!(
        state(&wuhan).reporter.is_some(),
        "who reported stays known where it was"
    );
    assert!(wuhan.office.conflicts().unwrap().is_empty());
}

#[test]
fn the_same_done_on_both_sides_is_no_conflict() {
    let (province, wuhan) = two();
    province.ok("420100人社", "06-09", claim("420100"));
    let taken = province.take("省人社", "06-11", &wuhan.give("420100人社", "06-11", PROVINCE));
    assert!(taken.conflicts.is_empty(), "{taken:?}");
    let tasks = wuhan.tasks_of("420100");
    assert!(
        tasks
            .iter()
            .all(|task| province.task(&task.id).state == TaskState::Assigned)
    );
    let taken = wuhan.take("420100人社", "06-12", &province.give("省人社", "06-12", WUHAN));
    assert!(taken.conflicts.is_empty(), "{taken:?}");
}

#[test]
fn nothing_is_decided_before_the_other_side_is_seen_whole() {
    let (province, wuhan) = two();
    province.take("省人社", "06-10", &wuhan.give("420100人社", "06-10", PROVINCE));
    let task = wuhan.tasks_of("420100").remove(0);
    let begin = Command::BeginInspection {
        task: task.id.clone(),
    };
    wuhan.ok("420100市监", "06-13", begin);
    wuhan.ok("420100市监", "06-13", record(&task, visit(&task, "06-13")));
    province.ok("420100人社", "06-14", record(&task, visit(&task, "06-14")));
    let part = duban::office::bundle::Wish {
        most: Some(1),
        ..wish(PROVINCE)
    };
    let [first, rest] = [0, 1].map(|_| wuhan.export("420100人社", "06-15", &part).0);
    province.take("省人社", "06-15", &first);
    let about = format!("task:{}", task.id);
    let early = refusal(decide(&province, "省人社", &about, Choice::Theirs, "x"));
    assert!(matches!(
        early,
        Refusal::Bundle {
            fault: Fault::Incomplete { .. }
        }
    ));
    province.take("省人社", "06-15", &rest);
    decide(&province, "省人社", &about, Choice::Theirs, "现场记录为准").unwrap();
    wuhan.take("420100人社", "06-17", &province.give("省人社", "06-17", WUHAN));
    let tasks = [task];
    assert_eq!(told(&province.office, &tasks), told(&wuhan.office, &tasks));
}
