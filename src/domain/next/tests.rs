//! The table of next steps: act, role and date by state; whose they are.

use rstest::rstest;

use super::*;
use crate::domain::batch::{Kept, Pool, Stage, Step};
use crate::domain::campaign::{DayKind, Holiday};
use crate::domain::holiday::HolidayYear;
use crate::domain::operator::Department;
use crate::domain::state::{Memory, Write};
use crate::domain::summary::tests::{campaign as bare, code, task as plain};
use crate::draw::Profile;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// 端午 on a Friday, so that 2022 is a year whose holidays are known.
fn campaign() -> Campaign {
    let mut campaign = bare();
    campaign.holidays = vec![Holiday {
        date: day("2022-06-03"),
        kind: DayKind::Off,
        name: "端午节".into(),
    }];
    campaign
}

fn step(what: &str, on: &str, by: &str, department: Department) -> Step {
    Step {
        seq: 1,
        what: what.into(),
        on: day(on),
        by: by.into(),
        department,
        reason: String::new(),
    }
}

fn batch(region: &str) -> Batch {
    Batch {
        id: "B1".into(),
        number: 1,
        region: code(region),
        stage: Stage::Dispatched,
        profile: Profile::Sha256,
        instead_of: None,
        pool: Pool {
            file: Kept::of(Profile::Sha256, ""),
            openings: None,
            size: 0,
            strata: BTreeMap::new(),
            left_out: BTreeMap::new(),
            left_out_list: String::new(),
            overlap: Default::default(),
            include_excluded: false,
            not_inspected_for: None,
        },
        plan: None,
        draw_ceremony: Default::default(),
        drawn: None,
        announcement: None,
        records: Vec::new(),
        rounds: Vec::new(),
        team_changes: None,
        released: None,
        void: None,
        steps: vec![step(Act::Draw.key(), "2022-06-05", "drawer", Department::Hr)],
    }
}

/// A task of 420102 in the batch of `region`, drawn by 人社 and entered on a Monday.
fn case(region: &str, state: TaskState) -> (Arc<Campaign>, Memory, Task) {
    let campaign = campaign();
    let mut memory = Memory::default();
    memory.put(&batch(region));
    let mut task = plain(&campaign, 1, "420102", state);
    task.steps = vec![
        step(TaskState::Drawn.key(), "2022-06-05", "drawer", Department::Hr),
        step(TaskState::Recorded.key(), "2022-06-20", "writer", Department::Hr),
    ];
    (Arc::new(campaign), memory, task)
}

fn operator(name: &str, unit: &str, department: Department, role: Role) -> Operator {
    Operator {
        name: name.into(),
        os_user: String::new(),
        unit: code(unit),
        department,
        roles: vec![Role::Admin, role],
    }
}

#[rstest]
#[case(
    TaskState::Drawn,
    Act::Approve,
    Role::Approve,
    Some("2022-06-10"),
    Some("2022-06-10")
)]
#[case(
    TaskState::Approved,
    Act::Dispatch,
    Role::Dispatch,
    Some("2022-06-10"),
    Some("2022-06-10")
)]
#[case(
    TaskState::Dispatched,
    Act::Claim,
    Role::Claim,
    Some("2022-06-10"),
    Some("2022-06-10")
)]
#[case(
    TaskState::Claimed,
    Act::Match,
    Role::Claim,
    Some("2022-06-10"),
    Some("2022-06-10")
)]
#[case(
    TaskState::Assigned,
    Act::Visit,
    Role::Inspect,
    Some("2022-07-20"),
    Some("2022-07-20")
)]
#[case(
    TaskState::Inspecting,
    Act::Enter,
    Role::Inspect,
    Some("2022-07-20"),
    Some("2022-07-29")
)]
#[case(
    TaskState::Returned,
    Act::Enter,
    Role::Inspect,
    Some("2022-07-20"),
    Some("2022-07-29")
)]
// Twenty working days after Monday 2022-06-20.
#[case(TaskState::Recorded, Act::Review, Role::Review, Some("2022-07-18"), None)]
#[case(TaskState::Reviewed, Act::Publish, Role::Publish, Some("2022-07-18"), None)]
#[case(TaskState::Published, Act::Close, Role::Publish, None, None)]
#[case(TaskState::Withheld, Act::Close, Role::Publish, None, None)]
fn each_state_has_its_step(
    #[case] state: TaskState,
    #[case] act: Act,
    #[case] role: Role,
    #[case] due: Option<&str>,
    #[case] until: Option<&str>,
) {
    let (campaign, memory, task) = case("420000", state);
    let (due, until) = (due.map(day), until.map(day));
    let next = Next {
        act,
        role,
        due,
        until,
        unknown_year: None,
    };
    assert_eq!(Agenda::new(&campaign, &memory).next(&task), Some(next));
}

