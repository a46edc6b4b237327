//! Void batches, before and after their draw.

use rstest::rstest;

use super::fixture::{BATCH, Batch, P};
use crate::draw::files::{ANNOUNCEMENT, PLAN, POOL, RECORD, SEALED};
use crate::draw::record::PoolForm;
use crate::draw::verify::{Difference, Stage, Verified, verify};

fn frozen() -> Batch {
    Batch::vector(P, BATCH, 1, PoolForm::Open)
}

/// A batch whose draw was announced, sealed, and thrown away.
fn discarded() -> Batch {
    let mut batch = frozen().announce().draw().seal();
    batch.void("superseded");
    batch
}

fn changed(batch: &Batch, file: &str, good: &str, bad: &str) -> &'static str {
    let mut files = batch.files.clone();
    let text = String::from_utf8(files[file].clone()).unwrap();
    assert!(text.contains(good), "{file} holds no {good:?}: {text}");
    files.insert(file.to_owned(), text.replacen(good, bad, 1).into_bytes());
    verify(&files).unwrap_err().code()
}

fn seen(verified: &Verified) -> (Stage, Option<&str>, bool, usize) {
    (
        verified.stage,
        verified.void.as_deref(),
        verified.seed.is_some(),
        verified.drawn,
    )
}

#[test]
fn void_before_it_had_a_plan() {
    let mut batch = frozen();
    batch.files.remove(PLAN);
    batch.heading.announced.clear();
    (batch.heading.commit_a, batch.heading.commit_b) = Default::default();
    batch.void("mistake");
    let verified = verify(&batch.files).unwrap();
    assert_eq!(seen(&verified), (Stage::Void, Some("mistake"), false, 0));
    batch.put(PLAN, "stratum\tN\tweight\tfloor\tn\n".to_owned());
    assert_eq!(
        verify(&batch.files).unwrap_err().code(),
        "verify_changed",
        "the record says there was none"
    );
}

#[test]
fn void_before_its_draw() {
    let mut batch = frozen().announce();
    batch.void("missing_reveal");
    let verified = verify(&batch.files).unwrap();
    assert_eq!(seen(&verified), (Stage::Void, Some("missing_reveal"), false, 0));
}

#[test]
fn void_after_its_draw() {
    let batch = discarded();
    let verified = verify(&batch.files).unwrap();
    assert_eq!(seen(&verified), (Stage::Void, Some("superseded"), true, 15));
    assert_eq!(verified.unmatched, 0, "nothing of it is to be inspected");
}

#[test]
fn void_while_its_draw_is_withheld() {
    let batch = discarded();
    let mut files = batch.withheld();
    files.insert(RECORD.to_owned(), batch.files[RECORD].clone());
    let verified = verify(&files).unwrap();
    assert_eq!(seen(&verified), (Stage::Void, Some("superseded"), false, 0));
}

#[rstest]
#[case("\"pool\": \"", "\"pool\": \"0", "verify_changed")]
#[case("\"plan\": \"", "\"plan\": \"0", "verify_changed")]
#[case("\"reason\": \"missing_reveal\"", "\"reason\": \"\"", "verify_field")]
#[case("\"number\": 1", "\"number\": 0", "verify_field")]
#[case("\"number\": 1", "\"number\": 2", "verify_value")]
#[case("\"commit_a\": \"", "\"commit_a\": \"0", "verify_value")]
#[case("{\n", "{\n  \"more\": 1,\n", "verify_value")]
fn a_wrong_void_record(#[case] good: &str, #[case] bad: &str, #[case] code: &str) {
    let mut batch = frozen().announce();
    batch.void("missing_reveal");
    assert_eq!(changed(&batch, RECORD, good, bad), code);
}

#[rstest]
#[case("\"previous\": \"", "\"previous\": \"0", "verify_chain")]
#[case("\"pool\": \"", "\"pool\": \"0", "verify_value")]
#[case("\"number\": 1", "\"number\": 2", "verify_value")]
#[case("\"reason\": \"superseded\"", "\"reason\": \" \"", "verify_field")]
fn a_void_record_that_does_not_fit_its_draw(#[case] good: &str, #[case] bad: &str, #[case] code: &str) {
    assert_eq!(changed(&discarded(), RECORD, good, bad), code);
}

#[test]
fn a_discarded_draw_is_recomputed_too() {
    let batch = discarded();
    assert_eq!(
        changed(&batch, "record-1.json", "\"rank\": 1", "\"rank\": 2"),
        "verify_value"
    );
    let sealed = batch.hash("record-1.json");
    assert_eq!(
        changed(&batch, SEALED, &sealed, &P.hex("another")),
        "verify_sealed"
    );
    assert_eq!(
        changed(&batch, ANNOUNCEMENT, "\"number\": 1", "\"number\": 2"),
        "verify_value"
    );
}

#[test]
fn a_seal_of_a_withheld_void_batch_is_checked() {
    let batch = discarded();
    let mut files = batch.withheld();
    files.insert(RECORD.to_owned(), batch.files[RECORD].clone());
    let seal = String::from_utf8(files[SEALED].clone()).unwrap();
    files.insert(SEALED.to_owned(), seal.replace("2022062", "2022063").into_bytes());
    assert_eq!(verify(&files).unwrap_err().code(), "seed_public_missing");
}

#[test]
fn a_void_plan_that_was_changed() {
    let mut batch = frozen();
    batch.void("missing_reveal");
    batch.put(PLAN, "stratum\tN\tweight\tfloor\tn\n".to_owned());
    assert_eq!(verify(&batch.files).unwrap_err().code(), "verify_changed");
    batch.files.remove(PLAN);
    let missing = Difference::MissingFile {
        file: PLAN.to_owned(),
    };
    assert_eq!(verify(&batch.files), Err(missing));
    batch.files.remove(POOL);
    let missing = Difference::MissingFile {
        file: POOL.to_owned(),
    };
    assert_eq!(verify(&batch.files), Err(missing));
}
