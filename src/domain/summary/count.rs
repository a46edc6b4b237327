//! What each column of the summary gets from a record.

use std::collections::BTreeMap;

use super::Cell;
use crate::domain::campaign::{Campaign, Count, Measure, Who};
use crate::domain::follow_up::{self, Covered, FollowUp, Kind};
use crate::domain::inspection::{Answer, Inspection, UnitKind, Verdict};
use crate::domain::operator::Department;
use crate::domain::task::Member;

/// What the campaign's columns count, in their order; none for a column that counts nothing.
///
/// A campaign none of whose columns says it was begun by a version of this program that knew the columns of the notice's
/// campaign by their ids. Its data directory is read with what they meant then (`before_files_said`); a new campaign of
/// that kind is refused as unsound, so that no other id ever means anything to the program.
pub fn counts(campaign: &Campaign) -> Vec<Option<Count>> {
    let columns = || campaign.summary_columns.iter();
    if columns().any(|column| column.count.is_some()) {
        return columns().map(|column| column.count.clone()).collect();
    }
    columns().map(|column| before_files_said(&column.id)).collect()
}

/// What the columns of the notice's campaign counted before campaign files said so.
fn before_files_said(id: &str) -> Option<Count> {
    let violations = |ids: &[&str]| Count::Violations(ids.iter().map(|id| (*id).to_owned()).collect());
    Some(match id {
        "visits-hr" => Count::Present(Who::Hr),
        "visits-mr" => Count::Present(Who::Mr),
        "checked-agencies" => Count::Kind(UnitKind::Agency),
        "checked-employers" => Count::Kind(UnitKind::Employer),
        "checked-other" => Count::Kind(UnitKind::Other),
        "unlicensed-brokerage"
        | "unlicensed-dispatch"
        | "papers-withheld"
        | "deposit-taken"
        | "benefit-fraud" => violations(&[id]),
        "unfiled" => violations(&["unfiled-or-unreported"]),
        "false-recruiting" => violations(&["untrue-recruiting", "false-job-information"]),
        "job-discrimination" => violations(&["job-discrimination", "sex-discrimination"]),
        "minority-workers" => Count::Items(vec!["RS19".to_owned()]),
        "orders-to-correct" => Count::Measure(Measure::Orders),
        "refund-amount" => Count::Measure(Measure::RefundYuan),
        "refund-people" => Count::Measure(Measure::RefundPeople),
        "fines-and-confiscations" => Count::Measure(Measure::FineYuan),
        "shut-down" => Count::Measure(Measure::Banned),
        "licences-revoked" => Count::Measure(Measure::Revoked),
        "to-police" => Count::Measure(Measure::ToPolice),
        "notified" => Count::Measure(Measure::Notified),
        _ => return None,
    })
}

/// What the follow-up ledger of a task comes to.
#[derive(Default)]
pub(super) struct Ledger {
    covered: Covered,
    kinds: BTreeMap<Kind, u64>,
}

impl Ledger {
    /// Of the matters of one task. Of what has to be approved first only what was carried out counts as one of its kind.
    pub(super) fn of(matters: &[FollowUp]) -> Self {
        let mut kinds = BTreeMap::new();
        let counts = |of: &&FollowUp| of.is_sent() || (of.stands() && !of.kind().needs_approval());
        for of in matters.iter().filter(counts) {
            *kinds.entry(of.kind()).or_insert(0) += 1;
        }
        Ledger {
            covered: Covered::of(matters),
            kinds,
        }
    }
}

/// What `inspection`, with what the ledger says of it, adds to a column that counts `count`.
pub(super) fn figure(count: &Count, team: &[Member], inspection: &Inspection, ledger: &Ledger) -> u64 {
    let visit = &inspection.visit;
    let of = |department: Department| {
        let there = team.iter().filter(|m| m.department == department);
        there.filter(|m| visit.present.contains(&m.officer)).count() as u64
    };
    match count {
        Count::Present(Who::Hr) => of(Department::Hr),
        Count::Present(Who::Mr) => of(Department::Mr),
        Count::Present(Who::Other) => visit.others.into(),
        Count::Kind(kind) => u64::from(visit.unit_kind == *kind),
        Count::Violations(ids) => u64::from(visit.violations.iter().any(|v| ids.contains(v))),
        Count::Items(ids) => {
            let failed = |a: &Answer| a.verdict == Verdict::Fail && ids.contains(&a.item);
            u64::from(visit.answers.iter().any(failed))
        }
        Count::Codes(codes) => u64::from(visit.codes.iter().any(|code| codes.contains(code))),
        Count::Measure(measure) => {
            let of = |measures| measure.of(measures);
            let covered = &ledger.covered;
            follow_up::figure(of(&visit.measures), of(&covered.entered), of(&covered.standing))
        }
        Count::FollowUp(kind) => ledger.kinds.get(kind).copied().unwrap_or(0),
    }
}

/// What matters that no visit counts add to a column that counts `count`.
pub(super) fn of_ledger(count: &Count, ledger: &Ledger) -> u64 {
    match count {
        Count::Measure(measure) => measure.of(&ledger.covered.standing),
        Count::FollowUp(kind) => ledger.kinds.get(kind).copied().unwrap_or(0),
        _ => 0,
    }
}

/// The cell of a column before anything is counted.
pub(super) fn empty(count: Option<&Count>) -> Cell {
    Cell {
        figure: count.map(|_| 0),
        ..Cell::default()
    }
}
