use chrono::NaiveDate;

use super::{again, appraisal, cases, compiled, differences, handed_in};
use crate::domain::appraisal::{Signed, compile as appraise};
use crate::domain::compiled::{Compiled, Row};
use crate::domain::follow_up::{Advance, FollowUp, Matter, Owner, Taken};
use crate::domain::handed_in::{HandedIn, Narrative};
use crate::domain::operator::Department;
use crate::domain::progress::Report;
use crate::domain::state::Memory;
use crate::domain::summary;
use crate::exchange::campaign::default_campaign;
use crate::exchange::write::{Table, csv, summary as summary_table};
use crate::lang::Lang;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn report(version: u32) -> HandedIn {
    HandedIn {
        unit: "420100".to_owned(),
        version,
        on: day("2022-08-04"),
        by: "武汉人社".to_owned(),
        overdue: true,
        summary: "ab".repeat(32),
        narrative: Some(Narrative {
            name: "总结.docx".to_owned(),
            sha256: "cd".repeat(32),
            bytes: 7,
            since: 1,
        }),
        note: "更正".to_owned(),
    }
}

fn text<'a>(table: &'a Table, row: usize, column: &str) -> &'a str {
    let at = table.columns.iter().position(|c| c.id == column).unwrap();
    &table.rows[row][at].text
}

#[test]
fn a_table_handed_in_is_shown_again_as_it_was() {
    let campaign = default_campaign().unwrap().campaign;
    let found = summary::compile(&Memory::default(), &campaign, campaign.province);
    let table = summary_table(Lang::Zh, &found, false);
    let document = serde_json::to_vec(&table.document()).unwrap();
    let back = again(&document).unwrap();
    assert_eq!(back, table);
    assert_eq!(csv(&back), csv(&table));
    for bad in ["", "{}", "[]", r#"{"title":"x","columns":[{"id":1}],"rows":[]}"#] {
        assert_eq!(again(bad.as_bytes()), None, "{bad}");
    }
}

#[test]
fn the_units_stand_side_by_side_with_what_changed() {
    let campaign = default_campaign().unwrap().campaign;
    let columns = campaign.summary_columns.clone();
    let money = columns.iter().position(|c| c.id == "refund-amount").unwrap();
    let mut figures = vec![Some(0); columns.len()];
    figures[money] = Some(10_000);
    let now = vec![Some(0); columns.len()];
    let row = |name: &str, newest: Option<HandedIn>, figures| Row {
        unit: "420100".parse().unwrap(),
        name: name.to_owned(),
        standing: Some(Report {
            due: day("2022-08-03"),
            handed_in: newest.as_ref().map(|report| report.on),
            overdue: true,
        }),
        newest,
        figures,
        now: now.clone(),
    };
    let found = Compiled {
        total: figures.clone(),
        rows: vec![
            row("武汉市", Some(report(2)), Some(figures)),
            row("黄石市", None, None),
            row("鄂州市", Some(report(1)), None),
        ],
        columns,
    };
    let table = compiled(Lang::Zh, &found, "湖北省");
    assert_eq!(table.title, "湖北省报送情况");
    assert_eq!(text(&table, 0, "standing"), "逾期");
    assert_eq!(text(&table, 0, "differs"), "责令退赔金额 1.00→0.00");
    assert_eq!(text(&table, 0, "refund-amount"), "1.00");
    assert_eq!(
        (text(&table, 1, "standing"), text(&table, 1, "version")),
        ("逾期未报", "—")
    );
    assert_eq!(text(&table, 2, "differs"), "报送的文件不是汇总表，读不出数");
    assert_eq!(
        (text(&table, 3, "standing"), text(&table, 3, "refund-amount")),
        ("已报 2/3", "1.00")
    );
    let expected =
        serde_json::json!([{"unit": "420100", "column": "refund-amount", "handed_in": 10_000, "now": 0}]);
    assert_eq!(differences(&found), expected);
    let list = handed_in(Lang::En, &[report(1)], |_| "Wuhan".to_owned());
    assert_eq!(
        (text(&list, 0, "standing"), text(&list, 0, "narrative")),
        ("overdue", "总结.docx")
    );
}

#[test]
fn the_appraisal_shows_shares_places_and_what_was_signed() {
    let campaign = default_campaign().unwrap().campaign;
    // Everybody's report was due yesterday, and nobody handed in.
    let found = appraise(
        &Memory::default(),
        &campaign,
        campaign.province,
        day("2022-08-04"),
    );
    let signed = Signed {
        version: 1,
        on: day("2022-08-04"),
        by: "省人社".to_owned(),
        order: found.suggested().into_iter().rev().collect(),
        figures: String::new(),
        departs: false,
        reason: String::new(),
    };
    let table = appraisal(Lang::Zh, &found, Some(&signed), "湖北省");
    assert_eq!(
        (text(&table, 0, "place"), text(&table, 0, "score")),
        ("1", "0.00")
    );
    assert_eq!(
        (text(&table, 0, "signed"), text(&table, 16, "signed")),
        ("17", "1")
    );
    assert_eq!(
        (text(&table, 0, "reported"), text(&table, 0, "claimed")),
        ("0/1 0.00%", "—")
    );
    assert_eq!(
        (text(&table, 17, "materials"), text(&table, 17, "place")),
        ("0/34 0.00%", "—")
    );
    let plain = appraisal(Lang::En, &found, None, "Hubei");
    assert!(plain.columns.iter().all(|column| column.id != "signed"));
}

#[test]
fn only_major_and_typical_cases_are_listed() {
    let campaign = default_campaign().unwrap().campaign;
    let unit = "420100".parse().unwrap();
    let approved = Taken {
        seq: 1,
        on: day("2022-07-02"),
        by: "武汉复核".to_owned(),
        department: Department::Hr,
        advance: Advance::Decide {
            approve: true,
            at: day("2022-07-02").and_hms_opt(9, 0, 0).unwrap(),
            reason: String::new(),
        },
    };
    let case = |id: &str, matter: Matter| FollowUp {
        lead: None,
        id: id.to_owned(),
        task: "B1-0001".to_owned(),
        target: "T".to_owned(),
        name: "某公司".to_owned(),
        unit,
        matter,
        owner: Owner {
            region: unit,
            department: Department::Hr,
        },
        opened_on: day("2022-07-01"),
        opened_by: "武汉人社".to_owned(),
        steps: vec![approved.clone()],
    };
    let what = || "内容".to_owned();
    let order = Matter::Order {
        what: what(),
        violation: None,
        deadline: day("2022-07-10"),
    };
    let ledger = [
        case("F1", order),
        case("F2", Matter::Major { what: what() }),
        case("F3", Matter::Typical { what: what() }),
    ];
    let table = cases(Lang::Zh, &campaign, &ledger);
    assert_eq!(table.rows.len(), 2);
    assert_eq!(
        (text(&table, 0, "kind"), text(&table, 1, "kind")),
        ("重大案件上报", "典型案例曝光")
    );
    assert_eq!(
        (text(&table, 0, "unit"), text(&table, 0, "what")),
        ("武汉市", "内容")
    );
}
