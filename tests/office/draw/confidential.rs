//! Confidential grades: leaves hang on the board, and only the drawn are opened.

use std::collections::{BTreeMap, BTreeSet};

use duban::domain::batch::Purpose;
use duban::domain::command::PoolWish;
use duban::domain::publication::{Choice, Showing};
use duban::domain::refusal::Refusal;
use duban::draw::Profile;
use duban::draw::files::{Opening, parse_openings, write_openings};
use duban::draw::verify::{Difference, Files, Scope, Stage, opening, verify};

use super::*;

fn closed(salt: Option<&str>) -> PoolWish {
    PoolWish {
        confidential: Some(true),
        salt: salt.map(str::to_owned),
        ..PoolWish::default()
    }
}

/// A key as the operating system would give it, the same in every run.
fn key() -> String {
    Profile::Sha256.hex("entropy")
}

fn openings(desk: &Desk, job: &Job) -> Vec<Opening> {
    let blob = job.batch().pool.openings.unwrap();
    parse_openings(&desk.office.view().blobs().get(&blob).unwrap()).unwrap()
}

/// Nothing but the leaf is said of whoever was not drawn: no grade and no salt, in no file.
fn silent(desk: &Desk, job: &Job, files: &Files) {
    let drawn: BTreeSet<String> = match files.contains_key("record.json") {
        true => job.tasks().into_iter().map(|task| task.target).collect(),
        false => BTreeSet::new(),
    };
    assert!(!files.contains_key("pool.tsv"));
    for row in openings(desk, job) {
        let open = drawn.contains(&row.id);
        for (name, bytes) in files {
            let text = String::from_utf8_lossy(bytes);
            assert!(open || !text.contains(&row.salt), "{name} opens {}", row.id);
            let beside = |line: &str| line.contains(&row.id) && line.contains(&row.stratum);
            assert!(
                open || !text.lines().any(beside),
                "{name} tells the grade of {}",
                row.id
            );
            assert!(
                open || name == "pool-public.tsv" || !text.contains(&row.id),
                "{name} names {}",
                row.id
            );
        }
        let opened = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains(&row.salt);
        assert_eq!(open, files.values().any(opened), "{}", row.id);
    }
}

/// Every company's slip opens its leaf and tells it what became of it.
fn slips(desk: &Desk, job: &Job, files: &Files, stage: Stage) {
    let ranks: BTreeMap<String, u64> = job.tasks().into_iter().map(|t| (t.target, t.rank)).collect();
    for row in openings(desk, job) {
        let opened = opening(files, write_openings(std::slice::from_ref(&row)).as_bytes()).unwrap();
        assert_eq!((opened.stage, &opened.stratum), (stage, &row.stratum));
        assert_eq!(opened.outcome.is_some(), stage >= Stage::Drawn);
        let rank = opened
            .outcome
            .and_then(|outcome| outcome.drawn)
            .map(|drawn| drawn.rank as u64);
        assert_eq!(
            rank,
            ranks.get(&row.id).copied().filter(|_| stage >= Stage::Drawn)
        );
        let other = Opening {
            stratum: row.stratum.replace(['A', 'B', 'C'], "D").replace("D", "A"),
            ..row.clone()
        };
        if other.stratum != row.stratum {
            let wrong = opening(files, write_openings(&[other]).as_bytes()).unwrap_err();
            assert!(matches!(wrong, Difference::Leaf { .. }), "{wrong}");
        }
    }
}

