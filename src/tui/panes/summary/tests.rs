//! Flows and screens.

mod acts;

use std::sync::Arc;

use super::Summary;
use super::compiled::{Compiled, PARTS};
use super::figures;
use super::grid::{Figure, Grid, Head, Line};
use crate::domain::command::Command;
use crate::domain::follow_up::FollowUp;
use crate::domain::handed_in::HandedIn;
use crate::domain::lead::Lead;
use crate::domain::state::{Read, State};
use crate::domain::task::{Task, TaskState};
use crate::domain::{progress, summary};
use crate::exchange::campaign::default_campaign;
use crate::lang::Lang;
use crate::office::{Clock, Office};
use crate::tui::harness::Harness;
use crate::tui::pane::Pane;
use crate::tui::panes::sample::{bare_office, county, demo_office, desk, office_of, pane, screens, survives};
use crate::tui::panes::shown::Look;
use crate::tui::panes::tests::Day;
use crate::tui::term::Caps;
use crate::tui::ui::Ui;

fn summaries(lang: Lang) -> Summary {
    Summary::new(desk(&demo_office(), "省人社", lang))
}

fn at(office: &Arc<Office>, operator: &str, size: (u16, u16)) -> Harness {
    let layer = Summary::new(desk(office, operator, Lang::Zh));
    pane((Lang::Zh, false, false), Pane::Summary, layer, size)
}

#[test]
fn screens_of_both_tables() {
    screens("summary_progress", Pane::Summary, summaries, "");
    screens("summary_states", Pane::Summary, summaries, "l l l l l l");
    screens("summary_figures", Pane::Summary, summaries, "<tab> l l");
    screens(
        "summary_money",
        Pane::Summary,
        summaries,
        "<tab> l l l l l l l l l l l l l l l l G",
    );
    screens("summary_tasks", Pane::Summary, summaries, "<tab> <enter>");
    screens("summary_trend", Pane::Summary, summaries, "<tab> <tab> l l l");
    screens(
        "summary_trend_tasks",
        Pane::Summary,
        summaries,
        "<tab> <tab> j <enter>",
    );
    screens("summary_sum", Pane::Summary, summaries, "<tab> l <enter>");
    screens("summary_reports", Pane::Summary, summaries, "<tab> <tab> <tab>");
    screens(
        "summary_appraisal",
        Pane::Summary,
        summaries,
        "<backtab> <backtab> l l",
    );
    screens(
        "summary_kept",
        Pane::Summary,
        summaries,
        "<backtab> <backtab> l l <enter>",
    );
    screens("summary_leads", Pane::Summary, summaries, "<backtab>");
    screens(
        "summary_leads_behind",
        Pane::Summary,
        summaries,
        "<backtab> G l <enter>",
    );
    screens("summary_task", Pane::Summary, summaries, "<tab> <enter> <enter>");
}

#[test]
fn a_bare_campaign_has_tables_of_nothing() {
    let (_dir, office) = bare_office("2022-06-01");
    let make = |lang| Summary::new(desk(&office, "省人社", lang));
    screens("summary_bare", Pane::Summary, make, "");
    let mut harness = at(&office, "省人社", (80, 24));
    assert!(
        harness
            .keys("<enter>")
            .screen()
            .contains("没有应检查的任务，无从计算")
    );
    let trend = harness.keys("<tab> <tab>").screen();
    assert!(trend.contains("录入 0（均速 —"), "{trend}");
}

#[test]
fn a_prefecture_sees_its_counties() {
    let mut harness = at(&demo_office(), "武汉人社", (80, 24));
    assert!(harness.keys("").screen().contains("武昌区"));
}

