//! Whether a campaign's file is sound.

use std::collections::BTreeSet;
use std::fmt::Display;

use serde::Serialize;

use super::{Campaign, Count, SummaryColumn, Violation};
use crate::domain::library::ChecklistItem;
use crate::domain::operator::Department;
use crate::domain::scope::ScopeMatcher;
use crate::domain::target::Grade;
use crate::lang::Lang;

/// A contradiction in a campaign's tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unsound {
    /// The field, as a path in the file; a row of a table by its id or code: `summary_columns.unfiled.count`.
    pub field: String,
    /// What is wrong: a message key under `campaign-fault.`.
    pub fault: &'static str,
    /// What the message speaks of.
    pub detail: String,
}

impl Unsound {
    /// A contradiction in a field.
    pub fn new(field: impl Into<String>, fault: &'static str, detail: impl Display) -> Self {
        Self {
            field: field.into(),
            fault,
            detail: detail.to_string(),
        }
    }

    /// What is wrong, in the operator's language, without the field.
    pub fn text(&self, lang: Lang) -> String {
        lang.say(
            &format!("campaign-fault.{}", self.fault),
            &[("detail", &self.detail)],
        )
    }
}

/// The faults found so far.
struct Faults(Vec<Unsound>);

impl Faults {
    fn when(&mut self, bad: bool, field: &str, fault: &'static str) {
        if bad {
            self.add(field, fault, "");
        }
    }

    fn add(&mut self, field: impl Into<String>, fault: &'static str, detail: impl Display) {
        self.0.push(Unsound::new(field, fault, detail));
    }

    /// The ids of a table's rows, each of which may stand there once.
    fn once(&mut self, table: &str, ids: impl Iterator<Item = String>) {
        let mut known = BTreeSet::new();
        for id in ids {
            if known.contains(&id) {
                self.add(format!("{table}.{id}"), "twice", &id);
            }
            known.insert(id);
        }
    }
}

impl Campaign {
    /// What the campaign's tables contradict; empty when it is sound.
    pub fn faults(&self) -> Vec<Unsound> {
        let mut faults = Faults(Vec::new());
        faults.when(self.id.trim().is_empty(), "id", "empty");
        if let Err(keywords) = ScopeMatcher::new(&self.keywords) {
            faults.add("keywords", "keywords", keywords);
        }
        let statuses = &self.active_statuses;
        let none = statuses.is_empty() || statuses.iter().any(|word| word.trim().is_empty());
        faults.when(none, "active_statuses", "empty");
        self.phases_are_sound(&mut faults);
        self.draw_is_sound(&mut faults);
        self.leads_are_sound(&mut faults);
        self.offices_are_sound(&mut faults);
        self.words_are_sound(&mut faults);
        self.results_are_sound(&mut faults);
        self.columns_are_sound(&mut faults);
        self.appraisal_is_sound(&mut faults);
        faults.0
    }

    /// Columns that count checklist items which are not on the campaign's list.
    pub fn faults_with(&self, checklist: &[ChecklistItem]) -> Vec<Unsound> {
        let known: BTreeSet<&str> = checklist.iter().map(|item| item.id.as_str()).collect();
        let unknown = |column: &SummaryColumn| {
            let items = match &column.count {
                Some(Count::Items(items)) => items.as_slice(),
                _ => &[],
            };
            let unknown = items.iter().find(|item| !known.contains(item.as_str()))?;
            let field = format!("summary_columns.{}.count", column.id);
            Some(Unsound::new(field, "no-such-item", unknown))
        };
        self.summary_columns.iter().filter_map(unknown).collect()
    }

    fn phases_are_sound(&self, faults: &mut Faults) {
        let p = &self.phases;
        for (field, window) in [
            ("phases.prepare", p.prepare),
            ("phases.inspect", p.inspect),
            ("phases.summarise", p.summarise),
        ] {
            faults.when(window.from > window.to, field, "reversed");
        }
        let overlaps = "overlaps";
        faults.when(p.prepare.to >= p.inspect.from, "phases.inspect", overlaps);
        faults.when(p.inspect.to >= p.summarise.from, "phases.summarise", overlaps);
    }

    fn draw_is_sound(&self, faults: &mut Faults) {
        let weights = &self.draw.weights;
        faults.when(self.draw.floor == 0, "draw.floor", "floor");
        faults.when(weights.values().any(|w| *w == 0), "draw.weights", "weight");
        let all = Grade::ALL.iter().all(|g| weights.contains_key(g));
        faults.when(!all, "draw.weights", "grades");
    }

    fn leads_are_sound(&self, faults: &mut Faults) {
        let rules = &self.leads;
        faults.once("leads.kinds", rules.kinds.iter().map(|kind| kind.id.clone()));
        let tables = [
            ("leads.reasons", &rules.reasons),
            ("leads.grounds", &rules.grounds),
            ("leads.outcomes", &rules.outcomes),
        ];
        for (table, codes) in tables {
            faults.once(table, codes.iter().map(|code| code.code.clone()));
        }
        for kind in &rules.kinds {
            let blank = kind.sources.iter().any(|word| word.trim().is_empty());
            faults.when(blank, &format!("leads.kinds.{}.sources", kind.id), "empty");
        }
    }

