//! Rounds of matching: whose tasks a pool takes in each, and what a round must not do.

use super::fixture::{Batch, P, ROSTER_TEXT};
use crate::draw::files::{CONFLICTS, MATCH, MATCH_SEED, RECORD, ROSTER, round_file};
use crate::draw::record::{DrawRecord, MatchRecord, PoolForm};
use crate::draw::select::Act;
use crate::draw::verify::{Difference, verify};

const ONE: &str = "420100";
const OTHER: &str = "429021";

fn drawn() -> Batch {
    Batch::drawn(PoolForm::Open)
}

/// The first two targets of the first stratum of a pool.
fn firsts(batch: &Batch, pool: &str) -> [String; 2] {
    let record: DrawRecord = batch.read(RECORD);
    let mut ids = record
        .tasks()
        .into_iter()
        .filter(|task| task.area == pool)
        .map(|task| task.id.to_owned());
    [ids.next().unwrap(), ids.next().unwrap()]
}

fn replace(id: &str) -> Act {
    Act::Replace {
        id: id.to_owned(),
        reason: "closed".to_owned(),
        evidence: "photo".to_owned(),
    }
}

fn strike(id: &str) -> Act {
    Act::Strike {
        id: id.to_owned(),
        reason: "closed".to_owned(),
        evidence: "photo".to_owned(),
    }
}

#[test]
fn pools_may_be_matched_in_rounds_of_their_own() {
    let batch = drawn().round(1, ROSTER_TEXT, &[ONE], RECORD, &[]);
    let verified = verify(&batch.files).unwrap();
    assert_eq!(
        (verified.rounds, verified.teams, verified.unmatched),
        (1, Some(8), 7)
    );
    let batch = batch.round(2, ROSTER_TEXT, &[OTHER], RECORD, &[]);
    let verified = verify(&batch.files).unwrap();
    assert_eq!(
        (verified.rounds, verified.teams, verified.unmatched),
        (2, Some(9), 6)
    );
}

#[test]
fn a_replacement_is_matched_in_the_next_round() {
    let mut batch = drawn().matched();
    let [gone, _] = firsts(&batch, ONE);
    batch.next_record(&[replace(&gone)]);
    let before = verify(&batch.files).unwrap();
    assert_eq!(
        (before.teams, before.unmatched),
        (Some(9), 7),
        "the one who stepped in has no team yet"
    );
    let record: MatchRecord = batch.read(MATCH);
    let teams = record.pools.iter().flat_map(|pool| &pool.teams);
    let matched: Vec<String> = teams.map(|team| team.task.clone()).collect();
    let matched: Vec<&str> = matched.iter().map(String::as_str).collect();
    let batch = batch.round(2, ROSTER_TEXT, &[ONE], RECORD, &matched);
    let after = verify(&batch.files).unwrap();
    assert_eq!((after.rounds, after.teams, after.unmatched), (2, Some(10), 6));
}

#[test]
fn who_is_struck_before_the_match_needs_no_team() {
    let mut batch = drawn();
    let [gone, other] = firsts(&batch, ONE);
    batch.next_record(&[strike(&gone)]);
    let first = "record-1.json";
    let left = batch
        .clone()
        .round(1, ROSTER_TEXT, &[ONE, OTHER], first, &[&gone]);
    assert_eq!(verify(&left.files).map(|verified| verified.teams), Ok(Some(8)));
    let kept = batch.clone().round(1, ROSTER_TEXT, &[ONE, OTHER], first, &[]);
    assert_eq!(
        verify(&kept.files).map(|verified| verified.teams),
        Ok(Some(9)),
        "struck after it was matched"
    );
    let both = batch.round(1, ROSTER_TEXT, &[ONE, OTHER], first, &[&gone, &other]);
    let difference = Difference::LeftOutTask {
        file: MATCH.to_owned(),
        pool: ONE.to_owned(),
        id: other,
    };
    assert_eq!(verify(&both.files), Err(difference));
}

#[test]
fn a_target_left_out_as_struck_is_not_matched_later() {
    let mut batch = drawn();
    let [gone, _] = firsts(&batch, ONE);
    batch.next_record(&[strike(&gone)]);
    let (first, tasks) = ("record-1.json", drawn().matched().read::<MatchRecord>(MATCH));
    let batch = batch.round(1, ROSTER_TEXT, &[ONE, OTHER], first, &[&gone]);
    let teams = tasks
        .pools
        .iter()
        .flat_map(|pool| &pool.teams)
        .map(|team| team.task.as_str());
    let matched: Vec<&str> = teams.filter(|id| *id != gone).collect();
    let batch = batch.round(2, ROSTER_TEXT, &[ONE], first, &matched);
    let difference = Difference::LeftOutTask {
        file: MATCH.to_owned(),
        pool: ONE.to_owned(),
        id: gone,
    };
    assert_eq!(verify(&batch.files), Err(difference));
}

