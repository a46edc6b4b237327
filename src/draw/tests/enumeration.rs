//! Small matches against full enumeration: the deal is uniform, the fallback is the cheapest.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::fixture::{P, visits};
use crate::draw::deal::{deal, violations};
use crate::draw::fallback::{Stuck, cheapest};
use crate::draw::files::{Conflict, Dept, Officer};
use crate::draw::table::{Members, Setup, Table};
use crate::draw::ticket::Tickets;

fn roster(a: &[(u32, u32)], b: &[(u32, u32)]) -> Vec<Officer> {
    let of = |dept: Dept, rows: &[(u32, u32)]| {
        let row = |(at, &(base, room)): (usize, &(u32, u32))| Officer {
            officer: format!("{dept}{at}"),
            dept,
            pool: "p".to_owned(),
            cap: base + room,
            base,
            cert_from: visits().from,
            cert_until: visits().until,
        };
        rows.iter().enumerate().map(row).collect::<Vec<_>>()
    };
    [of(Dept::A, a), of(Dept::B, b)].concat()
}

fn target(officer: &str, id: &str) -> Conflict {
    Conflict::Target {
        officer: officer.to_owned(),
        id: id.to_owned(),
    }
}

fn pair(first: &str, second: &str) -> Conflict {
    Conflict::Pair {
        first: first.to_owned(),
        second: second.to_owned(),
    }
}

/// Every way to fill `places` in which each place takes one of the players given for it.
fn all_hands(places: &[Vec<usize>]) -> Vec<Vec<usize>> {
    places.iter().fold(vec![Vec::new()], |hands, players| {
        let grow = |hand: &Vec<usize>| {
            let longer = |&player: &usize| [hand.as_slice(), &[player]].concat();
            players.iter().map(longer).collect::<Vec<_>>()
        };
        hands.iter().flat_map(grow).collect()
    })
}

/// Whether the loads of a department differ by at most one, over all decks and within each.
fn even(table: &Table, decks: &[Vec<usize>], dept: Dept) -> bool {
    let within = |players: &[usize]| {
        let loads = table
            .seats(dept)
            .map(|seat| players.iter().filter(|&&p| p == seat).count());
        let loads: Vec<_> = loads.collect();
        loads.iter().max().unwrap_or(&0) - loads.iter().min().unwrap_or(&0) <= 1
    };
    decks.iter().all(|deck| within(deck)) && within(&decks.concat())
}

/// Counts the accepted deals under many seeds and compares them with the enumerated ones.
fn uniform_over_feasible(
    tasks: &[&str],
    roster: &[Officer],
    conflicts: &[Conflict],
    members: Members,
    seeds: u32,
) {
    let setup = Setup {
        profile: P,
        seed: "",
        roster,
        conflicts,
        members,
        visits: visits(),
    };
    let table = Table::new(&setup, "p", tasks);
    let depts = [vec![Dept::A; members.a], vec![Dept::B; members.b]].concat();
    let places: Vec<Vec<usize>> = tasks
        .iter()
        .flat_map(|_| depts.iter().map(|&dept| table.seats(dept).collect()))
        .collect();
    let mut counts: BTreeMap<Vec<Vec<usize>>, u32> = BTreeMap::new();
    for flat in all_hands(&places) {
        let hands: Vec<Vec<usize>> = flat.chunks(depts.len()).map(<[usize]>::to_vec).collect();
        let deck = |place: usize| hands.iter().map(|hand| hand[place]).collect::<Vec<_>>();
        let decks = |dept| {
            (0..depts.len())
                .filter(|&at| depts[at] == dept)
                .map(deck)
                .collect::<Vec<_>>()
        };
        let balanced = Dept::BOTH.iter().all(|&dept| even(&table, &decks(dept), dept));
        if balanced && violations(&table, &hands).is_empty() {
            counts.insert(hands, 0);
        }
    }
    for number in 0..seeds {
        let seed = P.hex(number.to_string());
        let (accepted, _) = deal(
            &Setup {
                seed: &seed,
                ..setup.clone()
            },
            &table,
        );
        *counts
            .get_mut(&accepted.unwrap().1)
            .expect("a balanced deal that breaks no rule") += 1;
    }
    let expected = f64::from(seeds) / counts.len() as f64;
    assert!(counts.len() > 10 && expected > 20.0, "{} deals", counts.len());
    let chi: f64 = counts
        .values()
        .map(|&n| (f64::from(n) - expected).powi(2) / expected)
        .sum();
    let degrees = counts.len() as f64 - 1.0;
    assert!(
        chi < degrees + 3.5 * (2.0 * degrees).sqrt(),
        "{chi} over {degrees} degrees"
    );
}

