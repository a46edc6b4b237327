//! Properties that hold for every pool, plan and roster.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::fixture::{P, visits};
use crate::draw::allocate::{Stratum, allocate};
use crate::draw::files::{Conflict, Dept, Officer, PlanRow, PoolRow};
use crate::draw::matching::{MatchError, Method, match_pool};
use crate::draw::select::{Act, Draw};
use crate::draw::table::{Members, Setup};

pub(super) fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

prop_compose! {
    fn strata()(rows in prop::collection::vec((0u32..40, 0u32..20, 0u32..4), 1..8)) -> Vec<Stratum> {
        let row = |(at, (size, weight, floor)): (usize, (u32, u32, u32))| {
            Stratum { code: format!("s{at}"), size, weight, floor }
        };
        rows.into_iter().enumerate().map(row).collect()
    }
}

fn floors(strata: &[Stratum]) -> u64 {
    strata.iter().map(|s| u64::from(s.floor.min(s.size))).sum()
}

fn targets(strata: &[Stratum]) -> u64 {
    strata.iter().map(|s| u64::from(s.size)).sum()
}

fn counts(strata: &[Stratum], n: u64) -> Vec<u32> {
    allocate(strata, n).unwrap().counts().map(|(_, n)| n).collect()
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn allocation_is_monotone_exact_and_within_floors_and_caps(strata in strata()) {
        let mut before = None;
        for n in floors(&strata)..=targets(&strata) {
            let now = counts(&strata, n);
            prop_assert_eq!(now.iter().map(|&n| u64::from(n)).sum::<u64>(), n);
            for (stratum, &n) in strata.iter().zip(&now) {
                prop_assert!(n >= stratum.floor.min(stratum.size) && n <= stratum.size);
            }
            if let Some(before) = before.replace(now.clone()) {
                prop_assert!(before.iter().zip(&now).all(|(before, now)| before <= now));
            }
        }
        prop_assert!(allocate(&strata, targets(&strata) + 1).is_err());
        if let Some(less) = floors(&strata).checked_sub(1) {
            prop_assert!(allocate(&strata, less).is_err());
        }
    }

    #[test]
    fn no_stratum_envies_another(strata in strata(), share in 0.0f64..=1.0) {
        let (low, high) = (floors(&strata), targets(&strata));
        let n = low + ((high - low) as f64 * share) as u64;
        let given = counts(&strata, n);
        let measure = |s: &Stratum| u128::from(s.weight) * u128::from(s.size);
        for (i, richer) in strata.iter().enumerate().filter(|(i, s)| given[*i] > s.floor.min(s.size)) {
            for (j, poorer) in strata.iter().enumerate().filter(|(j, s)| given[*j] < s.size) {
                let (a, b) = (u128::from(given[i]), u128::from(given[j]));
                prop_assert!(measure(richer) * (2 * b + 1) >= measure(poorer) * (2 * a - 1));
            }
        }
    }

    #[test]
    fn growing_by_steps_is_growing_at_once(strata in strata(), steps in prop::collection::vec(0u64..9, 1..5)) {
        let mut grown = allocate(&strata, floors(&strata)).unwrap();
        let total: u64 = floors(&strata) + steps.iter().sum::<u64>();
        prop_assume!(total <= targets(&strata));
        for step in steps {
            grown.extend(step).unwrap();
        }
        prop_assert_eq!(grown, allocate(&strata, total).unwrap());
    }

    #[test]
    fn an_extension_undraws_nobody(sizes in prop::collection::vec(1usize..12, 1..5), seed in "[a-z]{1,8}", by in 0u64..9) {
        let (pool, plan) = pool_and_plan(&sizes);
        let mut draw = Draw::new(P, &seed, &pool, &plan).unwrap();
        let before = ids(&draw);
        let rest = pool.len() - before.len();
        prop_assume!(by as usize <= rest);
        draw.act(Act::Extend { by }).unwrap();
        let after = ids(&draw);
        prop_assert!(before.is_subset(&after));
        prop_assert_eq!(after.len(), before.len() + by as usize);
    }
}

fn pool_and_plan(sizes: &[usize]) -> (Vec<PoolRow>, Vec<PlanRow>) {
    let mut pool = Vec::new();
    let mut plan = Vec::new();
    for (at, &size) in sizes.iter().enumerate() {
        let code = format!("42010{at}-A");
        pool.extend((0..size).map(|n| PoolRow {
            id: format!("{at}/{n}"),
            stratum: code.clone(),
        }));
        let stratum = Stratum {
            code,
            size: size as u32,
            weight: 1,
            floor: 1,
        };
        plan.push(PlanRow { stratum, n: 1 });
    }
    (pool, plan)
}

