//! A batch at every stage of its publication, and what is wrong at each.

use rstest::rstest;

use super::fixture::{BATCH, Batch, P, ROSTER_TEXT};
use super::vectors::{draw_vector, text};
use crate::draw::files::{ANNOUNCEMENT, DRAWN, MATCH, PLAN, POOL, RECORD, SEALED, SEED};
use crate::draw::record::{DrawRecord, InsteadOf, PoolForm};
use crate::draw::select::Act;
use crate::draw::verify::{Difference, Files, Scope, Stage, verify};

fn announced(form: PoolForm) -> Batch {
    Batch::vector(P, BATCH, 1, form).announce()
}

fn sealed() -> Batch {
    announced(PoolForm::Open).draw().matched().seal()
}

fn strike(batch: &Batch) -> Act {
    let record: DrawRecord = batch.read(RECORD);
    Act::Strike {
        id: record.strata[0].drawn[0].id.clone(),
        reason: "closed".to_owned(),
        evidence: "photo".to_owned(),
    }
}

/// The code of the first difference after a change of one file.
fn changed(mut files: Files, file: &str, good: &str, bad: &str) -> &'static str {
    let text = String::from_utf8(files[file].clone()).unwrap();
    assert!(text.contains(good), "{file} holds no {good:?}: {text}");
    files.insert(file.to_owned(), text.replacen(good, bad, 1).into_bytes());
    verify(&files).unwrap_err().code()
}

#[test]
fn an_announced_batch_binds_and_shows_nothing() {
    for (form, scope) in [
        (PoolForm::Open, Scope::Whole),
        (PoolForm::Leaves, Scope::DrawnOnly),
    ] {
        let verified = verify(&announced(form).files).unwrap();
        assert_eq!(
            (verified.stage, verified.scope, verified.drawn),
            (Stage::Announced, scope, 0)
        );
        assert_eq!(
            (verified.seed, verified.teams, verified.unmatched),
            (None, None, 0)
        );
    }
}

#[test]
fn a_sealed_draw_is_bound_and_not_shown() {
    let verified = verify(&sealed().withheld()).unwrap();
    assert_eq!(
        (verified.stage, verified.seed, verified.drawn),
        (Stage::Sealed, None, 0)
    );
}

#[test]
fn an_opened_draw_keeps_what_was_announced_and_sealed() {
    let mut batch = sealed();
    let verified = verify(&batch.files).unwrap();
    assert_eq!(
        (verified.stage, verified.drawn, verified.rounds),
        (Stage::Drawn, 15, 1)
    );
    batch.next_record(&[strike(&batch)]);
    assert_eq!(
        verify(&batch.files).map(|verified| verified.drawn),
        Ok(15),
        "the seal names an older version"
    );
}

#[rstest]
#[case("\"commit_a\": \"", "\"commit_a\": \"0", "verify_field")]
#[case("\"commit_b\": \"", "\"commit_b\": \"x", "verify_field")]
#[case("\"number\": 1", "\"number\": 0", "verify_field")]
#[case("\"previous\": null", "\"previous\": \"before\"", "verify_field")]
#[case(
    "\"batch\": \"HB-RS-2022-01\"",
    "\"batch\": \"HB-RS-２022-01\"",
    "verify_field"
)]
#[case("\"batch\": \"HB-RS-2022-01\"", "\"batch\": \"\"", "verify_field")]
#[case("\"kind\": \"ssq\"", "\"kind\": \"s:q\"", "verify_field")]
#[case("\"issue\": \"2022062\"", "\"issue\": \"\"", "verify_field")]
#[case("\"pool\": \"", "\"pool\": \"0", "verify_changed")]
#[case("\"plan\": \"", "\"plan\": \"0", "verify_changed")]
#[case("\"profile\": \"sha256\"", "\"profile\": \"sm3\"", "verify_changed")]
#[case("\"open\"", "\"leaves\"", "verify_missing_file")]
#[case("SSJ-1/announcement", "SSJ-1/draw", "verify_value")]
#[case("{\n", "{\n  \"seed\": \"x\",\n", "verify_value")]
#[case("{\n  ", "{\n    ", "verify_spelling")]
#[case("\"announced\": [", "\"announced\": {", "verify_json")]
fn a_wrong_announcement(#[case] good: &str, #[case] bad: &str, #[case] code: &str) {
    assert_eq!(
        changed(announced(PoolForm::Open).files, ANNOUNCEMENT, good, bad),
        code
    );
}

