//! Where a field of a TOML text stands, by its path.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// By which of its fields a row of a table is known in a path.
const NAMES: [&str; 6] = ["id", "code", "outcome", "name", "number", "department"];

/// The byte at which the value of a path begins: keys parted by points, a row of an array of tables by its id, code,
/// outcome, name, number or department, the last of that name. Where the text has no such value, the nearest above it; none at the root.
pub fn start_of(text: &str, path: &str) -> Option<usize> {
    let root = DeTable::parse(text).ok()?;
    let mut steps = path.split('.');
    let mut value = root.get_ref().get(steps.next()?)?;
    let mut found: Range<usize> = value.span();
    for step in steps {
        let inner = match value.get_ref() {
            DeValue::Table(table) => table.get(step),
            DeValue::Array(rows) => rows.iter().rfind(|row| is_named(row, step)),
            _ => None,
        };
        let Some(inner) = inner else { break };
        (value, found) = (inner, inner.span());
    }
    Some(found.start)
}

fn is_named(row: &Spanned<DeValue<'_>>, name: &str) -> bool {
    let field = |key: &&str| row.get_ref().get(*key).map(Spanned::get_ref);
    let mut fields = NAMES.iter().filter_map(field);
    fields.any(|value| match value {
        DeValue::String(text) => text == name,
        DeValue::Integer(number) => number.as_str() == name,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const TEXT: &str = "a = 1\n[t]\nb = 2\n[[rows]]\nid = \"x\"\nc = 3\n[[rows]]\ncode = 7\nc = 4\n[[rows]]\ncode = 7\nc = 5\n";

    #[rstest]
    #[case("a", "1")]
    #[case("t.b", "2")]
    #[case("rows.x.c", "3")]
    #[case("rows.7.c", "5")]
    #[case("t.none", "[t]")]
    fn a_path_leads_to_its_value(#[case] path: &str, #[case] there: &str) {
        let start = start_of(TEXT, path).unwrap();
        assert!(TEXT[start..].starts_with(there), "{}", &TEXT[start..]);
    }

    #[test]
    fn what_is_not_there_has_no_place() {
        assert_eq!(start_of(TEXT, "none.at.all"), None);
        assert_eq!(start_of("a = ", "a"), None);
    }
}
