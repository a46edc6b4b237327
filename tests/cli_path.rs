//! A campaign by command line, from the pool to the report.

mod cli_support;

use cli_support::Desk;
use serde_json::json;

#[test]
fn the_whole_path() {
    let desk = Desk::furnished();
    desk.matched();
    let batch = desk.run("--json show B1").ok().json();
    assert_eq!(
        batch["batch"]["rounds"][0]["matched"].as_object().unwrap().len(),
        17
    );

    // Anybody can recompute it from the published files.
    let out = desk.path("public").display().to_string();
    desk.words(&["publish", "batch", "--batch", "B1", "--internal", "--out", &out])
        .ok();
    let verified = desk.words(&["--json", "verify", &out]).ok().json();
    assert_eq!(
        (&verified["drawn"], &verified["teams"]),
        (&json!(100), &json!(100))
    );
    let again = desk.words(&["publish", "batch", "--batch", "B1", "--out", &out]);
    assert_eq!(again.code, 3, "a published folder is not written over");
    let plan = desk.path("public/plan.tsv");
    let text = std::fs::read_to_string(&plan).unwrap();
    std::fs::write(&plan, text.replacen("\t1\t", "\t2\t", 1)).unwrap();
    let changed = desk.words(&["verify", &out]).refused(&["plan.tsv"]);
    assert!(changed.out.is_empty());

    // A visit: begun, entered, reviewed by another, published, closed.
    let task = desk.task("420100")["id"].as_str().unwrap().to_owned();
    desk.by(
        "武汉人社",
        "2022-06-14",
        &format!("inspect --task {task} --begin"),
    )
    .ok();
    let mut form = desk.form(&task, "2022-06-14", 1);
    form["violations"] = json!(["unlicensed-brokerage"]);
    form["measures"] = json!({"orders": 1, "fine_yuan": 12_350});
    let file = desk.write("result.json", &form.to_string());
    desk.by(
        "武汉人社",
        "2022-06-15",
        &format!("inspect --task {task} --file {file}"),
    )
    .ok();
    let review = format!("review --task {task} --accept");
    desk.by("武汉人社", "2022-06-16", &review).refused(&["武汉人社"]);
    desk.by("武汉复核", "2022-06-16", &review).ok();
    desk.by(
        "武汉人社",
        "2022-06-16",
        &format!("publish results --task {task}"),
    )
    .ok();
    // What the visit ordered is followed up before the task is closed.
    let close = "publish close --region 420100";
    desk.by("武汉人社", "2022-06-17", close)
        .refused(&["责令改正未登记", "罚没未登记"]);
    let follow_up = |line: &str| {
        desk.by("武汉人社", "2022-06-17", &format!("follow-up {line}"))
            .ok()
    };
    let of = "--violation unlicensed-brokerage";
    follow_up(&format!(
        "add --task {task} order --what 停止 {of} --deadline 2022-06-17"
    ));
    follow_up(&format!(
        "step {task}-F01 recheck --on 2022-06-17 --corrected --seen 已停止"
    ));
    follow_up(&format!(
        "add --task {task} fine {of} --fine fine --precondition 有违法所得 --yuan 12350 \
         --decision 武人社罚〔2022〕1号 --decided 2022-06-17 --deadline 2022-06-30"
    ));
    follow_up(&format!("step {task}-F02 pay --on 2022-06-17 --yuan 12350"));
    desk.by("武汉人社", "2022-06-17", close).ok();

    // The figures lead to their rows, and the totals reconcile.
    let summary = desk.run("--json --today 2022-07-25 report summary").ok().json();
    let rows = summary["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 18, "17 units and the total");
    let cell = |n: usize, column: &str| rows[n][column].clone();
    let figure = json!({"value": 12_350, "text": "1.24", "rows": [task]});
    assert_eq!(cell(0, "fines-and-confiscations"), figure);
    assert_eq!(cell(17, "fines-and-confiscations"), figure);
    assert_eq!(cell(0, "unlicensed-brokerage")["value"], 1);
    assert_eq!(cell(0, "visits-hr")["value"], 1);
    assert_eq!(cell(0, "typical-cases")["value"], 0);
    let progress = desk.run("--json --today 2022-07-25 report progress").ok().json();
    let total = &progress["rows"][17];
    assert_eq!(
        (&total["due"]["value"], &total["closed"]["value"]),
        (&json!(100), &json!(1))
    );
    assert_eq!(total["published-share"]["text"], "1.0%");
    assert_eq!(total["overdue"]["value"], 99);

    let csv = desk
        .run("--today 2022-07-25 report summary --region 420100 --format csv")
        .ok();
    assert!(csv.out.starts_with('\u{feff}') && csv.out.contains("江岸区"));

    // In time, and late.
    let filed = desk
        .by("黄石人社", "2022-08-03", "--json report file --region 420200")
        .ok()
        .json();
    assert_eq!(filed["overdue"], false);
    let late = desk
        .by("武汉人社", "2022-08-04", "report file --region 420100")
        .ok();
    assert!(
        late.out.contains("逾期") && late.out.contains("2022-08-03"),
        "{}",
        late.out
    );

    let journal = desk.run("--json journal verify").ok().json();
    let exported = desk.run("journal export").ok();
    assert_eq!(
        exported.out.lines().count() as u64,
        journal["lines"].as_u64().unwrap()
    );
}
