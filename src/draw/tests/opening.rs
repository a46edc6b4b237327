//! A company checks itself with its opening slip.

use super::fixture::{BATCH, Batch, P};
use super::vectors::{draw_vector, text};
use crate::draw::files::{
    DRAWN, OPENINGS, Opening, PLAN, PUBLIC_POOL, RECORD, SEED, parse_plan, write_openings,
};
use crate::draw::record::{DrawRecord, Frozen, PoolForm, write_drawn};
use crate::draw::select::{Draw, Fate};
use crate::draw::verify::{Difference, Files, Opened, Stage, opening, verify};

fn closed() -> Batch {
    Batch::vector(P, BATCH, 1, PoolForm::Leaves).announce().draw()
}

fn slip(row: &Opening) -> Vec<u8> {
    write_openings(std::slice::from_ref(row)).into_bytes()
}

fn check(files: &Files, row: &Opening) -> Result<Opened, Difference> {
    opening(files, &slip(row))
}

#[test]
fn a_slip_fits_before_the_draw_is_shown() {
    let batch = closed();
    let row = &batch.openings()[0];
    let opened = check(&batch.withheld(), row).unwrap();
    assert_eq!((opened.stage, opened.outcome), (Stage::Announced, None));
    assert_eq!((opened.id, opened.stratum), (row.id.clone(), row.stratum.clone()));
}

#[test]
fn every_company_finds_its_ticket_and_its_threshold() {
    let mut batch = closed();
    let vector = draw_vector();
    let mut drawn = 0;
    let openings = batch.openings();
    let record: DrawRecord = batch.read(RECORD);
    let mut ranks = Vec::new();
    for row in &openings {
        let outcome = check(&batch.files, row).unwrap().outcome.unwrap();
        let stratum = record
            .strata
            .iter()
            .find(|stratum| stratum.stratum == row.stratum)
            .unwrap();
        assert_eq!((outcome.n, outcome.size), (stratum.n, stratum.size));
        assert_eq!(outcome.threshold, stratum.threshold);
        let below = Some(&outcome.ticket) <= outcome.threshold.as_ref();
        assert_eq!(outcome.drawn.is_some(), below);
        assert_eq!(outcome.rank, outcome.drawn.as_ref().map(|drawn| drawn.rank));
        drawn += usize::from(below);
        ranks.push(outcome.rank);
    }
    assert_eq!(drawn, 15);
    batch.put(OPENINGS, write_openings(&openings));
    for (row, known) in openings.iter().zip(ranks) {
        let rank = check(&batch.files, row).unwrap().outcome.unwrap().rank.unwrap();
        let size = text(&vector, "pool_tsv")
            .lines()
            .filter(|line| line.ends_with(&row.stratum))
            .count();
        assert!(
            known.is_none_or(|known| known == rank) && rank <= size,
            "{rank} of {size}"
        );
    }
}

#[test]
fn a_slip_that_does_not_fit() {
    let batch = closed();
    let row = &batch.openings()[0];
    let other = Opening {
        stratum: "420100-D".to_owned(),
        ..row.clone()
    };
    let leaf = Difference::Leaf {
        file: OPENINGS.to_owned(),
        id: row.id.clone(),
    };
    assert_eq!(check(&batch.files, &other), Err(leaf.clone()));
    let salted = Opening {
        salt: P.hex("another salt"),
        ..row.clone()
    };
    assert_eq!(check(&batch.files, &salted), Err(leaf));
    let stranger = Opening {
        id: "91420100MA65F5R2TR".to_owned(),
        ..row.clone()
    };
    let known = batch.openings().iter().any(|row| row.id == stranger.id);
    let code = if known { "verify_leaf" } else { "verify_membership" };
    assert_eq!(check(&batch.files, &stranger).unwrap_err().code(), code);
}

