//! The summary table (报表): one row a unit, the campaign's columns, and behind every figure the tasks it counts.
//!
//! What counts is the newest version of a visit's record from its entry on (已录入, 已复核, 已公示, 不予公示, 办结), so that the
//! table can be watched while it fills; [`Summary::unreviewed`] says how many of them nobody has reviewed yet. A record
//! the reviewer returned (退回) does not count until it is corrected.

use serde::Serialize;

use super::campaign::{Campaign, SummaryColumn};
use super::inspection::{Inspection, UnitKind, Verdict};
use super::library::ChecklistItem;
use super::operator::Department;
use super::region::{Level, RegionCode};
use super::state::{Read, State};
use super::task::{Task, TaskState};

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

/// A compiled summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The division it is about.
    pub region: RegionCode,
    /// The campaign's columns, in its order.
    pub columns: Vec<SummaryColumn>,
    /// A row for each unit of the province, or for each county of a prefecture.
    pub rows: Vec<Line>,
    /// All rows together.
    pub total: Line,
    /// Visits that are counted.
    pub counted: u64,
    /// Those of them that are not reviewed yet.
    pub unreviewed: u64,
    /// Records that were returned and are not counted.
    pub returned: u64,
}

/// A row of the summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The division.
    pub region: RegionCode,
    /// Its name.
    pub name: String,
    /// A cell for each column.
    pub cells: Vec<Cell>,
}

/// A figure, and the tasks it comes from: what is counted is counted once a task, what is summed is summed over them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The figure, money in yuan; none where nothing on record can give it.
    pub figure: Option<u64>,
    /// Ids of the tasks behind it.
    pub tasks: Vec<String>,
}

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

/// A measure of [`super::inspection::Measures`].
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
    fn figure(&self, task: &Task, inspection: &Inspection) -> Option<u64> {
        let visit = &inspection.visit;
        let of = |department: Department| {
            let there = task.team.iter().filter(|m| m.department == department);
            there.filter(|m| visit.present.contains(&m.officer)).count() as u64
        };
        Some(match self {
            Rule::Present(department) => of(*department),
            Rule::Checked(kind) => u64::from(visit.unit_kind == *kind),
            Rule::Violations(ids) => u64::from(visit.violations.iter().any(|v| ids.contains(v))),
            Rule::Failed(ids) => {
                let failed =
                    |a: &super::inspection::Answer| a.verdict == Verdict::Fail && ids.contains(&a.item);
                u64::from(visit.answers.iter().any(failed))
            }
            Rule::Measure(measure) => {
                let m = &visit.measures;
                match measure {
                    Measure::Orders => m.orders.into(),
                    Measure::RefundYuan => m.refund_yuan,
                    Measure::RefundPeople => m.refund_people.into(),
                    Measure::FineYuan => m.fine_yuan,
                    Measure::Banned => m.banned.into(),
                    Measure::Revoked => m.revoked.into(),
                    Measure::ToPolice => m.to_police.into(),
                    Measure::Notified => m.notified.into(),
                }
            }
            Rule::Unknown => return None,
        })
    }
}

/// Compiles the summary of `region`: the province by unit, a prefecture by county, any other division by itself.
pub fn compile<S: State + ?Sized>(state: &S, campaign: &Campaign, region: RegionCode) -> Summary {
    let items: Vec<ChecklistItem> = state.all();
    let rules: Vec<Rule> = campaign
        .summary_columns
        .iter()
        .map(|c| Rule::of(c, campaign, &items))
        .collect();
    let empty = |region| Line {
        region,
        name: campaign.regions.name(region),
        cells: rules.iter().map(|rule| rule.empty()).collect(),
    };
    let mut rows: Vec<Line> = parts(campaign, region).into_iter().map(empty).collect();
    let mut summary = Summary {
        region,
        columns: campaign.summary_columns.clone(),
        total: empty(region),
        rows: Vec::new(),
        counted: 0,
        unreviewed: 0,
        returned: 0,
    };
    state.each::<Task>(|task| {
        if !campaign.regions.contains(region, task.region) {
            return;
        }
        summary.returned += u64::from(task.state == TaskState::Returned);
        let Some(inspection) = counted(state, &task) else {
            return;
        };
        summary.counted += 1;
        summary.unreviewed += u64::from(task.state == TaskState::Recorded);
        let at = part_of(campaign, region, &task);
        let row = match rows.iter_mut().position(|row| row.region == at) {
            Some(n) => rows.get_mut(n),
            None => {
                rows.push(empty(at));
                rows.last_mut()
            }
        };
        let lines = row.into_iter().chain([&mut summary.total]);
        lines.for_each(|line| line.add(&rules, &task, &inspection));
    });
    rows.sort_by_key(|row| row.region);
    summary.rows = rows;
    summary
}

impl Rule {
    fn empty(&self) -> Cell {
        Cell {
            figure: (*self != Rule::Unknown).then_some(0),
            tasks: Vec::new(),
        }
    }
}

impl Line {
    fn add(&mut self, rules: &[Rule], task: &Task, inspection: &Inspection) {
        for (cell, rule) in self.cells.iter_mut().zip(rules) {
            let Some(more) = rule.figure(task, inspection).filter(|more| *more > 0) else {
                continue;
            };
            cell.figure = cell.figure.map(|sum| sum.saturating_add(more));
            cell.tasks.push(task.id.clone());
        }
    }
}

/// The record of `task` that counts.
pub fn counted<S: State + ?Sized>(state: &S, task: &Task) -> Option<Inspection> {
    if task.state < TaskState::Recorded || task.state == TaskState::Returned || !task.state.is_live() {
        return None;
    }
    newest(state, &task.id)
}

/// The newest version of a task's record.
pub fn newest<S: State + ?Sized>(state: &S, task: &str) -> Option<Inspection> {
    let versions: Vec<Inspection> = state.by("inspection.task", task);
    versions.into_iter().max_by_key(|v| v.version)
}

/// The divisions that `region`'s table has a row for.
pub fn parts(campaign: &Campaign, region: RegionCode) -> Vec<RegionCode> {
    let inner: Vec<RegionCode> = match campaign.regions.get(region).map(|r| r.level) {
        Some(Level::Province) => campaign.regions.units().map(|u| u.code).collect(),
        Some(Level::Prefecture) => {
            let own = campaign.regions.iter().filter(|r| r.parent == Some(region));
            own.map(|r| r.code).collect()
        }
        _ => Vec::new(),
    };
    if inner.is_empty() { vec![region] } else { inner }
}

/// The row `task` belongs to in the table of `region`. A prefecture's own tasks, of no county, have a row of their own.
pub fn part_of(campaign: &Campaign, region: RegionCode, task: &Task) -> RegionCode {
    match campaign.regions.get(region).map(|r| r.level) {
        Some(Level::Province) => task.unit,
        Some(Level::Prefecture) => task.region,
        _ => region,
    }
}

impl Cell {
    /// The figure as a column with `unit` shows it: yuan as 万元 with two decimals, rounded half up; "—" where there is none.
    pub fn text(&self, unit: &str) -> String {
        match self.figure {
            None => "—".to_owned(),
            Some(yuan) if unit == "万元" => wan(yuan),
            Some(count) => count.to_string(),
        }
    }
}

/// Yuan in 万元 with two decimals, rounded half up.
pub fn wan(yuan: u64) -> String {
    let hundredths = yuan / 100 + u64::from(yuan % 100 >= 50);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
pub(in crate::domain) mod tests;
