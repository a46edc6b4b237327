//! Every fault gives its parameters by name, and they are what its own words say.

use std::collections::{BTreeMap, BTreeSet};

use rstest::rstest;

use super::samples::{differences, fault, own};
use crate::draw::change::{Bar, ChangeError};
use crate::draw::feasible::Shortage;
use crate::draw::files::{Dept, Fault, FaultKind};
use crate::draw::matching::MatchError;
use crate::draw::verify::ValueDifference;

/// Words and numbers of a text, to be compared without their order.
fn pieces(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|piece| !piece.is_empty())
        .collect()
}

#[test]
fn the_parameters_are_what_the_words_say() {
    for difference in differences() {
        let (details, text) = (difference.details(), difference.to_string());
        assert!(!details.is_empty(), "{text}");
        let names: BTreeSet<&str> = details.iter().map(|(name, _)| *name).collect();
        assert_eq!(
            names.len(),
            details.len(),
            "{text}: a name is there twice: {details:?}"
        );
        let said = pieces(&text);
        for (name, value) in &details {
            assert!(
                pieces(value).is_subset(&said),
                "{name} {value:?} is not in {text:?}"
            );
        }
    }
}

#[test]
fn no_parameter_of_the_words_is_left_out() {
    for difference in differences() {
        let debug = format!("{difference:?}");
        let values: BTreeSet<String> = difference.details().into_iter().map(|(_, value)| value).collect();
        for text in debug
            .split('"')
            .skip(1)
            .step_by(2)
            .filter(|text| !text.contains("\\"))
        {
            assert!(
                values.contains(text),
                "{text} of {debug} is in none of {values:?}"
            );
        }
    }
}

#[rstest]
#[case(0, None, vec![("file", "pool.tsv")])]
#[case(3, None, vec![("file", "pool.tsv"), ("line", "3")])]
#[case(3, Some("id"), vec![("file", "pool.tsv"), ("line", "3"), ("field", "id")])]
fn a_fault_says_as_much_of_its_place_as_it_has(
    #[case] line: usize,
    #[case] field: Option<&'static str>,
    #[case] expected: Vec<(&'static str, &'static str)>,
) {
    let fault = Fault {
        line,
        field,
        ..fault(FaultKind::EmptyField)
    };
    let expected: Vec<_> = expected
        .into_iter()
        .map(|(name, value)| (name, own(value)))
        .collect();
    assert_eq!(fault.details(), expected);
}

#[test]
fn a_shortage_counts_by_department() {
    let shortage = Shortage {
        pool: own("420100"),
        dept: Dept::B,
        missing: 3,
        tasks: vec![own("T1"), own("T2")],
        officers: Vec::new(),
        excluded: Vec::new(),
    };
    let error = MatchError::Shortage {
        pool: own("420100"),
        shortages: vec![shortage],
    };
    let expected = [
        ("pool", "420100"),
        ("missing_a", "0"),
        ("tasks_a", "0"),
        ("missing_b", "3"),
        ("tasks_b", "2"),
    ];
    assert_eq!(error.details(), expected.map(|(name, value)| (name, own(value))));
}

#[test]
fn a_place_nobody_can_take_counts_every_bar() {
    let error = ChangeError::Nobody {
        task: own("T1"),
        officer: own("A1"),
        barred: BTreeMap::from([(Bar::Cap, 2), (Bar::InTeam, 1)]),
    };
    let details = error.details();
    let counts: Vec<_> = details
        .iter()
        .skip(2)
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    assert_eq!(
        counts.join(", "),
        "in-team 1, certificate 0, conflict 0, pair 0, cap 2, absent 0"
    );
}

#[test]
fn a_value_that_is_not_there_has_no_parameter() {
    let difference = ValueDifference {
        path: own("/more"),
        published: Some(own("1")),
        recomputed: None,
    };
    assert_eq!(
        difference.details(),
        [("path", own("/more")), ("published", own("1"))]
    );
}
