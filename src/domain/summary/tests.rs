use proptest::prelude::*;

use super::*;
use crate::domain::inspection::{Answer, Measures, Method, UnitKind, Verdict, Visit};
use crate::domain::operator::Department;
use crate::domain::region::{Region, Regions};
use crate::domain::state::{Memory, Write};
use crate::domain::task::Member;

pub(in crate::domain) fn campaign() -> Campaign {
    let mut campaign: Campaign = toml::from_str(include_str!("../../../sample-data/campaign.toml")).unwrap();
    let row = |code: &str, level, parent: Option<&str>| Region {
        code: code.parse().unwrap(),
        name: code.into(),
        level,
        parent: parent.map(|p| p.parse().unwrap()),
    };
    campaign.regions = Regions::new(vec![
        row("420000", Level::Province, None),
        row("420100", Level::Prefecture, Some("420000")),
        row("420102", Level::County, Some("420100")),
        row("420103", Level::County, Some("420100")),
        row("420200", Level::Prefecture, Some("420000")),
        row("429021", Level::Direct, Some("420000")),
    ]);
    campaign
}

pub(in crate::domain) fn code(text: &str) -> RegionCode {
    text.parse().unwrap()
}

pub(in crate::domain) fn task(campaign: &Campaign, n: usize, region: &str, state: TaskState) -> Task {
    let member = |officer: &str, department| Member {
        officer: officer.into(),
        name: officer.into(),
        department,
        leads: false,
    };
    Task {
        id: format!("B1-{n:04}"),
        batch: "B1".into(),
        target: format!("T{n}"),
        name: format!("T{n}"),
        region: code(region),
        unit: campaign.regions.unit_of(code(region)).unwrap(),
        stratum: "420100-A".into(),
        rank: 1,
        how: crate::domain::task::How::Draw,
        lead: None,
        action: None,
        replaces: None,
        state,
        checklist: Vec::new(),
        team: vec![
            member("A1", Department::Hr),
            member("A2", Department::Hr),
            member("B1", Department::Mr),
        ],
        steps: Vec::new(),
    }
}

pub(in crate::domain) fn inspection(task: &str, version: u32) -> Inspection {
    Inspection {
        task: task.into(),
        version,
        visit: Visit {
            visited: "2022-06-15".parse().unwrap(),
            method: Method::OnSite,
            present: vec!["A1".into(), "B1".into()],
            others: 0,
            unit_kind: UnitKind::Agency,
            answers: Vec::new(),
            codes: vec![1],
            violations: Vec::new(),
            measures: Measures::default(),
            penalties: Vec::new(),
            note: String::new(),
            reason: String::new(),
        },
        entered_by: "x".into(),
        entered_on: "2022-06-15".parse().unwrap(),
        late: false,
    }
}

fn cell<'a>(summary: &'a Summary, line: &'a Line, column: &str) -> &'a Cell {
    let n = summary.columns.iter().position(|c| c.id == column).unwrap();
    &line.cells[n]
}

#[test]
fn every_column_of_the_notices_campaign_says_what_it_counts() {
    let campaign = campaign();
    assert!(counts(&campaign).iter().all(Option::is_some));
    let mut one = campaign;
    one.summary_columns[3].count = None;
    assert_eq!(
        counts(&one).iter().position(Option::is_none),
        Some(3),
        "a column that says nothing counts nothing, whatever its id"
    );
}

/// As the notice's campaign was written into journals before its columns said what they count.
fn before_files_said(mut campaign: Campaign) -> Campaign {
    for column in &mut campaign.summary_columns {
        column.count = None;
    }
    campaign
}

#[test]
fn a_campaign_begun_before_columns_said_what_they_count_counts_as_then() {
    let (now, then) = (campaign(), before_files_said(campaign()));
    let both = counts(&now).into_iter().zip(counts(&then));
    for (column, (now, then)) in now.summary_columns.iter().zip(both) {
        let unknown_then = ["visits-other", "typical-cases"].contains(&column.id.as_str());
        assert_eq!(then, now.filter(|_| !unknown_then), "{}", column.id);
    }
}

