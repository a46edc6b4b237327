//! Result codes: what stands in the way of one, by the campaign's table alone.

use std::collections::BTreeSet;

use super::Problem;
use crate::domain::campaign::{Campaign, Demand};
use crate::domain::inspection::{Verdict, Visit};
use crate::domain::task::Task;

/// What the codes of the visit together demand of its record: the list is owed as soon as one of them demands it.
fn demands(campaign: &Campaign, visit: &Visit) -> BTreeSet<Demand> {
    campaign
        .outcomes_of(&visit.codes)
        .flat_map(|outcome| campaign.demands(outcome).iter().copied())
        .collect()
}

/// Whether every item of the list is to be answered: where nobody could go through it, it is not owed. Without a known
/// code it is.
pub(super) fn owe_the_list(campaign: &Campaign, visit: &Visit) -> bool {
    campaign.outcomes_of(&visit.codes).next().is_none() || demands(campaign, visit).contains(&Demand::List)
}

/// Whether something was found that does not comply.
fn failed(visit: &Visit) -> bool {
    visit.answers.iter().any(|a| a.verdict == Verdict::Fail) || !visit.violations.is_empty()
}

/// Why `code` cannot be added to what the visit says already: it and one that stands there exclude each other, or it
/// says that nothing was found while something was. None where it can, or stands there already.
pub fn barred(campaign: &Campaign, visit: &Visit, code: u8) -> Option<Problem> {
    let row = campaign.result_code(code)?;
    if visit.codes.contains(&code) {
        return None;
    }
    let excluded = visit
        .codes
        .iter()
        .find_map(|chosen| excluded(campaign, *chosen, code));
    if excluded.is_some() {
        return excluded;
    }
    let clean = campaign.demands(row.outcome).contains(&Demand::NoFinding);
    (clean && failed(visit)).then(|| Problem::new("codes", "clean-but-failed", ""))
}

/// Why two codes cannot stand in one record.
fn excluded(campaign: &Campaign, one: u8, other: u8) -> Option<Problem> {
    let alone = |code: u8| campaign.result_code(code).is_some_and(|row| row.excludes_all);
    match [one, other].into_iter().find(|code| alone(*code) && one != other) {
        Some(lone) => Some(Problem::new("codes", "stands-alone", lone)),
        None if campaign.exclude_each_other(one, other) => {
            let both = format!("{}, {}", one.min(other), one.max(other));
            Some(Problem::new("codes", "exclude-each-other", both))
        }
        None => None,
    }
}

pub(super) fn check(campaign: &Campaign, task: &Task, visit: &Visit, problems: &mut Vec<Problem>) {
    if visit.codes.is_empty() {
        problems.push(Problem::new("codes", "no-code", ""));
    }
    let distinct: BTreeSet<u8> = visit.codes.iter().copied().collect();
    if distinct.len() < visit.codes.len() {
        problems.push(Problem::new("codes", "code-twice", ""));
    }
    for code in distinct
        .iter()
        .filter(|code| campaign.result_code(**code).is_none())
    {
        problems.push(Problem::new("codes", "unknown-code", code));
    }
    let mut excluding = Vec::new();
    for (n, one) in distinct.iter().enumerate() {
        let others = distinct.iter().skip(n + 1);
        excluding.extend(others.filter_map(|other| excluded(campaign, *one, *other)));
    }
    excluding.dedup();
    problems.extend(excluding);
    let demands = demands(campaign, visit);
    let failed = failed(visit);
    let clean = demands.contains(&Demand::NoFinding);
    if failed && clean {
        problems.push(Problem::new("codes", "clean-but-failed", ""));
    }
    let seen = visit
        .answers
        .iter()
        .any(|a| matches!(a.verdict, Verdict::Pass | Verdict::Fail));
    if clean && !seen && visit.answers.len() >= task.checklist.len() {
        problems.push(Problem::new("codes", "clean-but-unseen", ""));
    }
    if !failed && demands.contains(&Demand::Finding) {
        problems.push(Problem::new("codes", "problem-without-finding", ""));
    }
}
