//! What follows from a visit that met nobody: the campaign's rule lets another target take the place, or asks for it, or
//! lets the result stand.

use duban::domain::batch::Purpose;
use duban::domain::calendar::Act;
use duban::domain::campaign::{Campaign, Outcome, Then};
use duban::domain::command::{Command, Judgement};
use duban::domain::inspection::Inspection;
use duban::domain::next::Agenda;
use duban::domain::operator::Role;
use duban::domain::outcome::{Offered, offered};
use duban::domain::publication::Showing;
use duban::domain::refusal::Refusal;
use duban::domain::task::TaskState;
use duban::domain::{progress, summary};
use duban::lang::Lang;

use super::*;

/// The notice's campaign, in which every rule about an outcome that has one says this.
fn ruled(then: Then) -> Campaign {
    let mut campaign = campaign();
    for rule in &mut campaign.outcomes {
        rule.then = then;
        rule.reason = Some("closed".to_owned());
    }
    campaign
}

/// A batch with teams, and its first task visited with a result code.
fn visited<'a>(desk: &'a Desk, codes: &[u8]) -> (Job<'a>, Task) {
    let job = Job::province(desk, BATCH);
    job.drawn("06-02", 12).hand_out("06-03").teams("06-06", None);
    let task = job.tasks().remove(0);
    met_nobody(&job, &task, codes);
    (job, task)
}

fn met_nobody(job: &Job, task: &Task, codes: &[u8]) {
    let mut visit = visit(task, "06-15");
    visit.codes = codes.to_vec();
    // Whoever is there and does another business can be asked every question.
    if !codes.contains(&7) {
        visit.answers.clear();
    }
    let who = format!("{}人社", task.unit);
    job.desk.ok(&who, "06-15", record(task, visit));
}

fn review(job: &Job, task: &Task) {
    let command = Command::Review {
        task: task.id.clone(),
        judgement: Judgement::Accept,
    };
    job.desk.ok(&format!("{}市监", task.unit), "06-16", command);
}

#[test]
fn what_was_found_closed_may_be_replaced_and_its_record_stays() {
    for reviewed in [false, true] {
        let desk = Desk::with(ruled(Then::MayReplace), 34, 3);
        let (job, task) = visited(&desk, &[9]);
        if reviewed {
            review(&job, &task);
        }
        let mut board = Board::default();
        board.only(&desk, "06-16");
        job.ok("06-16", replacing(&task.id));
        let new = job.tasks().pop().unwrap();
        assert_eq!(new.replaces.as_deref(), Some(&task.id[..]));
        assert_eq!(desk.task(&task.id).state, TaskState::Replaced);
        let view = desk.office.view();
        let records: Vec<Inspection> = view.state().by("inspection.task", &task.id);
        assert_eq!((records.len(), &records[0].visit.codes[..]), (1, &[9][..]));
        let campaign = view.campaign().unwrap();
        let summary = summary::compile(view.state(), &campaign, code("420000"));
        let figure = |id: &str| {
            let at = summary.columns.iter().position(|column| column.id == id).unwrap();
            summary.total.cells[at].figure
        };
        assert_eq!(figure("visits-hr"), Some(1), "they went there");
        assert_eq!(
            figure("checked-agencies"),
            Some(0),
            "it is not what was inspected"
        );
        assert_eq!((summary.counted, summary.replaced), (0, 1));
        let progress = progress::compile(view.state(), &campaign, code("420000"), day("06-16"));
        assert!(!progress.total.due.contains(&task.id) && progress.total.due.contains(&new.id));
        drop(view);
        // What is published verifies, before and after.
        board.only(&desk, "06-17");
        board.only(&desk, "07-21");
        replayed(desk);
    }
}

#[test]
fn a_result_that_stands_refuses_and_names_the_rule() {
    let mut campaign = ruled(Then::Stands);
    campaign.outcomes[1].source = "省厅暂行规定".to_owned();
    let desk = Desk::with(campaign, 34, 3);
    let (job, task) = visited(&desk, &[9]);
    let refusal = job.refused("06-16", replacing(&task.id));
    assert!(matches!(
        &refusal,
        Refusal::OutcomeStands {
            outcome: Outcome::Closed,
            ..
        }
    ));
    let text = refusal.text(Lang::Zh);
    assert!(text.contains("省厅暂行规定") && text.contains("未核实"), "{text}");
    // It is published as what it is.
    review(&job, &task);
    let publish = Command::Publish {
        tasks: vec![task.id.clone()],
    };
    desk.ok(&format!("{}人社", task.unit), "06-17", publish);
    let view = desk.office.view();
    assert_eq!(
        offered(view.state(), &view.campaign().unwrap(), &task.id, Lang::Zh),
        None
    );
}

