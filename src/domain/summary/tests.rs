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
fn every_column_of_the_notices_campaign_has_its_rule() {
    let campaign = campaign();
    let unknown = |c: &&SummaryColumn| Rule::of(c, &campaign, &[]) == Rule::Unknown;
    let unknown: Vec<&str> = campaign
        .summary_columns
        .iter()
        .filter(unknown)
        .map(|c| c.id.as_str())
        .collect();
    assert_eq!(unknown, ["visits-other", "minority-workers", "typical-cases"]);
    let item = ChecklistItem {
        id: "RS19".into(),
        title: "侵害少数民族务工人员权益".into(),
        ..blank_item()
    };
    let column = campaign
        .summary_columns
        .iter()
        .find(|c| c.id == "minority-workers")
        .unwrap();
    assert_eq!(
        Rule::of(column, &campaign, &[item]),
        Rule::Failed(vec!["RS19".into()])
    );
}

fn blank_item() -> ChecklistItem {
    serde_json::from_value(serde_json::json!({"id": "", "version": 1, "title": "", "basis": ""})).unwrap()
}

#[test]
fn a_visit_counts_in_every_column_it_belongs_to() {
    let campaign = campaign();
    let mut state = Memory::default();
    state.put(&ChecklistItem {
        id: "RS19".into(),
        title: "侵害少数民族务工人员权益".into(),
        ..blank_item()
    });
    let one = task(&campaign, 1, "420102", TaskState::Reviewed);
    let mut first = inspection(&one.id, 1);
    first.visit.measures.fine_yuan = 999;
    let mut second = inspection(&one.id, 2);
    second.visit.violations = vec!["untrue-recruiting".into(), "false-job-information".into()];
    second.visit.measures.fine_yuan = 12_350;
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
    assert_eq!(figure("visits-other"), None);
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
    assert_eq!(cell(&summary, wuhan, "typical-cases").text("件"), "—");
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
            prop_assert_eq!(rows.len() as u64, summary.counted);
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
                let counts = matches!(Rule::of(column, &campaign, &[]), Rule::Checked(_) | Rule::Violations(_));
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
