//! Both languages are complete: the same keys with the same arguments, none of them blank by accident.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Every message of a language by key.
fn messages(lang: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name.ends_with(&format!(".{lang}.toml")) {
            let table: toml::Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
            flatten("", &table, &mut |key, text| {
                assert!(all.insert(key.clone(), text).is_none(), "{name} repeats {key}");
            });
        }
    }
    all
}

fn flatten(prefix: &str, table: &toml::Table, put: &mut impl FnMut(String, String)) {
    for (name, value) in table {
        let key = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}.{name}")
        };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, put),
            toml::Value::String(text) => put(key, text.clone()),
            other => panic!("{key} is no text: {other}"),
        }
    }
}

fn arguments(text: &str) -> BTreeSet<&str> {
    text.split("%{")
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
        .collect()
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_arguments() {
    let (zh, en) = (messages("zh"), messages("en"));
    assert!(zh.len() > 100, "the messages were not found");
    let keys = |m: &BTreeMap<String, String>| m.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(
        keys(&zh).symmetric_difference(&keys(&en)).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
    for (key, text) in &zh {
        assert_eq!(arguments(text), arguments(&en[key]), "{key}");
        assert_eq!(
            text.is_empty(),
            en[key].is_empty(),
            "{key} is blank in one language"
        );
    }
}

#[test]
fn messages_are_compiled_in_for_both_languages() {
    use duban::lang::Lang;
    assert_eq!(Lang::Zh.word("department.hr"), "人社");
    assert_eq!(Lang::En.word("department.hr"), "HR");
    assert_eq!(
        Lang::En.say("window.span", &[("from", "a"), ("to", "b")]),
        "a to b"
    );
}
