//! Every message the command line asks for by a fixed key is there in both languages.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use duban::lang::Lang;

fn sources(dir: &Path, visit: &mut impl FnMut(&str)) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, visit);
        } else {
            visit(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// String literals that look like a key: `room.name`, with nothing but lower case, digits, `-` and `_`.
fn keys(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let literals = code.split('"').skip(1).step_by(2);
    let plain = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || "-_".contains(c) || c.is_ascii_digit())
    };
    let is_key = |text: &&str| {
        text.split_once('.')
            .is_some_and(|(room, rest)| plain(room) && rest.split('.').all(plain))
    };
    literals.filter(is_key).map(str::to_owned).collect()
}

#[test]
fn every_key_in_the_sources_has_a_message() {
    /// What looks like a key and is none: files, and the records' indexes.
    const NONE: [&str; 5] = [".tsv", ".json", ".toml", "task.", "inspection."];
    let mut found = 0;
    let mut missing = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli"),
        &mut |source| {
            for key in keys(source).into_iter().filter(|key| {
                !NONE
                    .iter()
                    .any(|part| key.starts_with(part) || key.ends_with(part))
            }) {
                found += 1;
                for lang in [Lang::Zh, Lang::En] {
                    if lang.word(&key).contains(&key) {
                        missing.push(format!("{} {key}", lang.code()));
                    }
                }
            }
        },
    );
    assert!(found > 150, "only {found} keys were found: the search is broken");
    assert_eq!(missing, Vec::<String>::new());
}

/// Three plain words in a row are an English sentence.
fn is_english(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let plain = |word: &&str| word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase());
    words.windows(3).any(|run| run.iter().all(plain))
}

/// The draw's rooms give every fault a code; each has its words, and in Chinese a whole sentence.
#[test]
fn every_code_of_the_draw_has_a_message() {
    let mut missing = Vec::new();
    let mut found = 0;
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/draw"),
        &mut |source| {
            let source = source.split("#[cfg(test)]").next().unwrap_or_default();
            for code in source
                .split("=> \"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
            {
                if code.contains('_')
                    && code
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit())
                {
                    found += 1;
                    let key = format!("fault-code.{code}");
                    let chinese = Lang::Zh.word(&key);
                    assert!(
                        chinese.ends_with('。') && !is_english(&chinese),
                        "{key}: {chinese}"
                    );
                    missing.extend(
                        [Lang::Zh, Lang::En]
                            .iter()
                            .filter(|l| l.word(&key).contains(&key))
                            .map(|_| key.clone()),
                    );
                }
            }
        },
    );
    assert!(found > 50, "only {found} codes were found: the search is broken");
    assert_eq!(missing, Vec::<String>::new());
}
