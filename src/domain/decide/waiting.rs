//! The tasks of a batch that wait for an act. What is asked of many is answered by the index, or by the first that
//! settles it: the screen asks on every move of the selection.

use std::ops::ControlFlow;

use super::Case;
use crate::domain::batch::{Batch, Stage};
use crate::domain::calendar::{Act, Reach};
use crate::domain::operator::Role;
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::State;
use crate::domain::task::{How, Task, TaskState};

impl<S: State + ?Sized> Case<'_, S> {
    /// The batch's tasks in one of the states, of one unit or of all, by unit.
    pub(super) fn tasks_in(
        &self,
        batch: &Batch,
        unit: Option<RegionCode>,
        states: &[TaskState],
    ) -> Vec<Task> {
        let mut tasks = Vec::new();
        for state in states {
            Task::each_in(self.state, (&batch.id, unit, *state), |task| {
                tasks.push(task);
                ControlFlow::Continue(())
            });
        }
        tasks.sort_by(|a, b| (a.unit, &a.id).cmp(&(b.unit, &b.id)));
        tasks
    }

    /// Whether one of those tasks is of a kind; reads no further than to the first.
    pub(super) fn any_in(
        &self,
        (batch, unit, state): (&Batch, Option<RegionCode>, TaskState),
        is: impl Fn(&Task) -> bool,
    ) -> bool {
        let mut found = false;
        Task::each_in(self.state, (&batch.id, unit, state), |task| {
            found = is(&task);
            if found {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        found
    }

    /// The units with tasks of the batch in a state, in order of their codes.
    pub(super) fn units_in(&self, batch: &Batch, of: TaskState) -> Vec<RegionCode> {
        let states = Task::states_of(self.state, &batch.id).into_iter();
        states
            .filter(|(state, _)| *state == of)
            .map(|(_, unit)| unit)
            .collect()
    }

    /// A batch that is handed out, and its unit, for an operator who claims for it, on a day that allows `act` for the
    /// unit's tasks in `state`, of which there are some.
    pub(super) fn unit_tasks(
        &self,
        id: &str,
        act: Act,
        region: RegionCode,
        state: TaskState,
    ) -> Result<(Batch, RegionCode), Refusal> {
        let batch = self.batch(id)?;
        let unit = self.unit(region)?;
        self.permit(Role::Claim, unit)?;
        self.at_stage(&batch, act, Stage::Dispatched)?;
        let reach = self.reach_of((&batch, Some(unit), state), |_| true);
        self.allow(act, reach, self.today())?;
        Ok((batch, unit))
    }

    /// How far the calendar lets an act reach on the tasks of a batch, a unit and a state that are `among` those meant:
    /// what came in by 补抽 alone may still be handed out while visits go on.
    pub(super) fn reach_of(
        &self,
        those: (&Batch, Option<RegionCode>, TaskState),
        among: impl Fn(&Task) -> bool,
    ) -> Reach {
        let reach = self.reach(those.0);
        let added = || {
            !self.any_in(those, |task| among(task) && task.how != How::Replacement)
                && self.any_in(those, &among)
        };
        match reach {
            Reach::Provincial if added() => Reach::Supplement,
            reach => reach,
        }
    }

    /// The same for an act that serves several units at once: it may be done for the sake of any of them.
    pub(super) fn reach_of_units(&self, batch: &Batch, state: TaskState) -> Reach {
        let units = self.units_in(batch, state);
        let reach = |unit: &RegionCode| self.reach_of((batch, Some(*unit), state), |_| true);
        let supplement = |unit: &RegionCode| reach(unit) == Reach::Supplement;
        if units.iter().any(supplement) {
            Reach::Supplement
        } else {
            self.reach(batch)
        }
    }
}
