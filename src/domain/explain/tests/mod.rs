//! Batches drawn in memory, and what is said of their targets.

mod town;

use std::collections::BTreeSet;

use rstest::rstest;

use self::town::{BATCH, Town, id};
use super::*;
use crate::domain::batch::Purpose;
use crate::domain::command::Command;
use crate::domain::operator::Department;
use crate::domain::state::Write;
use crate::draw::files::parse_pool;

#[test]
fn everyone_in_the_pool_is_drawn_or_above_the_threshold_as_the_record_says() {
    let mut town = Town::new(400);
    town.draw(60, false);
    let record = crate::domain::decide::draw_record(&town.state, town.batch().record().unwrap()).unwrap();
    let pool = parse_pool(&town.state.blob(&town.batch().pool.file.blob).unwrap()).unwrap();
    let mut counted = 0;
    for row in &pool {
        let stratum = record.strata.iter().find(|s| s.stratum == row.stratum).unwrap();
        let known = stratum.drawn.iter().find(|drawn| drawn.id == row.id);
        match (explain(&town.state, BATCH, &row.id).unwrap().standing, known) {
            (Standing::Drawn(place, ranked, outcome), Some(drawn)) => {
                assert_eq!(
                    (place.size, place.places),
                    (stratum.size.into(), Some(stratum.n.into()))
                );
                assert_eq!((ranked.rank, &ranked.ticket), (drawn.rank as u64, &drawn.ticket));
                assert_eq!(ranked.threshold, stratum.threshold);
                assert_eq!((outcome.how, outcome.fate), (How::Draw, Fate::Active));
                let task: Task = town.state.get(&outcome.task.unwrap()).unwrap();
                assert_eq!(task.target, row.id);
                counted += 1;
            }
            (Standing::NotDrawn(place, ranked), None) => {
                assert!(ranked.rank > stratum.n.into() && ranked.rank <= place.size);
                assert!(ranked.ticket > ranked.threshold.unwrap());
            }
            (other, drawn) => panic!("{other:?} {drawn:?}"),
        }
    }
    assert_eq!(counted, 60);
}

#[test]
fn everyone_left_out_hears_the_reason_of_the_freeze() {
    let mut town = Town::new(60);
    town.freeze(false);
    let because = |why| Standing::LeftOut(LeftOut::Because(why, String::new()));
    assert_eq!(town.ask(6), because(OutOfPool::OnlyExcluded));
    assert_eq!(town.ask(4), because(OutOfPool::OtherUnit));
    let gone = LeftOut::Because(OutOfPool::NotActive, "注销".to_owned());
    assert_eq!(town.ask(7), Standing::LeftOut(gone.clone()));
    assert_eq!(town.ask(1000), Standing::LeftOut(LeftOut::Unknown));
    // What becomes of it later does not change what was frozen.
    town.state
        .change::<Target>(&id(7), |target| target.status = "存续".to_owned());
    town.plan(10);
    town.ceremony(Purpose::Draw);
    let batch = BATCH.to_owned();
    town.act("人社", Command::Draw { batch });
    assert_eq!(town.ask(7), Standing::LeftOut(gone));
}

#[test]
fn before_the_draw_there_is_a_chance_and_no_ticket() {
    let mut town = Town::new(100);
    town.freeze(false);
    let Standing::Waiting(place) = town.ask(0) else {
        panic!("{:?}", town.ask(0))
    };
    assert_eq!((place.stratum.as_str(), place.places), ("420100-A", None));
    town.plan(20);
    let Standing::Waiting(place) = town.ask(0) else {
        panic!("{:?}", town.ask(0))
    };
    let plan = town.batch().plan.unwrap();
    assert_eq!(place.places, plan.strata.get("420100-A").copied());
    assert_eq!(place.size, town.batch().pool.strata["420100-A"]);
}

