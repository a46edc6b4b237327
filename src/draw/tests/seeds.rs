//! The seed text and the promises it must keep.

use rstest::rstest;

use super::vectors::{draw_vector, text};
use crate::draw::files::FaultKind;
use crate::draw::hash::Profile;
use crate::draw::promise::{BrokenPromise, Promised};
use crate::draw::seed::{Announced, MatchLinks, Party, SeedText, check_secret};

fn announced(issue: &str) -> Announced {
    Announced {
        kind: "ssq".to_owned(),
        issue: issue.to_owned(),
    }
}

fn promised() -> Promised {
    let vector = draw_vector();
    let own = |key| text(&vector, key).to_owned();
    Promised {
        batch: "HB-RS-2022-01".to_owned(),
        pool: own("pool_sha256"),
        plan: own("plan_sha256"),
        links: None,
        commit_a: own("commit_a"),
        commit_b: own("commit_b"),
        announced: vec![announced("2022062")],
    }
}

fn seed_text() -> String {
    text(&draw_vector(), "seed_txt").to_owned()
}

fn check(text: &str) -> Result<(), BrokenPromise> {
    let seed = SeedText::parse("seed.txt", text.as_bytes(), false).unwrap();
    promised().check(Profile::Sha256, &seed)
}

#[rstest]
#[case("SSJ-SEED-1\n", "SSJ-SEED-2\n", 1, "seed_line")]
#[case("batch:HB-RS-2022-01\n", "", 2, "seed_line")]
#[case("HB-RS-2022-01", "", 2, "file_empty_field")]
#[case("pool:ac", "pool:AC", 3, "file_hash")]
#[case("plan:54", "plan:4", 4, "file_hash")]
#[case("a:3f", "a:3F", 5, "seed_secret")]
#[case("b:20237331128159211123", "b:2023733112815921112", 6, "seed_secret")]
#[case("b:20237331128159211123", "b:２0237331128159211123", 6, "file_full_width")]
#[case("public:ssq:2022062:01 05 13 18 22 30 + 07\n", "", 7, "seed_no_public_line")]
#[case("public:ssq:2022062:", "public:2022062 ", 7, "seed_public_line")]
#[case("public:ssq:2022062:01", "public:ssq:2022062: 01", 7, "seed_public_line")]
#[case("public:ssq", "publik:ssq", 7, "seed_line")]
#[case("+ 07\n", "+ 07\nnote:x\n", 8, "seed_line")]
#[case("+ 07\n", "+ 07", 7, "file_no_final_lf")]
#[case("SSJ-SEED-1\n", "SSJ-SEED-1\r\n", 1, "file_crlf")]
#[case("SSJ-SEED-1\n", "\u{FEFF}SSJ-SEED-1\n", 1, "file_bom")]
fn a_fault_of_the_text(#[case] good: &str, #[case] bad: &str, #[case] line: usize, #[case] code: &str) {
    let text = seed_text();
    assert!(text.contains(good));
    let fault = SeedText::parse("seed.txt", text.replacen(good, bad, 1).as_bytes(), false).unwrap_err();
    assert_eq!((fault.line, fault.code()), (line, code), "{fault}");
}

#[test]
fn the_published_text_keeps_its_promises() {
    assert_eq!(check(&seed_text()), Ok(()));
}

#[rstest]
#[case("batch:HB-RS-2022-01", "batch:HB-RS-2022-02", "seed_value")]
#[case("pool:ac", "pool:bc", "seed_value")]
#[case("plan:54", "plan:55", "seed_value")]
#[case("a:3f", "a:2f", "seed_reveal")]
#[case("b:2023", "b:2024", "seed_reveal")]
#[case("ssq:2022062", "ssq:2022063", "seed_public_missing")]
#[case("ssq:2022062", "dlt:2022062", "seed_public_missing")]
#[case("+ 07\n", "+ 07\npublic:dlt:1:2\n", "seed_public_unannounced")]
fn a_broken_promise(#[case] good: &str, #[case] bad: &str, #[case] code: &str) {
    assert_eq!(
        check(&seed_text().replacen(good, bad, 1)).unwrap_err().code(),
        code
    );
}

#[test]
fn several_public_results_keep_the_announced_order() {
    let line = "public:ssq:2022062:01 05 13 18 22 30 + 07\n";
    let two = seed_text() + "public:ssq:2022063:a:b\n";
    let swapped = seed_text().replace(line, "public:ssq:2022063:a:b\n") + line;
    let promised = Promised {
        announced: vec![announced("2022062"), announced("2022063")],
        ..promised()
    };
    let check = |text: &str| {
        promised.check(
            Profile::Sha256,
            &SeedText::parse("seed.txt", text.as_bytes(), false).unwrap(),
        )
    };
    assert_eq!(check(&two), Ok(()));
    let broken = |place, issue| BrokenPromise::PublicMissing {
        place,
        announced: announced(issue),
    };
    assert_eq!(check(&swapped), Err(broken(1, "2022062")));
    assert_eq!(check(&seed_text()), Err(broken(2, "2022063")));
}

#[test]
fn a_reveal_is_bound_to_batch_and_party() {
    let (vector, promised) = (draw_vector(), promised());
    let secret = text(&vector, "reveal_a");
    assert_eq!(promised.check_reveal(Profile::Sha256, Party::A, secret), Ok(()));
    assert!(promised.check_reveal(Profile::Sha256, Party::B, secret).is_err());
    let other = Promised {
        batch: "HB-RS-2022-02".to_owned(),
        ..promised
    };
    assert!(other.check_reveal(Profile::Sha256, Party::A, secret).is_err());
}

#[test]
fn the_lines_of_a_match_belong_in_a_match_seed() {
    let draw_seed = SeedText::parse("seed.txt", seed_text().as_bytes(), false).unwrap();
    let hash = |digit: &str| digit.repeat(64);
    let links = MatchLinks {
        roster: hash("1"),
        conflicts: hash("2"),
        parent: hash("3"),
    };
    let match_seed = SeedText {
        links: Some(links.clone()),
        ..draw_seed.clone()
    };
    let text = match_seed.text();
    let place = |line: &str| text.lines().position(|found| found.starts_with(line));
    assert_eq!(
        (
            place("roster:"),
            place("conflicts:"),
            place("parent:"),
            place("a:")
        ),
        (Some(4), Some(5), Some(6), Some(7))
    );
    assert_eq!(
        SeedText::parse("match-seed.txt", text.as_bytes(), true),
        Ok(match_seed.clone())
    );
    let fault = SeedText::parse("seed.txt", text.as_bytes(), false).unwrap_err();
    assert_eq!((fault.line, fault.code()), (5, "seed_line"));
    let promised = Promised {
        links: Some(links),
        ..promised()
    };
    assert_eq!(promised.check(Profile::Sha256, &match_seed), Ok(()));
    assert_eq!(
        promised.check(Profile::Sha256, &draw_seed),
        Err(BrokenPromise::Links)
    );
}

#[rstest]
#[case(&"3f".repeat(32), true)]
#[case(&"3F".repeat(32), false)]
#[case(&"3f".repeat(31), false)]
#[case("12345612345612345612", true)]
#[case("1234561234561234561", false)]
#[case("1 2 3 4 5 6 1 2 3 4 5 6 1 2 3 4 5 6 1 2", false)]
#[case("", false)]
fn the_form_of_a_secret(#[case] secret: &str, #[case] good: bool) {
    assert_eq!(
        check_secret(secret),
        if good { Ok(()) } else { Err(FaultKind::Secret) }
    );
}
