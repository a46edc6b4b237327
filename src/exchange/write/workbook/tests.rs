use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use proptest::prelude::*;

use super::*;
use crate::domain::campaign::Campaign;
use crate::domain::lead::statistics::Statistics;
use crate::domain::region::RegionCode;
use crate::domain::summary::{Cell, Line, wan};
use crate::domain::task::TaskState;
use crate::exchange::campaign::default_campaign;

/// A summary of two units, each with these tasks, every one of them with the same amount in every column.
fn summary(campaign: &Campaign, tasks: &[(usize, u64)]) -> (Summary, Vec<Detail>) {
    let units: Vec<RegionCode> = ["420100", "420200"].map(|code| code.parse().unwrap()).to_vec();
    let known = |column: &SummaryColumn| column.id != "typical-cases";
    let cell = |column: &SummaryColumn| Cell {
        figure: known(column).then_some(0),
        ..Cell::default()
    };
    let line = |region: RegionCode| Line {
        region,
        name: campaign.regions.name(region),
        cells: campaign.summary_columns.iter().map(cell).collect(),
    };
    let mut found = Summary {
        region: campaign.province,
        columns: campaign.summary_columns.clone(),
        rows: units.iter().map(|unit| line(*unit)).collect(),
        total: line(campaign.province),
        counted: tasks.len() as u64,
        unreviewed: 0,
        returned: 0,
        replaced: 0,
    };
    let mut details = Vec::new();
    for (n, (unit, amount)) in tasks.iter().enumerate() {
        let figures: Vec<Option<u64>> = found
            .columns
            .iter()
            .map(|c| known(c).then_some(*amount))
            .collect();
        details.push(Detail {
            task: format!("B1-{n:04}"),
            name: "=1+1".to_owned(),
            region: units[*unit],
            row: units[*unit],
            state: TaskState::Reviewed.key(),
            figures: figures.clone(),
        });
        for line in [&mut found.rows[*unit], &mut found.total] {
            for (cell, figure) in line.cells.iter_mut().zip(&figures) {
                cell.figure = cell.figure.zip(*figure).map(|(sum, more)| sum + more);
            }
        }
    }
    (found, details)
}

fn made(campaign: &Campaign, tasks: &[(usize, u64)], lang: Lang) -> (Summary, Xlsx<Cursor<Vec<u8>>>) {
    let (summary, details) = summary(campaign, tasks);
    let leads = Statistics::none(campaign.province, campaign.phases.inspect);
    let basis = Basis {
        lang,
        campaign,
        summary: &summary,
        leads: &leads,
        details: &details,
        on: "2022-07-25".parse().unwrap(),
        preview: false,
    };
    let bytes = workbook(&basis).unwrap();
    (summary, Xlsx::new(Cursor::new(bytes)).unwrap())
}

fn value(range: &Range<Data>, row: usize, column: usize) -> f64 {
    match range.get((row, column)) {
        Some(Data::Float(value)) => *value,
        Some(Data::Int(value)) => *value as f64,
        other => panic!("{row}:{column} is {other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The results that formulas carry are the program's own figures, and each is the sum of the rows it names.
    #[test]
    fn results_are_the_figures(tasks in prop::collection::vec((0usize..2, 0u64..1_000_000_000), 0..12)) {
        let campaign = default_campaign().unwrap().campaign;
        let (summary, mut book) = made(&campaign, &tasks, Lang::Zh);
        let sheet = book.worksheet_range("汇总表").unwrap();
        let detail = book.worksheet_range("明细").unwrap();
        let lines: Vec<&Line> = summary.rows.iter().chain([&summary.total]).collect();
        for (at, column) in summary.columns.iter().enumerate() {
            let scale = if column.unit == WAN { 10_000.0 } else { 1.0 };
            let own = |row: usize| value(&detail, row, at + usize::from(LEAD));
            for (row, line) in lines.iter().enumerate() {
                let Some(figure) = line.cells[at].figure else {
                    prop_assert_eq!(sheet.get((row + 2, at + 2)), Some(&Data::String("—".to_owned())));
                    continue;
                };
                let shown = value(&sheet, row + 2, at + 2);
                prop_assert!((shown * scale - figure as f64).abs() < 0.01, "{} {} {}", column.id, shown, figure);
                let behind: f64 = (1..=tasks.len())
                    .filter(|n| row == 2 || detail.get((*n, 1)) == Some(&Data::String(line.region.to_string())))
                    .map(own)
                    .sum();
                prop_assert_eq!(behind, figure as f64);
                if column.unit == WAN {
                    prop_assert_eq!(wan((shown * scale).round() as u64), line.cells[at].text(WAN));
                }
            }
            if summary.total.cells[at].figure.is_some() {
                prop_assert_eq!(value(&sheet, 5, at + 2), 0.0, "the check");
            }
        }
    }
}

#[test]
fn every_figure_is_a_formula_over_the_detail() {
    let campaign = default_campaign().unwrap().campaign;
    let (summary, mut book) = made(&campaign, &[(0, 12_350), (1, 7), (0, 49)], Lang::Zh);
    assert_eq!(book.sheet_names(), ["汇总表", "明细", "线索", "说明"]);
    let formulas = book.worksheet_formula("汇总表").unwrap();
    let at = |row: u32, column: u32| formulas.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!(at(2, 2), "SUMPRODUCT(('明细'!$B$2:$B$4=$B3)*'明细'!$G$2:$G$4)");
    assert_eq!(at(4, 2), "SUM(C3:C4)");
    assert_eq!(at(5, 2), "C5-SUM('明细'!$G$2:$G$4)");
    let money = summary
        .columns
        .iter()
        .position(|c| c.id == "refund-amount")
        .unwrap() as u32
        + 2;
    let letter = column_number_to_name(money as u16);
    let detail = column_number_to_name(money as u16 + 4);
    assert!(at(3, money).ends_with("/10000"), "{}", at(3, money));
    let check = format!("ROUND({letter}5-SUM('明细'!${detail}$2:${detail}$4)/10000,4)");
    assert_eq!(at(5, money), check);
    assert!(
        book.worksheet_formula("明细").unwrap().is_empty(),
        "a name is never a formula"
    );
}

#[test]
fn nothing_counted_is_a_workbook_of_noughts() {
    let campaign = default_campaign().unwrap().campaign;
    let (_, mut book) = made(&campaign, &[], Lang::En);
    assert_eq!(book.sheet_names(), ["Summary", "Detail", "Leads", "Notes"]);
    let sheet = book.worksheet_range("Summary").unwrap();
    assert_eq!(value(&sheet, 5, 2), 0.0);
    let notes = book.worksheet_range("Notes").unwrap();
    let text = |row: usize| notes.get((row, 1)).unwrap().to_string();
    assert_eq!((text(3).as_str(), text(6).as_str()), ("2022-07-25", "0"));
}