#[test]
fn acts_after_the_draw_are_told_with_their_reason() {
    let mut town = Town::new(400);
    town.draw(40, false);
    let tasks: Vec<Task> = town.state.all();
    let (one, other) = (tasks[0].clone(), tasks[5].clone());
    let evidence = || "照片 1".to_owned();
    let reason = || "closed".to_owned();
    town.act(
        "人社",
        Command::ReplaceTarget {
            task: one.id.clone(),
            reason: reason(),
            evidence: evidence(),
        },
    );
    town.act(
        "人社",
        Command::StrikeTarget {
            task: other.id.clone(),
            reason: reason(),
            evidence: evidence(),
        },
    );
    let of = |target: &str| match explain(&town.state, BATCH, target).unwrap().standing {
        Standing::Drawn(_, _, outcome) => *outcome,
        other => panic!("{other:?}"),
    };
    let ended = Some((reason(), evidence()));
    assert_eq!(
        (of(&one.target).fate, of(&one.target).ended),
        (Fate::Replaced, ended.clone())
    );
    assert_eq!(
        (of(&other.target).fate, of(&other.target).ended),
        (Fate::Struck, ended)
    );
    let tasks: Vec<Task> = town.state.all();
    let next = tasks
        .iter()
        .find(|task| task.replaces.as_ref() == Some(&one.id))
        .unwrap();
    let outcome = of(&next.target);
    assert_eq!(
        (outcome.how, outcome.replaces),
        (How::Replacement, Some(one.target))
    );
}

#[test]
fn confidential_grades_change_nothing_for_whoever_may_ask() {
    let (mut open, mut closed) = (Town::new(200), Town::new(200));
    open.draw(30, false);
    closed.draw(30, true);
    assert!(closed.batch().pool.openings.is_some());
    for n in 0..200 {
        match (open.ask(n), closed.ask(n)) {
            (Standing::LeftOut(one), Standing::LeftOut(other)) => assert_eq!(one, other),
            // The seed is bound to the pool's published form, so that tickets differ; strata do not.
            (
                Standing::Drawn(one, ..) | Standing::NotDrawn(one, _),
                Standing::Drawn(other, ..) | Standing::NotDrawn(other, _),
            ) => assert_eq!(one, other),
            (one, other) => panic!("{one:?} {other:?}"),
        }
    }
}

#[test]
fn the_strata_add_up() {
    let mut town = Town::new(400);
    town.freeze(false);
    let rows = strata(&town.state, &town.batch()).unwrap();
    assert!(
        rows.iter()
            .all(|row| row.plan.is_none() && row.threshold.is_none())
    );
    town.plan(60);
    town.ceremony(Purpose::Draw);
    let batch = BATCH.to_owned();
    town.act("人社", Command::Draw { batch: batch.clone() });
    let places = |town: &Town| {
        let rows = strata(&town.state, &town.batch()).unwrap();
        assert!(rows.iter().all(|row| row.threshold.is_some()));
        rows.iter().map(|row| row.plan.unwrap().places).sum::<u32>()
    };
    assert_eq!(places(&town), 60);
    let reason = "不足".to_owned();
    town.act("人社", Command::ExtendDraw { batch, by: 8, reason });
    assert_eq!(places(&town), 68);
}