#[test]
fn what_has_ended_has_no_next_step() {
    for state in TaskState::ALL
        .into_iter()
        .filter(|s| !s.is_live() || *s == TaskState::Closed)
    {
        let (campaign, memory, task) = case("420000", state);
        assert_eq!(Agenda::new(&campaign, &memory).next(&task), None, "{state:?}");
    }
}

#[test]
fn local_batches_and_supplements_are_handed_out_until_the_visits_end() {
    for state in [TaskState::Drawn, TaskState::Dispatched, TaskState::Claimed] {
        let (campaign, memory, task) = case("420100", state);
        assert_eq!(
            Agenda::new(&campaign, &memory).due(&task),
            Some(day("2022-07-20"))
        );
        let (campaign, memory, task) = case("420000", state);
        let task = Task {
            how: How::Replacement,
            ..task
        };
        assert_eq!(
            Agenda::new(&campaign, &memory).due(&task),
            Some(day("2022-07-20"))
        );
    }
}

#[test]
fn a_year_without_holidays_gives_no_date() {
    let (campaign, memory, mut task) = case("420000", TaskState::Recorded);
    task.steps.push(step(
        TaskState::Recorded.key(),
        "2022-12-20",
        "writer",
        Department::Hr,
    ));
    let agenda = Agenda::new(&campaign, &memory);
    assert_eq!((agenda.due(&task), agenda.is_late(&task)), (None, true));
    assert_eq!(agenda.due_on(&task), Some(Err(UnknownYear(2023))));
    assert_eq!(agenda.next(&task).unwrap().unknown_year, Some(2023));
    // Once that year's holidays are imported the day is known.
    let mut memory = memory;
    memory.put(&HolidayYear {
        year: 2023,
        days: vec![Holiday {
            date: day("2023-01-02"),
            kind: DayKind::Off,
            name: "元旦".into(),
        }],
        source: serde_json::from_value(serde_json::json!({
            "file": "2023.csv", "sha256": "", "bytes": 1, "encoding": "utf-8", "rows": 1, "rejected": 0,
        }))
        .unwrap(),
    });
    let agenda = Agenda::new(&campaign, &memory);
    assert_eq!(agenda.due_on(&task), Some(Ok(day("2023-01-18"))));
    task.steps.pop();
    let agenda = Agenda::new(&Arc::new(bare()), &Memory::default());
    assert_eq!((agenda.due(&task), agenda.is_late(&task)), (None, false));
}

#[rstest]
#[case(TaskState::Inspecting, "x", "420102", Department::Hr, Role::Inspect, true)]
#[case(TaskState::Inspecting, "x", "420100", Department::Mr, Role::Inspect, true)]
#[case(TaskState::Inspecting, "x", "420103", Department::Hr, Role::Inspect, false)]
#[case(TaskState::Inspecting, "x", "420102", Department::Hr, Role::Review, false)]
// A county does not claim for its prefecture.
#[case(TaskState::Dispatched, "x", "420100", Department::Hr, Role::Claim, true)]
#[case(TaskState::Dispatched, "x", "420102", Department::Hr, Role::Claim, false)]
// The province's batch is approved by the province's other department, and not by whoever drew.
#[case(TaskState::Drawn, "x", "420000", Department::Mr, Role::Approve, true)]
#[case(TaskState::Drawn, "x", "420000", Department::Hr, Role::Approve, false)]
#[case(TaskState::Drawn, "drawer", "420000", Department::Mr, Role::Approve, false)]
#[case(TaskState::Drawn, "x", "420100", Department::Mr, Role::Approve, false)]
// Whoever entered a result does not review it.
#[case(TaskState::Recorded, "x", "420100", Department::Hr, Role::Review, true)]
#[case(TaskState::Recorded, "writer", "420100", Department::Hr, Role::Review, false)]
#[case(TaskState::Closed, "x", "420000", Department::Hr, Role::Publish, false)]
fn a_step_falls_to_role_reach_and_another_person(
    #[case] state: TaskState,
    #[case] name: &str,
    #[case] unit: &str,
    #[case] department: Department,
    #[case] role: Role,
    #[case] mine: bool,
) {
    let (campaign, memory, task) = case("420000", state);
    let operator = operator(name, unit, department, role);
    assert_eq!(Agenda::new(&campaign, &memory).is_mine(&task, &operator), mine);
}
