//! The facts about a task: whom it is about, who goes there, what is looked at, and what was found. Grades and strata are
//! not among them: they may be confidential, and the inspected need not know them.

use serde::Serialize;

use super::{Day, Head, date, known, or_blank};
use crate::domain::inspection::{Answer, Evidence, Inspection, Verdict};
use crate::domain::library::{ChecklistItem, Officer};
use crate::domain::registry::Row;
use crate::domain::state::{Read, State};
use crate::domain::summary::newest;
use crate::domain::task::Task;
use crate::lang::Lang;

/// Facts about a task.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfTask {
    /// What stands in every document.
    #[serde(flatten)]
    pub head: Head,
    /// The task.
    pub task: Place,
    /// The target.
    pub target: Target,
    /// The joint team, the leader first.
    pub team: Vec<Person>,
    /// The pinned versions of the checklist's items, with the answers of the newest record.
    pub items: Vec<Item>,
    /// The newest record of the visit.
    pub visit: Visit,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// Its id.
    pub id: String,
    /// The batch it was drawn in; empty where it was not.
    pub batch: String,
    /// Whether it was drawn: a document must not say so of what was made for a lead, nor that there is a lead.
    pub drawn: bool,
    /// Its state.
    pub state: String,
}

/// A target as the registry has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Target {
    /// Name.
    pub name: Option<String>,
    /// 统一社会信用代码; none for a place or person without one.
    pub code: Option<String>,
    /// The division's name.
    pub region: Option<String>,
    /// 住所
    pub address: Option<String>,
    /// 法定代表人
    pub legal_person: Option<String>,
    /// 联系电话, as registered.
    pub telephone: Option<String>,
    /// 人力资源服务许可证编号
    pub hr_licence: Option<String>,
    /// 劳务派遣经营许可证编号
    pub dispatch_licence: Option<String>,
}

/// An officer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Person {
    /// Name.
    pub name: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// 执法证号
    pub certificate: Option<String>,
    /// 组长
    pub leads: bool,
}

/// An item of the checklist, and its answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Item {
    /// The item's number.
    pub id: Option<String>,
    /// The pinned version.
    pub version: Option<u32>,
    /// Title.
    pub title: Option<String>,
    /// 法律依据
    pub basis: Option<String>,
    /// 检查要点
    pub look_at: Option<String>,
    /// 所需材料; an item may ask for none.
    pub materials: String,
    /// 符合, 不符合 and so on; none where the record has no answer.
    pub verdict: Option<String>,
    /// Whether the answer is 不符合.
    pub failed: bool,
    /// 检查情况
    pub finding: String,
    /// 证据
    pub evidence: String,
}

/// The newest record of a visit; everything is empty while there is none.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Visit {
    /// Whether there is a record.
    pub recorded: bool,
    /// Its version.
    pub version: u32,
    /// 检查日期
    pub on: Option<String>,
    /// 核查方式
    pub method: Option<String>,
    /// What was inspected.
    pub kind: Option<String>,
    /// The officers who were there.
    pub officers: Vec<Person>,
    /// How many people of other departments took part (其他部门出动人次).
    pub others: u32,
    /// The result codes with their names.
    pub results: Vec<String>,
    /// All result codes there are, to be ticked by hand.
    pub choices: Vec<String>,
    /// What was found against the law.
    pub violations: Vec<Finding>,
    /// What was ordered on the spot, with its figures.
    pub measures: Vec<String>,
    /// Remark.
    pub note: String,
}

/// A violation, as the campaign's table has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Finding {
    /// What it is.
    pub name: Option<String>,
    /// Articles.
    pub basis: Option<String>,
    /// What the law orders first.
    pub first: Option<String>,
}

impl OfTask {
    /// What is on record about a task, with its target's row in the registry.
    pub fn of<S: State + ?Sized>(state: &S, day: Day<'_>, task: &Task, row: Option<&Row<'_>>) -> Self {
        let record = newest(state, &task.id);
        let mut team: Vec<_> = task.team.iter().collect();
        team.sort_by_key(|member| !member.leads);
        let team = team.into_iter().map(|member| Person {
            name: known(&member.name),
            department: Some(zh(member.department.key())),
            certificate: known(&member.officer),
            leads: member.leads,
        });
        OfTask {
            head: day.head(task.unit),
            task: Place {
                id: task.id.clone(),
                batch: task.batch.clone(),
                drawn: !task.is_targeted(),
                state: zh(task.state.key()),
            },
            target: target(day, task, row),
            team: or_blank(team.collect()),
            items: items(state, task, record.as_ref()),
            visit: visit(state, day, record),
        }
    }
}

