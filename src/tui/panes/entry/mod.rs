//! 录入: what waits for a result, and the form for it.

mod basis;
mod fields;
mod filling;
mod reading;
mod view;

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::filling::Filling;
use super::browse::{Acted, Browse};
use super::sheet::Sheet;
use super::{filter, history, task_acts, words};
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};
use crate::office::{Denied, Receipt};
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::{Answer, Event, Reply};
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Column, Confirm, Detail, Form, Room, Value};

/// A draft is kept this long after a key at the latest.
const KEEP_AFTER: Duration = Duration::from_millis(250);

/// States in which a task waits for a result.
const WAITING: [TaskState; 3] = [TaskState::Assigned, TaskState::Inspecting, TaskState::Returned];

/// The pane of entry.
#[derive(Debug)]
pub struct Entry {
    desk: Desk,
    browse: Browse,
    drafts: BTreeMap<String, DateTime<Utc>>,
    filling: Option<Filling>,
    detail: Detail,
    /// The task that was offered after the last one.
    next: Option<String>,
    /// The last entry of the journal the rows were found at.
    loaded: u64,
}

impl Entry {
    /// The pane at this desk.
    pub fn new(desk: Desk, ui: &Ui) -> Self {
        let columns = vec![
            Column::new(ui.word("task.id"), Room::Fixed(words::ID)),
            Column::new(ui.word("task.name"), Room::Share(1)),
            Column::new(ui.word("task.state"), words::state_room(ui)),
            Column::new(ui.word("entry.drafted"), Room::Fixed(11)),
            Column::new(ui.word("task.place"), Room::Fixed(10)),
            Column::new(ui.word("task.leads"), Room::Fixed(6)),
        ];
        let mut entry = Entry {
            desk,
            browse: Browse::new(columns),
            drafts: BTreeMap::new(),
            filling: None,
            detail: Detail::default(),
            next: None,
            loaded: 0,
        };
        entry.load();
        entry
    }

    /// What waits, and recorded tasks whose correction was begun.
    fn load(&mut self) {
        let Some(operator) = self.desk.operator() else {
            return;
        };
        self.drafts = self.desk.drafts().all(&operator.name);
        let mut keys = {
            let view = self.desk.view();
            self.loaded = view.seq();
            let query = filter::query(&view, self.browse.filter()).unwrap_or_default();
            let mut keys = filter::tasks(&view, &operator, &WAITING, &query);
            let recorded = filter::tasks(&view, &operator, &[TaskState::Recorded], &query);
            keys.extend(recorded.into_iter().filter(|id| self.drafts.contains_key(id)));
            keys
        };
        keys.sort_unstable();
        self.browse.set_keys(keys);
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
        self.browse.select(id);
        self.filling = Filling::open(&self.desk, cx.ui, id);
        if let Some(filling) = &mut self.filling
            && let Err(fault) = filling.restore(&self.desk)
        {
            cx.say(Tone::Bad, fault.text(cx.ui.lang));
        }
    }

    /// Keeps the draft. Where that cannot be done, why is said.
    fn keep(&mut self, cx: &mut Cx) -> bool {
        match self.filling.as_mut().map(|filling| filling.keep(&self.desk)) {
            Some(Err(fault)) => {
                cx.say(Tone::Bad, fault.text(cx.ui.lang));
                false
            }
            _ => true,
        }
    }

    /// Back to the list; the form stays open where its draft cannot be kept.
    fn leave(&mut self, cx: &mut Cx) {
        if self.keep(cx) {
            self.filling = None;
            self.load();
        }
    }

    fn submit(&mut self, cx: &mut Cx) {
        self.keep(cx);
        let Some(filling) = &mut self.filling else {
            return;
        };
        let (visit, wrong) = filling.check(&self.desk, cx.ui);
        filling.form.set_errors(&wrong, cx);
        if !wrong.is_empty() {
            return;
        }
        match self.desk.submit(filling.command(&visit)) {
            Ok(receipt) => self.submitted(&receipt, cx),
            Err(Denied::Refused(refusal)) => {
                let text = refusal.text(cx.ui.lang);
                if let Some(field) = filling::of_refusal(&refusal) {
                    filling.form.set_errors(&[(field.to_owned(), text.clone())], cx);
                }
                cx.say(Tone::Bad, text);
            }
            Err(denied) => cx.say(Tone::Bad, denied.text(cx.ui.lang)),
        }
    }

