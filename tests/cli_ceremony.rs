//! `duban ceremony public` with several sources and corrections, and `ceremony release`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli_support;

use cli_support::Desk;
use serde_json::json;

const HR: &str = "省人社";
const MR: &str = "省市监";
const DAY: &str = "2022-06-06";

fn refused(desk: &Desk, line: &str, code: &str) {
    for lang in ["zh", "en"] {
        let ran = desk.by(HR, DAY, &format!("--lang {lang} {line}"));
        assert_eq!(ran.code, 1, "{line}: {}", ran.err);
        assert_eq!(ran.err.contains('。'), lang == "zh", "{}", ran.err);
        let told = desk.by(HR, DAY, &format!("--lang {lang} --json {line}"));
        assert_eq!(told.json()["refused"]["code"], json!(code), "{line}");
    }
}

#[test]
fn every_announced_source_is_recorded_in_turn() {
    let desk = Desk::furnished();
    desk.plan();
    let two = "ceremony commit --batch B1 --party a --public ssq:2022062 --public dlt:22063";
    refused(
        &desk,
        "ceremony commit --batch B1 --party a --public ssq:1 --public ssq:1",
        "source-twice",
    );
    assert_eq!(
        desk.by(HR, DAY, "ceremony commit --batch B1 --party a --public ssq")
            .code,
        2
    );
    desk.by(HR, DAY, two).ok();
    let told = desk.by(MR, DAY, "ceremony commit --batch B1 --party b").ok();
    assert!(told.err.contains("--source ssq:2022062 --value"), "{}", told.err);

    refused(&desk, "ceremony public --batch B1 --value 01", "which-source");
    refused(
        &desk,
        "ceremony public --batch B1 --source ssq:2022063 --value 01",
        "which-source",
    );
    let record = |source: &str, value: &str, more: &[&str]| {
        let line = ["--as", HR, "--today", DAY, "ceremony", "public", "--batch", "B1"];
        let line = [&line[..], &["--source", source, "--value", value], more].concat();
        desk.words(&line)
    };
    let told = record("ssq:2022062", "03 08 14 19 25 33 + 07", &[]).ok();
    assert!(told.err.contains("--source dlt:22063 --value"), "{}", told.err);
    assert!(
        !told.err.contains("--correct"),
        "a value of the right shape raises no doubt: {}",
        told.err
    );
    let told = record("dlt:22063", "1 2 3", &[]).ok();
    assert!(
        told.err.contains("请核对") && told.err.contains("--correct"),
        "{}",
        told.err
    );
    assert!(
        told.err.contains("ceremony reveal --batch B1 --party a"),
        "{}",
        told.err
    );

    // What was recorded is corrected with a reason, until the first reveal.
    refused(
        &desk,
        "ceremony public --batch B1 --source dlt:22063 --value 01",
        "value-recorded",
    );
    let told = record("dlt:22063", "03 08 14 19 25 + 07 11", &["--correct", "抄录有误"]).ok();
    assert!(!told.err.contains("请核对"), "{}", told.err);
    desk.by(HR, DAY, "ceremony reveal --batch B1 --party a").ok();
    let late = record("dlt:22063", "1", &["--correct", "再改"]);
    late.refused(&["揭示"]);
    desk.by(MR, DAY, "ceremony reveal --batch B1 --party b").ok();
    desk.by(HR, "2022-06-07", "draw --batch B1").ok();

    let out = desk.path("out").display().to_string();
    desk.by(
        HR,
        "2022-06-07",
        &format!("publish batch --batch B1 --internal --out {out}"),
    )
    .ok();
    desk.run(&format!("verify {out}")).ok();
    let seed = std::fs::read_to_string(desk.path("out").join("seed.txt")).unwrap();
    let public: Vec<&str> = seed.lines().filter(|line| line.starts_with("public:")).collect();
    assert_eq!(
        public,
        [
            "public:ssq:2022062:03 08 14 19 25 33 + 07",
            "public:dlt:22063:03 08 14 19 25 + 07 11"
        ]
    );
    let journal = desk.run("journal export").ok().out;
    assert!(
        journal.contains("抄录有误"),
        "the correction and its reason stay in the journal"
    );
}

#[test]
fn secrets_are_released_early_only_with_a_reason() {
    let desk = Desk::furnished();
    desk.plan();
    desk.ceremony(DAY, "");
    refused(&desk, "ceremony release --batch B1 --reason 演练", "wrong-stage");
    desk.by(HR, DAY, "draw --batch B1").ok();
    assert_eq!(desk.by(HR, DAY, "ceremony release --batch B1").code, 2);
    let told = desk
        .by(HR, DAY, "--json ceremony release --batch B1 --reason 社会关注")
        .ok()
        .json();
    assert_eq!(told, json!({"batch": "B1", "reason": "社会关注"}));
    refused(&desk, "ceremony release --batch B1 --reason 再次", "already-done");
    let shown = desk.run("--json show B1").ok().json();
    assert_eq!(shown["batch"]["released"], "社会关注");
}
