//! What can be wrong in what is asked for, and where.

use super::field::Field;
use crate::lang::Lang;

/// A mistake in a query or in an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong there.
    pub wrong: Wrong,
    /// The fields there are.
    pub fields: Vec<Field>,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// No such field.
    Field(String),
    /// `is:` with a word that is none.
    Flag(String),
    /// A quotation mark without its other one.
    Quote,
    /// Nothing after the sign.
    Value {
        /// The field before it, as typed.
        field: String,
    },
    /// Not a day.
    Day(String),
    /// Not a number.
    Number(String),
    /// No such division, by name, pinyin or code.
    Place(String),
    /// None of the field's words.
    Choice {
        /// What was typed.
        word: String,
        /// The field.
        field: Field,
    },
    /// A text has no order to be below or above in.
    Sign {
        /// The sign.
        sign: &'static str,
        /// The field.
        field: Field,
    },
}

impl Fault {
    pub(super) fn new(column: usize, wrong: Wrong) -> Self {
        let fields = Vec::new();
        Fault {
            column,
            wrong,
            fields,
        }
    }

    pub(super) fn among(self, fields: &[Field]) -> Self {
        let fields = fields.to_vec();
        Fault { fields, ..self }
    }

    /// Where, what, and what to do.
    pub fn text(&self, lang: Lang) -> String {
        let column = self.column.to_string();
        let say = |key: &str, what: &str, known: Vec<String>| {
            let known = known.join(&lang.word("list.and"));
            let args = [("column", column.as_str()), ("what", what), ("known", &known)];
            lang.say(&format!("query.fault.{key}"), &args)
        };
        let names = |flags: bool| {
            let fields = self.fields.iter().filter(|field| field.is_flag() == flags);
            fields.map(|field| field.name(lang)).collect::<Vec<_>>()
        };
        match &self.wrong {
            Wrong::Field(what) => say("field", what, names(false)),
            Wrong::Flag(what) => say("flag", what, names(true)),
            Wrong::Quote => say("quote", "", Vec::new()),
            Wrong::Value { field } => say("value", field, Vec::new()),
            Wrong::Day(what) => say("day", what, Vec::new()),
            Wrong::Number(what) => say("number", what, Vec::new()),
            Wrong::Place(what) => say("place", what, Vec::new()),
            Wrong::Choice { word, field } => {
                let known = field.choices().into_iter().map(|key| lang.word(key).into_owned());
                say("choice", word, known.collect())
            }
            Wrong::Sign { sign, field } => say("sign", sign, vec![field.name(lang)]),
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

impl std::error::Error for Fault {}
