//! How each column of the summary comes by its figures.

use crate::domain::campaign::{Campaign, SummaryColumn};
use crate::domain::follow_up::{Covered, figure};
use crate::domain::inspection::{Answer, Inspection, Measures, UnitKind, Verdict};
use crate::domain::library::ChecklistItem;
use crate::domain::operator::Department;
use crate::domain::task::Member;

use super::Cell;

/// Columns whose violations bear other names in the campaign's table: column, violations.
const ALIASES: [(&str, &[&str]); 3] = [
    ("unfiled", &["unfiled-or-unreported"]),
    (
        "false-recruiting",
        &["untrue-recruiting", "false-job-information"],
    ),
    (
        "job-discrimination",
        &["job-discrimination", "sex-discrimination"],
    ),
];

/// How a column comes by its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// 出动人次: the members of a department who were there, summed over the visits.
    Present(Department),
    /// 检查户数: targets of a kind that were gone to, whether or not anybody was met.
    Checked(UnitKind),
    /// Targets with at least one of these violations; a target counts once.
    Violations(Vec<String>),
    /// Targets with "不符合" on a checklist item of the column's own name: what a province adds to the inspection need
    /// not be in the table of violations.
    Failed(Vec<String>),
    /// A measure, summed over the visits.
    Measure(Measure),
    /// Nothing on record gives it: other departments' officers, typical cases.
    Unknown,
}

/// A measure of [`crate::domain::inspection::Measures`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// 责令改正
    Orders,
    /// 责令退赔金额
    RefundYuan,
    /// 责令退赔人数
    RefundPeople,
    /// 罚没金额
    FineYuan,
    /// 取缔
    Banned,
    /// 吊销许可证
    Revoked,
    /// 移送公安
    ToPolice,
    /// 抄告
    Notified,
}

impl Measure {
    /// The figure of this measure.
    pub fn of(self, measures: &Measures) -> u64 {
        match self {
            Measure::Orders => measures.orders.into(),
            Measure::RefundYuan => measures.refund_yuan,
            Measure::RefundPeople => measures.refund_people.into(),
            Measure::FineYuan => measures.fine_yuan,
            Measure::Banned => measures.banned.into(),
            Measure::Revoked => measures.revoked.into(),
            Measure::ToPolice => measures.to_police.into(),
            Measure::Notified => measures.notified.into(),
        }
    }
}

impl Rule {
    /// The rule of a column: by its id, else by the violation of that id, else by the checklist item of its name.
    pub fn of(column: &SummaryColumn, campaign: &Campaign, items: &[ChecklistItem]) -> Self {
        match column.id.as_str() {
            "visits-hr" => Rule::Present(Department::Hr),
            "visits-mr" => Rule::Present(Department::Mr),
            "checked-agencies" => Rule::Checked(UnitKind::Agency),
            "checked-employers" => Rule::Checked(UnitKind::Employer),
            "checked-other" => Rule::Checked(UnitKind::Other),
            "orders-to-correct" => Rule::Measure(Measure::Orders),
            "refund-amount" => Rule::Measure(Measure::RefundYuan),
            "refund-people" => Rule::Measure(Measure::RefundPeople),
            "fines-and-confiscations" => Rule::Measure(Measure::FineYuan),
            "shut-down" => Rule::Measure(Measure::Banned),
            "licences-revoked" => Rule::Measure(Measure::Revoked),
            "to-police" => Rule::Measure(Measure::ToPolice),
            "notified" => Rule::Measure(Measure::Notified),
            id => Self::by_violation(id, campaign).unwrap_or_else(|| Self::by_item(&column.name.zh, items)),
        }
    }

    fn by_violation(column: &str, campaign: &Campaign) -> Option<Self> {
        let own = [column];
        let alias = ALIASES.iter().find(|(id, _)| *id == column);
        let ids = alias.map_or(&own[..], |(_, ids)| ids);
        let known: Vec<String> = ids
            .iter()
            .filter(|id| campaign.violations.iter().any(|v| v.id == **id))
            .map(|id| (*id).to_owned())
            .collect();
        (!known.is_empty()).then_some(Rule::Violations(known))
    }

    fn by_item(name: &str, items: &[ChecklistItem]) -> Self {
        let mut ids: Vec<String> = items
            .iter()
            .filter(|i| i.title == name)
            .map(|i| i.id.clone())
            .collect();
        ids.dedup();
        if ids.is_empty() {
            Rule::Unknown
        } else {
            Rule::Failed(ids)
        }
    }

    /// What `inspection` adds to the column; none where the column cannot be computed.
    pub(super) fn figure(&self, team: &[Member], inspection: &Inspection, ledger: &Covered) -> Option<u64> {
        let visit = &inspection.visit;
        let of = |department: Department| {
            let there = team.iter().filter(|m| m.department == department);
            there.filter(|m| visit.present.contains(&m.officer)).count() as u64
        };
        Some(match self {
            Rule::Present(department) => of(*department),
            Rule::Checked(kind) => u64::from(visit.unit_kind == *kind),
            Rule::Violations(ids) => u64::from(visit.violations.iter().any(|v| ids.contains(v))),
            Rule::Failed(ids) => {
                let failed = |a: &Answer| a.verdict == Verdict::Fail && ids.contains(&a.item);
                u64::from(visit.answers.iter().any(failed))
            }
            Rule::Measure(measure) => {
                let of = |measures| measure.of(measures);
                figure(of(&visit.measures), of(&ledger.entered), of(&ledger.standing))
            }
            Rule::Unknown => return None,
        })
    }
}

impl Rule {
    pub(super) fn empty(&self) -> Cell {
        Cell {
            figure: (*self != Rule::Unknown).then_some(0),
            ..Cell::default()
        }
    }
}
