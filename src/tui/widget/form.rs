//! A form, one field a line. Choices take a single key, so that a console without an input method can complete
//! everything but free text.

use ratatui::layout::Position;

use super::chooser::Chooser;
use super::form_field::Typed;
pub use super::form_field::{Choice, Field, Kind, Value};
use crate::tui::action::{Action, Offer};
use crate::tui::event::{Answer, Event, Reply};
use crate::tui::keymap::{Context, Keys};
use crate::tui::layer::{Cx, Flow};
use crate::tui::theme::Tone;

/// The fields and which of them is in focus.
#[derive(Clone, Debug, Default)]
pub struct Form {
    pub(super) fields: Vec<Field>,
    pub(super) focus: usize,
    pub(super) top: usize,
    changed: bool,
    /// The field in focus was answered and is to be left.
    onward: bool,
    /// Why the last key did nothing.
    refused: Option<String>,
    /// Secrets are shown, by wish, until another field is in focus.
    pub(super) shown: bool,
    pub(super) cursor: Option<Position>,
}

impl Form {
    /// A form of these fields, the first in focus.
    pub fn new(fields: Vec<Field>) -> Self {
        Form {
            fields,
            ..Form::default()
        }
    }

    /// The places of the keymap that hold in a form.
    pub fn contexts() -> [Context; 1] {
        [Context::Form]
    }

    /// What a form lets one do by itself: going from field to field, opening the options of a choice.
    pub fn offers(&self) -> Vec<Offer> {
        let mut offers = vec![Offer::on(Action::Next), Offer::on(Action::Previous)];
        if self.focused().is_some_and(|field| !field.options().is_empty()) {
            offers.push(Offer::on(Action::Open));
        }
        if self.errors() > 0 {
            offers.push(Offer::on(Action::NextError));
        }
        if self.focused().is_some_and(|field| field.kind == Kind::Secret) {
            offers.push(Offer::on(Action::ShowSecret));
        }
        offers
    }

    /// Every answer with the id of its field.
    pub fn values(&self) -> impl Iterator<Item = (&str, Value)> {
        self.fields.iter().map(|field| (field.id.as_str(), field.value()))
    }

    /// One answer.
    pub fn value(&self, id: &str) -> Option<Value> {
        self.field(id).map(Field::value)
    }

    /// Lays an answer into a field, for instance from a draft.
    pub fn set(&mut self, id: &str, value: &Value) {
        if let Some(field) = self.field_mut(id) {
            field.set(value);
        }
    }

    /// Answers a field for the operator, who asked for it: as if it had been typed.
    pub fn answer(&mut self, id: &str, value: &Value) {
        if let Some(field) = self.field_mut(id) {
            field.set(value);
            (field.error, field.warning) = (None, None);
            self.changed = true;
        }
    }

    /// Other options for a field; what was chosen stays as far as it is among them.
    pub fn set_options(&mut self, id: &str, options: Vec<Choice>) {
        let chosen = self.value(id);
        if let Some(field) = self.field_mut(id)
            && let Kind::One(old) | Kind::Many(old) = &mut field.kind
            && *old != options
        {
            *old = options;
            field.picked.clear();
            if let Some(chosen) = chosen {
                field.set(&chosen);
            }
        }
    }

    /// Another word of help for a field.
    pub fn set_hint(&mut self, id: &str, hint: String) {
        if let Some(field) = self.field_mut(id) {
            field.hint = hint;
        }
    }

    /// Takes a field out of sight, or brings it back. Its answer stays as it is; without a mark of an error.
    pub fn hide(&mut self, id: &str, hidden: bool) {
        if let Some(field) = self.field_mut(id) {
            field.hidden = hidden;
            field.error = field.error.take().filter(|_| !hidden);
        }
    }

    /// Goes to a field.
    pub fn focus(&mut self, id: &str) {
        self.focus = self
            .fields
            .iter()
            .position(|field| field.id == id)
            .unwrap_or(self.focus);
    }

    /// Whether a field is out of sight.
    pub fn is_hidden(&self, id: &str) -> bool {
        self.field(id).is_some_and(|field| field.hidden)
    }

    /// Whether a field cannot be answered now.
    pub fn is_off(&self, id: &str) -> bool {
        self.field(id).is_some_and(|field| field.off.is_some())
    }

    /// Says why a field cannot be answered now, or that it can.
    pub fn bar(&mut self, id: &str, reason: Option<String>) {
        if let Some(field) = self.field_mut(id) {
            field.off = reason;
        }
    }

    /// Says of every option of a field why it cannot be chosen now, or that it can.
    pub fn bar_options(&mut self, id: &str, reason: impl Fn(&str) -> Option<String>) {
        if let Some(Kind::One(options) | Kind::Many(options)) =
            self.field_mut(id).map(|field| &mut field.kind)
        {
            for option in options {
                option.off = reason(&option.value);
            }
        }
    }

    /// Why the last key did nothing, once.
    pub fn take_refused(&mut self) -> Option<String> {
        self.refused.take()
    }

    /// Leaves the field in focus if it is one that is left once it is answered, and was.
    pub fn go_on(&mut self) {
        if std::mem::take(&mut self.onward) {
            self.next();
        }
    }

    fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    fn field_mut(&mut self, id: &str) -> Option<&mut Field> {
        self.fields.iter_mut().find(|field| field.id == id)
    }

    /// The id of the field in focus.
    pub fn focused_id(&self) -> Option<&str> {
        self.focused().map(|field| field.id.as_str())
    }

    /// Whether a plain character goes into the field in focus.
    pub fn types(&self) -> bool {
        self.focused()
            .is_some_and(|field| matches!(field.kind, Kind::Line | Kind::Text | Kind::Secret))
    }

    /// Whether an answer was touched since the last call; then the draft is worth keeping.
    pub fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    /// Fields with an error.
    pub fn errors(&self) -> usize {
        self.fields.iter().filter(|field| field.error.is_some()).count()
    }

    /// Marks what is wrong with a field that was left, and looks again at those that are marked. Returns what is wrong
    /// with the one that was left.
    pub fn mark(&mut self, left: &str, wrong: &[(String, String)]) -> Option<String> {
        let marked =
            |field: &&mut Field| field.error.is_some() || (field.id == left && !field.value().is_empty());
        for field in self.fields.iter_mut().filter(marked) {
            let found = wrong.iter().find(|(id, _)| *id == field.id);
            field.error = found.map(|(_, text)| text.clone());
        }
        self.field(left).and_then(|field| field.error.clone())
    }

    /// Says of every field what is unusual about its answer.
    pub fn set_warnings(&mut self, unusual: &[(String, String)]) {
        for field in &mut self.fields {
            let found = unusual.iter().find(|(id, _)| *id == field.id);
            field.warning = found.map(|(_, text)| text.clone());
        }
    }

    /// Marks every error at once (field id, what is wrong), takes earlier marks away, and goes to the first.
    pub fn set_errors(&mut self, errors: &[(String, String)], cx: &mut Cx) {
        for field in &mut self.fields {
            field.error = errors
                .iter()
                .find(|(id, _)| *id == field.id)
                .map(|(_, text)| text.clone());
        }
        let count = self.errors();
        if count > 0 {
            self.focus = self
                .fields
                .iter()
                .position(|field| field.error.is_some())
                .unwrap_or(self.focus);
            let key = cx
                .keymap
                .keys(Action::NextError, &[Context::Form])
                .first()
                .map(Keys::to_string);
            let args = [("n", count.to_string()), ("key", key.unwrap_or_default())];
            let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
            cx.say(Tone::Bad, cx.ui.say("form.errors", &args));
        }
    }

    /// Takes typed text, the single keys of options, and the answer of the options' overlay.
    pub fn handle(&mut self, event: &Event) -> Flow {
        if let Event::Answer(Answer {
            to: Action::Open,
            reply: Reply::Chosen(at),
        }) = event
        {
            let picked = self.fields.get_mut(self.focus).map(|field| field.pick(*at));
            return self.typed(picked.unwrap_or(Typed::Nothing));
        }
        let Some(field) = self.fields.get_mut(self.focus) else {
            return Flow::Pass;
        };
        let typed = field.handle(event);
        self.typed(typed)
    }

    fn typed(&mut self, typed: Typed) -> Flow {
        match typed {
            Typed::Changed => {
                self.changed = true;
                if let Some(field) = self.fields.get_mut(self.focus) {
                    (field.error, field.warning) = (None, None);
                    self.onward = field.goes_on && field.is_full();
                }
                Flow::Taken
            }
            Typed::Refused(reason) => {
                self.refused = Some(reason);
                Flow::Taken
            }
            Typed::Nothing => Flow::Taken,
            Typed::NotMine => Flow::Pass,
        }
    }

    /// Does one of the form's own actions.
    pub fn act(&mut self, action: Action, cx: &mut Cx) -> bool {
        let seen = |at: &usize| self.fields.get(*at).is_some_and(|field| !field.hidden);
        self.shown = action == Action::ShowSecret && !self.shown;
        match action {
            Action::ShowSecret => {}
            Action::Next => self.next(),
            Action::Previous => self.focus = (0..self.focus).rfind(seen).unwrap_or(self.focus),
            Action::NextError => self.next_error(),
            Action::Open => self.open(cx),
            _ => return false,
        }
        true
    }

    fn next(&mut self) {
        let seen = |at: &usize| self.fields.get(*at).is_some_and(|field| !field.hidden);
        let next = (self.focus + 1..self.fields.len()).find(seen);
        self.focus = next.unwrap_or(self.focus);
    }

    pub(super) fn focused(&self) -> Option<&Field> {
        self.fields.get(self.focus)
    }

    fn next_error(&mut self) {
        let wrong = |at: &usize| self.fields.get(*at).is_some_and(|field| field.error.is_some());
        let next = (self.focus + 1..self.fields.len()).find(wrong);
        self.focus = next
            .or_else(|| (0..=self.focus).find(wrong))
            .unwrap_or(self.focus);
    }

    fn open(&self, cx: &mut Cx) {
        if let Some(field) = self.focused() {
            let title = cx.ui.say("form.choose", &[("label", &field.label)]);
            let options = field
                .options()
                .iter()
                .map(|option| option.label.clone())
                .collect();
            cx.push(Chooser::new(Action::Open, title, options));
        }
    }

    /// Where typing goes.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }
}
