//! 录入: what waits for a result, and the form for it.

mod basis;
mod checking;
mod compare;
mod fields;
mod filling;
mod form;
mod reading;
mod shape;
mod stock;
mod view;

pub(super) use self::basis::of_violation;
pub(super) use self::reading::date;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::compare::Compare;
use self::filling::Filling;
use self::stock::Waiting;
use super::shelf::{Section, Shelf};
use super::task_acts;
use super::tasks::UnitTasks;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::{Answer, Event, Reply};
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::theme::Tone;
use crate::tui::widget::{Detail, Form};

/// A draft is kept this long after a key at the latest.
const KEEP_AFTER: Duration = Duration::from_millis(250);

/// A draft that could not be kept is tried again after this long: there may be room by then.
const KEEP_AGAIN: Duration = Duration::from_secs(2);

/// The pane of entry.
pub struct Entry {
    desk: Desk,
    shelf: Shelf<Waiting>,
    filling: Option<Filling>,
    /// The comparison with a newer version is in front of the form.
    comparing: bool,
    detail: Detail,
    /// The task that was offered after the last one.
    next: Option<String>,
    /// The last entry of the journal the rows were found at.
    loaded: u64,
}

impl Entry {
    /// The pane at this desk.
    pub fn new(desk: Desk) -> Self {
        Entry {
            shelf: Shelf::new(desk.clone(), waiting(&desk)),
            desk,
            filling: None,
            comparing: false,
            detail: Detail::default(),
            next: None,
            loaded: 0,
        }
    }

    /// Looks again at what waits, and at the drafts there are.
    fn load(&mut self, cx: &mut Cx) {
        self.shelf.restock(waiting(&self.desk));
        self.shelf.find_anew(cx);
        self.loaded = self.desk.view().seq();
    }

    fn open(&mut self, id: &str, cx: &mut Cx) {
        if self.filling.as_ref().is_some_and(|filling| filling.task.id == id) {
            return;
        }
        self.leave(cx);
        if self.filling.is_some() {
            return;
        }
        if let Some(refusal) = task_acts::fill_refusal(&self.desk, id) {
            return cx.say(Tone::Warn, refusal.text(cx.ui.lang));
        }
        self.load(cx);
        self.shelf.select(&id.to_owned());
        self.filling = Filling::open(&self.desk, cx.ui, id);
        if let Some(filling) = &mut self.filling
            && let Err(fault) = filling.restore(&self.desk, cx.ui)
        {
            cx.say(Tone::Bad, fault.text(cx.ui.lang));
        }
        if let Some(filling) = &mut self.filling {
            let named = filling.passed_over(cx.ui);
            filling.form.set_warnings(&named);
        }
        self.tell_newer(cx);
    }

    /// Keeps the draft. Where that cannot be done, why is said, and it is tried again by itself.
    fn keep(&mut self, cx: &mut Cx) -> bool {
        let failed = self.desk.unkept();
        match self.filling.as_mut().map(|filling| filling.keep(&self.desk)) {
            Some(Err(fault)) => {
                cx.say(Tone::Bad, fault.text(cx.ui.lang));
                cx.wake_in(KEEP_AGAIN);
                false
            }
            _ => {
                if failed && !self.desk.unkept() {
                    cx.say(Tone::Good, cx.ui.word("entry.kept-again"));
                }
                true
            }
        }
    }

    /// Back to the list; the form stays open where its draft cannot be kept.
    fn leave(&mut self, cx: &mut Cx) {
        if self.keep(cx) {
            self.filling = None;
            self.comparing = false;
            self.load(cx);
        }
    }

    fn answer(&mut self, answer: &Answer, cx: &mut Cx) -> Flow {
        match (answer.to, &answer.reply) {
            (Action::Fill, Reply::Yes) => {
                if let Some(next) = self.next.take() {
                    self.open(&next, cx);
                }
            }
            (Action::Submit, Reply::Yes) => self.hand_in(cx),
            _ => return Flow::Pass,
        }
        Flow::Taken
    }
}