#[test]
fn a_visit_counts_in_every_column_it_belongs_to() {
    let campaign = campaign();
    let mut state = Memory::default();
    let one = task(&campaign, 1, "420102", TaskState::Reviewed);
    let mut first = inspection(&one.id, 1);
    first.visit.measures.fine_yuan = 999;
    let mut second = inspection(&one.id, 2);
    second.visit.violations = vec!["untrue-recruiting".into(), "false-job-information".into()];
    second.visit.measures.fine_yuan = 12_350;
    second.visit.others = 3;
    second.visit.answers = vec![Answer {
        item: "RS19".into(),
        verdict: Verdict::Fail,
        finding: "f".into(),
        evidence: Vec::new(),
    }];
    state.put(&one);
    state.put(&first);
    state.put(&second);
    let summary = compile(&state, &campaign, code("420000"));
    let wuhan = &summary.rows[0];
    let figure = |column: &str| cell(&summary, wuhan, column).figure;
    assert_eq!(
        figure("visits-hr"),
        Some(1),
        "one of the two HR members was there"
    );
    assert_eq!(figure("visits-mr"), Some(1));
    assert_eq!(figure("visits-other"), Some(3));
    assert_eq!(figure("checked-agencies"), Some(1));
    assert_eq!(figure("checked-employers"), Some(0));
    assert_eq!(
        figure("false-recruiting"),
        Some(1),
        "two violations of one target count once"
    );
    assert_eq!(figure("minority-workers"), Some(1));
    assert_eq!(
        figure("fines-and-confiscations"),
        Some(12_350),
        "the newest version alone"
    );
    assert_eq!(
        cell(&summary, wuhan, "fines-and-confiscations").text("万元"),
        "1.24"
    );
    assert_eq!(cell(&summary, wuhan, "typical-cases").text("件"), "0");
    assert_eq!((summary.counted, summary.unreviewed, summary.returned), (1, 0, 0));

    // The same by county.
    let counties = compile(&state, &campaign, code("420100"));
    let rows: Vec<String> = counties.rows.iter().map(|r| r.region.to_string()).collect();
    assert_eq!(rows, ["420102", "420103"]);
    assert_eq!(counties.total.cells, wuhan.cells);
}

#[test]
fn a_returned_record_waits_and_an_unreviewed_one_is_noted() {
    let campaign = campaign();
    let mut state = Memory::default();
    let states = [
        TaskState::Inspecting,
        TaskState::Recorded,
        TaskState::Returned,
        TaskState::Closed,
    ];
    for (n, s) in states.into_iter().enumerate() {
        let task = task(&campaign, n, "420200", s);
        state.put(&inspection(&task.id, 1));
        state.put(&task);
    }
    let summary = compile(&state, &campaign, code("420000"));
    assert_eq!((summary.counted, summary.unreviewed, summary.returned), (2, 1, 1));
    assert_eq!(
        cell(&summary, &summary.total, "checked-agencies").tasks,
        ["B1-0001", "B1-0003"]
    );
}

#[test]
fn who_went_to_a_target_that_was_replaced_counts_and_nothing_else_of_it() {
    let campaign = campaign();
    let mut state = Memory::default();
    let (gone, came) = (
        task(&campaign, 1, "420102", TaskState::Replaced),
        task(&campaign, 2, "420102", TaskState::Reviewed),
    );
    for task in [&gone, &came] {
        let mut record = inspection(&task.id, 1);
        record.visit.measures.orders = 1;
        record.visit.others = 1;
        state.put(&record);
        state.put(task);
    }
    // Replaced before anybody went there, and void with a record: neither counts.
    state.put(&task(&campaign, 3, "420102", TaskState::Replaced));
    let void = task(&campaign, 4, "420102", TaskState::Void);
    state.put(&inspection(&void.id, 1));
    state.put(&void);
    let summary = compile(&state, &campaign, code("420000"));
    let total = |column| cell(&summary, &summary.total, column);
    assert_eq!(total("visits-hr").figure, Some(2));
    assert_eq!(total("visits-other").tasks, ["B1-0001", "B1-0002"]);
    for column in ["checked-agencies", "orders-to-correct"] {
        assert_eq!(total(column).tasks, ["B1-0002"], "{column}");
    }
    assert_eq!((summary.counted, summary.replaced), (1, 1));
}

