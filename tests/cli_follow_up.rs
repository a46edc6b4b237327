//! `duban follow-up`: what an inspection led to, from its entry in the ledger to its end.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli_support;

use cli_support::{Desk, Ran};
use serde_json::{Value, json};

/// One task of Wuhan's, visited on 2022-06-14 with a finding and an order, reviewed and published.
fn published() -> (Desk, String) {
    let desk = Desk::furnished();
    desk.matched();
    let task = desk.task("420100");
    let id = task["id"].as_str().unwrap().to_owned();
    let mut form = desk.form(&id, "2022-06-14", 1);
    form["measures"]["orders"] = json!(1);
    let file = desk.write("visit.json", &form.to_string());
    enters(&desk, "2022-06-14", &format!("inspect --task {id} --file {file}")).ok();
    checks(&desk, "2022-06-15", &format!("review --task {id} --accept")).ok();
    let line = format!("publish results --task {id}");
    checks(&desk, "2022-06-15", &line).ok();
    (desk, id)
}

fn enters(desk: &Desk, day: &str, line: &str) -> Ran {
    desk.by("武汉人社", day, line)
}

fn checks(desk: &Desk, day: &str, line: &str) -> Ran {
    desk.by("武汉复核", day, line)
}

fn list(desk: &Desk, day: &str, args: &str) -> Vec<Value> {
    let told = enters(desk, day, &format!("--json follow-up list {args}"))
        .ok()
        .json();
    told.as_array().unwrap().clone()
}

fn figure(desk: &Desk, column: &str) -> Value {
    let told = enters(desk, "2022-07-22", "--json report summary --region 420100")
        .ok()
        .json();
    let rows = told["rows"].as_array().unwrap();
    rows.last().unwrap()[column]["value"].clone()
}

#[test]
fn an_order_is_checked_again_and_the_task_closed() {
    let (desk, task) = published();
    let close = format!("publish close --task {task}");
    checks(&desk, "2022-06-16", &close).refused(&["后续处理没有结束", "责令改正"]);
    let bare = format!("follow-up add --task {task} order --what 改正 --deadline 2022-06-10");
    enters(&desk, "2022-06-16", &bare).refused(&["期限", "早于 2022-06-14"]);
    let order = format!(
        "follow-up add --task {task} order --what 改正 --violation not-displayed-or-recorded --deadline 2022-06-20"
    );
    enters(&desk, "2022-06-16", &order).ok();
    let id = format!("{task}-F01");
    checks(&desk, "2022-06-16", &close).refused(&["没有结束：F01"]);

    let open = list(&desk, "2022-06-28", "--overdue");
    assert_eq!(open.len(), 1, "five working days after the deadline are over");
    assert_eq!(open[0]["next"]["due"], json!({"day": "2022-06-27"}));

    let more = format!("follow-up step {id} extend --to 2022-06-30 --reason 疫情封控");
    enters(&desk, "2022-06-20", &more).refused(&["复核"]);
    checks(&desk, "2022-06-20", &more).ok();
    assert!(list(&desk, "2022-06-28", "--overdue").is_empty());
    let seen = format!("follow-up step {id} recheck --on 2022-06-28 --corrected --seen 已整改");
    enters(&desk, "2022-06-28", &seen).ok();
    checks(&desk, "2022-06-28", &close).ok();
    assert_eq!(figure(&desk, "orders-to-correct"), json!(1), "counted once");
    enters(&desk, "2022-06-28", &seen).refused(&["不能办理“复查”"]);
    let told = desk.run(&format!("show {id}")).ok();
    assert!(
        told.out.contains("已整改") && told.out.contains("2022-06-30"),
        "{}",
        told.out
    );
    let told = desk.run(&format!("history {task}")).ok();
    assert!(told.out.contains("后续处理"), "{}", told.out);
}

#[test]
fn a_fine_stands_on_its_precondition_and_in_its_range() {
    let (desk, task) = published();
    let fine = |more: &str| {
        format!(
            "follow-up add --task {task} fine --violation unfiled-or-unreported --fine fine \
             --decision 武人社罚〔2022〕1号 --decided 2022-06-20 --deadline 2022-07-05 {more}"
        )
    };
    let on = "2022-06-20";
    enters(&desk, on, &fine("--yuan 6000")).refused(&["前提成立的依据", "第四十二条第二款"]);
    let shown = "--precondition 复查未改正";
    enters(&desk, on, &fine(&format!("--yuan 20000 {shown}"))).refused(&["5000 – 10000"]);
    enters(&desk, on, &fine(&format!("--yuan 6000 {shown}"))).ok();
    assert_eq!(figure(&desk, "fines-and-confiscations"), json!(6000));
    let pay = |yuan: u32| format!("follow-up step {task}-F01 pay --on 2022-06-21 --yuan {yuan}");
    enters(&desk, "2022-06-21", &pay(7000)).refused(&["超过余额 6000"]);
    enters(&desk, "2022-06-21", &pay(6000)).ok();
    let withdraw = format!("follow-up step {task}-F01 withdraw --reason 复议撤销");
    enters(&desk, "2022-06-22", &withdraw).refused(&["复核"]);
    checks(&desk, "2022-06-22", &withdraw).ok();
    assert_eq!(figure(&desk, "fines-and-confiscations"), json!(0));
}

