//! The rounds of matching: whose tasks each pool had to take, and the teams that follow.

use std::collections::{BTreeMap, BTreeSet};

use super::basis::{Basis, promised};
use super::reading::{check_heading, compare, last_number, need, read, unchanged};
use super::{Difference, Files};
use crate::draw::files::MATCH_ANNOUNCEMENT;
use crate::draw::files::{
    CONFLICTS, Conflict, Fault, MATCH, MATCH_SEED, Officer, ROSTER, parse_conflicts, parse_roster, round_file,
};
use crate::draw::hash::is_hash;
use crate::draw::matching::{MatchError, PoolMatch, Task, match_pool, tasks_by_pool};
use crate::draw::promise::Promised;
use crate::draw::record::{Abandoned, DrawRecord, Heading, MATCH_FORMAT, MatchAnnouncement, MatchRecord};
use crate::draw::seed::{Announced, MatchLinks, SeedText};
use crate::draw::select::Fate;
use crate::draw::table::Setup;

/// A round that holds.
pub(super) struct Round {
    pub(super) record: MatchRecord,
    pub(super) hash: String,
    pub(super) roster: Vec<Officer>,
    pub(super) conflicts: Vec<Conflict>,
    /// Which version of the draw record was matched.
    parent: usize,
    /// Targets that were retired before this round matched their pool, with the pool.
    left_out: BTreeMap<String, String>,
}

impl Round {
    pub(super) fn file(&self) -> String {
        round_file(MATCH, self.record.round)
    }

    pub(super) fn tasks(&self) -> impl Iterator<Item = &str> {
        tasks(&self.record.pools)
    }
}

fn tasks(pools: &[PoolMatch]) -> impl Iterator<Item = &str> {
    pools
        .iter()
        .flat_map(|pool| &pool.teams)
        .map(|team| team.task.as_str())
}

/// Checks every round, in order.
pub(super) fn check(files: &Files, basis: &Basis) -> Result<Vec<Round>, Difference> {
    let mut rounds = Vec::new();
    for number in 1..=rounds_of(files) {
        let round = check_round(files, basis, number, &rounds)?;
        rounds.push(round);
    }
    check_announced(files, &rounds)?;
    Ok(rounds)
}

/// A round keeps to what was announced for it, whether it matched anybody or was given up.
fn check_announced(files: &Files, rounds: &[Round]) -> Result<(), Difference> {
    let stem = MATCH_ANNOUNCEMENT.trim_end_matches(".json");
    let names = files.iter().filter(|(name, _)| name.starts_with(stem));
    for (file, bytes) in names {
        let announced: MatchAnnouncement = read(file, bytes)?;
        check_heading(file, &announced.heading)?;
        compare(file, bytes, &announced)?;
        for bound in rounds.iter().flat_map(Bound::of) {
            bound.check(file, &announced)?;
        }
    }
    Ok(())
}

/// What a match record says a round was bound to.
struct Bound<'a> {
    roster: &'a str,
    conflicts: &'a str,
    commit_a: &'a str,
    commit_b: &'a str,
    sources: &'a [Announced],
}

impl<'a> Bound<'a> {
    fn of(round: &'a Round) -> Vec<Self> {
        let record = &round.record;
        let given_up = record.abandoned.iter().map(|round| Bound {
            roster: &round.roster,
            conflicts: &round.conflicts,
            commit_a: &round.commit_a,
            commit_b: &round.commit_b,
            sources: &round.announced,
        });
        let own = Bound {
            roster: &record.roster,
            conflicts: &record.conflicts,
            commit_a: &record.heading.commit_a,
            commit_b: &record.heading.commit_b,
            sources: &record.heading.announced,
        };
        given_up.chain([own]).collect()
    }

    /// An announcement of the same commitments names the same files and sources.
    fn check(&self, file: &str, announced: &MatchAnnouncement) -> Result<(), Difference> {
        let heading = &announced.heading;
        if heading.commit_a != self.commit_a || heading.commit_b != self.commit_b {
            return Ok(());
        }
        let fields = [
            ("roster", announced.roster == self.roster, &announced.roster),
            (
                "conflicts",
                announced.conflicts == self.conflicts,
                &announced.conflicts,
            ),
            ("announced", heading.announced == self.sources, &heading.batch),
        ];
        match fields.into_iter().find(|(_, same, _)| !same) {
            None => Ok(()),
            Some((field, _, found)) => Err(Difference::Field {
                file: file.to_owned(),
                field,
                found: found.clone(),
            }),
        }
    }
}