#[test]
fn a_slip_is_one_row() {
    let batch = closed();
    for rows in [0, 2] {
        let slip = write_openings(&batch.openings()[..rows]);
        let file = OPENINGS.to_owned();
        assert_eq!(
            opening(&batch.files, slip.as_bytes()),
            Err(Difference::SlipRows { file, rows })
        );
    }
    assert_eq!(opening(&batch.files, b"id\n").unwrap_err().code(), "file_header");
}

#[test]
fn an_open_pool_has_no_slips() {
    let batch = Batch::drawn(PoolForm::Open);
    let missing = PUBLIC_POOL.to_owned();
    assert_eq!(
        check(&batch.files, &batch.openings()[0]),
        Err(Difference::MissingFile { file: missing })
    );
}

#[test]
fn a_publication_is_checked_before_its_slips() {
    let mut batch = closed();
    let row = batch.openings()[0].clone();
    batch.files.remove(SEED);
    let missing = SEED.to_owned();
    assert_eq!(
        check(&batch.files, &row),
        Err(Difference::MissingFile { file: missing })
    );
}

/// A record forged over a pool that lacks one target: whoever cannot open the leaves finds nothing wrong with it.
fn forged(batch: &mut Batch, hidden: &str) {
    let record: DrawRecord = batch.read(RECORD);
    let mut pool = batch.pool_rows();
    pool.retain(|row| row.id != hidden);
    let plan = parse_plan(&batch.files[PLAN]).unwrap();
    let draw = Draw::new(P, &record.seed, &pool, &plan).unwrap();
    let frozen = Frozen {
        pool_form: PoolForm::Leaves,
        pool: record.pool,
        plan: record.plan,
        seed: record.seed,
    };
    let salts = batch.openings();
    let salt_of = |id: &str| salts.iter().find(|row| row.id == id).map(|row| row.salt.clone());
    let forged = DrawRecord::of(&draw, record.heading, frozen, salt_of);
    batch.put_record(RECORD, &forged);
    batch.put(DRAWN, write_drawn(&forged));
}

#[test]
fn a_company_that_was_passed_over_proves_it() {
    let mut batch = closed();
    let record: DrawRecord = batch.read(RECORD);
    let drawn = record.strata[0].drawn[0].clone();
    assert_eq!(drawn.fate, Fate::Active);
    forged(&mut batch, &drawn.id);
    assert!(
        verify(&batch.files).is_ok(),
        "with closed strata nobody else can tell"
    );
    let openings = batch.openings();
    let row = openings.iter().find(|row| row.id == drawn.id).unwrap();
    let Err(Difference::PassedOver {
        id,
        ticket,
        threshold,
        ..
    }) = check(&batch.files, row)
    else {
        panic!("{:?}", check(&batch.files, row))
    };
    assert_eq!((id, &ticket), (drawn.id, &drawn.ticket));
    assert!(ticket <= threshold);
    let others = openings.iter().filter(|other| other.id != row.id);
    assert!(others.into_iter().all(|other| check(&batch.files, other).is_ok()));
}

#[test]
fn a_company_whose_stratum_was_left_out_of_the_plan_proves_it() {
    let vector = draw_vector();
    let plan = text(&vector, "plan_tsv");
    assert!(
        plan.contains("420500-D\t1\t8\t1\t1\n"),
        "one target alone in its stratum"
    );
    let plan = plan.replacen("420500-D\t1\t8\t1\t1\n", "420500-E\t1\t8\t1\t1\n", 1);
    let batch = Batch::frozen(P, BATCH, 1, PoolForm::Leaves, &plan).announce();
    assert!(
        verify(&batch.files).is_ok(),
        "with closed strata the total is all that can be checked"
    );
    let openings = batch.openings();
    let row = openings.iter().find(|row| row.stratum == "420500-D").unwrap();
    let difference = Difference::NoStratum {
        id: row.id.clone(),
        stratum: row.stratum.clone(),
    };
    assert_eq!(check(&batch.files, row), Err(difference));
}
