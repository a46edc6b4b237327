//! A published result is taken back: who may, when, what becomes of the task, and what it no longer counts as.

use crate::common::*;
use duban::domain::calendar::Act;
use duban::domain::command::{Command, Judgement};
use duban::domain::history::{Fact, History, Kind};
use duban::domain::next;
use duban::domain::progress;
use duban::domain::refusal::Refusal;
use duban::domain::summary;
use duban::domain::task::{Task, TaskState};
use rstest::rstest;

const WHY: &str = "结果录入错误，更正后重新公示";

fn withdraw(task: &Task, reason: &str) -> Command {
    Command::Withdraw {
        task: task.id.clone(),
        reason: reason.to_owned(),
    }
}

fn close(task: &Task) -> Command {
    Command::Close {
        task: task.id.clone(),
    }
}

fn publish(task: &Task) -> Command {
    Command::Publish {
        tasks: vec![task.id.clone()],
    }
}

/// The two who act for a task's unit: who publishes, and who reviews.
fn staff(task: &Task) -> (String, String) {
    (format!("{}人社", task.unit), format!("{}市监", task.unit))
}

fn accept(desk: &Desk, on: &str, task: &Task) {
    let judgement = Judgement::Accept;
    let (task, reviewer) = (task.id.clone(), staff(task).1);
    desk.ok(&reviewer, on, Command::Review { task, judgement });
}

/// A task of the flow, entered and reviewed on 06-14.
fn reviewed(desk: &Desk) -> Task {
    let task = desk.tasks().remove(0);
    desk.ok(&staff(&task).0, "06-13", record(&task, visit(&task, "06-13")));
    accept(desk, "06-14", &task);
    task
}

/// The province's counts of published and closed tasks, and of visits in the summary.
fn figures(desk: &Desk) -> (usize, usize, u64) {
    let view = desk.office.view();
    let campaign = view.campaign().unwrap();
    let total = progress::compile(view.state(), &campaign, campaign.province, view.now().today).total;
    assert_eq!(
        total.states.values().map(Vec::len).sum::<usize>(),
        total.due.len()
    );
    let counted = summary::compile(view.state(), &campaign, campaign.province).counted;
    (total.published.len(), total.closed.len(), counted)
}

#[test]
fn what_is_withdrawn_is_corrected_reviewed_and_published_again() {
    let desk = Desk::matched();
    let task = reviewed(&desk);
    let (hr, _) = staff(&task);
    desk.ok(&hr, "06-14", publish(&task));
    assert_eq!(figures(&desk), (1, 0, 1));
    desk.ok(&hr, "06-16", withdraw(&task, WHY));
    assert_eq!(desk.task(&task.id).state, TaskState::Withdrawn);
    assert_eq!(
        figures(&desk),
        (0, 0, 1),
        "the visit was made, its result is not published"
    );
    assert_eq!(next::ready(TaskState::Withdrawn), [Act::Enter, Act::Close]);

    let wrong = desk.refused(&hr, "06-16", publish(&task));
    assert!(matches!(
        wrong,
        Refusal::WrongState {
            act: Act::Publish,
            ..
        }
    ));
    let mut seen = visit(&task, "06-13");
    assert_eq!(
        desk.refused(&hr, "06-17", record(&task, seen.clone())),
        Refusal::ReasonMissing { act: Act::Enter },
        "a correction says why"
    );
    seen.reason = "结果代码有误".to_owned();
    desk.ok(&hr, "06-17", record(&task, seen));
    assert_eq!(desk.task(&task.id).state, TaskState::Recorded);
    assert_eq!(desk.task(&task.id).published(), None);
    accept(&desk, "06-17", &task);
    desk.ok(&hr, "06-18", publish(&task));
    assert_eq!(desk.task(&task.id).published(), Some(day("06-18")));
    assert_eq!(figures(&desk), (1, 0, 1));

    let desk = desk.reopened();
    let view = desk.office.view();
    let history = History::of(view.state(), &task.target, None).unwrap();
    let told = history.lines.iter().find(|line| match &line.fact {
        Fact::Step { step, reason, .. } => step == TaskState::Withdrawn.key() && reason == WHY,
        _ => false,
    });
    assert_eq!(told.map(|line| line.kind), Some(Kind::Publication));
}

#[test]
fn a_closed_task_whose_result_was_withdrawn_is_not_published_when_it_is_closed_again() {
    let desk = Desk::matched();
    let task = reviewed(&desk);
    let (hr, _) = staff(&task);
    desk.ok(&hr, "06-14", publish(&task));
    desk.ok(&hr, "06-15", close(&task));
    assert_eq!(figures(&desk), (1, 1, 1));
    // After the summing-up nothing can be entered any more; it can be withdrawn and closed all the same.
    desk.ok(&hr, "08-15", withdraw(&task, WHY));
    let mut seen = visit(&task, "06-13");
    seen.reason = "结果代码有误".to_owned();
    let late = desk.refused(&hr, "08-15", record(&task, seen));
    assert!(matches!(late, Refusal::OutsideWindow { act: Act::Enter, .. }));
    desk.ok(&hr, "08-16", close(&task));
    assert_eq!(desk.task(&task.id).state, TaskState::Closed);
    assert_eq!(figures(&desk), (0, 0, 1));
    let again = desk.refused(&hr, "08-16", withdraw(&task, WHY));
    assert!(matches!(
        again,
        Refusal::WrongState { act: Act::Withdraw, state: TaskState::Closed, needs, .. }
            if needs == [TaskState::Published]
    ));
}

#[test]
fn a_withheld_result_was_never_public_and_cannot_be_withdrawn() {
    let desk = Desk::matched();
    let task = reviewed(&desk);
    let (hr, mr) = staff(&task);
    let wrong = desk.refused(&hr, "06-14", withdraw(&task, WHY));
    assert!(matches!(
        wrong,
        Refusal::WrongState {
            state: TaskState::Reviewed,
            ..
        }
    ));
    let (task_id, reason) = (task.id.clone(), "涉及未成年人".to_owned());
    let withhold = Command::Withhold {
        task: task_id,
        reason,
    };
    desk.ok(&hr, "06-14", withhold);
    desk.ok(&hr, "06-15", close(&task));
    let closed = desk.refused(&hr, "06-15", withdraw(&task, WHY));
    assert!(matches!(
        closed,
        Refusal::WrongState {
            act: Act::Withdraw,
            ..
        }
    ));
    let lacks = desk.refused(&mr, "06-15", withdraw(&task, WHY));
    assert!(matches!(lacks, Refusal::LacksRole { who, .. } if who == [hr]));
}

#[rstest]
#[case("", Refusal::ReasonMissing { act: Act::Withdraw })]
#[case("  ", Refusal::ReasonMissing { act: Act::Withdraw })]
#[case("更\u{202e}正", Refusal::BadEvidence { act: Act::Withdraw })]
#[case("一\n二", Refusal::BadEvidence { act: Act::Withdraw })]
fn the_reason_stands_in_public(#[case] reason: &str, #[case] refusal: Refusal) {
    let desk = Desk::matched();
    let task = reviewed(&desk);
    let (hr, _) = staff(&task);
    desk.ok(&hr, "06-14", publish(&task));
    assert_eq!(desk.refused(&hr, "06-15", withdraw(&task, reason)), refusal);
    assert_eq!(desk.task(&task.id).state, TaskState::Published);
}
