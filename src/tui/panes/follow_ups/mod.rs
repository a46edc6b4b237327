//! 后续处理: the follow-up ledger. What runs out first stands first; beside it the matter's record; every step by a key.

mod record;
mod shown;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::glance::draw_empty;
use super::shelf::{Records, Section, Shelf};
use super::shown::Look;
use crate::domain::follow_up::FollowUp;
use crate::domain::state::Read;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::Event;
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;

/// The pane 后续处理.
pub struct FollowUps {
    desk: Desk,
    shelf: Shelf<Records<FollowUp>>,
}

impl FollowUps {
    /// The ledger at this desk.
    pub fn new(desk: Desk) -> Self {
        FollowUps {
            shelf: Shelf::new(desk.clone(), Records::all()),
            desk,
        }
    }

    fn selected(&self) -> Option<FollowUp> {
        self.desk.view().state().get(self.shelf.selected()?)
    }
}

impl Layer for FollowUps {
    fn ready(&mut self, cx: &Cx) {
        self.shelf.ready(cx.ui);
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Pane(Pane::FollowUps), Context::List]
    }

    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        let mut offers = self.shelf.offers(cx.ui);
        let plain = [Action::SortBy, Action::History];
        for offer in offers.iter_mut().filter(|offer| plain.contains(&offer.action)) {
            offer.quiet = true;
        }
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        Flow::taken_if(self.shelf.act(action, cx))
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        Flow::taken_if(self.shelf.handle(event, cx))
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
