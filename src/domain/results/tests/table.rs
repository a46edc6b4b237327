//! What the public table tells of every task, and that its figures are those of the progress.

use proptest::prelude::*;
use rstest::rstest;

use crate::domain::batch::{Batch, Stage};
use crate::domain::campaign::Outcome;
use crate::domain::inspection::{Answer, Inspection, Verdict};
use crate::domain::progress;
use crate::domain::progress::tests::{batch, came_into, day};
use crate::domain::results::{Counts, Results, Standing, Wish, compile};
use crate::domain::state::{Memory, Write};
use crate::domain::summary::tests::{campaign, code, inspection, task};
use crate::domain::task::{Task, TaskState};
use TaskState::*;

const WHY: &str = "更正，咨询13800138000";

/// A task of B1 that came through these states, the last one with a reason.
fn through(n: usize, region: &str, states: &[TaskState]) -> Task {
    let mut task = task(&campaign(), n, region, Assigned);
    for state in states {
        came_into(&mut task, *state);
        let step = task.steps.last_mut().unwrap();
        step.reason = match state {
            Withdrawn | Withheld => WHY.into(),
            Replaced | Struck => "moved-out".into(),
            _ => String::new(),
        };
    }
    task
}

fn state(tasks: &[Task]) -> Memory {
    let mut state = Memory::default();
    state.put(&open());
    for task in tasks {
        state.put(task);
        if task.steps.iter().any(|step| step.what == Recorded.key()) {
            state.put(&inspection(&task.id, 1));
        }
    }
    state
}

/// The batch, its draw no secret any more.
fn open() -> Batch {
    Batch {
        released: Some("演练".into()),
        ..batch("B1", Stage::Dispatched)
    }
}

fn results(state: &Memory, region: &str, internal: bool) -> Results {
    let wish = Wish {
        region: code(region),
        internal,
    };
    compile(state, &campaign(), &open(), wish, day("2022-07-01"))
}

fn one(states: &[TaskState]) -> Option<Standing> {
    let mut rows = results(&state(&[through(1, "420102", states)]), "420000", false).rows;
    rows.pop().map(|row| row.standing)
}

#[rstest]
#[case(&[Recorded])]
#[case(&[Recorded, Reviewed])]
#[case(&[Recorded, Reviewed, Withheld])]
#[case(&[Recorded, Reviewed, Withheld, Closed])]
fn what_was_never_public_has_no_row(#[case] states: &[TaskState]) {
    assert_eq!(one(states), None);
}

