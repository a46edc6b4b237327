//! `duban report`: workbooks, handing in, compiling, the appraisal, and the package for the ministry.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli_support;

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use cli_support::Desk;
use serde_json::Value;
use sha2::{Digest, Sha256};

const HR: &str = "省人社";
const WUHAN: &str = "武汉人社";
const DAY: &str = "2022-07-25";

/// One result with money in it, entered in Wuhan.
fn desk() -> Desk {
    let desk = Desk::furnished();
    desk.matched();
    let task = desk.task("420100");
    let file = desk.write("form.json", &result(&desk, &task, 12_350, "").to_string());
    let id = task["id"].as_str().unwrap();
    desk.by(WUHAN, "2022-06-13", &format!("inspect --task {id} --file {file}"))
        .ok();
    desk
}

/// A result with a refund that was ordered.
fn result(desk: &Desk, task: &Value, yuan: u64, reason: &str) -> Value {
    let mut form = desk.form(task["id"].as_str().unwrap(), "2022-06-13", 0);
    form["measures"] = serde_json::json!({"orders": 2, "refund_yuan": yuan, "refund_people": 3});
    form["reason"] = reason.into();
    form
}

/// The workbook of the province's summary.
fn book(desk: &Desk, name: &str, more: &str) -> Vec<u8> {
    let out = desk.path(name);
    let line = format!("{more} report summary --format xlsx --out {}", out.display());
    desk.by(HR, DAY, &line).ok();
    std::fs::read(out).unwrap()
}

fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let text = |cell: &Data| match cell {
        Data::Float(value) => value.to_string(),
        other => other.to_string(),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

#[test]
fn from_the_summary_to_the_package_for_the_ministry() {
    let desk = desk();
    workbooks(&desk);
    handing_in(&desk);
    compiling(&desk);
    signing(&desk);
    packaging(&desk);
}

/// The workbook's results are the figures of the JSON document, and its check row is 0.
fn workbooks(desk: &Desk) {
    let told = desk.by(HR, DAY, "--json report summary").ok().json();
    let total = told["rows"].as_array().unwrap().last().unwrap();
    assert_eq!(total["refund-amount"]["value"], 12_350);
    let bytes = book(desk, "s.xlsx", "");
    let (figures, detail) = (sheet(&bytes, "汇总表"), sheet(&bytes, "明细"));
    let at = figures[1]
        .iter()
        .position(|head| head.starts_with("责令退赔金额"))
        .unwrap();
    assert_eq!(
        (figures[19][at].as_str(), figures[20][at].as_str()),
        ("1.235", "0")
    );
    assert_eq!((detail.len(), detail[1][at + 4].as_str()), (2, "12350"));
    assert!(sheet(&book(desk, "e.xlsx", "--lang en"), "Notes")[4][1].contains("Summary"));
    assert_eq!(desk.by(HR, DAY, "report summary --format xlsx").code, 2);
    for (which, name) in [
        ("progress", "p.xlsx"),
        ("trend", "t.xlsx"),
        ("appraisal", "a.xlsx"),
    ] {
        let out = desk.path(name);
        let line = format!("--json report {which} --format xlsx --out {}", out.display());
        assert_eq!(desk.by(HR, DAY, &line).ok().json()["format"], "xlsx");
        let bytes = std::fs::read(out).unwrap();
        assert!(Xlsx::new(Cursor::new(bytes)).unwrap().sheet_names().len() == 1);
    }
}

fn handing_in(desk: &Desk) {
    let file = desk.write("总结.docx", "书面总结");
    desk.write("empty.docx", "");
    let empty = desk.path("empty.docx").display().to_string();
    let early = desk.by(
        WUHAN,
        "2022-07-20",
        &format!("report file --region 420100 --narrative {file}"),
    );
    assert_eq!(early.code, 1);
    let nothing = desk.by(
        WUHAN,
        DAY,
        &format!("report file --region 420100 --narrative {empty}"),
    );
    assert!(
        nothing.code == 1 && nothing.err.contains("empty.docx"),
        "{}",
        nothing.err
    );
    let missing = desk.by(
        WUHAN,
        DAY,
        "report file --region 420100 --narrative /nowhere/x.docx",
    );
    assert_eq!(missing.code, 3);
    let told = desk
        .by(
            WUHAN,
            DAY,
            &format!("--json report file --region 420100 --narrative {file}"),
        )
        .ok()
        .json();
    assert_eq!(told["report"]["narrative"]["name"], "总结.docx");
    let again = desk.by(WUHAN, DAY, "--json report file --region 420100");
    assert_eq!(again.json()["refused"]["code"], "reason-missing");
    let told = desk
        .by(WUHAN, DAY, "--json report file --region 420100 --note 更正")
        .ok()
        .json();
    assert_eq!(
        (&told["report"]["version"], &told["report"]["narrative"]["since"]),
        (&2.into(), &1.into())
    );
    let late = desk
        .by("黄石人社", "2022-08-04", "--json report file --region 420200")
        .ok()
        .json();
    assert_eq!(late["overdue"], true);
    // What was handed in is there again, byte for byte.
    let back = desk.path("back.docx");
    let line = format!(
        "--json report handed-in --region 420100 --version 1 --narrative {}",
        back.display()
    );
    let told = desk.by(HR, DAY, &line).ok().json();
    assert_eq!(std::fs::read_to_string(back).unwrap(), "书面总结");
    assert_eq!(
        (&told["title"], &told["report"]["version"]),
        (&"武汉市汇总表".into(), &1.into())
    );
    let all = desk.by(HR, DAY, "--json report handed-in").ok().json();
    assert_eq!(all["rows"].as_array().unwrap().len(), 3);
    let no_such = desk.by(HR, DAY, "--json report handed-in --region 420100 --version 9");
    assert_eq!(no_such.json()["refused"]["code"], "not-found");
    assert_eq!(desk.by(HR, DAY, "report handed-in --version 1").code, 2);
}

/// What is corrected after a report was handed in is told, unit and column.
fn compiling(desk: &Desk) {
    let compiled = |desk: &Desk| desk.by(HR, "2022-08-04", "--json report compile").ok().json();
    let told = compiled(desk);
    assert_eq!(told["missing"].as_array().unwrap().len(), 15);
    assert_eq!(told["late"], serde_json::json!(["420200"]));
    assert_eq!(told["without_narrative"], serde_json::json!(["420200"]));
    assert_eq!(told["differences"], serde_json::json!([]));
    correct(desk, 20_000);
    let told = compiled(desk);
    let expected = serde_json::json!([
        {"unit": "420100", "column": "refund-amount", "handed_in": 12_350, "now": 20_000}
    ]);
    assert_eq!(told["differences"], expected);
    let total = told["rows"].as_array().unwrap().last().unwrap();
    assert_eq!(total["refund-amount"], 12_350, "the sum of what was handed in");
    let text = desk.by(HR, "2022-08-04", "report compile").ok();
    assert!(text.out.contains("责令退赔金额 1.24→2.00"), "{}", text.out);
    assert!(text.err.contains("未报送 15 家"), "{}", text.err);
}

fn correct(desk: &Desk, yuan: u64) {
    let task = desk.task("420100");
    let file = desk.write("form.json", &result(desk, &task, yuan, "更正金额").to_string());
    let id = task["id"].as_str().unwrap();
    desk.by(WUHAN, "2022-07-26", &format!("inspect --task {id} --file {file}"))
        .ok();
}

fn signing(desk: &Desk) {
    let told = desk.by(HR, DAY, "--json report appraisal").ok().json();
    let suggested: Vec<&str> = told["suggested"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(
        (suggested.len(), told["indicators"].as_array().unwrap().len()),
        (17, 11)
    );
    let said = desk.by(HR, DAY, "report appraisal").ok().err;
    assert!(
        said.contains("由人决定并签署") && said.contains("尚未签署") && said.contains("未核实（?）"),
        "{said}"
    );
    let sign = |day: &str, order: &[&str], more: &str| {
        desk.by(
            HR,
            day,
            &format!("--json report sign --order {} {more}", order.join(",")),
        )
    };
    assert_eq!(
        sign("2022-07-20", &suggested, "").json()["refused"]["code"],
        "outside-window"
    );
    let mut other = suggested.clone();
    other.reverse();
    assert_eq!(sign(DAY, &other, "").json()["refused"]["code"], "reason-missing");
    assert_eq!(
        sign(DAY, &suggested[1..], "").json()["refused"]["code"],
        "bad-order"
    );
    let signed = sign(DAY, &other, "--reason 综合书面材料").ok().json();
    assert_eq!(
        (&signed["signed"]["departs"], &signed["signed"]["version"]),
        (&true.into(), &1.into())
    );
    let told = desk.by(HR, DAY, "report appraisal").ok();
    assert!(
        told.out.contains("签署名次") && told.err.contains("与建议不同"),
        "{}",
        told.out
    );
}

/// Every file of the package is in the list with its hash; what is there is not written over.
fn packaging(desk: &Desk) {
    let out = desk.path("package");
    let narrative = desk.write("report.docx", "总结报告");
    let line = format!(
        "--json report package --out {} --narrative {narrative}",
        out.display()
    );
    assert_eq!(
        desk.by(WUHAN, DAY, &line).json()["refused"]["code"],
        "out-of-reach"
    );
    assert_eq!(
        desk.by(HR, "2022-07-20", &line).json()["refused"]["code"],
        "outside-window"
    );
    assert!(!out.exists());
    let told = desk.by(HR, DAY, &line).ok().json();
    assert_eq!(
        (&told["due"], &told["late"]),
        (&"2022-08-05".into(), &false.into())
    );
    let there: BTreeSet<String> = std::fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let sums = std::fs::read_to_string(out.join("SHA256SUMS")).unwrap();
    let mut listed = BTreeSet::from(["SHA256SUMS".to_owned()]);
    for line in sums.lines() {
        let (hash, name) = line.split_once("  ").unwrap();
        let bytes = std::fs::read(out.join(name)).unwrap();
        assert_eq!(hex::encode(Sha256::digest(&bytes)), hash, "{name}");
        listed.insert(name.to_owned());
    }
    assert_eq!(there, listed);
    for name in [
        "summary.xlsx",
        "reports.csv",
        "progress.json",
        "cases.csv",
        "appraisal.xlsx",
        "narrative-report.docx",
        "README.txt",
    ] {
        assert!(listed.contains(name), "{name}");
    }
    assert_eq!(
        desk.by(HR, DAY, &line).code,
        3,
        "what is there is not written over"
    );
    desk.by(HR, "2022-08-06", "report file --region 420000").ok();
    let line = format!("--json report package --out {}", desk.path("late").display());
    assert_eq!(desk.by(HR, "2022-08-06", &line).ok().json()["late"], true);
}

/// A spreadsheet that works the formulas out by itself comes to the program's figures.
#[test]
fn a_spreadsheet_comes_to_the_same_figures() {
    let here = Command::new("soffice").arg("--version").output().is_ok();
    if !here || std::env::var_os("DUBAN_TEST_ALL").is_none() {
        eprintln!("skipped: needs soffice (LibreOffice) and DUBAN_TEST_ALL=1");
        return;
    }
    let desk = desk();
    let bare = desk.path("bare.xlsx");
    std::fs::write(&bare, without_results(&book(&desk, "s.xlsx", ""))).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", desk.path("profile").display());
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,1";
    let done = Command::new("soffice")
        .args(["--headless", &profile, "--convert-to", filter, "--outdir"])
        .args([desk.path("csv"), bare])
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    let theirs = std::fs::read_to_string(desk.path("csv").join("bare-汇总表.csv")).unwrap();
    let own = desk.path("own.csv");
    desk.by(
        HR,
        DAY,
        &format!("report summary --format csv --out {}", own.display()),
    )
    .ok();
    let own = std::fs::read_to_string(own).unwrap();
    let lines = |text: &str| -> Vec<String> {
        let lines = text.trim_start_matches('\u{feff}').lines();
        lines.map(|line| line.replace('"', "")).collect()
    };
    let (theirs, own) = (lines(&theirs), lines(&own));
    assert_eq!(theirs[1..=own.len()], own, "title, then the same table");
    let check = theirs.last().unwrap();
    assert!(
        check
            .split(',')
            .skip(2)
            .all(|cell| ["0", "0.00", "—"].contains(&cell)),
        "{check}"
    );
}

/// The workbook without the results that its formulas carry.
fn without_results(bytes: &[u8]) -> Vec<u8> {
    let mut book = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..book.len() {
        let mut file = book.by_index(at).unwrap();
        let (name, mut content) = (file.name().unwrap().into_owned(), Vec::new());
        file.read_to_end(&mut content).unwrap();
        if name.starts_with("xl/worksheets/") {
            let text = String::from_utf8(content).unwrap();
            let mut parts = text.split("</f><v>");
            let mut bare = parts.next().unwrap().to_owned();
            for part in parts {
                bare.push_str("</f>");
                bare.push_str(part.split_once("</v>").unwrap().1);
            }
            content = bare.into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap().into_inner()
}
