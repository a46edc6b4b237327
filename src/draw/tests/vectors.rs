//! The published vectors, byte for byte.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::Value;

use crate::draw::allocate::allocate;
use crate::draw::deal::{self, Violation};
use crate::draw::files::{Conflict, Dept, Officer, PlanRow, parse_plan, parse_pool, write_plan, write_pool};
use crate::draw::hash::Profile;
use crate::draw::matching::{Method, match_pool};
use crate::draw::plan::{check_places, check_sizes, make_plan, strata_of};
use crate::draw::seed::{Announced, Party, PublicValue, SeedText, commitment};
use crate::draw::select::{Act, Draw, How};
use crate::draw::table::{Members, Setup, Table, Visits};
use crate::draw::ticket::Tickets;

pub(super) fn draw_vector() -> Value {
    serde_json::from_str(include_str!("../../../tests/vectors/draw.json")).unwrap()
}

fn match_vector() -> Value {
    serde_json::from_str(include_str!("../../../tests/vectors/match.json")).unwrap()
}

pub(super) fn text<'v>(vector: &'v Value, key: &str) -> &'v str {
    vector[key].as_str().unwrap()
}

fn texts(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item.as_str().unwrap())
        .collect()
}

fn counts(value: &Value) -> BTreeMap<&str, u32> {
    let pairs = value.as_object().unwrap().iter();
    pairs
        .map(|(code, n)| (code.as_str(), n.as_u64().unwrap() as u32))
        .collect()
}

#[test]
fn files_are_read_hashed_and_written_back() {
    let vector = draw_vector();
    let (pool_text, plan_text) = (text(&vector, "pool_tsv"), text(&vector, "plan_tsv"));
    let (pool, plan) = (
        parse_pool(pool_text.as_bytes()).unwrap(),
        parse_plan(plan_text.as_bytes()).unwrap(),
    );
    assert_eq!(Profile::Sha256.hex(pool_text), text(&vector, "pool_sha256"));
    assert_eq!(Profile::Sha256.hex(plan_text), text(&vector, "plan_sha256"));
    assert_eq!(write_pool(&pool), pool_text);
    assert_eq!(write_plan(&plan), plan_text);
    assert_eq!(check_sizes(&pool, &plan), Ok(()));
    assert_eq!(check_places(&plan), Ok(()));
    let weight = |grade: &str| match grade {
        "A" => 1,
        "B" => 2,
        "C" => 4,
        _ => 8,
    };
    assert_eq!(make_plan(&pool, weight, |_| 1, 15), Ok(plan));
}

#[test]
fn the_ceremony_gives_the_commitments_and_the_seed() {
    let vector = draw_vector();
    let seed = SeedText {
        batch: "HB-RS-2022-01".to_owned(),
        pool: text(&vector, "pool_sha256").to_owned(),
        plan: text(&vector, "plan_sha256").to_owned(),
        links: None,
        a: text(&vector, "reveal_a").to_owned(),
        b: text(&vector, "reveal_b").to_owned(),
        public: vec![PublicValue {
            announced: Announced {
                kind: "ssq".to_owned(),
                issue: "2022062".to_owned(),
            },
            value: "01 05 13 18 22 30 + 07".to_owned(),
        }],
    };
    let commit = |party, secret: &str| commitment(Profile::Sha256, &seed.batch, party, secret);
    assert_eq!(commit(Party::A, &seed.a), text(&vector, "commit_a"));
    assert_eq!(commit(Party::B, &seed.b), text(&vector, "commit_b"));
    assert_eq!(seed.text(), text(&vector, "seed_txt"));
    assert_eq!(
        SeedText::parse("seed.txt", seed.text().as_bytes(), false),
        Ok(seed.clone())
    );
    assert_eq!(seed.seed(Profile::Sha256), text(&vector, "S"));
}

#[test]
fn the_allocation_its_order_and_its_extension() {
    let vector = draw_vector();
    let plan = parse_plan(text(&vector, "plan_tsv").as_bytes()).unwrap();
    let mut allocation = allocate(&strata_of(&plan), 15).unwrap();
    let given = |allocation: &crate::draw::allocate::Allocation| {
        let pairs = allocation.counts();
        pairs
            .map(|(stratum, n)| (stratum.code.clone(), n))
            .collect::<BTreeMap<_, _>>()
    };
    let expected = |key: &str| {
        let counts = counts(&vector[key]);
        counts
            .into_iter()
            .map(|(code, n)| (code.to_owned(), n))
            .collect::<BTreeMap<_, _>>()
    };
    assert_eq!(given(&allocation), expected("alloc"));
    assert_eq!(
        allocation.order().collect::<Vec<_>>(),
        texts(&vector["alloc_order_after_floor"])
    );
    allocation.extend(7).unwrap();
    assert_eq!(given(&allocation), expected("alloc_if_extended_to_22"));
}

