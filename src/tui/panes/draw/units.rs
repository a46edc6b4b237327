//! Which units of a batch wait for what.

use std::collections::BTreeSet;

use super::rung::State;
use crate::domain::region::RegionCode;
use crate::domain::task::{Task, TaskState};
use crate::office::Index;

/// The units that have tasks of a batch, and what those wait for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Units {
    /// All of them.
    pub all: BTreeSet<RegionCode>,
    waiting: Vec<(RegionCode, TaskState)>,
}

impl Units {
    pub(super) fn of(state: &Index, batch: &str) -> Self {
        let mut units = Units::default();
        for (state, unit) in Task::states_of(state, batch) {
            if state.is_live() {
                units.all.insert(unit);
            }
            if state < TaskState::Assigned {
                units.waiting.push((unit, state));
            }
        }
        units
    }

    /// The units with a task in this state.
    pub(super) fn in_state(&self, state: TaskState) -> BTreeSet<RegionCode> {
        let those = self.waiting.iter().filter(|(_, of)| *of == state);
        those.map(|(unit, _)| *unit).collect()
    }

    /// How many units have no task in this state or an earlier one.
    pub(super) fn beyond(&self, state: TaskState) -> usize {
        let behind = self.waiting.iter().filter(|(_, of)| *of <= state);
        let behind: BTreeSet<RegionCode> = behind.map(|(unit, _)| *unit).collect();
        self.all.len() - behind.len()
    }

    /// Done where all units are beyond the state.
    pub(super) fn done(&self, state: TaskState, otherwise: State) -> State {
        if !self.all.is_empty() && self.beyond(state) == self.all.len() {
            State::Done
        } else {
            otherwise
        }
    }
}
