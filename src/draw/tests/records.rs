//! The forms of the records and of the files' names.

use super::fixture::Batch;
use crate::draw::files::{DRAWN, MATCH, MATCH_SEED, RECORD, ROSTER, round_file};
use crate::draw::record::{DrawRecord, Heading, InsteadOf, PoolForm, write_drawn};
use crate::draw::select::{Act, Fate, How};

fn record(batch: &Batch) -> DrawRecord {
    serde_json::from_slice(&batch.files[RECORD]).unwrap()
}

#[test]
fn later_rounds_have_numbered_files() {
    assert_eq!(round_file(MATCH, 1), "match.json");
    assert_eq!(round_file(MATCH, 2), "match-2.json");
    assert_eq!(round_file(MATCH_SEED, 3), "match-seed-3.txt");
    assert_eq!(round_file(ROSTER, 12), "roster-12.tsv");
}

#[test]
fn a_batch_that_redraws_another_says_so_and_others_say_nothing() {
    let mut heading = record(&Batch::drawn(PoolForm::Open)).heading;
    let text = serde_json::to_string(&heading).unwrap();
    assert!(
        text.contains("\"number\":1,\"profile\"") && !text.contains("instead_of"),
        "{text}"
    );
    heading.instead_of = Some(InsteadOf {
        batch: "HB-0".to_owned(),
        reason: "a reveal was missing".to_owned(),
    });
    let text = serde_json::to_string(&heading).unwrap();
    assert!(
        text.ends_with(r#""instead_of":{"batch":"HB-0","reason":"a reveal was missing"}}"#),
        "{text}"
    );
    assert_eq!(serde_json::from_str::<Heading>(&text).unwrap(), heading);
}

#[test]
fn the_words_of_the_table_are_those_of_the_record() {
    for how in [How::Draw, How::Extension, How::Replacement] {
        assert_eq!(serde_json::to_value(how).unwrap(), how.name());
    }
    for fate in [Fate::Active, Fate::Replaced, Fate::Struck] {
        assert_eq!(serde_json::to_value(fate).unwrap(), fate.name());
    }
}

#[test]
fn the_table_of_drawn_targets() {
    let mut batch = Batch::drawn(PoolForm::Open);
    let first = record(&batch).strata[0].drawn[0].id.clone();
    batch.next_record(&[Act::Replace {
        id: first.clone(),
        reason: "closed".to_owned(),
        evidence: "photo".to_owned(),
    }]);
    let record = record(&batch);
    let table = write_drawn(&record);
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(
        rows[0].join(" "),
        "stratum rank id ticket how fate replaces",
        "{DRAWN}"
    );
    let drawn: usize = record.strata.iter().map(|stratum| stratum.drawn.len()).sum();
    assert_eq!(rows.len(), 1 + drawn);
    assert_eq!(
        (rows[1][2], rows[1][4..].join(" ")),
        (first.as_str(), "draw replaced -".to_owned())
    );
    assert_eq!(rows[3][4..].join(" "), format!("replacement active {first}"));
    assert_eq!(rows[3][3], record.strata[0].drawn[2].ticket);
}
