//! A form above the pane: what it asks, every error at once, and a draft, or a question before typed work is given up.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::kept::Kept;
use crate::office::{Denied, Receipt};
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::{Answer, Event, Reply};
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::theme::Tone;
use crate::tui::ui::{Ui, below, clear};
use crate::tui::widget::{Confirm, Detail, Entry, Form, Value, columns};

/// How long typed work may stay in memory only.
const KEEP_AFTER: Duration = Duration::from_millis(250);

/// What a form is about.
pub(super) trait Matter {
    /// Its heading.
    fn title(&self, ui: &Ui) -> String;

    /// What stands above the fields: that which is settled already.
    fn notes(&self, ui: &Ui) -> Vec<Entry>;

    /// Under which name the form is kept as a draft, where it is. Nothing is that holds a secret.
    fn draft(&self) -> Option<String> {
        None
    }

    /// An answer was given: shows and hides what depends on it.
    fn changed(&self, _form: &mut Form) {}

    /// Hands in. Where something is wrong, the form is marked and stays.
    fn submit(&self, desk: &Desk, form: &mut Form, cx: &mut Cx) -> Handed;

    /// What can be done besides.
    fn offers(&self, _ui: &Ui, _form: &Form) -> Vec<Offer> {
        Vec::new()
    }

    /// Does one of [`Matter::offers`].
    fn act(&self, _action: Action, _form: &mut Form, _cx: &mut Cx) {}

    /// What the answers rest on: beside the fields where there is room.
    fn beside(&self, _ui: &Ui, _form: &Form) -> Vec<Entry> {
        Vec::new()
    }

    /// Takes the answer to what [`Matter::act`] asked.
    fn answer(&self, _answer: &Answer, _desk: &Desk, _form: &mut Form, _cx: &mut Cx) -> Handed {
        Handed::Not
    }
}

/// What became of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Handed {
    /// It stays: something is wrong, or a question is open.
    Not,
    /// It is done with.
    In,
}

/// An overlay with a form.
pub(super) struct Paper<M> {
    desk: Desk,
    matter: M,
    form: Form,
    /// Something was typed, so that leaving is asked about.
    touched: bool,
    /// Its draft, where it is kept as one: then leaving loses nothing.
    kept: Option<Kept>,
    notes: Detail,
    beside: Detail,
}

impl<M: Matter> Paper<M> {
    pub(super) fn new(desk: Desk, matter: M, mut form: Form) -> Self {
        let draft = matter.draft();
        let kept = draft.map(|key| Kept::open(&desk, key, &mut form));
        matter.changed(&mut form);
        Paper {
            desk,
            matter,
            form,
            touched: false,
            kept,
            notes: Detail::default(),
            beside: Detail::default(),
        }
    }

    fn answer(&mut self, answer: &Answer, cx: &mut Cx) -> Flow {
        match (answer.to, &answer.reply) {
            (Action::Back, Reply::Yes) => return Flow::Close,
            (Action::Open, _) => {
                self.form.handle(&Event::Answer(answer.clone()));
                self.follow(cx);
            }
            _ => {
                let handed = self.matter.answer(answer, &self.desk, &mut self.form, cx);
                return self.closed(handed, cx);
            }
        }
        Flow::Taken
    }

    /// An answer may have been given.
    fn follow(&mut self, cx: &mut Cx) {
        if !self.form.take_changed() {
            return;
        }
        self.touched = true;
        self.matter.changed(&mut self.form);
        if let Some(kept) = &mut self.kept {
            kept.touch();
            cx.wake_in(KEEP_AFTER);
        }
    }

    /// Keeps the draft; false where the form has none, or it cannot be kept, which is said.
    fn keep(&mut self, cx: &mut Cx) -> bool {
        match self.kept.as_mut().map(|kept| kept.keep(&self.form)) {
            None => false,
            Some(Ok(())) => true,
            Some(Err(fault)) => {
                cx.say(Tone::Bad, fault.text(cx.ui.lang));
                false
            }
        }
    }

    fn closed(&mut self, handed: Handed, cx: &mut Cx) -> Flow {
        if handed == Handed::Not {
            return Flow::Taken;
        }
        if let Some(Err(fault)) = self.kept.as_mut().map(Kept::done) {
            cx.say(Tone::Bad, fault.text(cx.ui.lang));
        }
        Flow::Close
    }
}

/// The program may end with the form open.
impl<M> Drop for Paper<M> {
    fn drop(&mut self) {
        if let Some(kept) = &mut self.kept {
            // Nobody is left to be told.
            let _ = kept.keep(&self.form);
        }
    }
}