/// Numbers of rows behind a figure, in the list and in the records.
#[test]
fn a_figure_leads_to_just_its_tasks() {
    let office = demo_office();
    let view = office.view();
    let campaign = view.campaign().unwrap();
    let found = progress::compile(view.state(), &campaign, campaign.province, view.now().today);
    let line = found.rows.iter().find(|line| line.name == "武汉市").unwrap();
    let tasks = line.due.clone();
    drop(view);
    let mut harness = at(&office, "省人社", (80, 24));
    let at = harness.keys("l").screen();
    let row = at
        .lines()
        .skip(4)
        .position(|line| line.contains("武汉市"))
        .unwrap();
    let screen = harness.keys(&format!("{}<enter>", "j ".repeat(row))).screen();
    assert!(screen.contains(&format!("1/{}", tasks.len())), "{screen}");
    assert!(screen.contains(&tasks[0]), "{screen}");
    let back = harness.keys("<esc>").screen();
    assert!(back.contains("[进度表]"), "{back}");
}

#[test]
fn what_nothing_on_record_can_give_is_a_dash() {
    let mut campaign = default_campaign().unwrap().campaign;
    campaign.summary_columns[2].count = None;
    let (_dir, office) = office_of("2022-06-20", campaign);
    let mut harness = at(&office, "省人社", (80, 24));
    let screen = harness.keys("<tab> l l").screen();
    assert!(screen.contains("[—]"), "{screen}");
    let said = harness.keys("<enter>").screen();
    assert!(
        said.contains("出动人次（其他部门）：配置文件没有写明这一栏统计什么"),
        "{said}"
    );
}

#[test]
fn the_note_tells_how_many_are_not_reviewed() {
    let office = demo_office();
    let view = office.view();
    let campaign = view.campaign().unwrap();
    let found = summary::compile(view.state(), &campaign, campaign.province);
    drop(view);
    let screen = at(&office, "省人社", (120, 40)).screen();
    let note = format!(
        "计入 {} 户的最新检查记录，其中 {} 户尚未复核",
        found.counted, found.unreviewed
    );
    assert!(found.unreviewed > 0 && screen.contains(&note), "{screen}");
}

#[test]
fn a_report_is_handed_in_after_a_question_and_on_time_only_until_its_due_date() {
    let (dir, office) = bare_office("2022-06-20");
    let mut harness = at(&office, "武汉人社", (120, 40));
    let screen = harness.keys("s").screen();
    assert!(
        screen.contains("(s 报送)") && screen.contains("不能报送报告"),
        "{screen}"
    );
    office.set_clock(Clock::Rehearsal("2022-07-25".parse().unwrap()));
    assert!(harness.keys("s").screen().contains("书面总结的文件"));
    let asked = harness.keys("<enter>").screen();
    assert!(asked.contains("第 1 版，期限 2022-08-03"), "{asked}");
    assert!(asked.contains("没有书面总结"), "{asked}");
    assert!(reports(&office).is_empty());
    assert!(harness.keys("n").screen().contains("[进度表]") && reports(&office).is_empty());
    let file = dir.path().join("总结.docx");
    std::fs::write(&file, "书面总结").unwrap();
    let missing = harness.keys("s /nowhere/x.docx <enter>").screen();
    assert!(
        missing.contains("/nowhere/x.docx") && reports(&office).is_empty(),
        "{missing}"
    );
    let asked = harness.keys(&format!("s {} <enter>", file.display())).screen();
    assert!(asked.contains("书面总结：总结.docx"), "{asked}");
    let done = harness.keys("y").screen();
    assert!(done.contains("已报送：第 1 版，2022-07-25"), "{done}");
    office.set_clock(Clock::Rehearsal("2022-08-04".parse().unwrap()));
    let why = harness.keys("s <enter>").screen();
    assert!(why.contains("更正的理由"), "{why}");
    let asked = harness.keys("更正 <enter>").screen();
    assert!(
        asked.contains("期限 2022-08-03 已过") && asked.contains("沿用上一版：总结.docx"),
        "{asked}"
    );
    let late = harness.keys("y").screen();
    assert!(late.contains("标注逾期"), "{late}");
    let reports = reports(&office);
    assert_eq!(
        reports.iter().map(|r| (r.version, r.overdue)).collect::<Vec<_>>(),
        [(1, false), (2, true)]
    );
    assert_eq!(
        (
            reports[1].note.as_str(),
            reports[1].narrative.as_ref().unwrap().since
        ),
        ("更正", 1)
    );
    let blob = office.view().state().blob(&reports[0].summary).unwrap();
    let document: serde_json::Value = serde_json::from_slice(&blob).unwrap();
    assert_eq!(document["title"], "武汉市汇总表");
    let province = at(&office, "省人社", (120, 40)).screen();
    assert!(
        province.contains("08-04 逾期报送") && province.contains("逾期未报送"),
        "{province}"
    );
    assert!(
        province.contains("逾期 1") && province.contains("逾期未报 16"),
        "{province}"
    );
}

