//! What is wrong with a form, by the rules of the office, and which field each error belongs to.

use super::fields::{OF_FINE, answer_id, evidence_id, finding_id};
use super::filling::Filling;
use super::reading::read;
use crate::domain::calendar::Act;
use crate::domain::command::Command;
use crate::domain::fields;
use crate::domain::inspection::Visit;
use crate::domain::refusal::Refusal;
use crate::domain::visit_rules::{Problem, warnings};
use crate::office::evidence;
use crate::tui::desk::Desk;
use crate::tui::ui::Ui;

/// What a form would hand in, and what there is to say about it, by the id of the field.
pub(super) struct Checked {
    /// The visit; to be handed in only where nothing is wrong.
    pub visit: Visit,
    /// Every error at once.
    pub wrong: Vec<(String, String)>,
    /// What is unusual and may be right.
    pub unusual: Vec<(String, String)>,
}

impl Filling {
    /// Reads the form and looks for every error.
    pub fn check(&self, desk: &Desk, ui: &Ui) -> Option<Checked> {
        let (campaign, today) = {
            let view = desk.view();
            (view.campaign()?, view.now().today)
        };
        let reading = read(ui, &campaign, &self.form, &self.items, today);
        let (visit, mut wrong) = (reading.visit, reading.wrong);
        let dated = wrong.iter().all(|(id, _)| id != "visited");
        if self.base.is_some() && visit.reason.is_empty() {
            let refusal = Refusal::ReasonMissing { act: Act::Enter };
            wrong.push(("reason".to_owned(), refusal.text(ui.lang)));
        }
        // That a newer version is there is said apart from the errors.
        let command = Command::RecordVisit {
            task: self.task.id.clone(),
            visit: Box::new(visit.clone()),
            based_on: None,
        };
        match desk.consider(&command) {
            Err(Refusal::Incomplete { problems, .. }) => {
                let found = problems.into_iter().filter(|p| dated || !needs_date(p));
                wrong.extend(found.map(|p| (self.field_of(&p), p.text(ui.lang))));
            }
            Err(refusal) if dated => {
                wrong.extend(of_refusal(&refusal).map(|id| (id.to_owned(), refusal.text(ui.lang))));
            }
            _ => {}
        }
        let unusual = warnings(&campaign, &self.items, &visit).into_iter();
        let mut unusual: Vec<(String, String)> =
            unusual.map(|p| (self.field_of(&p), p.text(ui.lang))).collect();
        unusual.extend(unread(&visit, ui));
        unusual.extend(self.passed_over(ui));
        Some(Checked {
            unusual: joined(unusual),
            wrong: joined(wrong),
            visit,
        })
    }

    /// What the reviewer's reason speaks of, as far as nothing about it was corrected yet.
    pub fn passed_over(&self, ui: &Ui) -> Vec<(String, String)> {
        let Some((base, step)) = self.base.as_ref().zip(self.returned()) else {
            return Vec::new();
        };
        let (before, now) = (fields::of(&base.visit), self.answered());
        let changed = fields::differing(&before, &now);
        let about = |id: &str| fields::item_of(id).map_or(id.to_owned(), answer_id);
        let said = |id: &str| {
            let what = match id.strip_prefix("answers.") {
                Some(item) => item.to_owned(),
                None => ui.word(&format!("field.{id}")),
            };
            let args = [
                ("what", what.as_str()),
                ("by", &step.by),
                ("reason", &step.reason),
            ];
            ui.say("entry.named", &args)
        };
        fields::named(&self.task.checklist, &step.reason)
            .into_iter()
            .filter(|id| changed.iter().all(|changed| about(changed) != *id))
            .map(|id| (id.clone(), said(&id)))
            .collect()
    }

    /// The command that hands the visit in, on the version the form began with.
    pub fn command(&self, visit: &Visit) -> Command {
        Command::RecordVisit {
            task: self.task.id.clone(),
            visit: Box::new(visit.clone()),
            based_on: Some(self.version()),
        }
    }

    /// A finding has a field of its own, and a fine has three.
    fn field_of(&self, problem: &Problem) -> String {
        if let Some(item) = problem.field.strip_prefix("answers.") {
            return match problem.fault {
                "needs-a-finding" => finding_id(item),
                "bad-evidence" => evidence_id(item),
                _ => answer_id(item),
            };
        }
        if !problem.field.starts_with("penalties.") {
            return problem.field.clone();
        }
        let [holds, of, yuan] = OF_FINE;
        let what = match problem.fault {
            "precondition-open" => holds,
            "needs-a-base" => of,
            _ => yuan,
        };
        format!("{}.{what}", problem.field)
    }
}

/// Files of evidence that were not read.
fn unread(visit: &Visit, ui: &Ui) -> Vec<(String, String)> {
    let here = std::env::current_dir().unwrap_or_default();
    let shown = visit
        .answers
        .iter()
        .flat_map(|answer| answer.evidence.iter().map(|shown| (&answer.item, shown)));
    let said = shown.filter_map(|(item, shown)| {
        let text = evidence::unread(&here, shown)?.text(ui.lang);
        Some((evidence_id(item), text))
    });
    said.collect()
}

/// The field that a refusal of the whole speaks of, where it is one of the form's.
pub(super) fn of_refusal(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::OutsideWindow { act: Act::Visit, .. } => Some("visited"),
        Refusal::LateNeedsReason { .. } | Refusal::ReasonMissing { .. } => Some("reason"),
        _ => None,
    }
}

/// Whether a problem cannot be judged without the day of the visit.
fn needs_date(problem: &Problem) -> bool {
    problem.field == "visited" || problem.fault == "certificate"
}

/// One text for each field, in the order of the first; what is said twice is said once.
fn joined(wrong: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut fields: Vec<(String, Vec<String>)> = Vec::new();
    for (id, text) in wrong {
        match fields.iter_mut().find(|(known, _)| *known == id) {
            Some((_, texts)) if texts.contains(&text) => {}
            Some((_, texts)) => texts.push(text),
            None => fields.push((id, vec![text])),
        }
    }
    fields
        .into_iter()
        .map(|(id, texts)| (id, texts.join("\n")))
        .collect()
}
