//! The one place that asks what time it is.

use chrono::{NaiveDate, Utc};
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

impl Clock {
    /// Now.
    pub fn now(self) -> Now {
        let at = Utc::now();
        match self {
            Clock::System => Now {
                at,
                today: at.with_timezone(&Shanghai).date_naive(),
            },
            Clock::Rehearsal(today) => Now { at, today },
        }
    }
}
