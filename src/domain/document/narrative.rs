//! The facts of a report in words (书面总结, notice section 二（三）): its figures are those of the summary table and of the
//! progress table, computed by the same rules, so that words and tables cannot differ.

use std::sync::Arc;

use serde::Serialize;

use super::{Day, Head, date};
use crate::domain::calendar::{Act, Reach, Standing};
use crate::domain::follow_up::{FollowUp, Kind};
use crate::domain::lead::LeadState;
use crate::domain::lead::statistics::{By, Group, Line as LeadLine, Median, Statistics, period};
use crate::domain::next::Agenda;
use crate::domain::progress::{self, Line};
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, State};
use crate::domain::summary::{self, Summary};
use crate::domain::task::TaskState;
use crate::lang::Lang;

/// Facts of a division's report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Narrative {
    /// What stands in every document.
    #[serde(flatten)]
    pub head: Head,
    /// The figures are not final yet: the time of summing up has not begun.
    pub preview: bool,
    /// The day until which the report is on time, where the division owes one.
    pub due: Option<String>,
    /// All tasks of the division.
    pub total: Unit,
    /// The same by unit, or by county.
    pub units: Vec<Unit>,
    /// Visits that the figures count.
    pub counted: u64,
    /// Those of them that nobody has reviewed yet.
    pub unreviewed: u64,
    /// Records that were sent back and are not counted.
    pub returned: u64,
    /// The columns of the summary table, in the campaign's order.
    pub figures: Vec<Figure>,
    /// Leads (线索) about the division that were received in the campaign's time, in all.
    pub leads: u64,
    /// The same by state, without those of which there are none.
    pub leads_by_state: Vec<Share>,
    /// The same by source.
    pub leads_by_source: Vec<Share>,
    /// What became of them.
    pub lead_figures: LeadFigures,
    /// Matters of the follow-up ledger (后续处理) by kind, without those withdrawn or refused.
    pub matters: Vec<Matters>,
}

/// The tasks of a unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unit {
    /// The unit's name.
    pub name: String,
    /// 应检查
    pub due: u64,
    /// 已录入, reviewed or not.
    pub entered: u64,
    /// 已公示, closed since or not.
    pub published: u64,
    /// 办结
    pub closed: u64,
    /// 抽查完成率
    pub published_share: String,
    /// 完结率
    pub closed_share: String,
    /// 逾期未录入
    pub overdue: u64,
    /// 逾期录入
    pub late: u64,
    /// Whether it has handed its report in (报送); `—` where it owes none.
    pub report: String,
}

/// A column of the summary table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// Heading.
    pub name: String,
    /// Unit of measure.
    pub unit: String,
    /// The figure as the table writes it; none where nothing on record can give it.
    pub figure: Option<String>,
    /// Whether there is anything to tell: the figure is not 0.
    pub any: bool,
}

/// What became of the leads: figures of the statistics.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeadFigures {
    /// 合并: they say what another says.
    pub merged: u64,
    /// The others, cases of their own.
    pub cases: u64,
    /// 受理
    pub accepted: u64,
    /// 不予受理
    pub refused: u64,
    /// 立即核查
    pub checked: u64,
    /// 移送公安
    pub referred: u64,
    /// 办结
    pub closed: u64,
    /// Decided in time.
    pub in_time: u64,
    /// Decided late, or not decided though the time is over.
    pub late: u64,
    /// Median of the working days to the decision; none where nothing was decided.
    pub decide_days: Option<String>,
    /// Median of the working days to the end; none where nothing was closed.
    pub close_days: Option<String>,
}

/// How many there are of a kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Share {
    /// The kind.
    pub name: String,
    /// How many.
    pub count: u64,
}

/// Matters of a kind in the ledger.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Matters {
    /// The kind.
    pub name: String,
    /// How many.
    pub count: u64,
    /// Those of them on which something is still to be done.
    pub open: u64,
}

