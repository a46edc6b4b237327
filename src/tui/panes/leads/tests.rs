//! Flows and screens.

use super::Leads;
use crate::domain::lead::Lead;
use crate::domain::state::Read;
use crate::lang::Lang;
use crate::tui::pane::Pane;
use crate::tui::panes::sample::{bare_office, demo_office, desk, pane, screens, survives};

fn leads(lang: Lang) -> Leads {
    Leads::new(desk(&demo_office(), "省人社", lang))
}

#[test]
fn screens_of_the_list_and_a_lead() {
    screens("leads", Pane::Leads, leads, "j");
    screens("leads_open", Pane::Leads, leads, "/ 襄阳岳云 <enter> <enter>");
}

#[test]
fn an_empty_list_says_what_would_fill_it() {
    let (_dir, office) = bare_office("2022-06-01");
    let make = |lang| Leads::new(desk(&office, "省人社", lang));
    screens("leads_empty", Pane::Leads, make, "");
    let mut harness = pane((Lang::Zh, false, false), Pane::Leads, make(Lang::Zh), (80, 24));
    assert!(harness.keys("<enter>").screen().contains("没有可以打开的内容"));
    assert!(harness.keys("/").screen().contains("还没有线索"));
}

#[test]
fn the_newest_stands_first() {
    let office = demo_office();
    let newest = office
        .view()
        .state()
        .all::<Lead>()
        .iter()
        .map(|l| l.received)
        .max()
        .unwrap();
    let mut harness = pane((Lang::Zh, false, false), Pane::Leads, leads(Lang::Zh), (80, 24));
    let screen = harness.keys("").screen();
    let first = screen.lines().find(|line| line.starts_with('>')).unwrap();
    assert!(first.contains(&newest.to_string()), "{screen}");
}

#[test]
fn who_reported_is_neither_shown_nor_found() {
    let office = demo_office();
    let leads_on_record: Vec<Lead> = office.view().state().all();
    assert!(leads_on_record.iter().any(|lead| lead.reporter.is_some()));
    let mut harness = pane((Lang::Zh, false, false), Pane::Leads, leads(Lang::Zh), (130, 40));
    for _ in 0..leads_on_record.len() {
        let screen = harness.keys("<enter>").screen();
        assert!(
            !screen.contains("举报人样某") && !screen.contains("1009999"),
            "{screen}"
        );
        for sealed in leads_on_record.iter().filter_map(|lead| lead.reporter.as_ref()) {
            assert!(!screen.contains(&sealed.0.chars().take(20).collect::<String>()));
        }
        harness.keys("<esc> j");
    }
    assert!(
        harness
            .keys("/ 举报人样某 <enter>")
            .screen()
            .contains("没有符合筛选的内容")
    );
}

#[test]
fn every_size_is_drawn() {
    survives(
        Pane::Leads,
        || leads(Lang::Zh),
        "j <enter> j <esc> G / 武 <enter> <esc> x",
    );
}
