//! Fields that a reviewer's reason speaks of: by the number of an item, or by the name a field has in the form.

use super::answer_id;
use crate::lang::Lang;

/// The fields with a name of their own.
const NAMED: [&str; 8] = [
    "visited",
    "method",
    "present",
    "others",
    "unit_kind",
    "codes",
    "violations",
    "note",
];

/// The fields that `reason` names, of a task with these checklist keys: `RS07` is the item, 检查日期 or "Date of the visit" the field.
pub fn named(checklist: &[String], reason: &str) -> Vec<String> {
    let reason = reason.to_lowercase();
    let fields = NAMED.into_iter().filter(|id| {
        let name = |lang: Lang| lang.word(&format!("field.{id}")).to_lowercase();
        [Lang::Zh, Lang::En]
            .map(name)
            .iter()
            .any(|name| mentions(&reason, name))
    });
    let items = checklist.iter().filter_map(|key| key.rsplit_once('@'));
    let items = items.filter(|(item, _)| mentions(&reason, &item.to_lowercase()));
    let items = items.map(|(item, _)| answer_id(item));
    fields.map(str::to_owned).chain(items).collect()
}

/// Whether `name` stands in the text as a word: `RS1` is not named by `RS10`.
fn mentions(text: &str, name: &str) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    text.match_indices(name).any(|(at, found)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|tail| tail.chars().next());
        let begun = latin(name.chars().next()) && latin(before);
        let goes_on = latin(name.chars().next_back()) && latin(after);
        !begun && !goes_on
    })
}
