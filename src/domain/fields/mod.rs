//! 字段: a visit's record field by field. The entry form, its drafts, the comparison of two versions and the history of a
//! result all speak of these fields, by the same ids and values.

mod named;
mod past;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::inspection::{Answer, Evidence, Measures, Penalty, Visit};

pub use named::named;
pub use past::{Change, Changed, FieldPast, Held, Past, Turn};
pub use words::{Told, Wording};

/// The answer to a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A text, empty if nothing was typed.
    Text(String),
    /// The values of the chosen options, in the order of the options; empty if nothing was chosen.
    Chosen(Vec<String>),
}

impl Value {
    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Text(text) => text.trim().is_empty(),
            Value::Chosen(chosen) => chosen.is_empty(),
        }
    }
}

/// Answers by the field's id; a field that is not there was not answered.
pub type Fields = BTreeMap<String, Value>;

/// The measures by the field of [`Measures`] they fill.
pub const MEASURES: [&str; 8] = [
    "orders",
    "refund_yuan",
    "refund_people",
    "fine_yuan",
    "banned",
    "revoked",
    "to_police",
    "notified",
];

/// What is asked about a fine: whether its precondition was established, what it is multiplied by, and how much it is.
pub const OF_FINE: [&str; 3] = ["holds", "of", "yuan"];

/// The two answers to whether a precondition was established.
pub const HOLDS: [&str; 2] = ["entry.answer.holds", "entry.answer.holds-not"];

/// The fields in the order in which they are asked; `.` and more may follow.
const ORDER: [&str; 10] = [
    "visited",
    "method",
    "present",
    "others",
    "unit_kind",
    "answers",
    "codes",
    "violations",
    "penalties",
    "measures",
];

/// The id of the answer to an item.
pub fn answer_id(item: &str) -> String {
    format!("answers.{item}")
}

/// The id of the finding of an item.
pub fn finding_id(item: &str) -> String {
    format!("findings.{item}")
}

/// The id of the evidence of an item.
pub fn evidence_id(item: &str) -> String {
    format!("evidence.{item}")
}

/// The id of a measure.
pub fn measure_id(name: &str) -> String {
    format!("measures.{name}")
}

/// The id of what is asked about a violation's fine.
pub fn fine_id(violation: &str, fine: &str, what: &str) -> String {
    format!("penalties.{violation}.{fine}.{what}")
}

/// The item that a field is about.
pub fn item_of(id: &str) -> Option<&str> {
    let (field, item) = id.split_once('.')?;
    matches!(field, "answers" | "findings" | "evidence").then_some(item)
}

/// What the record says, field by field. The reason is not part of it: it says why there is a version.
pub fn of(visit: &Visit) -> Fields {
    // Named one by one, so that a field that is added to the record cannot be left out here.
    let Visit {
        visited,
        method,
        present,
        others,
        unit_kind,
        answers,
        codes,
        violations,
        measures,
        penalties,
        note,
        reason: _,
    } = visit;
    let mut fields = Fields::from([
        ("visited".to_owned(), text(visited)),
        ("method".to_owned(), one(method.key())),
        ("present".to_owned(), Value::Chosen(present.clone())),
        ("others".to_owned(), figure((*others).into())),
        ("unit_kind".to_owned(), one(unit_kind.key())),
        (
            "codes".to_owned(),
            Value::Chosen(codes.iter().map(u8::to_string).collect()),
        ),
        ("violations".to_owned(), Value::Chosen(violations.clone())),
        ("note".to_owned(), text(note)),
    ]);
    fields.extend(answers.iter().flat_map(of_answer));
    fields.extend(penalties.iter().flat_map(of_penalty));
    fields.extend(of_measures(measures));
    fields.retain(|_, value| *value != Value::Text(String::new()) && *value != Value::Chosen(Vec::new()));
    fields
}

fn text(of: impl ToString) -> Value {
    Value::Text(of.to_string())
}

fn one(key: &str) -> Value {
    Value::Chosen(vec![key.to_owned()])
}

fn of_answer(answer: &Answer) -> [(String, Value); 3] {
    let Answer {
        item,
        verdict,
        finding,
        evidence,
    } = answer;
    let evidence: Vec<String> = evidence.iter().map(Evidence::line).collect();
    [
        (answer_id(item), one(verdict.key())),
        (finding_id(item), text(finding)),
        (evidence_id(item), text(evidence.join("\n"))),
    ]
}

fn of_penalty(penalty: &Penalty) -> [(String, Value); 3] {
    let Penalty {
        violation,
        fine,
        holds,
        of,
        yuan,
    } = penalty;
    let id = |what: &str| fine_id(violation, fine, what);
    [
        (id("holds"), one(HOLDS[usize::from(!*holds)])),
        (id("of"), text(of.map_or(String::new(), |n| n.to_string()))),
        (id("yuan"), figure(*yuan)),
    ]
}

fn of_measures(taken: &Measures) -> [(String, Value); 8] {
    let Measures {
        orders,
        refund_yuan,
        refund_people,
        fine_yuan,
        banned,
        revoked,
        to_police,
        notified,
    } = *taken;
    let figures = [
        orders.into(),
        refund_yuan,
        refund_people.into(),
        fine_yuan,
        banned.into(),
        revoked.into(),
        to_police.into(),
        notified.into(),
    ];
    let mut figures = figures.into_iter();
    MEASURES.map(|name| (measure_id(name), figure(figures.next().unwrap_or(0))))
}

/// Nothing where it is 0.
fn figure(n: u64) -> Value {
    Value::Text(match n {
        0 => String::new(),
        n => n.to_string(),
    })
}

/// The fields in which two records differ, in the order in which they are asked.
pub fn differing(one: &Fields, other: &Fields) -> Vec<String> {
    let ids = one.keys().chain(other.keys());
    let mut ids: Vec<&String> = ids.filter(|id| one.get(*id) != other.get(*id)).collect();
    ids.sort_unstable_by_key(|id| place(id));
    ids.dedup();
    ids.into_iter().cloned().collect()
}

/// Where a field stands among the others: an item's finding and evidence after its answer, an unknown field last.
fn place(id: &str) -> (usize, &str, usize) {
    let (field, rest) = id.split_once('.').unwrap_or((id, ""));
    let part = match field {
        "findings" => 1,
        "evidence" => 2,
        "measures" => MEASURES.iter().position(|name| *name == rest).unwrap_or(0),
        _ => 0,
    };
    let field = if item_of(id).is_some() { "answers" } else { field };
    let at = ORDER.iter().position(|known| *known == field);
    let rest = if field == "measures" { "" } else { rest };
    (at.unwrap_or(ORDER.len()), rest, part)
}

#[cfg(test)]
mod tests;
