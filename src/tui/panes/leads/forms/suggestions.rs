//! What a pasted text suggests for the fields of a new lead. A suggestion is offered beside its field, and stands in it
//! only once the operator has taken it.

use crate::domain::campaign::Campaign;
use crate::domain::lead::reading::{Found, Value as Sort, read};
use crate::domain::state::State;
use crate::lang::Lang;
use crate::tui::widget::Value;

use chrono::NaiveDate;

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

/// What the text suggests for a field, each value once; none for a field that no text can answer.
pub(super) fn suggestions<S: State + ?Sized>(
    (state, campaign, today): (&S, &Campaign, NaiveDate),
    text: &str,
    field: &str,
    lang: Lang,
) -> Vec<Suggestion> {
    let mut all: Vec<Suggestion> = Vec::new();
    for found in read(state, campaign, text, today).found {
        let Some(value) = answer(field, &found, text) else {
            continue;
        };
        let suggestion = Suggestion {
            text: found.text(text, campaign, lang),
            words: found.words(text).to_owned(),
            value,
        };
        if all.iter().all(|known| known.value != suggestion.value) {
            all.push(suggestion);
        }
    }
    all
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
        ("received" | "happened" | "deadline", Sort::Date { from, .. }) => line(from.to_string()),
        ("yuan", Sort::Amount { fen, .. }) => line((fen / 100).to_string()),
        ("people", Sort::People { count, .. }) => line(count.to_string()),
        _ => None,
    }
}
