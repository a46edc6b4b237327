//! 线索: the complaint leads, and what is decided about each. Who reported is sealed and never shown.

mod acts;
mod advice;
mod choices;
mod forms;
mod onward;
mod particulars;
mod queue;
mod standing;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::acts::Asked;
use self::onward::{Handed, Paper};
use super::bulk::Outcome;
use super::glance::draw_empty;
use super::shelf::{Records, Section, Shelf};
use super::shown::Look;
use super::stamped::Stamped;
use crate::domain::lead::Lead;
use crate::domain::state::Read;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::Event;
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::ui::Ui;
use crate::tui::work::Work;

/// The pane 线索.
pub struct Leads {
    desk: Desk,
    shelf: Shelf<Records<Lead>>,
    /// What a question is about: what is selected may change before it is answered.
    asked: Option<Asked>,
    /// The lead a paper was laid out for, which hands itself in.
    paper: Option<Paper>,
    /// What was handled at this desk, the last at the end: what can be undone.
    handed: Vec<Handed>,
    /// What is being done to the marked leads.
    work: Option<Work<Outcome>>,
    /// How the actions stand with the selected lead.
    offers: Stamped<Vec<Offer>>,
}

impl Leads {
    /// The leads on record at this desk, those that wait for the operator first.
    pub fn new(desk: Desk) -> Self {
        Leads {
            shelf: Shelf::new(desk.clone(), Records::all()),
            desk,
            asked: None,
            paper: None,
            handed: Vec::new(),
            work: None,
            offers: Stamped::default(),
        }
    }

    fn selected(&self) -> Option<Lead> {
        self.lead(self.shelf.selected()?)
    }

    fn lead(&self, id: &str) -> Option<Lead> {
        self.desk.view().state().get(id)
    }

    /// How the actions stand with the selected lead; asked of the rules again only when something has changed.
    fn standings(&self, ui: &Ui) -> Rc<Vec<Offer>> {
        match self.selected() {
            Some(lead) => {
                let ask = || standing::offers(&self.desk, ui, &lead);
                self.offers.of(&self.desk, &lead.id, ask)
            }
            None => Rc::new(standing::nothing(ui)),
        }
    }
}

impl Layer for Leads {
    fn ready(&mut self, cx: &Cx) {
        self.notice_paper(cx.ui);
        self.shelf.ready(cx.ui);
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Pane(Pane::Leads), Context::List]
    }

    /// What any list can do stands first and stays where it is; then what this lead is ready for.
    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        let marked = self.shelf.has_marks();
        let of_any = self.shelf.offers_aside(cx.ui).into_iter();
        let of_any = of_any.map(|offer| match offer.action {
            Action::Views | Action::Mark | Action::MarkAll => offer.hinted(marked),
            _ => offer,
        });
        let mut offers: Vec<Offer> = of_any.collect();
        let own = self.standings(cx.ui);
        offers.extend(own.iter().map(|offer| standing::for_marked(offer, marked)));
        let nothing = self.handed.is_empty();
        let undo = Offer::unless(
            Action::Undo,
            nothing.then(|| cx.ui.word("leads-pane.nothing-done")),
        );
        offers.push(undo.hinted(!nothing));
        offers.push(Offer::on(Action::New).hinted(false));
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        match action {
            Action::Undo => self.undo(cx),
            action if self.ask(action, cx) => {}
            action => return Flow::taken_if(self.shelf.act(action, cx)),
        }
        Flow::Taken
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        if matches!(event, Event::Worked) {
            self.tell(cx);
        }
        if self.shelf.handle(event, cx) {
            return Flow::Taken;
        }
        match event {
            Event::Answer(answer) => Flow::taken_if(self.answer(answer, cx)),
            _ => Flow::Pass,
        }
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        self.notice_paper(cx.ui);
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