#[test]
fn an_announcement_that_binds_nothing() {
    let with = |change: &dyn Fn(&mut Batch)| {
        let mut batch = Batch::vector(P, BATCH, 1, PoolForm::Open);
        change(&mut batch);
        verify(&batch.announce().files).map_err(|difference| difference.to_string())
    };
    let text = |field: &str, found: &str| {
        Err(format!(
            "announcement.json: {field} is {found:?}, which it cannot be"
        ))
    };
    assert!(with(&|_| {}).is_ok());
    assert_eq!(
        with(&|batch| batch.heading.announced.clear()),
        text("announced", "")
    );
    let commitment = Batch::vector(P, BATCH, 1, PoolForm::Open).heading.commit_a;
    let same = with(&|batch| batch.heading.commit_b = batch.heading.commit_a.clone());
    assert_eq!(same, text("commit_b", &commitment));
    let instead = |batch: &str, reason: &str| {
        Some(InsteadOf {
            batch: batch.to_owned(),
            reason: reason.to_owned(),
        })
    };
    assert!(with(&|batch| batch.heading.instead_of = instead("HB-0", "void")).is_ok());
    assert_eq!(
        with(&|batch| batch.heading.instead_of = instead(BATCH, "void")),
        text("instead_of", BATCH)
    );
    assert_eq!(
        with(&|batch| batch.heading.instead_of = instead("HB-0", " ")),
        text("instead_of", " ")
    );
}

#[rstest]
#[case(POOL)]
#[case(PLAN)]
fn an_announcement_without_what_it_binds(#[case] file: &str) {
    let mut files = announced(PoolForm::Open).files;
    files.remove(file);
    let missing = file.to_owned();
    assert_eq!(verify(&files), Err(Difference::MissingFile { file: missing }));
}

#[test]
fn an_announced_plan_fits_its_pool_and_the_rule() {
    let vector = draw_vector();
    let plan = text(&vector, "plan_tsv");
    let with = |good: &str, bad: &str| {
        let plan = plan.replacen(good, bad, 1);
        let batch = Batch::frozen(P, BATCH, 1, PoolForm::Open, &plan).announce();
        verify(&batch.files).unwrap_err().code()
    };
    assert_eq!(
        with("420100-A\t14\t1\t1\t2", "420100-A\t14\t1\t1\t3"),
        "plan_places"
    );
    assert_eq!(with("420100-A\t14", "420100-A\t15"), "plan_size");
}

#[rstest]
#[case("\"previous\": \"", "\"previous\": \"0", "verify_field")]
#[case("\"record\": \"", "\"record\": \"0", "verify_field")]
#[case("\"matches\": [\n    \"", "\"matches\": [\n    \"0", "verify_field")]
#[case(
    "\"kind\": \"ssq\",\n      \"issue\": \"2022062\",",
    "\"kind\": \"ssq\",\n      \"issue\": \"2022063\",",
    "seed_public_missing"
)]
#[case("\"value\": \"", "\"value\": \" ", "verify_field")]
#[case("\"value\": \"01", "\"value\": \"０1", "verify_field")]
#[case("\"number\": 1", "\"number\": 2", "verify_value")]
#[case("\"commit_a\": \"", "\"commit_a\": \"0", "verify_value")]
#[case("SSJ-1/sealed", "SSJ-1/seal", "verify_value")]
#[case("{\n  ", "{\n    ", "verify_spelling")]
fn a_wrong_seal(#[case] good: &str, #[case] bad: &str, #[case] code: &str) {
    assert_eq!(changed(sealed().withheld(), SEALED, good, bad), code);
    assert_eq!(
        changed(sealed().files, SEALED, good, bad),
        code,
        "the same beside the open draw"
    );
}

#[test]
fn a_seal_follows_its_announcement() {
    let batch = sealed();
    let mut files = batch.withheld();
    let previous = batch.hash(ANNOUNCEMENT);
    assert_eq!(
        changed(files.clone(), SEALED, &previous, &P.hex("another")),
        "verify_chain"
    );
    files.remove(ANNOUNCEMENT);
    let missing = Difference::MissingFile {
        file: ANNOUNCEMENT.to_owned(),
    };
    assert_eq!(verify(&files), Err(missing.clone()));
    let mut files = batch.files;
    files.remove(ANNOUNCEMENT);
    assert_eq!(verify(&files), Err(missing));
}

