//! `duban history`: everything on record about one target.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli_support;

use cli_support::Desk;
use serde_json::{Value, json};

const PROOF: &str = "--evidence 文书〔2022〕1号";

/// B1 dispatched; a lead about the target of one task, and an officer who must stay away from it.
fn day() -> (Desk, Value) {
    let desk = Desk::furnished();
    desk.dispatched();
    let task = desk.task("420100");
    let target = task["target"].as_str().unwrap();
    let leads = format!(
        "收到日期,来源,被反映对象,统一社会信用代码,行政区划代码,地点,内容,举报人,举报人电话\n\
         2022-06-05,12333,某公司,{target},420100,武汉市,扣押身份证件,张举报,13800001111\n"
    );
    let leads = desk.write("leads.csv", &leads);
    desk.by("省人社", "2022-06-08", &format!("import leads {leads}"))
        .ok();
    let conflicts =
        format!("执法人员编号,统一社会信用代码,关系,说明\nA420100004,{target},近亲属,配偶在该单位任职\n");
    let conflicts = desk.write("conflicts.csv", &conflicts);
    desk.by("省人社", "2022-06-08", &format!("import conflicts {conflicts}"))
        .ok();
    (desk, task)
}

fn kinds(told: &Value) -> Vec<&str> {
    let lines = told["history"].as_array().unwrap();
    lines.iter().map(|line| line["kind"].as_str().unwrap()).collect()
}

#[test]
fn a_target_from_the_registry_to_its_replacement() {
    let (desk, task) = day();
    let (id, target) = (task["id"].as_str().unwrap(), task["target"].as_str().unwrap());
    let line = format!("replace --task {id} --reason closed {PROOF}");
    desk.by("省人社", "2022-06-09", &line).ok();
    let told = desk
        .run(&format!("--json history {}", target.to_lowercase()))
        .ok()
        .json();
    assert_eq!(
        kinds(&told),
        [
            "change",
            "avoidance",
            "lead",
            "hand-out",
            "hand-out",
            "draw",
            "lead",
            "pool",
            "registry"
        ]
    );
    let lines = told["history"].as_array().unwrap();
    let days: Vec<&str> = lines.iter().map(|line| line["on"].as_str().unwrap()).collect();
    assert!(days.is_sorted_by(|newer, older| newer >= older), "{days:?}");
    // Every line but the lead's own date leads to its journal entry.
    let tail = desk.run("--json journal tail -n 1000").ok().json();
    for line in lines.iter().filter(|line| line["fact"]["what"] != "reported") {
        let entry = tail
            .as_array()
            .unwrap()
            .iter()
            .find(|entry| entry["seq"] == line["seq"]);
        assert_eq!(entry.unwrap()["on"], line["on"], "{line}");
    }
    assert_eq!(told["batches"][0]["fate"], "replaced");
    assert_eq!(told["conflicts"][0]["officer"], "A420100004");
    let heir = desk.run("--json tasks --batch B1").ok().json();
    let heir = heir
        .as_array()
        .unwrap()
        .iter()
        .find(|t| t["replaces"] == json!(id))
        .unwrap();
    let text = desk.run(&format!("history {id}")).ok().out;
    for part in [
        heir["id"].as_str().unwrap(),
        "文书〔2022〕1号",
        "配偶在该单位任职",
        "扣押身份证件",
    ] {
        assert!(text.contains(part), "no {part} in {text}");
    }
    let heir = desk
        .run(&format!("history {}", heir["target"].as_str().unwrap()))
        .ok()
        .out;
    assert!(
        heir.contains(&format!("补抽抽中；{}", task["stratum"].as_str().unwrap())),
        "{heir}"
    );
    assert!(heir.contains(&format!("顶替 {id}")), "{heir}");
}

#[test]
fn who_reported_and_what_the_seed_was_are_no_part_of_it() {
    let (desk, task) = day();
    let target = task["target"].as_str().unwrap();
    let seed = desk.by("省人社", "2022-06-08", "--json show B1").ok().json();
    let seed = seed["batch"]["drawn"]["seed"].as_str().unwrap().to_owned();
    for line in ["history", "--lang en history", "--json history"] {
        let said = desk
            .by("武汉人社", "2022-06-08", &format!("{line} {target}"))
            .ok()
            .out;
        for secret in ["张举报", "13800001111", "reporter", &seed] {
            assert!(!said.contains(secret), "{secret} in {said}");
        }
    }
}

#[test]
fn it_is_the_same_from_an_index_made_anew() {
    let (desk, task) = day();
    let target = task["target"].as_str().unwrap();
    let before = desk.run(&format!("--json history {target}")).ok().out;
    std::fs::remove_dir_all(desk.data().join("index")).unwrap();
    assert_eq!(desk.run(&format!("--json history {target}")).ok().out, before);
}

#[test]
fn those_not_drawn_and_left_out_have_a_history_too() {
    let (desk, _) = day();
    let pool = desk.run("--json pool show --batch B1 --rows").ok().json();
    let drawn = desk.run("--json tasks --batch B1").ok().json();
    let drawn: Vec<&Value> = drawn.as_array().unwrap().iter().map(|t| &t["target"]).collect();
    let rows = pool.as_array().unwrap();
    let other = rows.iter().find(|row| !drawn.contains(&&row["id"])).unwrap();
    let told = desk
        .run(&format!("--json history {}", other["id"].as_str().unwrap()))
        .ok()
        .json();
    assert_eq!(kinds(&told), ["draw", "pool", "registry"]);
    let left = desk.run("--json pool show --batch B1 --left-out").ok().json();
    let left = left.as_array().unwrap()[0]["id"].as_str().unwrap().to_owned();
    let told = desk.run(&format!("--json history {left}")).ok().json();
    assert_eq!(told["batches"][0]["standing"], "left-out");
    desk.run("history 91420100MA0XJ4GX6D")
        .refused(&["91420100MA0XJ4GX6D"]);
}
