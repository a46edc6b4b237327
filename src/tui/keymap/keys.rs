//! A key, or several one after the other, as a keymap names them.

use crokey::{KeyCombination, KeyCombinationFormat, OneToThree};
use crossterm::event::{KeyCode, KeyModifiers};

/// One key, or several pressed one after the other: `j`, `ctrl-s`, `g g`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys(Vec<KeyCombination>);

impl Keys {
    /// The keys of this name; blanks stand between keys that follow each other. Nothing if one is no key.
    pub fn parse(name: &str) -> Option<Self> {
        let keys = name.split_whitespace().map(crokey::parse);
        let keys: Result<Vec<KeyCombination>, _> =
            keys.map(|key| key.map(KeyCombination::normalized)).collect();
        keys.ok().filter(|keys| !keys.is_empty()).map(Keys)
    }

    /// These keys, one after the other.
    pub fn of(keys: &[KeyCombination]) -> Self {
        Keys(keys.to_vec())
    }

    /// Every key of the sequence.
    pub fn each(&self) -> &[KeyCombination] {
        &self.0
    }

    /// Whether both cannot stand in one place: one is the other, or its beginning.
    pub fn clash(&self, other: &Keys) -> bool {
        self.0.starts_with(&other.0) || other.0.starts_with(&self.0)
    }

    /// What is still to be pressed after `pressed`, if they begin with it.
    pub fn after(&self, pressed: &[KeyCombination]) -> Option<Keys> {
        self.0.strip_prefix(pressed).map(|rest| Keys(rest.to_vec()))
    }

    /// Whether nothing is to be pressed any more.
    pub fn done(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the first types a character where text is typed.
    pub fn is_text(&self) -> bool {
        self.0.first().is_some_and(|key| {
            let plain = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
            plain && matches!(key.codes, OneToThree::One(KeyCode::Char(_)))
        })
    }
}

/// The name for the reader: `Enter`, `Ctrl-s`, `G`, `g g`.
impl std::fmt::Display for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<String> = self.0.iter().map(|key| name(*key)).collect();
        f.write_str(&names.join(" "))
    }
}

fn name(key: KeyCombination) -> String {
    let plain = KeyCombinationFormat::default();
    // Only of a letter the capital tells the Shift.
    let format = match key.codes {
        OneToThree::One(KeyCode::Char(_)) => plain.with_implicit_shift(),
        _ => plain,
    };
    match key.to_string().as_str() {
        "Shift-BackTab" | "BackTab" => "Shift-Tab".to_owned(),
        _ => format.to_string(key),
    }
}
