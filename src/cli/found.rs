//! What the draw's rooms found — a rule that says no, a fault of a file, a difference — told in the operator's language
//! from its stable code and its named parameters.

use serde_json::{Map, Value};

use super::desk::Desk;
use super::end::End;
use crate::draw::allocate::AllocateError;
use crate::draw::files::Fault;
use crate::draw::verify::Difference;
use crate::exchange::syntax;
use crate::lang::Lang;

/// Parameters by name.
pub(super) type Details = Vec<(&'static str, String)>;

/// Parameters that say where, and are told before the sentence.
const PLACE: [&str; 5] = ["name", "file", "line", "field", "change"];

/// Parameters that may be absent, and are then told as such.
const OPTIONAL: [&str; 2] = ["published", "recomputed"];

/// Characters of a parameter shown at most; programs get it whole.
const SHOWN: usize = 120;

/// What kind of end it is; it decides the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A rule of the draw says no.
    Refused,
    /// The files do not give what they claim.
    Difference,
    /// A file cannot be read as what it should be.
    Fault,
}

impl Kind {
    /// The member of the JSON document that holds it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Kind::Refused => "refused",
            Kind::Difference => "difference",
            Kind::Fault => "fault",
        }
    }

    pub(super) fn exit(self) -> u8 {
        match self {
            Kind::Refused | Kind::Difference => 1,
            Kind::Fault => 3,
        }
    }
}

/// A difference between what was published and what follows from it.
pub(super) fn difference(desk: &Desk, found: &Difference) -> End {
    end(desk, Kind::Difference, found.code(), found.details())
}

/// A file that is not what it should be.
pub(super) fn fault(desk: &Desk, found: &Fault) -> End {
    end(desk, Kind::Fault, found.code(), found.details())
}

/// Places that cannot be allocated.
pub(super) fn allocation(desk: &Desk, found: &AllocateError) -> End {
    end(desk, Kind::Refused, found.code(), found.details())
}

/// What was found, for people and for programs.
pub(super) fn end(desk: &Desk, kind: Kind, code: &str, details: Details) -> End {
    let text = sentence(desk.lang, code, &details);
    let details = details
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.into()));
    End::Found {
        kind,
        code: code.to_owned(),
        text,
        details: Value::Object(details.collect::<Map<_, _>>()),
    }
}

/// The full sentence, with its place before it.
pub(super) fn sentence(lang: Lang, code: &str, details: &Details) -> String {
    let mut shown: Vec<(&str, String)> = OPTIONAL.map(|name| (name, String::new())).to_vec();
    shown.retain(|(name, _)| details.iter().all(|(known, _)| known != name));
    shown.extend(details.iter().map(|(name, value)| (*name, value.clone())));
    let args: Vec<(&str, String)> = shown
        .into_iter()
        .map(|(name, value)| match name {
            "message" => (name, syntax::told(&value, lang)),
            _ => (name, short(lang, &value)),
        })
        .collect();
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let what = lang.say(&format!("fault-code.{code}"), &args);
    match place(lang, details) {
        None => lang.say("found.bare", &[("what", &what)]),
        Some(place) => lang.say("found.placed", &[("place", &place), ("what", &what)]),
    }
}

/// Where it was found; none where it belongs to no file.
fn place(lang: Lang, details: &Details) -> Option<String> {
    let parts = PLACE
        .iter()
        .filter_map(|part| details.iter().find(|(name, _)| name == part));
    let parts: Vec<(&str, &str)> = parts.map(|(name, value)| (*name, value.as_str())).collect();
    let place = syntax::place(&parts, lang);
    (!place.is_empty()).then_some(place)
}

/// What is not there, or empty, is told as such; what is long is cut.
fn short(lang: Lang, value: &str) -> String {
    if value.is_empty() {
        return lang.word("list.none").into_owned();
    }
    match value.char_indices().nth(SHOWN) {
        Some((end, _)) => value.get(..end).unwrap_or_default().to_owned() + "…",
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::draw::change::{Bar, ChangeError};
    use crate::draw::feasible::Shortage;
    use crate::draw::files::Dept;
    use crate::draw::matching::MatchError;
    use crate::draw::tests::samples::differences;
    use crate::draw::verify::ValueDifference;

    /// Three words of three letters or more in a row are an English sentence; codes and file names are not.
    fn is_english(text: &str) -> bool {
        let mut run = 0;
        text.split(' ').any(|word| {
            let plain = word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase());
            run = if plain { run + 1 } else { 0 };
            run == 3
        })
    }

    /// What has no sample among the differences: a shortage and a place nobody can take.
    fn more() -> [(&'static str, Details); 2] {
        let text = |text: &str| text.to_owned();
        let shortage = Shortage {
            pool: text("420100"),
            dept: Dept::A,
            missing: 3,
            tasks: vec![text("T1")],
            officers: Vec::new(),
            excluded: Vec::new(),
        };
        let shortage = MatchError::Shortage {
            pool: text("420100"),
            shortages: vec![shortage],
        };
        let nobody = ChangeError::Nobody {
            task: text("T1"),
            officer: text("A1"),
            barred: BTreeMap::from([(Bar::Cap, 4)]),
        };
        [
            (shortage.code(), shortage.details()),
            (nobody.code(), nobody.details()),
        ]
    }

    #[test]
    fn every_finding_is_told_in_full_in_both_languages() {
        let samples = differences();
        let samples = samples.iter().map(|found| (found.code(), found.details()));
        for (code, details) in samples.chain(more()) {
            for lang in [Lang::Zh, Lang::En] {
                let text = sentence(lang, code, &details);
                assert!(!text.contains("%{"), "{code} leaves a parameter open: {text}");
                assert!(!text.contains("fault-code."), "{code} has no words");
                for (name, value) in details.iter().filter(|(name, _)| *name != "message") {
                    assert!(
                        text.contains(value),
                        "{code} does not tell its {name} {value}: {text}"
                    );
                }
            }
            let text = sentence(Lang::Zh, code, &details);
            assert!(text.ends_with('。') && !is_english(&text), "{code}: {text}");
        }
    }

    #[test]
    fn what_is_not_there_is_told_as_such() {
        let difference = Difference::Value {
            file: "record.json".to_owned(),
            difference: ValueDifference {
                path: "/seed".to_owned(),
                published: None,
                recomputed: Some("7".repeat(500)),
            },
        };
        let text = sentence(Lang::Zh, difference.code(), &difference.details());
        assert!(text.contains("（无）") && text.contains('…'), "{text}");
        assert!(text.chars().count() < 200, "{text}");
    }

    #[test]
    fn a_place_names_batch_file_line_and_field() {
        let details = ["name", "file", "line", "field", "found"];
        let details: Details = details.map(|name| (name, name.to_owned())).to_vec();
        let text = sentence(Lang::Zh, "file_number", &details);
        assert!(text.starts_with("name/file 第 line 行“field”：“found”"), "{text}");
        assert!(sentence(Lang::En, "seed_secret", &Vec::new()).starts_with("the secret"));
    }
}