#[rstest]
#[case::dealt(&[9, 9, 9], true)]
#[case::at_least_cost(&[10, 10, 2], false)]
fn loads_add_up_and_an_assignment_at_least_cost_cannot_be_bettered(
    #[case] caps: &[u32],
    #[case] dealt: bool,
) {
    let mut town = Town::new(100);
    town.draw(12, false);
    town.matched(caps);
    let units = teams(&town.state, &town.batch()).unwrap();
    let [unit] = &units[..] else { panic!("{units:?}") };
    assert_eq!((unit.round, unit.unit.as_str(), unit.teams), (1, "420100", 12));
    assert_eq!(unit.loads.len(), 2 * caps.len());
    let given = |department| {
        let loads = unit.loads.iter().filter(|load| load.department == department);
        loads.map(|load| load.tasks).sum::<u32>()
    };
    assert_eq!((given(Department::Hr), given(Department::Mr)), (12, 12));
    assert_eq!(unit.loads.iter().map(|load| load.leads).sum::<u32>(), 12);
    assert!(unit.loads.iter().all(|load| load.base + load.tasks <= load.cap));
    assert_eq!(
        (matches!(unit.method, Method::Deal { .. }), unit.cost.is_none()),
        (dealt, dealt)
    );
    let Some(cost) = unit.cost else { return };
    let batch = town.batch();
    let round = &batch.rounds[0];
    let seed = crate::domain::decide::match_seed(&batch, round)
        .unwrap()
        .seed(batch.profile);
    let record = &town.state.blob(&round.matched["420100"]).unwrap();
    let matched: crate::draw::matching::PoolMatch = serde_json::from_slice(record).unwrap();
    // No exchange of two officers of a department makes it cheaper; without caps or conflicts in the way that two
    // tasks change hands, all of them are allowed.
    let mut costs = BTreeSet::new();
    for one in 0..matched.teams.len() {
        for other in one + 1..matched.teams.len() {
            let mut swapped = matched.teams.clone();
            let (left, right) = swapped.split_at_mut(other);
            std::mem::swap(&mut left[one].a, &mut right[0].a);
            costs.insert(teams::of_pairs(&batch, "420100", &seed, &swapped));
        }
    }
    assert!(
        costs.iter().all(|other| *other >= cost.pairs),
        "{} {costs:?}",
        cost.pairs
    );
    assert!(costs.len() > 10);
}

#[test]
fn a_batch_that_is_not_there_is_said_with_those_that_are() {
    let mut town = Town::new(40);
    town.freeze(false);
    let refusal = explain(&town.state, "B9", &id(0)).unwrap_err();
    assert!(matches!(refusal, Refusal::NotFound { what: "batch", known, .. } if known == [BATCH]));
}

#[test]
fn loads_follow_the_officers_replaced_since_and_the_cost_does_not() {
    for caps in [&[9, 9, 9][..], &[10, 10, 2]] {
        let mut town = Town::new(100);
        town.draw(12, false);
        town.matched(caps);
        let before = teams(&town.state, &town.batch()).unwrap().remove(0);
        assert!(before.changes.is_empty());
        let tasks: Vec<crate::domain::task::Task> = town.state.by("task.state", "assigned");
        let (task, out) = (&tasks[0], tasks[0].team[0].clone());
        town.act(
            "人社",
            Command::ReplaceOfficer {
                task: task.id.clone(),
                officer: out.officer.clone(),
                reason: "leave".to_owned(),
                evidence: "假条1号".to_owned(),
            },
        );
        let after = teams(&town.state, &town.batch()).unwrap().remove(0);
        let [change] = &after.changes[..] else {
            panic!("{:?}", after.changes)
        };
        assert_eq!((&change.out, &change.task), (&out.officer, &task.target));
        assert_eq!(
            (change.reason.as_str(), change.evidence.as_str()),
            ("leave", "假条1号")
        );
        let tasks_of = |unit: &Teams, officer: &str| {
            unit.loads
                .iter()
                .find(|load| load.officer == officer)
                .unwrap()
                .tasks
        };
        assert_eq!(
            tasks_of(&after, &out.officer) + 1,
            tasks_of(&before, &out.officer)
        );
        let (now, then) = (
            tasks_of(&after, &change.replacement),
            tasks_of(&before, &change.replacement),
        );
        assert_eq!(now, then + 1);
        let leads = |officer: &str| {
            after
                .loads
                .iter()
                .find(|load| load.officer == officer)
                .unwrap()
                .leads
        };
        assert!(leads(&change.leader) > 0);
        assert_eq!(after.loads.iter().map(|load| load.leads).sum::<u32>(), 12);
        assert_eq!(
            after.cost, before.cost,
            "what the match cost is told as it was matched"
        );
    }
}
