//! Result codes: what stands in the way of one, by the campaign's table alone.

use std::collections::BTreeSet;

use super::Problem;
use crate::domain::campaign::{Campaign, Outcome};
use crate::domain::inspection::{Verdict, Visit};
use crate::domain::task::Task;

/// What the visit's codes say of the task.
pub(super) fn outcomes(campaign: &Campaign, visit: &Visit) -> Vec<Outcome> {
    let rows = visit.codes.iter().filter_map(|c| campaign.result_code(*c));
    rows.map(|row| row.outcome).collect()
}

/// Whether something was found that does not comply.
fn failed(visit: &Visit) -> bool {
    visit.answers.iter().any(|a| a.verdict == Verdict::Fail) || !visit.violations.is_empty()
}

/// Why `code` cannot be added to what the visit says already: one of the two stands only alone, or it says that
/// nothing was found while something was. None where it can, or stands there already.
pub fn barred(campaign: &Campaign, visit: &Visit, code: u8) -> Option<Problem> {
    let row = campaign.result_code(code)?;
    if visit.codes.contains(&code) {
        return None;
    }
    let lone = visit.codes.iter().find(|chosen| {
        let chosen = campaign.result_code(**chosen);
        chosen.is_some_and(|chosen| chosen.excludes_all)
    });
    if let Some(lone) = lone {
        return Some(Problem::new("codes", "stands-alone", lone));
    }
    if row.excludes_all && !visit.codes.is_empty() {
        return Some(Problem::new("codes", "stands-alone", code));
    }
    (row.outcome == Outcome::Clean && failed(visit)).then(|| Problem::new("codes", "clean-but-failed", ""))
}

pub(super) fn check(campaign: &Campaign, task: &Task, visit: &Visit, problems: &mut Vec<Problem>) {
    if visit.codes.is_empty() {
        problems.push(Problem::new("codes", "no-code", ""));
    }
    let distinct: BTreeSet<u8> = visit.codes.iter().copied().collect();
    if distinct.len() < visit.codes.len() {
        problems.push(Problem::new("codes", "code-twice", ""));
    }
    for code in &distinct {
        match campaign.result_code(*code) {
            None => problems.push(Problem::new("codes", "unknown-code", code)),
            Some(row) if row.excludes_all && distinct.len() > 1 => {
                problems.push(Problem::new("codes", "stands-alone", code));
            }
            Some(_) => {}
        }
    }
    let outcomes = outcomes(campaign, visit);
    let failed = failed(visit);
    if failed && outcomes.contains(&Outcome::Clean) {
        problems.push(Problem::new("codes", "clean-but-failed", ""));
    }
    let seen = visit
        .answers
        .iter()
        .any(|a| matches!(a.verdict, Verdict::Pass | Verdict::Fail));
    if outcomes.contains(&Outcome::Clean) && !seen && visit.answers.len() >= task.checklist.len() {
        problems.push(Problem::new("codes", "clean-but-unseen", ""));
    }
    if !failed && outcomes.contains(&Outcome::Problem) {
        problems.push(Problem::new("codes", "problem-without-finding", ""));
    }
}