/// The newest round of which anything but a roster is published.
fn rounds_of(files: &Files) -> u32 {
    let of = |name| match last_number(files, name) {
        0 | 1 => u32::from(files.contains_key(name)),
        number => number,
    };
    of(MATCH).max(of(MATCH_SEED))
}

/// Rounds that were given up stand as they are stated; nothing else among the files says anything about them.
fn check_abandoned(file: &str, abandoned: &[Abandoned]) -> Result<Vec<Abandoned>, Difference> {
    for round in abandoned {
        let hashes = [Some(&round.roster), Some(&round.conflicts), round.seed.as_ref()];
        let bad = hashes.into_iter().flatten().find(|hash| !is_hash(hash));
        let blank = round.reason.trim().is_empty().then_some(&round.reason);
        if let Some(found) = bad.or(blank) {
            return Err(Difference::Field {
                file: file.to_owned(),
                field: "abandoned",
                found: found.clone(),
            });
        }
    }
    Ok(abandoned.to_vec())
}

fn check_round(files: &Files, basis: &Basis, number: u32, before: &[Round]) -> Result<Round, Difference> {
    let name = |name| round_file(name, number);
    let (file, roster_file, conflicts_file) = (name(MATCH), name(ROSTER), name(CONFLICTS));
    let bytes = need(files, &file)?;
    let record: MatchRecord = read(&file, bytes)?;
    check_heading(&file, &record.heading)?;
    let (roster_bytes, conflict_bytes) = (need(files, &roster_file)?, need(files, &conflicts_file)?);
    let roster = parse_roster(roster_bytes).map_err(|fault| named(&roster_file, fault))?;
    let conflicts =
        parse_conflicts(conflict_bytes, &roster).map_err(|fault| named(&conflicts_file, fault))?;
    let profile = basis.profile;
    let (parent, source) = parent(basis, &file, &record, before)?;
    let links = MatchLinks {
        roster: profile.hex(roster_bytes),
        conflicts: profile.hex(conflict_bytes),
        parent: record.parent.clone(),
    };
    let seed = check_seed(files, basis, &record, &links, number)?;
    let setup = Setup {
        profile,
        seed: &seed,
        roster: &roster,
        conflicts: &conflicts,
        members: record.members,
        visits: record.visits,
    };
    let failed = |error| Difference::Match {
        file: file.clone(),
        error,
    };
    let left_out = check_tasks(basis, &setup, &file, &record, source, before)?;
    let expected = MatchRecord {
        heading: Heading {
            format: MATCH_FORMAT.to_owned(),
            previous: Some(links.parent.clone()),
            commit_a: record.heading.commit_a.clone(),
            commit_b: record.heading.commit_b.clone(),
            announced: record.heading.announced.clone(),
            ..basis.heading.clone()
        },
        round: number,
        parent: links.parent,
        roster: links.roster,
        conflicts: links.conflicts,
        pools: match_again(&setup, &record.pools).map_err(failed)?,
        seed: seed.clone(),
        members: record.members,
        visits: record.visits,
        abandoned: check_abandoned(&file, &record.abandoned)?,
    };
    compare(&file, bytes, &expected)?;
    let hash = profile.hex(bytes);
    Ok(Round {
        record: expected,
        hash,
        roster,
        conflicts,
        parent,
        left_out,
    })
}

fn named(file: &str, fault: Fault) -> Fault {
    Fault {
        file: file.to_owned(),
        ..fault
    }
}

/// The version of the draw record that the round matches; later rounds never go back to an older one.
fn parent<'b>(
    basis: &'b Basis,
    file: &str,
    record: &MatchRecord,
    before: &[Round],
) -> Result<(usize, &'b DrawRecord), Difference> {
    let hashes = basis.hashes();
    let versions = hashes.iter().zip(&basis.versions).enumerate();
    let found = versions
        .map(|(at, (hash, (_, draw)))| (at, hash, draw))
        .find(|(_, hash, _)| **hash == record.parent);
    let Some((at, _, draw)) = found else {
        return Err(Difference::Unknown {
            file: file.to_owned(),
            field: "parent",
            hash: record.parent.clone(),
        });
    };
    if before.last().is_some_and(|round| round.parent > at) {
        return Err(Difference::OldParent {
            file: file.to_owned(),
        });
    }
    Ok((at, draw))
}

