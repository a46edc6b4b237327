//! 追加: more targets after the draw.

use duban::domain::calendar::Act;
use duban::domain::command::Command;
use duban::domain::operator::{Department, Role};
use duban::domain::publication::Showing;
use duban::domain::refusal::Refusal;
use duban::domain::task::{How, TaskState};
use duban::domain::trouble::Trouble;

use super::*;

/// Every stratum's drawn ids, in rank order.
fn ranks(job: &Job) -> Vec<(String, Vec<String>)> {
    let strata = job.record().strata.into_iter();
    strata
        .map(|s| (s.stratum, s.drawn.into_iter().map(|row| row.id).collect()))
        .collect()
}

#[test]
fn more_are_drawn_nobody_moves_and_the_new_tasks_go_the_whole_way() {
    let desk = Desk::with(campaign(), 26, 3);
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    assert!(matches!(
        {
            job.freeze("06-02").plan("06-02", 20);
            job.refused("06-02", job.extending(1))
        },
        Refusal::WrongStage {
            act: Act::ExtendDraw,
            ..
        }
    ));
    job.commit(duban::domain::batch::Purpose::Draw, "06-03");
    assert_eq!(board.only(&desk, "06-03").showing, Showing::Announced);
    job.reveal(duban::domain::batch::Purpose::Draw, "06-03")
        .draw("06-03");
    assert_eq!(board.only(&desk, "06-03").showing, Showing::Sealed);
    job.hand_out("06-03").teams("06-06", None);
    let (before, order) = (job.tasks(), ranks(&job));
    assert_eq!(board.only(&desk, "06-06").internal.unmatched, 0);

    let (act, batch) = (Act::ExtendDraw, job.id.clone());
    assert_eq!(
        job.refused("06-07", job.extending(0)),
        Refusal::NothingToDo { act, batch }
    );
    for by in [53, u64::MAX] {
        let Refusal::PlanImpossible {
            why: Trouble::TooFewTargets { targets: 72, .. },
        } = job.refused("06-07", job.extending(by))
        else {
            panic!("{by}")
        };
    }
    let silent = Command::ExtendDraw {
        batch: job.id.clone(),
        by: 6,
        reason: " ".to_owned(),
    };
    assert_eq!(job.refused("06-07", silent), Refusal::ReasonMissing { act });
    assert!(matches!(
        desk.refused("省市监", "06-07", job.extending(6)),
        Refusal::LacksRole { role: Role::Draw, .. }
    ));

    job.ok("06-07", job.extending(6));
    assert_eq!(job.tasks()[..20], before[..], "nobody moves");
    let added = job.tasks().split_off(20);
    assert_eq!(
        added.iter().map(|t| (t.how, t.state)).collect::<Vec<_>>(),
        [(How::Extension, TaskState::Drawn); 6]
    );
    assert_eq!(added[5].id, format!("{BATCH}-0026"));
    for ((stratum, earlier), (_, now)) in order.iter().zip(ranks(&job)) {
        assert!(now.starts_with(earlier), "{stratum}");
    }
    assert_eq!(board.only(&desk, "06-07").internal.unmatched, 6);

    // What was added is reviewed like the draw: by another person of the other department.
    let (did, operator) = ("act.draw".to_owned(), "省人社".to_owned());
    assert_eq!(
        job.refused("06-07", job.approving()),
        Refusal::SamePerson {
            act: Act::Approve,
            operator,
            did
        }
    );
    assert!(matches!(
        desk.refused("省人社乙", "06-07", job.approving()),
        Refusal::SameDepartment { .. }
    ));
    assert!(matches!(
        job.refused("06-07", job.dispatching(None)),
        Refusal::NothingToDo { .. }
    ));
    job.approve("06-07");
    assert_eq!(
        job.tasks()[..20],
        before[..],
        "what was handed out stays as it is"
    );
    job.dispatch("06-08").claim("06-08");
    assert_eq!(
        job.refused("06-08", job.rostering(None)),
        Refusal::AlreadyDone { part: "step.roster" }
    );
    job.teams("06-08", Some("追加对象"));
    assert_eq!(job.in_state(TaskState::Assigned).len(), 26);
    let posted = board.only(&desk, "06-08");
    assert_eq!((posted.internal.rounds, posted.internal.unmatched), (2, 0));

    job.ok("06-09", job.extending(2));
    let record = job.record();
    assert_eq!(record.acts.len(), 2);
    let copy = published(&desk, &job.id, "06-09", INTERNAL).files;
    let version = |name: &str| json(&copy, name)["acts"].as_array().unwrap().len();
    assert_eq!(
        (
            version("record-1.json"),
            version("record-2.json"),
            version("record.json")
        ),
        (0, 1, 2)
    );
    job.hand_out("06-09").teams("06-10", Some("再次追加"));
    let closed = job.refused("06-11", job.extending(1));
    assert!(matches!(
        closed,
        Refusal::OutsideWindow {
            act: Act::ExtendDraw,
            ..
        }
    ));

    board.only(&desk, "06-11");
    let posted = board.only(&desk, "07-21");
    assert_eq!(
        (posted.showing, posted.verified.drawn, posted.verified.rounds),
        (Showing::Whole, 28, 3)
    );
    replayed(desk);
}

