//! A form above a pane that is kept as a draft: leaving it, a crash and the end of the program lose nothing of it.

use chrono::{DateTime, Utc};
use chrono_tz::Asia::Shanghai;

use crate::office::Fault;
use crate::office::drafts::Draft;
use crate::tui::desk::Desk;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Entry, Form};

/// The draft of one operator's form.
pub(super) struct Kept {
    desk: Desk,
    /// What the form is about; stands where a task's id stands in the draft of a visit, and is none.
    key: String,
    /// When the draft was saved that the form goes on with, or why it could not be read.
    restored: Result<Option<DateTime<Utc>>, Fault>,
    /// Something was typed since the draft was kept.
    dirty: bool,
}

impl Kept {
    /// Lays the operator's draft into the form, if there is one.
    pub(super) fn open(desk: &Desk, key: String, form: &mut Form) -> Self {
        let draft = desk.drafts().read(&desk.actor().operator, &key);
        let restored = draft.map(|draft| {
            let draft = draft?;
            for (id, value) in &draft.fields {
                form.set(id, value);
            }
            Some(draft.saved)
        });
        Kept {
            desk: desk.clone(),
            key,
            restored,
            dirty: false,
        }
    }

    /// Something was typed.
    pub(super) fn touch(&mut self) {
        self.dirty = true;
    }

    /// Keeps the draft, if something was typed since the last time; puts it away where nothing is left of it.
    pub(super) fn keep(&mut self, form: &Form) -> Result<(), Fault> {
        if !self.dirty {
            return Ok(());
        }
        let given = form.values().filter(|(_, value)| !value.is_empty());
        let given = given.map(|(id, value)| (id.to_owned(), value));
        let draft = Draft {
            operator: self.desk.actor().operator.clone(),
            task: self.key.clone(),
            saved: self.desk.view().now().at,
            version: 0,
            fields: given.collect(),
        };
        if draft.fields.is_empty() {
            return self.done();
        }
        self.desk.keep(&draft)?;
        self.dirty = false;
        Ok(())
    }

    /// What the form was for is on record.
    pub(super) fn done(&mut self) -> Result<(), Fault> {
        self.dirty = false;
        self.desk.file_draft(&self.key)
    }

    /// Which draft the form goes on with.
    pub(super) fn note(&self, ui: &Ui) -> Option<Entry> {
        match &self.restored {
            Ok(None) => None,
            Ok(Some(saved)) => {
                let time = saved.with_timezone(&Shanghai).format("%Y-%m-%d %H:%M");
                let text = ui.say("entry.draft", &[("time", &time.to_string())]);
                Some(Entry::new("", text).tone(Tone::Warn))
            }
            Err(fault) => Some(Entry::new("", fault.text(ui.lang)).tone(Tone::Bad)),
        }
    }
}
