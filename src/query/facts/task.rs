//! Tasks, as a query asks them.

use super::{Facts, Value, choice, day, flag, text};
use crate::domain::next::Agenda;
use crate::domain::operator::Operator;
use crate::domain::target::Grade;
use crate::domain::task::{Task, TaskState};
use crate::query::field::Field;
use chrono::NaiveDate;

/// A task, with what its due date and whose it is follow from.
#[derive(Clone, Copy, Debug)]
pub struct TaskFacts<'a> {
    /// The task.
    pub task: &'a Task,
    /// What is due when.
    pub agenda: &'a Agenda,
    /// Whose tasks are `is:mine`; nobody's where none is given.
    pub operator: Option<&'a Operator>,
    /// The day after whose yesterday a task is overdue.
    pub today: NaiveDate,
}

impl Facts for TaskFacts<'_> {
    fn any(&self, field: Field, fits: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        let task = self.task;
        let mut members = task.team.iter();
        match field {
            Field::Id => text(&task.id, fits),
            Field::Name => text(&task.name, fits),
            Field::Target => text(&task.target, fits),
            Field::Region => fits(Value::Place(task.region)),
            Field::Unit => fits(Value::Place(task.unit)),
            Field::State => choice(&TaskState::ALL, Some(task.state), fits),
            Field::Due => day(self.agenda.due(task), fits),
            Field::Since => day(task.steps.last().map(|step| step.on), fits),
            Field::Grade => {
                let grade = task.stratum.rsplit('-').next();
                let at = ["A", "B", "C", "D"]
                    .iter()
                    .position(|known| Some(*known) == grade);
                choice(&Grade::ALL, at.and_then(|at| Grade::ALL.get(at).copied()), fits)
            }
            Field::Batch => text(&task.batch, fits),
            Field::Who => members.any(|member| text(&member.name, fits) || text(&member.officer, fits)),
            Field::Leader => members.any(|member| member.leads && text(&member.name, fits)),
            Field::Rank => fits(Value::Number(i64::try_from(task.rank).unwrap_or(i64::MAX))),
            Field::Mine => {
                let mine = |operator| self.agenda.is_mine(task, operator);
                flag(self.operator.is_some_and(mine), fits)
            }
            Field::Overdue => flag(self.agenda.due(task).is_some_and(|due| due < self.today), fits),
            Field::Late => flag(self.agenda.is_late(task), fits),
            _ => false,
        }
    }
}
