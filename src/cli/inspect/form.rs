//! Reading a filled-in form. It is the JSON of a [`Visit`], beside which a template's titles and help may stand.

use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::domain::inspection::{Answer, Evidence, Measures, Method, Penalty, UnitKind, Verdict, Visit};
use crate::exchange::syntax;
use crate::lang::Lang;
use crate::office::evidence;

/// What is wrong with a form.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// No JSON, or a value of the wrong kind: where, in which field, and what.
    Content {
        line: usize,
        column: usize,
        field: String,
        what: String,
    },
    /// Fields that were left open, all of them.
    Open(Vec<String>),
}

impl Fault {
    pub(super) fn text(&self, lang: Lang, file: &str) -> String {
        match self {
            Fault::Content {
                line,
                column,
                field,
                what,
            } => {
                let key = if field.is_empty() {
                    "form.content"
                } else {
                    "form.field"
                };
                let (line, column) = (line.to_string(), column.to_string());
                let parts = [
                    ("file", file),
                    ("line", &line),
                    ("column", &column),
                    ("field", field),
                ];
                let (place, what) = (syntax::place(&parts, lang), syntax::told(what, lang));
                let args = [("place", place.as_str()), ("what", &what)];
                lang.say(key, &args)
            }
            Fault::Open(fields) => {
                let list = fields.join(&lang.word("list.and"));
                lang.say("form.open", &[("file", file), ("fields", &list)])
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    #[serde(default, rename = "_help")]
    _help: IgnoredAny,
    visited: chrono::NaiveDate,
    method: Method,
    present: Vec<String>,
    #[serde(default)]
    others: u32,
    unit_kind: UnitKind,
    answers: Vec<Line>,
    codes: Vec<u8>,
    #[serde(default)]
    violations: Vec<String>,
    #[serde(default)]
    measures: Measures,
    #[serde(default)]
    penalties: Vec<Penalty>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    based_on: Option<u32>,
}

/// What a form says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Filled {
    pub visit: Visit,
    /// Number of the version the entry was made on, where the form names one.
    pub based_on: Option<u32>,
}

/// Evidence by a file's name or a description, or with a hash that was made elsewhere.
#[derive(Deserialize)]
#[serde(untagged)]
enum Shown {
    Line(String),
    Whole(Evidence),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    item: String,
    #[serde(default, rename = "title")]
    _title: IgnoredAny,
    verdict: Verdict,
    #[serde(default)]
    finding: String,
    #[serde(default)]
    evidence: Vec<Shown>,
}

/// Reads a form; files of evidence are looked for in `dir`.
pub(super) fn read_bytes(bytes: &[u8], dir: &Path) -> Result<Filled, Fault> {
    let text = str::from_utf8(bytes).map_err(|error| {
        let (line, column) = syntax::place_of(bytes, error.valid_up_to());
        Fault::Content {
            line,
            column,
            field: String::new(),
            what: syntax::NOT_UTF8.to_owned(),
        }
    })?;
    read(text, dir)
}

fn read(text: &str, dir: &Path) -> Result<Filled, Fault> {
    let text = text.trim_start_matches('\u{feff}');
    let value: Value = serde_json::from_str(text).map_err(|e| content(text, &e))?;
    let mut open = Vec::new();
    nulls(&value, "", &mut open);
    if !open.is_empty() {
        return Err(Fault::Open(open));
    }
    let form: Form = serde_json::from_str(text).map_err(|e| content(text, &e))?;
    let shown = |shown: Shown| match shown {
        Shown::Line(line) => evidence::take(dir, &line),
        Shown::Whole(evidence) => evidence,
    };
    let answer = |line: Line| Answer {
        item: line.item,
        verdict: line.verdict,
        finding: line.finding,
        evidence: line.evidence.into_iter().map(shown).collect(),
    };
    let visit = Visit {
        visited: form.visited,
        method: form.method,
        present: form.present,
        others: form.others,
        unit_kind: form.unit_kind,
        answers: form.answers.into_iter().map(answer).collect(),
        codes: form.codes,
        violations: form.violations,
        measures: form.measures,
        penalties: form.penalties,
        note: form.note,
        reason: form.reason,
    };
    Ok(Filled {
        visit,
        based_on: form.based_on,
    })
}

/// The paths of every null, an answer's by its item: a null is a question nobody has answered.
fn nulls(value: &Value, path: &str, found: &mut Vec<String>) {
    let join = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    match value {
        Value::Null => found.push(path.to_owned()),
        Value::Object(members) => {
            for (name, value) in members
                .iter()
                .filter(|(name, _)| *name != "_help" && *name != "title")
            {
                nulls(value, &join(name), found);
            }
        }
        Value::Array(values) => {
            for (n, value) in values.iter().enumerate() {
                let item = value.get("item").and_then(Value::as_str);
                nulls(value, &join(item.unwrap_or(&n.to_string())), found);
            }
        }
        _ => {}
    }
}

fn content(text: &str, error: &serde_json::Error) -> Fault {
    let (line, column) = (error.line(), error.column());
    Fault::Content {
        line,
        column,
        field: syntax::json_field(text, line, column),
        what: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"visited": "2022-06-15", "method": "on-site", "present": ["A1", "B1"], "unit_kind": "agency",
 "answers": [{"item": "RS01", "title": "t", "verdict": "pass"},
  {"item": "RS02", "verdict": "fail", "finding": "f"}], "codes": [5], "_help": {"x": null}}"#;

    fn read(text: &str) -> Result<Filled, Fault> {
        super::read(text, Path::new("/"))
    }

    #[test]
    fn a_form_is_a_visit_with_titles_beside_it() {
        let filled = read(GOOD).unwrap();
        assert_eq!(filled.visit.answers.len(), 2);
        assert_eq!(filled.based_on, None);
        let plain = serde_json::to_string(&filled.visit).unwrap();
        assert_eq!(read(&plain).unwrap(), filled);
        let based = GOOD.replacen('{', "{\"based_on\": 3, ", 1);
        assert_eq!(read(&based).unwrap().based_on, Some(3));
    }

    #[test]
    fn evidence_is_a_file_a_description_or_a_hash_made_elsewhere() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("a.jpg"), "abc").unwrap();
        let hash = "0".repeat(64);
        let shown = format!(
            r#""finding": "f", "evidence": ["a.jpg", "询问笔录", {{"what": "b", "sha256": "{hash}"}}]"#
        );
        let text = GOOD.replace("\"finding\": \"f\"", &shown);
        let filled = super::read(&text, dir.path()).unwrap();
        let found = &filled.visit.answers[1].evidence;
        assert_eq!(found[0].what, "a.jpg");
        assert!(found[0].sha256.as_deref().unwrap().starts_with("ba7816bf"));
        assert_eq!(found[1], Evidence::described("询问笔录"));
        assert_eq!(found[2].sha256.as_ref(), Some(&hash));
    }

    #[test]
    fn every_open_question_is_listed() {
        let open = GOOD.replace("\"pass\"", "null").replace("\"on-site\"", "null");
        let fields = vec!["method".to_owned(), "answers.RS01.verdict".to_owned()];
        assert_eq!(read(&open), Err(Fault::Open(fields)));
    }

    #[test]
    fn a_wrong_value_is_named_with_its_place() {
        match read(&GOOD.replace("\"fail\"", "\"maybe\"")).unwrap_err() {
            Fault::Content {
                line, field, what, ..
            } => {
                assert_eq!((line, field.as_str()), (3, "answers.1.verdict"));
                assert!(what.contains("maybe"), "{what}");
            }
            other => panic!("{other:?}"),
        }
        match read("{\"visited\": ").unwrap_err() {
            Fault::Content { line, .. } => assert_eq!(line, 1),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_unknown_field_is_refused() {
        let bad = GOOD.replace("\"codes\"", "\"code\"");
        assert!(matches!(read(&bad), Err(Fault::Content { what, .. }) if what.contains("code")));
    }
}
