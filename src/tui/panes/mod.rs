//! The panes: what the workstation shows of the office.

pub mod browse;
pub mod entry;
mod filter;
mod sheet;
mod task_acts;
mod task_detail;
pub mod tasks;
pub mod teams;
mod words;

#[cfg(test)]
pub(in crate::tui) mod tests;

use super::desk::Desk;
use super::layer::Layer;
use super::pane::Pane;
use super::ui::Ui;

/// Every pane at the desk, in the order of the number keys.
pub fn all(desk: &Desk, ui: &Ui) -> Vec<(Pane, Box<dyn Layer>)> {
    vec![
        (Pane::Tasks, Box::new(tasks::Tasks::new(desk.clone(), ui))),
        (Pane::Teams, Box::new(teams::Teams::new(desk.clone(), ui))),
        (Pane::Entry, Box::new(entry::Entry::new(desk.clone(), ui))),
    ]
}
