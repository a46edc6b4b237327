//! Reading a keymap file, and what can be wrong with one.

use std::ops::Range;
use std::sync::Arc;

use rust_i18n::t;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Action, Binding, Context, Keymap, Keys, names};
use crate::lang::Lang;

/// At a file's head: the name of the shipped keymap that it is laid over.
const BASE: &str = "keymap";

/// A mistake in a keymap file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeymapError {
    /// The file's name.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong there.
    pub wrong: Wrong,
}

/// What can be wrong in a keymap file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Not TOML; the parser's words.
    Toml(String),
    /// No such keymap to be laid over.
    Keymap(String),
    /// No such place.
    Context(String),
    /// Not a key.
    Key(String),
    /// No such action.
    Action(String),
    /// The same key, or its beginning, a second time in the same place.
    Twice(String),
    /// A value of another kind than the one named.
    Shape(&'static str),
    /// A field that a binding does not have, or lacks one that it needs.
    Field(String),
}

impl KeymapError {
    /// The whole message: where, what, and what to do.
    pub fn say(&self, lang: Lang) -> String {
        let code = lang.code();
        let wrong = match &self.wrong {
            Wrong::Toml(what) => t!("keymap.toml", locale = code, what = what),
            Wrong::Keymap(what) => {
                let known: Vec<_> = names().collect();
                t!(
                    "keymap.unknown",
                    locale = code,
                    what = what,
                    known = known.join(", ")
                )
            }
            Wrong::Context(what) => {
                let known: Vec<_> = Context::all().map(Context::id).collect();
                t!(
                    "keymap.context",
                    locale = code,
                    what = what,
                    known = known.join(", ")
                )
            }
            Wrong::Key(what) => t!("keymap.key", locale = code, what = what),
            Wrong::Action(what) => t!("keymap.action", locale = code, what = what),
            Wrong::Twice(what) => t!("keymap.twice", locale = code, what = what),
            Wrong::Shape(what) => t!("keymap.shape", locale = code, what = what),
            Wrong::Field(what) => t!("keymap.field", locale = code, what = what),
        };
        format!("{}:{}:{}: {wrong}", self.file, self.line, self.column)
    }
}

impl std::fmt::Display for KeymapError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}

impl std::error::Error for KeymapError {}

/// What a file says.
pub(super) struct Read {
    /// The keymap it wants to be laid over.
    pub(super) base: Option<Keymap>,
    pub(super) bindings: Vec<Binding>,
}

/// Reads a keymap file; `from` is what its bindings are said to come from.
pub(super) fn read(file: &str, text: &str, from: &str) -> Result<Read, KeymapError> {
    let from = Arc::from(from);
    Reader { text, file, from }.read()
}

struct Reader<'a> {
    text: &'a str,
    file: &'a str,
    from: Arc<str>,
}

impl Reader<'_> {
    fn read(&self) -> Result<Read, KeymapError> {
        let table = DeTable::parse(self.text)
            .map_err(|e| self.error(e.span().unwrap_or(0..0), Wrong::Toml(e.message().to_owned())))?;
        let (mut base, mut bindings) = (None, Vec::new());
        for (name, value) in table.get_ref() {
            if name.get_ref() == BASE {
                base = Some(self.base(value)?);
                continue;
            }
            let context = Context::all()
                .find(|context| context.id() == name.get_ref())
                .ok_or_else(|| self.error(name.span(), Wrong::Context(name.get_ref().to_string())))?;
            let lines = value.get_ref().as_array();
            for line in lines.ok_or_else(|| self.error(value.span(), Wrong::Shape("[ ]")))? {
                self.line(context, line, &mut bindings)?;
            }
        }
        Ok(Read { base, bindings })
    }

    fn base(&self, value: &Spanned<DeValue<'_>>) -> Result<Keymap, KeymapError> {
        let name = self.string(value)?;
        Keymap::named(name).unwrap_or_else(|| Err(self.error(value.span(), Wrong::Keymap(name.to_owned()))))
    }

    fn line(
        &self,
        context: Context,
        line: &Spanned<DeValue<'_>>,
        into: &mut Vec<Binding>,
    ) -> Result<(), KeymapError> {
        let table = line
            .get_ref()
            .as_table()
            .ok_or_else(|| self.error(line.span(), Wrong::Shape("{ on, run }")))?;
        if let Some((key, _)) = table
            .iter()
            .find(|(key, _)| !["on", "run", "desc"].contains(&&**key.get_ref()))
        {
            return Err(self.error(key.span(), Wrong::Field(key.get_ref().to_string())));
        }
        let need = |name: &str| {
            table
                .get(name)
                .ok_or_else(|| self.error(line.span(), Wrong::Field(name.to_owned())))
        };
        let run = need("run")?;
        let id = self.string(run)?;
        let action = match id {
            "none" => None,
            id => {
                Some(Action::parse(id).ok_or_else(|| self.error(run.span(), Wrong::Action(id.to_owned())))?)
            }
        };
        let desc = table
            .get("desc")
            .map(|desc| self.string(desc))
            .transpose()?
            .map(str::to_owned);
        let on = need("on")?;
        let keys = match on.get_ref().as_array() {
            Some(keys) => keys.iter().collect(),
            None => vec![on],
        };
        for key in keys {
            let name = self.string(key)?;
            let keys =
                Keys::parse(name).ok_or_else(|| self.error(key.span(), Wrong::Key(name.to_owned())))?;
            if into.iter().any(|b| b.context == context && b.keys.clash(&keys)) {
                return Err(self.error(key.span(), Wrong::Twice(name.to_owned())));
            }
            into.push(Binding {
                context,
                keys,
                action,
                desc: desc.clone(),
                from: Arc::clone(&self.from),
            });
        }
        Ok(())
    }

    fn string<'v>(&self, value: &'v Spanned<DeValue<'_>>) -> Result<&'v str, KeymapError> {
        value
            .get_ref()
            .as_str()
            .ok_or_else(|| self.error(value.span(), Wrong::Shape("\" \"")))
    }

    fn error(&self, span: Range<usize>, wrong: Wrong) -> KeymapError {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        KeymapError {
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).map_or(0, |head| head.chars().count()) + 1,
            wrong,
        }
    }
}
