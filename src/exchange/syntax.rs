//! What the readers of TOML and JSON say about a file, in the operator's language, and which field they mean. The readers
//! speak English only: the common kinds of fault are told in full, anything else is quoted.

use crate::lang::Lang;

/// What is said of a file that no reader can begin with.
pub const NOT_UTF8: &str = "not UTF-8";

/// How a reader's words begin, and the message that says the same.
const FIXED: [(&str, &str); 35] = [
    (NOT_UTF8, "not-utf8"),
    ("a division code has six digits", "region"),
    ("premature end of input", "date"),
    ("trailing input", "date"),
    ("input contains invalid characters", "date"),
    ("input is out of range", "date"),
    ("EOF while parsing", "cut-off"),
    ("trailing comma", "extra-comma"),
    ("extra comma", "extra-comma"),
    ("trailing characters", "trailing"),
    ("unexpected content", "trailing"),
    ("unexpected key or value", "trailing"),
    ("expected value", "no-value"),
    ("expected ident", "no-value"),
    ("missing value", "no-value"),
    ("key with no value", "no-value"),
    ("invalid value, expected", "no-value"),
    ("string values must be quoted", "no-quotes"),
    ("missing opening quote", "no-quotes"),
    ("expected `,`", "no-comma"),
    ("missing comma", "no-comma"),
    ("expected `:`", "no-colon"),
    ("missing assignment", "no-assignment"),
    ("extra `=`", "extra-assignment"),
    ("key must be a string", "key-quotes"),
    ("expected `\"`", "key-quotes"),
    ("invalid unquoted key", "key-plain"),
    ("unquoted keys cannot be empty", "key-plain"),
    ("duplicate key", "twice"),
    ("unclosed", "unclosed"),
    ("control character", "control"),
    ("invalid escape", "escape"),
    ("invalid number", "number"),
    ("number out of range", "number"),
    ("invalid digit", "number"),
];

/// The reader's words about a file's content in `lang`.
pub fn told(message: &str, lang: Lang) -> String {
    let message = message.trim();
    let message = message.split(" at line ").next().unwrap_or(message);
    let fixed = || {
        let found = FIXED.iter().find(|(begin, _)| message.starts_with(begin));
        found.map(|(_, key)| lang.word(&format!("syntax.{key}")).into_owned())
    };
    let known = named(message, lang)
        .or_else(|| mismatch(message, lang))
        .or_else(fixed);
    known.unwrap_or_else(|| lang.say("syntax.other", &[("message", message)]))
}

