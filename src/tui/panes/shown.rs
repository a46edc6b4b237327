//! What the panes need to show records in the operator's words.

use std::cell::OnceCell;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::batch::Batch;
use crate::domain::campaign::Campaign;
use crate::domain::library::Officer;
use crate::domain::next::Agenda;
use crate::domain::operator::{Actor, Operator};
use crate::domain::publication::seen_by;
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, Record, State};
use crate::domain::target::Target;
use crate::domain::task::Task;
use crate::domain::time::Window;
use crate::office::Index;
use crate::office::View;
use crate::query::{Facts, List, TaskContext};
use crate::tui::ui::Ui;
use crate::tui::widget::{Column, Entry, Row};

use super::shelf::Words;

/// The records as they stand, and the language to show them in.
pub(super) struct Look<'v> {
    pub ui: &'v Ui,
    pub view: &'v View<'v>,
    pub campaign: Arc<Campaign>,
    agenda: Arc<Agenda>,
    actor: &'v Actor,
    context: OnceCell<TaskContext>,
}

/// A record that can stand in a list and be looked at.
pub(super) trait Shown: Record {
    /// The message that says what would bring such records.
    const EMPTY: &'static str;
    /// The message for the heading of one's particulars.
    const TITLE: &'static str;
    /// What a filter can ask of it; where there is none, its words.
    const LIST: Option<List> = None;
    /// Whether rows can be marked, for something that is done to each of them.
    const MARKED: bool = false;

    /// The message that says why one leads to no target.
    const NO_TARGET: &'static str = "history.no-target";

    /// Headings.
    fn columns(ui: &Ui) -> Vec<Column>;

    /// Its line.
    fn row(&self, look: &Look<'_>) -> Row;

    /// Its particulars.
    fn entries(&self, look: &Look<'_>) -> Vec<Entry>;

    /// The target that it is, or is about.
    fn target(&self) -> Option<String> {
        None
    }

    /// The few particulars that stand beside the list.
    fn brief(&self, look: &Look<'_>) -> Vec<Entry> {
        self.entries(look)
    }

    /// Lets a query ask about it.
    fn ask(&self, look: &Look<'_>, ask: &mut dyn FnMut(&dyn Facts)) {
        ask(&Words(self.row(look).cells.join(" ")));
    }

    /// The keys of the list, in its order.
    fn keys(look: &Look<'_>) -> Vec<String> {
        keys(look.state(), Self::KIND)
    }
}

/// Every key of a kind, without reading the records.
pub(super) fn keys(state: &Index, kind: &str) -> Vec<String> {
    let mut keys = Vec::new();
    state.scan(kind, "", "", &mut |key, _| {
        keys.push(key.to_owned());
        std::ops::ControlFlow::Continue(())
    });
    keys
}

impl<'v> Look<'v> {
    /// None before the campaign has begun.
    pub(super) fn new(ui: &'v Ui, view: &'v View<'v>, actor: &'v Actor) -> Option<Self> {
        let campaign = view.campaign()?;
        Some(Look {
            ui,
            view,
            campaign,
            agenda: view.agenda()?,
            actor,
            context: OnceCell::new(),
        })
    }

    /// Who acts, as the library of operators has them.
    pub(super) fn operator(&self) -> Option<Operator> {
        self.view.operator(&self.actor.operator)
    }

    /// What a query asks of tasks besides the tasks themselves.
    pub(super) fn context(&self) -> &TaskContext {
        self.context.get_or_init(|| TaskContext {
            agenda: Arc::clone(&self.agenda),
            operator: self.operator(),
            now: self.view.now(),
        })
    }

    /// What comes next for every task, and until when.
    pub(super) fn agenda(&self) -> &Agenda {
        &self.agenda
    }

    /// A batch as whoever sits here may see it.
    pub(super) fn seen(&self, batch: &Batch) -> Batch {
        let (operator, today) = (self.operator(), self.today());
        seen_by(
            self.state(),
            &self.campaign,
            batch.clone(),
            operator.as_ref(),
            today,
        )
    }

    pub(super) fn state(&self) -> &Index {
        self.view.state()
    }

    pub(super) fn today(&self) -> NaiveDate {
        self.view.now().today
    }

    pub(super) fn word(&self, key: &str) -> String {
        self.ui.word(key)
    }

    /// A division's name.
    pub(super) fn region(&self, code: RegionCode) -> String {
        self.campaign.regions.name(code)
    }

    /// A division's name, behind its unit's where it is a county.
    pub(super) fn place(&self, code: RegionCode) -> String {
        match self.campaign.regions.unit_of(code).filter(|unit| *unit != code) {
            Some(unit) => format!("{} {}", self.region(unit), self.region(code)),
            None => self.region(code),
        }
    }

    /// Names in a row, or the word for none.
    pub(super) fn listed(&self, names: &[String]) -> String {
        if names.is_empty() {
            self.word("list.none")
        } else {
            names.join(&self.word("list.and"))
        }
    }

    /// The first and the last day.
    pub(super) fn span(&self, window: &Window) -> String {
        span(self.ui, window)
    }

    /// A target by its id: its name as on record or in the registry, with the id.
    pub(super) fn target(&self, id: &str) -> String {
        match self.target_name(id) {
            Some(name) => format!("{name} {id}"),
            None => format!("{id} {}", self.word("pane.not-registered")),
        }
    }

    /// A target or an officer.
    pub(super) fn party(&self, id: &str) -> String {
        match self.state().get::<Officer>(id) {
            Some(officer) => format!("{} {id}", officer.name),
            None => self.target(id),
        }
    }

    /// A target's name as on record or in the registry.
    pub(super) fn target_name(&self, id: &str) -> Option<String> {
        if let Some(target) = self.state().get::<Target>(id) {
            return Some(target.name);
        }
        let line = self.view.registry_line_of(id).ok().flatten()?;
        crate::domain::registry::Row::parse(&line).map(|row| row.name.to_owned())
    }

    /// The tasks on a target, each with its state.
    pub(super) fn tasks_on(&self, target: &str) -> String {
        let tasks: Vec<Task> = self.state().by("task.target", target);
        let line = |task: &Task| format!("{} {}", task.id, self.word(task.state.key()));
        self.listed(&tasks.iter().map(line).collect::<Vec<_>>())
    }

    /// An entry under the message `key`; "—" for nothing.
    pub(super) fn entry(&self, key: &str, text: impl Into<String>) -> Entry {
        let text = text.into();
        let text = if text.is_empty() { "—".to_owned() } else { text };
        Entry::new(self.word(key), text)
    }
}

/// The first and the last day.
pub(super) fn span(ui: &Ui, window: &Window) -> String {
    let (from, to) = (window.from.to_string(), window.to.to_string());
    ui.say("window.span", &[("from", &from), ("to", &to)])
}
