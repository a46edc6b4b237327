use chrono::NaiveDate;

use super::*;
use crate::domain::batch::Step;
use crate::domain::campaign::{Campaign, DayKind, Holiday};
use crate::domain::inspection::Inspection;
use crate::domain::operator::Department;
use crate::domain::roll::roll;
use crate::domain::state::{Memory, Write};
use crate::domain::summary::tests::{campaign, inspection, task};
use crate::domain::task::TaskState;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn step(what: TaskState, on: &str) -> Step {
    Step {
        seq: 1,
        what: what.key().into(),
        on: day(on),
        by: "x".into(),
        department: Department::Hr,
        reason: String::new(),
    }
}

fn trend(state: &Memory, campaign: &Campaign, today: &str) -> Trend {
    Trend::of(roll(state).iter(), &Calendar::new(campaign, &[]), day(today))
}

/// One published, one entered twice and sent back, one not visited.
fn three(campaign: &Campaign) -> Memory {
    let mut state = Memory::default();
    let mut published = task(campaign, 1, "420102", TaskState::Published);
    published.steps = vec![
        step(TaskState::Reviewed, "2022-06-16"),
        step(TaskState::Published, "2022-06-17"),
    ];
    state.put(&inspection(&published.id, 1));
    state.put(&published);
    let mut returned = task(campaign, 2, "420102", TaskState::Returned);
    returned.steps = vec![step(TaskState::Reviewed, "2022-06-16")];
    state.put(&inspection(&returned.id, 1));
    state.put(&Inspection {
        entered_on: day("2022-06-18"),
        ..inspection(&returned.id, 2)
    });
    state.put(&returned);
    state.put(&task(campaign, 3, "420102", TaskState::Assigned));
    state
}

#[test]
fn each_task_counts_once_in_a_series() {
    let mut campaign = campaign();
    campaign.holidays = vec![Holiday {
        date: day("2022-06-03"),
        kind: DayKind::Off,
        name: "端午节".into(),
    }];
    let trend = trend(&three(&campaign), &campaign, "2022-06-20");
    let at = |date: &str| trend.at(day(date)).unwrap();
    assert_eq!(at("2022-06-14").sums, [0, 0, 0]);
    assert_eq!(at("2022-06-15").sums, [2, 0, 0]);
    assert_eq!(at("2022-06-16").tasks[1], ["B1-0001"], "sent back since");
    assert_eq!(at("2022-06-20").sums, [2, 1, 1]);
    assert_eq!(trend.tasks_until(day("2022-06-20"), 0), ["B1-0001", "B1-0002"]);
    assert_eq!((trend.due, trend.days.len()), (3, 40));
    assert_eq!(trend.until(day("2022-06-20")).len(), 10);
    // 6 of 28 working days, then all of them.
    assert_eq!(at("2022-06-20").pace, Some(0));
    assert_eq!(at("2022-06-25").pace, Some(1));
    assert_eq!(at("2022-07-20").pace, Some(3));
}

#[test]
fn what_happened_outside_the_phase_has_its_day_and_an_unknown_year_no_pace() {
    let campaign = campaign();
    let mut state = three(&campaign);
    let late = task(&campaign, 4, "420102", TaskState::Recorded);
    state.put(&Inspection {
        entered_on: day("2022-07-25"),
        ..inspection(&late.id, 1)
    });
    state.put(&late);
    let trend = trend(&state, &campaign, "2023-01-01");
    assert_eq!(trend.days.last().unwrap().date, day("2022-07-29"));
    assert_eq!(trend.at(day("2023-01-01")).unwrap().sums, [3, 1, 1]);
    assert_eq!(trend.unknown, Some(UnknownYear(2022)));
    assert!(trend.days.iter().all(|day| day.pace.is_none()));
}
