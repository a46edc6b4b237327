//! Flows and screens.

use super::Leads;
use crate::domain::lead::{Handling, Lead, LeadState};
use crate::domain::next::Agenda;
use crate::domain::state::Read;
use crate::lang::Lang;
use crate::tui::pane::Pane;
use crate::tui::panes::sample::{bare_office, demo_office, desk, pane, screens, survives};
use crate::tui::panes::tests::Day;

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

/// The leads that 武汉人社 is to decide, what runs out first before the others.
fn of_wuhan(day: &Day) -> Vec<Lead> {
    let wuhan: Vec<Lead> = day.office.view().state().all();
    let mut wuhan: Vec<Lead> = wuhan
        .into_iter()
        .filter(|lead| lead.holder().region.to_string().starts_with("4201") && lead.state().is_undecided())
        .collect();
    wuhan.sort_by_key(|lead| (lead.received, lead.holder().region, lead.id.clone()));
    wuhan
}

fn now(day: &Day, lead: &Lead) -> Lead {
    day.office.view().state().get(&lead.id).unwrap()
}

/// The selected line of the list.
fn selected(screen: &str) -> String {
    let line = screen.lines().find(|line| line.starts_with('>'));
    line.unwrap_or_default().to_owned()
}

fn begins_with(lead: &Lead, screen: &str) -> bool {
    let name: String = lead.about.chars().take(6).collect();
    let line = selected(screen);
    line.contains(&name) && line.contains(&lead.received.to_string())
}

#[test]
fn own_leads_stand_first_and_those_that_run_out_before_the_others() {
    let day = Day::new();
    let wuhan = of_wuhan(&day);
    let mut harness = day.sit("武汉人社");
    harness.keys("4");
    for lead in &wuhan {
        assert!(
            begins_with(lead, &harness.screen()),
            "{lead:?}\n{}",
            harness.screen()
        );
        harness.keys("j");
    }
    assert!(!harness.screen().is_empty() && wuhan.len() > 3);
}

#[test]
fn a_reason_is_chosen_by_its_number_and_the_next_lead_opens() {
    let day = Day::new();
    let wuhan = of_wuhan(&day);
    let mut harness = day.sit("武汉人社");
    let screen = harness.keys("4 <enter> x 2 <enter>").screen();
    let refused = now(&day, &wuhan[0]);
    assert_eq!(refused.state(), LeadState::Refused);
    assert!(
        matches!(&refused.steps[0].handling, Handling::Refuse { code, .. } if code == "other-office"),
        "{refused:?}"
    );
    // The particulars of the next one fill the screen.
    assert!(
        screen.contains(&wuhan[1].id) && screen.contains("不予受理（日志第"),
        "{screen}"
    );
    assert!(!screen.contains(&wuhan[0].id));
}

#[test]
fn a_forwarded_lead_is_another_units_and_keeps_its_time() {
    let day = Day::new();
    let first = of_wuhan(&day).remove(0);
    let mut harness = day.sit("武汉人社");
    let screen = harness
        .keys("4 f huangshishi <enter> 属黄石管辖 <enter>")
        .screen();
    assert!(screen.contains("转办（日志第"), "{screen}");
    let lead = now(&day, &first);
    assert_eq!(lead.state(), LeadState::Forwarded);
    assert!(lead.holder().region.to_string().starts_with("4202"), "{lead:?}");
    // Whoever gave it away cannot decide it any more, and is told who can.
    let screen = harness.keys(&format!("/ {} <enter> a", lead.id)).screen();
    assert!(screen.contains("黄石人社"), "{screen}");
    let mut there = day.sit("黄石人社");
    let due = |lead: &Lead| {
        let view = day.office.view();
        Agenda::new(&view.campaign().unwrap(), view.state())
            .lead(&lead.standing())
            .and_then(|next| next.day())
    };
    assert_eq!(due(&lead), due(&first));
    there.keys(&format!("4 / {} <enter> a <enter>", lead.id));
    assert_eq!(now(&day, &lead).state(), LeadState::Accepted);
    // A decision is made once, and the keys say so.
    let screen = there.keys("a").screen();
    assert!(screen.contains("已经") && screen.contains("受理"), "{screen}");
}

#[test]
fn a_merged_lead_leaves_the_other_as_it_was() {
    let day = Day::new();
    let wuhan = of_wuhan(&day);
    let mut harness = day.sit("武汉人社");
    harness.keys("4 a <enter>");
    let other = now(&day, &wuhan[0]);
    let name: String = other.about.chars().filter(|c| !c.is_whitespace()).collect();
    harness.keys(&format!("g {name} <enter>"));
    let merged = now(&day, &wuhan[1]);
    assert_eq!(
        merged.merged_into(),
        Some(other.id.as_str()),
        "{}",
        harness.screen()
    );
    assert_eq!(now(&day, &other), other);
}

#[test]
fn a_question_that_is_not_answered_decides_nothing() {
    let day = Day::new();
    let first = of_wuhan(&day).remove(0);
    let mut harness = day.sit("武汉人社");
    harness.keys("4 a <esc> x <esc> f <esc> g <esc> f wuhan <enter> <esc>");
    assert_eq!(now(&day, &first), first);
    // Somebody without the role is told who has it.
    let screen = day.sit("武汉市监").keys("4 a").screen();
    assert!(screen.contains("线索") && screen.contains("武汉人社"), "{screen}");
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
        "j <enter> j <esc> G / 武 <enter> <esc> %",
    );
}
