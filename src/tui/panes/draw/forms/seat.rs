//! Who sits at the desk for a party of the ceremony. Asked every time; nobody is chosen beforehand.

use crate::domain::batch::{Batch, PublicSource, Purpose};
use crate::domain::operator::{Department, Operator};
use crate::domain::state::Read;
use crate::tui::desk::Desk;
use crate::tui::panes::draw::acts;
use crate::tui::panes::draw::rows::{self, blocks};
use crate::tui::panes::draw::rung::Rung;
use crate::tui::panes::shown::Look;
use crate::tui::ui::Ui;
use crate::tui::widget::{Choice, Entry, Field, Kind};

/// A ceremony's step that one or both parties can take now.
pub(super) struct Seats {
    pub batch: Batch,
    pub purpose: Purpose,
    /// The login's operator, to whom the desk is given back.
    pub owner: String,
    sitters: Vec<Operator>,
    /// What the parties are bound to, by hash.
    bound: Vec<(&'static str, String)>,
}

impl Seats {
    /// Those who can sit down for one of these steps.
    pub(super) fn new(desk: &Desk, batch: &Batch, rungs: &[Rung]) -> Self {
        let sitters = rungs
            .iter()
            .flat_map(|rung| acts::sitters(desk, batch, rung))
            .collect();
        let purpose = rungs.first().map_or(Purpose::Draw, Rung::purpose);
        let mut bound = vec![("pane.draw.pool-hash", batch.pool.file.hash.clone())];
        bound.extend(
            batch
                .plan
                .as_ref()
                .map(|plan| ("pane.draw.plan-hash", plan.file.hash.clone())),
        );
        if let (Purpose::Match, Some(round)) = (purpose, batch.round()) {
            bound = vec![
                ("pane.draw.roster-hash", round.roster.roster.hash.clone()),
                ("pane.draw.conflicts-hash", round.roster.conflicts.hash.clone()),
            ];
        }
        Seats {
            batch: batch.clone(),
            purpose,
            owner: desk.actor().operator.clone(),
            sitters,
            bound,
        }
    }

    /// The field that asks who sits here.
    pub(super) fn field(&self, ui: &Ui) -> Field {
        let choice = |operator: &Operator| {
            let label = format!("{}  {}", operator.name, ui.word(operator.department.key()));
            Choice::new(operator.name.clone(), label)
        };
        let choices = self.sitters.iter().map(choice).collect();
        let hint = ui.say("pane.draw.hint.who", &[("owner", &self.owner)]);
        Field::new("who", ui.word("pane.draw.who"), Kind::One(choices)).hint(hint)
    }

    /// The party of whoever was chosen.
    pub(super) fn party(&self, who: &str) -> Option<Department> {
        let operator = self.sitters.iter().find(|operator| operator.name == who);
        operator.map(|operator| operator.department)
    }

    /// The parties that can take the step.
    pub(super) fn parties(&self) -> impl Iterator<Item = Department> {
        Department::ALL
            .into_iter()
            .filter(|party| self.sitters.iter().any(|operator| operator.department == *party))
    }

    /// The announced sources.
    pub(super) fn sources(&self) -> &[PublicSource] {
        self.batch
            .ceremony(self.purpose)
            .map_or(&[], |ceremony| &ceremony.sources)
    }

    /// Batch, purpose, and what the step is bound to.
    pub(super) fn notes(&self, ui: &Ui) -> Vec<Entry> {
        let purpose = match self.purpose {
            Purpose::Draw => "pane.draw.of-draw",
            Purpose::Match => "pane.draw.of-match",
        };
        let what = format!("{}  {}", self.batch.id, ui.word(purpose));
        let mut entries = vec![Entry::new(ui.word("pane.draw.batch"), what)];
        let hashes = self
            .bound
            .iter()
            .map(|(key, hash)| Entry::new(ui.word(key), blocks(hash)));
        entries.extend(hashes);
        let sources = self.sources().iter();
        entries.extend(sources.map(|source| Entry::new(ui.word("pane.draw.source"), rows::source(source))));
        entries
    }

    /// The batch as it stands now.
    pub(super) fn now(&self, look: &Look<'_>) -> Batch {
        look.state()
            .get(&self.batch.id)
            .unwrap_or_else(|| self.batch.clone())
    }
}
