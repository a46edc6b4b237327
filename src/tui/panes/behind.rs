//! The tasks behind a figure: a line that says which figure it is, and the list.

use std::collections::HashMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::shelf::{Section, Shelf};
use super::shown::Look;
use crate::domain::task::Task;
use crate::tui::action::{Action, Offer};
use crate::tui::layer::Cx;
use crate::tui::ui::Ui;

/// A list of tasks that was opened from a figure.
pub(super) struct Behind {
    caption: String,
    shelf: Shelf<Task>,
}

/// What each task adds to a figure that is a sum: the column's heading, and the text by task.
pub(super) type Amounts = (String, HashMap<String, String>);

impl Behind {
    pub(super) fn new(caption: String, tasks: Vec<String>, amounts: Option<Amounts>) -> Self {
        let mut shelf = Shelf::of(tasks);
        shelf.set_beside(amounts);
        Behind { caption, shelf }
    }

    /// The same figure after something was committed.
    pub(super) fn give(&mut self, caption: String, tasks: Vec<String>, amounts: Option<Amounts>) {
        self.caption = caption;
        self.shelf.give(tasks);
        self.shelf.set_beside(amounts);
    }

    /// What can be done; back is always among it.
    pub(super) fn offers(&self, ui: &Ui) -> Vec<Offer> {
        let mut offers = self.shelf.offers(ui);
        if offers.iter().all(|offer| offer.action != Action::Back) {
            offers.insert(0, Offer::on(Action::Back));
        }
        offers
    }

    /// Does one of [`Behind::offers`]; false where it is to be closed.
    pub(super) fn act(&mut self, action: Action, look: &Look<'_>, cx: &mut Cx) -> bool {
        self.shelf.refresh(look);
        let own = |offer: &Offer| offer.action == action;
        if action == Action::Back && !self.shelf.offers(cx.ui).iter().any(own) {
            return false;
        }
        self.shelf.act(action, cx);
        true
    }

    /// Takes the line that was asked for with [`Action::Filter`].
    pub(super) fn asked(&mut self, line: &str, look: &Look<'_>) {
        self.shelf.asked(line, look);
    }

    pub(super) fn draw(&mut self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let head = u16::from(area.height > 3);
        if head > 0 {
            let style = look.ui.theme.strong();
            look.ui.put_row(buf, area, area.y, &self.caption, style);
        }
        let body = Rect {
            y: area.y + head,
            height: area.height - head,
            ..area
        };
        self.shelf.refresh(look);
        self.shelf.draw(look, body, buf);
    }

    pub(super) fn cursor(&self) -> Option<Position> {
        self.shelf.cursor()
    }
}
