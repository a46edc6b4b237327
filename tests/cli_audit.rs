//! The auditors' commands against the published vectors.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli_support;

use cli_support::Desk;
use serde_json::Value;

fn vector() -> Value {
    serde_json::from_str(include_str!("vectors/draw.json")).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[test]
fn the_seed_of_the_vector() {
    let (desk, vector) = (Desk::new(), vector());
    let file = desk.write("seed.txt", text(&vector["seed_txt"]));
    assert_eq!(
        desk.run(&format!("seed --file {file}")).ok().out.trim(),
        text(&vector["S"])
    );
    let sm3 = desk
        .run(&format!("--json seed --file {file} --profile sm3"))
        .ok()
        .json();
    assert_ne!(sm3["seed"], vector["S"]);
    let crlf = desk.write("crlf.txt", &text(&vector["seed_txt"]).replace('\n', "\r\n"));
    let ran = desk.run(&format!("seed --file {crlf}"));
    assert_eq!(ran.code, 3);
    assert!(
        ran.err.contains("CR LF") && ran.err.contains("第 1 行"),
        "{}",
        ran.err
    );
}

#[test]
fn the_allocation_of_the_vector() {
    let (desk, vector) = (Desk::new(), vector());
    let plan = text(&vector["plan_tsv"]);
    let expected: String = vector["alloc"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(s, n)| format!("{s}\t{n}\n"))
        .collect();
    let total: u64 = vector["alloc"]
        .as_object()
        .unwrap()
        .values()
        .map(|n| n.as_u64().unwrap())
        .sum();
    let allocate = |input: &str| desk.fed(&["allocate", "--plan", "-", "-n", &total.to_string()], input);
    assert_eq!(allocate(plan).ok().out, expected);
    // Without header, places or final line end, as an auditor types it.
    let bare: Vec<String> = plan
        .lines()
        .skip(1)
        .map(|l| l.rsplit_once('\t').unwrap().0.to_owned())
        .collect();
    assert_eq!(allocate(&bare.join("\n")).ok().out, expected);
    let many = desk.fed(&["--json", "allocate", "--plan", "-", "-n", "1000000"], plan);
    assert_eq!(many.code, 1);
    assert_eq!(many.json()["refused"]["code"], "allocate_too_few_targets");
    let wrong = desk.fed(&["allocate", "--plan", "-", "-n", "1"], "a\tb\n");
    assert_eq!(wrong.code, 3);
    assert!(wrong.err.contains("第 1 行"), "{}", wrong.err);
}

#[test]
fn the_order_of_the_vector() {
    let (desk, vector) = (Desk::new(), vector());
    let seed = text(&vector["S"]);
    for (stratum, expected) in vector["selection"].as_object().unwrap() {
        let ranked = expected["ranked"].as_array().unwrap();
        let ids: Vec<&str> = text(&vector["pool_tsv"])
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .filter(|(_, s)| s == stratum)
            .map(|(id, _)| id)
            .collect();
        let ids = ids.join("\n");
        let take = ranked.len().to_string();
        let line = |row: &Value| format!("{}\t{}\t{}", row["rank"], text(&row["id"]), text(&row["ticket"]));
        let all: Vec<String> = ranked.iter().map(line).collect();
        let order = desk
            .fed(&["order", "--seed", seed, "--ids", "-", "--take", &take], &ids)
            .ok();
        assert_eq!(order.out.lines().collect::<Vec<_>>(), all);
        let later = desk
            .fed(
                &[
                    "order", "--seed", seed, "--ids", "-", "--take", "1", "--drop", "1",
                ],
                &ids,
            )
            .ok();
        assert_eq!(
            later.out.lines().collect::<Vec<_>>(),
            all.iter().skip(1).take(1).collect::<Vec<_>>()
        );
        let id = text(&ranked[0]["id"]);
        let ticket = desk.words(&["ticket", "--seed", seed, "--id", id]).ok();
        assert_eq!(ticket.out.trim(), text(&ranked[0]["ticket"]));
    }
}

#[test]
fn ids_that_would_change_the_order_unseen_are_refused() {
    let desk = Desk::new();
    for (input, part) in [
        ("a\r\nb\r\n", "CR LF"),
        ("a\n\nb\n", "第 2 行"),
        ("\u{feff}a\n", "BOM"),
        ("a\nb\na\n", "第 3 行"),
    ] {
        let ran = desk.fed(&["order", "--seed", "s", "--ids", "-", "--take", "2"], input);
        assert_eq!(ran.code, 3, "{input:?}");
        assert!(ran.err.contains(part), "{input:?}: {}", ran.err);
    }
    assert_eq!(desk.run("order --seed s --ids /nowhere --take 1").code, 3);
    assert_eq!(desk.run("verify /nowhere").code, 3);
    let empty = desk.path("empty");
    std::fs::create_dir(&empty).unwrap();
    let ran = desk
        .words(&["--json", "verify", &empty.display().to_string()])
        .refused(&["record.json"]);
    assert_eq!(ran.json()["difference"]["code"], "verify_missing_file");
    assert!(!desk.data().exists(), "auditors need no database");
}