fn ids(draw: &Draw) -> BTreeSet<String> {
    draw.drawn()
        .into_iter()
        .flat_map(|(_, rows)| rows)
        .map(|row| row.id)
        .collect()
}

prop_compose! {
    /// A pool of officers, tasks, conflicts and bans that often has a balanced deal, sometimes none.
    pub(super) fn pools()(
        caps in prop::collection::vec((1u32..7, 0u32..3, any::<bool>()), 2..9),
        tasks in 1usize..9,
        conflicts in prop::collection::vec((0usize..9, 0usize..9), 0..5),
        bans in prop::collection::vec((0usize..9, 0usize..9), 0..3),
        (a, b) in (1usize..3, 1usize..2),
    ) -> (Vec<Officer>, Vec<String>, Vec<Conflict>, Members) {
        let row = |(at, (cap, base, first)): (usize, (u32, u32, bool))| Officer {
            officer: format!("O{at}"),
            dept: if first || at == 0 { Dept::A } else { Dept::B },
            pool: "420100".to_owned(),
            cap: cap + base,
            base,
            cert_from: visits().from,
            cert_until: visits().until,
        };
        let officers: Vec<_> = caps.into_iter().enumerate().map(row).collect();
        let tasks = (0..tasks).map(|n| format!("T{n}")).collect();
        let target = |(o, t)| Conflict::Target { officer: format!("O{o}"), id: format!("T{t}") };
        let pair = |(x, y): (usize, usize)| Conflict::Pair { first: format!("O{}", x.min(y)), second: format!("O{}", x.max(y)) };
        let bans = bans.into_iter().filter(|(x, y)| x != y).map(pair);
        let conflicts = conflicts.into_iter().map(target).chain(bans).collect();
        (officers, tasks, conflicts, Members { a, b })
    }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn a_match_keeps_every_hard_rule((roster, tasks, conflicts, members) in pools(), seed in "[a-z]{4}") {
        let setup = Setup { profile: P, seed: &seed, roster: &roster, conflicts: &conflicts, members, visits: visits() };
        let names: Vec<_> = tasks.iter().map(String::as_str).collect();
        let matched = match match_pool(&setup, "420100", &names) {
            Ok(matched) => matched,
            Err(MatchError::Shortage { shortages, .. }) => {
                prop_assert!(shortages.iter().all(|shortage| shortage.missing > 0));
                return Ok(());
            }
            Err(error) => {
                prop_assert_eq!(error, MatchError::Bans { pool: "420100".to_owned() });
                return Ok(());
            }
        };
        prop_assert_eq!(matched.teams.len(), tasks.len());
        let mut loads: BTreeMap<&str, u32> = BTreeMap::new();
        for team in &matched.teams {
            prop_assert_eq!((team.a.len(), team.b.len()), (members.a, members.b));
            let all: Vec<&str> = team.a.iter().chain(&team.b).map(String::as_str).collect();
            prop_assert!(all.contains(&team.leader.as_str()));
            prop_assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
            for officer in &all {
                *loads.entry(officer).or_default() += 1;
                let dept = roster.iter().find(|row| row.officer == **officer).unwrap().dept;
                prop_assert_eq!(dept == Dept::A, team.a.iter().any(|a| a == officer));
            }
            for conflict in &conflicts {
                let broken = match conflict {
                    Conflict::Target { officer, id } => *id == team.task && all.contains(&officer.as_str()),
                    Conflict::Pair { first, second } => all.contains(&first.as_str()) && all.contains(&second.as_str()),
                };
                prop_assert!(!broken, "{conflict:?}");
            }
        }
        for row in &roster {
            prop_assert!(loads.get(row.officer.as_str()).copied().unwrap_or(0) <= row.room());
        }
        if let Method::Deal { r } = matched.method {
            prop_assert_eq!(matched.rejected.len(), r as usize);
            let everyone_plays = conflicts.iter().all(|conflict| matches!(conflict, Conflict::Pair { .. }));
            for dept in Dept::BOTH.into_iter().filter(|_| everyone_plays) {
                let of_dept = roster.iter().filter(|row| row.dept == dept);
                let loads: Vec<_> = of_dept.map(|row| loads.get(row.officer.as_str()).copied().unwrap_or(0)).collect();
                prop_assert!(loads.iter().max().unwrap() - loads.iter().min().unwrap() <= 1, "{loads:?}");
            }
        }
    }
}
