//! From the visit to the report.

use duban::domain::calendar::Act;
use duban::domain::command::{Command, Judgement};
use duban::domain::refusal::Refusal;
use duban::domain::task::TaskState;

use super::*;

#[test]
fn visits_entries_and_reviews() {
    let desk = Desk::matched();
    let task = desk.tasks().remove(0);
    let (hr, mr) = (format!("{}人社", task.unit), format!("{}市监", task.unit));
    let begin = || Command::BeginInspection {
        task: task.id.clone(),
    };
    outside(
        desk.refused(&hr, "06-10", begin()),
        Act::Visit,
        "06-10",
        &[inspect()],
    );
    outside(
        desk.refused(&hr, "07-21", begin()),
        Act::Visit,
        "07-21",
        &[inspect()],
    );
    let stranger = if task.unit == code("420100") {
        "420200人社"
    } else {
        "420100人社"
    };
    assert!(matches!(
        desk.refused(stranger, "06-13", begin()),
        Refusal::OutOfReach { .. }
    ));
    let unknown = desk.refused(
        &hr,
        "06-13",
        Command::BeginInspection {
            task: "X-1".to_owned(),
        },
    );
    assert!(matches!(unknown, Refusal::NotFound { what: "task", known, .. } if !known.is_empty()));

    outside(
        desk.refused(&hr, "06-10", record(&task, visit(&task, "06-10"))),
        Act::Visit,
        "06-10",
        &[inspect()],
    );
    outside(
        desk.refused(&hr, "07-22", record(&task, visit(&task, "07-21"))),
        Act::Visit,
        "07-21",
        &[inspect()],
    );
    let entered = desk.refused(&hr, "07-30", record(&task, visit(&task, "07-20")));
    outside(
        entered,
        Act::Enter,
        "07-30",
        &[inspect(), window("07-21", "07-29")],
    );
    let late = desk.refused(&hr, "07-21", record(&task, visit(&task, "07-20")));
    let (act, on, window) = (Act::Enter, day("07-21"), inspect());
    assert_eq!(late, Refusal::LateNeedsReason { act, day: on, window });
    let mut empty = visit(&task, "06-13");
    (empty.present, empty.answers, empty.codes) = (Vec::new(), Vec::new(), Vec::new());
    let faults = desk.refused(&hr, "06-13", record(&task, empty));
    assert!(matches!(faults, Refusal::Incomplete { problems, .. } if problems.len() == 6));

    let review = |judgement| Command::Review {
        task: task.id.clone(),
        judgement,
    };
    let early = desk.refused(&mr, "06-14", review(Judgement::Accept));
    assert!(matches!(
        early,
        Refusal::WrongState {
            act: Act::Review,
            state: TaskState::Assigned,
            ..
        }
    ));
    desk.ok(&mr, "06-13", record(&task, visit(&task, "06-13")));
    let again = desk.refused(&mr, "06-13", record(&task, visit(&task, "06-13")));
    assert_eq!(again, Refusal::ReasonMissing { act: Act::Enter });
    let (act, operator, did) = (Act::Review, mr.clone(), "act.enter".to_owned());
    assert_eq!(
        desk.refused(&mr, "06-14", review(Judgement::Accept)),
        Refusal::SamePerson { act, operator, did }
    );
    assert!(matches!(
        desk.refused(&hr, "06-14", review(Judgement::Accept)),
        Refusal::LacksRole { .. }
    ));
    let early = desk.refused(
        &hr,
        "06-14",
        Command::Publish {
            tasks: vec![task.id.clone()],
        },
    );
    assert!(matches!(
        early,
        Refusal::WrongState {
            act: Act::Publish,
            state: TaskState::Recorded,
            ..
        }
    ));
    let early = desk.refused(
        &hr,
        "06-14",
        Command::Close {
            task: task.id.clone(),
        },
    );
    assert!(matches!(early, Refusal::WrongState { act: Act::Close, .. }));
}

#[test]
fn publication_and_reports() {
    let desk = Desk::matched();
    let task = desk.tasks().remove(0);
    let (hr, mr) = (format!("{}人社", task.unit), format!("{}市监", task.unit));
    desk.ok(&hr, "06-13", record(&task, visit(&task, "06-13")));
    let back = Command::Review {
        task: task.id.clone(),
        judgement: Judgement::Return(" ".to_owned()),
    };
    assert_eq!(
        desk.refused(&mr, "06-14", back),
        Refusal::ReasonMissing { act: Act::Review }
    );
    desk.ok(
        &mr,
        "06-14",
        Command::Review {
            task: task.id.clone(),
            judgement: Judgement::Accept,
        },
    );
    let corrected = desk.refused(&hr, "06-14", record(&task, visit(&task, "06-13")));
    assert!(matches!(
        corrected,
        Refusal::WrongState {
            act: Act::Enter,
            state: TaskState::Reviewed,
            ..
        }
    ));
    let withhold = Command::Withhold {
        task: task.id.clone(),
        reason: String::new(),
    };
    assert_eq!(
        desk.refused(&hr, "06-14", withhold),
        Refusal::ReasonMissing { act: Act::Publish }
    );
    desk.ok(
        &hr,
        "06-14",
        Command::Publish {
            tasks: vec![task.id.clone()],
        },
    );
    let twice = desk.refused(&hr, "06-14", Command::Publish { tasks: vec![task.id] });
    assert!(matches!(
        twice,
        Refusal::WrongState {
            state: TaskState::Published,
            ..
        }
    ));

    let report = |region: &str| Command::FileReport {
        region: code(region),
        summary: b"{}".to_vec(),
        narrative: None,
        note: String::new(),
    };
    let early = desk.refused("420100人社", "07-20", report("420100"));
    outside(early, Act::FileReport, "07-20", &[window("07-21", "08-05")]);
    assert!(matches!(
        desk.refused("420100人社", "07-25", report("420200")),
        Refusal::OutOfReach { .. }
    ));
    assert!(matches!(
        desk.refused("420100市监", "07-25", report("420100")),
        Refusal::LacksRole { .. }
    ));
    assert_eq!(
        desk.refused("420100人社", "07-25", report("420106")),
        Refusal::NotAUnit {
            region: code("420106")
        }
    );
}
