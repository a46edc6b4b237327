//! Imported holidays and make-up working days (放假调休安排), one record a year.

use serde::{Deserialize, Serialize};

use super::campaign::Holiday;
use super::command::Source;
use super::state::Record;

/// The exceptions to the five-day week of one year, by the State Council's notice of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayYear {
    /// The year.
    pub year: i32,
    /// Its exceptional days, by date.
    pub days: Vec<Holiday>,
    /// The file they came from.
    pub source: Source,
}

impl Record for HolidayYear {
    const KIND: &'static str = "holiday-year";

    fn key(&self) -> String {
        format!("{:04}", self.year)
    }

    /// The same days from another file are no news.
    fn same(&self, other: &Self) -> bool {
        self.year == other.year && self.days == other.days
    }
}
