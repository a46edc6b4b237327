//! Values on the command line. Each error is a message key, told in the operator's language by [`super::usage`].

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::de::DeserializeOwned;

use crate::domain::batch::{OverlapChoice, PublicSource};
use crate::domain::campaign::Phase;
use crate::domain::operator::Department;
use crate::domain::region::RegionCode;
use crate::domain::target::Grade;
use crate::domain::task::TaskState;
use crate::draw::Profile;
use crate::lang::Lang;

/// What a value should look like: a message key under `value.`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(super) struct Bad(pub(super) &'static str);

pub(super) fn date(text: &str) -> Result<NaiveDate, Bad> {
    let exact = |date: &NaiveDate| date.to_string() == text;
    text.parse().ok().filter(exact).ok_or(Bad("value.date"))
}

/// A whole number.
pub(super) fn number<N: std::str::FromStr>(text: &str) -> Result<N, Bad> {
    text.parse().map_err(|_| Bad("value.number"))
}

/// The first day of a month written `2022-06`.
pub(super) fn month(text: &str) -> Result<NaiveDate, Bad> {
    date(&format!("{text}-01")).map_err(|_| Bad("value.month"))
}

pub(super) fn region(text: &str) -> Result<RegionCode, Bad> {
    text.parse().map_err(|_| Bad("value.region"))
}

pub(super) fn party(text: &str) -> Result<Department, Bad> {
    let found = Department::ALL
        .into_iter()
        .find(|d| text.len() == 1 && text.starts_with(d.party()));
    found.ok_or(Bad("value.party"))
}

pub(super) fn phase(text: &str) -> Result<Phase, Bad> {
    match text {
        "prepare" => Ok(Phase::Prepare),
        "inspect" => Ok(Phase::Inspect),
        "summarise" => Ok(Phase::Summarise),
        _ => Err(Bad("value.phase")),
    }
}

