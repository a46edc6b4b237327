//! The summary table (报表): one row a unit, the campaign's columns, and behind every figure the tasks it counts.
//!
//! What counts is the newest version of a visit's record from its entry on (已录入, 已复核, 已公示, 不予公示, 已撤回, 办结), so that the
//! table can be watched while it fills; [`Summary::unreviewed`] says how many of them nobody has reviewed yet. A record
//! the reviewer returned (退回) does not count until it is corrected; one that was withdrawn (已撤回) does, for the visit was
//! made and its record reviewed: only its publication was taken back. One whose target was replaced afterwards (补抽)
//! counts for who was there alone. A task that was made for a lead counts like any other visit. What was ordered is counted from the record until the follow-up ledger holds as much;
//! see [`super::follow_up::figure`].

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::campaign::{Campaign, Count, SummaryColumn};
use super::follow_up::FollowUp;
use super::inspection::Inspection;
use super::region::{Level, RegionCode};
use super::state::{Read, State};
use super::task::{Member, Task, TaskState};

use self::count::Ledger;
pub use self::count::counts;
pub use self::detail::{Detail, details};

mod count;
mod detail;

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
    /// Records of targets that were replaced afterwards: they count where those who were there are counted, and
    /// nowhere else.
    pub replaced: u64,
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

/// A figure, and the tasks it comes from: what is counted is counted once a task, what is summed is summed over them. A
/// referral that a lead led to, without a visit, stands by its own id among them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The figure, money in yuan; none where nothing on record can give it.
    pub figure: Option<u64>,
    /// Ids of the tasks behind it.
    pub tasks: Vec<String>,
    /// What each of them adds; together the figure.
    #[serde(skip)]
    pub amounts: Vec<u64>,
}

/// Compiles the summary of `region`: the province by unit, a prefecture by county, any other division by itself.
pub fn compile<S: State + ?Sized>(state: &S, campaign: &Campaign, region: RegionCode) -> Summary {
    let columns = counts(campaign);
    let empty = |region| Line {
        region,
        name: campaign.regions.name(region),
        cells: columns
            .iter()
            .map(|column| count::empty(column.as_ref()))
            .collect(),
    };
    let (mut counted, mut unreviewed, mut returned, mut replaced) = (0, 0, 0, 0);
    let mut rows: Vec<Line> = parts(campaign, region).into_iter().map(empty).collect();
    let mut summary = Summary {
        region,
        columns: campaign.summary_columns.clone(),
        total: empty(region),
        rows: Vec::new(),
        counted: 0,
        unreviewed: 0,
        returned: 0,
        replaced: 0,
    };
    let (visits, mut figures, referred) = visits(state, &columns);
    let mut add = |(unit, own), id: &str, figures: &[Option<u64>]| {
        let at = part_of(campaign, region, (unit, own));
        let row = match rows.iter_mut().position(|row| row.region == at) {
            Some(n) => rows.get_mut(n),
            None => {
                rows.push(empty(at));
                rows.last_mut()
            }
        };
        let lines = row.into_iter().chain([&mut summary.total]);
        lines.for_each(|line| line.add(id, figures));
    };
    for visit in visits {
        if !campaign.regions.contains(region, visit.region) {
            continue;
        }
        returned += u64::from(visit.state == TaskState::Returned);
        let known = figures.remove(&visit.id);
        let Some((_, mut figures)) = known.filter(|_| is_counted(visit.state)) else {
            continue;
        };
        if visit.state == TaskState::Replaced {
            replaced += 1;
            presence_alone(&columns, &mut figures);
        } else {
            counted += 1;
            unreviewed += u64::from(visit.state == TaskState::Recorded);
        }
        add((visit.unit, visit.region), &visit.id, &figures);
    }
    let within = |of: &&FollowUp| campaign.regions.contains(region, of.owner.region);
    for of in referred.iter().filter(within) {
        let ledger = Ledger::of(std::slice::from_ref(of));
        let figure = |count: &Option<Count>| count.as_ref().map(|count| count::of_ledger(count, &ledger));
        let figures: Vec<Option<u64>> = columns.iter().map(figure).collect();
        add((of.unit, of.owner.region), &of.id, &figures);
    }
    rows.sort_by_key(|row| row.region);
    Summary {
        rows,
        counted,
        unreviewed,
        returned,
        replaced,
        ..summary
    }
}

