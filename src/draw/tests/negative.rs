//! Whatever is changed in a published batch, the verification fails and says what it was.

use rstest::rstest;

use super::fixture::{Batch, P};
use super::vectors::{draw_vector, text};
use crate::draw::files::{
    CONFLICTS, MATCH, MATCH_SEED, OPENINGS, PLAN, POOL, PUBLIC_POOL, RECORD, ROSTER, SEED, write_openings,
};
use crate::draw::record::{DrawRecord, PoolForm};
use crate::draw::select::Act;
use crate::draw::verify::{Difference, verify};

fn changed(file: &str, good: &str, bad: &str) -> Difference {
    let mut batch = Batch::drawn(PoolForm::Open).matched();
    let text = String::from_utf8(batch.files[file].clone()).unwrap();
    assert!(text.contains(good), "{file} holds no {good:?}");
    batch.put(file, text.replacen(good, bad, 1));
    verify(&batch.files).unwrap_err()
}

#[rstest]
#[case(POOL, "\n", "\r\n", "file_crlf")]
#[case(POOL, "id", "\u{FEFF}id", "file_bom")]
#[case(
    POOL,
    "91420100MA3X2HH8X9\t420100-A\n91420100MA4DX0FCCG\t420500-A\n",
    "91420100MA4DX0FCCG\t420500-A\n91420100MA3X2HH8X9\t420100-A\n",
    "file_unsorted"
)]
#[case(
    POOL,
    "91420100MA3X2HH8X9\t420100-A\n",
    "91420100MA3X2HH8X9\t420100-A\n91420100MA3X2HH8X9\t420100-A\n",
    "file_duplicate"
)]
#[case(POOL, "91420100MA3X2HH8X9", "91420100ma3x2hh8x9", "id_lower_case")]
#[case(POOL, "91420100MA3X2HH8X9", "９1420100MA3X2HH8X9", "file_full_width")]
#[case(
    POOL,
    "91420100MA3X2HH8X9\t420100-A",
    "91420100MA3X2HH8X9\t420100-B",
    "verify_changed"
)]
#[case(POOL, "91420100MA3X2HH8X9\t420100-A\n", "", "verify_changed")]
#[case(PLAN, "420100-A\t14\t1\t1\t2", "420100-A\t14\t2\t1\t2", "verify_changed")]
#[case(
    SEED,
    "public:ssq:2022062:01 05 13 18 22 30 + 07\n",
    "",
    "seed_no_public_line"
)]
#[case(SEED, "ssq:2022062", "ssq:2022063", "seed_public_missing")]
#[case(SEED, "batch:HB-RS-2022-01", "batch:HB-RS-2022-07", "seed_value")]
#[case(SEED, "\na:", "\na:0", "seed_secret")]
#[case(SEED, "+ 07", "+ 08", "verify_value")]
#[case(
    ROSTER,
    "A420100001\tA\t420100\t5",
    "A420100001\tA\t420100\t6",
    "verify_changed"
)]
#[case(ROSTER, "A420100001\tA", "a420100001\tA", "file_unsorted")]
#[case(CONFLICTS, "A420100001\t91420100MA65F5R2TR\n", "", "verify_changed")]
#[case(MATCH_SEED, "+ 07", "+ 08", "verify_value")]
#[case(MATCH_SEED, "parent:", "parents:", "seed_line")]
#[case(RECORD, "\"seed\": \"", "\"seed\": \"0", "verify_value")]
#[case(
    RECORD,
    "\"batch\": \"HB-RS-2022-01\"",
    "\"batch\": \"HB-RS-2022-02\"",
    "seed_value"
)]
#[case(RECORD, "\"commit_a\": \"", "\"commit_a\": \"0", "seed_reveal")]
#[case(RECORD, "\"profile\": \"sha256\"", "\"profile\": \"sm3\"", "verify_changed")]
#[case(RECORD, "SSJ-1/draw", "SSJ-2/draw", "verify_value")]
#[case(RECORD, "\"number\": 1", "\"number\": 0", "verify_field")]
#[case(RECORD, "\"previous\": null", "\"previous\": \"before\"", "verify_field")]
#[case(RECORD, "\"rank\": 1", "\"rank\": 2", "verify_value")]
#[case(RECORD, "\"fate\": \"active\"", "\"fate\": \"struck\"", "verify_value")]
#[case(RECORD, "\"inclusion\": \"2/14\"", "\"inclusion\": \"3/14\"", "verify_value")]
#[case(
    RECORD,
    "\"acts\": []",
    "\"acts\": [{\"act\": \"extend\", \"by\": 900}]",
    "allocate_too_few_targets"
)]
#[case(RECORD, "\"acts\": []", "\"acts\": [{\"act\": \"again\"}]", "verify_json")]
#[case(RECORD, "\"acts\": []", "\"acts\": [ ]", "verify_spelling")]
#[case(RECORD, "{\n", "{\n  \"note\": \"x\",\n", "verify_value")]
#[case(MATCH, "\"parent\": \"", "\"parent\": \"0", "verify_parent")]
#[case(MATCH, "\"by\": \"deal\"", "\"by\": \"dice\"", "verify_json")]
#[case(MATCH, "\"leader\": \"A", "\"leader\": \"B", "verify_value")]
#[case(
    MATCH,
    "\"violations\": [",
    "\"violations\": [[\"cap\", \"x\", \"1\"],",
    "verify_value"
)]
#[case(MATCH, "\"A\": 1", "\"A\": 9", "match_shortage")]
fn a_changed_file(#[case] file: &str, #[case] good: &str, #[case] bad: &str, #[case] code: &str) {
    let difference = changed(file, good, bad);
    assert_eq!(difference.code(), code, "{difference}");
}