fn reports(office: &Office) -> Vec<HandedIn> {
    office.view().state().all()
}

#[test]
fn who_may_not_hand_in_is_told_why() {
    let (_dir, office) = bare_office("2022-07-25");
    let screen = at(&office, "省市监", (80, 24)).keys("s").screen();
    assert!(screen.contains("没有“报送”权限"), "{screen}");
}

#[test]
fn every_size_is_drawn() {
    survives(
        Pane::Summary,
        || summaries(Lang::Zh),
        "l l l l l l l l G <enter> <enter> <esc> <esc> <tab> l l h x s <esc> <tab> G l <enter> <esc>",
    );
}

/// Of every cell of every table: the figure is the number of its tasks or the sum over them, or it says why not.
#[test]
fn every_figure_is_what_it_leads_to() {
    let day = Day::new();
    day.submit("省人社", Command::PutOperators(vec![county()]));
    for operator in ["省人社", "武汉人社", "江岸人社"] {
        let desk = desk(&day.office, operator, Lang::Zh);
        let view = desk.view();
        let ui = Ui::new(Lang::Zh, &Caps::default());
        let look = Look::new(&ui, &view, desk.actor()).unwrap();
        let mut compiled = Compiled::new(&look, &desk).unwrap();
        for which in 0..PARTS.len() {
            compiled.prepare(&look, which);
            let grid = compiled.grid(which).unwrap();
            assert!(!grid.lines.is_empty());
            for line in &grid.lines {
                for (head, figure) in grid.columns.iter().zip(&line.cells) {
                    let what = format!("{operator} {} {}", line.name, head.name);
                    reconciles(&what, head, line, figure, which > 2);
                    let known = |id: &String| match which {
                        super::LEADS => view.state().get::<Lead>(id).is_some(),
                        _ => {
                            let task = view.state().get::<Task>(id).is_some();
                            task || view.state().get::<FollowUp>(id).is_some()
                        }
                    };
                    assert!(figure.tasks.iter().all(known));
                }
            }
            if which < 2 {
                totals(grid);
            }
        }
    }
}

/// What the units hand in, and their scores, have no tasks behind them.
fn reconciles(what: &str, head: &Head, line: &Line, figure: &Figure, of_units: bool) {
    let mut tasks = figure.tasks.clone();
    tasks.dedup();
    assert_eq!(tasks.len(), figure.tasks.len(), "{what}");
    if tasks.is_empty() {
        assert!(!figure.why.is_empty(), "{what}");
        let leads_nowhere = ["报送", "均速", "与均速差"].contains(&head.name.as_str()) || of_units;
        let none = ["0", "0.00", "—", ""].contains(&figure.text.as_str())
            || figure.text.ends_with(" 0.0%")
            || figure.text == "0.0%";
        assert!(leads_nowhere || none, "{what}: {}", figure.text);
        return;
    }
    let of = |whole: usize| {
        let whole = line.cells[whole].tasks.len() as u64;
        progress::Share {
            part: tasks.len() as u64,
            whole,
        }
        .text()
    };
    if head.name != "抽查完成率" && figure.text.contains('/') {
        let counted = format!("{}/", tasks.len());
        assert!(figure.text.starts_with(&counted), "{what}: {}", figure.text);
        return;
    }
    match head.name.as_str() {
        "抽查完成率" => assert!(figure.text.ends_with(&of(1)), "{what}: {}", figure.text),
        "完结率" => assert_eq!(figure.text, of(17), "{what}"),
        _ if figure.amounts.is_empty() => assert_eq!(figure.text, tasks.len().to_string(), "{what}"),
        _ => {
            assert_eq!(figure.amounts.len(), tasks.len(), "{what}");
            let sum = figure.amounts.iter().sum();
            assert_eq!(figure.text, figures::amount(&head.measure, sum), "{what}");
        }
    }
}

