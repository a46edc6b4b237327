//! What is said when a pool cannot be matched, and that what is offered helps.

use std::collections::BTreeMap;

use super::fixture::{P, visits};
use crate::draw::deal::ROUNDS;
use crate::draw::feasible::{Absent, Remedy, remedies, shortages};
use crate::draw::files::{Conflict, Dept, Officer};
use crate::draw::matching::{MatchError, Method, NoDeal, Task, match_batch, match_pool, tasks_by_pool};
use crate::draw::table::{Excluded, Members, Reason, Setup};

fn officer(name: &str, dept: Dept, pool: &str, cap: u32, base: u32) -> Officer {
    let visits = visits();
    let (officer, pool) = (name.to_owned(), pool.to_owned());
    Officer {
        officer,
        dept,
        pool,
        cap,
        base,
        cert_from: visits.from,
        cert_until: visits.until,
    }
}

fn setup<'a>(roster: &'a [Officer], conflicts: &'a [Conflict]) -> Setup<'a> {
    let members = Members { a: 1, b: 1 };
    Setup {
        profile: P,
        seed: "remedies",
        roster,
        conflicts,
        members,
        visits: visits(),
    }
}

fn target(officer: &str, id: &str) -> Conflict {
    Conflict::Target {
        officer: officer.to_owned(),
        id: id.to_owned(),
    }
}

const TASKS: [&str; 5] = ["t1", "t2", "t3", "t4", "t5"];

/// Pool `n` lacks officers of department A for five tasks; pool `s` has them to spare.
fn short() -> (Vec<Officer>, Vec<Conflict>) {
    let mut expired = officer("A3", Dept::A, "n", 9, 0);
    expired.cert_until = expired.cert_from;
    let roster = vec![
        officer("A1", Dept::A, "n", 2, 0),
        officer("A2", Dept::A, "n", 2, 1),
        expired,
        officer("A4", Dept::A, "n", 2, 2),
        officer("A5", Dept::A, "n", 3, 0),
        officer("A9", Dept::A, "s", 8, 0),
        officer("B1", Dept::B, "n", 9, 0),
        officer("B9", Dept::B, "s", 9, 0),
    ];
    let conflicts = TASKS.iter().map(|task| target("A5", task)).collect();
    (roster, conflicts)
}

fn pools() -> BTreeMap<String, Vec<String>> {
    let own = |tasks: &[&str]| tasks.iter().map(|task| (*task).to_owned()).collect::<Vec<_>>();
    BTreeMap::from([
        ("n".to_owned(), own(&TASKS)),
        ("s".to_owned(), own(&["t6", "t7"])),
    ])
}

#[test]
fn a_shortage_names_department_tasks_officers_number_and_reasons() {
    let (roster, conflicts) = short();
    let away = [Absent {
        officer: "A0".to_owned(),
        dept: Dept::A,
        pool: "n".to_owned(),
    }];
    let found = shortages(&setup(&roster, &conflicts), "n", &TASKS, &away);
    assert_eq!(found.len(), 1, "department B has enough");
    let shortage = &found[0];
    assert_eq!((shortage.dept, shortage.missing), (Dept::A, 2));
    assert_eq!(
        (shortage.tasks.len(), shortage.officers.join(" ")),
        (5, "A1 A2".to_owned())
    );
    let reason = |officer: &str, reason| Excluded {
        officer: officer.to_owned(),
        reason,
    };
    assert_eq!(
        shortage.excluded,
        [
            reason("A0", Reason::Leave),
            reason("A3", Reason::Certificate),
            reason("A4", Reason::Cap),
            reason("A5", Reason::Conflict),
        ]
    );
}

#[test]
fn only_the_tasks_that_compete_are_named() {
    let roster = [
        officer("A1", Dept::A, "n", 1, 0),
        officer("A2", Dept::A, "n", 9, 0),
        officer("B1", Dept::B, "n", 9, 0),
    ];
    let conflicts = [target("A2", "t2"), target("A2", "t4")];
    let found = shortages(&setup(&roster, &conflicts), "n", &TASKS, &[]);
    assert_eq!(
        (found[0].missing, found[0].tasks.join(" ")),
        (1, "t2 t4".to_owned())
    );
    assert_eq!(found[0].officers, ["A1"]);
    assert_eq!(
        found[0].excluded,
        [Excluded {
            officer: "A2".to_owned(),
            reason: Reason::Conflict
        }]
    );
}

#[test]
fn every_remedy_works_and_a_smaller_one_does_not() {
    let (roster, conflicts) = short();
    let setup = setup(&roster, &conflicts);
    let shortage = shortages(&setup, "n", &TASKS, &[]).remove(0);
    let offered = remedies(&setup, &shortage, &pools());
    let expected = [
        // A1, A2 and A4 hold 0, 1 and 2 tasks: with cap 3 they have room for 3 + 2 + 1.
        Remedy::RaiseCap { cap: 3 },
        Remedy::Merge { pool: "s".to_owned() },
        Remedy::AddOfficers { officers: 1, cap: 9 },
    ];
    assert_eq!(offered, expected);
    for cap in [2, 3] {
        let mut raised = roster.clone();
        raised
            .iter_mut()
            .filter(|row| row.pool == "n")
            .for_each(|row| row.cap = row.cap.max(cap));
        let again = shortages(
            &Setup {
                roster: &raised,
                ..setup.clone()
            },
            "n",
            &TASKS,
            &[],
        );
        assert_eq!(again.is_empty(), cap == 3);
    }
}

