//! How far the units have come: tasks by state, the two rates, and what is overdue.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::calendar::Calendar;
use super::campaign::{Campaign, Debtor};
use super::handed_in::HandedIn;
use super::region::RegionCode;
use super::roll;
use super::state::{Read, State};
use super::summary::{part_of, parts};
use super::task::TaskState;
use crate::lang::Lang;

/// The progress of a division.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The division.
    pub region: RegionCode,
    /// A row for each unit of the province, or for each county of a prefecture.
    pub rows: Vec<Line>,
    /// All rows together.
    pub total: Line,
    /// Tasks made for leads, by state: nobody drew them, and they stand in no row and no rate.
    pub targeted: BTreeMap<TaskState, Vec<String>>,
}

/// A row: every list holds ids of tasks, so that each figure leads to its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The division.
    pub region: RegionCode,
    /// Its name.
    pub name: String,
    /// 应检查: the tasks of all batches that are not void. What was made for a lead was not drawn, and is not among them.
    pub due: Vec<String>,
    /// The same tasks by state.
    pub states: BTreeMap<TaskState, Vec<String>>,
    /// 已公示: published, closed since or not.
    pub published: Vec<String>,
    /// 办结 among the published.
    pub closed: Vec<String>,
    /// No result entered though the inspection phase has ended.
    pub overdue: Vec<String>,
    /// Results entered after the inspection phase (逾期录入).
    pub late: Vec<String>,
    /// The division's report, where it owes one.
    pub report: Option<Report>,
}

/// The state of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The last day on which it is on time.
    pub due: NaiveDate,
    /// When the newest version was handed in.
    pub handed_in: Option<NaiveDate>,
    /// Handed in late, or not handed in and due before today (逾期).
    pub overdue: bool,
}

/// A share in the form `part` of `whole`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// What is there.
    pub part: u64,
    /// Out of how many; 0 where there is nothing to be a share of.
    pub whole: u64,
}

impl Share {
    /// In per cent with one decimal, rounded half up; "—" of nothing.
    pub fn text(self) -> String {
        let Share { part, whole } = self;
        if whole == 0 {
            return "—".to_owned();
        }
        let thousandths = (part * 2000 / whole).div_ceil(2);
        format!("{}.{}%", thousandths / 10, thousandths % 10)
    }
}

impl Progress {
    /// How many tasks were made for leads.
    pub fn targeted(&self) -> usize {
        self.targeted.values().map(Vec::len).sum()
    }

    /// That there are tasks beside those that were drawn, in the operator's language.
    pub fn beside(&self, lang: Lang) -> Option<String> {
        let n = self.targeted();
        (n > 0).then(|| lang.say("lead-task.beside", &[("n", &n.to_string())]))
    }
}

impl Line {
    fn new(campaign: &Campaign, region: RegionCode) -> Self {
        Self {
            region,
            name: campaign.regions.name(region),
            due: Vec::new(),
            states: BTreeMap::new(),
            published: Vec::new(),
            closed: Vec::new(),
            overdue: Vec::new(),
            late: Vec::new(),
            report: None,
        }
    }

    /// The tasks in `state`.
    pub fn in_state(&self, state: TaskState) -> &[String] {
        self.states.get(&state).map_or(&[], Vec::as_slice)
    }

    /// 抽查完成率 = 已公示 ÷ 应检查.
    pub fn published_share(&self) -> Share {
        Share {
            part: self.published.len() as u64,
            whole: self.due.len() as u64,
        }
    }

    /// 完结率 = 办结 ÷ 已公示.
    pub fn closed_share(&self) -> Share {
        Share {
            part: self.closed.len() as u64,
            whole: self.published.len() as u64,
        }
    }

    fn add(&mut self, line: &roll::Line, ended: bool) {
        let id = || line.task.clone();
        self.due.push(id());
        self.states.entry(line.state).or_default().push(id());
        if line.published.is_some() {
            self.published.push(id());
        }
        if line.published.is_some() && line.state == TaskState::Closed {
            self.closed.push(id());
        }
        if ended && line.is_owed() {
            self.overdue.push(id());
        }
        if line.record.is_some_and(|record| record.late) {
            self.late.push(id());
        }
    }
}

/// The progress of `region` on `today`.
pub fn compile<S: State + ?Sized>(
    state: &S,
    campaign: &Campaign,
    region: RegionCode,
    today: NaiveDate,
) -> Progress {
    of(&roll::roll(state), state, campaign, region, today)
}

/// The same, from tasks that were read already.
pub fn of<S: State + ?Sized>(
    lines: &[roll::Line],
    state: &S,
    campaign: &Campaign,
    region: RegionCode,
    today: NaiveDate,
) -> Progress {
    let calendar = Calendar::of(campaign, state);
    let ended = today > calendar.phases().inspect.to;
    let mut rows: BTreeMap<RegionCode, Line> = parts(campaign, region)
        .into_iter()
        .map(|part| (part, Line::new(campaign, part)))
        .collect();
    let mut total = Line::new(campaign, region);
    let mut targeted: BTreeMap<TaskState, Vec<String>> = BTreeMap::new();
    for line in roll::within(lines, campaign, region) {
        if !line.drawn {
            targeted.entry(line.state).or_default().push(line.task.clone());
            continue;
        }
        let at = part_of(campaign, region, (line.unit, line.region));
        let row = rows.entry(at).or_insert_with(|| Line::new(campaign, at));
        row.add(line, ended);
        total.add(line, ended);
    }
    let handed_in: Vec<HandedIn> = state.all();
    let mut rows: Vec<Line> = rows.into_values().collect();
    for line in rows.iter_mut().chain([&mut total]) {
        let own = handed_in.iter().filter(|r| r.unit == line.region.to_string());
        line.report = report(campaign, own.max_by_key(|r| r.version), line.region, today);
    }
    Progress {
        region,
        rows,
        total,
        targeted,
    }
}

/// The state of a division's report, of which `newest` is the newest version; none for a division that owes none.
pub(super) fn report(
    campaign: &Campaign,
    newest: Option<&HandedIn>,
    region: RegionCode,
    today: NaiveDate,
) -> Option<Report> {
    let debtor = if region == campaign.province {
        Debtor::Province
    } else if campaign.regions.unit_of(region) == Some(region) {
        Debtor::Prefecture
    } else {
        return None;
    };
    let due = campaign.due_of(debtor)?.date;
    Some(Report {
        due,
        handed_in: newest.map(|r| r.on),
        overdue: newest.map_or(today > due, |r| r.overdue),
    })
}

#[cfg(test)]
pub(super) mod tests;
