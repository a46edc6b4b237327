//! The rounds in which the teams were matched.

use std::collections::BTreeMap;

use super::super::doc::{Grid, Line, code, line};
use super::super::facts::Round;
use super::Draft;
use super::seed::{Ceremony, secrets};
use crate::draw::deal::{Rejected, Violation};
use crate::draw::files::{CONFLICTS, ROSTER, round_file};
use crate::draw::matching::{Method, NoDeal, PoolMatch};
use crate::draw::record::PublicRecord;
use crate::draw::table::Team;

pub(super) fn write(d: &mut Draft) {
    let facts = d.facts;
    if facts.rounds.is_empty() {
        return;
    }
    d.section("rounds.title");
    d.para("rounds.how", &[]);
    for round in &facts.rounds {
        one(d, round);
    }
}

fn one(d: &mut Draft, round: &Round) {
    let record = &round.version.record;
    let number = || ("round", record.round.into());
    d.heading("rounds.round", &[number()]);
    let args = [
        ("from", record.visits.from.to_string().into()),
        ("until", record.visits.until.to_string().into()),
        ("a", record.members.a.into()),
        ("b", record.members.b.into()),
        (
            "teams",
            record
                .pools
                .iter()
                .map(|pool| pool.teams.len())
                .sum::<usize>()
                .into(),
        ),
        ("roster", d.file(&round_file(ROSTER, record.round))),
        ("conflicts", d.file(&round_file(CONFLICTS, record.round))),
        ("parent", code(&record.parent)),
    ];
    d.para("rounds.is", &args);
    for (given_up, at) in record.abandoned.iter().zip(1_u32..) {
        let seed = given_up.seed.as_deref().map_or("—".into(), code);
        let args = [
            ("at", at.into()),
            ("roster", code(&given_up.roster)),
            ("seed", seed),
            ("reason", given_up.reason.as_str().into()),
        ];
        d.para("rounds.abandoned", &args);
    }
    let public: Vec<PublicRecord> = round
        .seed
        .iter()
        .flat_map(|seed| &seed.public)
        .map(PublicRecord::from)
        .collect();
    let ceremony = Ceremony {
        heading: &record.heading,
        public: &public,
        secrets: secrets(round.seed.as_ref(), None),
        seed: Some(&record.seed),
    };
    let rows = ceremony.rows(d, "seed.match-seed");
    d.pairs(d.say("seed.match-caption", &[number()]), rows);
    let columns = [
        ("rounds.pool", false),
        ("rounds.teams", true),
        ("rounds.method", false),
        ("rounds.rejected", true),
        ("rounds.violations", false),
        ("rounds.load-a", false),
        ("rounds.load-b", false),
    ];
    d.grid(Grid {
        caption: d.say("rounds.caption", &[number()]),
        columns: d.columns(&columns),
        rows: record.pools.iter().map(|pool| cells(d, pool)).collect(),
        foot: Vec::new(),
    });
}

fn cells(d: &Draft, pool: &PoolMatch) -> Vec<Line> {
    let method = match pool.method {
        Method::Deal { r } => d.say("rounds.deal", &[("r", r.into())]),
        Method::LeastCost {
            because: NoDeal::AllRejected,
        } => d.say("rounds.all-rejected", &[]),
        Method::LeastCost {
            because: NoDeal::Caps,
        } => d.say("rounds.caps", &[]),
    };
    vec![
        d.unit(&pool.pool),
        line(pool.teams.len()),
        method,
        line(pool.rejected.len()),
        violations(d, &pool.rejected),
        loads(d, &pool.teams, |team| &team.a),
        loads(d, &pool.teams, |team| &team.b),
    ]
}

/// The rules that rejected deals broke, counted by kind.
fn violations(d: &Draft, rejected: &[Rejected]) -> Line {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for violation in rejected.iter().flat_map(|deal| &deal.violations) {
        let kind = match violation {
            Violation::Conflict { .. } => "violation.conflict",
            Violation::Twice { .. } => "violation.twice",
            Violation::Pair { .. } => "violation.pair",
            Violation::Cap { .. } => "violation.cap",
        };
        *counts.entry(kind).or_default() += 1;
    }
    let said = counts
        .into_iter()
        .map(|(kind, count)| d.say(kind, &[("count", count.into())]));
    d.join("stop", said.collect())
}

/// How many officers hold how many tasks, most tasks first.
fn loads(d: &Draft, teams: &[Team], members: fn(&Team) -> &Vec<String>) -> Line {
    let mut tasks: BTreeMap<&str, usize> = BTreeMap::new();
    for officer in teams.iter().flat_map(members) {
        *tasks.entry(officer).or_default() += 1;
    }
    let mut officers: BTreeMap<usize, usize> = BTreeMap::new();
    for count in tasks.into_values() {
        *officers.entry(count).or_default() += 1;
    }
    let said = officers.into_iter().rev().map(|(tasks, officers)| {
        d.say(
            "rounds.loads",
            &[("officers", officers.into()), ("tasks", tasks.into())],
        )
    });
    d.join("join", said.collect())
}