#[test]
fn a_remedy_that_does_not_help_is_not_offered() {
    let roster = [
        officer("A1", Dept::A, "n", 9, 0),
        officer("A9", Dept::A, "s", 1, 0),
        officer("B1", Dept::B, "n", 9, 0),
    ];
    let conflicts = [target("A1", "t1"), target("A9", "t1")];
    let setup = setup(&roster, &conflicts);
    let shortage = shortages(&setup, "n", &TASKS, &[]).remove(0);
    assert_eq!(
        remedies(&setup, &shortage, &pools()),
        [Remedy::AddOfficers { officers: 1, cap: 9 }]
    );
}

#[test]
fn two_small_newcomers_where_one_is_too_few() {
    let roster = [
        officer("A1", Dept::A, "n", 2, 0),
        officer("B1", Dept::B, "n", 9, 0),
    ];
    let setup = setup(&roster, &[]);
    let shortage = shortages(&setup, "n", &TASKS, &[]).remove(0);
    let offered = remedies(
        &setup,
        &shortage,
        &BTreeMap::from([("n".to_owned(), pools()["n"].clone())]),
    );
    assert_eq!(
        offered,
        [
            Remedy::RaiseCap { cap: 5 },
            Remedy::AddOfficers { officers: 2, cap: 2 }
        ]
    );
}

#[test]
fn a_department_without_officers() {
    let roster = [officer("B1", Dept::B, "n", 9, 0)];
    let setup = setup(&roster, &[]);
    let error = match_pool(&setup, "n", &TASKS).unwrap_err();
    assert_eq!(
        error.to_string(),
        "pool n: department A lacks 5 officer-places for 5 tasks"
    );
    let MatchError::Shortage { shortages, .. } = error else {
        panic!("a shortage")
    };
    let offered = remedies(&setup, &shortages[0], &pools());
    assert_eq!(offered, [Remedy::AddOfficers { officers: 5, cap: 1 }]);
}

#[test]
fn uneven_caps_lead_to_the_cheapest_match() {
    let roster = [
        officer("A1", Dept::A, "n", 1, 0),
        officer("A2", Dept::A, "n", 9, 0),
        officer("B1", Dept::B, "n", 9, 0),
    ];
    let matched = match_pool(&setup(&roster, &[]), "n", &TASKS).unwrap();
    assert_eq!(
        matched.method,
        Method::LeastCost {
            because: NoDeal::Caps
        }
    );
    assert_eq!(matched.teams.iter().filter(|team| team.a == ["A1"]).count(), 1);
}

#[test]
fn conflicts_that_leave_no_even_deal_lead_to_the_cheapest_match() {
    let roster = [
        officer("A1", Dept::A, "n", 9, 0),
        officer("A2", Dept::A, "n", 9, 0),
        officer("B1", Dept::B, "n", 9, 0),
    ];
    let conflicts = [
        target("A1", "t1"),
        target("A1", "t2"),
        target("A1", "t3"),
        target("A1", "t4"),
    ];
    let matched = match_pool(&setup(&roster, &conflicts), "n", &TASKS).unwrap();
    assert_eq!(
        matched.method,
        Method::LeastCost {
            because: NoDeal::AllRejected
        }
    );
    assert_eq!(matched.rejected.len(), ROUNDS as usize);
    assert_eq!(matched.teams[4].a, ["A1"]);
}

#[test]
fn bans_that_leave_no_team_are_told() {
    let roster = [
        officer("A1", Dept::A, "n", 9, 0),
        officer("B1", Dept::B, "n", 9, 0),
    ];
    let conflicts = [Conflict::Pair {
        first: "A1".to_owned(),
        second: "B1".to_owned(),
    }];
    let error = match_pool(&setup(&roster, &conflicts), "n", &["t1"]).unwrap_err();
    assert_eq!(error, MatchError::Bans { pool: "n".to_owned() });
}

#[test]
fn a_merged_pool_takes_the_tasks_of_both_prefectures() {
    let roster = [
        officer("A1", Dept::A, "n+s", 9, 0),
        officer("B1", Dept::B, "n+s", 9, 0),
    ];
    let tasks = [("t2", "s"), ("t1", "n"), ("t3", "elsewhere")].map(|(id, area)| Task { id, area });
    let setup = setup(&roster, &[]);
    let matched = match_batch(&setup, &tasks).unwrap();
    assert_eq!(matched.len(), 1);
    assert_eq!(
        matched[0]
            .teams
            .iter()
            .map(|team| team.task.as_str())
            .collect::<Vec<_>>(),
        ["t1", "t2"]
    );
    let mut twice = roster.to_vec();
    twice.push(officer("A2", Dept::A, "s", 9, 0));
    let error = tasks_by_pool(
        &Setup {
            roster: &twice,
            ..setup
        },
        &tasks,
    )
    .unwrap_err();
    assert_eq!(error.code(), "match_area_twice");
}
