//! Which key does what, where: the keymaps as shipped, with the operator's own laid over one of them.

mod keys;
mod read;

use std::sync::Arc;

use crokey::KeyCombination;

use super::action::Action;
use super::pane::Pane;

pub use keys::Keys;
pub use read::{KeymapError, Wrong};

/// The keymaps as shipped, by name; the first is the default.
const SHIPPED: [(&str, &str); 3] = [
    ("default", include_str!("../../../keymaps/default.toml")),
    ("vim", include_str!("../../../keymaps/vim.toml")),
    ("console", include_str!("../../../keymaps/console.toml")),
];

/// The names of the keymaps as shipped; the first is the default.
pub fn names() -> impl Iterator<Item = &'static str> {
    SHIPPED.into_iter().map(|(name, _)| name)
}

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
    /// The key or keys.
    pub keys: Keys,
    /// What it does; nothing if the operator took the key away.
    pub action: Option<Action>,
    /// The operator's own words for it.
    pub desc: Option<String>,
    /// Where it was read: the name of a shipped keymap, or the operator's file.
    pub from: Arc<str>,
}

/// Every binding, one for each place and key.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    name: String,
    bindings: Vec<Binding>,
}

/// What the keys pressed so far lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// To this action, or to nothing where the operator took the key away.
    Whole(Option<Action>),
    /// To more than one, told apart by the next key.
    Part,
}

impl Keymap {
    /// The default keymap as shipped.
    pub fn shipped() -> Result<Self, KeymapError> {
        Keymap::named(SHIPPED[0].0).unwrap_or_else(|| Ok(Keymap::default()))
    }

    /// A shipped keymap by its name, if there is one.
    pub fn named(name: &str) -> Option<Result<Self, KeymapError>> {
        let (name, text) = SHIPPED.into_iter().find(|(known, _)| *known == name)?;
        let read = read::read(&format!("keymaps/{name}.toml"), text, name);
        Some(read.map(|read| Keymap {
            name: name.to_owned(),
            ..read.base.unwrap_or_default().over(read.bindings)
        }))
    }

    /// The operator's file laid over a shipped keymap: over `chosen`, else over the one that `keymap = "…"` at the
    /// file's head names, else over the default.
    pub fn own(file: &str, text: &str, chosen: Option<Keymap>) -> Result<Self, KeymapError> {
        let read = read::read(file, text, file)?;
        let base = match chosen.or(read.base) {
            Some(base) => base,
            None => Keymap::shipped()?,
        };
        Ok(base.over(read.bindings))
    }

    /// Which shipped keymap it is, or is laid over.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn over(mut self, new: Vec<Binding>) -> Self {
        self.bindings.retain(|old| {
            !new.iter()
                .any(|new| new.context == old.context && new.keys.clash(&old.keys))
        });
        // The upper keys come first, so that hints name them.
        self.bindings.splice(0..0, new);
        self
    }

    /// Whether it is the default keymap, or laid over it.
    pub fn is_default(&self) -> bool {
        names().next() == Some(&*self.name)
    }

    /// What these keys, pressed one after the other, do in the nearest of these places that knows them.
    pub fn resolve(&self, pressed: &[KeyCombination], contexts: &[Context]) -> Option<Found> {
        contexts.iter().find_map(|context| {
            let (binding, rest) = self.begun(pressed, *context).next()?;
            Some(match rest.done() {
                true => Found::Whole(binding.action),
                false => Found::Part,
            })
        })
    }

    /// How the keys pressed so far can go on, in the nearest of these places that knows them.
    pub fn ways_on(&self, pressed: &[KeyCombination], contexts: &[Context]) -> Vec<(Keys, Action)> {
        let nearest = contexts
            .iter()
            .find(|context| self.begun(pressed, **context).next().is_some());
        nearest.map_or_else(Vec::new, |context| {
            self.begun(pressed, *context)
                .filter_map(|(binding, rest)| Some((rest, binding.action?)))
                .collect()
        })
    }

    /// The bindings of a place that begin with these keys, and what is still to be pressed.
    fn begun<'k>(
        &'k self,
        pressed: &'k [KeyCombination],
        context: Context,
    ) -> impl Iterator<Item = (&'k Binding, Keys)> {
        self.of(context)
            .filter_map(move |binding| Some((binding, binding.keys.after(pressed)?)))
    }

    /// The keys that do this in these places, the nearest first. One that does something else in a nearer place is
    /// none of them.
    pub fn keys(&self, action: Action, contexts: &[Context]) -> Vec<Keys> {
        let of_places = contexts.iter().flat_map(|context| self.of(*context));
        of_places
            .filter(|b| b.action == Some(action))
            .filter(|b| self.resolve(b.keys.each(), contexts) == Some(Found::Whole(Some(action))))
            .map(|b| b.keys.clone())
            .collect()
    }

    /// The bindings of one place, in the order of the files.
    pub fn of(&self, context: Context) -> impl Iterator<Item = &Binding> {
        self.bindings.iter().filter(move |b| b.context == context)
    }
}
