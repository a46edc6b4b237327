//! The panes: what the workstation shows of the office.

mod behind;
mod bulk;
pub mod calendar;
mod change;
pub mod draw;
pub mod entry;
mod fields;
pub mod first;
pub mod follow_ups;
mod glance;
mod history;
pub mod journal;
mod kept;
pub mod leads;
pub mod libraries;
mod paper;
mod reader;
#[cfg(test)]
mod sample;
mod sheet;
mod shelf;
mod shown;
mod stamped;
pub mod summary;
mod task_acts;
mod task_detail;
mod task_record;
mod task_review;
pub mod tasks;
pub mod teams;
#[cfg(test)]
pub(in crate::tui) mod tests;
mod words;

use super::desk::Desk;
use super::layer::Layer;
use super::pane::Pane;

/// Every pane at the desk, in the order of the number keys.
pub fn all(desk: &Desk) -> Vec<(Pane, Box<dyn Layer>)> {
    vec![
        (Pane::Tasks, Box::new(tasks::Tasks::new(desk.clone()))),
        (Pane::Teams, Box::new(teams::Teams::new(desk.clone()))),
        (Pane::Entry, Box::new(entry::Entry::new(desk.clone()))),
        (Pane::Leads, Box::new(leads::Leads::new(desk.clone()))),
        (Pane::Summary, Box::new(summary::Summary::new(desk.clone()))),
        (Pane::Calendar, Box::new(calendar::Calendar::new(desk.clone()))),
        (Pane::Libraries, Box::new(libraries::Libraries::new(desk.clone()))),
        (Pane::Journal, Box::new(journal::Journal::new(desk.clone()))),
        (Pane::Draw, Box::new(draw::Draws::new(desk.clone()))),
        (
            Pane::FollowUps,
            Box::new(follow_ups::FollowUps::new(desk.clone())),
        ),
    ]
}
