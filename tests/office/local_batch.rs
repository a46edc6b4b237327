//! A prefecture's own, supplementary batch (同步另行抽取).

use crate::common::*;
use duban::domain::batch::{Batch, OverlapChoice, Purpose};
use duban::domain::command::{Command, PoolWish};
use duban::domain::operator::Department;
use duban::domain::state::Read;

#[test]
fn a_second_batch_continues_the_chain_of_records_and_a_prefecture_draws_for_itself_in_the_inspection_phase() {
    let desk = Desk::drawn();
    let view = desk.office.view();
    let first: Batch = view.state().get(BATCH).unwrap();
    drop(view);
    let id = "WH-1".to_owned();
    let by = |post: &str| format!("420100{post}");
    let wish = PoolWish {
        include_excluded: true,
        overlap: Some(OverlapChoice::Keep),
        ..PoolWish::default()
    };
    desk.ok(
        &by("人社"),
        "06-20",
        Command::FreezePool {
            batch: id.clone(),
            wish,
        },
    );
    let (size, weights, floors) = (Some(5), None, None);
    desk.ok(
        &by("人社"),
        "06-20",
        Command::MakePlan {
            batch: id.clone(),
            size,
            weights,
            floors,
        },
    );
    local_ceremony(&desk, &id);
    desk.ok(&by("人社"), "06-21", Command::Draw { batch: id.clone() });
    let view = desk.office.view();
    let second: Batch = view.state().get(&id).unwrap();
    assert_eq!(
        (second.number, second.pool.size),
        (2, 13),
        "the one found only inside an exclusion came in by choice"
    );
    assert!(second.pool.strata.keys().all(|s| s.starts_with("420100-")));
    let record = view.blobs().get(&second.record().unwrap().blob).unwrap();
    let record: serde_json::Value = serde_json::from_slice(&record).unwrap();
    assert_eq!(record["previous"], first.record().unwrap().hash);
    drop(view);
    desk.ok(
        &by("市监"),
        "06-21",
        Command::Approve {
            batch: id.clone(),
            keep_overlap: None,
        },
    );
    desk.ok(
        &by("人社"),
        "06-22",
        Command::Dispatch {
            batch: id.clone(),
            region: None,
        },
    );
    desk.ok(
        &by("人社"),
        "06-22",
        Command::Claim {
            batch: id,
            region: code("420100"),
        },
    );
}

fn local_ceremony(desk: &Desk, id: &str) {
    use Department::{Hr, Mr};
    let (hr, mr) = ("420100人社", "420100市监");
    let of_batch = |command: Command| match command {
        Command::Commit {
            purpose,
            party,
            public,
            ..
        } => {
            let letter = if party == Hr {
                duban::draw::seed::Party::A
            } else {
                duban::draw::seed::Party::B
            };
            let profile = duban::draw::Profile::Sha256;
            let commitment = duban::draw::seed::commitment(profile, id, letter, &secret(party, purpose));
            Command::Commit {
                batch: id.to_owned(),
                purpose,
                party,
                commitment,
                public,
            }
        }
        Command::RecordPublic { purpose, value, .. } => Command::RecordPublic {
            batch: id.to_owned(),
            purpose,
            source: None,
            value,
            correction: None,
        },
        Command::Reveal {
            purpose,
            party,
            secret,
            on_record,
            ..
        } => Command::Reveal {
            batch: id.to_owned(),
            purpose,
            party,
            secret,
            on_record,
        },
        other => other,
    };
    let draw = Purpose::Draw;
    for (who, command) in [
        (hr, commit(Hr, draw, lottery("2022070"))),
        (mr, commit(Mr, draw, lottery("2022070"))),
        (hr, public(draw)),
        (mr, reveal(Mr, draw)),
        (hr, reveal(Hr, draw)),
    ] {
        desk.ok(who, "06-20", of_batch(command));
    }
}
