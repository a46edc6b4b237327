//! What waits to be published, and in which order.

use std::sync::Arc;

use rstest::rstest;

use crate::domain::campaign::{Campaign, DayKind, Holiday};
use crate::domain::progress::tests::{came_into, day};
use crate::domain::results::{Waiting, waiting};
use crate::domain::state::{Memory, Write};
use crate::domain::summary::tests::{campaign as bare, code, task};
use crate::domain::task::TaskState;

/// 2022 is a year whose holidays are known, 2023 is not.
fn campaign() -> Campaign {
    let mut campaign = bare();
    campaign.holidays = vec![Holiday {
        date: day("2022-06-03"),
        kind: DayKind::Off,
        name: "端午节".into(),
    }];
    campaign
}

/// Reviewed tasks of these divisions, entered on these days.
fn state(tasks: &[(usize, &str, &str)]) -> Memory {
    let mut state = Memory::default();
    for (n, region, on) in tasks {
        let mut task = task(&bare(), *n, region, TaskState::Assigned);
        for what in [TaskState::Recorded, TaskState::Reviewed] {
            came_into(&mut task, what);
            task.steps.last_mut().unwrap().on = day(on);
        }
        state.put(&task);
    }
    state.put(&task(&bare(), 90, "420102", TaskState::Published));
    state.put(&task(&bare(), 91, "420102", TaskState::Recorded));
    state
}

fn queue(region: &str, today: &str) -> Vec<Waiting> {
    let state = state(&[
        (1, "420102", "2022-12-20"),
        (2, "420102", "2022-06-16"),
        (3, "429021", "2022-06-13"),
        (4, "420103", "2022-06-13"),
    ]);
    waiting(&state, &Arc::new(campaign()), code(region), day(today))
}

#[test]
fn what_runs_out_first_is_on_top_and_what_is_not_known_is_last() {
    let found = queue("420000", "2022-07-12");
    let ids: Vec<&str> = found.iter().map(|one| one.task.id.as_str()).collect();
    assert_eq!(ids, ["B1-0003", "B1-0004", "B1-0002", "B1-0001"]);
    // Twenty working days after Monday 06-13.
    assert_eq!(found[0].due, Ok(day("2022-07-11")));
    assert_eq!(found[0].recorded, day("2022-06-13"));
    assert_eq!(
        found.iter().map(|one| one.left).collect::<Vec<_>>(),
        [Some(-1), Some(-1), Some(2), None]
    );
    let overdue = |one: &Waiting| one.is_overdue(day("2022-07-12"));
    assert_eq!(
        found.iter().map(overdue).collect::<Vec<_>>(),
        [true, true, false, false]
    );
    assert_eq!(
        found[3].due.unwrap_err().0,
        2023,
        "an unknown date is no missing one"
    );
}

#[rstest]
#[case("420100", 3)]
#[case("420103", 1)]
#[case("420200", 0)]
fn a_division_has_its_own(#[case] region: &str, #[case] count: usize) {
    assert_eq!(queue(region, "2022-07-11").len(), count);
}

#[test]
fn on_its_last_day_nothing_is_overdue() {
    let found = queue("429021", "2022-07-11");
    assert_eq!(
        (found[0].left, found[0].is_overdue(day("2022-07-11"))),
        (Some(0), false)
    );
}
