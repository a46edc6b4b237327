//! Targets, rows of the registry, officers and leads, as a query asks them.

use super::{Facts, TaskContext, Value, choice, day, flag, text};
use crate::domain::lead::{Lead, LeadState};
use crate::domain::library::Officer;
use crate::domain::next::LeadWait;
use crate::domain::operator::Department;
use crate::domain::registry::Row;
use crate::domain::target::{Grade, Target};
use crate::query::field::Field;

type Fits<'f> = &'f mut dyn FnMut(Value<'_>) -> bool;

/// A target with what the campaign says of its registration status.
#[derive(Clone, Copy, Debug)]
pub struct TargetFacts<'t> {
    /// The target.
    pub target: &'t Target,
    /// Whether it still exists, by that status.
    pub active: bool,
}

impl Facts for TargetFacts<'_> {
    fn any(&self, field: Field, fits: Fits<'_>) -> bool {
        let target = self.target;
        match field {
            Field::Id => text(&target.id, fits),
            Field::Name => text(&target.name, fits),
            Field::Region => fits(Value::Place(target.region)),
            Field::Status => text(&target.status, fits),
            Field::Grade => choice(&Grade::ALL, target.grade, fits),
            Field::Visited => day(target.last_visit, fits),
            Field::Active => flag(self.active, fits),
            _ => false,
        }
    }
}

impl Facts for Row<'_> {
    fn any(&self, field: Field, fits: Fits<'_>) -> bool {
        match field {
            Field::Id => text(self.id, fits),
            Field::Name => text(self.name, fits),
            Field::Region => self.region.parse().is_ok_and(|code| fits(Value::Place(code))),
            Field::Status => text(self.status, fits),
            Field::Grade => {
                let grade = ["A", "B", "C", "D"].iter().position(|grade| *grade == self.grade);
                grade.is_some_and(|at| fits(Value::Choice(at)))
            }
            Field::Type => text(self.kind, fits),
            Field::Person => text(self.legal_person, fits),
            Field::Founded => day(self.founded.parse().ok(), fits),
            Field::Address => text(self.address, fits),
            Field::Scope => text(self.scope, fits),
            Field::Authority => text(self.authority, fits),
            Field::Licence => text(self.hr_licence, fits) || text(self.dispatch_licence, fits),
            _ => false,
        }
    }
}

impl Facts for Officer {
    fn any(&self, field: Field, fits: Fits<'_>) -> bool {
        match field {
            Field::Id => text(&self.id, fits),
            Field::Name => text(&self.name, fits),
            Field::Region => fits(Value::Place(self.region)),
            Field::Department => choice(&Department::ALL, Some(self.department), fits),
            Field::Expires => fits(Value::Day(self.certificate.to)),
            Field::Load => fits(Value::Number(self.base_load.into())),
            Field::OnDuty => flag(self.on_duty, fits),
            _ => false,
        }
    }
}

/// A lead that can be asked.
#[derive(Clone, Copy, Debug)]
pub struct LeadFacts<'l> {
    lead: &'l Lead,
    context: &'l TaskContext,
}

impl TaskContext {
    /// A lead, ready to be asked.
    pub fn lead<'l>(&'l self, lead: &'l Lead) -> LeadFacts<'l> {
        LeadFacts { lead, context: self }
    }
}

impl Facts for LeadFacts<'_> {
    fn any(&self, field: Field, fits: Fits<'_>) -> bool {
        let (lead, agenda) = (self.lead, &self.context.agenda);
        match field {
            Field::Id => text(&lead.id, fits),
            Field::Name => text(&lead.about, fits),
            Field::Target => lead.subject().is_some_and(|target| text(&target, fits)),
            Field::Region => fits(Value::Place(lead.region)),
            Field::Received => fits(Value::Day(lead.received)),
            Field::Source => text(&lead.source, fits),
            Field::Place => text(&lead.place, fits),
            Field::What => text(&lead.what, fits),
            Field::LeadState => choice(&LeadState::ALL, Some(lead.state()), fits),
            Field::Wait => {
                let next = agenda.lead(&lead.standing());
                choice(&LeadWait::ALL, next.map(|next| next.wait), fits)
            }
            Field::LeadKind => agenda.lead_kind(&lead.standing()).is_some_and(|kind| {
                text(&kind.id, fits) || text(&kind.name.zh, fits) || text(&kind.name.en, fits)
            }),
            Field::Urgent => {
                let next = agenda.lead(&lead.standing());
                flag(next.is_some_and(|next| next.urgent), fits)
            }
            Field::Back => flag(
                agenda.lead_is_back(&lead.standing(), self.context.now.today),
                fits,
            ),
            Field::Due => day(agenda.lead(&lead.standing()).and_then(|next| next.day()), fits),
            Field::Mine => {
                let operator = self.context.operator.as_ref();
                let (of, today) = (lead.standing(), self.context.now.today);
                flag(operator.is_some_and(|own| agenda.handles(&of, own, today)), fits)
            }
            Field::Overdue => {
                let next = agenda.lead(&lead.standing());
                flag(
                    next.is_some_and(|next| next.is_over(self.context.now.today)),
                    fits,
                )
            }
            _ => false,
        }
    }
}