/// The fields of a task that the summary needs; the rest of its record is passed over.
#[derive(Deserialize)]
struct Visited {
    id: String,
    region: RegionCode,
    unit: RegionCode,
    state: TaskState,
    #[serde(default)]
    lead: Option<String>,
    #[serde(default)]
    team: Vec<Member>,
}

/// What each rule gets from the newest version of a task's record.
type Figures = (u32, Vec<Option<u64>>);

/// Every task in order of the id, and what its newest record adds to each column: two passes over what is kept, and
/// never more than one record at a time; and the matters of the ledger that leads led to and no visit counts.
fn visits<S: State + ?Sized>(
    state: &S,
    columns: &[Option<Count>],
) -> (Vec<Visited>, HashMap<String, Figures>, Vec<FollowUp>) {
    let mut tasks: Vec<Visited> = Vec::new();
    state.each_as::<Task, Visited>(|task| tasks.push(task));
    let teams: HashMap<&str, &[Member]> = tasks
        .iter()
        .map(|task| (task.id.as_str(), task.team.as_slice()))
        .collect();
    let ((ledgers, referred), none) = (ledgers(state, &tasks), Ledger::default());
    let mut figures: HashMap<String, Figures> = HashMap::new();
    state.each::<Inspection>(|inspection| {
        let Some(team) = teams.get(inspection.task.as_str()) else {
            return;
        };
        let known = figures.get(&inspection.task).map(|(version, _)| *version);
        if known < Some(inspection.version) {
            let ledger = ledgers.get(&inspection.task).unwrap_or(&none);
            let figure = |count: &Count| count::figure(count, team, &inspection, ledger);
            let all = columns.iter().map(|column| column.as_ref().map(figure)).collect();
            figures.insert(inspection.task, (inspection.version, all));
        }
    });
    (tasks, figures, referred)
}

/// What the follow-up ledger comes to for every task that has matters in it. What a lead led to belongs to the visit that
/// was made for it, whose record may say the same, so that nothing is counted twice; without such a visit it stands alone.
fn ledgers<S: State + ?Sized>(state: &S, tasks: &[Visited]) -> (HashMap<String, Ledger>, Vec<FollowUp>) {
    let made = tasks.iter().filter(|task| is_counted(task.state));
    let made: HashMap<&str, &str> = made
        .filter_map(|task| Some((task.lead.as_deref()?, task.id.as_str())))
        .collect();
    let mut matters: HashMap<String, Vec<FollowUp>> = HashMap::new();
    let mut alone = Vec::new();
    state.each::<FollowUp>(|of| match &of.lead {
        None => matters.entry(of.task.clone()).or_default().push(of),
        Some(lead) => match made.get(lead.as_str()) {
            Some(task) => matters.entry((*task).to_owned()).or_default().push(of),
            None => alone.push(of),
        },
    });
    let sums = matters
        .into_iter()
        .map(|(task, matters)| (task, Ledger::of(&matters)));
    (sums.collect(), alone)
}

impl Line {
    fn add(&mut self, task: &str, figures: &[Option<u64>]) {
        for (cell, more) in self.cells.iter_mut().zip(figures) {
            let Some(more) = more.filter(|more| *more > 0) else {
                continue;
            };
            cell.figure = cell.figure.map(|sum| sum.saturating_add(more));
            cell.tasks.push(task.to_owned());
            cell.amounts.push(more);
        }
    }
}

/// Whether the record of a task in this state counts, at least for who was there.
fn is_counted(state: TaskState) -> bool {
    let stands = state >= TaskState::Recorded && state != TaskState::Returned && state.is_live();
    stands || state == TaskState::Replaced
}

/// Of a record whose target was replaced afterwards only 出动人次 counts: the officers went there, but what counts as
/// inspected, and everything that was found, is the target's that took its place.
fn presence_alone(columns: &[Option<Count>], figures: &mut [Option<u64>]) {
    for (column, figure) in columns.iter().zip(figures) {
        if !matches!(column, Some(Count::Present(_))) {
            *figure = None;
        }
    }
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

/// The row that a task of `unit` in the division `own` belongs to in the table of `region`. A prefecture's own tasks, of no county, have a row of their own.
pub fn part_of(campaign: &Campaign, region: RegionCode, (unit, own): (RegionCode, RegionCode)) -> RegionCode {
    match campaign.regions.get(region).map(|r| r.level) {
        Some(Level::Province) => unit,
        Some(Level::Prefecture) => own,
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
