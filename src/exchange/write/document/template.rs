//! Filling a template. What stands in a fact is text and never obeyed: neither as a placeholder nor as Markdown. A fact
//! that is not on record leaves a visible blank, and is told.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Object, ObjectRepr};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};
use serde_json::Value as Json;

use crate::exchange::write::page::literal;
use crate::lang::Lang;

/// What stands for a fact that is not on record.
pub const BLANK: &str = "＿＿＿＿";

/// A filled template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The document.
    pub markdown: String,
    /// The placeholders that were left blank, in the order of the document, each once; an element of a list is `name[]`.
    pub blanks: Vec<String>,
}

/// A mistake in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The template's file.
    pub file: String,
    /// Line, from 1; 0 where the mistake has no place.
    pub line: usize,
    /// What is wrong there.
    pub wrong: Wrong,
}

/// What can be wrong in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// A placeholder that stands for nothing.
    Unknown {
        /// As it was written, as far as that can be told.
        found: String,
        /// The placeholders of this document.
        known: Vec<String>,
    },
    /// It cannot be read as a template; the reader's words.
    Said(String),
}

impl Fault {
    /// The whole message: where, what, and what to do.
    pub fn text(&self, lang: Lang) -> String {
        let what = match &self.wrong {
            Wrong::Unknown { found, known } => {
                let known = known.join(", ");
                lang.say(
                    "document.unknown",
                    &[("found", found.as_str()), ("known", &known)],
                )
            }
            Wrong::Said(said) => lang.say("document.said", &[("said", said)]),
        };
        format!("{}:{}: {what}", self.file, self.line)
    }
}

/// Fills the template `text` of `file` with facts: an object, whose nulls are facts that are not on record.
///
/// # Errors
/// [`Fault`] with the file and line of a mistake in the template.
pub fn render(file: &str, text: &str, facts: &Json) -> Result<Rendered, Fault> {
    let blanks = Blanks::default();
    let mut env = Environment::empty();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_debug(true);
    env.set_formatter(|out, _, value| Ok(fmt::Write::write_str(out, &literal(value.to_string().trim()))?));
    env.add_filter("join", minijinja::filters::join);
    env.add_filter("length", minijinja::filters::length);
    let filled = syntax().and_then(|syntax| {
        env.set_syntax(syntax);
        env.template_from_named_str(file, text)?
            .render(value(facts, "", &blanks))
    });
    match filled {
        Ok(markdown) => Ok(Rendered {
            markdown: markdown.trim_end().to_owned() + "\n",
            blanks: blanks.take(),
        }),
        Err(error) => Err(fault(file, text, facts, &error)),
    }
}

/// A line that holds nothing but a tag leaves none behind.
fn syntax() -> Result<SyntaxConfig, Error> {
    SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
}

fn fault(file: &str, text: &str, facts: &Json, error: &Error) -> Fault {
    let wrong = match error.kind() {
        ErrorKind::UndefinedError => {
            let place = error.range().and_then(|range| text.get(range));
            let mut known = Vec::new();
            names(facts, "", &mut known);
            Wrong::Unknown {
                found: place.unwrap_or_default().to_owned(),
                known,
            }
        }
        kind => Wrong::Said(match error.detail() {
            Some(detail) => format!("{kind}: {detail}"),
            None => kind.to_string(),
        }),
    };
    Fault {
        file: file.to_owned(),
        line: error.line().unwrap_or(0),
        wrong,
    }
}

/// The placeholders that the facts fill.
fn names(facts: &Json, path: &str, found: &mut Vec<String>) {
    match facts {
        Json::Object(members) => {
            let named = members.iter().map(|(name, member)| (within(path, name), member));
            named.for_each(|(path, member)| names(member, &path, found));
        }
        Json::Array(items) if items.first().is_some_and(Json::is_object) => {
            items
                .iter()
                .take(1)
                .for_each(|item| names(item, &format!("{path}[]"), found));
        }
        _ => found.push(path.to_owned()),
    }
}

fn within(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        path => format!("{path}.{name}"),
    }
}

/// Placeholders that were left blank.
#[derive(Clone, Debug, Default)]
struct Blanks(Arc<Mutex<Vec<String>>>);

impl Blanks {
    fn note(&self, path: &str) {
        let mut found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if found.iter().all(|known| known != path) {
            found.push(path.to_owned());
        }
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A fact that is not on record: false where it is asked for, a blank where it is written.
#[derive(Debug)]
struct Missing {
    path: String,
    blanks: Blanks,
}

impl Object for Missing {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        false
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.blanks.note(&self.path);
        f.write_str(BLANK)
    }
}

fn value(facts: &Json, path: &str, blanks: &Blanks) -> Value {
    match facts {
        Json::Null => Value::from_object(Missing {
            path: path.to_owned(),
            blanks: blanks.clone(),
        }),
        Json::Bool(truth) => Value::from(*truth),
        Json::Number(number) => number
            .as_u64()
            .map_or_else(|| Value::from(number.as_f64()), Value::from),
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => {
            let path = format!("{path}[]");
            items.iter().map(|item| value(item, &path, blanks)).collect()
        }
        Json::Object(members) => Value::from_pairs(
            members
                .iter()
                .map(|(name, member)| (name.as_str(), value(member, &within(path, name), blanks))),
        ),
    }
}
