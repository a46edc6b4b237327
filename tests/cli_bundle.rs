//! `duban bundle`: keys, out, in, side by side, decided — as typed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod cli_support;

use cli_support::Desk;
use serde_json::Value;

const DAY: &str = "2022-06-09";

/// The keys of an office, made there.
fn keys(desk: &Desk, office: &str) -> Value {
    let made = desk
        .by("省人社", DAY, &format!("bundle keys --make {office} --json"))
        .ok();
    made.json()[0].clone()
}

fn knows(desk: &Desk, peer: &Value) {
    let part = |name: &str| peer[name].as_str().unwrap().to_owned();
    let line = format!(
        "bundle keys --add {} --recipient {} --verifier {}",
        part("office"),
        part("recipient"),
        part("verifier")
    );
    desk.by("省人社", DAY, &line).ok();
}

fn pass(from: (&Desk, &str), to: (&Desk, &str), office: &str) -> Value {
    let stick = from.0.path("stick");
    let stick = stick.display();
    from.0
        .by(from.1, DAY, &format!("bundle export --to {office} --out {stick}"))
        .ok();
    to.0.by(to.1, DAY, &format!("bundle import {stick} --json"))
        .ok()
        .json()
}

#[test]
fn bundles_go_down_and_up_and_a_conflict_is_decided() {
    let (province, wuhan) = (Desk::furnished(), Desk::new());
    province
        .by("省人社", DAY, "bundle export --to 420100-hr --out x")
        .refused(&["bundle keys --make"]);
    let (above, below) = (keys(&province, "420000-hr"), keys(&wuhan, "420100-hr"));
    province
        .by("省人社", DAY, "bundle keys --make 420000-hr")
        .refused(&["420000-hr"]);
    knows(&province, &below);
    knows(&wuhan, &above);
    let listed = province.by("省人社", DAY, "bundle keys").ok().out;
    assert!(
        listed.contains("武汉市") && listed.contains(below["verifier"].as_str().unwrap()),
        "{listed}"
    );

    let words = [
        "lead",
        "add",
        "--received",
        "2022-06-08",
        "--source",
        "12345",
        "--what",
        "收取押金",
        "--about",
    ];
    let more = ["样例公司", "--region", "420106", "--json"];
    let mut line = vec!["--as", "武汉人社", "--today", DAY];
    line.extend(words);
    line.extend(more);
    let added = province.words(&line).ok().json();
    let lead = added["id"]
        .as_str()
        .or(added["lead"].as_str())
        .unwrap()
        .to_owned();

    let out = province.path("stick");
    let stick = out.display().to_string();
    let made = province
        .by(
            "省人社",
            DAY,
            &format!("bundle export --to 420100-hr --out {stick} --json"),
        )
        .ok();
    assert_eq!(made.json()["bundles"][0]["number"], 1);
    let shown = wuhan.by("x", DAY, &format!("bundle show {stick}")).ok().out;
    assert!(
        shown.contains("专项行动开始") && shown.contains("登记线索"),
        "{shown}"
    );
    wuhan
        .by("x", DAY, &format!("bundle import {stick}"))
        .refused(&["武汉人社"]);
    let taken = wuhan
        .by("武汉人社", DAY, &format!("bundle import {stick}"))
        .ok()
        .out;
    assert!(taken.contains("第 1 个数据包"), "{taken}");
    province
        .by(
            "省人社",
            DAY,
            &format!("bundle export --to 420100-hr --out {stick}"),
        )
        .refused(&["没有对方还不知道的内容"]);

    wuhan
        .by("武汉人社", DAY, &format!("lead triage {lead} --accept"))
        .ok();
    let refuse = format!("lead triage {lead} --refuse out-of-remit");
    let known = province.by("武汉人社", DAY, &refuse);
    assert_eq!(known.code, 0, "{}", known.err);
    let taken = pass((&wuhan, "武汉人社"), (&province, "省人社"), "420000-hr");
    let record = format!("lead:{lead}");
    assert_eq!(taken["conflicts"][0], record.as_str());
    let beside = province.by("省人社", DAY, "bundle conflicts").ok();
    for word in [&*record, "420100-hr", "本机关", "来件", "受理", "不予受理"] {
        assert!(beside.out.contains(word), "no {word} in {}", beside.out);
    }
    let decide = |more: &str| province.by("省人社", DAY, &format!("bundle decide {record} {more}"));
    assert_eq!(decide("--ours --theirs --reason x").code, 2);
    assert_eq!(decide("--ours").code, 2);
    decide("--ours --reason 不属受理范围").ok();
    decide("--ours --reason 再来").refused(&[&record]);
    assert_eq!(
        pass((&province, "省人社"), (&wuhan, "武汉人社"), "420100-hr")["conflicts"],
        serde_json::json!([])
    );
    let there = wuhan.by("武汉人社", DAY, &format!("show {lead} --json")).ok().out;
    assert!(there.contains("refused"), "{there}");

    // A broken stick is a fault of the file, by name.
    std::fs::write(&out, &std::fs::read(&out).unwrap()[..200]).unwrap();
    let broken = wuhan.by("武汉人社", DAY, &format!("bundle import {stick} --json"));
    assert_eq!(broken.code, 3);
    assert!(broken.json()["fault"]["what"].as_str().unwrap().contains(&stick));
}
