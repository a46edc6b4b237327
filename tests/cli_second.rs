//! Another province, another year: the second sample campaign with the same program, from the import to the summary.
//! Codes, columns, grades, due dates and what follows from an outcome are its file's own.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli_support;

use std::path::Path;

use cli_support::Desk;
use duban::exchange::write::{Column, Table, xlsx};
use serde_json::{Value, json};

const UNITS: [(&str, &str); 3] = [("230100", "哈尔滨"), ("230600", "大庆"), ("231000", "牡丹江")];

fn second(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/second");
    path.join(file).display().to_string()
}

/// The campaign has begun, with its own libraries.
fn begun() -> Desk {
    let desk = Desk::new();
    let init = format!("--today 2026-10-19 init --campaign {}", second("campaign.toml"));
    let told = desk.run(&init).ok();
    assert!(told.err.contains("宣传场次"), "{}", told.err);
    for (library, file) in [("targets", "targets.csv"), ("officers", "officers.csv")] {
        let line = format!("import {library} {}", second(file));
        desk.by("省厅人社", "2026-10-19", &line).ok();
    }
    desk
}

fn ceremony(desk: &Desk, day: &str, which: &str) {
    let run = |who: &str, line: &str| {
        desk.by(who, day, &format!("ceremony {line} --batch S1 {which}"))
            .ok()
    };
    run("省厅人社", "commit --party a --public ssq:2026123");
    run("省局市监", "commit --party b");
    let value = [
        "ceremony",
        "public",
        "--batch",
        "S1",
        "--value",
        "01 07 12 18 23 30 + 05",
    ];
    let mut words = vec!["--as", "省厅人社", "--today", day];
    words.extend(value);
    words.extend(which.split_whitespace());
    desk.words(&words).ok();
    run("省厅人社", "reveal --party a");
    run("省局市监", "reveal --party b");
}

/// Drawn, handed out and matched.
fn matched(desk: &Desk) {
    let province = |day: &str, line: &str| desk.by("省厅人社", day, line).ok();
    province("2026-10-20", "pool freeze --batch S1");
    province("2026-10-20", "plan --batch S1");
    ceremony(desk, "2026-10-21", "");
    province("2026-10-22", "draw --batch S1");
    desk.by("省局市监", "2026-10-22", "approve --batch S1").ok();
    province("2026-10-22", "dispatch --batch S1");
    hand_on(desk, "2026-10-23");
}

/// Claimed by every unit, and matched.
fn hand_on(desk: &Desk, day: &str) {
    for (unit, name) in UNITS {
        desk.by(
            &format!("{name}人社"),
            day,
            &format!("claim --batch S1 --region {unit}"),
        );
    }
    desk.by("省厅人社", day, "roster freeze --batch S1").ok();
    ceremony(desk, day, "--match");
    for (_, name) in UNITS {
        desk.by(&format!("{name}人社"), day, "match --batch S1 --all");
    }
}

fn tasks(desk: &Desk, region: &str) -> Vec<Value> {
    let tasks = desk.run(&format!("--json tasks --region {region}")).ok().json();
    tasks.as_array().unwrap().clone()
}

/// Enters a visit; `change` fills the form in further.
fn visit(desk: &Desk, task: &str, day: &str, who: &str, change: impl FnOnce(&mut Value)) {
    let mut form = desk.form(task, day, 0);
    change(&mut form);
    let file = desk.write("result.json", &form.to_string());
    desk.by(who, day, &format!("inspect --task {task} --file {file}"))
        .ok();
}

