//! Whole lives of batches: under SM3 from the announcement to the changed teams, and at random.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::changes::changed;
use super::fixture::{BATCH, Batch, ROSTER_TEXT};
use super::properties::config;
use crate::draw::files::{MATCH, OPENINGS, RECORD, SEED, round_file, write_openings};
use crate::draw::hash::Profile;
use crate::draw::record::{DrawRecord, MatchRecord, PoolForm};
use crate::draw::select::Act;
use crate::draw::verify::{Difference, Files, Scope, Stage, chain, opening, verify};

/// Officers enough for every target of the pool.
fn roster() -> String {
    ROSTER_TEXT
        .replace("\t5\t", "\t90\t")
        .replace("\t9\t", "\t90\t")
        .replace("\t3\t0", "\t90\t0")
}

fn why() -> (String, String) {
    ("closed".to_owned(), "photo".to_owned())
}

fn replace(id: &str) -> Act {
    let (id, (reason, evidence)) = (id.to_owned(), why());
    Act::Replace { id, reason, evidence }
}

fn strike(id: &str) -> Act {
    let (id, (reason, evidence)) = (id.to_owned(), why());
    Act::Strike { id, reason, evidence }
}

fn tasks(batch: &Batch, pool: &str) -> Vec<String> {
    let record: DrawRecord = batch.read(RECORD);
    let of_pool = record.tasks().into_iter().filter(|task| task.area == pool);
    of_pool.map(|task| task.id.to_owned()).collect()
}

/// The targets with teams.
fn matched(batch: &Batch) -> BTreeSet<String> {
    let rounds = (1..).map(|round| round_file(MATCH, round));
    let rounds = rounds.take_while(|file| batch.files.contains_key(file));
    let records = rounds.map(|file| batch.read::<MatchRecord>(&file));
    let teams = records
        .flat_map(|record| record.pools)
        .flat_map(|pool| pool.teams);
    teams.map(|team| team.task).collect()
}

fn round(batch: Batch, number: u32, pools: &[&str]) -> Batch {
    let matched = matched(&batch);
    let left_out: Vec<&str> = matched.iter().map(String::as_str).collect();
    batch.round(number, &roster(), pools, RECORD, &left_out)
}

#[test]
fn a_batch_under_sm3_from_end_to_end() {
    let batch = Batch::vector(Profile::Sm3, BATCH, 1, PoolForm::Leaves).announce();
    assert_eq!(
        verify(&batch.files).map(|verified| verified.stage),
        Ok(Stage::Announced)
    );
    let mut batch = batch.draw();
    let gone = tasks(&batch, "420100");
    let mut acts = vec![strike(&gone[0])];
    batch.next_record(&acts);
    let mut batch = changed(round(batch, 1, &["420100", "429021"])).seal();
    assert_eq!(
        verify(&batch.withheld()).map(|verified| verified.stage),
        Ok(Stage::Sealed)
    );
    let gone = matched(&batch).into_iter().next().unwrap();
    acts.extend([replace(&gone), Act::Extend { by: 5 }]);
    batch.next_record(&acts);
    let before = verify(&batch.files).unwrap();
    assert_eq!((before.drawn, before.rounds, before.changes), (21, 1, 2));
    let mut batch = round(batch, 2, &["420100", "429021"]);
    let changes: crate::draw::record::TeamChanges = batch.read("team-changes.json");
    let newest: MatchRecord = batch.read("match-2.json");
    let hash = batch.hash("match-2.json");
    batch.put_record(
        "team-changes.json",
        &crate::draw::record::TeamChanges::of(&newest, hash, changes.changes),
    );
    let whole = verify(&batch.files).unwrap();
    assert_eq!(
        (whole.scope, whole.rounds, whole.changes),
        (Scope::DrawnOnly, 2, 2)
    );
    assert_eq!(whole.seed, Some(Profile::Sm3.hex(&batch.files[SEED])));
    for row in batch.openings() {
        let slip = write_openings(std::slice::from_ref(&row));
        let outcome = opening(&batch.files, slip.as_bytes()).unwrap().outcome.unwrap();
        assert_eq!(
            outcome.drawn.is_some(),
            Some(&outcome.ticket) <= outcome.threshold.as_ref()
        );
    }
    batch.put(OPENINGS, write_openings(&batch.openings()));
    assert_eq!(
        verify(&batch.files).map(|verified| verified.scope),
        Ok(Scope::Whole)
    );
    let mut next = Batch::vector(Profile::Sm3, "B-2", 2, PoolForm::Open);
    next.heading.previous = Some(batch.hash(RECORD));
    next.void("mistake");
    let given: Vec<(String, Files)> = vec![
        ("next".to_owned(), next.files),
        ("first".to_owned(), batch.files.clone()),
    ];
    let chained = chain(&given).unwrap();
    assert_eq!((chained.batches.len(), chained.unseen.len()), (2, 0));
    let record = String::from_utf8(batch.files[RECORD].clone()).unwrap();
    batch.put(
        RECORD,
        record.replacen("\"profile\": \"sm3\"", "\"profile\": \"sha256\"", 1),
    );
    assert!(verify(&batch.files).is_err(), "the hashes are SM3");
}

proptest! {
    #![proptest_config(config(24))]

    /// Acts and rounds in any order: the published batch holds, every target to be inspected has a team or is
    /// counted, and a round that hides one is found out.
    #[test]
    fn any_life_of_a_batch_holds(
        steps in prop::collection::vec((0u8..5, any::<prop::sample::Index>()), 1..7),
        hidden in any::<prop::sample::Index>(),
    ) {
        let mut batch = Batch::drawn(PoolForm::Open);
        let (mut acts, mut rounds) = (Vec::new(), 0);
        for (what, which) in steps {
            let record: DrawRecord = batch.read(RECORD);
            let active: Vec<&str> = record.tasks().iter().map(|task| task.id).collect();
            match what {
                0 => acts.push(Act::Extend { by: 1 + which.index(3) as u64 }),
                1 => acts.push(strike(active[which.index(active.len())])),
                2 => acts.push(replace(active[which.index(active.len())])),
                pools => {
                    rounds += 1;
                    let pools: &[&str] = if pools == 3 { &["420100"] } else { &["420100", "429021"] };
                    batch = round(batch, rounds, pools);
                    continue;
                }
            }
            if batch.try_next_record(&acts).is_err() {
                acts.pop();
            }
        }
        let verified = verify(&batch.files).unwrap();
        let record: DrawRecord = batch.read(RECORD);
        let teams = matched(&batch);
        let waiting: Vec<&str> = record.tasks().iter().map(|task| task.id).filter(|id| !teams.contains(*id)).collect();
        prop_assert_eq!((verified.rounds, verified.unmatched), (rounds as usize, waiting.len()));
        prop_assert_eq!(verified.teams.unwrap_or(0), teams.len());
        let open: Vec<String> = tasks(&batch, "420100").into_iter().filter(|id| !teams.contains(id)).collect();
        if open.len() > 1 {
            let hide = hidden.get(&open);
            let mut left_out: Vec<&str> = teams.iter().map(String::as_str).collect();
            left_out.push(hide);
            let batch = batch.clone().round(rounds + 1, &roster(), &["420100"], RECORD, &left_out);
            let difference = Difference::LeftOutTask {
                file: round_file(MATCH, rounds + 1),
                pool: "420100".to_owned(),
                id: hide.clone(),
            };
            prop_assert_eq!(verify(&batch.files), Err(difference));
        }
    }
}
