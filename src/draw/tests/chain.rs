//! Several batches of one office, and what is wrong between them.

use super::fixture::{Batch, P};
use crate::draw::files::{ANNOUNCEMENT, RECORD, SEALED, SEED};
use crate::draw::record::{DrawRecord, InsteadOf, PoolForm};
use crate::draw::select::Act;
use crate::draw::verify::{Chained, Difference, Files, Stage, chain};

/// Three batches: the first stands, the second was thrown away after its draw, the third is drawn instead of it.
struct Office {
    one: Batch,
    two: Batch,
    three: Batch,
}

fn announced(number: u32, previous: Option<String>) -> Batch {
    let mut batch = Batch::vector(P, &format!("B-{number}"), number, PoolForm::Open);
    batch.heading.previous = previous;
    batch.announce()
}

fn instead_of(batch: &str) -> Option<InsteadOf> {
    Some(InsteadOf {
        batch: batch.to_owned(),
        reason: "the draw was discarded".to_owned(),
    })
}

/// Batch 3, which draws `void` again.
fn redraw(void: &str, previous: Option<String>) -> Batch {
    let mut batch = Batch::vector(P, "B-3", 3, PoolForm::Open);
    batch.heading.previous = previous;
    batch.heading.instead_of = instead_of(void);
    batch.announce().draw().matched()
}

impl Office {
    fn new() -> Self {
        let one = announced(1, None).draw();
        let mut two = announced(2, Some(one.hash(RECORD))).draw();
        two.void("superseded");
        let three = redraw("B-2", Some(two.hash(RECORD)));
        Office { one, two, three }
    }

    fn given(&self) -> Vec<(String, Files)> {
        let named = |name: &str, batch: &Batch| (name.to_owned(), batch.files.clone());
        vec![
            named("one", &self.one),
            named("two", &self.two),
            named("three", &self.three),
        ]
    }

    fn check(&self) -> Result<Chained, Difference> {
        chain(&self.given())
    }

    fn code(&self) -> &'static str {
        self.check().unwrap_err().code()
    }
}

#[test]
fn batches_hold_together_in_any_order() {
    let office = Office::new();
    let mut given = office.given();
    for _ in 0..3 {
        given.rotate_left(1);
        let chained = chain(&given).unwrap();
        let stages: Vec<_> = chained
            .batches
            .iter()
            .map(|batch| (batch.number, batch.stage))
            .collect();
        assert_eq!(stages, [(1, Stage::Drawn), (2, Stage::Void), (3, Stage::Drawn)]);
        assert_eq!(chained.unseen, Vec::<String>::new());
    }
    assert_eq!(chain(&[]).map(|chained| chained.batches.len()), Ok(0));
}

#[test]
fn a_batch_that_does_not_hold_alone() {
    let mut office = Office::new();
    office.two.files.remove(SEED);
    let difference = Difference::Batch {
        name: "two".to_owned(),
        difference: Box::new(Difference::MissingFile {
            file: SEED.to_owned(),
        }),
    };
    assert_eq!(office.check(), Err(difference.clone()));
    assert_eq!(
        (difference.code(), difference.to_string().as_str()),
        ("verify_missing_file", "two: seed.txt is missing")
    );
}

#[test]
fn a_number_is_missing_or_there_twice() {
    let office = Office::new();
    let mut given = office.given();
    let two = given.remove(1);
    assert_eq!(chain(&given), Err(Difference::NumberMissing { number: 2 }));
    given.extend([two.clone(), two]);
    let Err(Difference::NumberTwice { number: 2, .. }) = chain(&given) else {
        panic!("{:?}", chain(&given))
    };
}

#[test]
fn a_name_is_there_twice() {
    let mut office = Office::new();
    let mut batch = Batch::vector(P, "B-1", 3, PoolForm::Open);
    batch.heading.previous = Some(office.two.hash(RECORD));
    office.three = batch.draw();
    assert_eq!(office.code(), "verify_name_twice");
}

