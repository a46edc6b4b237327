//! One task's form while it is filled in, and the draft of it.

use chrono::{DateTime, Utc};
use chrono_tz::Asia::Shanghai;

use super::compare::Compare;
use super::fields::form;
use super::reading::lay;
use crate::domain::batch::Step;
use crate::domain::fields::Fields;
use crate::domain::inspection::Inspection;
use crate::domain::library::ChecklistItem;
use crate::domain::registry::Row;
use crate::domain::state::Read;
use crate::domain::summary::newest;
use crate::domain::task::{Task, TaskState};
use crate::office::Fault;
use crate::office::drafts::Draft;
use crate::tui::desk::Desk;
use crate::tui::theme::Tone;
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
    pub base: Option<Inspection>,
    /// A newer version that somebody recorded meanwhile, until it was compared.
    pub theirs: Option<Inspection>,
    /// How far the comparison with it has come.
    pub compare: Option<Compare>,
    /// What the form held when it was opened, before the draft.
    first: Fields,
    /// When the draft that was found was kept.
    restored: Option<DateTime<Utc>>,
    /// Something was typed since the draft was kept.
    dirty: bool,
}

impl Filling {
    /// The form of this task: with the answers of the version that is to be corrected.
    pub fn open(desk: &Desk, ui: &Ui, id: &str) -> Option<Self> {
        let view = desk.view();
        let campaign = view.campaign()?;
        let task: Task = view.state().get(id)?;
        let items = task.items(view.state());
        let line = view.registry_line_of(&task.target).ok().flatten();
        let row = line.as_deref().map(|line| line.trim_end_matches('\n'));
        let address = row
            .and_then(Row::parse)
            .map_or(String::new(), |row| row.address.to_owned());
        let mut filling = Filling {
            form: form(ui, &campaign, &task, &items),
            base: newest(view.state(), id),
            first: Fields::new(),
            task,
            items,
            address,
            theirs: None,
            compare: None,
            restored: None,
            dirty: false,
        };
        filling.begin();
        filling.shape(&campaign, ui);
        Some(filling)
    }

    /// Lays the version that is corrected into the form, and remembers what it held.
    fn begin(&mut self) {
        if let Some(base) = &self.base {
            lay(&mut self.form, &base.visit);
        }
        self.first = values(&self.form);
    }

    /// Lays the operator's draft over the form, if there is one: over the version it was begun on, whatever was
    /// recorded since.
    pub fn restore(&mut self, desk: &Desk, ui: &Ui) -> Result<(), Fault> {
        let Some(draft) = desk.drafts().read(&desk.actor().operator, &self.task.id)? else {
            return Ok(());
        };
        let view = desk.view();
        let Some(campaign) = view.campaign() else {
            return Ok(());
        };
        if draft.version != self.version() {
            let versions: Vec<Inspection> = view.state().by("inspection.task", &self.task.id);
            self.theirs = self.base.take();
            self.base = versions.into_iter().find(|old| old.version == draft.version);
            self.form = form(ui, &campaign, &self.task, &self.items);
            self.begin();
        }
        for (id, value) in &draft.fields {
            self.form.set(id, value);
        }
        self.restored = Some(draft.saved);
        self.shape(&campaign, ui);
        Ok(())
    }

    /// Number of the version that is corrected; 0 where there is none.
    pub fn version(&self) -> u32 {
        self.base.as_ref().map_or(0, |base| base.version)
    }

    /// Sees whether somebody recorded a newer version than the one last seen; then it has to be compared.
    pub fn look(&mut self, desk: &Desk) -> bool {
        let view = desk.view();
        if let Some(task) = view.state().get(&self.task.id) {
            self.task = task;
        }
        let seen = self
            .theirs
            .as_ref()
            .map_or(self.version(), |theirs| theirs.version);
        let newer = newest(view.state(), &self.task.id).filter(|newest| newest.version > seen);
        let found = newer.is_some();
        if found {
            self.theirs = newer;
        }
        found
    }

    /// Everything in question was decided: the form goes on from their version, with what was taken of it.
    pub fn adopt(&mut self, desk: &Desk, ui: &Ui, theirs: Inspection, taken: Vec<(String, Value)>) {
        let Some(campaign) = desk.view().campaign() else {
            return;
        };
        let mut laid = form(ui, &campaign, &self.task, &self.items);
        lay(&mut laid, &theirs.visit);
        self.first = values(&laid);
        for (id, value) in taken {
            self.form.set(&id, &value);
        }
        (self.base, self.theirs, self.compare) = (Some(theirs), None, None);
        self.touch(desk, ui);
    }

    /// What is answered in the form, apart from why: that is each one's own to say.
    pub fn answered(&self) -> Fields {
        let fields = self.form.values();
        let there =
            fields.filter(|(id, value)| *id != "reason" && !value.is_empty() && !self.form.is_hidden(id));
        there.map(|(id, value)| (id.to_owned(), value)).collect()
    }

    /// Whether something was given that is not handed in.
    pub fn is_touched(&self) -> bool {
        self.form
            .values()
            .any(|(id, value)| self.first.get(id) != Some(&value))
    }

    /// Something was typed.
    pub fn touch(&mut self, desk: &Desk, ui: &Ui) {
        self.dirty = true;
        if let Some(campaign) = desk.view().campaign() {
            self.shape(&campaign, ui);
        }
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
        desk.keep(&Draft {
            operator: desk.actor().operator.clone(),
            task: self.task.id.clone(),
            saved: desk.view().now().at,
            version: self.version(),
            fields: fields.map(|(id, value)| (id.to_owned(), value)).collect(),
        })?;
        self.dirty = false;
        Ok(())
    }

    /// Who returned it, or took its publication back, and why, until it is corrected.
    pub fn returned(&self) -> Option<&Step> {
        let back = matches!(self.task.state, TaskState::Returned | TaskState::Withdrawn);
        self.task.step(self.task.state.key()).filter(|_| back)
    }

    /// Why it was returned or withdrawn, what somebody else recorded meanwhile, and where the answers come from.
    pub fn notes(&self, ui: &Ui) -> Vec<(String, Tone)> {
        let mut notes = Vec::new();
        let key = match self.task.state {
            TaskState::Withdrawn => "entry.withdrawn",
            _ => "entry.returned",
        };
        if let Some(step) = self.returned() {
            let args = [("by", step.by.as_str()), ("reason", &step.reason)];
            notes.push((ui.say(key, &args), Tone::Warn));
        }
        if let Some(theirs) = &self.theirs {
            notes.push((version(ui, "entry.newer", theirs), Tone::Bad));
        }
        if let Some(saved) = &self.restored {
            let time = saved.with_timezone(&Shanghai).format("%Y-%m-%d %H:%M");
            let note = ui.say("entry.draft", &[("time", &time.to_string())]);
            notes.push((note, Tone::Quiet));
        }
        if let Some(base) = &self.base {
            notes.push((version(ui, "entry.version", base), Tone::Quiet));
        }
        notes
    }
}

/// A message about a recorded version.
pub(super) fn version(ui: &Ui, key: &str, of: &Inspection) -> String {
    let args = [
        ("version", of.version.to_string()),
        ("by", of.entered_by.clone()),
        ("on", of.entered_on.to_string()),
    ];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    ui.say(key, &args)
}

fn values(form: &Form) -> Fields {
    form.values().map(|(id, value)| (id.to_owned(), value)).collect()
}
