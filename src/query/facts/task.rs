//! Tasks, as a query asks them.

use std::sync::Arc;

use super::{Facts, Value, choice, day, flag, text};
use crate::domain::next::Agenda;
use crate::domain::operator::Operator;
use crate::domain::target::Grade;
use crate::domain::task::{Task, TaskState};
use crate::domain::time::Now;
use crate::query::field::Field;

/// What the answers of tasks follow from besides the tasks themselves.
#[derive(Debug)]
pub struct TaskContext {
    /// What is due when.
    pub agenda: Arc<Agenda>,
    /// Whose tasks are `is:mine`; nobody's where none is given.
    pub operator: Option<Operator>,
    /// The day before which what was due is overdue, and the minute.
    pub now: Now,
}

impl TaskContext {
    /// A task, ready to be asked.
    pub fn facts<'t>(&'t self, task: &'t Task) -> TaskFacts<'t> {
        TaskFacts { task, context: self }
    }
}

/// A task that can be asked.
#[derive(Clone, Copy, Debug)]
pub struct TaskFacts<'t> {
    task: &'t Task,
    context: &'t TaskContext,
}

impl Facts for TaskFacts<'_> {
    fn any(&self, field: Field, fits: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        let task = self.task;
        let TaskContext {
            agenda,
            operator,
            now,
        } = self.context;
        let mut members = task.team.iter();
        match field {
            Field::Id => text(&task.id, fits),
            Field::Name => text(&task.name, fits),
            Field::Target => text(&task.target, fits),
            Field::Region => fits(Value::Place(task.region)),
            Field::Unit => fits(Value::Place(task.unit)),
            Field::State => choice(&TaskState::ALL, Some(task.state), fits),
            Field::Due => day(agenda.due(task), fits),
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
                let mine = |operator| agenda.is_mine(task, operator);
                flag(operator.as_ref().is_some_and(mine), fits)
            }
            Field::Overdue => flag(agenda.due(task).is_some_and(|due| due < now.today), fits),
            Field::Late => flag(agenda.is_late(task), fits),
            _ => false,
        }
    }
}
