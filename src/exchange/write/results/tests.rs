//! The table in every form: what it says, that it is escaped, and that it can be read by everyone.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use chrono::NaiveDate;
use rstest::rstest;

use super::*;
use crate::domain::inspection::Method;
use crate::domain::results::{Counts, Heir};
use crate::exchange::campaign::default_campaign;
use crate::exchange::write::{csv, xlsx};

fn campaign() -> Campaign {
    default_campaign().unwrap().campaign
}

fn code(text: &str) -> RegionCode {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn result(codes: &[u8], kept: Option<Outcome>) -> Published {
    Published {
        on: day("2022-06-20"),
        again: false,
        visited: day("2022-06-15"),
        method: Method::OnSite,
        checked: 19,
        items: 22,
        codes: codes.to_vec(),
        kept,
        remark: String::new(),
    }
}

/// A row of each kind, with names that would like to be markup or a formula.
fn found() -> Results {
    use Standing::*;
    let standings = [
        ("甲公司", Published(Box::new(result(&[2, 5], None)))),
        (
            "<script>alert(1)</script>&\u{202e}",
            Published(Box::new(super::Published {
                again: true,
                ..result(&[9], Some(Outcome::Closed))
            })),
        ),
        (
            "=HYPERLINK(\"x\")",
            Published(Box::new(result(&[13], Some(Outcome::Moved)))),
        ),
        (
            "丁公司",
            Published(Box::new(result(&[4], Some(Outcome::Unreachable)))),
        ),
        (
            "戊公司",
            Withdrawn {
                on: day("2022-06-21"),
                reason: "录入错误，咨询138****8000".into(),
            },
        ),
        (
            "张**",
            Replaced {
                on: day("2022-06-12"),
                reason: "closed".into(),
                heir: Some(Heir {
                    task: "B1-0009".into(),
                    name: "己公司".into(),
                }),
            },
        ),
        (
            "庚公司",
            Struck {
                on: day("2022-06-12"),
                reason: "moved-out".into(),
            },
        ),
    ];
    let row = |(n, (name, standing)): (usize, (&str, Standing))| Row {
        task: format!("B1-{n:04}"),
        name: name.into(),
        code: Some("91420100MA4K00000X".to_owned()).filter(|_| name != "张**"),
        region: code(if n < 5 { "420102" } else { "429021" }),
        unit: code(if n < 5 { "420100" } else { "429021" }),
        standing,
    };
    Results {
        rows: (1..).zip(standings).map(row).collect(),
        counts: Counts {
            tasks: 12,
            published: 4,
            withdrawn: 1,
            withheld: 2,
            replaced: 1,
            struck: 1,
            waiting: 3,
        },
        sealed: false,
    }
}

fn sheet(lang: Lang, internal: bool) -> Sheet {
    let wish = Wish {
        region: code("420000"),
        internal,
    };
    results(lang, &campaign(), &found(), (Some("B1"), wish), day("2022-06-22"))
}

#[rstest]
#[case(Lang::Zh, "results_zh")]
#[case(Lang::En, "results_en")]
fn the_page_as_it_is_published(#[case] lang: Lang, #[case] name: &str) {
    let page = sheet(lang, false).html();
    // The style is the same for every page and changes for its own reasons.
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    insta::assert_snapshot!(name, format!("{head}<style>…</style>{body}"));
}

#[rstest]
#[case(Lang::Zh)]
#[case(Lang::En)]
fn the_page_runs_nothing_and_can_be_read_by_everyone(#[case] lang: Lang) {
    let page = sheet(lang, false).html();
    assert!(!page.contains("<script") && !page.contains("http:") && !page.contains("https:"));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;[U+202E]"));
    for part in [
        "<html lang=",
        "default-src 'none'",
        "<caption>",
        "<th scope=\"col\">",
        "<th scope=\"row\">",
        "href=\"#main\"",
        "<main id=\"main\"",
        "role=\"region\" aria-label=",
        "@page { size: A4 landscape; }",
        "thead { display: table-header-group; }",
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn a_sheet_without_rows_says_so() {
    let none = Results {
        rows: Vec::new(),
        ..found()
    };
    let wish = Wish {
        region: code("420000"),
        internal: false,
    };
    let page = results(
        Lang::Zh,
        &campaign(),
        &none,
        (Some("B1"), wish),
        day("2022-06-22"),
    )
    .html();
    assert!(page.contains("没有可以公示的结果") && !page.contains("<table"));
}

#[test]
fn programs_get_codes_one_by_one_and_every_state_with_its_parts() {
    let document = sheet(Lang::En, false).json();
    let rows = document["rows"].as_array().unwrap();
    assert_eq!(document["generated_on"], "2022-06-22");
    assert_eq!(rows.len(), 7);
    let codes = &rows[0]["results"];
    assert_eq!((&codes[0]["code"], &codes[1]["code"]), (&json!(2), &json!(5)));
    assert_eq!(codes[0]["name"], "Required information not published");
    assert_eq!(rows[0]["items"], json!({"checked": 19, "of": 22}));
    assert_eq!(rows[0]["offices"].as_array().unwrap().len(), 2);
    let outcomes: Vec<&Value> = rows.iter().map(|row| &row["outcome"]).collect();
    assert_eq!(outcomes[..4], ["inspected", "closed", "moved", "unreachable"]);
    let withdrawn = &rows[4];
    assert_eq!(withdrawn["state"]["reason"], "录入错误，咨询138****8000");
    for hidden in ["visited", "method", "outcome", "items", "results", "published"] {
        assert_eq!(withdrawn[hidden], Value::Null, "{hidden}");
    }
    assert_eq!(rows[5]["state"]["replaced_by"]["task"], "B1-0009");
    assert_eq!(rows[5]["code"], Value::Null);
    assert_eq!(rows[6]["state"]["state"], "struck");
}

#[test]
fn spreadsheets_get_texts() {
    let sheet = sheet(Lang::Zh, false);
    let text = String::from_utf8(csv(&sheet.table)).unwrap();
    assert!(text.contains("\"'=HYPERLINK(\"\"x\"\")\""));
    assert!(text.contains("2 未按规定公示应当公示的信息；5 发现问题已责令改正"));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx(&sheet.table).unwrap())).unwrap();
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&name).unwrap();
    assert_eq!(range.height(), 8);
    assert!(book.worksheet_formula(&name).unwrap().is_empty());
}

#[test]
fn the_campaign_says_which_columns_there_are() {
    let mut campaign = campaign();
    campaign.publication.columns = vec![ResultColumn::Number, ResultColumn::State];
    let wish = Wish {
        region: code("420000"),
        internal: true,
    };
    let sheet = results(
        Lang::Zh,
        &campaign,
        &found(),
        (Some("B1"), wish),
        day("2022-06-22"),
    );
    assert_eq!(sheet.table.columns.len(), 2);
    assert!(sheet.warning.contains("请勿外传"));
    assert!(sheet.html().contains("请勿外传"));
    assert!(
        sheet.basis.iter().all(|line| !line.contains("隐去")),
        "nothing is masked"
    );
}