#[test]
fn a_column_counts_codes_and_several_items() {
    let mut campaign = campaign();
    let column = |id: &str, count| SummaryColumn {
        id: id.into(),
        name: Default::default(),
        unit: "户".into(),
        count: Some(count),
    };
    campaign.summary_columns = vec![
        column("x", Count::Codes(vec![9, 10])),
        column("y", Count::Items(vec!["RS01".into(), "RS02".into()])),
    ];
    let mut state = Memory::default();
    for (n, codes) in [vec![9, 10], vec![10], vec![4]].into_iter().enumerate() {
        let task = task(&campaign, n, "420200", TaskState::Recorded);
        let mut record = inspection(&task.id, 1);
        record.visit.codes = codes;
        record.visit.answers = ["RS01", "RS02"]
            .map(|item| Answer {
                item: item.into(),
                verdict: if n == 2 { Verdict::Fail } else { Verdict::Pass },
                finding: String::new(),
                evidence: Vec::new(),
            })
            .into();
        state.put(&record);
        state.put(&task);
    }
    let summary = compile(&state, &campaign, code("420000"));
    assert_eq!(cell(&summary, &summary.total, "x").tasks, ["B1-0000", "B1-0001"]);
    assert_eq!(cell(&summary, &summary.total, "y").figure, Some(1));
}

#[test]
fn a_column_counts_matters_of_a_kind_and_exposed_cases_only_once_exposed() {
    let campaign = campaign();
    let mut state = Memory::default();
    let one = task(&campaign, 1, "420200", TaskState::Recorded);
    state.put(&inspection(&one.id, 1));
    state.put(&one);
    let matter = |n: u32, matter: serde_json::Value, steps: serde_json::Value| -> FollowUp {
        let owner = serde_json::json!({"region": "420200", "department": "hr"});
        let of = serde_json::json!({
            "id": format!("{}-F{n:02}", one.id), "task": one.id, "target": one.target, "name": one.name,
            "unit": "420200", "matter": matter, "owner": owner, "opened_on": "2022-06-16", "opened_by": "x",
            "steps": steps,
        });
        serde_json::from_value(of).unwrap()
    };
    let typical = || serde_json::json!({"kind": "typical", "what": "t"});
    let by = |seq: u32, advance: serde_json::Value| serde_json::json!({"seq": seq, "on": "2022-06-20", "by": "y", "department": "hr", "advance": advance});
    let approved = by(
        7,
        serde_json::json!({"step": "decide", "approve": true, "at": "2022-06-20T10:00:00"}),
    );
    let sent = by(
        8,
        serde_json::json!({"step": "send", "at": "2022-06-20T11:00:00", "receipt": "r"}),
    );
    state.put(&matter(1, typical(), serde_json::json!([approved.clone()])));
    let figure = |state: &Memory| {
        let summary = compile(state, &campaign, code("420000"));
        cell(&summary, &summary.total, "typical-cases").figure
    };
    assert_eq!(figure(&state), Some(0), "approved, and not made public yet");
    state.put(&matter(2, typical(), serde_json::json!([approved, sent])));
    assert_eq!(figure(&state), Some(1));
}

#[test]
fn a_prefectures_own_task_has_a_row_of_its_own() {
    let campaign = campaign();
    let mut state = Memory::default();
    let own = task(&campaign, 1, "420100", TaskState::Recorded);
    state.put(&inspection(&own.id, 1));
    state.put(&own);
    let summary = compile(&state, &campaign, code("420100"));
    let rows: Vec<String> = summary.rows.iter().map(|r| r.region.to_string()).collect();
    assert_eq!(rows, ["420100", "420102", "420103"]);
}

