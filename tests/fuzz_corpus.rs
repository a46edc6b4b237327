//! Every fuzz target on its corpus, and on inputs made from it with a fixed seed: the short run of what `cargo fuzz` does
//! without end, on a plain compiler.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

#[path = "../fuzz/targets.rs"]
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use targets::{TARGETS, Target};

/// Inputs made for each target; with `DUBAN_FUZZ_INPUTS` as many as it says.
const MADE: u64 = 250;
/// Bytes of an input at most.
const LONGEST: usize = 8 * 1024;

/// What readers look for, and what breaks them.
const WORDS: [&[u8]; 34] = [
    b"\"",
    b",",
    b"\n",
    b"\r\n",
    b"\t",
    b"\0",
    b"{",
    b"}",
    b"[",
    b"]",
    b"[[",
    b"=",
    b":",
    b"'",
    b"\"\"\"",
    b"\\u0000",
    b"\\ud800",
    b"\xEF\xBB\xBF",
    b"\xFF",
    b"\x81\x30\x81\x30",
    b"\xE2\x80\xAE",
    b"\x1b[2J",
    b"18446744073709551616",
    b"-1",
    b"1e308",
    b"99999-12-31",
    "１２３".as_bytes(),
    "万亿元".as_bytes(),
    "武汉市".as_bytes(),
    b"{{",
    b"{% for x in list %}",
    b"<c r=\"A1\">",
    b"&#x0;",
    b"PK\x03\x04",
];

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % (n.max(1) as u64)) as usize
    }
}

fn corpus(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(name);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| (path.clone(), std::fs::read(&path).unwrap()))
        .collect()
}

/// One to six changes to a seed: bits, bytes, cuts, repetitions, words, and the end of another seed.
fn made(dice: &mut Dice, seeds: &[(PathBuf, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = seeds[dice.below(seeds.len())].1.clone();
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len() + 1);
        let to = (at + 1 + dice.below(16)).min(bytes.len());
        match dice.below(7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 if at < bytes.len() => bytes[at] = dice.next() as u8,
            2 => drop(bytes.drain(at..to.max(at))),
            3 => bytes.truncate(at),
            4 if at < to => {
                let piece = bytes[at..to].repeat(1 + dice.below(40));
                bytes.splice(at..at, piece).for_each(drop);
            }
            5 => {
                let other = &seeds[dice.below(seeds.len())].1;
                bytes.truncate(at);
                bytes.extend_from_slice(&other[dice.below(other.len() + 1)..]);
            }
            _ => bytes
                .splice(at..at, WORDS[dice.below(WORDS.len())].iter().copied())
                .for_each(drop),
        }
        bytes.truncate(LONGEST);
    }
    bytes
}

fn run((name, target): Target, what: &str, bytes: &[u8]) {
    if catch_unwind(AssertUnwindSafe(|| target(bytes))).is_err() {
        panic!("{name} on {what}: {}", bytes.escape_ascii());
    }
}

#[test]
fn every_target_holds_on_its_corpus() {
    for target in TARGETS {
        let seeds = corpus(target.0);
        assert!(seeds.len() > 1, "{} has no corpus", target.0);
        for (path, bytes) in &seeds {
            assert!(bytes.len() <= 64 * 1024, "{} is large", path.display());
            run(target, &path.display().to_string(), bytes);
        }
    }
}

#[test]
fn every_target_holds_on_what_is_made_of_its_corpus() {
    let count = std::env::var("DUBAN_FUZZ_INPUTS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(MADE);
    for (n, target) in TARGETS.into_iter().enumerate() {
        let (seeds, mut dice) = (corpus(target.0), Dice(20_220_620 + n as u64));
        for at in 0..count {
            run(target, &format!("input {at}"), &made(&mut dice, &seeds));
        }
    }
}

/// The two lists of targets, here and for `cargo fuzz`, are one.
#[test]
fn every_target_is_known_to_cargo_fuzz() {
    let manifest =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/Cargo.toml")).unwrap();
    for (name, _) in TARGETS {
        assert!(
            manifest.contains(&format!("name = \"{name}\"\npath = \"fuzz_targets/{name}.rs\"")),
            "{name}"
        );
    }
    assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len());
}