#[test]
fn every_rank_ticket_and_choice() {
    let vector = draw_vector();
    let pool = parse_pool(text(&vector, "pool_tsv").as_bytes()).unwrap();
    let plan: Vec<PlanRow> = parse_plan(text(&vector, "plan_tsv").as_bytes()).unwrap();
    let seed = text(&vector, "S");
    let tickets = Tickets::new(Profile::Sha256, seed);
    let mut draw = Draw::new(Profile::Sha256, seed, &pool, &plan).unwrap();
    let drawn: BTreeMap<String, Vec<String>> = draw
        .drawn()
        .into_iter()
        .map(|(stratum, rows)| (stratum.to_owned(), rows.into_iter().map(|row| row.id).collect()))
        .collect();
    for (stratum, selection) in vector["selection"].as_object().unwrap() {
        let ids: Vec<_> = pool
            .iter()
            .filter(|row| row.stratum == *stratum)
            .map(|row| row.id.as_str())
            .collect();
        let order = tickets.order(ids.iter().copied());
        let published = selection["ranked"].as_array().unwrap();
        assert_eq!(order.len(), published.len());
        for (index, (ranked, row)) in order.iter().zip(published).enumerate() {
            assert_eq!(row["rank"].as_u64().unwrap() as usize, index + 1);
            assert_eq!(ranked.id, row["id"].as_str().unwrap());
            assert_eq!(ranked.ticket.to_string(), row["ticket"].as_str().unwrap());
            let selected = drawn[stratum].iter().any(|id| id == ranked.id);
            assert_eq!(selected, row["selected"].as_bool().unwrap());
        }
        assert_eq!(
            tickets.bottom(ids.iter().copied(), 3),
            order[..order.len().min(3)]
        );
    }
    draw.act(Act::Extend { by: 7 }).unwrap();
    let extended = counts(&vector["alloc_if_extended_to_22"]);
    for (stratum, rows) in draw.drawn() {
        assert_eq!(rows.len(), extended[stratum] as usize);
        let first: Vec<_> = rows
            .iter()
            .filter(|row| row.how == How::Draw)
            .map(|row| row.id.clone())
            .collect();
        assert_eq!(first, drawn[stratum]);
    }
}

#[test]
fn the_match_and_the_log_of_its_deals() {
    let vector = match_vector();
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    let (from, until) = (date("2022-06-11"), date("2022-07-20"));
    let officers = |key: &str, dept| {
        let row = move |officer: &str| Officer {
            officer: officer.to_owned(),
            dept,
            pool: "420100".to_owned(),
            cap: 9,
            base: 0,
            cert_from: from,
            cert_until: until,
        };
        texts(&vector[key]).into_iter().map(row).collect::<Vec<_>>()
    };
    let roster = [officers("dept_A", Dept::A), officers("dept_B", Dept::B)].concat();
    let pairs = |key: &str| {
        vector[key]
            .as_array()
            .unwrap()
            .iter()
            .map(|pair| texts(pair))
            .collect::<Vec<_>>()
    };
    let own = |text: &str| text.to_owned();
    let mut conflicts = Vec::new();
    for pair in pairs("conflicts") {
        conflicts.push(Conflict::Target {
            officer: own(pair[0]),
            id: own(pair[1]),
        });
    }
    for pair in pairs("pair_bans") {
        conflicts.push(Conflict::Pair {
            first: own(pair[0]),
            second: own(pair[1]),
        });
    }
    let setup = Setup {
        profile: Profile::Sha256,
        seed: text(&vector, "match_seed"),
        roster: &roster,
        conflicts: &conflicts,
        members: Members::default(),
        visits: Visits { from, until },
    };
    let (pool, tasks) = (text(&vector, "pool"), texts(&vector["tasks"]));
    let table = Table::new(&setup, pool, &tasks);
    for entry in vector["log"].as_array().unwrap() {
        let hands = deal::hands(&setup, &table, entry["r"].as_u64().unwrap() as u32);
        for (task, members) in tasks.iter().zip(&hands) {
            assert_eq!(table.name(members[0]), entry["a"][task].as_str().unwrap());
            assert_eq!(table.name(members[1]), entry["b"][task].as_str().unwrap());
        }
        let violations: Vec<Violation> = deal::violations(&table, &hands);
        assert_eq!(serde_json::to_value(&violations).unwrap(), entry["violations"]);
        assert_eq!(
            serde_json::from_value::<Vec<Violation>>(entry["violations"].clone()).unwrap(),
            violations
        );
    }
    let matched = match_pool(&setup, pool, &tasks).unwrap();
    let accepted = vector["accepted_r"].as_u64().unwrap() as u32;
    assert_eq!(matched.method, Method::Deal { r: accepted });
    assert_eq!(matched.rejected.len(), accepted as usize);
    for team in &matched.teams {
        let entry = &vector["log"][accepted as usize];
        assert_eq!((team.a.len(), team.b.len()), (1, 1));
        assert_eq!(team.a[0], entry["a"][&team.task].as_str().unwrap());
        assert_eq!(team.b[0], entry["b"][&team.task].as_str().unwrap());
        let tickets = Tickets::new(Profile::Sha256, setup.seed);
        let lead = |officer: &str| tickets.ticket(&format!("lead|{}|{officer}", team.task));
        let smaller = if lead(&team.a[0]) < lead(&team.b[0]) {
            &team.a[0]
        } else {
            &team.b[0]
        };
        assert_eq!(&team.leader, smaller);
    }
}
