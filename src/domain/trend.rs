//! The trend: what was entered, reviewed and published day by day, against the even pace the campaign needs.

use chrono::NaiveDate;

use super::calendar::{Calendar, UnknownYear};
use super::roll::Line;

/// What is followed over the days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Series {
    /// 录入: the first version of a record, once a task.
    Entered,
    /// 复核通过; what was sent back since does not count.
    Reviewed,
    /// 公示
    Published,
}

impl Series {
    /// In the order of the work; each holds at most what the one before holds.
    pub const ALL: [Series; 3] = [Series::Entered, Series::Reviewed, Series::Published];

    /// The word it is known by in messages and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Series::Entered => "entered",
            Series::Reviewed => "reviewed",
            Series::Published => "published",
        }
    }

    fn day(self, line: &Line) -> Option<NaiveDate> {
        match self {
            Series::Entered => line.record.map(|record| record.entered),
            Series::Reviewed => line.reviewed,
            Series::Published => line.published,
        }
    }
}

/// The days from the first of the inspection phase to its last, or to the last on which something happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend {
    /// 应检查: what all days together should come to.
    pub due: u64,
    /// The days, without a gap.
    pub days: Vec<Day>,
    /// Why there is no pace, where there is none.
    pub unknown: Option<UnknownYear>,
}

/// A day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The date.
    pub date: NaiveDate,
    /// Ids of the tasks that were entered, reviewed and published on it.
    pub tasks: [Vec<String>; 3],
    /// How many were, with those of the days before.
    pub sums: [u64; 3],
    /// How many would have been entered by then at an even pace over the phase's working days, rounded down.
    pub pace: Option<u64>,
}

impl Trend {
    /// Of these tasks until `today`, as far as they were drawn.
    pub fn of<'a>(
        lines: impl Iterator<Item = &'a Line> + Clone,
        calendar: &Calendar,
        today: NaiveDate,
    ) -> Self {
        let lines = lines.filter(|line| line.drawn);
        let window = calendar.phases().inspect;
        let happened = lines
            .clone()
            .flat_map(|line| Series::ALL.into_iter().filter_map(|series| series.day(line)));
        let first = happened
            .clone()
            .min()
            .map_or(window.from, |day| day.min(window.from));
        let on_the_desk = today.min(calendar.phases().summarise.to);
        let last = happened.max().map_or(window.to, |day| day.max(window.to));
        let mut days: Vec<Day> = first
            .iter_days()
            .take_while(|day| *day <= last.max(on_the_desk))
            .map(Day::new)
            .collect();
        let mut due = 0;
        for line in lines {
            due += 1;
            for (at, series) in Series::ALL.into_iter().enumerate() {
                let day = series
                    .day(line)
                    .and_then(|day| usize::try_from((day - first).num_days()).ok())
                    .and_then(|n| days.get_mut(n));
                if let Some(tasks) = day.and_then(|day| day.tasks.get_mut(at)) {
                    tasks.push(line.task.clone());
                }
            }
        }
        let mut sums = [0; 3];
        for day in &mut days {
            for (sum, tasks) in sums.iter_mut().zip(&day.tasks) {
                *sum += tasks.len() as u64;
            }
            day.sums = sums;
        }
        let mut trend = Trend {
            due,
            days,
            unknown: None,
        };
        trend.unknown = trend.set_pace(calendar).err();
        trend
    }

    fn set_pace(&mut self, calendar: &Calendar) -> Result<(), UnknownYear> {
        let window = calendar.phases().inspect;
        let Some(before) = window.from.pred_opt() else {
            return Ok(());
        };
        let all = u64::from(calendar.working_days(before, window.to)?);
        let mut until: u64 = 0;
        for day in &mut self.days {
            if window.has(day.date) {
                until += u64::from(calendar.is_working(day.date)?);
            }
            day.pace = self.due.saturating_mul(until).checked_div(all);
        }
        Ok(())
    }

    /// The newest day that is not after `today`.
    pub fn at(&self, today: NaiveDate) -> Option<&Day> {
        self.until(today).last()
    }

    /// The days that are not after `today`.
    pub fn until(&self, today: NaiveDate) -> &[Day] {
        let count = self.days.partition_point(|day| day.date <= today);
        self.days.get(..count).unwrap_or(&[])
    }

    /// The tasks of a series on a day and on all days before.
    pub fn tasks_until(&self, date: NaiveDate, series: usize) -> Vec<String> {
        let days = self.until(date).iter();
        days.filter_map(|day| day.tasks.get(series))
            .flatten()
            .cloned()
            .collect()
    }
}

impl Day {
    fn new(date: NaiveDate) -> Self {
        Day {
            date,
            tasks: Default::default(),
            sums: [0; 3],
            pace: None,
        }
    }
}

#[cfg(test)]
mod tests;
