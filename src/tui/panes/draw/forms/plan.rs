//! The plan of a batch: how many, with which weights and floor. What is left empty is the campaign's.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::domain::batch::Batch;
use crate::domain::campaign::DrawRules;
use crate::domain::command::Command;
use crate::domain::refusal::Refusal;
use crate::domain::target::Grade;
use crate::draw::allocate::{Stratum, allocate};
use crate::office::Denied;
use crate::tui::desk::Desk;
use crate::tui::layer::Cx;
use crate::tui::panes::draw::rows::blocks;
use crate::tui::panes::paper::{Faults, Handed, Matter, Paper, done, mark, text};
use crate::tui::ui::Ui;
use crate::tui::widget::{Entry, Field, Form, Kind};

/// Fields of the weights.
const WEIGHT: &str = "weight";
/// Fields of the floors.
const FLOOR: &str = "floor";

/// Strata told one by one; of more, the sums of every grade.
const TOLD: usize = 8;

/// Places and targets, by stratum or by grade.
type Places = BTreeMap<String, (u64, u64)>;

/// The plan of a batch.
pub(in crate::tui::panes::draw) struct Plan {
    batch: Batch,
    rules: DrawRules,
    /// What the numbers typed so far would give; nothing where they cannot be given.
    preview: RefCell<Places>,
}

impl Plan {
    /// The form of a batch's plan.
    pub(in crate::tui::panes::draw) fn paper(
        desk: &Desk,
        ui: &Ui,
        batch: &Batch,
        rules: &DrawRules,
    ) -> Paper<Self> {
        let hint = |n: u64| ui.say("pane.draw.hint.plan", &[("n", &n.to_string())]);
        let mut fields =
            vec![Field::new("size", ui.word("pane.draw.plan-size"), Kind::Line).hint(hint(rules.size))];
        let mut per_grade = |part: &str, of: &dyn Fn(Grade) -> u64| {
            for grade in Grade::ALL {
                let label = ui.say(
                    &format!("pane.draw.plan-{part}"),
                    &[("grade", &grade.to_string())],
                );
                fields.push(Field::new(id(part, grade), label, Kind::Line).hint(hint(of(grade))));
            }
        };
        per_grade(WEIGHT, &|grade| rules.weights.get(&grade).copied().unwrap_or(1));
        per_grade(FLOOR, &|_| rules.floor);
        let matter = Plan {
            batch: batch.clone(),
            rules: rules.clone(),
            preview: RefCell::default(),
        };
        Paper::new(desk.clone(), matter, Form::new(fields))
    }
}

impl Plan {
    /// The places every stratum would get, by the rule that makes the plan.
    fn places(&self, form: &Form) -> Places {
        let number = |id: &str, rule: u64| match text(form, id).as_str() {
            "" => Some(rule),
            typed => typed.parse().ok(),
        };
        let stratum = |(code, size): (&String, &u64)| {
            let letter = code.rsplit('-').next()?;
            let grade = Grade::ALL.into_iter().find(|grade| grade.to_string() == letter)?;
            let weight = self.rules.weights.get(&grade).copied().unwrap_or(1);
            Some(Stratum {
                code: code.clone(),
                size: u32::try_from(*size).ok()?,
                weight: u32::try_from(number(&id(WEIGHT, grade), weight)?).ok()?,
                floor: u32::try_from(number(&id(FLOOR, grade), self.rules.floor)?).ok()?,
            })
        };
        let strata: Option<Vec<Stratum>> = self.batch.pool.strata.iter().map(stratum).collect();
        let size = number("size", self.rules.size);
        let allocation = strata.zip(size).and_then(|(strata, n)| allocate(&strata, n).ok());
        let mut places = Places::new();
        for (stratum, n) in allocation.iter().flat_map(|allocation| allocation.counts()) {
            let grade = stratum.code.rsplit('-').next().unwrap_or_default();
            let one_by_one = self.batch.pool.strata.len() <= TOLD;
            let name = if one_by_one { stratum.code.as_str() } else { grade };
            let sum = places.entry(name.to_owned()).or_default();
            *sum = (sum.0 + u64::from(n), sum.1 + u64::from(stratum.size));
        }
        places
    }
}

/// A number for every grade, where one is given: the campaign's with those in their places.
fn per_grade(
    form: &Form,
    part: &str,
    rules: &BTreeMap<Grade, u64>,
    faults: &mut Faults<'_>,
) -> Option<BTreeMap<Grade, u64>> {
    let given = Grade::ALL.map(|grade| (grade, faults.number(form, &id(part, grade))));
    let given: BTreeMap<Grade, u64> = given
        .into_iter()
        .filter_map(|(grade, n)| Some((grade, n?)))
        .collect();
    let mut numbers = rules.clone();
    numbers.extend(&given);
    (!given.is_empty()).then_some(numbers)
}

fn id(part: &str, grade: Grade) -> String {
    format!("{part}-{grade}")
}

impl Matter for Plan {
    fn title(&self, ui: &Ui) -> String {
        ui.word("act.plan")
    }

    fn notes(&self, ui: &Ui) -> Vec<Entry> {
        let (n, strata) = (
            self.batch.pool.size.to_string(),
            self.batch.pool.strata.len().to_string(),
        );
        let places = self.preview.borrow();
        let places = places.iter().map(|(name, (n, of))| format!("{name} {n}/{of}"));
        let places: Vec<String> = places.collect();
        let places = match &places[..] {
            [] => ui.word("pane.draw.preview-none"),
            places => places.join("  "),
        };
        vec![
            Entry::new(ui.word("pane.draw.batch"), &self.batch.id),
            Entry::new(
                ui.word("pane.draw.pool"),
                ui.say("pane.batch.pool-is", &[("n", &n), ("strata", &strata)]),
            ),
            Entry::new(ui.word("pane.draw.pool-hash"), blocks(&self.batch.pool.file.hash)),
            Entry::new(ui.word("pane.draw.preview"), places),
        ]
    }

    fn changed(&self, form: &mut Form) {
        *self.preview.borrow_mut() = self.places(form);
    }

    fn draft(&self) -> Option<String> {
        Some(format!("form/plan/{}", self.batch.id))
    }

    fn submit(&self, desk: &Desk, form: &mut Form, cx: &mut Cx) -> Handed {
        let mut faults = Faults::new(cx.ui);
        let size = faults.number(form, "size");
        let floors = Grade::ALL
            .map(|grade| (grade, self.rules.floor))
            .into_iter()
            .collect();
        let weights = per_grade(form, WEIGHT, &self.rules.weights, &mut faults);
        let floors = per_grade(form, FLOOR, &floors, &mut faults);
        if !faults.none(form, cx) {
            return Handed::Not;
        }
        let command = Command::MakePlan {
            batch: self.batch.id.clone(),
            size,
            weights,
            floors,
        };
        match desk.submit(command) {
            Ok(receipt) => done("act.plan", &receipt, cx),
            Err(denied) => {
                let of_size = matches!(denied, Denied::Refused(Refusal::PlanImpossible { .. }));
                mark(form, of_size.then_some("size"), &denied, cx);
                Handed::Not
            }
        }
    }
}