fn zh(key: &str) -> String {
    Lang::Zh.word(key).into_owned()
}

fn target(day: Day<'_>, task: &Task, row: Option<&Row<'_>>) -> Target {
    let field = |field: fn(&Row<'_>) -> Option<String>| row.and_then(field);
    Target {
        name: known(&task.name),
        code: Some(task.target.clone()).filter(|id| !id.starts_with("V-")),
        region: Some(day.campaign.regions.name(task.region)),
        address: field(|row| known(row.address)),
        legal_person: field(|row| known(row.legal_person)),
        telephone: field(|row| known(row.phone)),
        hr_licence: field(|row| known(row.hr_licence)),
        dispatch_licence: field(|row| known(row.dispatch_licence)),
    }
}

fn items<S: State + ?Sized>(state: &S, task: &Task, record: Option<&Inspection>) -> Vec<Item> {
    let item = |key: &String| {
        let item: ChecklistItem = state.get(key)?;
        let answer = record.and_then(|record| record.visit.answers.iter().find(|a| a.item == item.id));
        Some(Item {
            verdict: answer.map(|answer| zh(answer.verdict.key())),
            failed: answer.is_some_and(|answer| answer.verdict == Verdict::Fail),
            finding: answer.map_or_else(String::new, |answer| answer.finding.clone()),
            evidence: answer.map_or_else(String::new, evidence),
            id: known(&item.id),
            version: Some(item.version),
            title: known(&item.title),
            basis: known(&item.basis),
            look_at: known(&item.look_at),
            materials: item.materials,
        })
    };
    or_blank(task.checklist.iter().filter_map(item).collect())
}

fn evidence(answer: &Answer) -> String {
    let lines: Vec<&str> = answer
        .evidence
        .iter()
        .map(|Evidence { what, .. }| what.as_str())
        .collect();
    lines.join("；")
}

fn visit<S: State + ?Sized>(state: &S, day: Day<'_>, record: Option<Inspection>) -> Visit {
    let choices = day.campaign.result_codes.iter();
    let choices = choices
        .map(|row| format!("{} {}", row.code, row.name.zh))
        .collect();
    let Some(Inspection { version, visit, .. }) = record else {
        return Visit {
            choices,
            ..Visit::default()
        };
    };
    let results = visit.codes.iter();
    let results = results.map(|code| day.campaign.code_text(*code, Lang::Zh));
    let violations = visit.violations.iter().map(|id| finding(day, id));
    Visit {
        recorded: true,
        version,
        on: Some(date(visit.visited)),
        method: Some(zh(visit.method.key())),
        kind: Some(zh(visit.unit_kind.key())),
        officers: or_blank(visit.present.iter().map(|id| person(state, id)).collect()),
        others: visit.others,
        results: results.collect(),
        choices,
        violations: violations.collect(),
        measures: measures(&visit.measures),
        note: visit.note,
    }
}

/// An officer by the certificate's number.
pub(super) fn person<S: State + ?Sized>(state: &S, certificate: &str) -> Person {
    let officer: Option<Officer> = state.get(certificate);
    Person {
        certificate: known(certificate),
        department: officer.as_ref().map(|officer| zh(officer.department.key())),
        name: officer.map(|officer| officer.name),
        leads: false,
    }
}

/// A violation by its id in the campaign's table; blank where the table does not have it.
pub(super) fn finding(day: Day<'_>, id: &str) -> Finding {
    let row = day.campaign.violation(id);
    row.map_or_else(Finding::default, |row| Finding {
        name: known(&row.name.zh),
        basis: known(&row.basis.join("；")),
        first: known(&row.first.zh),
    })
}

/// The measures that were taken, in words; see `measure.` in the messages.
fn measures(measures: &crate::domain::inspection::Measures) -> Vec<String> {
    let all = serde_json::to_value(measures).unwrap_or_default();
    let taken = all.as_object().into_iter().flatten();
    taken
        .filter(|(_, n)| n.as_u64().is_some_and(|n| n > 0))
        .map(|(name, n)| format!("{} {n}", zh(&format!("measure.{name}"))))
        .collect()
}
