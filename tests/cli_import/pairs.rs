//! Two officers who must not be in one team: from the file to the frozen conflicts and the teams.

use serde_json::json;

use super::cli_support::Desk;
use super::{import, rejected};

/// An officer of each department in 十堰, from the samples.
const PAIR: (&str, &str) = ("A420300001", "B420300001");

#[test]
fn a_ban_of_two_officers_reaches_the_teams() {
    let desk = Desk::furnished();
    let (a, b) = PAIR;
    let text = format!(
        "执法人员编号,统一社会信用代码,另一执法人员编号,关系,说明\n{b},,{a},不得同组,夫妻（示例）\n{a},,{b},不得同组,\n{a},,A999,不得同组,\n{a},,{a},不得同组,\n{a},,,不得同组,\n"
    );
    let file = desk.write("pairs.csv", &text);
    let rejects = desk.path("rejects.csv");
    let more = ["--json", "--rejects", &rejects.display().to_string()];
    let told = import(&desk, "conflicts", &file, &more).ok().json();
    assert_eq!((&told["new"], &told["rejected"]), (&json!(1), &json!(4)));
    let reasons: Vec<String> = rejected(&rejects).iter().map(|row| row[2].to_owned()).collect();
    for (reason, part) in reasons.iter().zip(["第 2 行", "A999", "同一名", "只能填一项"]) {
        assert!(reason.contains(part), "no {part} in {reason}");
    }
    let en = import(&desk, "conflicts", &file, &["--lang", "en", "--dry-run"]).ok();
    let all = en.out + &en.err;
    assert!(
        all.contains("both numbers are the same officer's") && all.contains("exactly one of the two"),
        "{all}"
    );

    // The other order is the same ban, and both officers show it.
    let turned = desk.write(
        "turned.csv",
        &format!("执法人员编号,统一社会信用代码,另一执法人员编号,说明\n{a},,{b},夫妻（示例）\n"),
    );
    let again = import(&desk, "conflicts", &turned, &["--json"]).ok().json();
    assert_eq!((&again["new"], &again["unchanged"]), (&json!(0), &json!(1)));
    for (one, other) in [(a, b), (b, a)] {
        let shown = desk.run(&format!("show {one}")).ok().out;
        let line = shown.lines().find(|line| line.starts_with("不得同组")).unwrap();
        assert!(line.contains(other), "{shown}");
    }

    desk.matched();
    let out = desk.path("public").display().to_string();
    let line = format!("publish batch --batch B1 --internal --out {out}");
    desk.by("省人社", "2022-06-10", &line).ok();
    let frozen = std::fs::read_to_string(desk.path("public").join("conflicts.tsv")).unwrap();
    assert!(frozen.lines().any(|line| line == format!("{a}\t{b}")), "{frozen}");
    desk.run(&format!("verify {out}")).ok();
    let tasks = desk.run("--json tasks --region 420300").ok().json();
    for task in tasks.as_array().unwrap() {
        let team: Vec<&str> = task["team"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| m["officer"].as_str().unwrap())
            .collect();
        assert!(
            team.len() == 2 && !(team.contains(&a) && team.contains(&b)),
            "{team:?}"
        );
    }
}