#[rstest]
#[case(POOL)]
#[case(PLAN)]
#[case(SEED)]
#[case(RECORD)]
#[case(ROSTER)]
#[case(CONFLICTS)]
#[case(MATCH_SEED)]
fn a_missing_file(#[case] file: &'static str) {
    let mut batch = Batch::drawn(PoolForm::Open).matched();
    batch.files.remove(file);
    assert_eq!(
        verify(&batch.files),
        Err(Difference::MissingFile {
            file: file.to_owned()
        })
    );
}

#[test]
fn a_reveal_that_does_not_fit_its_commitment() {
    let secret = P.hex("secret of a");
    let difference = changed(SEED, &secret, &P.hex("another secret"));
    assert_eq!(difference.code(), "seed_reveal");
    assert!(
        difference.to_string().contains("secret of party a"),
        "{difference}"
    );
}

#[test]
fn the_first_difference_is_named_by_its_path() {
    let difference = changed(RECORD, "\"threshold\": \"0.", "\"threshold\": \"0.0");
    assert!(
        difference
            .to_string()
            .starts_with("record.json at /strata/0/threshold: published \"0.0"),
        "{difference}"
    );
}

#[test]
fn nothing_but_garbage_never_panics() {
    for file in [POOL, PLAN, SEED, RECORD, ROSTER, CONFLICTS, MATCH_SEED, MATCH] {
        for junk in [
            &b""[..],
            b"\n",
            b"\xFF\xFE",
            b"{}",
            b"null",
            b"[[[[",
            b"\t\t\t\n\t\n",
        ] {
            let mut batch = Batch::drawn(PoolForm::Open).matched();
            batch.files.insert(file.to_owned(), junk.to_vec());
            assert!(verify(&batch.files).is_err(), "{file} {junk:?}");
        }
    }
}

fn replaced() -> (Batch, Act) {
    let mut batch = Batch::drawn(PoolForm::Open);
    let record: DrawRecord = serde_json::from_slice(&batch.files[RECORD]).unwrap();
    let act = Act::Strike {
        id: record.strata[0].drawn[0].id.clone(),
        reason: "dissolved".to_owned(),
        evidence: "registry extract".to_owned(),
    };
    batch.next_record(std::slice::from_ref(&act));
    (batch, act)
}

#[test]
fn a_record_that_hides_the_one_before_it() {
    let (mut batch, act) = replaced();
    batch.record(&[act], Some(P.hex("another record")));
    assert_eq!(verify(&batch.files).unwrap_err().code(), "verify_chain");
}

#[test]
fn an_act_that_is_taken_back() {
    let (mut batch, _) = replaced();
    let earlier = P.hex(&batch.files[RECORD]);
    batch
        .files
        .insert("record-2.json".to_owned(), batch.files[RECORD].clone());
    batch.record(&[], Some(earlier));
    let expected = Difference::History {
        file: RECORD.to_owned(),
        act: 1,
    };
    assert_eq!(verify(&batch.files), Err(expected));
}

