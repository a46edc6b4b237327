//! The order rows come in: by one field or several, each up or down; rows without the field come last either way.

use std::cmp::Ordering;

use chrono::NaiveDate;

use super::facts::{Facts, Value};
use super::fault::{Fault, Wrong};
use super::field::Field;
use super::pinyin;
use crate::domain::region::RegionCode;

/// What a list is sorted by; nothing leaves it as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    by: Vec<(Field, Way)>,
}

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

/// What one row is sorted by.
#[derive(Default, Clone, Debug, PartialEq, Eq)]
pub struct Keys(Vec<Option<Key>>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i64),
    Day(NaiveDate),
    Place(RegionCode),
    Choice(usize),
    Text(String),
}

impl Order {
    /// By one field.
    pub fn by(field: Field, down: bool) -> Self {
        let way = if down { Way::Down } else { Way::Up };
        Order {
            by: vec![(field, way)],
        }
    }

    /// Fields with commas or blanks between them, `-` before one for downwards: `due,-grade`.
    ///
    /// # Errors
    /// An unknown field.
    pub fn parse(text: &str, fields: &[Field]) -> Result<Self, Fault> {
        let mut by = Vec::new();
        let mut column = 1;
        for part in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、')) {
            let name = part.strip_prefix(['-', '－']);
            let way = if name.is_some() { Way::Down } else { Way::Up };
            let name = name.unwrap_or(part);
            if !part.is_empty() {
                let field = fields.iter().find(|field| field.is_called(name));
                let sign = part.chars().count() - name.chars().count();
                let fault = || Fault::new(column + sign, Wrong::Field(name.to_owned())).among(fields);
                by.push((*field.ok_or_else(fault)?, way));
            }
            column += part.chars().count() + 1;
        }
        Ok(Order { by })
    }

    /// As it is typed.
    pub fn text(&self) -> String {
        let part = |(field, way): &(Field, Way)| match way {
            Way::Up => field.id().to_owned(),
            Way::Down => format!("-{}", field.id()),
        };
        self.by.iter().map(part).collect::<Vec<_>>().join(",")
    }

    /// Whether it leaves the rows as they are.
    pub fn is_empty(&self) -> bool {
        self.by.is_empty()
    }

    /// The first field it sorts by, and whether downwards: for a mark at the column's head.
    pub fn first(&self) -> Option<(Field, bool)> {
        self.by.first().map(|(field, way)| (*field, *way == Way::Down))
    }

    /// What a row is sorted by.
    pub fn keys(&self, facts: &(impl Facts + ?Sized)) -> Keys {
        let key = |(field, _): &(Field, Way)| {
            let mut key = None;
            facts.any(*field, &mut |value| {
                key = Some(Key::of(*field, &value));
                true
            });
            key
        };
        Keys(self.by.iter().map(key).collect())
    }

    /// How two rows' keys of this order compare.
    pub fn compare(&self, a: &Keys, b: &Keys) -> Ordering {
        let ways = self.by.iter().map(|(_, way)| *way);
        let pairs = ways.zip(a.0.iter().zip(&b.0));
        let one = |(way, (a, b)): (Way, (&Option<Key>, &Option<Key>))| match (a, b) {
            (Some(a), Some(b)) if way == Way::Down => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            // Absent last, up or down.
            (a, b) => a.is_none().cmp(&b.is_none()),
        };
        pairs.map(one).fold(Ordering::Equal, Ordering::then)
    }

    /// Sorts rows; those that compare equal keep their order.
    pub fn sort<T>(&self, rows: &mut Vec<T>, keys: impl Fn(&T) -> Keys) {
        if self.is_empty() {
            return;
        }
        let mut keyed: Vec<(Keys, T)> = rows.drain(..).map(|row| (keys(&row), row)).collect();
        keyed.sort_by(|(a, _), (b, _)| self.compare(a, b));
        rows.extend(keyed.into_iter().map(|(_, row)| row));
    }
}

impl Key {
    fn of(field: Field, value: &Value<'_>) -> Self {
        match value {
            Value::Number(number) => Key::Number(*number),
            Value::Day(day) => Key::Day(*day),
            Value::Place(code) => Key::Place(*code),
            Value::Choice(at) => Key::Choice(*at),
            Value::Yes => Key::Number(0),
            Value::Text(text) if field == Field::Id => Key::Text(numbered(text)),
            Value::Text(text) => Key::Text(format!("{}\n{text}", pinyin::ascii(text))),
        }
    }
}

/// Digits of a running number at most.
const DIGITS: usize = 20;

/// An id whose running number at the end sorts by its size: the tenth thousand has a digit more.
fn numbered(id: &str) -> String {
    let head = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = id.get(head.len()..).unwrap_or("");
    format!("{head}{number:0>DIGITS$}\n{id}")
}
