//! What falls on each day: the visits that were made, those still to be made spread evenly over the working days left,
//! and the results whose publication is due.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::calendar::{Calendar, UnknownYear};
use super::next::Agenda;
use super::roll::Line;
use super::task::TaskState;

/// The days of a division's tasks, each with the ids of the tasks behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    /// Visits made, by 检查日期 of the newest record.
    pub visits: BTreeMap<NaiveDate, Vec<String>>,
    /// Visits still to be made.
    pub open: Vec<String>,
    /// How they spread over the days to come.
    pub spread: Spread,
    /// Results not published yet, by the last day of the campaign's limit counted from the newest entry.
    pub publish: BTreeMap<NaiveDate, Vec<String>>,
    /// Results not published yet whose last day lies in a year without holiday data, by that year.
    pub undated: BTreeMap<i32, Vec<String>>,
}

/// The visits that are open, evenly over the working days after today that are left of the inspection phase. It is a
/// measure of the load, not a schedule: no visit belongs to a day before it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spread {
    /// So many a working day; together all that are open. No day where none is left after today.
    Days(BTreeMap<NaiveDate, u64>),
    /// The inspection phase is over.
    Over,
    /// The working days are not known.
    Unknown(UnknownYear),
}

impl Workload {
    /// Of these tasks on `today`, by the dates that `agenda` gives.
    pub fn of<'a>(lines: impl Iterator<Item = &'a Line>, agenda: &Agenda, today: NaiveDate) -> Self {
        let mut load = Workload {
            visits: BTreeMap::new(),
            open: Vec::new(),
            spread: Spread::Over,
            publish: BTreeMap::new(),
            undated: BTreeMap::new(),
        };
        for line in lines {
            if line.is_open() {
                load.open.push(line.task.clone());
            }
            let Some(record) = line.record else { continue };
            let visits = load.visits.entry(record.visited).or_default();
            visits.push(line.task.clone());
            if matches!(line.state, TaskState::Recorded | TaskState::Reviewed) {
                match agenda.publish_by(record.corrected) {
                    Ok(day) => load.publish.entry(day).or_default(),
                    Err(UnknownYear(year)) => load.undated.entry(year).or_default(),
                }
                .push(line.task.clone());
            }
        }
        load.spread = spread(agenda.calendar(), today, load.open.len() as u64);
        load
    }

    /// Visits made on a day.
    pub fn visited(&self, day: NaiveDate) -> &[String] {
        self.visits.get(&day).map_or(&[], Vec::as_slice)
    }

    /// Open visits that fall on a day when they are spread evenly; none on a day that takes no share.
    pub fn share(&self, day: NaiveDate) -> Option<u64> {
        match &self.spread {
            Spread::Days(days) => days.get(&day).copied(),
            _ => None,
        }
    }

    /// Results whose publication is due on a day.
    pub fn publish_by(&self, day: NaiveDate) -> &[String] {
        self.publish.get(&day).map_or(&[], Vec::as_slice)
    }

    /// Results that should have been published before `today`.
    pub fn publish_overdue(&self, today: NaiveDate) -> usize {
        self.publish.range(..today).map(|(_, tasks)| tasks.len()).sum()
    }

    /// The first day from `today` on by which results are to be published, and how many.
    pub fn publish_next(&self, today: NaiveDate) -> Option<(NaiveDate, usize)> {
        let (day, tasks) = self.publish.range(today..).next()?;
        Some((*day, tasks.len()))
    }
}

/// The n-th of `d` days takes what brings the sum to n/d of all, rounded down: no two days differ by more than one.
fn spread(calendar: &Calendar, today: NaiveDate, open: u64) -> Spread {
    let window = calendar.phases().inspect;
    if today > window.to {
        return Spread::Over;
    }
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let mut days = Vec::new();
    for day in tomorrow.max(window.from).iter_days() {
        if day > window.to {
            break;
        }
        match calendar.is_working(day) {
            Ok(true) => days.push(day),
            Ok(false) => {}
            Err(unknown) => return Spread::Unknown(unknown),
        }
    }
    let count = days.len() as u64;
    let until = |n: u64| open.saturating_mul(n).checked_div(count).unwrap_or(0);
    let share = |(n, day): (u64, NaiveDate)| (day, until(n + 1) - until(n));
    Spread::Days((0..).zip(days).map(share).collect())
}

#[cfg(test)]
mod tests;
