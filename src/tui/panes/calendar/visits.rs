//! How many visits each day carries, by the newest record of every visit.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::inspection::Inspection;
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::domain::task::Task;
use crate::tui::panes::shown::Look;

/// Visits by day and unit, kept until something is committed.
pub(super) struct Visits {
    seq: u64,
    days: BTreeMap<NaiveDate, BTreeMap<RegionCode, u64>>,
}

impl Visits {
    pub(super) fn new(look: &Look<'_>) -> Self {
        let mut newest: BTreeMap<String, (u32, NaiveDate)> = BTreeMap::new();
        look.state().each::<Inspection>(|inspection| {
            let seen = (inspection.version, inspection.visit.visited);
            let kept = newest.entry(inspection.task).or_insert(seen);
            *kept = (*kept).max(seen);
        });
        let mut days: BTreeMap<NaiveDate, BTreeMap<RegionCode, u64>> = BTreeMap::new();
        for (task, (_, day)) in newest {
            if let Some(task) = look.state().get::<Task>(&task) {
                *days.entry(day).or_default().entry(task.unit).or_insert(0) += 1;
            }
        }
        Visits {
            seq: look.view.seq(),
            days,
        }
    }

    pub(super) fn refresh(&mut self, look: &Look<'_>) {
        if self.seq != look.view.seq() {
            *self = Self::new(look);
        }
    }

    /// Visits of a day.
    pub(super) fn on(&self, day: NaiveDate) -> u64 {
        self.by_unit(day).map(|(_, n)| n).sum()
    }

    /// Visits of a day by unit.
    pub(super) fn by_unit(&self, day: NaiveDate) -> impl Iterator<Item = (RegionCode, u64)> {
        self.days
            .get(&day)
            .into_iter()
            .flat_map(|units| units.iter().map(|(unit, n)| (*unit, *n)))
    }
}
