//! Fictitious registry exports with known contents (seeds 97 and 98, one row in ten bad): every count must agree.

use std::{collections::BTreeMap, path::Path};

use duban::{
    domain::scope::ScopeMatcher,
    exchange::read::{Encoding, Format, Reader, Reason},
};
use rstest::rstest;
use serde_json::Value;

use crate::targets;

fn kind_of(reason: &Reason) -> &'static str {
    match reason {
        Reason::Code(_) => "uscc_check_digit",
        Reason::Duplicate { .. } => "duplicate_uscc",
        Reason::UnknownRegion { .. } => "unknown_region",
        Reason::Blank => "empty_name",
        Reason::Short { .. } => "short_row",
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[case("registry-utf8.csv", Encoding::Utf8)]
#[case("registry-gb18030.csv", Encoding::Gb18030)]
fn agrees_with_the_truth(#[case] name: &str, #[case] encoding: Encoding) {
    let path = Path::new("tests/data").join(name);
    let truth: Value =
        serde_json::from_slice(&std::fs::read(path.with_extension("csv.truth.json")).unwrap()).unwrap();
    let matcher = ScopeMatcher::of_the_notice().unwrap();
    let mut reader = Reader::open(&path, Encoding::Auto, targets()).unwrap();
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    let mut bad: BTreeMap<&str, u64> = BTreeMap::new();
    let (mut grades, mut prefectures) = (BTreeMap::<String, u64>::new(), BTreeMap::<String, u64>::new());
    while let Some(row) = reader.next_row().unwrap() {
        let row = match row {
            Ok(row) => row,
            Err(fault) => {
                *bad.entry(kind_of(&fault.reason)).or_default() += 1;
                continue;
            }
        };
        let found = matcher.matches(&row.scope);
        let verdict = match (found.affirmed.is_empty(), found.excluded.is_empty()) {
            (false, _) => "affirmed",
            (true, false) => "excluded_only",
            (true, true) => "plain",
        };
        *counts.entry(verdict).or_default() += 1;
        if verdict == "affirmed" && row.status == "存续" {
            *counts.entry("affirmed_usable").or_default() += 1;
            *grades.entry(row.grade.unwrap().to_string()).or_default() += 1;
            *prefectures.entry(prefecture(&row.region)).or_default() += 1;
        } else if verdict == "affirmed" {
            *counts.entry("cancelled_among_affirmed").or_default() += 1;
        }
    }
    let summary = reader.finish().unwrap();
    for (key, count) in counts {
        assert_eq!(truth[key], count, "{key}");
    }
    assert_eq!(truth["bad"], serde_json::to_value(&bad).unwrap());
    assert_eq!(truth["by_grade"], serde_json::to_value(&grades).unwrap());
    assert_eq!(
        truth["by_prefecture"],
        serde_json::to_value(&prefectures).unwrap()
    );
    assert!(
        truth["lowercase_uscc"].as_u64().unwrap() > 0,
        "the sample must have codes in lower case"
    );
    assert_eq!(summary.refused, bad.values().sum::<u64>());
    assert_eq!(summary.good + summary.refused, 300);
    assert_eq!(
        summary.facts.format,
        Format::Csv {
            encoding,
            delimiter: ','
        }
    );
}

/// 直管市 and 林区 (4290xx) stand for themselves.
fn prefecture(region: &str) -> String {
    if region.starts_with("4290") {
        region.to_owned()
    } else {
        format!("{}00", &region[..4])
    }
}

#[test]
fn the_hash_is_that_of_the_bytes() {
    use sha2::{Digest, Sha256};
    let path = Path::new("tests/data/registry-gb18030.csv");
    let mut reader = Reader::open(path, Encoding::Auto, targets()).unwrap();
    while reader.next_row().unwrap().is_some() {}
    let facts = reader.finish().unwrap().facts;
    let bytes = std::fs::read(path).unwrap();
    let sum: [u8; 32] = Sha256::digest(&bytes).into();
    assert_eq!((facts.bytes, facts.sha256), (bytes.len() as u64, sum));
}