/// Words about a field or a choice by its name.
fn named(message: &str, lang: Lang) -> Option<String> {
    let kinds = [
        ("missing field ", "missing"),
        ("duplicate field ", "duplicate"),
        ("unknown field ", "unknown"),
        ("unknown variant ", "choice"),
    ];
    let (rest, key) = kinds
        .iter()
        .find_map(|(begin, key)| Some((message.strip_prefix(begin)?, key)))?;
    let mut names = quoted(rest);
    let name = names.next()?;
    let others = names.collect::<Vec<_>>().join(&lang.word("list.and"));
    let others = if others.is_empty() {
        lang.word("list.none").into_owned()
    } else {
        others
    };
    let args = [("name", name), ("others", &others)];
    Some(lang.say(&format!("syntax.{key}"), &args))
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Words about a value of the wrong type, size or length.
fn mismatch(message: &str, lang: Lang) -> Option<String> {
    let kinds = ["invalid type: ", "invalid value: ", "invalid length "];
    let rest = kinds.iter().find_map(|begin| message.strip_prefix(begin))?;
    let (found, expected) = rest.rsplit_once(", expected ")?;
    let args = [
        ("found", &*type_found(found, lang)),
        ("expected", &type_expected(expected, lang)),
    ];
    Some(lang.say("syntax.mismatch", &args))
}

/// The value a reader found: its type, and where it is short the value itself.
fn type_found(text: &str, lang: Lang) -> String {
    let typed = |begin: &str, key: &str| {
        let value = text.strip_prefix(begin)?.trim_matches(['`', '"']);
        Some(lang.say(&format!("syntax.{key}"), &[("value", value)]))
    };
    let plain = match text {
        "map" => "a-table",
        "sequence" => "a-list",
        "null" | "unit value" => "a-null",
        _ => "",
    };
    if !plain.is_empty() {
        return lang.word(&format!("syntax.{plain}")).into_owned();
    }
    typed("string ", "the-text")
        .or_else(|| typed("integer ", "the-number"))
        .or_else(|| typed("floating point ", "the-number"))
        .or_else(|| typed("boolean ", "the-truth"))
        .unwrap_or_else(|| lang.say("syntax.the-text", &[("value", text)]))
}

/// What a reader expected.
fn type_expected(text: &str, lang: Lang) -> String {
    let key = match text {
        "a string" | "a borrowed string" | "string" | "str" => "a-text",
        "a boolean" => "a-truth",
        "a sequence" => "a-list",
        "a map" => "a-table",
        "unit" => "a-null",
        _ if text.contains("date") => "a-date",
        _ if text.starts_with("struct") || text.starts_with("internally tagged") => "a-table",
        _ if is_whole(text) => "a-whole",
        "f64" | "f32" => "a-number",
        _ => return lang.say("syntax.the-text", &[("value", text)]),
    };
    lang.word(&format!("syntax.{key}")).into_owned()
}

/// `u64`, `i32`, `usize` …
fn is_whole(text: &str) -> bool {
    let bits = text.strip_prefix(['u', 'i']);
    bits.is_some_and(|bits| bits == "size" || (!bits.is_empty() && bits.bytes().all(|b| b.is_ascii_digit())))
}

/// Where something was found: the parts that are known, of `name`, `file`, `line`, `column`, `field` and `change`.
pub fn place(parts: &[(&str, &str)], lang: Lang) -> String {
    let known = parts
        .iter()
        .filter(|(_, value)| !value.is_empty() && *value != "0");
    let mut place = String::new();
    for (part, value) in known {
        if *part == "file" && !place.is_empty() {
            place.push('/');
        }
        place.push_str(&lang.say(&format!("place.{part}"), &[(part, value)]));
    }
    place
}

/// Line and column, in characters from 1, of the byte at `offset`.
pub fn place_of(bytes: &[u8], offset: usize) -> (usize, usize) {
    let before = bytes.get(..offset).unwrap_or(bytes);
    let line = before.iter().filter(|b| **b == b'\n').count() + 1;
    let start = before.iter().rposition(|b| *b == b'\n').map_or(0, |n| n + 1);
    let column = String::from_utf8_lossy(before.get(start..).unwrap_or_default())
        .chars()
        .count()
        + 1;
    (line, column)
}

/// The path of the value at a place of a JSON text: the keys and indexes that are open there, joined by points.
pub fn json_field(text: &str, line: usize, column: usize) -> String {
    let lines = text.lines().take(line.saturating_sub(1));
    let before = lines.map(|l| l.len() + 1).sum::<usize>() + column;
    let mut path: Vec<String> = Vec::new();
    let mut string: Option<Vec<u8>> = None;
    let mut last = String::new();
    let mut escaped = false;
    for byte in text.bytes().take(before) {
        if let Some(open) = &mut string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => last = String::from_utf8_lossy(&string.take().unwrap_or_default()).into_owned(),
                _ => open.push(byte),
            }
            continue;
        }
        match byte {
            b'"' => string = Some(Vec::new()),
            b':' => set(&mut path, std::mem::take(&mut last)),
            b'{' => path.push(String::new()),
            b'[' => path.push("0".to_owned()),
            b',' => {
                let next = path.last().and_then(|n| n.parse::<usize>().ok());
                set(&mut path, next.map(|n| (n + 1).to_string()).unwrap_or_default());
            }
            b'}' | b']' => {
                path.pop();
            }
            _ => {}
        }
    }
    path.retain(|part| !part.is_empty());
    path.join(".")
}

fn set(path: &mut [String], part: String) {
    if let Some(last) = path.last_mut() {
        *last = part;
    }
}

