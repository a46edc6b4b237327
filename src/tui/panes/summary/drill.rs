//! What stands behind a figure: tasks, or of the statistics of leads the leads.

use std::collections::HashMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::figures;
use super::grid::Grid;
use crate::domain::lead::Lead;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::Event;
use crate::tui::layer::Cx;
use crate::tui::panes::behind::{Amounts, Behind};
use crate::tui::panes::shelf::Records;
use crate::tui::panes::shown::Look;
use crate::tui::ui::Ui;

/// The list behind the figure in a row and column.
pub(super) struct Drill {
    row: usize,
    column: usize,
    list: Listed,
}

enum Listed {
    Tasks(Behind),
    Leads(Behind<Records<Lead>>),
}

/// Does the same to either list.
macro_rules! either {
    ($drill:expr, $list:ident => $does:expr) => {
        match &mut $drill.list {
            Listed::Tasks($list) => $does,
            Listed::Leads($list) => $does,
        }
    };
}

impl Drill {
    /// None where there is no such figure.
    pub(super) fn new(
        (desk, ui): (&Desk, &Ui),
        grid: &Grid,
        (row, column): (usize, usize),
        leads: bool,
    ) -> Option<Self> {
        let (caption, ids, amounts) = behind(ui, grid, (row, column), leads)?;
        let list = match leads {
            true => Listed::Leads(Behind::of(desk, caption, Records::of(ids))),
            false => Listed::Tasks(Behind::new(desk, caption, ids, amounts)),
        };
        Some(Drill { row, column, list })
    }

    /// The same figure after something was committed.
    pub(super) fn renew(&mut self, ui: &Ui, grid: &Grid) {
        let leads = matches!(self.list, Listed::Leads(_));
        let (caption, ids, amounts) = behind(ui, grid, (self.row, self.column), leads).unwrap_or_default();
        match &mut self.list {
            Listed::Tasks(list) => list.give(caption, ids, amounts),
            Listed::Leads(list) => list.renew(caption, Records::of(ids)),
        }
    }

    pub(super) fn offers(&self, ui: &Ui) -> Vec<Offer> {
        match &self.list {
            Listed::Tasks(list) => list.offers(ui),
            Listed::Leads(list) => list.offers(ui),
        }
    }

    /// False where it is to be closed.
    pub(super) fn act(&mut self, action: Action, cx: &mut Cx) -> bool {
        either!(self, list => list.act(action, cx))
    }

    pub(super) fn handle(&mut self, event: &Event, cx: &mut Cx) -> bool {
        either!(self, list => list.handle(event, cx))
    }

    pub(super) fn draw(&mut self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        either!(self, list => list.draw(look, area, buf));
    }

    pub(super) fn cursor(&self) -> Option<Position> {
        match &self.list {
            Listed::Tasks(list) => list.cursor(),
            Listed::Leads(list) => list.cursor(),
        }
    }
}

/// What a figure leads to: what the list is about, its ids, and what each adds to a sum.
fn behind(
    ui: &Ui,
    grid: &Grid,
    (row, column): (usize, usize),
    leads: bool,
) -> Option<(String, Vec<String>, Option<Amounts>)> {
    let figure = grid.at(row, column)?;
    let (line, head) = (grid.lines.get(row)?, grid.columns.get(column)?);
    let caption = ui.say(
        if leads {
            "lead-stats.behind"
        } else {
            "pane.summary.behind"
        },
        &[
            ("unit", &line.name),
            ("column", &head.name),
            ("figure", &figure.text),
            ("measure", &head.measure),
            ("n", &figure.tasks.len().to_string()),
        ],
    );
    let amount = |(task, n): (&String, &u64)| (task.clone(), figures::amount(&head.measure, *n));
    let amounts: HashMap<String, String> = figure.tasks.iter().zip(&figure.amounts).map(amount).collect();
    let amounts = (!amounts.is_empty()).then(|| (head.measure.clone(), amounts));
    Some((caption, figure.tasks.clone(), amounts))
}
