//! One task's form while it is filled in, and the draft of it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Asia::Shanghai;

use super::fields::{answer_id, finding_id, form};
use super::reading::{lay, read, verdict};
use crate::domain::calendar::Act;
use crate::domain::command::Command;
use crate::domain::inspection::{Inspection, Verdict, Visit};
use crate::domain::library::ChecklistItem;
use crate::domain::refusal::Refusal;
use crate::domain::registry::Row;
use crate::domain::state::Read;
use crate::domain::summary::newest;
use crate::domain::task::{Task, TaskState};
use crate::domain::visit_rules::Problem;
use crate::office::Fault;
use crate::office::drafts::{Draft, Given};
use crate::tui::desk::Desk;
use crate::tui::ui::Ui;
use crate::tui::widget::{Form, Value};

/// The form of a task and what it began with.
#[derive(Debug)]
pub(super) struct Filling {
    pub task: Task,
    pub items: Vec<ChecklistItem>,
    pub form: Form,
    /// The target's address, for whoever asks where that is.
    pub address: String,
    /// The version that is corrected.
    base: Option<Inspection>,
    /// What the form held when it was opened, before the draft.
    first: BTreeMap<String, Value>,
    /// The draft that was found, and whether a newer version was recorded since.
    restored: Option<(DateTime<Utc>, bool)>,
    /// Something was typed since the draft was kept.
    dirty: bool,
}

impl Filling {
    /// The form of this task: with the answers of the version that is to be corrected, and the draft over them.
    pub fn open(desk: &Desk, ui: &Ui, id: &str) -> Option<Self> {
        let view = desk.view();
        let campaign = view.campaign()?;
        let task: Task = view.state().get(id)?;
        let pinned = task.checklist.iter();
        let items: Vec<ChecklistItem> = pinned.filter_map(|key| view.state().get(key)).collect();
        let base = newest(view.state(), id);
        let line = view.registry_line_of(&task.target).ok().flatten();
        let row = line.as_deref().map(|line| line.trim_end_matches('\n'));
        let address = row
            .and_then(Row::parse)
            .map_or(String::new(), |row| row.address.to_owned());
        let mut form = form(ui, &campaign, &task, &items);
        if let Some(base) = &base {
            lay(&mut form, &base.visit);
        }
        let mut filling = Filling {
            first: form.values().map(|(id, value)| (id.to_owned(), value)).collect(),
            task,
            items,
            form,
            address,
            base,
            restored: None,
            dirty: false,
        };
        filling.hide_findings();
        Some(filling)
    }

    /// Lays the operator's draft over the form, if there is one.
    pub fn restore(&mut self, desk: &Desk) -> Result<(), Fault> {
        let draft = desk.drafts().read(&desk.actor().operator, &self.task.id)?;
        if let Some(draft) = draft {
            for (id, given) in &draft.fields {
                let value = match given {
                    Given::Text(text) => Value::Text(text.clone()),
                    Given::Chosen(chosen) => Value::Chosen(chosen.clone()),
                };
                self.form.set(id, &value);
            }
            self.restored = Some((draft.saved, draft.version != self.version()));
            self.hide_findings();
        }
        Ok(())
    }

    /// Number of the version that is corrected; 0 where there is none.
    fn version(&self) -> u32 {
        self.base.as_ref().map_or(0, |base| base.version)
    }

    /// Whether something was given that is not handed in.
    pub fn is_touched(&self) -> bool {
        self.form
            .values()
            .any(|(id, value)| self.first.get(id) != Some(&value))
    }

    /// Something was typed.
    pub fn touch(&mut self) {
        self.dirty = true;
        self.hide_findings();
    }

    /// Keeps the draft, if something was typed since the last time.
    pub fn keep(&mut self, desk: &Desk) -> Result<(), Fault> {
        if !self.dirty {
            return Ok(());
        }
        let fields = self
            .form
            .values()
            .filter(|(id, value)| self.first.get(*id) != Some(value));
        let given = |value| match value {
            Value::Text(text) => Given::Text(text),
            Value::Chosen(chosen) => Given::Chosen(chosen),
        };
        desk.keep(&Draft {
            operator: desk.actor().operator.clone(),
            task: self.task.id.clone(),
            saved: desk.view().now().at,
            version: self.version(),
            fields: fields.map(|(id, value)| (id.to_owned(), given(value))).collect(),
        })?;
        self.dirty = false;
        Ok(())
    }

    /// A finding is asked for where the answer is 不符合. What was typed in one that goes out of sight is kept.
    fn hide_findings(&mut self) {
        for item in &self.items {
            let hidden = verdict(&self.form, &item.id) != Some(Verdict::Fail);
            self.form.hide(&finding_id(&item.id), hidden);
        }
    }

    /// Where the answers come from: the draft, the version that is corrected, and why it was returned.
    pub fn notes(&self, ui: &Ui) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some((saved, newer)) = &self.restored {
            let time = saved
                .with_timezone(&Shanghai)
                .format("%Y-%m-%d %H:%M")
                .to_string();
            let key = if *newer {
                "entry.draft-behind"
            } else {
                "entry.draft"
            };
            notes.push(ui.say(key, &[("time", &time)]));
        }
        if let Some(base) = &self.base {
            let args = [
                ("version", base.version.to_string()),
                ("by", base.entered_by.clone()),
                ("on", base.entered_on.to_string()),
            ];
            let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
            notes.push(ui.say("entry.version", &args));
        }
        let returned = self.task.step(TaskState::Returned.key());
        if let Some(step) = returned.filter(|_| self.task.state == TaskState::Returned) {
            notes.push(ui.say("entry.returned", &[("by", &step.by), ("reason", &step.reason)]));
        }
        notes
    }

    /// The visit, and every error at once by the id of its field; none where it can be submitted.
    pub fn check(&self, desk: &Desk, ui: &Ui) -> (Visit, Vec<(String, String)>) {
        let view = desk.view();
        let today = view.now().today;
        let reading = read(ui, &self.form, &self.items, today);
        let (visit, mut wrong) = (reading.visit, reading.wrong);
        let dated = wrong.iter().all(|(id, _)| id != "visited");
        drop(view);
        if self.base.is_some() && visit.reason.is_empty() {
            let refusal = Refusal::ReasonMissing { act: Act::Enter };
            wrong.push(("reason".to_owned(), refusal.text(ui.lang)));
        }
        match desk.consider(&self.command(&visit)) {
            Err(Refusal::Incomplete { problems, .. }) => {
                let found = problems.into_iter().filter(|p| dated || !needs_date(p));
                wrong.extend(found.map(|p| (field_of(&p), p.text(ui.lang))));
            }
            Err(refusal) if dated => {
                wrong.extend(of_refusal(&refusal).map(|id| (id.to_owned(), refusal.text(ui.lang))));
            }
            _ => {}
        }
        (visit, joined(wrong))
    }

    /// The command that hands the visit in.
    pub fn command(&self, visit: &Visit) -> Command {
        Command::RecordVisit {
            task: self.task.id.clone(),
            visit: Box::new(visit.clone()),
        }
    }
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

/// A finding has a field of its own.
fn field_of(problem: &Problem) -> String {
    match problem.field.strip_prefix("answers.") {
        Some(item) if problem.fault == "needs-a-finding" => finding_id(item),
        Some(item) => answer_id(item),
        None => problem.field.clone(),
    }
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
