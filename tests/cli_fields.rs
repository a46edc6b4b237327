//! `duban history TASK --fields`, and what `duban show` and `duban inspect` say at review and entry.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli_support;

use cli_support::Desk;
use serde_json::{Value, json};

/// A result of Wuhan's: entered with a finding, returned, and corrected with evidence and a note.
fn corrected(desk: &Desk) -> String {
    desk.matched();
    let id = desk.task("420100")["id"].as_str().unwrap().to_owned();
    let record = |form: &Value, day: &str| {
        let file = desk.write("form.json", &form.to_string());
        let line = format!("--json inspect --task {id} --file {file}");
        desk.by("武汉人社", day, &line).ok()
    };
    let mut form = desk.form(&id, "2022-06-13", 1);
    record(&form, "2022-06-13");
    let why = "RS01 缺少证据";
    let line = format!("review --task {id} --return");
    let words: Vec<&str> = ["--today", "2022-06-14", "--as", "武汉复核"]
        .into_iter()
        .chain(line.split(' '))
        .chain([why])
        .collect();
    desk.words(&words).ok();
    form["answers"][0]["evidence"] = json!(["照片三张", "gone.jpg"]);
    form["note"] = "已补".into();
    form["reason"] = "按退回意见".into();
    form["based_on"] = 1.into();
    let said = record(&form, "2022-06-15");
    assert!(
        said.err.contains("gone.jpg”没有读出（没有这个文件）"),
        "{}",
        said.err
    );
    assert_eq!(said.json()["warnings"][0]["fault"], "unread-evidence");
    assert!(
        !said.err.contains("照片三张"),
        "a description is none: {}",
        said.err
    );
    id
}

fn field<'a>(told: &'a Value, id: &str) -> &'a Value {
    let fields = told["fields"].as_array().unwrap();
    fields.iter().find(|field| field["id"] == id).unwrap()
}

#[test]
fn every_value_with_its_version_who_and_why() {
    let desk = Desk::furnished();
    let id = corrected(&desk);
    let told = desk.run(&format!("--json history {id} --fields")).ok().json();
    assert_eq!(told["versions"][0]["steps"][0]["what"], "state.returned");
    assert_eq!(told["versions"][0]["steps"][0]["by"], "武汉复核");
    assert_eq!(told["versions"][1]["reason"], "按退回意见");
    let evidence = field(&told, "evidence.RS01");
    assert_eq!(evidence["changed"], true);
    let values = json!([
        {"version": 1, "value": null, "text": null},
        {"version": 2, "value": "照片三张\ngone.jpg", "text": "照片三张\ngone.jpg"},
    ]);
    assert_eq!(evidence["values"], values);
    let answer = field(&told, "answers.RS01");
    assert_eq!(
        (&answer["changed"], &answer["values"][0]["value"]),
        (&json!(false), &json!(["fail"]))
    );

    let said = desk.run(&format!("history {id} --fields")).ok();
    for part in [
        "RS01 缺少证据",
        "按退回意见",
        "RS01 证据",
        "照片三张",
        "备注",
        "退回",
        "录入结果",
    ] {
        assert!(said.out.contains(part), "no {part} in {}", said.out);
    }
    assert!(!said.out.contains("职业中介活动许可"), "{}", said.out);
    assert!(said.err.contains("项自第一版起未改动"), "{}", said.err);
    let all = desk.run(&format!("history {id} --fields --all")).ok().out;
    assert!(all.contains("职业中介活动许可"), "{all}");

    let other = desk.run("history HB-9999 --fields");
    other.refused(&["HB-9999"]);
}

#[test]
fn a_reviewer_is_shown_what_was_corrected_and_what_does_not_go_together() {
    let desk = Desk::furnished();
    let id = corrected(&desk);
    let said = desk.by("武汉复核", "2022-06-16", &format!("show {id}")).ok();
    assert!(
        said.out.contains("第1版退回后修改") && said.out.contains("RS01 缺少证据"),
        "{}",
        said.out
    );
    assert!(said.out.contains("- → 已补"), "{}", said.out);
    assert!(!said.err.contains("违法行为"), "{}", said.err);

    let mut form = desk.form(&id, "2022-06-13", 1);
    form["violations"] = json!(["deposit-taken"]);
    form["reason"] = "漏填".into();
    let file = desk.write("form.json", &form.to_string());
    let line = format!("inspect --task {id} --file {file}");
    let said = desk.by("武汉人社", "2022-06-16", &line).ok();
    let text = "RS17：答为符合，却填了与它对应的违法行为";
    assert!(said.err.contains(text), "{}", said.err);
    let said = desk.by("武汉复核", "2022-06-16", &format!("show {id}")).ok();
    assert!(said.err.contains(text), "{}", said.err);
}