#[test]
fn a_seal_names_a_round_once() {
    let batch = sealed();
    let hash = batch.hash("match.json");
    let twice = format!("\"{hash}\",\n    \"{hash}\"");
    assert_eq!(
        changed(batch.withheld(), SEALED, &format!("\"{hash}\""), &twice),
        "verify_field"
    );
}

/// What only the open draw can show to be wrong: the sealed hashes and public results are its own.
#[rstest]
#[case(RECORD, "verify_sealed")]
#[case(MATCH, "verify_sealed")]
#[case("", "verify_value")]
fn another_draw_than_the_sealed_one(#[case] file: &str, #[case] code: &str) {
    let batch = sealed();
    let (good, bad) = match file {
        "" => ("+ 07".to_owned(), "+ 08".to_owned()),
        file => (batch.hash(file), P.hex("another")),
    };
    let seal = String::from_utf8(batch.files[SEALED].clone()).unwrap();
    let mut withheld = batch.withheld();
    withheld.insert(SEALED.to_owned(), seal.replace(&good, &bad).into_bytes());
    assert!(
        verify(&withheld).is_ok(),
        "nothing is shown yet that it could be compared with"
    );
    assert_eq!(changed(batch.files, SEALED, &good, &bad), code);
}

#[test]
fn sealed_rounds_stand_in_their_order() {
    let mut batch = announced(PoolForm::Open).draw();
    for (number, pool) in [(1, "420100"), (2, "429021")] {
        batch = batch.round(number, ROSTER_TEXT, &[pool], RECORD, &[]);
    }
    let batch = batch.seal();
    assert!(verify(&batch.files).is_ok());
    let (one, two) = (batch.hash("match.json"), batch.hash("match-2.json"));
    let both = |one: &str, two: &str| format!("\"{one}\",\n    \"{two}\"");
    assert_eq!(
        changed(batch.files, SEALED, &both(&one, &two), &both(&two, &one)),
        "verify_sealed"
    );
}

#[test]
fn beside_an_open_draw_the_announcement_says_the_same() {
    let batch = sealed();
    for (good, bad) in [
        ("\"commit_a\": \"", "\"commit_a\": \"0"),
        ("\"number\": 1", "\"number\": 2"),
        ("\"pool\": \"", "\"pool\": \"0"),
        ("\"plan\": \"", "\"plan\": \"0"),
        ("\"issue\": \"2022062\"", "\"issue\": \"2022063\""),
        ("\"open\"", "\"leaves\""),
    ] {
        assert_eq!(
            changed(batch.files.clone(), ANNOUNCEMENT, good, bad),
            "verify_value",
            "{bad}"
        );
    }
}

#[test]
fn beside_an_open_draw_the_announcement_follows_a_record_or_none() {
    let (good, bad) = ("\"previous\": null", "\"previous\": \"before\"");
    assert_eq!(changed(sealed().files, ANNOUNCEMENT, good, bad), "verify_field");
}

#[test]
fn an_open_draw_cannot_pass_as_announced() {
    for left in [SEED, "record-1.json"] {
        let mut batch = sealed();
        batch.next_record(&[strike(&batch)]);
        let mut files = batch.withheld();
        files.insert(left.to_owned(), batch.files[left].clone());
        let missing = RECORD.to_owned();
        assert_eq!(
            verify(&files),
            Err(Difference::MissingFile { file: missing }),
            "{left}"
        );
    }
}

#[rstest]
#[case("\tdraw\t", "\textension\t", 2)]
#[case("\tactive\t-\n", "\tactive\n", 2)]
#[case("stratum\trank", "stratum\tplace", 1)]
fn a_table_that_is_not_the_record(#[case] good: &str, #[case] bad: &str, #[case] line: usize) {
    let mut batch = sealed();
    let table = String::from_utf8(batch.files[DRAWN].clone()).unwrap();
    batch.put(DRAWN, table.replacen(good, bad, 1));
    let difference = verify(&batch.files).unwrap_err();
    assert_eq!(difference.code(), "verify_table");
    assert!(
        difference
            .to_string()
            .starts_with(&format!("drawn.tsv line {line}: ")),
        "{difference}"
    );
    let rows = table.lines().count();
    batch.put(DRAWN, table + "more\n");
    let more = Difference::Table {
        file: DRAWN.to_owned(),
        line: rows + 1,
        expected: String::new(),
        found: "more".to_owned(),
    };
    assert_eq!(verify(&batch.files), Err(more));
}