#[test]
fn the_second_campaign_from_import_to_summary() {
    let desk = begun();
    matched(&desk);
    let all = tasks(&desk, "230000");
    assert_eq!(all.len(), 40, "the file's size");
    // Grades are confidential: what is published of the pool are salted leaves.
    let out = desk.path("public").display().to_string();
    desk.by(
        "省厅人社",
        "2026-10-26",
        &format!("publish batch --batch S1 --out {out}"),
    )
    .ok();
    assert!(desk.path("public/pool-public.tsv").exists() && !desk.path("public/pool.tsv").exists());

    let of_harbin = tasks(&desk, "230100");
    let id = |n: usize| of_harbin[n]["id"].as_str().unwrap().to_owned();
    let (first, second_, third) = (id(0), id(1), id(2));
    // A code of the notice's campaign means nothing here; two of this one's exclude each other.
    let mut form = desk.form(&first, "2026-11-10", 1);
    form["codes"] = json!([5]);
    let file = desk.write("wrong.json", &form.to_string());
    let inspect = format!("inspect --task {first} --file {file}");
    desk.by("哈尔滨人社", "2026-11-10", &inspect)
        .refused(&["没有代码 5"]);
    form["codes"] = json!([21, 22]);
    desk.write("wrong.json", &form.to_string());
    desk.by("哈尔滨人社", "2026-11-10", &inspect)
        .refused(&["21, 22", "不能并用"]);
    visit(&desk, &first, "2026-11-10", "哈尔滨人社", |form| {
        form["codes"] = json!([22]);
        form["violations"] = json!(["unlicensed-brokerage"]);
        form["answers"][1]["verdict"] = "fail".into();
        form["answers"][1]["finding"] = "派遣协议不齐".into();
        form["measures"] = json!({"fine_yuan": 12_350});
        form["others"] = 2.into();
    });
    // The file lets this outcome go without the list.
    visit(&desk, &second_, "2026-11-10", "哈尔滨人社", |form| {
        form["codes"] = json!([41]);
        form["answers"] = json!([]);
    });
    visit(&desk, &third, "2026-11-10", "哈尔滨人社", |form| {
        form["codes"] = json!([32]);
        form["answers"] = json!([]);
    });
    for task in [&first, &third] {
        let review = format!("review --task {task} --accept");
        desk.by("哈尔滨复核", "2026-11-11", &review).ok();
    }
    // Ten working days after 2026-11-10, and the target that was out of business must be replaced first.
    let next = |task: &str| {
        let tasks = desk
            .by("省厅人社", "2026-11-11", "--json tasks --region 230100")
            .ok()
            .json();
        let found = tasks
            .as_array()
            .unwrap()
            .iter()
            .find(|t| t["id"] == task)
            .cloned();
        found.unwrap()["next"].clone()
    };
    assert_eq!(
        next(&first),
        json!({"act": "publish", "role": "publish", "due": "2026-11-24", "until": null})
    );
    assert_eq!(
        next(&third),
        json!({"act": "replace-target", "role": "draw", "due": "2026-12-18", "until": "2026-12-18"})
    );
    let publish = |task: &str| {
        let line = format!("publish results --task {task}");
        desk.by("哈尔滨人社", "2026-11-12", &line)
    };
    publish(&first).ok();
    publish(&third).refused(&["应当先补抽", "示例规定第五条", "未核实", "2026-12-18"]);
    let replace = |task: &str, reason: &str| {
        let words = format!("replace --task {task} --reason {reason} --evidence 检查记录第1版");
        desk.by("省厅人社", "2026-11-12", &words)
    };
    replace(&second_, "gone").refused(&["未开展所查业务", "结果有效，不能补抽"]);
    replace(&third, "closed").refused(&["closed", "stopped"]);
    replace(&third, "stopped").ok();
    let gone = desk.run(&format!("--json show {third}")).ok().json();
    assert_eq!(gone["task"]["state"], "replaced");
    assert_eq!(
        gone["inspections"][0]["visit"]["codes"],
        json!([32]),
        "its record stays"
    );
    assert_eq!(tasks(&desk, "230100").len(), of_harbin.len() + 1);

    // The columns are the file's own, and count what it says.
    let summary = desk.run("--json --today 2026-12-22 report summary").ok().json();
    let rows = summary["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 14, "13 prefectures and the total");
    let total = &rows[13];
    let figure = |column: &str| total[column]["value"].clone();
    assert_eq!(figure("hr"), 3, "also of the visit whose target was replaced");
    assert_eq!(figure("guests"), 2);
    assert_eq!((figure("agencies"), figure("nobody")), (json!(2), json!(0)));
    assert_eq!((figure("contracts"), figure("unlicensed")), (json!(1), json!(1)));
    assert_eq!(total["fines"]["text"], "12350", "the column's unit is yuan");
    assert_eq!(
        (total["banners"]["text"].clone(), figure("banners")),
        (json!("—"), json!(null))
    );
    assert!(total.get("visits-hr").is_none());
    let told = desk.run("--today 2026-12-22 report summary").ok();
    assert!(told.err.contains("1 户检查后补抽替换"), "{}", told.err);
    let late = desk.by("哈尔滨人社", "2027-01-08", "--json report file --region 230100");
    assert_eq!(late.ok().json()["overdue"], false, "the file's due date");

    // An outsider verifies what is published once the visits are over.
    let out = desk.path("after").display().to_string();
    desk.by(
        "省厅人社",
        "2026-12-19",
        &format!("publish batch --batch S1 --out {out}"),
    )
    .ok();
    desk.words(&["verify", &out]).ok();
}

#[test]
fn a_date_in_a_year_without_holidays_says_what_to_import() {
    let desk = begun();
    matched(&desk);
    let task = tasks(&desk, "230600")[0]["id"].as_str().unwrap().to_owned();
    visit(&desk, &task, "2026-12-18", "大庆人社", |form| {
        form["codes"] = json!([11])
    });
    let due = |desk: &Desk| {
        let json = desk
            .run("--json --today 2026-12-18 tasks --region 230600")
            .ok()
            .json();
        let found = json
            .as_array()
            .unwrap()
            .iter()
            .find(|t| t["id"] == *task)
            .cloned();
        found.unwrap()["next"].clone()
    };
    assert_eq!(
        (due(&desk)["due"].clone(), due(&desk)["unknown_year"].clone()),
        (json!(null), json!(2027))
    );
    let shown = desk.run("--today 2026-12-18 tasks --region 230600").ok();
    assert!(shown.out.contains("需导入2027年放假安排"), "{}", shown.out);
    let month = desk.run("--today 2026-12-18 calendar --month 2027-01").ok();
    assert!(month.err.contains("需导入2027年放假安排"), "{}", month.err);

    // Made up for this test: nobody's holidays.
    let file = desk.write(
        "2027.csv",
        "日期,类型,名称\n2027-01-01,放假,示例\n2027-01-02,off,示例\n",
    );
    let import = format!("import holidays {file}");
    desk.by("大庆人社", "2026-12-18", &import).refused(&["管理"]);
    desk.by("省厅人社", "2026-12-18", &import).ok();
    // Ten working days after Friday 2026-12-18, with the Friday of New Year off.
    assert_eq!(due(&desk)["due"], "2027-01-04");
    let again = desk
        .by("省厅人社", "2026-12-18", &format!("--json {import}"))
        .ok()
        .json();
    assert_eq!(again["changed"], false);
    // As a workbook, like every other import.
    let columns = ["日期", "类型", "名称"].map(|name| Column::left(name, name));
    let mut table = Table::new("", columns.to_vec());
    table
        .rows
        .push(["2027-01-01", "off", "示例"].map(Into::into).to_vec());
    std::fs::write(desk.path("2027.xlsx"), xlsx(&table).unwrap()).unwrap();
    let workbook = format!("import holidays {}", desk.path("2027.xlsx").display());
    desk.by("省厅人社", "2026-12-18", &workbook).ok();
    assert_eq!(due(&desk)["due"], "2027-01-04");
    // A newer file of the year takes the place of all that was known of it.
    desk.write("2027.csv", "date,kind,name\n2027-01-04,off,示例\n");
    desk.by("省厅人社", "2026-12-18", &import).ok();
    assert_eq!(due(&desk)["due"], "2027-01-01");
}

#[test]
fn a_holiday_file_with_a_bad_row_changes_nothing_and_names_line_and_column() {
    let desk = begun();
    let rows = "date,kind,name\n2027-01-01,off,a\n2027-01-01,work,b\n2027-01-02,maybe,c\n1999-01-01,off,d\nnever,off,e\n,off,f\n";
    let file = desk.write("bad.csv", rows);
    let rejects = desk.path("rejects.csv").display().to_string();
    let trial = format!("--json import holidays {file} --dry-run --rejects {rejects}");
    let trial = desk.by("省厅人社", "2026-10-19", &trial).ok().json();
    assert_eq!((&trial["rows"], &trial["rejected"]), (&json!(1), &json!(5)));
    let places: Vec<(u64, &str)> = trial["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| (fault["line"].as_u64().unwrap(), fault["column"].as_str().unwrap()))
        .collect();
    assert_eq!(
        places,
        [(3, "date"), (4, "kind"), (5, "date"), (6, "date"), (7, "date")]
    );
    assert!(
        std::fs::read_to_string(desk.path("rejects.csv"))
            .unwrap()
            .contains("maybe")
    );
    let seq = |desk: &Desk| desk.run("--json journal verify").ok().json()["lines"].clone();
    let before = seq(&desk);
    let told = desk.by("省厅人社", "2026-10-19", &format!("import holidays {file}"));
    assert_eq!(told.code, 3, "{}", told.err);
    for part in ["整年", "第 2 行", "maybe", "1999"] {
        assert!(told.err.contains(part), "no {part} in {}", told.err);
    }
    assert_eq!(seq(&desk), before);
}

/// What the program says of a file with one thing changed.
fn faulty(old: &str, new: &str) -> String {
    let desk = Desk::new();
    let text = std::fs::read_to_string(second("campaign.toml")).unwrap();
    assert!(text.contains(old), "{old}");
    let text = text
        .replacen(old, new, 1)
        .replace("holidays-cn.csv", "holidays.csv");
    let file = desk.write("campaign.toml", &text);
    std::fs::copy(second("holidays-cn.csv"), desk.path("holidays.csv")).unwrap();
    for side in ["regions.csv", "checklist.csv"] {
        std::fs::copy(second(side), desk.path(side)).unwrap();
    }
    let told = desk.run(&format!("--today 2026-10-19 init --campaign {file}"));
    assert_eq!(told.code, 3, "{}", told.err);
    assert!(!desk.data().join("journal").exists(), "nothing has begun");
    told.err
}

#[test]
fn a_fault_of_the_file_names_line_and_field() {
    for (old, new, parts) in [
        (
            "count = { items = [\"SL02\"] }",
            "count = { items = [\"RS01\"] }",
            ["summary_columns.contracts.count", "RS01"],
        ),
        (
            "excludes = [31]",
            "excludes = [99]",
            ["result_codes.32.excludes", "99"],
        ),
        (
            "reason = \"moved\"",
            "reason = \"away\"",
            ["outcomes.moved.reason", "away"],
        ),
        (
            "then = \"may-replace\"",
            "then = \"can-replace\"",
            ["outcomes.then", "may-replace"],
        ),
        ("floor = 2", "floor = 0", ["draw.floor", "1"]),
    ] {
        let told = faulty(old, new);
        assert!(told.contains("行"), "{told}");
        for part in parts {
            assert!(told.contains(part), "no {part} in {told}");
        }
    }
}