#[test]
fn a_target_gets_one_team() {
    let batch = drawn().round(1, ROSTER_TEXT, &[OTHER], RECORD, &[]);
    let again = batch.round(2, ROSTER_TEXT, &[OTHER], RECORD, &[]);
    let Err(Difference::SecondTeam { file, round, .. }) = verify(&again.files) else {
        panic!("{:?}", verify(&again.files))
    };
    assert_eq!((file.as_str(), round), ("match-2.json", 1));
}

#[test]
fn a_pool_is_matched_once_in_a_round() {
    let batch = drawn().round(1, ROSTER_TEXT, &[OTHER, OTHER], RECORD, &[]);
    assert_eq!(verify(&batch.files).unwrap_err().code(), "verify_second_team");
}

#[test]
fn pools_stand_in_their_order_and_have_tasks() {
    let batch = drawn().round(1, ROSTER_TEXT, &[OTHER, ONE], RECORD, &[]);
    assert_eq!(verify(&batch.files).unwrap_err().code(), "verify_value");
    let mut batch = drawn().round(1, ROSTER_TEXT, &[OTHER], RECORD, &[]);
    let mut record: MatchRecord = batch.read(MATCH);
    let mut none = record.pools[0].clone();
    (none.pool, none.teams) = ("429099".to_owned(), Vec::new());
    record.pools.push(none);
    batch.put_record(MATCH, &record);
    assert_eq!(verify(&batch.files).unwrap_err().code(), "verify_value");
}

#[test]
fn a_round_matches_only_what_its_draw_record_holds() {
    let mut batch = drawn();
    let [gone, _] = firsts(&batch, ONE);
    batch.next_record(&[replace(&gone)]);
    // The newest record's tasks under the name of the first record.
    let round = batch.round(1, ROSTER_TEXT, &[ONE, OTHER], RECORD, &[]);
    let mut forged = round
        .clone()
        .round(1, ROSTER_TEXT, &[ONE, OTHER], "record-1.json", &[&gone]);
    let newest: MatchRecord = round.read(MATCH);
    let mut record: MatchRecord = forged.read(MATCH);
    record.pools = newest.pools;
    forged.put_record(MATCH, &record);
    assert_eq!(verify(&forged.files).unwrap_err().code(), "verify_foreign_task");
}

#[test]
fn a_later_round_never_goes_back_to_an_older_draw_record() {
    let mut batch = drawn();
    let [gone, _] = firsts(&batch, ONE);
    batch.next_record(&[replace(&gone)]);
    let batch = batch.round(1, ROSTER_TEXT, &[ONE], RECORD, &[]);
    let batch = batch.round(2, ROSTER_TEXT, &[OTHER], "record-1.json", &[]);
    let difference = Difference::OldParent {
        file: "match-2.json".to_owned(),
    };
    assert_eq!(verify(&batch.files), Err(difference));
}

#[test]
fn a_missing_file_of_a_later_round() {
    let batch = drawn().round(1, ROSTER_TEXT, &[ONE], RECORD, &[]);
    let batch = batch.round(2, ROSTER_TEXT, &[OTHER], RECORD, &[]);
    for name in [MATCH, MATCH_SEED, ROSTER, CONFLICTS] {
        for round in [1, 2] {
            let (mut files, file) = (batch.files.clone(), round_file(name, round));
            files.remove(&file);
            assert_eq!(verify(&files), Err(Difference::MissingFile { file }));
        }
    }
}

#[test]
fn a_fault_of_a_later_round_names_its_file() {
    let mut batch = drawn().round(1, ROSTER_TEXT, &[ONE], RECORD, &[]);
    batch = batch.round(2, ROSTER_TEXT, &[OTHER], RECORD, &[]);
    for (name, good, bad) in [
        (ROSTER, "\tA\t", "\tC\t"),
        (CONFLICTS, "A420100001", "Z420100001"),
        (MATCH_SEED, "batch:", "bunch:"),
    ] {
        let file = round_file(name, 2);
        let mut files = batch.files.clone();
        let text = String::from_utf8(files[&file].clone())
            .unwrap()
            .replacen(good, bad, 1);
        files.insert(file.clone(), text.into_bytes());
        let Err(Difference::Fault(fault)) = verify(&files) else {
            panic!("{file}")
        };
        assert_eq!(fault.file, file);
    }
}

#[test]
fn a_round_is_bound_to_its_batch() {
    let batch = drawn().matched();
    let with = |change: &dyn Fn(&mut MatchRecord)| {
        let (mut batch, mut record) = (batch.clone(), batch.read::<MatchRecord>(MATCH));
        change(&mut record);
        batch.put_record(MATCH, &record);
        verify(&batch.files).unwrap_err().code()
    };
    assert_eq!(with(&|record| record.round = 2), "verify_value");
    assert_eq!(with(&|record| record.heading.number = 2), "verify_value");
    assert_eq!(with(&|record| record.heading.number = 0), "verify_field");
    assert_eq!(with(&|record| record.heading.previous = None), "verify_value");
    assert_eq!(with(&|record| record.heading.batch.push('x')), "verify_value");
    assert_eq!(
        with(&|record| record.heading.commit_b = P.hex("x")),
        "seed_reveal"
    );
    assert_eq!(with(&|record| record.parent = P.hex("x")), "verify_parent");
}