impl<M: Matter> Layer for Paper<M> {
    fn contexts(&self) -> Vec<Context> {
        Form::contexts().to_vec()
    }

    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        let mut offers = vec![Offer::on(Action::Submit), Offer::on(Action::Back)];
        offers.extend(self.matter.offers(cx.ui, &self.form));
        offers.extend(self.form.offers());
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        match action {
            Action::Back if self.keep(cx) => return Flow::Close,
            Action::Back if self.touched => {
                cx.push(Confirm::new(Action::Back, cx.ui.word("pane.give-up")));
            }
            Action::Back => return Flow::Close,
            Action::Submit => {
                let handed = self.matter.submit(&self.desk, &mut self.form, cx);
                return self.closed(handed, cx);
            }
            action if self.form.act(action, cx) => {}
            action => {
                self.matter.act(action, &mut self.form, cx);
                self.follow(cx);
            }
        }
        Flow::Taken
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        if let Event::Answer(answer) = event {
            return self.answer(answer, cx);
        }
        if let Event::Due = event {
            self.keep(cx);
            return Flow::Pass;
        }
        let flow = self.form.handle(event);
        self.follow(cx);
        flow
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        clear(buf, area);
        let (title, mut entries) = (self.matter.title(cx.ui), self.matter.notes(cx.ui));
        entries.extend(self.kept.as_ref().and_then(|kept| kept.note(cx.ui)));
        let label = entries
            .iter()
            .map(|entry| cx.ui.width(&entry.label))
            .max()
            .unwrap_or(0);
        let room = area.width.saturating_sub(label + 1);
        let lines: usize = entries
            .iter()
            .map(|entry| cx.ui.wrap(&entry.text, room).len())
            .sum();
        let wanted = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(1);
        let head = match area.height {
            0..12 => 0,
            height => wanted.clamp(3, height / 2),
        };
        let above = Rect { height: head, ..area };
        self.notes.draw(cx.ui, above, buf, &title, &entries);
        let rest = below(area, head);
        let beside = self.matter.beside(cx.ui, &self.form);
        if beside.is_empty() {
            return self.form.draw(cx.ui, rest, buf);
        }
        let (left, right) = columns(cx.ui, rest, buf);
        self.form.draw(cx.ui, left, buf);
        if let Some(right) = right {
            let title = cx.ui.word("entry.basis");
            self.beside.draw(cx.ui, right, buf, &title, &beside);
        }
    }

    fn cursor(&self) -> Option<Position> {
        self.form.cursor()
    }

    fn types(&self) -> bool {
        self.form.types()
    }
}

/// The text of a field, without blanks at its ends.
pub(super) fn text(form: &Form, id: &str) -> String {
    match form.value(id) {
        Some(Value::Text(text)) => text.trim().to_owned(),
        _ => String::new(),
    }
}

/// The chosen option of a field.
pub(super) fn chosen(form: &Form, id: &str) -> Option<String> {
    match form.value(id) {
        Some(Value::Chosen(chosen)) => chosen.into_iter().next(),
        _ => None,
    }
}

/// Says why it was denied, and marks the field that it is about.
pub(super) fn mark(form: &mut Form, field: Option<&str>, denied: &Denied, cx: &mut Cx) {
    let text = denied.text(cx.ui.lang);
    if let Some(field) = field {
        form.set_errors(&[(field.to_owned(), text.clone())], cx);
    }
    cx.say(Tone::Bad, text);
}

/// Says that it is done.
pub(super) fn done(what: &str, receipt: &Receipt, cx: &mut Cx) -> Handed {
    let seq = receipt.seqs.map_or(0, |(_, last)| last).to_string();
    let what = cx.ui.word(what);
    cx.say(
        Tone::Good,
        cx.ui.say("browse.done", &[("what", &what), ("seq", &seq)]),
    );
    Handed::In
}

/// What is wrong with a form, by field.
pub(super) struct Faults<'a> {
    ui: &'a Ui,
    found: Vec<(String, String)>,
}

impl<'a> Faults<'a> {
    pub(super) fn new(ui: &'a Ui) -> Self {
        Faults {
            ui,
            found: Vec::new(),
        }
    }

    /// Marks a field with the message `key`.
    pub(super) fn mark(&mut self, id: &str, key: &str) {
        self.found.push((id.to_owned(), self.ui.word(key)));
    }

    /// The chosen option of a field that must be answered.
    pub(super) fn chosen(&mut self, form: &Form, id: &str) -> String {
        let answer = chosen(form, id);
        if answer.is_none() {
            self.mark(id, "form.required");
        }
        answer.unwrap_or_default()
    }

    /// The text of a field that must be answered.
    pub(super) fn text(&mut self, form: &Form, id: &str) -> String {
        let answer = text(form, id);
        if answer.is_empty() {
            self.mark(id, "form.required");
        }
        answer
    }

    /// A whole number, or nothing where the field may be left empty.
    pub(super) fn number<N: std::str::FromStr>(&mut self, form: &Form, id: &str) -> Option<N> {
        let answer = text(form, id);
        if answer.is_empty() {
            return None;
        }
        let number = answer.parse().ok();
        if number.is_none() {
            let text = self.ui.say("entry.bad-number", &[("text", &answer)]);
            self.found.push((id.to_owned(), text));
        }
        number
    }

    /// Marks the form, earlier marks taken away; true where nothing is wrong.
    pub(super) fn none(self, form: &mut Form, cx: &mut Cx) -> bool {
        form.set_errors(&self.found, cx);
        self.found.is_empty()
    }
}
