//! The one place that asks what time it is.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Asia::Shanghai;

use crate::domain::time::Now;

/// Where the office's time comes from. Campaign time is Asia/Shanghai whatever the server says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// The system's clock.
    #[default]
    System,
    /// The system's clock for the record, and a fixed date for the rules (`--today`, a rehearsal).
    Rehearsal(NaiveDate),
}

/// The date of a moment in the campaign's time zone.
pub fn campaign_date(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Shanghai).date_naive()
}

impl Clock {
    /// Now.
    pub fn now(self) -> Now {
        let at = Utc::now();
        match self {
            Clock::System => Now {
                at,
                today: campaign_date(at),
            },
            Clock::Rehearsal(today) => Now { at, today },
        }
    }
}