#[test]
fn one_outcome_that_stands_makes_the_whole_result_stand() {
    let desk = Desk::with(campaign(), 34, 3);
    let (job, task) = visited(&desk, &[4, 7]);
    let refusal = job.refused("06-16", replacing(&task.id));
    assert!(matches!(
        refusal,
        Refusal::OutcomeStands {
            outcome: Outcome::NoActivity,
            ..
        }
    ));
}

#[test]
fn what_must_be_replaced_is_before_it_is_published() {
    let desk = Desk::with(ruled(Then::MustReplace), 34, 3);
    let (job, task) = visited(&desk, &[9]);
    let next = |on: &str| {
        let view = desk.office.view();
        let agenda = Agenda::new(&view.campaign().unwrap(), view.state()).on(view.state(), day(on));
        agenda.next(&desk.task(&task.id)).unwrap()
    };
    assert_eq!(
        (next("06-16").act, next("06-16").role),
        (Act::ReplaceTarget, Role::Draw)
    );
    assert_eq!(next("06-16").due, Some(day("07-20")));
    assert_eq!(next("07-21").act, Act::Review, "nobody can be drawn any more");
    review(&job, &task);
    let hr = format!("{}人社", task.unit);
    let ends = |why: &str| {
        let publish = Command::Publish {
            tasks: vec![task.id.clone()],
        };
        let withhold = Command::Withhold {
            task: task.id.clone(),
            reason: why.to_owned(),
        };
        [publish, withhold]
    };
    for command in ends("企业已关闭") {
        let refusal = desk.refused(&hr, "07-20", command);
        assert!(matches!(&refusal, Refusal::MustReplace { until, .. } if *until == day("07-20")));
    }
    // As long as somebody is to come in, the draw stays closed, though every other visit is made.
    for other in job.in_state(TaskState::Assigned) {
        job.visited(&other.id, "06-15");
    }
    let mut board = Board::default();
    assert_eq!(board.only(&desk, "06-17").showing, Showing::Sealed);
    let view = desk.office.view();
    let found = offered(view.state(), &view.campaign().unwrap(), &task.id, Lang::Zh).unwrap();
    drop(view);
    let Offered { reason, evidence } = found;
    assert_eq!(reason.as_deref(), Some("closed"));
    assert!(
        evidence.contains("2022-06-15") && evidence.contains("9 已关闭停业"),
        "{evidence}"
    );
    let replace = Command::ReplaceTarget {
        task: task.id.clone(),
        reason: reason.unwrap(),
        evidence,
    };
    job.ok("06-17", replace);
    let new = job.tasks().pop().unwrap();
    job.approve("06-17").dispatch("06-17").claim("06-17");
    job.roster("06-17", Some("补抽后重新匹配"));
    job.ceremony(Purpose::Match, "06-17").match_all("06-17");
    let mut visit = visit(&desk.task(&new.id), "06-20");
    visit.codes = vec![1];
    let who = format!("{}人社", new.unit);
    desk.ok(&who, "06-20", record(&desk.task(&new.id), visit));
    assert_eq!(board.only(&desk, "06-21").showing, Showing::Whole);
}

#[test]
fn after_the_window_what_was_not_replaced_is_published_as_it_is() {
    let desk = Desk::with(ruled(Then::MustReplace), 34, 3);
    let (job, task) = visited(&desk, &[13]);
    review(&job, &task);
    assert!(matches!(
        job.refused("07-21", replacing(&task.id)),
        Refusal::OutsideWindow { .. }
    ));
    let publish = Command::Publish {
        tasks: vec![task.id.clone()],
    };
    desk.ok(&format!("{}人社", task.unit), "07-21", publish);
    assert_eq!(desk.task(&task.id).state, TaskState::Published);
}