#[test]
fn whoever_extended_does_not_approve_and_neither_does_his_department() {
    let desk = Desk::with(campaign(), 14, 2);
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    job.drawn("06-02", 16).hand_out("06-02");
    desk.ok("省市监乙", "06-03", job.extending(2));
    let did = |act: Act| act.key().to_owned();
    let mine = desk.refused("省市监乙", "06-03", job.approving());
    let (act, operator) = (Act::Approve, "省市监乙".to_owned());
    assert_eq!(
        mine,
        Refusal::SamePerson {
            act,
            operator,
            did: did(Act::ExtendDraw)
        }
    );
    let same = desk.refused("省市监", "06-03", job.approving());
    assert!(
        matches!(same, Refusal::SameDepartment { department: Department::Mr, who, .. } if who == ["省人社乙"])
    );
    board.post(&desk, "06-03");

    // 人社 extends too: each department reviews what the other has drawn, and nothing of its own.
    job.ok("06-03", job.extending(3));
    let mine = desk.refused("省市监乙", "06-03", job.approving());
    assert!(
        matches!(mine, Refusal::SamePerson { .. }),
        "an earlier extension counts too: {mine:?}"
    );
    job.approve("06-03");
    assert_eq!(
        (
            job.in_state(TaskState::Approved).len(),
            job.in_state(TaskState::Drawn).len()
        ),
        (3, 2)
    );
    let rest = desk.refused("省市监", "06-03", job.approving());
    assert!(matches!(
        rest,
        Refusal::SameDepartment {
            department: Department::Mr,
            ..
        }
    ));
    desk.ok("省人社乙", "06-03", job.approving());
    assert_eq!(job.in_state(TaskState::Approved).len(), 5);
    let done = desk.refused("省市监", "06-03", job.approving());
    assert!(
        matches!(
            done,
            Refusal::WrongStage {
                act: Act::Approve,
                ..
            }
        ),
        "{done:?}"
    );
    job.dispatch("06-03").claim("06-03").teams("06-04", None);
    board.post(&desk, "06-04");
    replayed(desk);
}

#[test]
fn a_prefecture_extends_its_own_batch_while_visits_go_on_and_no_longer_when_its_draw_is_open() {
    let desk = Desk::with(campaign(), 14, 2);
    let job = Job::local(&desk, "WH-1", "420100");
    let mut board = Board::default();
    job.drawn("06-13", 4).hand_out("06-13").teams("06-14", None);
    job.ok("06-15", job.extending(2));
    assert!(matches!(
        desk.refused("420100人社", "06-15", job.approving()),
        Refusal::SamePerson { .. }
    ));
    job.hand_out("06-15").teams("06-16", Some("追加"));
    let more = job.refused("06-16", job.extending(7));
    assert!(matches!(
        more,
        Refusal::PlanImpossible {
            why: Trouble::TooFewTargets {
                targets: 12,
                places: 13
            }
        }
    ));
    for task in job.tasks() {
        assert_eq!(board.only(&desk, "06-20").showing, Showing::Sealed);
        job.visited(&task.id, "06-20");
    }
    assert_eq!(board.only(&desk, "06-20").showing, Showing::Whole);
    // Its seed hangs on the board: whoever is next would know.
    let batch = job.id.clone();
    assert_eq!(
        job.refused("06-21", job.extending(1)),
        Refusal::DrawOpen { batch }
    );
    let closed = job.refused("07-21", job.extending(1));
    assert!(matches!(closed, Refusal::OutsideWindow { .. }));
    board.only(&desk, "07-21");
    replayed(desk);
}

#[test]
fn an_extension_goes_on_to_the_last_target_of_the_pool_and_passes_over_what_replacements_used_up() {
    let desk = Desk::with(campaign(), 14, 2);
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    job.drawn("06-02", 30);
    let first = job.tasks().remove(0);
    job.ok("06-02", replacing(&first.id));
    assert!(matches!(
        job.refused("06-02", job.extending(6)),
        Refusal::PlanImpossible {
            why: Trouble::TooFewTargets { .. }
        }
    ));
    job.ok("06-02", job.extending(5));
    let mut targets: Vec<String> = job.tasks().into_iter().map(|t| t.target).collect();
    targets.sort();
    targets.dedup();
    assert_eq!((job.live().len(), targets.len()), (35, 36));
    assert!(matches!(
        job.refused("06-02", job.extending(1)),
        Refusal::PlanImpossible { .. }
    ));
    board.only(&desk, "06-02");
    let last = job.live().pop().unwrap();
    let Refusal::Exhausted { stratum } = job.refused("06-02", replacing(&last.id)) else {
        panic!()
    };
    assert_eq!(stratum, last.stratum);
    replayed(desk);
}