#[test]
fn entropy_is_asked_for_and_the_campaign_can_demand_it() {
    let mut strict = campaign();
    strict.draw.confidential = true;
    let desk = Desk::with(strict, 14, 2);
    let job = Job::province(&desk, BATCH);
    let upper = "A".repeat(64);
    for salt in [None, Some(""), Some("1234"), Some(&upper[..])] {
        assert_eq!(
            job.refused("06-02", job.freezing(closed(salt))),
            Refusal::SaltMissing
        );
    }
    let rule = PoolWish::default();
    assert_eq!(
        job.refused("06-02", job.freezing(rule.clone())),
        Refusal::SaltMissing
    );
    job.freeze_as(
        "06-02",
        PoolWish {
            salt: Some(key()),
            ..rule.clone()
        },
    );
    assert!(job.batch().pool.openings.is_some());
    let open = Job::province(&desk, "B-2");
    open.freeze_as(
        "06-02",
        PoolWish {
            confidential: Some(false),
            ..rule
        },
    );
    assert_eq!(open.batch().pool.openings, None);
    // The key itself is kept nowhere.
    for entry in std::fs::read_dir(desk.dir.path().join("blobs")).unwrap() {
        let blob = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!String::from_utf8_lossy(&blob).contains(&key()));
    }
    let journal = std::fs::read_dir(desk.dir.path().join("journal")).unwrap();
    for entry in journal {
        assert!(
            !std::fs::read_to_string(entry.unwrap().path())
                .unwrap()
                .contains(&key())
        );
    }
}

#[test]
fn only_the_drawn_are_opened_and_every_slip_fits() {
    let desk = Desk::with(campaign(), 26, 3);
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    job.freeze_as("06-02", closed(Some(&key())))
        .plan("06-02", 20)
        .commit(Purpose::Draw, "06-02");
    let posted = board.only(&desk, "06-02");
    silent(&desk, &job, &posted.files);
    slips(&desk, &job, &posted.files, Stage::Announced);
    job.reveal(Purpose::Draw, "06-02").draw("06-02");
    let posted = board.only(&desk, "06-02");
    silent(&desk, &job, &posted.files);
    slips(&desk, &job, &posted.files, Stage::Sealed);
    silent(&desk, &job, &published(&desk, BATCH, "06-02", INTERNAL).files);

    job.ok("06-02", job.extending(3));
    silent(&desk, &job, &published(&desk, BATCH, "06-02", INTERNAL).files);
    job.ok("06-02", replacing(&job.tasks()[0].id));
    job.ok("06-02", striking(&job.tasks()[1].id));
    silent(&desk, &job, &published(&desk, BATCH, "06-02", INTERNAL).files);
    job.hand_out("06-03").teams("06-06", None);
    let open = board.only(&desk, "07-21");
    assert_eq!(
        (open.showing, open.verified.scope, open.verified.drawn),
        (Showing::Whole, Scope::DrawnOnly, 24)
    );
    silent(&desk, &job, &open.files);
    slips(&desk, &job, &open.files, Stage::Drawn);
    assert!(
        !open.files.contains_key("openings.tsv"),
        "all leaves are opened by choice alone"
    );
    let chosen = Choice {
        openings: true,
        internal: false,
    };
    let all = published(&desk, BATCH, "07-21", chosen).files;
    assert_eq!(verify(&all).unwrap().scope, Scope::Whole);
    assert_eq!(text(&all, "openings.tsv").lines().count(), 72 + 1);
    slips(&desk, &job, &all, Stage::Drawn);
    replayed(desk);
}

#[test]
fn a_closed_pool_is_void_and_drawn_anew_with_other_salts() {
    let desk = Desk::stocked();
    let job = Job::province(&desk, "B-1");
    let mut board = Board::default();
    job.drawn_as("06-02", 16, closed(Some(&key())));
    desk.ok("省市监", "06-02", job.voiding("盐值外泄"));
    let posted = board.only(&desk, "06-02");
    silent(&desk, &job, &posted.files);
    slips(&desk, &job, &posted.files, Stage::Void);
    let anew = Job::province(&desk, "B-2");
    let void = duban::domain::batch::InsteadOf {
        batch: "B-1".to_owned(),
        reason: "盐值外泄".to_owned(),
    };
    let other = Profile::Sha256.hex("other entropy");
    anew.drawn_as(
        "06-02",
        16,
        PoolWish {
            instead_of: Some(void),
            ..closed(Some(&other))
        },
    );
    for (one, other) in openings(&desk, &job).iter().zip(openings(&desk, &anew)) {
        assert!(one.id == other.id && one.salt != other.salt);
    }
    board.post(&desk, "06-02");
    board.post(&desk, "07-21");
    replayed(desk);
}
