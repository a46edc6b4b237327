use chrono::NaiveDate;
use proptest::prelude::*;

use super::super::summary::tests::{campaign, code, inspection, task};
use super::*;
use crate::domain::batch::{Batch, Kept, Pool, Stage, Step};
use crate::domain::inspection::Inspection;
use crate::domain::operator::Department;
use crate::domain::state::{Memory, Write};
use crate::domain::task::Task;
use crate::draw::Profile;

pub(in crate::domain) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(in crate::domain) fn came_into(task: &mut Task, state: TaskState) {
    task.steps.push(Step {
        seq: task.steps.len() as u64 + 1,
        what: state.key().into(),
        on: day("2022-06-20"),
        by: "x".into(),
        department: Department::Hr,
        reason: String::new(),
    });
    task.state = state;
}

pub(in crate::domain) fn batch(id: &str, stage: Stage) -> Batch {
    Batch {
        id: id.into(),
        number: 1,
        region: code("420000"),
        stage,
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
        steps: Vec::new(),
    }
}

/// Wuhan: one assigned, one published, one published and closed, one withheld and closed. Shennongjia: one entered late.
fn state() -> Memory {
    let campaign = campaign();
    let mut state = Memory::default();
    state.put(&batch("B1", Stage::Dispatched));
    state.put(&batch("B0", Stage::Void));
    state.put(&task(&campaign, 1, "420102", TaskState::Assigned));
    for (n, ends) in [
        (2, vec![TaskState::Published]),
        (3, vec![TaskState::Published, TaskState::Closed]),
        (4, vec![TaskState::Withheld, TaskState::Closed]),
    ] {
        let mut task = task(&campaign, n, "420103", TaskState::Reviewed);
        ends.into_iter().for_each(|s| came_into(&mut task, s));
        state.put(&task);
    }
    let late = task(&campaign, 5, "429021", TaskState::Recorded);
    state.put(&Inspection {
        late: true,
        ..inspection(&late.id, 1)
    });
    state.put(&late);
    let mut void = task(&campaign, 6, "420200", TaskState::Drawn);
    void.batch = "B0".into();
    state.put(&void);
    state
}

#[test]
fn shares_are_of_what_they_say() {
    let (campaign, state) = (campaign(), state());
    let progress = compile(&state, &campaign, code("420000"), day("2022-07-01"));
    let wuhan = &progress.rows[0];
    assert_eq!(wuhan.due.len(), 4);
    assert_eq!(wuhan.published, ["B1-0002", "B1-0003"]);
    assert_eq!(
        wuhan.closed,
        ["B1-0003"],
        "a withheld result is closed, but was never published"
    );
    assert_eq!(wuhan.published_share().text(), "50.0%");
    assert_eq!(wuhan.closed_share().text(), "50.0%");
    let huangshi = &progress.rows[1];
    assert!(huangshi.due.is_empty(), "a void batch has no tasks to inspect");
    assert_eq!(huangshi.published_share().text(), "—");
    assert_eq!(progress.rows[2].late, ["B1-0005"]);
    assert_eq!(progress.total.due.len(), 5);
}

#[test]
fn what_is_not_entered_after_the_phase_is_overdue() {
    let (campaign, state) = (campaign(), state());
    let on = |date| {
        compile(&state, &campaign, code("420000"), day(date))
            .total
            .overdue
    };
    assert!(on("2022-07-20").is_empty());
    assert_eq!(on("2022-07-21"), ["B1-0001"]);
}

#[test]
fn a_report_is_owed_handed_in_or_overdue() {
    let campaign = campaign();
    let mut state = state();
    let report = |state: &Memory, date| {
        compile(state, &campaign, code("420100"), day(date))
            .total
            .report
            .unwrap()
    };
    assert!(!report(&state, "2022-08-03").overdue);
    assert!(report(&state, "2022-08-04").overdue);
    let file = |version, on, overdue| HandedIn {
        unit: "420100".into(),
        version,
        on: day(on),
        by: "x".into(),
        overdue,
        summary: String::new(),
        narrative: None,
        note: String::new(),
    };
    state.put(&file(1, "2022-08-02", false));
    assert!(!report(&state, "2022-08-10").overdue);
    state.put(&file(2, "2022-08-05", true));
    let newest = report(&state, "2022-08-10");
    assert_eq!(
        (newest.handed_in, newest.overdue),
        (Some(day("2022-08-05")), true)
    );
    let county = compile(&state, &campaign, code("420100"), day("2022-08-10")).rows;
    assert!(county.iter().all(|line| line.report.is_none()));
}

#[test]
fn totals_reconcile() {
    let (campaign, state) = (campaign(), state());
    for region in ["420000", "420100", "429021"] {
        let progress = compile(&state, &campaign, code(region), day("2022-08-10"));
        let sum = |pick: fn(&Line) -> usize| progress.rows.iter().map(pick).sum::<usize>();
        let figures: [fn(&Line) -> usize; 5] = [
            |l| l.due.len(),
            |l| l.published.len(),
            |l| l.closed.len(),
            |l| l.overdue.len(),
            |l| l.states.values().map(Vec::len).sum(),
        ];
        for pick in figures {
            assert_eq!(sum(pick), pick(&progress.total));
        }
        assert_eq!(
            progress.total.states.values().map(Vec::len).sum::<usize>(),
            progress.total.due.len()
        );
    }
}

#[test]
fn shares_round_half_up() {
    for (part, whole, text) in [
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (1, 8, "12.5%"),
        (1, 2000, "0.1%"),
        (5, 5, "100.0%"),
    ] {
        assert_eq!(Share { part, whole }.text(), text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The units' tasks together are the province's, in every column.
    #[test]
    fn units_together_are_the_province(made in prop::collection::vec((0usize..5, 0usize..15, any::<bool>()), 0..40)) {
        let campaign = campaign();
        let mut state = Memory::default();
        let places = ["420100", "420102", "420103", "420200", "429021"];
        for (n, (place, at, late)) in made.iter().enumerate() {
            let task = task(&campaign, n, places[*place], TaskState::ALL[*at]);
            let mut record = inspection(&task.id, 1);
            record.late = *late;
            state.put(&record);
            state.put(&task);
        }
        let found = compile(&state, &campaign, code("420000"), day("2022-08-10"));
        let columns: [fn(&Line) -> Vec<String>; 6] = [
            |line| line.due.clone(),
            |line| line.published.clone(),
            |line| line.closed.clone(),
            |line| line.overdue.clone(),
            |line| line.late.clone(),
            |line| line.states.iter().flat_map(|(state, ids)| ids.iter().map(move |id| format!("{state:?} {id}"))).collect(),
        ];
        for column in columns {
            let sorted = |mut ids: Vec<String>| { ids.sort(); ids };
            let units = found.rows.iter().flat_map(column).collect();
            prop_assert_eq!(sorted(units), sorted(column(&found.total)));
        }
    }
}
