//! 线索: the complaint leads, and what is decided about each. Who reported is sealed and never shown.

mod acts;
mod shown;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::acts::Asked;
use super::glance::draw_empty;
use super::shelf::{Records, Section, Shelf};
use super::shown::Look;
use crate::domain::lead::Lead;
use crate::domain::state::Read;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::Event;
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;

/// The pane 线索.
pub struct Leads {
    desk: Desk,
    shelf: Shelf<Records<Lead>>,
    /// What a question is about: what is selected may change before it is answered.
    asked: Option<Asked>,
}

impl Leads {
    /// The leads on record at this desk, those that the operator is to decide first.
    pub fn new(desk: Desk) -> Self {
        Leads {
            shelf: Shelf::new(desk.clone(), Records::all()),
            desk,
            asked: None,
        }
    }

    fn selected(&self) -> Option<Lead> {
        self.desk.view().state().get(self.shelf.selected()?)
    }
}

impl Layer for Leads {
    fn ready(&mut self, cx: &Cx) {
        self.shelf.ready(cx.ui);
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Pane(Pane::Leads), Context::List]
    }

    /// What can be decided stands before what every list can do.
    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        let mut offers = self.shelf.offers_aside(cx.ui);
        offers.extend(self.decisions(cx.ui));
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        Flow::taken_if(self.ask(action, cx) || self.shelf.act(action, cx))
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        if self.shelf.handle(event, cx) {
            return Flow::Taken;
        }
        match event {
            Event::Answer(answer) => Flow::taken_if(self.answer(answer, cx)),
            _ => Flow::Pass,
        }
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