impl Narrative {
    /// What is on record about a division: the province, a unit, or a county.
    pub fn of<S: State + ?Sized>(state: &S, day: Day<'_>, region: RegionCode) -> Self {
        let summary = summary::compile(state, day.campaign, region);
        let progress = progress::compile(state, day.campaign, region, day.today);
        let standing = day.calendar.standing(Act::Compile, Reach::Provincial, day.today);
        let agenda = Agenda::new(&Arc::new(day.campaign.clone()), state);
        let leads = Statistics::of(state, &agenda, region, period(&agenda), day.today);
        Narrative {
            head: day.head(region),
            preview: standing == Standing::Preview,
            due: progress.total.report.as_ref().map(|report| date(report.due)),
            units: progress.rows.iter().map(unit).collect(),
            total: unit(&progress.total),
            counted: summary.counted,
            unreviewed: summary.unreviewed,
            returned: summary.returned,
            figures: figures(&summary),
            leads: leads.total.received.len() as u64,
            leads_by_state: by_state(&leads),
            leads_by_source: by_source(&leads, day),
            lead_figures: lead_figures(&leads.total),
            matters: matters(state, day, region),
        }
    }
}

fn unit(line: &Line) -> Unit {
    let entered = TaskState::live().filter(|state| *state >= TaskState::Recorded);
    let count = |tasks: &[String]| tasks.len() as u64;
    Unit {
        name: line.name.clone(),
        due: count(&line.due),
        entered: entered.map(|state| count(line.in_state(state))).sum(),
        published: count(&line.published),
        closed: count(&line.closed),
        published_share: line.published_share().text(),
        closed_share: line.closed_share().text(),
        overdue: count(&line.overdue),
        late: count(&line.late),
        report: line.report.as_ref().map_or("—", handed_in).to_owned(),
    }
}

fn handed_in(report: &progress::Report) -> &'static str {
    match (report.handed_in.is_some(), report.overdue) {
        (true, false) => "已报",
        (true, true) => "逾期报送",
        (false, false) => "未报",
        (false, true) => "逾期未报",
    }
}

fn figures(summary: &Summary) -> Vec<Figure> {
    let cells = summary.columns.iter().zip(&summary.total.cells);
    let figure = |(column, cell): (&crate::domain::campaign::SummaryColumn, &summary::Cell)| Figure {
        name: column.name.zh.clone(),
        unit: column.unit.clone(),
        figure: cell.figure.map(|_| cell.text(&column.unit)),
        any: cell.figure.is_some_and(|figure| figure > 0),
    };
    cells.map(figure).collect()
}

fn by_state(leads: &Statistics) -> Vec<Share> {
    let mut counts = LeadState::ALL.map(|state| (state, 0));
    for (group, line) in leads.part(By::Outcome) {
        let Group::Outcome(of, _) = group else { continue };
        let own = counts.iter_mut().filter(|(state, _)| state == of);
        own.for_each(|(_, count)| *count += line.received.len() as u64);
    }
    let some = counts.into_iter().filter(|(_, count)| *count > 0);
    some.map(|(state, count)| Share {
        name: Lang::Zh.word(state.key()).into_owned(),
        count,
    })
    .collect()
}

fn by_source(leads: &Statistics, day: Day<'_>) -> Vec<Share> {
    let share = |(group, line): (&Group, &LeadLine)| Share {
        name: group.name(day.campaign, Lang::Zh),
        count: line.received.len() as u64,
    };
    leads.part(By::Source).map(share).collect()
}

fn lead_figures(line: &LeadLine) -> LeadFigures {
    let count = |ids: &[String]| ids.len() as u64;
    LeadFigures {
        merged: count(&line.merged),
        cases: count(&line.cases()),
        accepted: count(&line.accepted),
        refused: count(&line.refused),
        checked: count(&line.checked),
        referred: count(&line.referred),
        closed: count(&line.closed),
        in_time: count(&line.decide.kept),
        late: count(&line.decide.late),
        decide_days: line.decide.median().map(Median::text),
        close_days: line.close.median().map(Median::text),
    }
}

fn matters<S: State + ?Sized>(state: &S, day: Day<'_>, region: RegionCode) -> Vec<Matters> {
    let mut counts = Kind::ALL.map(|kind| (kind, 0, 0));
    state.each::<FollowUp>(|matter| {
        if matter.stands() && day.campaign.regions.contains(region, matter.owner().region) {
            let own = counts.iter_mut().find(|(kind, ..)| *kind == matter.kind());
            let Some((_, count, open)) = own else { return };
            *count += 1;
            *open += u64::from(matter.state().is_open());
        }
    });
    let some = counts.into_iter().filter(|(_, count, _)| *count > 0);
    some.map(|(kind, count, open)| Matters {
        name: Lang::Zh.word(kind.key()).into_owned(),
        count,
        open,
    })
    .collect()
}
