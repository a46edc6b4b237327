//! Targets, rows of the registry, officers and leads, as a query asks them.

use super::{Facts, Value, choice, day, flag, text};
use crate::domain::lead::Lead;
use crate::domain::library::Officer;
use crate::domain::operator::Department;
use crate::domain::registry::Row;
use crate::domain::target::{Grade, Target};
use crate::query::field::Field;

type Fits<'f> = &'f mut dyn FnMut(Value<'_>) -> bool;

impl Facts for Target {
    fn any(&self, field: Field, fits: Fits<'_>) -> bool {
        match field {
            Field::Id => text(&self.id, fits),
            Field::Name => text(&self.name, fits),
            Field::Region => fits(Value::Place(self.region)),
            Field::Status => text(&self.status, fits),
            Field::Grade => choice(&Grade::ALL, self.grade, fits),
            Field::Visited => day(self.last_visit, fits),
            Field::Active => flag(self.is_active(), fits),
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

impl Facts for Lead {
    fn any(&self, field: Field, fits: Fits<'_>) -> bool {
        match field {
            Field::Id => text(&self.id, fits),
            Field::Name => text(&self.about, fits),
            Field::Target => self.target.as_deref().is_some_and(|target| text(target, fits)),
            Field::Region => fits(Value::Place(self.region)),
            Field::Received => fits(Value::Day(self.received)),
            Field::Source => text(&self.source, fits),
            Field::Place => text(&self.place, fits),
            Field::What => text(&self.what, fits),
            _ => false,
        }
    }
}
