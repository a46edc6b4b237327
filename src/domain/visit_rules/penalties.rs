//! Violations and their fines: a fine stands only on a violation that was found, and on its precondition.

use super::Problem;
use crate::domain::campaign::{Campaign, Fine};
use crate::domain::inspection::{Penalty, Visit};

pub(super) fn check(campaign: &Campaign, visit: &Visit, problems: &mut Vec<Problem>) {
    for id in &visit.violations {
        match campaign.violation(id) {
            None => problems.push(Problem::new("violations", "unknown-violation", id)),
            Some(row) if !row.in_force(visit.visited) => {
                problems.push(Problem::new("violations", "not-in-force", id));
            }
            Some(_) => {}
        }
    }
    if visit.measures.fine_yuan > 0 && visit.violations.is_empty() {
        problems.push(Problem::new(TOTAL, "fine-without-violation", ""));
    }
    for (at, penalty) in visit.penalties.iter().enumerate() {
        let earlier = visit.penalties.iter().take(at);
        let fault = match fine_of(campaign, penalty) {
            None => Some(("unknown-fine", field(penalty))),
            Some(_) if !visit.violations.contains(&penalty.violation) => {
                Some(("fine-without-violation", String::new()))
            }
            Some(_) if earlier.into_iter().any(|other| same(other, penalty)) => {
                Some(("fine-twice", String::new()))
            }
            Some(fine) => unfounded(fine, penalty),
        };
        problems.extend(fault.map(|(fault, detail)| Problem::new(field(penalty), fault, detail)));
    }
    let sum = visit
        .penalties
        .iter()
        .fold(0_u64, |sum, penalty| sum.saturating_add(penalty.yuan));
    if sum > visit.measures.fine_yuan {
        problems.push(Problem::new(TOTAL, "fines-exceed-total", sum));
    }
}

/// Fines outside the range that the campaign's table gives with its article. The law knows reasons to go below a
/// range, so this is said and not refused.
pub(super) fn warnings(campaign: &Campaign, visit: &Visit) -> Vec<Problem> {
    let outside = visit.penalties.iter().filter_map(|penalty| {
        let fine = fine_of(campaign, penalty)?;
        let (least, most) = fine.range(penalty.of)?;
        let out = penalty.yuan > 0 && !(least..=most).contains(&penalty.yuan);
        out.then(|| {
            let range = format!("{least} – {most}; {}", fine.article);
            Problem::new(field(penalty), "outside-the-range", range)
        })
    });
    outside.collect()
}

/// The field of the total of fines and confiscations.
const TOTAL: &str = "measures.fine_yuan";

fn fine_of<'a>(campaign: &'a Campaign, penalty: &Penalty) -> Option<&'a Fine> {
    campaign.violation(&penalty.violation)?.fine_of(&penalty.fine)
}

fn field(penalty: &Penalty) -> String {
    format!("penalties.{}.{}", penalty.violation, penalty.fine)
}

fn same(one: &Penalty, other: &Penalty) -> bool {
    (&one.violation, &one.fine) == (&other.violation, &other.fine)
}

fn unfounded(fine: &Fine, penalty: &Penalty) -> Option<(&'static str, String)> {
    if penalty.yuan == 0 {
        return None;
    }
    if !penalty.holds {
        return Some(("precondition-open", fine.article.clone()));
    }
    (fine.of.is_some() && penalty.of.is_none()).then(|| ("needs-a-base", fine.article.clone()))
}
