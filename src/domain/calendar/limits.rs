//! The last days of time limits, each worked out once: many limits of one length begin on the same day.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use chrono::NaiveDate;

use super::{Calendar, UnknownYear};

/// The last day of a time limit, or the year whose holidays would have to be known.
pub type LastDay = Result<NaiveDate, UnknownYear>;

/// A calendar that remembers the time limits it was asked for.
#[derive(Debug)]
pub struct Limits {
    calendar: Calendar,
    known: Mutex<BTreeMap<(NaiveDate, u32), LastDay>>,
}

impl Limits {
    /// Limits by this calendar.
    pub fn new(calendar: Calendar) -> Self {
        Self {
            calendar,
            known: Mutex::default(),
        }
    }

    /// The calendar.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The last day of `days` working days that begin on `from`; see [`Calendar::after_working_days`].
    pub fn last_day(&self, from: NaiveDate, days: u32) -> LastDay {
        let last = || self.calendar.after_working_days(from, days);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry((from, days)).or_insert_with(last)
    }
}
