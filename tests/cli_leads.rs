//! `duban lead`: the list, and every decision with what it is refused for.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli_support;

use cli_support::Desk;
use serde_json::Value;

const LEADS: &str = "收到日期,来源,被反映对象,统一社会信用代码,行政区划代码,地点,内容,举报人,举报人电话\n\
    2022-06-01,12333,甲公司,,420100,武汉市,扣押身份证件,张举报,13800001111\n\
    2022-06-06,12345,乙公司,,420106,武汉市武昌区,收取押金,,\n\
    2022-06-08,来访,甲公司,,420100,武汉市,扣押身份证件不还,,\n";

/// Three leads of Wuhan's.
fn desk() -> (Desk, Vec<String>) {
    let desk = Desk::furnished();
    let file = desk.write("leads.csv", LEADS);
    wuhan(&desk, &format!("import leads {file}"));
    let leads = list(&desk, "--sort received");
    let ids = leads.iter().map(|lead| text(lead, "id")).collect();
    (desk, ids)
}

fn wuhan(desk: &Desk, line: &str) -> cli_support::Ran {
    desk.by("武汉人社", "2022-06-09", line).ok()
}

fn list(desk: &Desk, args: &str) -> Vec<Value> {
    let told = wuhan(desk, &format!("--json lead list {args}")).json();
    told.as_array().unwrap().clone()
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}

#[test]
fn leads_are_listed_by_what_runs_out() {
    let (desk, ids) = desk();
    let found = |args: &str| -> Vec<String> {
        let found = list(&desk, args);
        found.iter().map(|lead| text(lead, "id")).collect()
    };
    // 2022-06-03 was a holiday: five working days from Wednesday the first end on Thursday the ninth.
    let all = list(&desk, "--sort due");
    assert_eq!(
        (text(&all[0], "id"), text(&all[0], "due")),
        (ids[0].clone(), "2022-06-09".to_owned())
    );
    assert_eq!(
        (text(&all[1], "due"), text(&all[1], "state")),
        ("2022-06-13".to_owned(), "pending".to_owned())
    );
    assert_eq!(found("--view 待处理"), ids);
    assert_eq!(found("--filter due<=06-13"), ids[..2]);
    assert!(found("--view overdue").is_empty());
    assert_eq!(found("--region 420106"), ids[1..2]);
    wuhan(&desk, &format!("lead triage {} --accept", ids[0]));
    assert_eq!(found("--filter state:受理"), ids[..1]);
    assert_eq!(
        found("--filter is:mine --sort received"),
        ids,
        "what is taken up is still to be closed"
    );
    let late = desk
        .by("武汉人社", "2022-06-14", "--json lead list --view overdue")
        .ok()
        .json();
    assert_eq!(text(&late[0], "id"), ids[1]);
    let told = wuhan(&desk, "--json lead list").out;
    assert!(
        !told.contains("reporter") && !told.contains("13800001111"),
        "{told}"
    );
}

#[test]
fn every_decision_is_on_record_and_made_once() {
    let (desk, ids) = desk();
    let [first, second, third] = &ids[..] else {
        unreachable!()
    };
    wuhan(
        &desk,
        &format!("lead triage {first} --refuse court --reason 已申请仲裁"),
    );
    let shown = wuhan(&desk, &format!("--lang zh show {first}")).out;
    assert!(
        shown.contains("不予受理") && shown.contains("应当通过仲裁") && shown.contains("已申请仲裁"),
        "{shown}"
    );
    let again = format!("--lang zh lead triage {first} --accept");
    desk.by("武汉人社", "2022-06-09", &again)
        .refused(&[first, "现在是“不予受理”", "武汉人社"]);
    // Merging into a decided lead changes nothing there; nothing is merged into a merged one.
    wuhan(&desk, &format!("lead triage {third} --merge {first}"));
    let target = wuhan(&desk, &format!("--json show {first}")).json();
    assert_eq!(target["lead"]["steps"].as_array().unwrap().len(), 1);
    let into = |id: &str| {
        let line = format!("--lang zh lead triage {second} --merge {id}");
        desk.by("武汉人社", "2022-06-09", &line)
    };
    into(third).refused(&["已经并入", first]);
    into(second).refused(&["不能并入它自己"]);
    into("L0").refused(&["线索", "L0"]);
    // An import of the same file again resets nothing.
    let file = desk.write("again.csv", LEADS);
    wuhan(&desk, &format!("import leads {file}"));
    let state = |id: &str| {
        text(
            &wuhan(&desk, &format!("--json show {id}")).json()["lead"],
            "state",
        )
    };
    assert_eq!([state(first), state(third)], ["refused", "merged"]);
    desk.run("journal verify").ok();
}

#[test]
fn a_forwarded_lead_is_decided_elsewhere_in_the_time_it_had() {
    let (desk, ids) = desk();
    let id = &ids[1];
    let forward = |to: &str| {
        let line = format!("--lang zh lead triage {id} --forward {to} --reason 注册地在黄石");
        desk.by("武汉人社", "2022-06-09", &line)
    };
    forward("420106").refused(&["现在就由"]);
    forward("990000").refused(&["990000"]);
    assert_eq!(
        desk.by(
            "武汉人社",
            "2022-06-09",
            &format!("lead triage {id} --forward 420200")
        )
        .code,
        2
    );
    assert_eq!(
        desk.by("武汉人社", "2022-06-09", &format!("lead triage {id}"))
            .code,
        2
    );
    forward("420200").ok();
    let lead = wuhan(&desk, &format!("--json show {id}")).json();
    assert_eq!(
        ["state", "due"].map(|field| text(&lead["lead"], field)),
        ["forwarded", "2022-06-13"]
    );
    assert_eq!(text(&lead["lead"]["holder"], "region"), "420200");
    let accept = format!("--lang zh lead triage {id} --accept");
    desk.by("武汉人社", "2022-06-09", &accept)
        .refused(&["420200", "黄石人社"]);
    desk.by("黄石市监", "2022-06-09", &accept)
        .refused(&["线索", "黄石人社"]);
    desk.by("黄石人社", "2022-06-09", &accept).ok();
    let code = format!("--lang zh lead triage {} --refuse nonsense", ids[0]);
    desk.by("武汉人社", "2022-06-09", &code)
        .refused(&["nonsense", "out-of-remit"]);
}

#[test]
fn the_history_of_a_target_tells_what_was_decided() {
    let desk = Desk::furnished();
    desk.dispatched();
    let target = text(&desk.task("420100"), "target");
    let file = desk.write(
        "leads.csv",
        &LEADS.replacen("甲公司,,", &format!("甲公司,{target},"), 1),
    );
    wuhan(&desk, &format!("import leads {file}"));
    let lead = list(&desk, "--sort received").remove(0);
    wuhan(&desk, &format!("lead triage {} --accept", text(&lead, "id")));
    let told = wuhan(&desk, &format!("--json history {target}")).json();
    let lines = told["history"].as_array().unwrap();
    let decided = lines
        .iter()
        .find(|line| line["fact"]["what"] == "handled")
        .unwrap();
    assert_eq!(
        (text(decided, "kind"), text(decided, "by")),
        ("lead".to_owned(), "武汉人社".to_owned())
    );
    assert!(
        wuhan(&desk, &format!("--lang zh history {target}"))
            .out
            .contains("受理")
    );
}