/// One of the words that stand for a `T` in JSON.
pub(super) fn word<T>(all: &[&'static str]) -> impl TypedValueParser<Value = T> + use<T>
where
    T: DeserializeOwned + Clone + Send + Sync + 'static,
{
    let read = |word: String| serde_json::from_value(word.into()).map_err(|_| Bad("value.word"));
    PossibleValuesParser::new(all.to_vec()).try_map(read)
}

/// A minute, local time.
pub(super) fn moment(text: &str) -> Result<NaiveDateTime, Bad> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").map_err(|_| Bad("value.moment"))
}

/// A state by its word, its Chinese name, or the initials of that name's pinyin, for consoles without an input method.
pub(super) fn state(text: &str) -> Result<TaskState, Bad> {
    let named = |(state, initials): &(TaskState, &str)| {
        text == state.word() || text == Lang::Zh.word(state.key()) || text.eq_ignore_ascii_case(initials)
    };
    let found = TaskState::ALL.into_iter().zip(INITIALS).find(named);
    found.map(|(state, _)| state).ok_or(Bad("value.state"))
}

/// Initials of the pinyin of every state's Chinese name, in the order of [`TaskState::ALL`].
const INITIALS: [&str; TaskState::ALL.len()] = [
    "dsh", "ysh", "yxp", "yrl", "ypf", "jcz", "ylr", "th", "yfh", "ygs", "bygs", "ych", "bj", "yth", "ytc",
    "zf",
];

pub(super) fn profile(text: &str) -> Result<Profile, Bad> {
    let found = [Profile::Sha256, Profile::Sm3]
        .into_iter()
        .find(|p| p.name() == text);
    found.ok_or(Bad("value.profile"))
}

/// `ssq:2022062`
pub(super) fn source(text: &str) -> Result<PublicSource, Bad> {
    match text.split_once(':') {
        Some((kind, issue)) if !kind.is_empty() && !issue.is_empty() => Ok(PublicSource {
            kind: kind.to_owned(),
            issue: issue.to_owned(),
            value: None,
        }),
        _ => Err(Bad("value.source")),
    }
}

/// `A=1,B=2,C=4,D=8`: every grade once.
pub(super) fn weights(text: &str) -> Result<BTreeMap<Grade, u64>, Bad> {
    let mut weights = BTreeMap::new();
    for part in text.split(',') {
        let (name, weight) = part.split_once('=').ok_or(Bad("value.weights"))?;
        let grade = Grade::ALL
            .into_iter()
            .find(|g| g.to_string() == name.trim())
            .ok_or(Bad("value.weights"))?;
        let weight = weight.trim().parse().map_err(|_| Bad("value.weights"))?;
        if weights.insert(grade, weight).is_some() {
            return Err(Bad("value.weights"));
        }
    }
    if weights.len() == Grade::ALL.len() {
        Ok(weights)
    } else {
        Err(Bad("value.weights"))
    }
}

/// A floor for every grade: `1`, or `A=1,B=1,C=2,D=4`.
pub(super) fn floors(text: &str) -> Result<BTreeMap<Grade, u64>, Bad> {
    match text.parse() {
        Ok(floor) => Ok(Grade::ALL.into_iter().map(|grade| (grade, floor)).collect()),
        Err(_) => weights(text).map_err(|_| Bad("value.floors")),
    }
}

/// What becomes of targets that another batch has drawn.
pub(super) fn overlap(text: &str) -> Result<OverlapChoice, Bad> {
    match text {
        "leave-out" => Ok(OverlapChoice::LeaveOut),
        "keep" => Ok(OverlapChoice::Keep),
        _ => Err(Bad("value.overlap")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Finder;

    #[test]
    fn dates_are_written_in_full() {
        assert!(date("2022-06-01").is_ok());
        for bad in ["2022-6-1", "2022-02-30", "20220601", " 2022-06-01", ""] {
            assert_eq!(date(bad), Err(Bad("value.date")), "{bad:?}");
        }
        assert_eq!(
            month("2022-06").map(|d| d.to_string()).as_deref(),
            Ok("2022-06-01")
        );
    }

    #[test]
    fn weights_name_every_grade_once() {
        assert_eq!(weights("A=1,B=2,C=4,D=8").map(|w| w[&Grade::D]), Ok(8));
        for bad in [
            "A=1,B=2,C=4",
            "A=1,A=1,B=2,C=4,D=8",
            "A=1,B=2,C=4,E=8",
            "A=x,B=2,C=4,D=8",
            "",
        ] {
            assert_eq!(weights(bad), Err(Bad("value.weights")), "{bad:?}");
        }
    }

    #[test]
    fn a_floor_is_one_for_all_or_one_for_each() {
        assert_eq!(floors("2").map(|f| (f[&Grade::A], f[&Grade::D])), Ok((2, 2)));
        assert_eq!(floors("A=1,B=1,C=2,D=4").map(|f| f[&Grade::D]), Ok(4));
        for bad in ["", "x", "A=1", "-1"] {
            assert_eq!(floors(bad), Err(Bad("value.floors")), "{bad:?}");
        }
    }

    #[test]
    fn a_state_has_a_word_a_name_and_initials() {
        for (wanted, initials) in TaskState::ALL.into_iter().zip(INITIALS) {
            let name = Lang::Zh.word(wanted.key());
            let all = [wanted.word(), &name, initials, &initials.to_uppercase()];
            assert_eq!(all.map(state), [Ok(wanted); 4]);
            assert!(Finder::new(initials).hits(&name), "{name} is not read {initials}");
            assert_eq!(initials.len(), name.chars().count());
            for lang in [Lang::Zh, Lang::En] {
                let told = lang.word("value.state");
                assert!(
                    [wanted.word(), &name, initials]
                        .iter()
                        .all(|way| told.contains(way)),
                    "{told}"
                );
            }
        }
        assert_eq!(state(""), Err(Bad("value.state")));
        assert_eq!(state("y"), Err(Bad("value.state")));
    }

    #[test]
    fn parties_are_letters() {
        assert_eq!(party("b"), Ok(Department::Mr));
        assert_eq!(party("ab"), Err(Bad("value.party")));
        assert_eq!(party(""), Err(Bad("value.party")));
    }
}
