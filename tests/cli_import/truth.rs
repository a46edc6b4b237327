//! Fictitious registries with known contents: what the program prints and freezes agrees with them.

use std::collections::BTreeMap;
use std::path::Path;

use rstest::rstest;
use serde_json::Value;

use crate::{begun, import, rejected};

fn kind(column: &str, reason: &str) -> &'static str {
    match reason {
        r if r.contains("校验位") => "uscc_check_digit",
        r if r.contains("重复") => "duplicate_uscc",
        r if r.contains("区划表") => "unknown_region",
        r if r.contains("这一行只有") => "short_row",
        "不能为空，请补填" if column == "企业名称" => "empty_name",
        other => panic!("{column}: {other}"),
    }
}

#[rstest]
#[case("registry-utf8.csv", "utf-8")]
#[case("registry-gb18030.csv", "gb18030")]
fn counts_are_the_truth(#[case] name: &str, #[case] encoding: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name);
    let truth: Value =
        serde_json::from_slice(&std::fs::read(path.with_extension("csv.truth.json")).unwrap()).unwrap();
    let bad: u64 = truth["bad"]
        .as_object()
        .unwrap()
        .values()
        .filter_map(Value::as_u64)
        .sum();
    let desk = begun();
    let rejects = desk.path("r.csv");
    let ran = import(
        &desk,
        "targets",
        &path.display().to_string(),
        &["--json", "--rejects", &rejects.display().to_string()],
    );
    let json = ran.ok().json();
    let good = truth["rows"].as_u64().unwrap() - bad;
    let wanted = serde_json::json!({
        "encoding": encoding, "rows": good, "rejected": bad, "new": good, "updated": 0, "unchanged": 0,
        "affirmed": truth["affirmed"], "excluded_only": truth["excluded_only"], "changed": true, "dry_run": false,
    });
    for (key, value) in wanted.as_object().unwrap() {
        assert_eq!(&json[key], value, "{key}");
    }
    let mut kinds = BTreeMap::<&str, u64>::new();
    let rows = rejected(&rejects);
    for row in &rows {
        *kinds.entry(kind(&row[1], &row[2])).or_default() += 1;
    }
    assert_eq!(truth["bad"], serde_json::json!(kinds));
    for (told, row) in json["faults"].as_array().unwrap().iter().zip(&rows) {
        assert_eq!(told["line"].to_string(), row[0]);
        assert_eq!(
            (&told["column"], &told["reason"]),
            (&row[1].into(), &row[2].into())
        );
    }

    desk.by("省人社", "2022-06-02", "pool freeze --batch B1").ok();
    let pool = &desk.run("--json pool show --batch B1").ok().json()["pool"];
    assert_eq!(pool["size"], truth["affirmed_usable"]);
    let (mut grades, mut prefectures) = (BTreeMap::<&str, u64>::new(), BTreeMap::<&str, u64>::new());
    for (stratum, size) in pool["strata"].as_object().unwrap() {
        let (prefecture, grade) = stratum.split_once('-').unwrap();
        *grades.entry(grade).or_default() += size.as_u64().unwrap();
        *prefectures.entry(prefecture).or_default() += size.as_u64().unwrap();
    }
    assert_eq!(truth["by_grade"], serde_json::json!(grades));
    assert_eq!(truth["by_prefecture"], serde_json::json!(prefectures));
}
