//! What a form says, field by field; and every error in it at once, the form's own and those of the rules.

use std::str::FromStr;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::domain::command::Command;
use crate::domain::refusal::Refusal;
use crate::domain::time::{Now, local};
use crate::tui::desk::Desk;
use crate::tui::panes::entry::date;
use crate::tui::panes::paper::{self, chosen};
use crate::tui::ui::Ui;
use crate::tui::widget::{Choice, Field, Form, Kind, Value};

/// Options of a question, by what the program calls them.
const ANSWERS: [&str; 2] = ["yes", "no"];

/// Field ids with what is wrong.
pub(super) type Wrong = Vec<(String, String)>;

/// Reads a form. Where a field cannot be read, something stands in, and the field is among the wrong ones.
pub(super) struct Reader<'a> {
    ui: &'a Ui,
    form: &'a Form,
    today: NaiveDate,
    wrong: Wrong,
}

impl<'a> Reader<'a> {
    pub(super) fn new(ui: &'a Ui, form: &'a Form, today: NaiveDate) -> Self {
        Reader {
            ui,
            form,
            today,
            wrong: Wrong::new(),
        }
    }

    /// What could not be read.
    pub(super) fn wrong(self) -> Wrong {
        self.wrong
    }

    fn mark(&mut self, id: &str, text: String) {
        if !self.form.is_hidden(id) {
            self.wrong.push((id.to_owned(), text));
        }
    }

    /// A text, which the rules say whether it may be empty.
    pub(super) fn text(&self, id: &str) -> String {
        paper::text(self.form, id)
    }

    /// A text that must be given.
    pub(super) fn needed(&mut self, id: &str) -> String {
        self.typed(id, "form.required", String::new(), |text| Some(text.to_owned()))
    }

    /// What must be typed, read; `none` stands in.
    fn typed<T>(&mut self, id: &str, message: &str, none: T, read: impl Fn(&str) -> Option<T>) -> T {
        let text = self.text(id);
        if text.is_empty() {
            let required = self.ui.word("form.required");
            self.mark(id, required);
            return none;
        }
        match read(&text) {
            Some(value) => value,
            None => {
                let text = self.ui.say(message, &[("text", &text)]);
                self.mark(id, text);
                none
            }
        }
    }

    /// A day; today stands in.
    pub(super) fn day(&mut self, id: &str) -> NaiveDate {
        let today = self.today;
        self.typed(id, "entry.bad-date", today, |text| date(text, today))
    }

    /// A day, none where the field is left empty.
    pub(super) fn some_day(&mut self, id: &str) -> Option<NaiveDate> {
        self.is_given(id).then(|| self.day(id))
    }

    fn is_given(&self, id: &str) -> bool {
        !self.text(id).is_empty() && !self.form.is_hidden(id)
    }

    /// A minute; the beginning of today stands in.
    pub(super) fn moment(&mut self, id: &str) -> NaiveDateTime {
        let today = self.today;
        let none = today.and_time(NaiveTime::MIN);
        self.typed(id, "pane.follow-ups.bad-moment", none, |text| moment(text, today))
    }

    /// A whole number that must be given; zero stands in.
    pub(super) fn number<N: FromStr + Default>(&mut self, id: &str) -> N {
        self.typed(id, "entry.bad-number", N::default(), |text| text.parse().ok())
    }

    /// A whole number, none where the field is left empty.
    pub(super) fn some_number<N: FromStr + Default>(&mut self, id: &str) -> Option<N> {
        self.is_given(id).then(|| self.number(id))
    }

    /// The answer to a question; no stands in.
    pub(super) fn yes(&mut self, id: &str) -> bool {
        self.one(id) == ANSWERS[0]
    }

    /// The chosen option of a field that must be answered.
    pub(super) fn one(&mut self, id: &str) -> String {
        let chosen = chosen(self.form, id).filter(|_| !self.form.is_hidden(id));
        if chosen.is_none() {
            let required = self.ui.word("form.required");
            self.mark(id, required);
        }
        chosen.unwrap_or_default()
    }

    /// The chosen option of a field that may be left open.
    pub(super) fn maybe(&self, id: &str) -> Option<String> {
        chosen(self.form, id).filter(|_| !self.form.is_hidden(id))
    }

    /// The chosen options.
    pub(super) fn many(&self, id: &str) -> Vec<String> {
        match self.form.value(id) {
            Some(Value::Chosen(chosen)) => chosen,
            _ => Vec::new(),
        }
    }
}

/// A minute as it is typed: a date and `10:30`, or the time alone, which is of today.
pub(super) fn moment(text: &str, today: NaiveDate) -> Option<NaiveDateTime> {
    let text = text.trim().replace('：', ":");
    let (day, time) = match text.rsplit_once([' ', 'T', '　']) {
        Some((day, time)) => (date(day, today)?, time),
        None => (today, text.as_str()),
    };
    let time = NaiveTime::parse_from_str(time.trim(), "%H:%M").ok()?;
    Some(day.and_time(time))
}

/// The present minute as it is filled in for the operator: in a rehearsal the date alone, since the time is not the
/// clock's.
pub(super) fn at_present(now: Now) -> String {
    match local(now.at) {
        at if at.date() == now.today => at.format("%Y-%m-%d %H:%M").to_string(),
        _ => format!("{} ", now.today),
    }
}

/// What is wrong by the rules is added to what could not be read. A field that could not be read is not judged.
pub(super) fn judged(desk: &Desk, ui: &Ui, command: &Command, mut wrong: Wrong) -> Wrong {
    if let Err(Refusal::Unsound { problems, .. }) = desk.consider(command) {
        let unread = wrong.len();
        for problem in problems {
            let text = problem.text(ui.lang);
            let known = wrong.iter().position(|(id, _)| *id == problem.field);
            match known {
                Some(at) if at < unread => {}
                Some(at) => wrong[at].1 = format!("{}\n{text}", wrong[at].1),
                None => wrong.push((problem.field, text)),
            }
        }
    }
    wrong
}

/// A field under the word for it in the domain, with the word of help that `room` has for it.
pub(super) fn field(ui: &Ui, room: &str, id: &str, kind: Kind) -> Field {
    let hint = ui.word(&format!("{room}.hint.{id}"));
    Field::new(id, ui.word(&format!("field.{id}")), kind).hint(hint)
}

/// A question with yes and no.
pub(super) fn question(ui: &Ui, room: &str, id: &str) -> Field {
    let choice = |answer: &str| Choice::new(answer, ui.word(&format!("answer.{answer}")));
    field(ui, room, id, Kind::One(ANSWERS.map(choice).to_vec()))
}

/// Fills the present day or minute into the field in focus, if it asks for one.
pub(super) fn today(form: &mut Form, now: Now) {
    let Some(id) = form.focused_id().map(str::to_owned) else {
        return;
    };
    let text = match asks_for_time(&id) {
        Some(true) => at_present(now),
        Some(false) => now.today.to_string(),
        None => return,
    };
    form.answer(&id, &Value::Text(text));
}

/// Whether a field asks for a day, or for a minute.
pub(super) fn asks_for_time(id: &str) -> Option<bool> {
    match id {
        "at" => Some(true),
        "on" | "filed" | "decided" | "deadline" | "until" | "received" | "happened" => Some(false),
        _ => None,
    }
}
