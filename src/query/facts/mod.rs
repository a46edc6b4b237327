//! The rows of the lists, as a query asks them.

mod follow_up;
mod task;
mod things;

use chrono::NaiveDate;

pub use follow_up::FollowUpFacts;
pub use task::{TaskContext, TaskFacts};
pub use things::{LeadFacts, TargetFacts};

use super::field::Field;
use crate::domain::region::RegionCode;

/// One value of a row's field. Which kind it is follows from the field's [`super::Kind`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// A text or a code.
    Text(&'a str),
    /// A division.
    Place(RegionCode),
    /// A day.
    Day(NaiveDate),
    /// A number.
    Number(i64),
    /// The place of a word among [`Field::choices`], from 0.
    Choice(usize),
    /// A flag that holds.
    Yes,
}

impl<'a> Value<'a> {
    /// The text, if it is one.
    pub fn text(&self) -> Option<&'a str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A row that can be asked.
pub trait Facts {
    /// Asks `fits` about the values the row has under `field`, the weightiest first, until one fits; whether one did. A
    /// row without the field, a flag that does not hold, and an empty text have no value.
    fn any(&self, field: Field, fits: &mut dyn FnMut(Value<'_>) -> bool) -> bool;
}

/// A row of one field with one value.
pub(super) struct One(pub(super) Field, pub(super) Value<'static>);

impl Facts for One {
    fn any(&self, field: Field, fits: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        field == self.0 && fits(self.1)
    }
}

fn text(text: &str, fits: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
    !text.is_empty() && fits(Value::Text(text))
}

fn day(day: Option<NaiveDate>, fits: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
    day.is_some_and(|day| fits(Value::Day(day)))
}

/// The place of a word among its kind's, if it is there.
fn choice<T: PartialEq>(all: &[T], one: Option<T>, fits: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
    let at = one.and_then(|one| all.iter().position(|other| *other == one));
    at.is_some_and(|at| fits(Value::Choice(at)))
}

fn flag(holds: bool, fits: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
    holds && fits(Value::Yes)
}
