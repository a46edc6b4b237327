//! `duban publish queue`, `results`, `withdraw` and `table`: from what waits to the public table.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli_support;

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;

use cli_support::Desk;
use serde_json::Value;

const BATCH: &str = "HB-RS-2022-01";
const PUBLISHER: &str = "武汉人社";
const WHY: &str = "录入错误，咨询13800138000，经办420106199001011234";

/// The demo's campaign, as it stands on 2022-06-20.
fn demo() -> Desk {
    let desk = Desk::new();
    let dir = desk.data().display().to_string();
    desk.words(&["demo", "--dir", &dir, "--no-ui"]).ok();
    desk
}

fn by(desk: &Desk, line: &str) -> cli_support::Ran {
    desk.by(PUBLISHER, "2022-06-20", line)
}

/// Ids of the division's tasks in a state.
fn tasks(desk: &Desk, region: &str, state: &str) -> Vec<String> {
    let line = format!("--json tasks --region {region} --state {state}");
    let found = by(desk, &line).ok().json();
    let ids = found.as_array().unwrap().iter();
    ids.map(|task| task["id"].as_str().unwrap().to_owned()).collect()
}

fn withdraw(desk: &Desk, who: &str, task: &str, reason: &str) -> cli_support::Ran {
    let words = ["--as", who, "--today", "2022-06-20", "publish", "withdraw"];
    desk.words(&[&words[..], &["--task", task, "--reason", reason]].concat())
}

fn table(desk: &Desk, more: &str) -> Value {
    by(desk, &format!("--json publish table --batch {BATCH} {more}"))
        .ok()
        .json()
}

fn rows<'v>(table: &'v Value, state: &str) -> Vec<&'v Value> {
    let rows = table["rows"].as_array().unwrap().iter();
    rows.filter(|row| row["state"]["state"] == state).collect()
}

#[test]
fn what_waits_stands_by_its_due_date_until_it_is_published() {
    let desk = demo();
    let told = by(&desk, "--json publish queue --region 420100").ok().json();
    let rows = told["rows"].as_array().unwrap();
    let due: Vec<&str> = rows.iter().map(|row| row["due"].as_str().unwrap()).collect();
    assert!(due.is_sorted() && !due.is_empty());
    let ids: BTreeSet<&str> = rows.iter().map(|row| row["task"].as_str().unwrap()).collect();
    let reviewed = tasks(&desk, "420100", "reviewed");
    assert_eq!(ids, reviewed.iter().map(String::as_str).collect());
    assert_eq!(
        (&told["limit"]["days"], &told["limit"]["verified"]),
        (&20.into(), &false.into())
    );

    // 2022-07-08 is over: the first are overdue and stay on top.
    let late = desk
        .by(PUBLISHER, "2022-07-11", "publish queue --region 420100")
        .ok();
    let first = late.out.lines().nth(3).unwrap().to_owned();
    assert!(
        first.contains("2022-07-08") && first.contains("逾期 1 个工作日"),
        "{first}"
    );
    assert!(late.err.contains("未核实"), "{}", late.err);
    let en = desk
        .by(PUBLISHER, "2022-07-11", "--lang en publish queue --region 420100")
        .ok();
    assert!(en.out.contains("overdue by 1 working days") && en.err.contains("not verified"));

    let line = "--json publish results --region 420100";
    let done = desk.by(PUBLISHER, "2022-07-11", line).ok();
    let (told, overdue) = (done.json(), due.iter().filter(|day| **day < "2022-07-11").count());
    assert_eq!(
        (&told["late"], &told["in_time"]),
        (&overdue.into(), &(due.len() - overdue).into())
    );
    assert_eq!(told["unknown"], 0);
    assert!(
        done.err.contains("duban publish table --batch HB-RS-2022-01"),
        "{}",
        done.err
    );
    let empty = by(&desk, "--json publish queue --region 420100").ok().json();
    assert_eq!(empty["rows"], Value::Array(Vec::new()));
}

#[test]
fn a_withdrawn_result_leaves_a_row_without_the_result() {
    let desk = demo();
    let task = tasks(&desk, "420100", "published").remove(0);
    withdraw(&desk, "武汉市监", &task, WHY).refused(&["武汉市监", PUBLISHER]);
    withdraw(&desk, "黄石人社", &task, WHY).refused(&["黄石人社"]);
    withdraw(&desk, PUBLISHER, &task, " ").refused(&["撤回公示"]);
    let usage = by(&desk, &format!("publish withdraw --task {task}"));
    assert_eq!(usage.code, 2, "{}", usage.err);
    let waiting = tasks(&desk, "420100", "reviewed").remove(0);
    withdraw(&desk, PUBLISHER, &waiting, WHY).refused(&["已复核", "已公示"]);

    let before = table(&desk, "");
    let done = withdraw(&desk, PUBLISHER, &task, WHY).ok();
    assert!(
        done.err.contains(&format!("duban inspect --task {task}")),
        "{}",
        done.err
    );
    let after = table(&desk, "");
    let withdrawn = rows(&after, "withdrawn");
    assert_eq!(
        (withdrawn.len(), &withdrawn[0]["number"]),
        (1, &task.as_str().into())
    );
    assert_eq!(withdrawn[0]["results"], Value::Null);
    assert_eq!(
        withdrawn[0]["state"]["reason"],
        "录入错误，咨询138****8000，经办4201**********1234"
    );
    let count = |table: &Value, what: &str| table["counts"][what].as_u64().unwrap();
    assert_eq!(count(&after, "published") + 1, count(&before, "published"));
    assert_eq!(tasks(&desk, "420100", "ych"), [task.as_str()]);
    let told = by(&desk, &format!("history {task}")).ok();
    assert!(
        told.out.contains("已撤回") && told.out.contains("13800138000"),
        "{}",
        told.out
    );
    withdraw(&desk, PUBLISHER, &task, WHY).refused(&["已撤回"]);
    by(&desk, &format!("publish close --task {task}")).ok();
    assert_eq!(
        rows(&table(&desk, ""), "withdrawn").len(),
        1,
        "it stays a row when the task is closed"
    );
}

