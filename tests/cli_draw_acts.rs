//! `duban extend`, `replace`, `strike`, `replace-officer`: what may follow a draw and a match, and what comes next.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli_support;

use cli_support::{Desk, Ran};
use serde_json::{Value, json};

const HR: &str = "省人社";
const MR: &str = "省市监";
const DAY: &str = "2022-06-08";
const PROOF: &str = "--evidence 文书〔2022〕1号";

fn hr(desk: &Desk, line: &str) -> Ran {
    desk.by(HR, DAY, line)
}

/// Both languages refuse, and say so in their own words; the document holds the code.
fn refused(desk: &Desk, who: &str, line: &str, code: &str) {
    let zh = desk.by(who, DAY, line);
    assert_eq!(zh.code, 1, "{line}: {}", zh.err);
    let en = desk.by(who, DAY, &format!("--lang en {line}"));
    assert_eq!(en.code, 1, "{line}: {}", en.err);
    assert!(
        zh.err.contains('。') && !en.err.contains('。'),
        "{}{}",
        zh.err,
        en.err
    );
    assert!(zh.out.is_empty() && en.out.is_empty());
    let told = desk.by(who, DAY, &format!("--json {line}"));
    assert_eq!(
        (told.code, &told.json()["refused"]["code"]),
        (1, &json!(code)),
        "{line}"
    );
}

fn states(desk: &Desk) -> Vec<(String, String)> {
    let tasks = desk.run("--json tasks --batch B1").ok().json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let tasks = tasks.as_array().unwrap().iter();
    tasks
        .map(|task| (text(&task["id"]), text(&task["state"])))
        .collect()
}

fn count(desk: &Desk, state: &str) -> usize {
    states(desk).iter().filter(|(_, found)| found == state).count()
}

#[test]
fn an_extension_goes_the_whole_way_again() {
    let desk = Desk::furnished();
    desk.plan();
    refused(&desk, HR, "extend --batch B1 --by 3 --reason 扩大", "wrong-stage");
    desk.ceremony("2022-06-06", "");
    hr(&desk, "draw --batch B1").ok();
    desk.by(MR, DAY, "approve --batch B1").ok();
    hr(&desk, "dispatch --batch B1").ok();
    refused(
        &desk,
        HR,
        "extend --batch B1 --by 0 --reason 扩大",
        "nothing-to-do",
    );
    refused(
        &desk,
        "武汉人社",
        "extend --batch B1 --by 3 --reason 扩大",
        "lacks-role",
    );
    assert_eq!(hr(&desk, "extend --batch B1 --by 3").code, 2, "a reason is owed");

    let told = hr(&desk, "--json extend --batch B1 --by 3 --reason 扩大").ok();
    assert_eq!(told.json()["drawn"]["size"], 103);
    assert!(
        told.err
            .contains("duban approve --batch B1（待审核：B1-0101 B1-0102 B1-0103）"),
        "{}",
        told.err
    );
    assert_eq!((count(&desk, "drawn"), count(&desk, "dispatched")), (3, 100));
    let told = desk.by(MR, DAY, "approve --batch B1").ok();
    assert!(
        told.err.contains("duban dispatch --batch B1（待下派：B1-0101"),
        "{}",
        told.err
    );
    let told = hr(&desk, "--lang en dispatch --batch B1").ok();
    assert!(told.err.contains("duban claim --batch B1"), "{}", told.err);
    assert!(
        told.out.contains(" 3 "),
        "only what moved is counted: {}",
        told.out
    );
    assert_eq!(count(&desk, "dispatched"), 103);
}

#[test]
fn a_replacement_may_be_handed_out_while_visits_go_on() {
    let desk = Desk::furnished();
    desk.dispatched();
    let day = "2022-07-05";
    let closed = "不在期限内";
    let line = format!("replace --task B1-0001 --reason closed {PROOF}");
    desk.by(HR, day, &line).ok();
    for (who, line) in [(HR, "show B1"), (MR, "approve --batch B1")] {
        let told = desk.by(who, day, line).ok();
        let told = format!("{}{}", told.out, told.err);
        assert!(told.contains("2022-") && !told.contains(closed), "{told}");
    }
    let told = desk.by(HR, day, "dispatch --batch B1").ok();
    assert!(told.out.contains(" 1 "), "{}", told.out);
    assert!(
        told.err.contains(closed),
        "the rest is claimed too late: {}",
        told.err
    );
}