#[test]
fn an_opening_that_lies_about_its_stratum() {
    let mut batch = Batch::drawn(PoolForm::Leaves);
    let openings = batch.openings();
    let mut lying = openings.clone();
    lying[3].stratum = "420100-D".to_owned();
    batch.put(OPENINGS, write_openings(&lying));
    let leaf = Difference::Leaf {
        file: OPENINGS.to_owned(),
        id: lying[3].id.clone(),
    };
    assert_eq!(verify(&batch.files), Err(leaf));
    batch.put(OPENINGS, write_openings(&openings[1..]));
    let missing = Difference::Membership {
        file: OPENINGS.to_owned(),
        id: openings[0].id.clone(),
    };
    assert_eq!(verify(&batch.files), Err(missing));
}

#[test]
fn a_closed_record_that_moves_a_target_or_drops_one() {
    let batch = Batch::drawn(PoolForm::Leaves);
    let record: DrawRecord = serde_json::from_slice(&batch.files[RECORD]).unwrap();
    let with = |record: &DrawRecord| {
        let mut files = batch.files.clone();
        let text = crate::draw::record::Record::text(record).unwrap();
        files.insert(RECORD.to_owned(), text.into_bytes());
        verify(&files).unwrap_err().code()
    };
    let mut moved = record.clone();
    let row = moved.strata[0].drawn.remove(0);
    moved.strata[1].drawn.insert(0, row);
    assert_eq!(with(&moved), "verify_leaf");
    let mut dropped = record.clone();
    dropped.strata[0].drawn.pop();
    assert_eq!(with(&dropped), "draw_exhausted");
    let mut unsalted = record;
    unsalted.strata[0].drawn[0].salt = None;
    assert_eq!(with(&unsalted), "verify_leaf");
    let mut files = batch.files.clone();
    files.remove(PUBLIC_POOL);
    assert_eq!(
        verify(&files),
        Err(Difference::MissingFile {
            file: PUBLIC_POOL.to_owned()
        })
    );
}

/// The whole batch is made, hashed and committed to with this change of its plan.
fn planned(form: PoolForm, good: &str, bad: &str) -> &'static str {
    let vector = draw_vector();
    let plan = text(&vector, "plan_tsv");
    assert!(plan.contains(good));
    let batch = Batch::planned(form, &plan.replacen(good, bad, 1));
    verify(&batch.files).map_or_else(|difference| difference.code(), |_| "")
}

#[rstest]
#[case(
    PoolForm::Open,
    "420100-A\t14\t1\t1\t2",
    "420100-A\t14\t1\t1\t3",
    "plan_places"
)]
#[case(PoolForm::Open, "420100-A\t14\t1", "420100-A\t15\t1", "plan_size")]
#[case(PoolForm::Open, "420500-D\t1\t8\t1\t1\n", "", "plan_size")]
#[case(PoolForm::Leaves, "420100-A\t14\t1", "420100-A\t15\t1", "plan_total")]
fn a_plan_that_was_wrong_from_the_start(
    #[case] form: PoolForm,
    #[case] good: &str,
    #[case] bad: &str,
    #[case] code: &str,
) {
    assert_eq!(planned(form, good, bad), code);
}

#[test]
fn a_record_that_hides_the_version_it_came_from() {
    let (mut batch, _) = replaced();
    batch.files.remove("record-1.json");
    let expected = Difference::NotFirst {
        file: RECORD.to_owned(),
        acts: 1,
    };
    assert_eq!(verify(&batch.files), Err(expected));
}

#[test]
fn a_version_that_is_missing_between_others() {
    let (mut batch, act) = replaced();
    batch.next_record(&[act.clone(), Act::Extend { by: 1 }]);
    assert!(verify(&batch.files).is_ok());
    batch.files.remove("record-1.json");
    let missing = "record-1.json".to_owned();
    assert_eq!(
        verify(&batch.files),
        Err(Difference::MissingFile { file: missing })
    );
}

#[test]
fn versions_of_a_record_share_their_heading() {
    let (mut batch, act) = replaced();
    batch.heading.number = 2;
    batch.record(&[act], Some(batch.hash("record-1.json")));
    let difference = verify(&batch.files).unwrap_err();
    assert!(
        difference.to_string().starts_with("record-1.json at /number"),
        "{difference}"
    );
}
