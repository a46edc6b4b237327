//! What a pasted text suggests for the fields of a new lead. A suggestion is offered beside its field, and stands in it
//! only once the operator has taken it.

use crate::domain::campaign::Campaign;
use crate::domain::lead::named::by_name;
use crate::domain::lead::naming::Naming;
use crate::domain::lead::reading::{Found, Reading, Value as Sort};
use crate::domain::state::State;
use crate::lang::Lang;
use crate::tui::widget::Value;

/// Where leads come from in most offices.
const SOURCES: [&str; 5] = ["12333", "12345", "来信", "来访", "网络"];

/// What can be taken into a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Suggestion {
    /// How it is shown.
    pub text: String,
    /// The words of the text it comes from.
    pub words: String,
    /// What the field is answered with.
    pub value: Value,
}

/// What the text, or another field, suggests for a field; each value once. None for a field that nothing can answer.
pub(super) struct Source<'a, S: State + ?Sized> {
    /// The records, in which targets are found by name.
    pub state: &'a S,
    /// The campaign.
    pub campaign: &'a Campaign,
    /// What was found in the text.
    pub reading: &'a Reading,
    /// The text.
    pub text: &'a str,
    /// 被反映对象, as typed so far.
    pub about: &'a str,
}

impl<S: State + ?Sized> Source<'_, S> {
    /// For this field.
    pub(super) fn suggestions(&self, field: &str, lang: Lang) -> Vec<Suggestion> {
        let found = self.reading.found.iter().filter_map(|found| {
            Some(Suggestion {
                value: answer(field, found, self.text)?,
                text: found.text(self.text, self.campaign, lang),
                words: found.words(self.text).to_owned(),
            })
        });
        let more = match field {
            "source" => self.sources(),
            "target" => self.targets(),
            _ => Vec::new(),
        };
        let mut all: Vec<Suggestion> = Vec::new();
        for suggestion in more.into_iter().chain(found) {
            if all.iter().all(|known| known.value != suggestion.value) {
                all.push(suggestion);
            }
        }
        all
    }

    /// Where leads usually come from, and what the campaign names besides.
    fn sources(&self) -> Vec<Suggestion> {
        let kinds = self.campaign.leads.kinds.iter();
        let named = kinds.flat_map(|kind| kind.sources.iter().map(String::as_str));
        SOURCES.into_iter().chain(named).map(plain).collect()
    }

    /// Registered targets of a like name.
    fn targets(&self) -> Vec<Suggestion> {
        if self.about.is_empty() {
            return Vec::new();
        }
        let naming = Naming::new(self.campaign);
        let named = by_name(self.state, self.campaign, &naming, self.about, None).into_iter();
        named
            .map(|named| Suggestion {
                text: format!("{}  {}", named.name, named.id),
                words: self.about.to_owned(),
                value: Value::Text(named.id),
            })
            .collect()
    }
}

fn plain(text: &str) -> Suggestion {
    Suggestion {
        text: text.to_owned(),
        words: String::new(),
        value: Value::Text(text.to_owned()),
    }
}

/// What something found answers a field with, where it can.
fn answer(field: &str, found: &Found, text: &str) -> Option<Value> {
    let line = |text: String| Some(Value::Text(text));
    match (field, &found.value) {
        ("about", Sort::Organisation(name) | Sort::Target { name, .. }) => line(name.clone()),
        ("target", Sort::Code(id) | Sort::Target { id, .. }) => line(id.clone()),
        ("phone" | "reporter-phone", Sort::Phone(number)) => line(number.clone()),
        ("reporter-id", Sort::Identity(number)) => line(number.clone()),
        ("region", Sort::Place(code)) => Some(Value::Chosen(vec![code.to_string()])),
        ("place", Sort::Address) => line(found.words(text).to_owned()),
        ("received" | "happened", Sort::Date { from, .. }) => line(from.to_string()),
        ("deadline", Sort::Date { to, .. }) => line(to.to_string()),
        ("yuan", Sort::Amount { fen, .. }) => line(fen.div_ceil(100).to_string()),
        ("people", Sort::People { count, .. }) => line(count.to_string()),
        _ => None,
    }
}
