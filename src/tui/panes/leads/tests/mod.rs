//! Flows and screens.

mod day;
mod desk;
mod screens;
mod story;

use crate::domain::lead::{Handling, Lead};
use crate::domain::next::{Agenda, LeadNext};
use crate::domain::state::Read;
use crate::tui::harness::Harness;
use crate::tui::panes::tests::Day;

/// The leads that wait for a unit's office of human resources, what runs out first before the others.
fn waiting(day: &Day, prefecture: &str) -> Vec<Lead> {
    let view = day.office.view();
    let agenda = Agenda::new(&view.campaign().unwrap(), view.state());
    let open = agenda.open_leads(view.state()).into_iter();
    let leads = open.filter_map(|(id, ..)| view.state().get::<Lead>(&id));
    leads
        .filter(|lead| lead.holder().region.to_string().starts_with(prefecture))
        .filter(|lead| lead.state().is_undecided())
        .collect()
}

fn of_wuhan(day: &Day) -> Vec<Lead> {
    waiting(day, "4201")
}

fn now(day: &Day, lead: &Lead) -> Lead {
    day.office.view().state().get(&lead.id).unwrap()
}

fn next(day: &Day, lead: &Lead) -> Option<LeadNext> {
    let view = day.office.view();
    Agenda::new(&view.campaign().unwrap(), view.state()).lead(&lead.standing())
}

/// The selected line of the list.
fn selected(harness: &Harness) -> String {
    let screen = harness.screen();
    let line = screen.lines().find(|line| line.starts_with('>'));
    line.unwrap_or_default().to_owned()
}

fn begins_with(harness: &Harness, lead: &Lead) -> bool {
    let name: String = lead.about.chars().take(6).collect();
    let day = lead.received.format("%m-%d").to_string();
    let line = selected(harness);
    line.contains(&name) && line.contains(&day)
}

/// The last step that counts.
fn last(lead: &Lead) -> Option<&Handling> {
    lead.effective().next_back().map(|step| &step.handling)
}
