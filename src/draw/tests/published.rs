//! Whole published batches, verified from their files alone.

use super::fixture::{BATCH, Batch, P};
use crate::draw::deal::Violation;
use crate::draw::files::{MATCH, OPENINGS, RECORD, SEED, write_openings};
use crate::draw::record::{DrawRecord, MatchRecord, PoolForm};
use crate::draw::select::Act;
use crate::draw::verify::{Scope, Stage, Verified, verify};

fn expected(batch: &Batch, drawn: usize, scope: Scope, teams: Option<usize>, unmatched: usize) -> Verified {
    Verified {
        batch: BATCH.to_owned(),
        number: 1,
        stage: Stage::Drawn,
        seed: Some(P.hex(&batch.files[SEED])),
        void: None,
        note: None,
        drawn,
        scope,
        rounds: usize::from(teams.is_some()),
        teams,
        unmatched,
        changes: 0,
    }
}

#[test]
fn a_drawn_batch_holds() {
    let batch = Batch::drawn(PoolForm::Open);
    assert_eq!(
        verify(&batch.files),
        Ok(expected(&batch, 15, Scope::Whole, None, 15))
    );
}

#[test]
fn a_matched_batch_holds_and_keeps_every_rule() {
    let batch = Batch::drawn(PoolForm::Open).matched();
    let verified = verify(&batch.files).unwrap();
    let record: MatchRecord = serde_json::from_slice(&batch.files[MATCH]).unwrap();
    assert_eq!(
        record
            .pools
            .iter()
            .map(|pool| pool.pool.as_str())
            .collect::<Vec<_>>(),
        ["420100", "429021"]
    );
    let teams: Vec<_> = record.pools.iter().flat_map(|pool| &pool.teams).collect();
    assert_eq!(verified, expected(&batch, 15, Scope::Whole, Some(teams.len()), 6));
    assert_eq!(teams.len(), 9, "the tasks of the prefectures that have officers");
    for team in teams {
        let (a, b) = (team.a[0].as_str(), team.b[0].as_str());
        assert!((a, b) != ("A420100001", "B420100001"), "the pair is banned");
        assert!(a != "A420100003", "the certificate ends within the visits");
        assert!(b != "B420100003", "the officer is at the cap");
        assert!((a, team.task.as_str()) != ("A420100001", "91420100MA65F5R2TR"));
        assert!(team.leader == a || team.leader == b);
    }
    let rejected: Vec<&Violation> = record
        .pools
        .iter()
        .flat_map(|pool| &pool.rejected)
        .flat_map(|round| &round.violations)
        .collect();
    assert!(!rejected.is_empty(), "the fixture is to show rejected deals too");
}

#[test]
fn a_later_record_stands_on_the_earlier_one() {
    let mut batch = Batch::drawn(PoolForm::Open).matched();
    let record: DrawRecord = serde_json::from_slice(&batch.files[RECORD]).unwrap();
    let id = record.strata[0].drawn[0].id.clone();
    let replace = Act::Replace {
        id,
        reason: "closed".to_owned(),
        evidence: "photo 17".to_owned(),
    };
    batch.next_record(&[replace, Act::Extend { by: 3 }]);
    assert_eq!(
        verify(&batch.files),
        Ok(expected(&batch, 19, Scope::Whole, Some(9), 10))
    );
}

#[test]
fn closed_strata_show_what_was_drawn() {
    let mut batch = Batch::drawn(PoolForm::Leaves).matched();
    assert_eq!(
        verify(&batch.files),
        Ok(expected(&batch, 15, Scope::DrawnOnly, Some(9), 6))
    );
    let openings = write_openings(&batch.openings());
    batch.put(OPENINGS, openings);
    assert_eq!(
        verify(&batch.files),
        Ok(expected(&batch, 15, Scope::Whole, Some(9), 6))
    );
}