    /// The entry is on disk: its draft is put away, and the next task is offered.
    fn submitted(&mut self, receipt: &Receipt, cx: &mut Cx) {
        let Some(filling) = self.filling.take() else {
            return;
        };
        let done = self.desk.file_draft(&filling.task.id);
        self.load();
        let seq = receipt.seqs.map_or(0, |(_, last)| last).to_string();
        cx.say(
            Tone::Good,
            cx.ui
                .say("entry.submitted", &[("name", &filling.task.name), ("seq", &seq)]),
        );
        if let Err(fault) = done {
            cx.say(Tone::Bad, fault.text(cx.ui.lang));
        }
        let keys = self.browse.keys();
        let after = keys.iter().find(|key| **key > filling.task.id);
        self.next = after.or(keys.first()).cloned();
        let next: Option<Task> = self.next.as_ref().and_then(|id| self.desk.view().state().get(id));
        if let Some(next) = next {
            self.browse.select(&next.id);
            let args = [("id", next.id.as_str()), ("name", next.name.as_str())];
            cx.push(Confirm::new(Action::Fill, cx.ui.say("entry.next", &args)));
        }
    }

    fn show_basis(&self, cx: &mut Cx) {
        let campaign = self.desk.view().campaign();
        if let Some((filling, campaign)) = self.filling.as_ref().zip(campaign) {
            let (title, entries) = basis::of_focus(cx.ui, &campaign, filling);
            cx.push(Sheet::new(title, entries));
        }
    }

    fn act_in_form(&mut self, action: Action, cx: &mut Cx) -> Flow {
        match action {
            Action::Back => self.leave(cx),
            Action::Submit => self.submit(cx),
            Action::Basis => self.show_basis(cx),
            Action::Today => {
                let today = self.desk.view().now().today.to_string();
                if let Some(filling) = &mut self.filling {
                    filling.form.set("visited", &Value::Text(today));
                    filling.touch();
                }
                cx.wake_in(KEEP_AFTER);
            }
            action => {
                let Some(filling) = &mut self.filling else {
                    return Flow::Pass;
                };
                self.detail.rewind();
                if !filling.form.act(action, cx) {
                    return Flow::Pass;
                }
            }
        }
        Flow::Taken
    }

    fn answer(&mut self, answer: &Answer, cx: &mut Cx) -> Flow {
        match (answer.to, &answer.reply) {
            (Action::Filter, Reply::Line(line)) => {
                if filter::set(&mut self.browse, &self.desk, line, cx) {
                    self.load();
                }
            }
            (Action::Fill, Reply::Yes) => {
                if let Some(next) = self.next.take() {
                    self.open(&next, cx);
                }
            }
            _ => return Flow::Pass,
        }
        Flow::Taken
    }
}

impl Layer for Entry {
    fn contexts(&self) -> Vec<Context> {
        match self.filling {
            Some(_) => Form::contexts().to_vec(),
            None => vec![Context::Pane(Pane::Entry), Context::List],
        }
    }

    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        let mut offers = Vec::new();
        if let Some(filling) = &self.filling {
            offers.extend([Action::Submit, Action::Today, Action::Basis, Action::Back].map(Offer::on));
            offers.extend(filling.form.offers());
            offers.extend(self.desk.has_handed().then(|| Offer::on(Action::Fill)));
            return offers;
        }
        let refusal = match self.browse.selected() {
            Some(id) if !self.desk.has_handed() => task_acts::fill_refusal(&self.desk, id),
            _ => None,
        };
        if self.browse.selected().is_some() || self.desk.has_handed() {
            let reason = refusal.map(|refusal| refusal.text(cx.ui.lang));
            offers.push(Offer::unless(Action::Fill, reason));
        }
        offers.push(history::offer(cx.ui, self.browse.selected()));
        let of_list = self.browse.offers();
        offers.extend(of_list.into_iter().filter(|offer| offer.action != Action::Open));
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        if action == Action::Fill {
            let id = self.desk.take_handed();
            if let Some(id) = id.or_else(|| self.browse.selected().map(str::to_owned)) {
                self.open(&id, cx);
            }
            return Flow::Taken;
        }
        if self.filling.is_some() {
            return self.act_in_form(action, cx);
        }
        if action == Action::History {
            history::open(&self.desk, self.browse.selected(), cx);
            return Flow::Taken;
        }
        match self.browse.act(action, cx) {
            Acted::Not => return Flow::Pass,
            Acted::Done => {}
            Acted::Anew => self.load(),
        }
        Flow::Taken
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        match event {
            Event::Due => {
                self.keep(cx);
                return Flow::Taken;
            }
            Event::Notice(seq) => {
                if self.filling.is_none() && *seq > self.loaded {
                    self.load();
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
        let Some(filling) = &mut self.filling else {
            return Flow::Pass;
        };
        let flow = filling.form.handle(event);
        if filling.form.take_changed() {
            filling.touch();
            cx.wake_in(KEEP_AFTER);
        }
        flow
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        match self.filling {
            Some(_) => self.draw_form(area, buf, cx),
            None => self.draw_list(area, buf, cx),
        }
    }

    fn cursor(&self) -> Option<Position> {
        match &self.filling {
            Some(filling) => filling.form.cursor(),
            None => self.browse.cursor(),
        }
    }

    fn types(&self) -> bool {
        self.filling.as_ref().is_some_and(|filling| filling.form.types())
    }

    fn unsaved(&self) -> bool {
        self.filling.as_ref().is_some_and(Filling::is_touched)
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
