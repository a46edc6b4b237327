//! Whether a campaign's file is sound.

use std::collections::BTreeSet;

use super::{Campaign, Violation};
use crate::domain::operator::Department;
use crate::domain::scope::ScopeMatcher;
use crate::domain::target::Grade;

impl Campaign {
    /// What the campaign's tables contradict, as (field, what is wrong); empty when it is sound.
    pub fn faults(&self) -> Vec<(&'static str, String)> {
        let mut faults = Vec::new();
        let mut fault = |bad: bool, field, what: &str| {
            if bad {
                faults.push((field, what.to_owned()));
            }
        };
        fault(self.id.trim().is_empty(), "id", "empty");
        if let Err(keywords) = ScopeMatcher::new(&self.keywords) {
            fault(true, "keywords", &keywords.to_string());
        }
        let p = &self.phases;
        for (field, window) in [
            ("phases.prepare", p.prepare),
            ("phases.inspect", p.inspect),
            ("phases.summarise", p.summarise),
        ] {
            fault(window.from > window.to, field, "ends before it begins");
        }
        fault(
            p.prepare.to >= p.inspect.from,
            "phases.inspect",
            "begins before the phase ahead of it has ended",
        );
        fault(
            p.inspect.to >= p.summarise.from,
            "phases.summarise",
            "begins before the phase ahead of it has ended",
        );
        fault(
            self.draw.floor == 0,
            "draw.floor",
            "no grade may be exempt from the draw: at least 1",
        );
        fault(
            self.draw.weights.values().any(|w| *w == 0),
            "draw.weights",
            "a weight of 0 exempts a grade",
        );
        fault(
            Grade::ALL.iter().any(|g| !self.draw.weights.contains_key(g)),
            "draw.weights",
            "one of A, B, C, D is missing",
        );
        fault(
            self.departments.len() != 2,
            "departments",
            "a joint team has exactly two departments",
        );
        fault(
            self.team.members_per_department == 0,
            "team.members_per_department",
            "at least 1",
        );
        let department = |d| self.departments.iter().any(|i| i.id == d);
        fault(
            !Department::ALL.into_iter().all(department),
            "departments",
            "hr and mr are needed, one each",
        );
        fault(self.result_codes.is_empty(), "result_codes", "none given");
        let codes: BTreeSet<u8> = self.result_codes.iter().map(|r| r.code).collect();
        fault(
            codes.len() < self.result_codes.len(),
            "result_codes",
            "the same code twice",
        );
        fault(
            self.violations.iter().any(|v| !fines_are_sound(v)),
            "violations.fines",
            "a range ends below its beginning, or one id stands twice",
        );
        if let Some(what) = self.appraisal.fault() {
            fault(true, "appraisal.indicators", what);
        }
        fault(
            self.regions.get(self.province).is_none(),
            "province",
            "not in the division table",
        );
        faults
    }
}

fn fines_are_sound(violation: &Violation) -> bool {
    let ids: BTreeSet<&str> = violation.fines.iter().map(|fine| fine.id.as_str()).collect();
    ids.len() == violation.fines.len() && violation.fines.iter().all(|fine| fine.least <= fine.most)
}
