//! One registry as different programs write it, imported again and again.

use encoding_rs::GB18030;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::Value;

use crate::cli_support::Desk;
use crate::{HEAD, begun, code, head, import};

fn wide(text: &str) -> String {
    text.chars()
        .map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap())
        .collect()
}

/// Other words for the columns in another order, CRLF, a title, quoted line breaks, `="…"`, full-width figures, blanks.
fn mangled() -> String {
    let (one, two) = (code(1), code(2));
    let lower = wide(&two.to_lowercase());
    format!(
        "抽查对象名录,,,,,,\r\n成立时间,风险等级,经营\u{3000}范围,单位名称,区划代码,信用代码（必填）,经营状态\r\n\
         2019/3/5,A,\"人力资源服务\r\n职业中介活动\",甲公司  ,420106,\"=\"\"{one}\"\"\",存续\r\n\
         2020年1月2日,ｂ,软件开发, 乙公司,{region},{lower},存续\r\n\
         ,,人力资源服务,汉正街零工市场,420104,,\r\n",
        region = wide("420106"),
    )
}

fn plain() -> String {
    format!(
        "{HEAD}{},甲公司,420106,人力资源服务 职业中介活动,A,存续,2019-03-05\n{},乙公司,420106,软件开发,B,存续,2020-01-02\n\
         ,汉正街零工市场,420104,人力资源服务,,,\n",
        code(1),
        code(2)
    )
}

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("yyyy/m/d");
    sheet.write(0, 0, "抽查对象名录").unwrap();
    let header = [
        "序号",
        "企业名称",
        "统一社会信用代码",
        "行政区划代码",
        "经营范围",
        "风险等级",
        "登记状态",
        "成立日期",
    ];
    sheet.write_row(2, 0, header).unwrap();
    let rows = [
        (
            "甲公司",
            code(1),
            420106,
            "人力资源服务\n职业中介活动",
            "A",
            "存续",
            Some((2019, 3, 5)),
        ),
        (
            "乙公司",
            code(2),
            420106,
            "软件开发",
            "B",
            "存续",
            Some((2020, 1, 2)),
        ),
        (
            "汉正街零工市场",
            String::new(),
            420104,
            "人力资源服务",
            "",
            "",
            None,
        ),
    ];
    for (at, (name, code, region, scope, grade, status, date)) in (3_u32..).zip(rows) {
        sheet.write(at, 0, at).unwrap();
        sheet.write_row(at, 1, [name, &code]).unwrap();
        sheet.write(at, 3, region).unwrap();
        sheet.write_row(at, 4, [scope, grade, status]).unwrap();
        if let Some((year, month, day_of)) = date {
            let date = ExcelDateTime::from_ymd(year, month, day_of).unwrap();
            sheet.write_with_format(at, 7, date, &day).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn put(desk: &Desk, name: &str, bytes: &[u8]) -> String {
    std::fs::write(desk.path(name), bytes).unwrap();
    desk.path(name).display().to_string()
}

fn registry(desk: &Desk, code: &str) -> Value {
    desk.run(&format!("--json show {code}")).ok().json()["registry"].clone()
}

#[test]
fn one_registry_in_many_dresses_is_one_registry() {
    let dresses = [
        ("plain.csv", plain().into_bytes(), "utf-8"),
        ("mangled.csv", mangled().into_bytes(), "utf-8"),
        (
            "marked.csv",
            format!("\u{FEFF}{}", mangled()).into_bytes(),
            "utf-8",
        ),
        ("gb.csv", GB18030.encode(&mangled()).0.into_owned(), "gb18030"),
        ("tabs.csv", plain().replace(',', "\t").into_bytes(), "utf-8"),
        ("book.xlsx", workbook(), "xlsx"),
    ];
    // Whichever comes first is new, and what it gave is the same.
    for first in 0..dresses.len() {
        let desk = begun();
        let (name, bytes, encoding) = &dresses[first];
        let json = import(&desk, "targets", &put(&desk, name, bytes), &["--json"])
            .ok()
            .json();
        let told = (&json["encoding"], &json["rows"], &json["new"], &json["affirmed"]);
        assert_eq!(
            told,
            (&Value::from(*encoding), &3.into(), &3.into(), &2.into()),
            "{name}"
        );
        let row = registry(&desk, &code(1));
        let wanted = [
            ("name", "甲公司"),
            ("founded", "2019-03-05"),
            ("scope", "人力资源服务 职业中介活动"),
            ("grade", "A"),
        ];
        for (field, value) in wanted {
            assert_eq!(row[field], value, "{name}");
        }
        let row = registry(&desk, &code(2));
        let told = (&row["region"], &row["founded"], &row["grade"]);
        assert_eq!(
            told,
            (&"420106".into(), &"2020-01-02".into(), &"B".into()),
            "{name}"
        );
        if first == 0 {
            let before = head(&desk);
            for (name, bytes, encoding) in &dresses {
                let file = put(&desk, name, bytes);
                let ran = import(&desk, "targets", &file, &[]).ok();
                let said = format!("{name}（{encoding}）的内容均已在库，没有任何更改。");
                assert!(
                    ran.out.contains(&said) && ran.out.contains("未变 3"),
                    "{}",
                    ran.out
                );
                let english = import(&desk, "targets", &file, &["--lang", "en"]).ok();
                assert!(english.out.contains(name), "{}", english.out);
                let json = import(&desk, "targets", &file, &["--json"]).ok().json();
                assert_eq!((&json["unchanged"], &json["changed"]), (&3.into(), &false.into()));
            }
            assert_eq!(head(&desk), before);
        }
    }
}

#[test]
fn a_newer_extract_updates_by_code_and_a_trial_changes_nothing() {
    let desk = begun();
    import(&desk, "targets", &desk.write("old.csv", &plain()), &[]).ok();
    let newer =
        plain().replace("乙公司", "乙集团") + &format!("{},丙公司,420106,软件开发,A,存续,\n", code(3));
    let newer = desk.write("newer.csv", &newer);
    let before = head(&desk);
    let trial = import(&desk, "targets", &newer, &["--json", "--dry-run"])
        .ok()
        .json();
    let counts = |json: &Value| ["new", "updated", "unchanged"].map(|key| json[key].as_u64().unwrap());
    assert_eq!(
        (counts(&trial), &trial["dry_run"], &trial["changed"]),
        ([1, 1, 2], &true.into(), &false.into())
    );
    assert!(
        import(&desk, "targets", &newer, &["--dry-run"])
            .ok()
            .out
            .contains("没有任何更改")
    );
    assert_eq!((head(&desk), crate::blobs(&desk).len()), (before, 1));
    let done = import(&desk, "targets", &newer, &["--json"]).ok().json();
    assert_eq!((counts(&done), &done["changed"]), ([1, 1, 2], &true.into()));
    assert_eq!(registry(&desk, &code(2))["name"], "乙集团");
    assert_eq!(registry(&desk, &code(1))["name"], "甲公司");
}

#[test]
fn who_has_no_code_is_a_target_that_no_draw_takes() {
    let desk = begun();
    // 人力资源服务, 存续, grade A: only the code is missing.
    let text = plain() + ",张某某,420106,职业中介活动,A,存续,\n";
    let json = import(&desk, "targets", &desk.write("t.csv", &text), &["--json"])
        .ok()
        .json();
    assert_eq!((&json["rows"], &json["affirmed"]), (&4.into(), &3.into()));
    desk.by("省人社", "2022-06-02", "pool freeze --batch B1").ok();
    let pool = desk.run("--json pool show --batch B1").ok().json();
    assert_eq!(pool["pool"]["size"], 1, "{pool}");
    assert_eq!(pool["pool"]["strata"], serde_json::json!({"420100-A": 1}));
}
