//! Speed of tickets, of drawing and of matching. Run with `cargo bench --bench draw`.
//!
//! The tickets of a million ids are to be read as a ratio to `bare_hash`, the least any program must do for them.

#![allow(clippy::expect_used, reason = "a benchmark that cannot be set up must stop")]

use std::io::Write;
use std::process::{Command, Stdio};

use chrono::NaiveDate;
use duban::draw::Profile;
use duban::draw::allocate::Stratum;
use duban::draw::feasible::{remedies, shortages};
use duban::draw::files::{Conflict, Dept, Officer, PlanRow, PoolRow};
use duban::draw::matching::{Method, match_pool};
use duban::draw::select::Draw;
use duban::draw::table::{Members, Setup, Visits};
use duban::draw::ticket::Tickets;
use sha2::{Digest, Sha256};

const IDS: usize = 1_000_000;
const SEED: &str = "352e978bea5be9d5370ec574f7dba944f11d2f5e84aadb3fe773e516aa719f50";

fn main() {
    divan::main();
}

fn ids() -> Vec<String> {
    (0..IDS).map(|n| format!("91420100MA{n:08}")).collect()
}

/// SHA-256 of the seed's hash and the id, with nothing made of it.
#[divan::bench(sample_count = 5)]
fn bare_hash(bencher: divan::Bencher) {
    let (ids, seed) = (ids(), Profile::Sha256.hex(SEED));
    bencher.bench_local(|| {
        let byte = |id: &String| Sha256::new().chain_update(&seed).chain_update(id).finalize()[0];
        ids.iter().map(|id| u64::from(byte(id))).sum::<u64>()
    });
}

#[divan::bench(sample_count = 5)]
fn tickets(bencher: divan::Bencher) {
    let (ids, tickets) = (ids(), Tickets::new(Profile::Sha256, SEED));
    bencher.bench_local(|| {
        ids.iter()
            .map(|id| tickets.ticket(id).leading18() & 1)
            .sum::<u64>()
    });
}

#[divan::bench(sample_count = 3)]
fn tickets_sm3(bencher: divan::Bencher) {
    let (ids, tickets) = (ids(), Tickets::new(Profile::Sm3, SEED));
    bencher.bench_local(|| {
        ids.iter()
            .map(|id| tickets.ticket(id).leading18() & 1)
            .sum::<u64>()
    });
}

#[divan::bench(sample_count = 3)]
fn order(bencher: divan::Bencher) {
    let (ids, tickets) = (ids(), Tickets::new(Profile::Sha256, SEED));
    bencher.bench_local(|| tickets.order(ids.iter().map(String::as_str)).len());
}

#[divan::bench(sample_count = 5)]
fn bottom_1000(bencher: divan::Bencher) {
    let (ids, tickets) = (ids(), Tickets::new(Profile::Sha256, SEED));
    bencher.bench_local(|| tickets.bottom(ids.iter().map(String::as_str), 1000).len());
}

/// The same thousand by an independent Python program, start of the interpreter included; see `benches/tickets.py`.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn bottom_1000_by_the_python_program(bencher: divan::Bencher) {
    let (ids, tickets) = (ids(), Tickets::new(Profile::Sha256, SEED));
    let first = tickets.bottom(ids.iter().map(String::as_str), 1000);
    let expected: Vec<&str> = first.iter().map(|ranked| ranked.id).collect();
    let input = ids.join("\n");
    bencher.bench_local(|| {
        let found = python(&input);
        assert_eq!(
            found.lines().collect::<Vec<_>>(),
            expected,
            "both programs draw the same"
        );
    });
}

