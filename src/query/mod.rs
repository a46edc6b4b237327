//! What is looked for in a list, used alike by the screen and the command line: a query that rows are asked, the order
//! they come in, and saved views, which are both under a name.
//!
//! A query is words between blanks, all of which must hold. A plain word is part of a name, of its pinyin or initials, or
//! of a code; `field:value`, `field<value` and their like ask one field, several values with commas; `-` or `!` before a
//! word turns it round; quotation marks keep blanks together.

pub mod facts;
mod fault;
mod field;
mod finder;
mod lex;
mod order;
pub mod pinyin;
mod test;
mod views;

use chrono::NaiveDate;

pub use facts::{Facts, TargetFacts, TaskContext, TaskFacts, Value};
pub use fault::{Fault, Wrong};
pub use field::{Field, Kind, List, Words};
pub use finder::Finder;
pub use order::{Keys, Order};
pub use views::{SavedView, ViewFault, Views, WrongView, with};

use crate::domain::region::Regions;
use test::Test;

/// What a query's words refer to without saying so.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The day that `today` and `3d` count from.
    pub today: NaiveDate,
    /// The divisions that `region:` names.
    pub regions: &'a Regions,
}

/// A query, read once and asked of many rows.
#[derive(Debug, Default)]
pub struct Query {
    terms: Vec<Term>,
}

/// A word of a query: what is tested, and whether it is to fail.
#[derive(Debug)]
struct Term {
    not: bool,
    test: Test,
}

impl Query {
    /// The query of `text` for a list that has these fields. An empty one holds for every row.
    ///
    /// # Errors
    /// The first mistake: an unknown field, a value that is none of the field's, an open quotation.
    pub fn parse(text: &str, fields: &[Field], around: &Around<'_>) -> Result<Self, Fault> {
        let term = |word: lex::Word| {
            let not = word.not;
            Test::read(word, fields, around).map(|test| Term { not, test })
        };
        let words = lex::words(text).and_then(|words| words.into_iter().map(term).collect());
        let terms = words.map_err(|fault: Fault| fault.among(fields))?;
        Ok(Query { terms })
    }

    /// Whether it holds for every row.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether all its words hold for a row.
    pub fn holds(&self, facts: &(impl Facts + ?Sized)) -> bool {
        self.terms.iter().all(|term| term.test.holds(facts) != term.not)
    }

    /// Whether any of its words asks `field`.
    pub fn asks(&self, field: Field) -> bool {
        self.terms.iter().any(|term| term.test.asks(field))
    }

    /// Whether none of its words asks anything but `field`: an index of that field then answers for the rows.
    pub fn asks_only(&self, field: Field) -> bool {
        self.terms.iter().all(|term| term.test.field() == Some(field))
    }

    /// Whether a row may hold whose `field`, one of a few words, is the `choice`th of them.
    pub fn allows(&self, field: Field, choice: usize) -> bool {
        let of_field = self.terms.iter().filter(|term| term.test.field() == Some(field));
        let one = facts::One(field, Value::Choice(choice));
        of_field.into_iter().all(|term| term.test.holds(&one) != term.not)
    }
}

#[cfg(test)]
mod tests;
