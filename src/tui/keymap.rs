//! Which key does what, where: the default keymap, with the operator's own laid over it.

use std::ops::Range;

use crokey::KeyCombination;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use rust_i18n::t;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::action::Action;
use super::pane::Pane;
use crate::lang::Lang;

/// The default keymap, as shipped.
const DEFAULT: &str = include_str!("../../keymaps/default.toml");

/// A place with keys of its own. A layer names its places, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Context {
    /// Everywhere.
    Global,
    /// Where there is something to move in.
    List,
    /// While a line or a text is typed.
    Text,
    /// In a form.
    Form,
    /// At a question.
    Prompt,
    /// In one pane.
    Pane(Pane),
}

impl Context {
    /// Every place, in the order of the cheat sheet.
    pub fn all() -> impl Iterator<Item = Context> {
        [
            Context::Global,
            Context::List,
            Context::Text,
            Context::Form,
            Context::Prompt,
        ]
        .into_iter()
        .chain(Pane::ALL.into_iter().map(Context::Pane))
    }

    /// Its name in a keymap, and in the message `context.<id>`.
    pub fn id(self) -> &'static str {
        match self {
            Context::Global => "global",
            Context::List => "list",
            Context::Text => "text",
            Context::Form => "form",
            Context::Prompt => "prompt",
            Context::Pane(pane) => pane.action().info().id,
        }
    }
}

/// One line of a keymap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where it holds.
    pub context: Context,
    /// The key.
    pub key: KeyCombination,
    /// What it does; nothing if the operator took the key away.
    pub action: Option<Action>,
    /// The operator's own words for it.
    pub desc: Option<String>,
}

/// Every binding, one for each place and key.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

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
    /// No such place.
    Context(String),
    /// Not a key.
    Key(String),
    /// No such action.
    Action(String),
    /// The same key a second time in the same place.
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

impl Keymap {
    /// The keymap as shipped.
    pub fn shipped() -> Result<Self, KeymapError> {
        Keymap::default().over("keymaps/default.toml", DEFAULT)
    }

    /// This keymap with the one in `text` laid over it; `file` is named in errors.
    pub fn over(mut self, file: &str, text: &str) -> Result<Self, KeymapError> {
        let read = Reader { text, file }.read()?;
        self.bindings.retain(|old| {
            !read
                .iter()
                .any(|new| (new.context, new.key) == (old.context, old.key))
        });
        // The operator's keys come first, so that hints name them.
        self.bindings.splice(0..0, read);
        Ok(self)
    }

    /// What the key does in the nearest of these places that knows it.
    pub fn resolve(&self, key: KeyEvent, contexts: &[Context]) -> Option<Action> {
        let key = KeyCombination::from(key);
        contexts
            .iter()
            .find_map(|context| {
                self.bindings
                    .iter()
                    .find(|b| b.context == *context && b.key == key)
            })?
            .action
    }

    /// The keys that do this in these places, the nearest first.
    pub fn keys(&self, action: Action, contexts: &[Context]) -> Vec<KeyCombination> {
        contexts
            .iter()
            .flat_map(|context| self.bindings.iter().filter(move |b| b.context == *context))
            .filter(|b| b.action == Some(action))
            .map(|b| b.key)
            .collect()
    }

    /// The bindings of one place, in the order of the file.
    pub fn of(&self, context: Context) -> impl Iterator<Item = &Binding> {
        self.bindings.iter().filter(move |b| b.context == context)
    }
}

struct Reader<'a> {
    text: &'a str,
    file: &'a str,
}

impl Reader<'_> {
    fn read(&self) -> Result<Vec<Binding>, KeymapError> {
        let table = DeTable::parse(self.text)
            .map_err(|e| self.error(e.span().unwrap_or(0..0), Wrong::Toml(e.message().to_owned())))?;
        let mut bindings = Vec::new();
        for (name, value) in table.get_ref() {
            let context = Context::all()
                .find(|context| context.id() == name.get_ref())
                .ok_or_else(|| self.error(name.span(), Wrong::Context(name.get_ref().to_string())))?;
            let lines = value.get_ref().as_array();
            for line in lines.ok_or_else(|| self.error(value.span(), Wrong::Shape("[ ]")))? {
                self.line(context, line, &mut bindings)?;
            }
        }
        Ok(bindings)
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
            let parsed =
                crokey::parse(name).map_err(|_| self.error(key.span(), Wrong::Key(name.to_owned())))?;
            let parsed = parsed.normalized();
            if into.iter().any(|b| b.context == context && b.key == parsed) {
                return Err(self.error(key.span(), Wrong::Twice(name.to_owned())));
            }
            into.push(Binding {
                context,
                key: parsed,
                action,
                desc: desc.clone(),
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

/// Whether the key types a character where text is typed.
pub fn is_text(key: KeyCombination) -> bool {
    let plain = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
    plain && matches!(key.codes, crokey::OneToThree::One(KeyCode::Char(_)))
}

/// A key's name for the reader: `Enter`, `Ctrl-s`, `G`.
pub fn key_name(key: KeyCombination) -> String {
    let format = crokey::KeyCombinationFormat::default().with_implicit_shift();
    match key.to_string().as_str() {
        "Shift-BackTab" | "BackTab" => "Shift-Tab".to_owned(),
        _ => format.to_string(key),
    }
}