#[test]
fn an_order_that_was_not_complied_with_asks_for_more() {
    let (desk, task) = published();
    let day = "2022-06-20";
    let order = format!("follow-up add --task {task} order --what 改正 --deadline 2022-06-17");
    enters(&desk, "2022-06-16", &order).ok();
    let seen = format!("follow-up step {task}-F01 recheck --on {day} --not-corrected --seen 未整改");
    enters(&desk, day, &seen).ok();
    let close = format!("publish close --task {task}");
    checks(&desk, day, &close).refused(&["F01 未改正，尚未处理"]);
    let case = format!(
        "follow-up add --task {task} case --number 1号 --violation not-displayed-or-recorded --filed {day}"
    );
    enters(&desk, day, &case).ok();
    let end = format!("follow-up step {task}-F02 finish --on 2022-06-21 --result 处罚");
    enters(&desk, "2022-06-21", &end).ok();
    checks(&desk, "2022-06-21", &close).ok();
}

#[test]
fn nothing_is_ordered_where_nothing_was_found() {
    let desk = Desk::furnished();
    desk.matched();
    let task = desk.task("420100")["id"].as_str().unwrap().to_owned();
    let file = desk.write("visit.json", &desk.form(&task, "2022-06-14", 0).to_string());
    enters(
        &desk,
        "2022-06-14",
        &format!("inspect --task {task} --file {file}"),
    )
    .ok();
    let order = format!("follow-up add --task {task} order --what 改正 --deadline 2022-06-17");
    enters(&desk, "2022-06-14", &order).refused(&["未发现问题", "先更正检查记录"]);
}

#[test]
fn the_police_get_it_within_twenty_four_hours() {
    let (desk, task) = published();
    let team = desk.task("420100")["team"].clone();
    let officers: Vec<&str> = team
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["officer"].as_str().unwrap())
        .collect();
    let referral = |officers: &str| {
        format!(
            "follow-up add --task {task} referral --to police --authority 武汉市公安局 --what 涉嫌诈骗 --officer {officers}"
        )
    };
    enters(&desk, "2022-06-16", &referral(officers[0])).refused(&["两名以上", "§5"]);
    enters(&desk, "2022-06-16", &referral(&officers.join(" "))).ok();
    let id = format!("{task}-F01");
    let words = |line: &str, last: &str| -> Vec<String> {
        let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        words.push(last.to_owned());
        words
    };
    let step = |who: &str, day: &str, line: &str, at: &str| {
        let line = format!("--as {who} --today {day} follow-up step {id} {line} --at");
        let words = words(&line, at);
        desk.words(&words.iter().map(String::as_str).collect::<Vec<_>>())
    };
    step("武汉人社", "2022-06-17", "decide --approve", "2022-06-17 09:00").refused(&["复核"]);
    step("武汉复核", "2022-06-17", "decide --approve", "2022-06-17 09:00").ok();
    let due = list(&desk, "2022-06-17", "")[0]["next"]["due"].clone();
    assert_eq!(due, json!({"moment": "2022-06-18T09:00:00"}));
    let sent = "send --receipt 回执1";
    step("武汉人社", "2022-06-17", sent, "2022-06-17 15:00").refused(&["附件"]);
    let sent = "send --receipt 回执1 --attach 移送书 调查报告";
    step("武汉人社", "2022-06-17", sent, "2022-06-17 08:00").refused(&["早于批准时间"]);
    step("武汉人社", "2022-06-17", sent, "2022-06-17 15:00").ok();
    assert_eq!(figure(&desk, "to-police"), json!(1));
    let answer = format!("follow-up step {id} answer --on 2022-06-20 --accepted --text 已立案");
    enters(&desk, "2022-06-20", &answer).ok();
    assert!(list(&desk, "2022-06-20", "").is_empty());
}

#[test]
fn a_grade_written_back_weighs_the_next_draw() {
    let (desk, task) = published();
    let target = desk.task("420100")["target"].as_str().unwrap().to_owned();
    let grade = || {
        let told = desk.run(&format!("--json show {target}")).ok().json();
        told["target"]["grade"].as_str().unwrap().to_owned()
    };
    let (before, after) = (grade(), if grade() == "D" { "A" } else { "D" });
    let credit = format!(
        "follow-up add --task {task} credit --scale risk --from {before} --grade {after} --what 拒不改正"
    );
    enters(&desk, "2022-06-16", &credit).ok();
    assert_eq!(grade(), before, "proposed");
    let id = format!("{task}-F01");
    let run = |who: &str, line: &[&str]| {
        let mut words = vec![
            "--as",
            who,
            "--today",
            "2022-06-17",
            "follow-up",
            "step",
            id.as_str(),
        ];
        words.extend(line);
        desk.words(&words)
    };
    run("武汉复核", &["decide", "--approve", "--at", "2022-06-17 09:00"]).ok();
    assert_eq!(grade(), before, "approved, not written back");
    run(
        "武汉人社",
        &["send", "--at", "2022-06-17 10:00", "--receipt", "信用平台1"],
    )
    .ok();
    assert_eq!(grade(), after);
    let own = "pool freeze --batch W1 --region 420100 --overlap keep";
    desk.by("省人社", "2022-06-17", own).ok();
    let told = desk.by(
        "省人社",
        "2022-06-17",
        &format!("--json why --batch W1 --id {target}"),
    );
    let stratum = told.ok().json()["stratum"].clone();
    assert_eq!(stratum, json!(format!("420100-{after}")), "the next draw");
    let list = list(&desk, "2022-06-17", "--kind credit --all");
    assert_eq!(list[0]["state"], json!("done"));
    run("武汉复核", &["withdraw", "--reason", "认定错误"]).ok();
    assert_eq!(grade(), before, "withdrawn");
}
