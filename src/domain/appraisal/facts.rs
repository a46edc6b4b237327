//! What the records say about a task or a unit, and what each indicator makes of it.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Deserialize;

use super::{Count, Indicator};
use crate::domain::calendar::{Act, Calendar, Limits};
use crate::domain::campaign::{Campaign, Debtor};
use crate::domain::handed_in::HandedIn;
use crate::domain::inspection::{Answer, Inspection, Verdict};
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, State};
use crate::domain::task::{Task, TaskState};

/// What an indicator makes of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// It does not count.
    Nothing,
    /// It counts, and is as it should be or not.
    Kept(bool),
    /// It cannot be judged: no holiday data for the year.
    Unknown,
}

/// The rules that facts are judged by.
pub(super) struct Facts<'a> {
    campaign: &'a Campaign,
    limits: Limits,
    today: NaiveDate,
}

/// The fields of a task that are judged; the rest of its record is passed over.
#[derive(Deserialize)]
struct Done {
    id: String,
    unit: RegionCode,
    state: TaskState,
    #[serde(default)]
    lead: Option<serde::de::IgnoredAny>,
    #[serde(default)]
    steps: Vec<Taken>,
}

#[derive(Deserialize)]
struct Taken {
    what: String,
    on: NaiveDate,
}

/// A version of a visit's record, as far as it is judged.
#[derive(Deserialize)]
struct Entered {
    task: String,
    version: u32,
    visit: Seen,
    entered_on: NaiveDate,
    late: bool,
}

#[derive(Deserialize)]
struct Seen {
    visited: NaiveDate,
    answers: Vec<Answer>,
}

impl Done {
    fn first(&self, what: &str) -> Option<NaiveDate> {
        let step = self.steps.iter().find(|step| step.what == what);
        step.map(|step| step.on)
    }

    fn last(&self, what: &str) -> Option<NaiveDate> {
        let step = self.steps.iter().rev().find(|step| step.what == what);
        step.map(|step| step.on)
    }

    fn times(&self, what: &str) -> usize {
        self.steps.iter().filter(|step| step.what == what).count()
    }
}

impl<'a> Facts<'a> {
    pub(super) fn new(campaign: &'a Campaign, calendar: Calendar, today: NaiveDate) -> Self {
        Facts {
            campaign,
            limits: Limits::new(calendar),
            today,
        }
    }

    /// Visits every drawn task that stands, and everything the units owe: the unit, its id, and what each indicator makes of it.
    pub(super) fn each<S: State + ?Sized>(
        &self,
        state: &S,
        mut visit: impl FnMut(RegionCode, &str, &[Found]),
    ) {
        let indicators = &self.campaign.appraisal.indicators;
        let mut records: HashMap<String, Vec<Entered>> = HashMap::new();
        state.each_as::<Inspection, Entered>(|record| {
            records.entry(record.task.clone()).or_default().push(record);
        });
        records
            .values_mut()
            .for_each(|all| all.sort_by_key(|record| record.version));
        state.each_as::<Task, Done>(|task| {
            if task.state.is_live() && task.lead.is_none() {
                let records = records.get(&task.id).map_or(&[][..], Vec::as_slice);
                let found: Vec<Found> = indicators.iter().map(|i| self.task(i, &task, records)).collect();
                visit(task.unit, &task.id, &found);
            }
        });
        let reports: Vec<HandedIn> = state.all();
        for unit in self.campaign.regions.units() {
            let mut own: Vec<&HandedIn> = reports.iter().collect();
            own.retain(|report| report.unit == unit.code.to_string());
            own.sort_by_key(|report| report.version);
            for thing in ["report", "table", "narrative"] {
                let found: Vec<Found> = indicators
                    .iter()
                    .map(|i| self.unit(i.count, thing, &own))
                    .collect();
                visit(unit.code, &format!("{}/{thing}", unit.code), &found);
            }
        }
    }

    fn task(&self, indicator: &Indicator, task: &Done, records: &[Entered]) -> Found {
        let with_result = |kept: bool| match records.is_empty() {
            true => Found::Nothing,
            false => Found::Kept(kept),
        };
        let days = indicator.days.unwrap_or(0);
        match indicator.count {
            Count::ClaimedInTime => match task.first(TaskState::Dispatched.key()) {
                Some(from) => self.within((from, days), task.first(TaskState::Claimed.key())),
                None => Found::Nothing,
            },
            Count::TeamAsMatched => match task.first(TaskState::Assigned.key()) {
                Some(_) => Found::Kept(task.times(Act::ReplaceOfficer.key()) == 0),
                None => Found::Nothing,
            },
            Count::EnteredInTime => match records.first() {
                Some(first) => self.within((first.visit.visited, days), Some(first.entered_on)),
                None => Found::Nothing,
            },
            Count::VisitedInPhase => {
                let phase = self.limits.calendar().phases().inspect;
                Found::Kept(
                    records
                        .last()
                        .is_some_and(|newest| phase.has(newest.visit.visited)),
                )
            }
            Count::PublishedInTime => self.published(task, records),
            Count::ResultComplete => records
                .last()
                .map_or(Found::Nothing, |newest| complete(&newest.visit.answers)),
            Count::NotReturned => with_result(task.times(TaskState::Returned.key()) == 0),
            Count::NotLate => with_result(records.first().is_some_and(|first| !first.late)),
            Count::NotCorrected => with_result(records.len() <= 1 + task.times(TaskState::Returned.key())),
            Count::ReportInTime | Count::Materials => Found::Nothing,
        }
    }

    /// The limit begins with the newest entry. What will not be published has none.
    fn published(&self, task: &Done, records: &[Entered]) -> Found {
        let withheld = task.times(TaskState::Withheld.key()) > 0;
        let Some(newest) = records.last().filter(|_| !withheld) else {
            return Found::Nothing;
        };
        let from = newest.entered_on;
        let published = task.last(TaskState::Published.key()).filter(|day| *day >= from);
        self.within((from, self.campaign.clocks.publish_results.days), published)
    }

    /// Whether it was done within so many working days; what was not done counts once the time is over.
    fn within(&self, (from, days): (NaiveDate, u32), done: Option<NaiveDate>) -> Found {
        match (self.limits.last_day(from, days), done) {
            (Err(_), _) => Found::Unknown,
            (Ok(last), Some(day)) => Found::Kept(day <= last),
            (Ok(last), None) if self.today > last => Found::Kept(false),
            (Ok(_), None) => Found::Nothing,
        }
    }

    fn unit(&self, count: Count, thing: &str, versions: &[&HandedIn]) -> Found {
        let due = self.campaign.due_of(Debtor::Prefecture).map(|due| due.date);
        let owed = !versions.is_empty() || due.is_some_and(|due| self.today > due);
        match (count, thing) {
            (Count::ReportInTime, "report") if owed => {
                Found::Kept(versions.first().is_some_and(|first| !first.overdue))
            }
            (Count::Materials, "table") if owed => Found::Kept(!versions.is_empty()),
            (Count::Materials, "narrative") if owed => {
                Found::Kept(versions.last().is_some_and(|newest| newest.narrative.is_some()))
            }
            _ => Found::Nothing,
        }
    }
}

/// Of a visit that had nothing to answer, because nobody was met, nothing counts.
fn complete(answers: &[Answer]) -> Found {
    let whole = |answer: &Answer| match answer.verdict {
        Verdict::Unchecked => false,
        Verdict::Fail => !answer.evidence.is_empty(),
        Verdict::Pass | Verdict::NotApplicable => true,
    };
    match answers {
        [] => Found::Nothing,
        answers => Found::Kept(answers.iter().all(whole)),
    }
}