    fn offices_are_sound(&self, faults: &mut Faults) {
        faults.when(self.departments.len() != 2, "departments", "two-departments");
        let department = |d| self.departments.iter().any(|i| i.id == d);
        let both = Department::ALL.into_iter().all(department);
        faults.when(!both, "departments", "hr-and-mr");
        let nobody = self.team.members_per_department == 0;
        faults.when(nobody, "team.members_per_department", "at-least-one");
        faults.when(
            !self.publication.is_sound(),
            "publication.columns",
            "publication-columns",
        );
        faults.when(
            self.regions.get(self.province).is_none(),
            "province",
            "no-such-region",
        );
        faults.once("operators", self.operators.iter().map(|o| o.name.clone()));
        for operator in &self.operators {
            if self.regions.get(operator.unit).is_none() {
                let field = format!("operators.{}.unit", operator.name);
                faults.add(field, "no-such-region", operator.unit);
            }
        }
    }

    fn results_are_sound(&self, faults: &mut Faults) {
        faults.when(self.result_codes.is_empty(), "result_codes", "none");
        let codes = self.result_codes.iter();
        faults.once("result_codes", codes.map(|row| row.code.to_string()));
        for row in &self.result_codes {
            let field = || format!("result_codes.{}.excludes", row.code);
            for other in &row.excludes {
                if *other == row.code {
                    faults.add(field(), "excludes-itself", other);
                } else if self.result_code(*other).is_none() {
                    faults.add(field(), "no-such-code", other);
                }
            }
        }
        let outcome = |rule: &super::OutcomeRule| rule.outcome.key()["outcome.".len()..].to_owned();
        faults.once("outcomes", self.outcomes.iter().map(outcome));
        for rule in &self.outcomes {
            let known = |code: &String| self.draw.reasons.iter().any(|reason| reason.code == *code);
            if let Some(code) = rule.reason.as_ref().filter(|code| !known(code)) {
                faults.add(
                    format!("outcomes.{}.reason", outcome(rule)),
                    "no-such-reason",
                    code,
                );
            }
        }
        faults.once("violations", self.violations.iter().map(|v| v.id.clone()));
        for violation in self.violations.iter().filter(|v| !fines_are_sound(v)) {
            faults.add(format!("violations.{}.fines", violation.id), "fines", "");
        }
    }

    /// Words that suggest something of a lead: none blank, and a department's in one row.
    fn words_are_sound(&self, faults: &mut Faults) {
        let blank = |words: &[String]| words.iter().any(|word| word.trim().is_empty());
        for action in &self.actions {
            faults.when(
                blank(&action.words),
                &format!("actions.{}.words", action.number),
                "empty",
            );
        }
        let row = |department: Department| department.key()["department.".len()..].to_owned();
        faults.once(
            "leads.routes",
            self.leads.routes.iter().map(|route| row(route.department)),
        );
        for route in &self.leads.routes {
            let field = format!("leads.routes.{}.words", row(route.department));
            faults.when(blank(&route.words), &field, "empty");
        }
    }

    fn appraisal_is_sound(&self, faults: &mut Faults) {
        let indicators = &self.appraisal.indicators;
        faults.once("appraisal.indicators", indicators.iter().map(|i| i.id.clone()));
        for indicator in indicators {
            let field = |part: &str| format!("appraisal.indicators.{}.{part}", indicator.id);
            faults.when(indicator.weight == 0, &field("weight"), "indicator-weight");
            let wrong = indicator.count.needs_days() != indicator.days.is_some();
            faults.when(wrong, &field("days"), "indicator-days");
        }
    }

    fn columns_are_sound(&self, faults: &mut Faults) {
        let columns = &self.summary_columns;
        faults.once("summary_columns", columns.iter().map(|c| c.id.clone()));
        let none = !columns.is_empty() && columns.iter().all(|column| column.count.is_none());
        faults.when(none, "summary_columns", "no-counts");
        for column in columns {
            let field = format!("summary_columns.{}.count", column.id);
            let unknown = match &column.count {
                Some(Count::Violations(ids)) => {
                    let unknown = ids.iter().find(|id| self.violation(id).is_none());
                    (
                        ids.is_empty(),
                        unknown.map(|id| ("no-such-violation", id.clone())),
                    )
                }
                Some(Count::Codes(codes)) => {
                    let unknown = codes.iter().find(|code| self.result_code(**code).is_none());
                    let unknown = unknown.map(|code| ("no-such-code", code.to_string()));
                    (codes.is_empty(), unknown)
                }
                Some(Count::Items(items)) => (items.is_empty(), None),
                _ => (false, None),
            };
            faults.when(unknown.0, &field, "none");
            if let Some((fault, what)) = unknown.1 {
                faults.add(field, fault, what);
            }
        }
    }
}

fn fines_are_sound(violation: &Violation) -> bool {
    let ids: BTreeSet<&str> = violation.fines.iter().map(|fine| fine.id.as_str()).collect();
    ids.len() == violation.fines.len() && violation.fines.iter().all(|fine| fine.least <= fine.most)
}