#[test]
fn the_table_has_each_published_task_once_in_every_form() {
    let desk = demo();
    let withheld = tasks(&desk, "420100", "reviewed").remove(0);
    let words = [
        "--as",
        PUBLISHER,
        "--today",
        "2022-06-20",
        "publish",
        "withhold",
        "--task",
    ];
    desk.words(&[&words[..], &[&withheld, "--reason", ""]].concat())
        .refused(&["理由"]);
    desk.words(&[&words[..], &[&withheld, "--reason", "涉及未成年人"]].concat())
        .ok();

    let progress = by(&desk, "--json report progress").ok().json();
    let figures: Vec<(&str, BTreeSet<&str>)> = progress["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let ids = row["published"]["rows"].as_array().unwrap().iter();
            (
                row["code"].as_str().unwrap(),
                ids.map(|id| id.as_str().unwrap()).collect(),
            )
        })
        .collect();
    assert_eq!(figures.len(), 18, "the units, and the province");
    for (unit, published) in &figures {
        let told = table(&desk, &format!("--region {unit}"));
        let ids: Vec<&str> = rows(&told, "published")
            .iter()
            .map(|row| row["number"].as_str().unwrap())
            .collect();
        assert_eq!(ids.len(), published.len(), "{unit}");
        assert_eq!(ids.into_iter().collect::<BTreeSet<_>>(), *published, "{unit}");
    }

    let public = table(&desk, "");
    assert_eq!(public["counts"]["withheld"], 1);
    assert!(
        !public.to_string().contains(&withheld),
        "who is withheld is not told"
    );
    let internal = by(&desk, &format!("--json publish table --batch {BATCH} --internal")).ok();
    assert!(internal.err.contains("请勿外传"));
    assert_eq!(
        rows(&internal.json(), "withheld")[0]["state"]["reason"],
        "涉及未成年人"
    );

    let count = public["rows"].as_array().unwrap().len();
    for (format, lang) in [
        ("html", "zh"),
        ("html", "en"),
        ("csv", "zh"),
        ("xlsx", "en"),
        ("json", "zh"),
        ("table", "en"),
    ] {
        let path = desk.path(&format!("{lang}.{format}"));
        let line = format!(
            "--lang {lang} publish table --batch {BATCH} --format {format} --out {}",
            path.display()
        );
        let ran = by(&desk, &line).ok();
        assert!(ran.out.contains(&count.to_string()), "{}", ran.out);
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(
            std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o644
        );
        match format {
            "html" => assert_eq!(
                String::from_utf8(bytes)
                    .unwrap()
                    .matches("<th scope=\"row\">")
                    .count(),
                count
            ),
            "csv" => assert_eq!(csv::Reader::from_reader(&bytes[3..]).records().count(), count),
            "json" => assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap(), public),
            "xlsx" => assert!(bytes.starts_with(b"PK")),
            _ => assert!(String::from_utf8(bytes).unwrap().lines().count() > count),
        }
    }
    let screen = by(&desk, &format!("publish table --batch {BATCH} --format xlsx"));
    assert_eq!(screen.code, 2, "{}", screen.err);
    by(&desk, "publish table --batch B9").refused(&[BATCH]);
    let nowhere = by(&desk, &format!("publish table --batch {BATCH} --out /nowhere/x"));
    assert_eq!(nowhere.code, 3, "{}", nowhere.err);
}

#[test]
fn a_year_without_holidays_is_told_as_unknown() {
    let desk = Desk::new();
    let sample = |name: &str| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("sample-data")
            .join(name);
        std::fs::read_to_string(path).unwrap()
    };
    for file in ["regions-hubei.csv", "checklist.csv"] {
        desk.write(file, &sample(file));
    }
    let known: String = sample("holidays-cn.csv")
        .lines()
        .filter(|line| !line.starts_with("2022"))
        .map(|line| format!("{line}\n"))
        .collect();
    desk.write("holidays-cn.csv", &known);
    let campaign = desk.write("campaign.toml", &sample("campaign.toml"));
    desk.run(&format!("--today 2022-06-01 init --campaign {campaign}"))
        .ok();
    desk.import();
    desk.matched();
    let task = desk.task("420100")["id"].as_str().unwrap().to_owned();
    let form = desk.form(&task, "2022-06-13", 0).to_string();
    let file = desk.write("form.json", &form);
    desk.by(
        PUBLISHER,
        "2022-06-13",
        &format!("inspect --task {task} --file {file}"),
    )
    .ok();
    desk.by(
        "武汉复核",
        "2022-06-14",
        &format!("review --task {task} --accept"),
    )
    .ok();
    let told = by(&desk, "publish queue").ok();
    assert!(told.out.contains("未知（缺 2022 年节假日）"), "{}", told.out);
    assert!(
        told.err.contains("2022 年的节假日数据") && told.err.contains("导入"),
        "{}",
        told.err
    );
    let json = by(&desk, "--json publish queue").ok().json();
    assert_eq!(json["rows"][0]["due"]["unknown_year"], 2022);
    let done = by(&desk, &format!("--json publish results --task {task}"))
        .ok()
        .json();
    assert_eq!(done["unknown"], 1);
}
