//! Both languages say the same things.

use std::collections::BTreeSet;

fn keys(text: &str) -> BTreeSet<(String, Vec<String>)> {
    fn walk(prefix: &str, table: &toml::Table, out: &mut BTreeSet<(String, Vec<String>)>) {
        for (key, value) in table {
            let path = if prefix.is_empty() {
                key.clone()
            } else {
                format!("{prefix}.{key}")
            };
            match value {
                toml::Value::Table(inner) => walk(&path, inner, out),
                value => {
                    let text = value.as_str().unwrap();
                    let mut args: Vec<String> = text
                        .split("%{")
                        .skip(1)
                        .map(|a| a.split('}').next().unwrap().to_owned())
                        .collect();
                    args.sort();
                    out.insert((path, args));
                }
            }
        }
    }
    let mut out = BTreeSet::new();
    walk("", &text.parse().unwrap(), &mut out);
    out
}

#[test]
fn both_languages_hold_the_same_messages_with_the_same_arguments() {
    for room in ["tui", "panes"] {
        let file = |lang: &str| {
            let path = format!("{}/locales/{room}.{lang}.toml", env!("CARGO_MANIFEST_DIR"));
            keys(&std::fs::read_to_string(path).unwrap())
        };
        let (zh, en) = (file("zh"), file("en"));
        assert_eq!(
            zh.symmetric_difference(&en).collect::<Vec<_>>(),
            Vec::<&(String, Vec<String>)>::new()
        );
    }
}