#[test]
fn the_deal_is_uniform_over_the_feasible_balanced_assignments() {
    let roster = roster(&[(0, 9); 3], &[(0, 9); 2]);
    let conflicts = [target("A0", "t1"), target("B1", "t3"), pair("A1", "B0")];
    uniform_over_feasible(
        &["t1", "t2", "t3", "t4"],
        &roster,
        &conflicts,
        Members { a: 1, b: 1 },
        3_000,
    );
}

#[test]
fn the_deal_of_two_decks_is_uniform_and_even_over_both() {
    let roster = roster(&[(0, 9); 4], &[(0, 9); 1]);
    let conflicts = [target("A0", "t1"), pair("A1", "A2")];
    uniform_over_feasible(
        &["t1", "t2", "t3"],
        &roster,
        &conflicts,
        Members { a: 2, b: 1 },
        4_000,
    );
}

/// Load cost, then pair cost, of the cheapest teams by full enumeration.
fn enumerate(setup: &Setup, table: &Table) -> Option<(u64, i128)> {
    let depts = [vec![Dept::A; setup.members.a], vec![Dept::B; setup.members.b]].concat();
    let places: Vec<Vec<usize>> = table
        .tasks
        .iter()
        .flat_map(|_| depts.iter().map(|&dept| table.seats(dept).collect()))
        .collect();
    let hands = |flat: Vec<usize>| {
        flat.chunks(depts.len())
            .map(<[usize]>::to_vec)
            .collect::<Vec<_>>()
    };
    let all = all_hands(&places).into_iter().map(hands);
    all.filter(|hands| violations(table, hands).is_empty())
        .map(|hands| cost(setup, table, &hands))
        .min()
}

fn cost(setup: &Setup, table: &Table, hands: &[Vec<usize>]) -> (u64, i128) {
    let (mut load_cost, mut pair_cost) = (0, 0);
    for (seat, player) in table.players.iter().enumerate() {
        let load = hands.iter().flatten().filter(|&&p| p == seat).count() as u64;
        load_cost += (1..=load).map(|n| u64::from(player.base) + n).sum::<u64>();
    }
    for (task, hand) in hands.iter().enumerate() {
        for &seat in hand {
            let dept = if table.seats(Dept::A).contains(&seat) {
                "A"
            } else {
                "B"
            };
            let tickets = Tickets::new(P, &format!("{}|p|{dept}|T2", setup.seed));
            let ticket = tickets.ticket(&format!("pair|{}|{}", table.name(seat), table.task(task)));
            pair_cost += ticket.to_string()[2..20].parse::<i128>().unwrap();
        }
    }
    (load_cost, pair_cost)
}

prop_compose! {
    fn matches()(
        a in prop::collection::vec((0u32..3, 1u32..4), 1..4),
        b in prop::collection::vec((0u32..3, 1u32..4), 1..4),
        tasks in 1usize..4,
        conflicts in prop::collection::vec((any::<bool>(), 0usize..3, 0usize..3), 0..4),
        bans in prop::collection::vec((0usize..3, 0usize..3), 0..6),
        two in prop::bool::weighted(0.3),
    ) -> (Vec<Officer>, Vec<String>, Vec<Conflict>, Members) {
        let of = |(first, officer, task): (bool, usize, usize)| {
            target(&format!("{}{officer}", if first { "A" } else { "B" }), &format!("t{task}"))
        };
        let ban = |(one, other): (usize, usize)| pair(&format!("A{one}"), &format!("B{other}"));
        let conflicts = conflicts.into_iter().map(of).chain(bans.into_iter().map(ban)).collect();
        let tasks = (0..tasks).map(|n| format!("t{n}")).collect();
        (roster(&a, &b), tasks, conflicts, Members { a: 1 + usize::from(two), b: 1 })
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_fallback_is_the_cheapest_of_all((roster, tasks, conflicts, members) in matches(), seed in "[a-f]{6}") {
        let setup = Setup { profile: P, seed: &seed, roster: &roster, conflicts: &conflicts, members, visits: visits() };
        let names: Vec<_> = tasks.iter().map(String::as_str).collect();
        let table = Table::new(&setup, "p", &names);
        match cheapest(&setup, &table) {
            Ok(hands) => {
                prop_assert!(violations(&table, &hands).is_empty());
                prop_assert_eq!(Some(cost(&setup, &table, &hands)), enumerate(&setup, &table));
            }
            Err(stuck) => {
                prop_assert_eq!(stuck, Stuck::Bans);
                prop_assert_eq!(enumerate(&setup, &table), None);
            }
        }
    }
}