/// Checks the round's seed text; gives M.
fn check_seed(
    files: &Files,
    basis: &Basis,
    record: &MatchRecord,
    links: &MatchLinks,
    number: u32,
) -> Result<String, Difference> {
    let name = |name| round_file(name, number);
    let file = name(MATCH_SEED);
    let seed = SeedText::parse(&file, need(files, &file)?, true)?;
    if let Some(stated) = &seed.links {
        unchanged(&name(ROSTER), &links.roster, &file, &stated.roster)?;
        unchanged(&name(CONFLICTS), &links.conflicts, &file, &stated.conflicts)?;
    }
    let promised = Promised {
        batch: basis.heading.batch.clone(),
        links: Some(links.clone()),
        ..promised(&record.heading, &basis.frozen.pool, &basis.frozen.plan)
    };
    promised
        .check(basis.profile, &seed)
        .map_err(|broken| Difference::Seed { file, broken })?;
    Ok(seed.seed(basis.profile))
}

/// Checks the tasks the record states: a pool takes every active target of its areas in the parent record, except
/// those with a team from an earlier round and those that a later draw record has replaced or struck off. Gives the
/// targets left out.
fn check_tasks(
    basis: &Basis,
    setup: &Setup,
    file: &str,
    record: &MatchRecord,
    source: &DrawRecord,
    before: &[Round],
) -> Result<BTreeMap<String, String>, Difference> {
    let own = |text: &str| text.to_owned();
    let mut teams: BTreeMap<&str, u32> = BTreeMap::new();
    for round in before {
        teams.extend(round.tasks().map(|id| (id, round.record.round)));
    }
    let waiting: Vec<Task> = source
        .tasks()
        .into_iter()
        .filter(|task| !teams.contains_key(task.id))
        .collect();
    let due = tasks_by_pool(setup, &waiting).map_err(|error| Difference::Match {
        file: own(file),
        error,
    })?;
    let retired = retired(basis);
    let mut left_out = BTreeMap::new();
    for pool in &record.pools {
        let due: BTreeSet<&str> = due
            .get(&pool.pool)
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        let stated: BTreeSet<&str> = pool.teams.iter().map(|team| team.task.as_str()).collect();
        for id in &stated {
            if let Some(round) = teams.insert(id, record.round) {
                let (file, id) = (own(file), own(id));
                return Err(Difference::SecondTeam { file, id, round });
            }
            if !due.contains(id) {
                let (file, pool, id) = (own(file), pool.pool.clone(), own(id));
                return Err(Difference::ForeignTask { file, pool, id });
            }
            check_never_left_out(before, id)?;
        }
        for id in due.difference(&stated) {
            if !retired.contains(id) {
                let (file, pool, id) = (own(file), pool.pool.clone(), own(id));
                return Err(Difference::LeftOutTask { file, pool, id });
            }
            left_out.insert(own(id), pool.pool.clone());
        }
    }
    Ok(left_out)
}

/// A target left out as retired cannot be matched later: then it was not retired yet.
fn check_never_left_out(before: &[Round], id: &str) -> Result<(), Difference> {
    let found = before
        .iter()
        .find_map(|round| round.left_out.get(id).map(|pool| (round, pool)));
    match found {
        Some((round, pool)) => Err(Difference::LeftOutTask {
            file: round.file(),
            pool: pool.clone(),
            id: id.to_owned(),
        }),
        None => Ok(()),
    }
}

/// Targets replaced or struck off by now.
fn retired<'b>(basis: &'b Basis) -> BTreeSet<&'b str> {
    let strata = basis.latest().into_iter().flat_map(|record| &record.strata);
    let rows = strata.flat_map(|stratum| &stratum.drawn);
    rows.filter(|row| row.fate != Fate::Active)
        .map(|row| row.id.as_str())
        .collect()
}

/// Matches the stated pools again, those without any task left away.
fn match_again(setup: &Setup, pools: &[PoolMatch]) -> Result<Vec<PoolMatch>, MatchError> {
    let stated: BTreeMap<&str, Vec<&str>> = pools
        .iter()
        .filter(|pool| !pool.teams.is_empty())
        .map(|pool| (pool.pool.as_str(), tasks(std::slice::from_ref(pool)).collect()))
        .collect();
    stated
        .iter()
        .map(|(pool, tasks)| match_pool(setup, pool, tasks))
        .collect()
}
