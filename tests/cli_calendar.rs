//! Acts on the wrong day: each refusal gives the range and what to do.

mod cli_support;

use cli_support::Desk;

#[test]
fn drawing_is_for_the_preparation_phase() {
    let desk = Desk::furnished();
    desk.plan();
    desk.ceremony("2022-06-10", "");
    let draw = "draw --batch B1";
    let ran = desk.by("省人社", "2022-06-12", draw).refused(&[
        "2022-06-12",
        "2022-06-01 至 2022-06-10",
        "extend-phase",
    ]);
    assert!(ran.out.is_empty());
    let json = desk
        .by("省人社", "2022-06-12", "--json draw --batch B1")
        .refused(&[])
        .json();
    assert_eq!(json["refused"]["code"], "outside-window");
    for part in ["what", "rule", "cure"] {
        assert!(!json["refused"][part].as_str().unwrap().is_empty(), "{part}");
    }
    let english = desk.by("省人社", "2022-06-12", "--lang en draw --batch B1");
    english.refused(&["2022-06-01 to 2022-06-10"]);

    // An order of the province opens the day.
    let order =
        "extend-phase --phase prepare --to 2022-06-13 --order 鄂人社函〔2022〕101号 --reason 平台故障";
    desk.by("省人社", "2022-06-12", order).ok();
    desk.by("省人社", "2022-06-12", draw).ok();
}

#[test]
fn visits_are_for_the_inspection_phase_and_late_entries_need_a_reason() {
    let desk = Desk::furnished();
    desk.matched();
    let task = desk.task("420200")["id"].as_str().unwrap().to_owned();
    let enter = |today: &str, visited: &str, reason: &str| {
        let mut form = desk.form(&task, visited, 0);
        form["reason"] = reason.into();
        let file = desk.write("form.json", &form.to_string());
        desk.by("黄石人社", today, &format!("inspect --task {task} --file {file}"))
    };
    enter("2022-06-15", "2022-06-10", "").refused(&["2022-06-10", "2022-06-11 至 2022-07-20"]);
    enter("2022-07-22", "2022-07-21", "补录").refused(&["2022-07-21", "2022-06-11 至 2022-07-20"]);
    enter("2022-07-30", "2022-07-20", "补录").refused(&["2022-07-30", "2022-07-21 至 2022-07-29"]);
    enter("2022-07-25", "2022-07-20", "").refused(&["逾期", "理由"]);
    let late = enter("2022-07-25", "2022-07-20", "网络中断").ok();
    assert!(late.out.contains("逾期录入"), "{}", late.out);
    let shown = desk.run(&format!("show {task}")).ok();
    assert!(shown.out.contains("网络中断") && shown.out.contains("逾期录入"));

    // The trend has the entry on its day, with the task behind it, and comes to what the progress says.
    let trend = desk
        .run("--json --today 2022-07-25 report trend --region 420200")
        .ok()
        .json();
    let last = trend["rows"].as_array().unwrap().last().unwrap();
    assert_eq!(last["date"], "2022-07-25");
    assert_eq!(last["entered"]["rows"], serde_json::json!([task]));
    assert_eq!(last["entered-in-all"], 1);
    let progress = desk
        .run("--json --today 2022-07-25 report progress --region 420200")
        .ok()
        .json();
    let total = progress["rows"].as_array().unwrap().last().unwrap();
    assert_eq!(last["due"], total["due"]["value"]);
    assert_eq!(
        last["pace"], last["due"],
        "after the phase the pace is all of them"
    );
    assert_eq!(total["late"]["rows"], last["entered"]["rows"]);
}

#[test]
fn reports_are_for_the_summing_up() {
    let desk = Desk::furnished();
    let file = "report file --region 420100";
    desk.by("武汉人社", "2022-07-20", file)
        .refused(&["2022-07-20", "2022-07-21 至 2022-08-05"]);
    let preview = desk.run("--today 2022-07-20 report summary").ok();
    assert!(preview.out.contains("预览") && preview.err.contains("2022-07-21"));
    let late = desk.by("武汉人社", "2022-08-04", file).ok();
    assert!(
        late.out.contains("逾期") && late.out.contains("2022-08-03"),
        "{}",
        late.out
    );
    let calendar = desk.run("--json --today 2022-06-11 calendar").ok().json();
    assert_eq!(
        (&calendar["phase"], &calendar["days_left"]),
        (&"inspect".into(), &39.into())
    );
}
