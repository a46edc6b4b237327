//! One field of a form: what it asks, and what was answered.

use super::area::TextArea;
use super::field::TextField;
pub use crate::domain::fields::Value;
use crate::tui::event::Event;
use crate::tui::ui::Ui;

/// An option of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the program calls it.
    pub value: String,
    /// What the operator reads.
    pub label: String,
    /// Why it cannot be chosen now, in the operator's language.
    pub off: Option<String>,
}

impl Choice {
    /// An option that can be chosen.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Choice {
            value: value.into(),
            label: label.into(),
            off: None,
        }
    }
}

/// What a field asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of text, a number, a date.
    Line,
    /// A text of several lines.
    Text,
    /// A line that is not shown while it is typed; only how long it is.
    Secret,
    /// One of these.
    One(Vec<Choice>),
    /// Any of these.
    Many(Vec<Choice>),
}

/// One field. Nothing is answered beforehand unless a draft is laid into it.
#[derive(Clone, Debug)]
pub struct Field {
    /// What the program calls it.
    pub id: String,
    /// What the operator reads.
    pub label: String,
    /// A word of help, shown while the field is in focus.
    pub hint: String,
    /// What is wrong with the answer.
    pub error: Option<String>,
    /// What is unusual about the answer, and may be right.
    pub warning: Option<String>,
    /// Why nothing can be answered now; what was answered before is kept.
    pub off: Option<String>,
    /// Once answered, the next field is in focus.
    pub(super) goes_on: bool,
    pub(super) hidden: bool,
    pub(super) kind: Kind,
    pub(super) line: TextField,
    pub(super) text: TextArea,
    pub(super) picked: Vec<usize>,
}

impl Field {
    /// An empty field.
    pub fn new(id: impl Into<String>, label: impl Into<String>, kind: Kind) -> Self {
        Field {
            id: id.into(),
            label: label.into(),
            hint: String::new(),
            error: None,
            warning: None,
            off: None,
            goes_on: false,
            hidden: false,
            kind,
            line: TextField::default(),
            text: TextArea::default(),
            picked: Vec::new(),
        }
    }

    /// The same field with a word of help.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Field {
            hint: hint.into(),
            ..self
        }
    }

    /// The same field, left by itself once it is answered: a choice of one with its key, a choice of several when all
    /// are chosen.
    pub fn going_on(self) -> Self {
        Field {
            goes_on: true,
            ..self
        }
    }

    /// The answer.
    pub fn value(&self) -> Value {
        match &self.kind {
            Kind::Line | Kind::Secret => Value::Text(self.line.text().to_owned()),
            Kind::Text => Value::Text(self.text.text()),
            Kind::One(options) | Kind::Many(options) => Value::Chosen(
                self.picked
                    .iter()
                    .filter_map(|at| options.get(*at))
                    .map(|option| option.value.clone())
                    .collect(),
            ),
        }
    }

    /// Lays an answer into the field, for instance from a draft. Values that are no longer options are left out.
    pub fn set(&mut self, value: &Value) {
        match (&self.kind, value) {
            (Kind::Line | Kind::Secret, Value::Text(text)) => self.line = TextField::new(text.as_str()),
            (Kind::Text, Value::Text(text)) => self.text = TextArea::new(text),
            (Kind::One(options) | Kind::Many(options), Value::Chosen(chosen)) => {
                self.picked = (0..options.len())
                    .filter(|at| {
                        options
                            .get(*at)
                            .is_some_and(|option| chosen.contains(&option.value))
                    })
                    .collect();
            }
            _ => {}
        }
    }

    pub(super) fn options(&self) -> &[Choice] {
        match &self.kind {
            Kind::One(options) | Kind::Many(options) => options,
            Kind::Line | Kind::Text | Kind::Secret => &[],
        }
    }

    /// How many characters were typed, for a field that does not show them.
    pub(super) fn count(&self) -> Option<String> {
        let typed = self.line.text().chars().filter(|c| !c.is_whitespace()).count();
        (self.kind == Kind::Secret).then(|| format!("{typed:>3} "))
    }

    /// Chooses an option, or takes the choice back. In a field that is left once it is answered, the key of what is
    /// chosen already means it again.
    pub(super) fn pick(&mut self, at: usize) -> Typed {
        let Some(option) = self.options().get(at) else {
            return Typed::Nothing;
        };
        let was = self.picked.contains(&at);
        if let Some(reason) = option.off.clone().filter(|_| !was) {
            return Typed::Refused(reason);
        }
        let one = matches!(self.kind, Kind::One(_));
        if was && !(one && self.goes_on) {
            self.picked.retain(|old| *old != at);
        } else if one {
            self.picked = vec![at];
        } else {
            self.picked.push(at);
            self.picked.sort_unstable();
        }
        Typed::Changed
    }

    /// Whether everything that can be chosen is.
    pub(super) fn is_full(&self) -> bool {
        match &self.kind {
            Kind::One(_) => !self.picked.is_empty(),
            Kind::Many(options) => self.picked.len() == options.len(),
            _ => false,
        }
    }

    /// The key that chooses an option: its number, then letters.
    pub(super) fn key_of(at: usize) -> Option<char> {
        ('1'..='9').chain('a'..='z').nth(at)
    }

    /// Takes typed text, or the single key of an option.
    pub(super) fn handle(&mut self, event: &Event) -> Typed {
        if let Some(reason) = &self.off {
            return self.handle_off(event, reason.clone());
        }
        let taken = match &self.kind {
            Kind::Line | Kind::Secret => self.line.handle(event),
            Kind::Text => self.text.handle(event),
            Kind::One(_) | Kind::Many(_) => return self.handle_choice(event),
        };
        if taken { Typed::Changed } else { Typed::NotMine }
    }

    fn handle_choice(&mut self, event: &Event) -> Typed {
        use crossterm::event::{KeyCode, KeyModifiers};
        let Event::Key(key) = event else {
            return Typed::NotMine;
        };
        match (key.code, key.modifiers) {
            (KeyCode::Char(c), KeyModifiers::NONE) if c.is_ascii_alphanumeric() => {
                match (0..self.options().len()).find(|at| Field::key_of(*at) == Some(c)) {
                    Some(at) => self.pick(at),
                    None => Typed::Nothing,
                }
            }
            (KeyCode::Backspace | KeyCode::Delete, KeyModifiers::NONE) => {
                self.picked.clear();
                Typed::Changed
            }
            _ => Typed::NotMine,
        }
    }

    /// What would be typed is refused with the reason; keys that move are not the field's.
    fn handle_off(&self, event: &Event, reason: String) -> Typed {
        let mut idle = Field {
            off: None,
            ..self.clone()
        };
        match idle.handle(event) {
            Typed::NotMine => Typed::NotMine,
            _ => Typed::Refused(reason),
        }
    }

    /// The answer in one line.
    pub(super) fn summary(&self, ui: &Ui) -> String {
        match self.value() {
            Value::Text(_) if self.kind == Kind::Secret => self.line.masked().text().to_owned(),
            Value::Text(text) => ui.shown(&text).replace('\n', " "),
            Value::Chosen(_) => {
                let labels: Vec<&str> = self
                    .picked
                    .iter()
                    .filter_map(|at| self.options().get(*at))
                    .map(|o| o.label.as_str())
                    .collect();
                labels.join(", ")
            }
        }
    }
}

/// What a key did to a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// The answer may have changed.
    Changed,
    /// The key belongs to the field and means nothing.
    Nothing,
    /// It cannot be answered so, for this reason.
    Refused(String),
    /// The key is not the field's.
    NotMine,
}