fn python(ids: &str) -> String {
    let mut child = Command::new("python3")
        .args([
            concat!(env!("CARGO_MANIFEST_DIR"), "/benches/tickets.py"),
            SEED,
            "1000",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3");
    let mut input = child.stdin.take().expect("its input");
    input.write_all(ids.as_bytes()).expect("it reads");
    drop(input);
    String::from_utf8(child.wait_with_output().expect("it ends").stdout).expect("ids")
}

#[divan::bench(sample_count = 3)]
fn draw_1000_of_a_million_in_68_strata(bencher: divan::Bencher) {
    let stratum = |n: usize| format!("42{:02}00-{}", n % 17, ["A", "B", "C", "D"][n / 17 % 4]);
    let rows = ids().into_iter().enumerate();
    let pool: Vec<PoolRow> = rows
        .map(|(n, id)| PoolRow {
            id,
            stratum: stratum(n),
        })
        .collect();
    let size = |code: &str| pool.iter().filter(|row| row.stratum == code).count() as u32;
    let codes = (0..68).map(stratum).collect::<std::collections::BTreeSet<_>>();
    let row = |code: String| Stratum {
        size: size(&code),
        code,
        weight: 1,
        floor: 1,
    };
    let strata: Vec<Stratum> = codes.into_iter().map(row).collect();
    let given = duban::draw::allocate::allocate(&strata, 1000).expect("a plan");
    let plan: Vec<PlanRow> = given
        .counts()
        .map(|(stratum, n)| PlanRow {
            stratum: stratum.clone(),
            n,
        })
        .collect();
    bencher.bench_local(|| Draw::new(Profile::Sha256, SEED, &pool, &plan).map(|draw| draw.drawn().len()));
}

/// Officers of both departments, 1,500 each; when a cap lies below the even load, the match is by least cost.
fn officers(caps: [u32; 2]) -> Vec<Officer> {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
    let row = |n: usize| Officer {
        officer: format!("{n:05}"),
        dept: if n < 1500 { Dept::A } else { Dept::B },
        pool: "420100".to_owned(),
        cap: caps[n % 2],
        base: 0,
        cert_from: day("2022-01-01"),
        cert_until: day("2022-12-31"),
    };
    (0..3000).map(row).collect()
}

fn bench_match(bencher: divan::Bencher, caps: [u32; 2], conflicts: usize, tasks: usize, by_deal: bool) {
    let ids: Vec<String> = (0..tasks).map(|n| format!("T{n:05}")).collect();
    let tasks: Vec<&str> = ids.iter().map(String::as_str).collect();
    let target = |n: usize| Conflict::Target {
        officer: format!("{:05}", n * 7 % 3000),
        id: ids[n * 13 % ids.len()].clone(),
    };
    let conflicts: Vec<Conflict> = (0..conflicts).map(target).collect();
    let roster = officers(caps);
    let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
    let visits = Visits {
        from: day("2022-06-11"),
        until: day("2022-07-20"),
    };
    let setup = Setup {
        profile: Profile::Sha256,
        seed: SEED,
        roster: &roster,
        conflicts: &conflicts,
        members: Members::default(),
        visits,
    };
    bencher.bench_local(|| {
        let matched = match_pool(&setup, "420100", &tasks).expect("a match");
        assert_eq!(matches!(matched.method, Method::Deal { .. }), by_deal);
        matched.rejected.len()
    });
}

#[divan::bench(sample_count = 3)]
fn deal_1000_tasks_to_3000_officers(bencher: divan::Bencher) {
    bench_match(bencher, [5, 5], 2000, 1000, true);
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn least_cost_2000_tasks_to_3000_officers(bencher: divan::Bencher) {
    bench_match(bencher, [1, 4], 2000, 2000, false);
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn shortage_and_remedies_2000_tasks_to_3000_officers(bencher: divan::Bencher) {
    let ids: Vec<String> = (0..2000).map(|n| format!("T{n:05}")).collect();
    let tasks: Vec<&str> = ids.iter().map(String::as_str).collect();
    let (roster, day) = (officers([1, 1]), |text: &str| {
        text.parse::<NaiveDate>().expect("a date")
    });
    let visits = Visits {
        from: day("2022-06-11"),
        until: day("2022-07-20"),
    };
    let (profile, members) = (Profile::Sha256, Members::default());
    let setup = Setup {
        profile,
        seed: SEED,
        roster: &roster,
        conflicts: &[],
        members,
        visits,
    };
    let pools = std::collections::BTreeMap::from([("420100".to_owned(), ids.clone())]);
    bencher.bench_local(|| {
        let short = shortages(&setup, "420100", &tasks, &[]);
        short
            .iter()
            .map(|shortage| remedies(&setup, shortage, &pools).len())
            .sum::<usize>()
    });
}