#[test]
fn a_batch_follows_a_record_nobody_has_seen() {
    let mut office = Office::new();
    office.three = redraw("B-2", Some(P.hex("a draw that was thrown away in silence")));
    let Err(Difference::Unlinked { name, file, .. }) = office.check() else {
        panic!("{:?}", office.check())
    };
    assert_eq!((name.as_str(), file.as_str()), ("three", ANNOUNCEMENT));
    office.three.files.remove(ANNOUNCEMENT);
    let Err(Difference::Unlinked { file, .. }) = office.check() else {
        panic!("{:?}", office.check())
    };
    assert_eq!(file, RECORD);
}

#[test]
fn one_batch_is_the_first_of_all() {
    let mut office = Office::new();
    office.three = redraw("B-2", None);
    assert_eq!(office.code(), "verify_fork");
}

#[test]
fn two_batches_follow_the_same_record() {
    let mut office = Office::new();
    office.three = redraw("B-2", Some(office.one.hash(RECORD)));
    let fork = Difference::Fork {
        first: "two".to_owned(),
        second: "three".to_owned(),
        previous: office.one.hash(RECORD),
    };
    assert_eq!(office.check(), Err(fork));
}

#[test]
fn a_later_version_and_the_next_batch_may_follow_the_same_record() {
    let mut office = Office::new();
    let record: DrawRecord = office.one.read(RECORD);
    let id = record.strata[0].drawn[0].id.clone();
    let (reason, evidence) = ("closed".to_owned(), "photo".to_owned());
    office.one.next_record(&[Act::Strike { id, reason, evidence }]);
    assert!(office.check().is_ok(), "batch 2 follows record-1.json of batch 1");
}

#[test]
fn a_redraw_names_a_void_batch_before_it() {
    let mut office = Office::new();
    let previous = Some(office.two.hash(RECORD));
    office.three = redraw("B-1", previous.clone());
    assert_eq!(office.code(), "verify_redraws_standing");
    office.three = redraw("B-9", previous);
    assert_eq!(office.code(), "verify_redraws_nothing");
    let mut office = Office::new();
    let mut two = Batch::vector(P, "B-2", 2, PoolForm::Open);
    (two.heading.previous, two.heading.instead_of) = (Some(office.one.hash(RECORD)), instead_of("B-3"));
    office.two = two.draw();
    office.three = announced(3, Some(office.two.hash(RECORD)));
    office.three.void("mistake");
    assert_eq!(
        office.code(),
        "verify_redraws_nothing",
        "the void batch comes after it"
    );
}

#[test]
fn later_batches_alone_cannot_ask_for_the_earlier_ones() {
    let office = Office::new();
    let chained = chain(&office.given()[1..]).unwrap();
    assert_eq!(
        (chained.batches.len(), chained.unseen),
        (2, vec!["two".to_owned()])
    );
    let last = chain(&office.given()[2..]).unwrap();
    assert_eq!(last.unseen, ["three"], "nor for the void batch it redraws");
}

#[test]
fn a_withheld_record_cannot_be_asked_for_yet() {
    let one = announced(1, None).draw().seal();
    let two = announced(2, Some(one.hash(RECORD))).draw();
    let named = |name: &str, files: Files| (name.to_owned(), files);
    let sealed = chain(&[named("one", one.withheld()), named("two", two.files.clone())]).unwrap();
    assert_eq!(sealed.unseen, Vec::<String>::new(), "the seal names the record");
    let mut announced = one.withheld();
    announced.remove(SEALED);
    let chained = chain(&[named("one", announced), named("two", two.files)]).unwrap();
    assert_eq!(chained.unseen, ["two"]);
}

#[test]
fn a_withheld_void_draw_is_not_asked_for() {
    let one = announced(1, None).draw();
    let mut two = announced(2, Some(one.hash(RECORD))).draw().seal();
    two.void("superseded");
    let mut files = two.withheld();
    files.insert(RECORD.to_owned(), two.files[RECORD].clone());
    let named = |name: &str, files: Files| (name.to_owned(), files);
    let chained = chain(&[named("one", one.files.clone()), named("two", files)]).unwrap();
    assert_eq!(chained.unseen, Vec::<String>::new());
}
