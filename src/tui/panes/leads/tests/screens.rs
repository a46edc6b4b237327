//! What the operator sees.

use crate::domain::lead::Lead;
use crate::domain::state::Read;
use crate::lang::Lang;
use crate::tui::pane::Pane;
use crate::tui::panes::leads::Leads;
use crate::tui::panes::sample::{bare_office, demo_office, desk, pane, screens, survives};
use crate::tui::panes::tests::Day;

fn leads(lang: Lang) -> Leads {
    Leads::new(desk(&demo_office(), "省人社", lang))
}

fn of_wuhan(lang: Lang) -> Leads {
    Leads::new(desk(&demo_office(), "武汉人社", lang))
}

#[test]
fn screens_of_the_list_and_a_lead() {
    screens("leads", Pane::Leads, leads, "j");
    screens("leads_open", Pane::Leads, leads, "/ 襄阳岳云 <enter> <enter>");
    screens("leads_own", Pane::Leads, of_wuhan, "");
}

#[test]
fn screens_of_what_can_be_chosen() {
    let day = Day::of_intake();
    let undecided = |lang| Leads::new(desk(&day.office, "武汉人社", lang));
    screens("leads_reasons", Pane::Leads, undecided, "x");
    screens("leads_offices", Pane::Leads, undecided, "f");
    screens("leads_offices_typed", Pane::Leads, undecided, "f huangshi");
    screens("leads_merge", Pane::Leads, undecided, "g");
    screens("leads_identify", Pane::Leads, undecided, "j i");
}

#[test]
fn an_empty_list_says_what_would_fill_it() {
    let (_dir, office) = bare_office("2022-06-01");
    let make = |lang| Leads::new(desk(&office, "省人社", lang));
    screens("leads_empty", Pane::Leads, make, "");
    let mut harness = pane((Lang::Zh, false, false), Pane::Leads, make(Lang::Zh), (80, 24));
    assert!(harness.keys("<enter>").screen().contains("没有可以打开的内容"));
    assert!(harness.keys("/").screen().contains("还没有线索"));
    for key in ["a", "x", "f", "g", "c", "s", "t", "w", "i", "u"] {
        let screen = harness.keys(key).screen();
        assert!(
            screen.contains("没有选中的线索") || screen.contains("还没有办理过线索"),
            "{key}: {screen}"
        );
    }
}

#[test]
fn who_reported_is_neither_shown_nor_found() {
    let office = demo_office();
    let leads_on_record: Vec<Lead> = office.view().state().all();
    assert!(leads_on_record.iter().any(|lead| lead.reporter.is_some()));
    let mut harness = pane((Lang::Zh, false, false), Pane::Leads, leads(Lang::Zh), (130, 40));
    let mut named = 0;
    for _ in 0..leads_on_record.len() {
        let screen = harness.keys("<enter>").screen();
        assert!(
            !screen.contains("举报人样某") && !screen.contains("1009999"),
            "{screen}"
        );
        named += usize::from(screen.contains("实名（已密封）"));
        for sealed in leads_on_record.iter().filter_map(|lead| lead.reporter.as_ref()) {
            assert!(!screen.contains(&sealed.0.chars().take(20).collect::<String>()));
        }
        harness.keys("<esc> j");
    }
    assert!(named > 0);
    assert!(
        harness
            .keys("/ 举报人样某 <enter>")
            .screen()
            .contains("没有符合筛选的内容")
    );
}

/// The words that suggest an action stand out without colours too.
#[test]
fn words_that_suggest_an_action_are_marked() {
    let of = |ascii| pane((Lang::Zh, ascii, ascii), Pane::Leads, leads(Lang::Zh), (80, 24));
    let open = "/ 襄阳岳云 <enter> <enter>";
    let mono = of(true).keys(open).screen();
    assert!(
        mono.contains("[GangWeiYiMan]") && mono.contains("Suggests"),
        "{mono}"
    );
    let colour = of(false).keys(open).screen();
    assert!(
        colour.contains("到场后称岗位已满") && colour.contains("建议行动"),
        "{colour}"
    );
}

#[test]
fn every_size_is_drawn() {
    survives(
        Pane::Leads,
        || leads(Lang::Zh),
        "j <enter> j <esc> G / 武 <enter> <esc> % x <esc> f <esc> m <esc> t <esc>",
    );
}
