//! Matters of the follow-up ledger, as a query asks them.

use super::{Facts, TaskContext, Value, choice, day, flag, text};
use crate::domain::follow_up::{FollowUp, FollowUpState, Kind, Need};
use crate::domain::operator::Department;
use crate::query::field::Field;

/// A matter that can be asked.
#[derive(Clone, Copy, Debug)]
pub struct FollowUpFacts<'f> {
    of: &'f FollowUp,
    context: &'f TaskContext,
}

impl TaskContext {
    /// A matter, ready to be asked.
    pub fn follow_up<'f>(&'f self, of: &'f FollowUp) -> FollowUpFacts<'f> {
        FollowUpFacts { of, context: self }
    }
}

impl Facts for FollowUpFacts<'_> {
    fn any(&self, field: Field, fits: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        let (of, agenda) = (self.of, &self.context.agenda);
        let next = || agenda.follow_up(of);
        let due = || next().and_then(|next| next.due);
        match field {
            Field::Id => text(&of.id, fits),
            Field::Name => text(&of.name, fits),
            Field::Target => text(&of.target, fits),
            Field::Task => text(of.source(), fits),
            Field::Region => fits(Value::Place(of.owner().region)),
            Field::Unit => fits(Value::Place(of.unit)),
            Field::Department => choice(&Department::ALL, Some(of.owner().department), fits),
            Field::What => text(of.matter.what(), fits),
            Field::Matter => choice(&Kind::ALL, Some(of.kind()), fits),
            Field::FollowUpState => choice(&FollowUpState::ALL, Some(of.state()), fits),
            Field::Step => choice(&Need::ALL, next().map(|next| next.need), fits),
            Field::Opened => fits(Value::Day(of.opened_on)),
            Field::Since => {
                let last = of.steps.last().map_or(of.opened_on, |taken| taken.on);
                fits(Value::Day(last))
            }
            Field::Due => day(due().and_then(|due| due.day()), fits),
            Field::Mine => {
                let operator = self.context.operator.as_ref();
                flag(operator.is_some_and(|own| agenda.follows_up(of, own)), fits)
            }
            Field::Overdue => flag(due().is_some_and(|due| due.is_over(self.context.now)), fits),
            Field::Ended => flag(!of.state().is_open(), fits),
            _ => false,
        }
    }
}
