//! Nothing goes on record that nobody can see: a name that differs from another by such characters alone would pass for
//! it, and one that turns the writing round or commands a terminal would be read wrongly by whoever looks at it later.

use serde_json::Value;

use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::unseen::{name, recordable, visible};

/// Characters of the text that a refusal shows.
const SHOWN: usize = 40;

/// The first text of the events that has a character nobody sees refuses them all; tabs and line ends are no such.
pub(super) fn plainly(events: &[Event]) -> Result<(), Refusal> {
    for event in events {
        // Events are written to the journal as JSON: what cannot become it is refused there.
        let value = serde_json::to_value(event).unwrap_or_default();
        search(&value, "")?;
    }
    Ok(())
}

fn search(value: &Value, field: &str) -> Result<(), Refusal> {
    let within = |name: &str| match field {
        "" => name.to_owned(),
        field => format!("{field}.{name}"),
    };
    match value {
        Value::String(text) => check(text, field),
        Value::Array(items) => items.iter().try_for_each(|item| search(item, field)),
        Value::Object(members) => members.iter().try_for_each(|(name, value)| {
            check(name, field)?;
            search(value, &within(name))
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

fn check(text: &str, field: &str) -> Result<(), Refusal> {
    let Some((at, c)) = text.char_indices().find(|(_, c)| !recordable(*c)) else {
        return Ok(());
    };
    let before = text.get(..at).unwrap_or_default();
    let from = before
        .char_indices()
        .rev()
        .nth(SHOWN / 2)
        .map_or(0, |(from, _)| from);
    let near: String = text.get(from..).unwrap_or_default().chars().take(SHOWN).collect();
    Err(Refusal::Hidden {
        field: field.to_owned(),
        found: name(c),
        near: visible(&near).into_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_field_and_the_character_are_named() {
        let value = json!({"kind": "x", "lead": {"who": ["启恒", "启\u{200b}恒"], "n": 1}});
        let (field, found, near) = match search(&value, "").unwrap_err() {
            Refusal::Hidden { field, found, near } => (field, found, near),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            (field.as_str(), found.as_str(), near.as_str()),
            ("lead.who", "[U+200B]", "启[U+200B]恒")
        );
        assert!(search(&json!({"a\u{202e}": 1}), "").is_err(), "keys too");
    }

    #[test]
    fn lines_are_no_fault_and_long_texts_are_shown_around_it() {
        assert!(search(&json!("一\n二\t三\r\n"), "").is_ok());
        let long = format!("{}\u{1b}{}", "甲".repeat(500), "乙".repeat(500));
        match search(&json!(long), "") {
            Err(Refusal::Hidden { near, .. }) => {
                assert!(
                    near.contains("甲[U+001B]乙") && near.chars().count() < 60,
                    "{near}"
                )
            }
            other => panic!("{other:?}"),
        }
    }
}
