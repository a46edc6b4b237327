//! What is built into the program is what `deny.toml` allows: licences, sources, no crate twice without a reason. The same
//! rules as `cargo deny check licenses bans sources`, for a machine that has Rust alone.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// A crate that is built in: its name, its version, where it comes from if not from the registry, and its licence.
struct Crate {
    name: String,
    version: String,
    elsewhere: bool,
    licence: String,
}

/// The crates of the lock file that are built, by these kinds of dependency.
fn crates(edges: &str) -> Vec<Crate> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    let words = "tree --locked --offline --target x86_64-unknown-linux-gnu --prefix none --no-dedupe --format {p}|{l} --edges";
    let ran = cargo.args(words.split(' ')).arg(edges).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let lines: BTreeSet<String> = String::from_utf8(ran.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    let read = |line: &String| {
        let (package, licence) = line.split_once('|').unwrap();
        let mut words = package.split(' ');
        let (name, version) = (words.next().unwrap(), words.next().unwrap());
        let elsewhere = words.any(|word| word.starts_with('(') && word != "(proc-macro)");
        Crate {
            name: name.to_owned(),
            version: version.trim_start_matches('v').to_owned(),
            elsewhere,
            licence: licence.to_owned(),
        }
    };
    let found: Vec<Crate> = lines.iter().filter(|line| !line.is_empty()).map(read).collect();
    assert!(found.len() > 100, "the crates were not found");
    found
}

/// Everything: tests too.
const ALL: &str = "normal,build,dev";
/// What is in the program, or builds it.
const OWN: &str = "normal,build";

fn rules() -> toml::Table {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("deny.toml");
    std::fs::read_to_string(path).unwrap().parse().unwrap()
}

/// Whether an SPDX expression of `AND`, `OR`, `/` (an old way to write `OR`) and brackets can be met with what is allowed.
fn met(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (met, rest) = any(&words, allowed);
    met && rest.is_empty()
}

fn any<'w, 't>(words: &'w [&'t str], allowed: &BTreeSet<&str>) -> (bool, &'w [&'t str]) {
    let (mut met, mut rest) = all(words, allowed);
    while let Some(("OR", after)) = rest.split_first().map(|(word, after)| (*word, after)) {
        let (also, after) = all(after, allowed);
        (met, rest) = (met || also, after);
    }
    (met, rest)
}

fn all<'w, 't>(words: &'w [&'t str], allowed: &BTreeSet<&str>) -> (bool, &'w [&'t str]) {
    let (mut met, mut rest) = one(words, allowed);
    while let Some(("AND", after)) = rest.split_first().map(|(word, after)| (*word, after)) {
        let (also, after) = one(after, allowed);
        (met, rest) = (met && also, after);
    }
    (met, rest)
}

fn one<'w, 't>(words: &'w [&'t str], allowed: &BTreeSet<&str>) -> (bool, &'w [&'t str]) {
    match words.split_first() {
        Some((&"(", inner)) => {
            let (met, rest) = any(inner, allowed);
            (met, rest.strip_prefix(&[")"]).unwrap_or(rest))
        }
        // An exception only allows more.
        Some((word, [with, _, rest @ ..])) if *with == "WITH" => (allowed.contains(word), rest),
        Some((word, rest)) => (allowed.contains(word), rest),
        None => (false, words),
    }
}

#[test]
fn expressions_are_met_as_spdx_says() {
    let allowed = BTreeSet::from(["MIT", "Zlib"]);
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("MIT AND GPL-3.0", false),
        ("(GPL-3.0 OR Zlib) AND MIT", true),
        ("MIT OR GPL-3.0 AND X", true),
        ("MIT WITH y AND Zlib", true),
        ("", false),
    ] {
        assert_eq!(met(expression, &allowed), expected, "{expression}");
    }
}

#[test]
fn every_licence_is_allowed() {
    let rules = rules();
    let allowed = rules["licenses"]["allow"].as_array().unwrap().iter();
    let allowed: BTreeSet<&str> = allowed.map(|licence| licence.as_str().unwrap()).collect();
    let refused: Vec<String> = crates(ALL)
        .iter()
        .filter(|package| !met(&package.licence, &allowed))
        .map(|package| format!("{} {}: {}", package.name, package.version, package.licence))
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn every_crate_comes_from_the_registry() {
    let elsewhere = crates(ALL).into_iter().filter(|package| package.elsewhere);
    let names: Vec<String> = elsewhere.map(|package| package.name).collect();
    assert_eq!(names, ["duban"]);
}

#[test]
fn no_crate_is_there_twice_without_a_reason() {
    let rules = rules();
    let skips: Vec<(&str, &str)> = rules["bans"]["skip"]
        .as_array()
        .unwrap()
        .iter()
        .map(|skip| {
            assert!(
                skip["reason"].as_str().is_some_and(|reason| reason.len() > 8),
                "{skip} has no reason"
            );
            skip["crate"].as_str().unwrap().split_once('@').unwrap()
        })
        .collect();
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in crates(OWN) {
        versions.entry(package.name).or_default().push(package.version);
    }
    let fits = |name: &str, version: &str| {
        let of = skips.iter().filter(|(skipped, _)| *skipped == name);
        of.map(|(_, begin)| format!("{begin}."))
            .any(|begin| version.starts_with(&begin))
    };
    for (name, versions) in &versions {
        let newest: Vec<&String> = versions.iter().filter(|version| !fits(name, version)).collect();
        assert!(
            versions.len() == 1 || newest.len() == 1,
            "{name} is there as {versions:?}"
        );
    }
    for (name, begin) in &skips {
        let there = versions.get(*name).is_some_and(|versions| versions.len() > 1);
        assert!(there, "{name}@{begin} is there once: its entry is to be deleted");
    }
}

#[test]
fn nothing_that_is_banned_is_there() {
    let rules = rules();
    let names: BTreeSet<String> = crates(ALL).into_iter().map(|package| package.name).collect();
    for ban in rules["bans"]["deny"].as_array().unwrap() {
        let name = ban["crate"].as_str().unwrap();
        assert!(!names.contains(name), "{name}: {}", ban["reason"]);
    }
}
