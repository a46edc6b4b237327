//! Flows and screens.

use std::sync::Arc;

use super::Summary;
use crate::domain::inspection::HandedIn;
use crate::domain::state::{Read, State};
use crate::domain::{progress, summary};
use crate::lang::Lang;
use crate::office::{Clock, Office};
use crate::tui::harness::Harness;
use crate::tui::pane::Pane;
use crate::tui::panes::sample::{bare_office, demo_office, desk, pane, screens, survives};

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
    screens("summary_task", Pane::Summary, summaries, "<tab> <enter> <enter>");
}

#[test]
fn a_bare_campaign_has_tables_of_nothing() {
    let (_dir, office) = bare_office("2022-06-01");
    let make = |lang| Summary::new(desk(&office, "省人社", lang));
    screens("summary_bare", Pane::Summary, make, "");
    let mut harness = at(&office, "省人社", (80, 24));
    assert!(harness.keys("<enter>").screen().contains("这个数字后面没有任务"));
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
    let tasks = found.rows[0].due.clone();
    drop(view);
    let mut harness = at(&office, "省人社", (80, 24));
    let screen = harness.keys("l <enter>").screen();
    assert!(screen.contains(&format!("1/{}", tasks.len())), "{screen}");
    assert!(screen.contains(&tasks[0]), "{screen}");
    let back = harness.keys("<esc>").screen();
    assert!(back.contains("[进度表]"), "{back}");
}

#[test]
fn what_nothing_on_record_can_give_is_a_dash() {
    let mut harness = at(&demo_office(), "省人社", (80, 24));
    let screen = harness.keys("<tab> l l").screen();
    assert!(screen.contains("[—]"), "{screen}");
    let said = harness.keys("<enter>").screen();
    assert!(said.contains("这个数字后面没有任务"), "{said}");
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
    let (_dir, office) = bare_office("2022-06-20");
    let mut harness = at(&office, "武汉人社", (120, 40));
    let screen = harness.keys("s").screen();
    assert!(
        screen.contains("(s 报送)") && screen.contains("不能报送报告"),
        "{screen}"
    );
    office.set_clock(Clock::Rehearsal("2022-07-25".parse().unwrap()));
    let asked = harness.keys("s").screen();
    assert!(asked.contains("第 1 版，期限 2022-08-03"), "{asked}");
    assert!(reports(&office).is_empty());
    assert!(harness.keys("n").screen().contains("[进度表]") && reports(&office).is_empty());
    let done = harness.keys("s y").screen();
    assert!(done.contains("已报送：第 1 版，2022-07-25"), "{done}");
    office.set_clock(Clock::Rehearsal("2022-08-04".parse().unwrap()));
    assert!(harness.keys("s").screen().contains("期限 2022-08-03 已过"));
    let late = harness.keys("y").screen();
    assert!(late.contains("标注逾期"), "{late}");
    let reports = reports(&office);
    assert_eq!(
        reports.iter().map(|r| (r.version, r.overdue)).collect::<Vec<_>>(),
        [(1, false), (2, true)]
    );
    let blob = office.view().state().blob(&reports[0].summary).unwrap();
    let document: serde_json::Value = serde_json::from_slice(&blob).unwrap();
    assert_eq!(document["title"], "武汉市汇总表");
    let province = at(&office, "省人社", (80, 24)).screen();
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
        "l l l l l l l l G <enter> <enter> <esc> <esc> <tab> l l h x s",
    );
}