#[test]
fn a_target_is_replaced_or_struck_with_a_reason_and_proof() {
    let desk = Desk::furnished();
    desk.dispatched();
    let task = "B1-0001";
    refused(
        &desk,
        HR,
        &format!("replace --task {task} --reason whim {PROOF}"),
        "unknown-reason",
    );
    refused(
        &desk,
        HR,
        &format!("strike --task B1-9999 --reason closed {PROOF}"),
        "not-found",
    );
    assert_eq!(
        hr(&desk, &format!("replace --task {task} --reason closed")).code,
        2,
        "a proof is owed"
    );

    let told = hr(
        &desk,
        &format!("--json replace --task {task} --reason closed {PROOF}"),
    )
    .ok();
    let told = told.json();
    assert_eq!(
        (&told["task"]["state"], &told["new"]["state"]),
        (&json!("replaced"), &json!("drawn"))
    );
    assert_eq!(told["new"]["replaces"], json!(task));
    assert_eq!(told["new"]["stratum"], told["task"]["stratum"]);
    refused(
        &desk,
        HR,
        &format!("replace --task {task} --reason closed {PROOF}"),
        "wrong-state",
    );

    let photo = desk.write("photo.jpg", "a locked door");
    let line = format!("--json strike --task B1-0002 --reason cancelled --evidence-file {photo}");
    let told = hr(&desk, &line).ok().json();
    assert_eq!(
        (&told["task"]["state"], &told["new"]),
        (&json!("struck"), &json!(null))
    );
    let zh = hr(
        &desk,
        &format!("strike --task B1-0003 --reason cancelled {PROOF}"),
    )
    .ok();
    assert!(zh.out.contains("B1-0003 的对象已剔除"), "{}", zh.out);
    let en = hr(
        &desk,
        &format!("--lang en replace --task B1-0004 --reason closed {PROOF}"),
    )
    .ok();
    assert!(en.out.contains("B1-0004") && !en.out.contains('。'), "{}", en.out);
    let missing = hr(
        &desk,
        "strike --task B1-0005 --reason cancelled --evidence-file /nowhere/x",
    );
    assert_eq!(missing.code, 3, "{}", missing.err);

    // The record tells it all, the file's hash and not its content.
    hr(&desk, "ceremony release --batch B1 --reason 演练").ok();
    let out = desk.path("out").display().to_string();
    hr(&desk, &format!("publish batch --batch B1 --out {out}")).ok();
    let verified = desk.run(&format!("--json verify {out}")).ok().json();
    assert_eq!(
        (&verified["drawn"], &verified["unmatched"]),
        (&json!(102), &json!(98))
    );
    let record = std::fs::read_to_string(desk.path("out").join("record.json")).unwrap();
    assert!(
        record.contains("sha256:") && record.contains("文书〔2022〕1号") && !record.contains("a locked door")
    );
    assert!(
        desk.path("out").join("record-4.json").exists(),
        "every version is there"
    );
}

#[test]
fn what_is_added_after_the_match_gets_a_round_of_its_own() {
    let desk = Desk::furnished();
    desk.matched();
    let told = hr(
        &desk,
        &format!("--json replace --task B1-0001 --reason closed {PROOF}"),
    )
    .ok();
    let new = told.json()["new"].clone();
    let (id, unit) = (new["id"].as_str().unwrap(), new["unit"].as_str().unwrap());
    desk.by(MR, DAY, "approve --batch B1").ok();
    hr(&desk, "dispatch --batch B1").ok();
    let name = cli_support::UNITS
        .iter()
        .find(|(code, _)| *code == unit)
        .unwrap()
        .1;
    let claim = format!("claim --batch B1 --region {unit}");
    let told = desk.by(&format!("{name}人社"), DAY, &claim).ok();
    assert!(
        told.err.contains(&format!("--again 理由（待匹配：{id}）")),
        "{}",
        told.err
    );
    refused(&desk, HR, "roster freeze --batch B1", "already-done");
    let told = hr(&desk, "roster freeze --batch B1 --again 补抽").ok();
    assert!(told.err.contains("--match --batch B1 --party a"), "{}", told.err);
    desk.ceremony("2022-06-09", "--match");
    let line = format!("match --batch B1 --region {unit}");
    let told = desk.by(&format!("{name}人社"), "2022-06-10", &line).ok();
    assert!(told.err.contains("inspect"), "{}", told.err);

    let out = desk.path("out").display().to_string();
    hr(&desk, &format!("publish batch --batch B1 --internal --out {out}")).ok();
    let verified = desk.run(&format!("--json verify {out}")).ok().json();
    assert_eq!(
        (&verified["rounds"], &verified["teams"]),
        (&json!(2), &json!(101))
    );
    assert_eq!(verified["unmatched"], 0);
    let text = desk.run(&format!("verify {out}")).ok().out;
    assert!(text.contains("匹配 2 轮"), "{text}");
}

#[test]
fn an_officer_is_replaced_by_rule() {
    let desk = Desk::furnished();
    desk.matched();
    let task = desk.task("420100");
    let (id, out) = (
        task["id"].as_str().unwrap(),
        task["team"][0]["officer"].as_str().unwrap(),
    );
    let by = "武汉人社";
    let replace = |officer: &str, reason: &str| {
        format!("replace-officer --task {id} --officer {officer} --reason {reason}")
    };
    refused(
        &desk,
        by,
        &format!("{} {PROOF}", replace("A999", "leave")),
        "not-in-team",
    );
    refused(
        &desk,
        by,
        &format!("{} {PROOF}", replace(out, "whim")),
        "unknown-reason",
    );
    assert_eq!(
        desk.by(by, DAY, &replace(out, "leave")).code,
        2,
        "a proof is owed"
    );

    let told = desk
        .by(
            by,
            "2022-06-13",
            &format!("--json {} {PROOF}", replace(out, "leave")),
        )
        .ok()
        .json();
    let new = told["in"].as_str().unwrap();
    assert_ne!(new, out);
    let members: Vec<&str> = told["team"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["officer"].as_str().unwrap())
        .collect();
    assert!(members.contains(&new) && !members.contains(&out), "{told}");
    let zh = desk
        .by(by, "2022-06-13", &format!("{} {PROOF}", replace(new, "transfer")))
        .ok();
    assert!(zh.out.contains(new) && zh.out.contains("接替"), "{}", zh.out);

    let folder = desk.path("out").display().to_string();
    desk.by(
        HR,
        "2022-06-13",
        &format!("publish batch --batch B1 --internal --out {folder}"),
    )
    .ok();
    let verified = desk.run(&format!("--json verify {folder}")).ok().json();
    assert_eq!(verified["changes"], 2);
    let text = desk.run(&format!("--lang en verify {folder}")).ok().out;
    assert!(text.contains("Officers replaced after the match: 2"), "{text}");
}
