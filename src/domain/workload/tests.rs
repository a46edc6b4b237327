use std::sync::Arc;

use chrono::NaiveDate;

use super::*;
use crate::domain::campaign::Holiday;
use crate::domain::campaign::{Campaign, DayKind};
use crate::domain::inspection::Inspection;
use crate::domain::roll::roll;
use crate::domain::state::{Memory, Write};
use crate::domain::summary::tests::{campaign, inspection, task};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// With 端午 2022, so that the year is known.
fn with_holidays() -> Campaign {
    let mut campaign = campaign();
    campaign.holidays = vec![Holiday {
        date: day("2022-06-03"),
        kind: DayKind::Off,
        name: "端午节".into(),
    }];
    campaign
}

fn load(state: &Memory, campaign: &Campaign, today: &str) -> Workload {
    let agenda = Agenda::new(&Arc::new(campaign.clone()), state);
    Workload::of(roll(state).iter(), &agenda, day(today))
}

/// `open` tasks that nobody visited, and one in each later state, visited on 2022-06-15.
fn state(campaign: &Campaign, open: usize) -> Memory {
    let mut state = Memory::default();
    for n in 1..=open {
        state.put(&task(campaign, n, "420102", TaskState::Assigned));
    }
    let later = [
        TaskState::Recorded,
        TaskState::Reviewed,
        TaskState::Returned,
        TaskState::Published,
    ];
    for (n, at) in later.into_iter().enumerate() {
        let task = task(campaign, 900 + n, "420102", at);
        state.put(&inspection(&task.id, 1));
        state.put(&task);
    }
    state
}

#[test]
fn open_visits_spread_over_the_working_days_left_and_nothing_is_lost() {
    let campaign = with_holidays();
    let load = load(&state(&campaign, 50), &campaign, "2022-06-20");
    let Spread::Days(days) = &load.spread else {
        panic!("{load:?}")
    };
    assert_eq!(days.len(), 22);
    assert_eq!(days.values().sum::<u64>(), 50);
    assert!(days.values().all(|n| [2, 3].contains(n)), "{days:?}");
    assert_eq!(load.share(day("2022-06-25")), None, "a Saturday takes no share");
    assert_eq!(load.share(day("2022-06-20")), None, "today is not a day to come");
    assert_eq!(load.visited(day("2022-06-15")).len(), 4);
    assert_eq!(load.open.len(), 50);
}

#[test]
fn before_the_phase_all_its_working_days_take_a_share_and_after_it_none() {
    let campaign = with_holidays();
    let state = state(&campaign, 28);
    let Spread::Days(days) = load(&state, &campaign, "2022-06-02").spread else {
        panic!()
    };
    assert_eq!(days.len(), 28);
    assert_eq!(days.keys().next(), Some(&day("2022-06-13")));
    let Spread::Days(days) = load(&state, &campaign, "2022-07-20").spread else {
        panic!()
    };
    assert!(days.is_empty());
    assert_eq!(load(&state, &campaign, "2022-07-21").spread, Spread::Over);
}

#[test]
fn an_unknown_year_is_said_and_not_guessed() {
    let campaign = campaign();
    let load = load(&state(&campaign, 5), &campaign, "2022-06-20");
    assert_eq!(load.spread, Spread::Unknown(UnknownYear(2022)));
    assert_eq!((load.undated[&2022].len(), load.publish.len()), (2, 0));
}

#[test]
fn a_result_is_to_be_published_within_the_limit_from_its_newest_entry() {
    let campaign = with_holidays();
    let mut state = state(&campaign, 0);
    state.put(&Inspection {
        entered_on: day("2022-06-20"),
        ..inspection("B1-0901", 2)
    });
    let load = load(&state, &campaign, "2022-07-14");
    // Twenty working days after Wednesday 15 and after Monday 20 June.
    assert_eq!(load.publish_by(day("2022-07-13")), ["B1-0900"]);
    assert_eq!(load.publish_by(day("2022-07-18")), ["B1-0901"]);
    assert_eq!(load.publish_overdue(day("2022-07-14")), 1);
    assert_eq!(load.publish_next(day("2022-07-14")), Some((day("2022-07-18"), 1)));
}
