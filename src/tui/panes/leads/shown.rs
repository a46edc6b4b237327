//! How a lead is shown.

use crate::domain::lead::Lead;
use crate::domain::state::Read;
use crate::domain::target::Target;
use crate::query::{Facts, Field, List};
use crate::tui::panes::shown::{Look, Shown};
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Column, Entry, Room, Row};

/// Characters of a lead that stand beside the list.
const SAID: usize = 32;

impl Shown for Lead {
    const EMPTY: &'static str = "pane.leads.empty";
    const TITLE: &'static str = "pane.leads.title";
    const NO_TARGET: &'static str = "history.no-code";
    const LIST: Option<List> = Some(List::Leads);

    fn columns(ui: &Ui) -> Vec<Column> {
        vec![
            Column::new(ui.word("pane.leads.received"), Room::Fixed(10)).by(Field::Received),
            Column::new(ui.word("pane.leads.source"), Room::Fixed(10)).by(Field::Source),
            Column::new(ui.word("pane.leads.about"), Room::Share(1)).by(Field::Name),
            Column::new(ui.word("pane.leads.region"), Room::Fixed(18)).by(Field::Region),
            Column::new(ui.word("pane.leads.reporter"), Room::Fixed(10)),
        ]
    }

    fn target(&self) -> Option<String> {
        self.target.clone()
    }

    fn row(&self, look: &Look<'_>) -> Row {
        let about = if self.about.is_empty() { "—" } else { &self.about };
        Row::new([
            self.received.to_string(),
            self.source.clone(),
            about.to_owned(),
            look.place(self.region),
            look.word(reporter(self)),
        ])
    }

    fn entries(&self, look: &Look<'_>) -> Vec<Entry> {
        let mut entries = vec![
            look.entry("pane.leads.id", &self.id),
            look.entry("pane.leads.received", self.received.to_string()),
            look.entry("pane.leads.source", &self.source),
            look.entry("pane.leads.about", &self.about),
            look.entry("pane.leads.region", look.place(self.region)),
            look.entry("pane.leads.place", &self.place),
            look.entry("pane.leads.what", &self.what),
            look.entry("pane.leads.reporter", look.word(reporter(self))),
        ];
        entries.extend(target(self, look));
        entries
    }

    /// The beginning of what is said: enough to tell leads apart, and no page of text with every step down the list.
    fn brief(&self, look: &Look<'_>) -> Vec<Entry> {
        let mut said: String = self.what.chars().take(SAID).collect();
        if self.what.chars().nth(SAID).is_some() {
            said.push_str("..");
        }
        vec![
            look.entry("pane.leads.place", &self.place),
            look.entry("pane.leads.what", said),
        ]
    }

    /// Who reported is no part of it: it cannot be looked for either.
    fn ask(&self, _look: &Look<'_>, ask: &mut dyn FnMut(&dyn Facts)) {
        ask(self);
    }

    fn keys(look: &Look<'_>) -> Vec<String> {
        let mut keys = look.state().keys_under("lead.received", "");
        keys.reverse();
        keys
    }
}

fn reporter(lead: &Lead) -> &'static str {
    match lead.reporter {
        Some(_) => "pane.leads.sealed",
        None => "pane.leads.anonymous",
    }
}

/// The target the lead names, as far as it is known.
fn target(lead: &Lead, look: &Look<'_>) -> Vec<Entry> {
    let Some(code) = &lead.target else {
        return vec![look.entry("pane.leads.target", look.word("pane.leads.no-code"))];
    };
    let Some(name) = look.target_name(code) else {
        let text = format!("{code} {}", look.word("pane.not-registered"));
        return vec![look.entry("pane.leads.target", text).tone(Tone::Warn)];
    };
    let mut entries = vec![look.entry("pane.leads.target", format!("{name} {code}"))];
    if let Some(target) = look.state().get::<Target>(code) {
        entries.push(look.entry("pane.target.status", &target.status));
        entries.push(look.entry(
            "pane.target.grade",
            target.grade.map_or(String::new(), |g| g.to_string()),
        ));
    }
    entries.push(look.entry("pane.target.tasks", look.tasks_on(code)));
    entries
}
