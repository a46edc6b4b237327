//! Weights and floors of each grade.

use std::collections::BTreeMap;

use duban::domain::batch::Purpose;
use duban::domain::command::Command;
use duban::domain::refusal::Refusal;
use duban::domain::registry::Row;
use duban::domain::target::Grade;
use duban::domain::trouble::Trouble;

use super::*;

fn per_grade(numbers: [u64; 4]) -> BTreeMap<Grade, u64> {
    Grade::ALL.into_iter().zip(numbers).collect()
}

fn planning(job: &Job, size: u64, weights: Option<[u64; 4]>, floors: Option<[u64; 4]>) -> Command {
    Command::MakePlan {
        batch: job.id.clone(),
        size: Some(size),
        weights: weights.map(per_grade),
        floors: floors.map(per_grade),
    }
}

/// Places of each grade in one prefecture, from the published plan.
fn places(desk: &Desk, job: &Job, on: &str) -> Vec<u64> {
    job.commit(Purpose::Draw, on);
    let files = published(desk, &job.id, on, INTERNAL).files;
    let rows = text(&files, "plan.tsv")
        .lines()
        .skip(1)
        .filter(|line| line.starts_with("420100-"));
    rows.map(|line| line.split('\t').nth(4).unwrap().parse().unwrap())
        .collect()
}

#[test]
fn floors_and_weights_are_given_grade_by_grade_and_no_grade_is_exempt() {
    let desk = Desk::with(campaign(), 42, 2);
    let mut board = Board::default();
    let job = Job::province(&desk, BATCH);
    job.freeze("06-02");
    for (weights, floors) in [
        (Some([1, 2, 0, 8]), None),
        (None, Some([0, 1, 1, 1])),
        (Some([1, 2, 4, u64::MAX]), None),
    ] {
        let refused = job.refused("06-02", planning(&job, 60, weights, floors));
        assert_eq!(refused, Refusal::PlanImpossible { why: Trouble::Exempt });
    }
    let mut lacking = planning(&job, 60, None, Some([1; 4]));
    if let Command::MakePlan {
        floors: Some(floors), ..
    } = &mut lacking
    {
        floors.remove(&Grade::B);
    }
    assert_eq!(
        job.refused("06-02", lacking),
        Refusal::PlanImpossible { why: Trouble::Exempt }
    );
    let exceeding = job.refused("06-02", planning(&job, 20, None, Some([1, 1, 1, 4])));
    assert_eq!(
        exceeding,
        Refusal::PlanImpossible {
            why: Trouble::FloorsExceed {
                floors: 21,
                places: 20
            }
        }
    );
    let exceeding = job.refused("06-02", planning(&job, 121, None, None));
    assert_eq!(
        exceeding,
        Refusal::PlanImpossible {
            why: Trouble::TooFewTargets {
                targets: 120,
                places: 121
            }
        }
    );

    // Ten of each grade in each prefecture. Everyone of grade D by its floor, though nothing weighs for it; of equal
    // claims the lower code's comes first.
    job.ok(
        "06-02",
        planning(&job, 60, Some([1, 1, 1, 1]), Some([1, 2, 3, 100])),
    );
    assert_eq!(places(&desk, &job, "06-02"), [4, 4, 4, 10]);
    job.reveal(Purpose::Draw, "06-02").draw("06-02");
    board.post(&desk, "06-02");
    desk.ok("省市监", "06-02", job.voiding("改用风险权重"));

    let next = Job::province(&desk, "B-2");
    let void = duban::domain::batch::InsteadOf {
        batch: job.id.clone(),
        reason: "改用风险权重".to_owned(),
    };
    let wish = duban::domain::command::PoolWish {
        instead_of: Some(void),
        ..Default::default()
    };
    next.freeze_as("06-02", wish);
    next.ok("06-02", planning(&next, 48, Some([1, 2, 5, 8]), None));
    assert_eq!(places(&desk, &next, "06-02"), [1, 2, 5, 8]);
    next.reveal(Purpose::Draw, "06-02").draw("06-02");
    // The extension goes on with the plan's own weights.
    next.ok("06-02", next.extending(12));
    let added = next.tasks().into_iter().skip(48).map(|task| task.stratum);
    let added: Vec<String> = added.filter(|stratum| stratum.starts_with("420100")).collect();
    assert_eq!(added, ["420100-B", "420100-C", "420100-D", "420100-D"]);
    board.post(&desk, "06-02");
    board.post(&desk, "07-21");
    replayed(desk);
}

#[test]
fn a_target_that_moves_after_the_freeze_is_the_business_of_the_unit_it_was_drawn_for() {
    let desk = Desk::stocked();
    let job = Job::province(&desk, BATCH);
    job.freeze("06-02").plan("06-02", 36);
    let id = entity("420100", 4);
    let mut line = String::new();
    let row = Row {
        id: &id,
        name: "示例",
        region: "420202",
        status: "存续",
        scope: "劳务派遣",
        grade: "A",
        ..Row::default()
    };
    row.write(&mut line);
    desk.import_lines(&line);
    job.ceremony(Purpose::Draw, "06-03").draw("06-03");
    let task = job.tasks().into_iter().find(|task| task.target == id).unwrap();
    assert_eq!((task.unit, task.region), (code("420100"), code("420100")));
    job.hand_out("06-03")
        .teams("06-06", None)
        .visited(&task.id, "06-13");
    Board::default().only(&desk, "06-13");
    replayed(desk);
}
