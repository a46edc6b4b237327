//! Self-tests of the chances, with fixed seeds: each bound is what a fair draw passes 999 times of 1000.

use std::collections::BTreeMap;

use super::fixture::P;
use crate::draw::allocate::Stratum;
use crate::draw::files::{PlanRow, PoolRow};
use crate::draw::select::Draw;
use crate::draw::ticket::Tickets;

const TARGETS: usize = 20;
const PLACES: usize = 5;
const DRAWS: usize = 4_000;

/// The drawn targets, in rank order, of many draws of five out of twenty.
fn draws() -> Vec<Vec<usize>> {
    let row = |n| PoolRow {
        id: format!("T{n:02}"),
        stratum: "420100-A".to_owned(),
    };
    let pool: Vec<_> = (0..TARGETS).map(row).collect();
    let stratum = Stratum {
        code: "420100-A".to_owned(),
        size: TARGETS as u32,
        weight: 1,
        floor: 1,
    };
    let plan = [PlanRow {
        stratum,
        n: PLACES as u32,
    }];
    let one = |number| {
        let draw = Draw::new(P, &format!("statistics {number}"), &pool, &plan).unwrap();
        let (_, rows) = draw.drawn().remove(0);
        rows.iter().map(|row| row.id[1..].parse().unwrap()).collect()
    };
    (0..DRAWS).map(one).collect()
}

fn chi_square(counts: impl IntoIterator<Item = usize>, expected: f64) -> f64 {
    counts
        .into_iter()
        .map(|n| (n as f64 - expected).powi(2) / expected)
        .sum()
}

/// The 99.9 % quantile of chi-square by Wilson and Hilferty (1931), good to a percent from 10 degrees up.
fn quantile(degrees: f64) -> f64 {
    let part = 2.0 / (9.0 * degrees);
    degrees * (1.0 - part + 3.0902 * part.sqrt()).powi(3)
}

#[test]
fn inclusion_pair_inclusion_and_first_rank_are_even() {
    let draws = draws();
    let (mut single, mut first) = (vec![0; TARGETS], vec![0; TARGETS]);
    let mut pairs: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for drawn in &draws {
        first[drawn[0]] += 1;
        for &one in drawn {
            single[one] += 1;
            for &other in drawn.iter().filter(|&&other| one < other) {
                *pairs.entry((one, other)).or_default() += 1;
            }
        }
    }
    let (draws, n, all) = (DRAWS as f64, PLACES as f64, TARGETS as f64);
    // Without replacement the counts vary less than independent ones, by (N - n) / (N - 1) for single targets.
    let correction = (all - 1.0) / (all - n);
    assert!(chi_square(single, draws * n / all) * correction < quantile(all - 1.0));
    assert!(chi_square(first, draws / all) < quantile(all - 1.0));
    let number = all * (all - 1.0) / 2.0;
    assert_eq!(
        pairs.len() as f64,
        number,
        "every pair was drawn together at least once"
    );
    assert!(
        chi_square(pairs.into_values(), draws * n * (n - 1.0) / (all * (all - 1.0))) < quantile(number - 1.0)
    );
}

#[test]
fn tickets_are_uniform() {
    let tickets = Tickets::new(P, "Kolmogorov and Smirnov");
    let mut values: Vec<f64> = (0..20_000)
        .map(|n| tickets.ticket(&n.to_string()).as_f64())
        .collect();
    values.sort_by(f64::total_cmp);
    let all = values.len() as f64;
    let gaps = values.iter().enumerate().map(|(n, value)| {
        let (below, above) = (n as f64 / all, (n + 1) as f64 / all);
        (value - below).abs().max((above - value).abs())
    });
    let distance = gaps.fold(0.0, f64::max);
    assert!(distance * all.sqrt() < 1.95, "{distance}");
}

#[test]
fn tickets_under_two_seeds_do_not_go_together() {
    let (one, other) = (Tickets::new(P, "one"), Tickets::new(P, "other"));
    let product: f64 = (0..20_000)
        .map(|n| n.to_string())
        .map(|id| (one.ticket(&id).as_f64() - 0.5) * (other.ticket(&id).as_f64() - 0.5) * 12.0)
        .sum();
    assert!((product / 20_000f64.sqrt()).abs() < 3.29, "{product}");
}