impl Layer for Entry {
    fn ready(&mut self, cx: &Cx) {
        self.shelf.ready(cx.ui);
    }

    fn contexts(&self) -> Vec<Context> {
        match self.filling {
            Some(_) if self.comparing => Compare::contexts(),
            Some(_) => Form::contexts().to_vec(),
            None => vec![Context::Pane(Pane::Entry), Context::List],
        }
    }

    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        if let Some(filling) = &self.filling {
            let mut offers = self.offers_in_form(filling, cx);
            offers.extend(self.desk.has_handed().then(|| Offer::on(Action::Fill)));
            return offers;
        }
        let mut offers = Vec::new();
        let refusal = match self.shelf.selected() {
            Some(id) if !self.desk.has_handed() => task_acts::fill_refusal(&self.desk, id),
            _ => None,
        };
        if self.shelf.selected().is_some() || self.desk.has_handed() {
            let reason = refusal.map(|refusal| refusal.text(cx.ui.lang));
            offers.push(Offer::unless(Action::Fill, reason));
        }
        let selected = self.shelf.selected();
        offers.extend(selected.map(|_| Offer::on(Action::Fields).hinted(false)));
        let of_list = self.shelf.offers(cx.ui);
        offers.extend(of_list.into_iter().filter(|offer| offer.action != Action::Open));
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        if action == Action::Fill {
            let id = self.desk.take_handed();
            if let Some(id) = id.or_else(|| self.shelf.selected().cloned()) {
                self.open(&id, cx);
            }
            return Flow::Taken;
        }
        if self.filling.is_some() {
            return self.act_in_form(action, cx);
        }
        if action == Action::Fields {
            super::fields::open(&self.desk, self.shelf.selected(), cx);
            return Flow::Taken;
        }
        Flow::taken_if(self.shelf.act(action, cx))
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        match event {
            Event::Due => {
                self.keep(cx);
                return Flow::Taken;
            }
            Event::Notice(seq) => {
                if *seq > self.loaded {
                    match self.filling {
                        Some(_) => self.look(*seq, cx),
                        None => self.load(cx),
                    }
                }
                return Flow::Taken;
            }
            Event::Answer(answer) => {
                if let Flow::Taken = self.answer(answer, cx) {
                    return Flow::Taken;
                }
            }
            _ => {}
        }
        match self.filling {
            Some(_) if !self.comparing => self.typed(event, cx),
            Some(_) => Flow::Pass,
            None => Flow::taken_if(self.shelf.handle(event, cx)),
        }
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        match self.filling {
            Some(_) if self.comparing => self.draw_compare(area, buf, cx),
            Some(_) => self.draw_form(area, buf, cx),
            None => self.draw_list(area, buf, cx),
        }
    }

    fn cursor(&self) -> Option<Position> {
        match &self.filling {
            Some(filling) => match filling.compare.as_ref().filter(|_| self.comparing) {
                Some(compare) => compare.cursor(),
                None => filling.form.cursor(),
            },
            None => self.shelf.cursor(),
        }
    }

    fn types(&self) -> bool {
        let filling = self.filling.as_ref().filter(|_| !self.comparing);
        filling.is_some_and(|filling| filling.form.types())
    }

    fn unsaved(&self) -> bool {
        self.filling.as_ref().is_some_and(Filling::is_touched)
    }
}

/// What waits at this desk.
fn waiting(desk: &Desk) -> Waiting {
    Waiting {
        tasks: UnitTasks::of(desk),
        drafts: desk.drafts().all(&desk.actor().operator),
    }
}

/// However the workstation ends, what was typed is kept.
impl Drop for Entry {
    fn drop(&mut self) {
        if let Some(filling) = &mut self.filling {
            // Nobody is left who could be told.
            let _ = filling.keep(&self.desk);
        }
    }
}