#[rstest]
#[case(&[])]
#[case(&[Closed])]
#[case(&[Recorded])]
#[case(&[Recorded, Reviewed])]
#[case(&[Recorded, Reviewed, Withheld])]
#[case(&[Recorded, Reviewed, Withheld, Closed])]
fn what_was_withdrawn_stays_as_such_until_it_is_published_again(#[case] since: &[TaskState]) {
    let states = [&[Recorded, Reviewed, Published, Withdrawn], since].concat();
    let (on, reason) = (day("2022-06-20"), "更正，咨询138****8000".to_owned());
    assert_eq!(one(&states), Some(Standing::Withdrawn { on, reason }));
    let states = [&states[..], &[Recorded, Reviewed, Published]].concat();
    match one(&states) {
        Some(Standing::Published(result)) => assert!(result.again),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_result_says_how_much_was_checked_and_what_kept_it_from_being() {
    let mut task = through(1, "420102", &[Recorded, Reviewed, Published]);
    task.checklist = ["RS01@0001", "RS02@0001", "RS03@0001"]
        .map(str::to_owned)
        .to_vec();
    let mut state = state(&[task]);
    let answer = |item: &str, verdict| Answer {
        item: item.into(),
        verdict,
        finding: String::new(),
        evidence: Vec::new(),
    };
    let with = |version, codes: &[u8], answers| {
        let mut seen = inspection("B1-0001", version);
        seen.visit.codes = codes.to_vec();
        seen.visit.answers = answers;
        seen
    };
    let told = |state: &Memory| match results(state, "420000", false).rows.remove(0).standing {
        Standing::Published(result) => result,
        other => panic!("{other:?}"),
    };
    state.put::<Inspection>(&with(
        2,
        &[5, 2],
        vec![
            answer("RS01", Verdict::Pass),
            answer("RS02", Verdict::Fail),
            answer("RS03", Verdict::NotApplicable),
        ],
    ));
    let result = told(&state);
    assert_eq!((result.checked, result.items, result.kept), (2, 3, None));
    assert_eq!(result.codes, [5, 2], "as separate values, of the newest version");
    state.put::<Inspection>(&with(3, &[4], Vec::new()));
    let result = told(&state);
    assert_eq!((result.checked, result.kept), (0, Some(Outcome::Unreachable)));
}

#[test]
fn replaced_and_struck_targets_are_named_once_nobody_can_be_tipped_off() {
    let mut heir = through(3, "420102", &[]);
    heir.replaces = Some("B1-0001".into());
    let state = state(&[
        through(1, "420102", &[Replaced]),
        through(2, "420102", &[Struck]),
        heir,
    ]);
    let found = results(&state, "420000", false);
    assert!(!found.sealed);
    match &found.rows[0].standing {
        Standing::Replaced {
            reason,
            heir: Some(heir),
            ..
        } => assert_eq!((reason.as_str(), heir.task.as_str()), ("moved-out", "B1-0003")),
        other => panic!("{other:?}"),
    }
    assert!(matches!(&found.rows[1].standing, Standing::Struck { reason, .. } if reason == "moved-out"));
    let wish = Wish {
        region: code("420000"),
        internal: false,
    };
    let sealed = batch("B1", Stage::Dispatched);
    let on = |date| compile(&state, &campaign(), &sealed, wish, day(date));
    let before = on("2022-07-01");
    assert!(before.rows.is_empty() && before.sealed);
    assert_eq!(before.counts, found.counts, "they are counted all the same");
    assert_eq!(on("2022-07-21").rows, found.rows);
}

#[test]
fn the_internal_copy_tells_what_is_withheld_and_masks_nothing() {
    let state = state(&[through(1, "420102", &[Recorded, Reviewed, Withheld])]);
    let row = results(&state, "420000", true).rows.remove(0);
    let (on, reason) = (day("2022-06-20"), WHY.to_owned());
    assert_eq!(row.standing, Standing::Withheld { on, reason });
}

#[test]
fn a_person_is_not_named() {
    let mut person = through(1, "420102", &[Recorded, Reviewed, Published]);
    person.target = "V-000001".into();
    person.name = "张三".into();
    let state = state(&[person]);
    let row = results(&state, "420000", false).rows.remove(0);
    assert_eq!((row.name.as_str(), row.code), ("张**", None));
    assert_eq!(results(&state, "420000", true).rows[0].name, "张三");
}

/// Every way a task can have gone.
fn ways() -> impl Strategy<Value = Vec<TaskState>> {
    let reviewed = vec![Recorded, Reviewed];
    let published = [&reviewed[..], &[Published]].concat();
    let withdrawn = [&published[..], &[Withdrawn]].concat();
    let with = |ends: &[TaskState], before: &[TaskState]| [before, ends].concat();
    let ways = vec![
        vec![],
        vec![Replaced],
        vec![Struck],
        vec![Recorded],
        vec![Recorded, Returned],
        with(&[Withheld], &reviewed),
        with(&[Withheld, Closed], &reviewed),
        with(&[Closed], &published),
        with(&[Closed, Withdrawn, Closed], &published),
        with(&[Closed], &withdrawn),
        with(&[Recorded], &withdrawn),
        with(&[Recorded, Reviewed, Withheld, Closed], &withdrawn),
        with(&[Recorded, Reviewed, Published], &withdrawn),
        with(&[Recorded, Reviewed, Published, Withdrawn], &withdrawn),
        reviewed,
        published,
        withdrawn,
    ];
    proptest::sample::select(ways)
}

proptest! {
    #[test]
    fn published_rows_are_the_published_of_the_progress(
        ways in proptest::collection::vec((ways(), 0..4usize), 0..24),
    ) {
        let regions = ["420102", "420103", "420200", "429021"];
        let tasks = (1..).zip(&ways).map(|(n, (states, at))| through(n, regions[*at], states));
        let state = state(&tasks.collect::<Vec<_>>());
        let mut units = 0;
        for unit in ["420100", "420200", "429021", "420000"] {
            let line = progress::compile(&state, &campaign(), code(unit), day("2022-07-01")).total;
            let found = results(&state, unit, false);
            let rows = found.rows.iter().filter(|row| matches!(row.standing, Standing::Published(_)));
            let ids: Vec<&str> = rows.map(|row| row.task.as_str()).collect();
            prop_assert_eq!(ids, line.published.iter().map(String::as_str).collect::<Vec<_>>());
            let Counts { tasks, published, withdrawn, withheld, replaced, struck, waiting } = found.counts;
            prop_assert_eq!(published, line.published.len() as u64);
            prop_assert_eq!(tasks, published + withdrawn + withheld + replaced + struck + waiting);
            prop_assert_eq!(tasks, line.due.len() as u64 + replaced + struck);
            if unit == "420000" {
                prop_assert_eq!(units, published);
            }
            units += published;
        }
    }
}