#[test]
fn yuan_become_wan_rounded_half_up() {
    for (yuan, text) in [
        (0, "0.00"),
        (49, "0.00"),
        (50, "0.01"),
        (12_349, "1.23"),
        (12_350, "1.24"),
        (1_000_000, "100.00"),
    ] {
        assert_eq!(wan(yuan), text);
    }
    assert_eq!(wan(u64::MAX), "1844674407370955.16");
}

proptest! {
    /// An id is a name: under any other names the columns have the same figures.
    #[test]
    fn no_column_is_known_by_its_id(
        made in prop::collection::vec((0usize..12, 0u64..100_000, 0u32..3, 0usize..3, 1u8..14), 1..12),
        names in prop::collection::hash_set("[a-z-]{1,24}", 24),
    ) {
        let known = campaign();
        let mut renamed = known.clone();
        for (column, name) in renamed.summary_columns.iter_mut().zip(names) {
            column.id = name;
        }
        let mut state = Memory::default();
        for (n, (violation, yuan, others, kind, result)) in made.into_iter().enumerate() {
            let task = task(&known, n, "420102", TaskState::Recorded);
            let mut record = inspection(&task.id, 1);
            record.visit.measures.refund_yuan = yuan;
            record.visit.measures.orders = others;
            record.visit.others = others;
            record.visit.violations = vec![known.violations[violation].id.clone()];
            record.visit.unit_kind = UnitKind::ALL[kind];
            record.visit.codes = vec![result];
            state.put(&task);
            state.put(&record);
        }
        let of = |campaign: &Campaign| compile(&state, campaign, code("420000")).total.cells;
        prop_assert_eq!(of(&renamed), of(&known));
    }

    #[test]
    fn totals_reconcile(made in prop::collection::vec((0usize..5, 0usize..12, 0u64..100_000, 0usize..12, 0usize..3), 0..40)) {
        let campaign = campaign();
        let mut state = Memory::default();
        let places = ["420100", "420102", "420103", "420200", "429021"];
        for (n, (place, at, yuan, violation, kind)) in made.iter().enumerate() {
            let task = task(&campaign, n, places[*place], TaskState::ALL[*at]);
            let mut record = inspection(&task.id, 1);
            record.visit.measures.refund_yuan = *yuan;
            record.visit.violations = vec![campaign.violations[*violation].id.clone()];
            record.visit.unit_kind = UnitKind::ALL[*kind];
            state.put(&task);
            state.put(&record);
        }
        let province = compile(&state, &campaign, code("420000"));
        for region in ["420000", "420100", "420200", "429021"] {
            let summary = compile(&state, &campaign, code(region));
            let rows = details(&state, &campaign, &summary);
            prop_assert_eq!(rows.len() as u64, summary.counted + summary.replaced);
            for (n, column) in summary.columns.iter().enumerate() {
                let total = &summary.total.cells[n];
                for line in &summary.rows {
                    let own = rows.iter().filter(|detail| detail.row == line.region);
                    let sum = own.map(|detail| detail.figures[n].unwrap_or(0)).sum::<u64>();
                    prop_assert_eq!(sum, line.cells[n].figure.unwrap_or(0), "the detail of a row is the row");
                }
                let sum = |lines: &[Line]| lines.iter().map(|l| l.cells[n].figure).sum::<Option<u64>>();
                prop_assert_eq!(sum(&summary.rows), total.figure);
                let mut rows: Vec<String> = summary.rows.iter().flat_map(|l| l.cells[n].tasks.clone()).collect();
                rows.sort();
                prop_assert_eq!(&rows, &total.tasks);
                let counts = matches!(column.count, Some(Count::Kind(_) | Count::Violations(_)));
                let parts = summary.rows.iter().chain([&summary.total]).map(|l| &l.cells[n]);
                for cell in parts {
                    prop_assert_eq!(cell.amounts.len(), cell.tasks.len());
                    prop_assert_eq!(cell.amounts.iter().sum::<u64>(), cell.figure.unwrap_or(0));
                }
                prop_assert!(!counts || total.figure == Some(total.tasks.len() as u64));
                if region != "420000" {
                    let row = province.rows.iter().find(|r| r.region == code(region)).unwrap();
                    prop_assert_eq!(&row.cells[n], total);
                }
            }
        }
    }
}
