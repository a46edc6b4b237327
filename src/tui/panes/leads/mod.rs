//! 线索: the complaint leads that were imported. Who reported is sealed and never shown.

mod shown;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::glance::draw_empty;
use super::history;
use super::shelf::{Section, Shelf};
use super::shown::Look;
use crate::domain::lead::Lead;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::{Answer, Event, Reply};
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;

/// The pane 线索.
pub struct Leads {
    desk: Desk,
    shelf: Shelf<Lead>,
}

impl Leads {
    /// The leads on record at this desk, the newest first.
    pub fn new(desk: Desk) -> Self {
        Leads {
            desk,
            shelf: Shelf::new(),
        }
    }

    fn target(&self, cx: &Cx) -> Option<String> {
        let view = self.desk.view();
        let look = Look::new(cx.ui, &view, self.desk.actor())?;
        self.shelf.target(&look)
    }
}

impl Layer for Leads {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Pane(Pane::Leads), Context::List]
    }

    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        let mut offers = self.shelf.offers(cx.ui);
        offers.push(match self.target(cx) {
            None if self.shelf.total() > 0 => Offer::off(Action::History, cx.ui.word("history.no-code")),
            target => history::offer(cx.ui, target.as_deref()),
        });
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        if action == Action::History {
            history::open(&self.desk, self.target(cx).as_deref(), cx);
            return Flow::Taken;
        }
        let view = self.desk.view();
        if let Some(look) = Look::new(cx.ui, &view, self.desk.actor()) {
            self.shelf.refresh(&look);
        }
        drop(view);
        if self.shelf.act(action, cx) {
            Flow::Taken
        } else {
            Flow::Pass
        }
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        let Event::Answer(Answer {
            to: Action::Filter,
            reply: Reply::Line(line),
        }) = event
        else {
            return Flow::Pass;
        };
        let view = self.desk.view();
        if let Some(look) = Look::new(cx.ui, &view, self.desk.actor()) {
            self.shelf.asked(line, &look);
        }
        Flow::Taken
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let view = self.desk.view();
        let Some(look) = Look::new(cx.ui, &view, self.desk.actor()) else {
            return draw_empty(cx.ui, area, buf, &cx.ui.word("pane.no-campaign"));
        };
        self.shelf.refresh(&look);
        self.shelf.draw(&look, area, buf);
    }

    fn cursor(&self) -> Option<Position> {
        self.shelf.cursor()
    }
}