/// The last line has the tasks of all lines above it.
fn totals(grid: &Grid) {
    let (total, lines) = grid.lines.split_last().unwrap();
    for (at, head) in grid.columns.iter().enumerate() {
        let mut all: Vec<&String> = lines.iter().flat_map(|line| &line.cells[at].tasks).collect();
        all.sort();
        assert_eq!(
            all,
            total.cells[at].tasks.iter().collect::<Vec<_>>(),
            "{}",
            head.name
        );
    }
}

#[test]
fn the_trend_ends_where_the_progress_stands() {
    let office = demo_office();
    let desk = desk(&office, "省人社", Lang::Zh);
    let view = desk.view();
    let campaign = view.campaign().unwrap();
    let ui = Ui::new(Lang::Zh, &Caps::default());
    let look = Look::new(&ui, &view, desk.actor()).unwrap();
    let compiled = Compiled::new(&look, &desk).unwrap();
    let total = progress::compile(view.state(), &campaign, campaign.province, look.today()).total;
    let [entered, reviewed, published] = compiled.trend.at(look.today()).unwrap().sums;
    let count = |states: &[TaskState]| {
        states
            .iter()
            .map(|s| total.in_state(*s).len() as u64)
            .sum::<u64>()
    };
    assert_eq!(
        entered,
        total.due.len() as u64
            - count(&[
                TaskState::Drawn,
                TaskState::Approved,
                TaskState::Dispatched,
                TaskState::Claimed,
                TaskState::Assigned,
                TaskState::Inspecting
            ])
    );
    assert_eq!(
        reviewed,
        count(&[
            TaskState::Reviewed,
            TaskState::Withdrawn,
            TaskState::Published,
            TaskState::Withheld,
            TaskState::Closed
        ])
    );
    assert_eq!(published, total.published.len() as u64);
    let found = summary::compile(view.state(), &campaign, campaign.province);
    let now = progress::compile(view.state(), &campaign, campaign.province, look.today());
    assert_eq!(
        super::progress::counts(&now),
        [found.counted, found.unreviewed, found.returned]
    );
}

#[test]
fn what_is_worst_stands_first_and_what_is_overdue_is_marked() {
    let day = Day::new();
    let first = |screen: &str| screen.lines().nth(4).unwrap().to_owned();
    let calm = at(&day.office, "省人社", (120, 40)).keys("").screen();
    assert!(first(&calm).contains("十堰市"), "{calm}");
    day.office
        .set_clock(Clock::Rehearsal("2022-07-26".parse().unwrap()));
    let screen = at(&day.office, "省人社", (120, 40)).keys("").screen();
    assert!(first(&screen).starts_with(">!"), "{screen}");
}

#[test]
fn a_sum_shows_what_each_task_adds() {
    let screen = at(&demo_office(), "武汉人社", (80, 24))
        .keys("<tab> G <enter>")
        .screen();
    assert!(screen.contains("人次") && screen.contains("户任务"), "{screen}");
    let row = screen.lines().find(|line| line.starts_with('>')).unwrap();
    assert!(
        row.split_whitespace().any(|cell| cell == "1" || cell == "2"),
        "{screen}"
    );
}
