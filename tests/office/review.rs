//! 复核: returned, corrected, reviewed again by another; and what a reviewer can never do.

use crate::common::*;
use duban::domain::command::{Command, Judgement};
use duban::domain::fields::{Past, Value};
use duban::domain::inspection::{Evidence, Inspection, Verdict, Visit};
use duban::domain::operator::{Department, Operator, Role};
use duban::domain::refusal::Refusal;
use duban::domain::state::Read;
use duban::domain::task::{Task, TaskState};

const WHY: &str = "RS01 缺少证据，请补照片";

fn review(task: &Task, judgement: Judgement) -> Command {
    Command::Review {
        task: task.id.clone(),
        judgement,
    }
}

fn versions(desk: &Desk, task: &Task) -> Vec<Inspection> {
    desk.office.view().state().by("inspection.task", &task.id)
}

/// A task of Wuhan's whose record has a finding, and somebody who may only review.
fn recorded() -> (Desk, Task, Visit) {
    let desk = Desk::matched();
    let task = desk
        .tasks()
        .into_iter()
        .find(|t| t.unit == code("420100"))
        .unwrap();
    let only = Operator {
        name: "复核二".to_owned(),
        os_user: String::new(),
        unit: task.unit,
        department: Department::Mr,
        roles: vec![Role::Review],
    };
    desk.ok("省人社", "06-12", Command::PutOperators(vec![only]));
    let mut found = visit(&task, "06-13");
    found.answers[0].verdict = Verdict::Fail;
    found.answers[0].finding = "许可证过期".to_owned();
    found.codes = vec![5];
    desk.ok("420100人社", "06-13", record(&task, found.clone()));
    (desk, task, found)
}

#[test]
fn returned_corrected_and_reviewed_again_by_another() {
    let (desk, task, mut found) = recorded();
    desk.ok(
        "420100市监",
        "06-14",
        review(&task, Judgement::Return(WHY.to_owned())),
    );
    assert_eq!(desk.task(&task.id).state, TaskState::Returned);

    // Who returned it may enter the correction, having that role too; and has then entered it.
    found.answers[0].evidence = vec![Evidence::described("照片三张")];
    found.reason = "已补".to_owned();
    desk.ok("420100市监", "06-15", record(&task, found));
    let entered = versions(&desk, &task);
    let barred = desk.refused("420100市监", "06-15", review(&task, Judgement::Accept));
    assert!(matches!(barred, Refusal::SamePerson { .. }));
    let barred = desk.refused(
        "420100市监",
        "06-15",
        review(&task, Judgement::Return("x".to_owned())),
    );
    assert!(matches!(barred, Refusal::SamePerson { .. }));

    // What the next reviewer sees: the reason, and the one field that was corrected.
    let changed = {
        let view = desk.office.view();
        Past::of(view.state(), &desk.task(&task.id)).changed().unwrap()
    };
    assert_eq!(
        (
            changed.version,
            changed.step.by.as_str(),
            changed.step.reason.as_str()
        ),
        (1, "420100市监", WHY)
    );
    let [change] = changed.changes.as_slice() else {
        panic!("{changed:?}")
    };
    assert_eq!((change.id.as_str(), &change.before), ("evidence.RS01", &None));
    assert_eq!(change.after, Some(Value::Text("照片三张".to_owned())));

    desk.ok("复核二", "06-16", review(&task, Judgement::Accept));
    assert_eq!(desk.task(&task.id).state, TaskState::Reviewed);
    assert_eq!(versions(&desk, &task), entered, "a review edits nothing");

    let past = {
        let view = desk.office.view();
        Past::of(view.state(), &desk.task(&task.id))
    };
    let told: Vec<(u32, &str, Vec<&str>)> = past
        .turns
        .iter()
        .map(|turn| {
            let steps = turn.steps.iter().map(|step| step.what.as_str()).collect();
            (turn.version, turn.by.as_str(), steps)
        })
        .collect();
    let returned = TaskState::Returned.key();
    let reviewed = TaskState::Reviewed.key();
    let expected = [
        (1, "420100人社", vec![returned]),
        (2, "420100市监", vec![reviewed]),
    ];
    assert_eq!(told, expected);
}

/// A finding is changed by a visit's record alone, and that is not a reviewer's to submit.
#[test]
fn a_reviewer_has_no_way_to_change_a_finding() {
    let (desk, task, found) = recorded();
    let before = versions(&desk, &task);
    let refused = desk.refused("复核二", "06-14", record(&task, found));
    assert!(matches!(
        refused,
        Refusal::LacksRole {
            role: Role::Inspect,
            ..
        }
    ));
    desk.ok(
        "复核二",
        "06-14",
        review(&task, Judgement::Return(WHY.to_owned())),
    );
    assert_eq!(versions(&desk, &task), before);
    let refused = desk.refused("复核二", "06-14", record(&task, visit(&task, "06-13")));
    assert!(matches!(refused, Refusal::LacksRole { .. }), "returned, too");
    assert_eq!(versions(&desk, &task), before);
}
