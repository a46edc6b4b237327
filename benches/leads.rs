//! Probable duplicates among 200,000 leads in an index on disk: how long one question takes, what the keys cost, and what
//! is found of the duplicates that are known.
//!
//! `cargo bench --bench leads -- [LEADS]`. The leads are made from a seed on which nothing was tuned.

#![allow(clippy::expect_used, reason = "a bench that cannot run has nothing to say")]

#[path = "made/blurred.rs"]
mod blurred;
#[path = "made/dice.rs"]
mod dice;
#[path = "made/leads.rs"]
mod leads;
#[path = "made/tally.rs"]
mod tally;
#[path = "made/words.rs"]
mod words;

use std::path::Path;
use std::time::{Duration, Instant};

use duban::domain::campaign::Campaign;
use duban::domain::lead::likeness::{keys_of, likely, mark};
use duban::domain::lead::naming::Naming;
use duban::domain::state::Write;
use duban::exchange::campaign::default_campaign;
use duban::store::{Blobs, Index};
use leads::{Case, made};
use tally::{Tally, asked, matters};

/// Leads where none are asked for.
const LEADS: usize = 200_000;
/// Seed of the leads.
const SEED: u64 = 20_220_620;
/// Leads that are asked about.
const ASKED: usize = 4_000;
/// Writes of one batch, as an import has them.
const BATCH: usize = 4_000;

fn main() {
    let mut words = std::env::args().skip(1).filter(|a| !a.starts_with("--"));
    let count = words.next().and_then(|n| n.parse().ok()).unwrap_or(LEADS);
    let campaign = default_campaign().expect("the campaign reads").campaign;
    let cases = made(&campaign, SEED, count);
    let dir = tempfile::tempdir().expect("a temporary directory");

    let naming = Naming::new(&campaign);
    let (_, bare) = filled(&dir.path().join("bare"), &cases, None);
    let (index, marked) = filled(&dir.path().join("marked"), &cases, Some(&naming));
    let keys: usize = cases.iter().map(|case| keys_of(&naming, &case.lead)).sum();
    println!(
        "{} leads, {:.1} keys each; put in {:.1} s, without the keys {:.1} s: {:.2} times",
        cases.len(),
        keys as f64 / cases.len() as f64,
        marked.as_secs_f64(),
        bare.as_secs_f64(),
        marked.as_secs_f64() / bare.as_secs_f64()
    );
    questions(&campaign, &index, &cases);
}

/// An index with the leads in it, and how long that took.
fn filled(path: &Path, cases: &[Case], naming: Option<&Naming>) -> (Index, Duration) {
    let blobs = Blobs::open(path.join("blobs")).expect("the blobs open");
    let index = Index::open(&path.join("db"), blobs).expect("the index opens");
    let start = Instant::now();
    let mut change = index.begin();
    for case in cases {
        if let Some(naming) = naming {
            mark(&mut change, naming, &case.lead);
        }
        change.put(&case.lead);
        if change.waiting() >= BATCH {
            std::mem::replace(&mut change, index.begin())
                .commit()
                .expect("committed");
        }
    }
    change.commit().expect("committed");
    index.flush().expect("flushed");
    (index, start.elapsed())
}

fn questions(campaign: &Campaign, index: &Index, cases: &[Case]) {
    let (matters, mut tally) = (matters(cases), Tally::default());
    let mut times = Vec::new();
    for case in asked(cases, ASKED) {
        let start = Instant::now();
        let likes = likely(index, campaign, &case.lead);
        times.push(start.elapsed());
        tally.count(case, &matters, &likes);
    }
    times.sort();
    let at = |part: usize| {
        times
            .get(times.len() * part / 100)
            .or(times.last())
            .map_or(0.0, |t| t.as_secs_f64() * 1e3)
    };
    println!(
        "{} asked: p50 {:.1} ms, p99 {:.1} ms, most {:.1} ms",
        times.len(),
        at(50),
        at(99),
        at(100)
    );
    println!("precision {:.3}, recall {:.3}", tally.precision(), tally.recall());
    for (made, (asked, found)) in &tally.twins {
        println!("  {made:?}: {found} of {asked} found");
    }
    println!("  wrong proposals by what was asked: {:?}", tally.wrongs);
}