/// The field of a TOML text at a byte: the table it stands in, and the key of its line or of the nearest above.
pub fn toml_field(text: &str, offset: usize) -> String {
    let (mut table, mut key) = (String::new(), String::new());
    let mut begin = 0;
    for line in text.split_inclusive('\n') {
        if begin > offset {
            break;
        }
        begin += line.len();
        let line = line.trim();
        if let Some(name) = line
            .strip_prefix('[')
            .filter(|_| line.contains(']') && !line.contains('='))
        {
            table = name
                .trim_start_matches('[')
                .split(']')
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned();
            key.clear();
        } else if let Some((name, _)) = line.split_once('=').filter(|(name, _)| is_key(name)) {
            key = name.trim().trim_matches('"').to_owned();
        }
    }
    let parts = [table, key];
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|p| !p.is_empty())
        .collect();
    parts.join(".")
}

/// Whether what stands before a `=` can be a key, rather than part of a text or of an inline table.
fn is_key(name: &str) -> bool {
    let name = name.trim();
    let name = name
        .strip_prefix('"')
        .and_then(|n| n.strip_suffix('"'))
        .unwrap_or(name);
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("missing field `unit`", &["unit", "缺少"])]
    #[case("unknown field `weird`, expected one of `id`, `name`", &["weird", "id、name"])]
    #[case("unknown field `weird`, expected `id` or `name`", &["weird", "id、name"])]
    #[case("unknown variant `maybe`, expected `pass` or `fail`", &["maybe", "pass、fail"])]
    #[case("duplicate field `id` at line 3 column 4", &["id", "两次"])]
    #[case("invalid type: integer `5`, expected a string", &["数 5", "文字"])]
    #[case("invalid type: string \"x, expected y\", expected u64", &["“x, expected y”", "整数"])]
    #[case("invalid type: map, expected a sequence", &["表", "列表"])]
    #[case("invalid value: string \"2022-6-1\", expected a date such as 2022-06-01", &["2022-6-1", "日期"])]
    #[case("invalid length 1, expected an array of length 2", &["1", "an array of length 2"])]
    #[case("premature end of input at line 1 column 2", &["日期"])]
    #[case("EOF while parsing an object at line 9 column 0", &["没有写完"])]
    #[case("trailing comma at line 1 column 2", &["逗号"])]
    #[case("unclosed array, expected `]`", &["没有闭合"])]
    #[case("duplicate key", &["两次"])]
    fn the_common_kinds_are_told_in_chinese(#[case] message: &str, #[case] parts: &[&str]) {
        let text = told(message, Lang::Zh);
        for part in parts {
            assert!(text.contains(part), "no {part:?} in {text}");
        }
        assert!(!text.contains("读取程序"), "{text} only quotes");
        assert!(!text.contains("%{"), "{text}");
    }

    #[test]
    fn every_kind_has_its_words_in_both_languages() {
        for (begin, key) in FIXED {
            for lang in [Lang::Zh, Lang::En] {
                let text = told(begin, lang);
                assert!(!text.contains("syntax.") && !text.contains("%{"), "{key}: {text}");
            }
        }
    }

    #[test]
    fn anything_else_is_quoted() {
        let strange = "cannot recurse further; max recursion depth met";
        assert!(told(strange, Lang::Zh).contains(&format!("“{strange}”")));
        assert_eq!(told(strange, Lang::En), strange);
    }

    #[rstest]
    #[case("1,", "visited")]
    #[case("2}", "answers.1.检查")]
    fn a_field_of_json_is_found_by_its_place(#[case] at: &str, #[case] field: &str) {
        let text = "\n{\"visited\": 1, \"answers\": [{\"item\": 0}, {\"检查\": 2}]}";
        assert_eq!(json_field(text, 2, text.find(at).unwrap()), field);
    }

    #[rstest]
    #[case("id = 1\n", "1", "id")]
    #[case("[phases]\nprepare = { from = 1 }\n", "1 }", "phases.prepare")]
    #[case("[[due]]\nid = \"a\"\nwho = [\n \"b=c\",\n 5,\n]\n", "5", "due.who")]
    #[case("x = 1\n[draw]\n", "[draw]", "draw")]
    fn a_field_of_toml_is_found_by_its_place(#[case] text: &str, #[case] at: &str, #[case] field: &str) {
        assert_eq!(toml_field(text, text.find(at).unwrap()), field);
    }
}
