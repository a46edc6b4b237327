//! How officers, conflicts, checklist items and operators are shown.

use std::collections::BTreeMap;

use crate::domain::library::{ChecklistItem, Conflict, Officer, Tie};
use crate::domain::operator::Operator;
use crate::domain::state::Read;
use crate::domain::task::Task;
use crate::lang::Lang;
use crate::query::{Facts, Field, List};
use crate::tui::panes::shown::{Look, Shown, keys};
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Column, Entry, Room, Row};

impl Shown for Officer {
    const EMPTY: &'static str = "pane.officer.empty";
    const TITLE: &'static str = "pane.officer.title";
    const LIST: Option<List> = Some(List::Officers);

    fn columns(ui: &Ui) -> Vec<Column> {
        vec![
            Column::new(ui.word("pane.officer.id"), Room::Fixed(12)).by(Field::Id),
            Column::new(ui.word("pane.officer.name"), Room::Share(1)).by(Field::Name),
            Column::new(ui.word("pane.officer.department"), Room::Fixed(10)).by(Field::Department),
            Column::new(ui.word("pane.officer.region"), Room::Share(1)).by(Field::Region),
            Column::new(ui.word("pane.officer.certificate-to"), Room::Fixed(10)).by(Field::Expires),
            Column::number(ui.word("pane.officer.cap"), 5),
            Column::new(ui.word("pane.officer.duty"), Room::Fixed(6)),
        ]
    }

    fn row(&self, look: &Look<'_>) -> Row {
        let duty = if self.on_duty { "pane.yes" } else { "pane.no" };
        Row::new([
            self.id.clone(),
            self.name.clone(),
            look.word(self.department.key()),
            look.region(self.region),
            self.certificate.to.to_string(),
            self.cap.unwrap_or(look.campaign.team.cap).to_string(),
            look.word(duty),
        ])
        .tone(self.tone(look))
    }

    fn ask(&self, _look: &Look<'_>, ask: &mut dyn FnMut(&dyn Facts)) {
        ask(self);
    }

    fn brief(&self, look: &Look<'_>) -> Vec<Entry> {
        let held = Task::held_by(look.state(), &self.id);
        vec![
            look.entry("pane.officer.certificate", look.span(&self.certificate)),
            look.entry("pane.officer.tasks", held.to_string()),
        ]
    }

    fn entries(&self, look: &Look<'_>) -> Vec<Entry> {
        let valid = self.certificate.has(look.today());
        let validity = if valid {
            "pane.officer.valid"
        } else {
            "pane.officer.invalid"
        };
        let certificate = format!("{} {}", look.span(&self.certificate), look.word(validity));
        let cap = match self.cap {
            Some(cap) => cap.to_string(),
            None => look.ui.say(
                "pane.officer.default-cap",
                &[("n", &look.campaign.team.cap.to_string())],
            ),
        };
        let duty = if self.on_duty { "pane.yes" } else { "pane.no" };
        let tasks = look.state().keys_by("task.officer", &self.id);
        let mut entries = vec![
            look.entry("pane.officer.id", &self.id),
            look.entry("pane.officer.name", &self.name),
            look.entry("pane.officer.department", look.word(self.department.key())),
            look.entry("pane.officer.region", look.place(self.region)),
            look.entry("pane.officer.certificate", certificate)
                .tone(if valid { Tone::Plain } else { Tone::Bad }),
            look.entry("pane.officer.cap", cap),
            look.entry("pane.officer.base-load", self.base_load.to_string()),
            look.entry("pane.officer.duty", look.word(duty)),
            look.entry(
                "pane.officer.tasks",
                format!("{} {}", tasks.len(), tasks.join(" ")),
            ),
        ];
        let ties = Conflict::of(look.state(), &self.id);
        let tie = |conflict: &Conflict| {
            let text = format!(
                "{} {}",
                look.word(conflict.tie.key()),
                look.party(conflict.other(&self.id))
            );
            look.entry("pane.officer.avoids", text)
        };
        entries.extend(ties.iter().map(tie));
        entries
    }
}

impl Officer {
    /// Red for one who cannot be matched today, dim for one who is off duty.
    fn tone(&self, look: &Look<'_>) -> Tone {
        match (self.on_duty, self.certificate.has(look.today())) {
            (false, _) => Tone::Quiet,
            (true, false) => Tone::Bad,
            (true, true) => Tone::Plain,
        }
    }
}

impl Shown for Conflict {
    const EMPTY: &'static str = "pane.conflict.empty";
    const TITLE: &'static str = "pane.conflict.title";

    fn columns(ui: &Ui) -> Vec<Column> {
        vec![
            Column::new(ui.word("pane.conflict.officer"), Room::Fixed(22)),
            Column::new(ui.word("pane.conflict.tie"), Room::Fixed(12)),
            Column::new(ui.word("pane.conflict.target"), Room::Share(2)),
            Column::new(ui.word("pane.conflict.note"), Room::Share(1)),
        ]
    }

    fn target(&self) -> Option<String> {
        (self.tie != Tie::Pair).then(|| self.target.clone())
    }

    fn row(&self, look: &Look<'_>) -> Row {
        Row::new([
            officer(look, &self.officer),
            look.word(self.tie.key()),
            look.target_name(&self.target)
                .unwrap_or_else(|| self.target.clone()),
            self.note.clone(),
        ])
    }

    fn entries(&self, look: &Look<'_>) -> Vec<Entry> {
        vec![
            look.entry("pane.conflict.officer", officer(look, &self.officer)),
            look.entry("pane.conflict.tie", look.word(self.tie.key())),
            look.entry("pane.conflict.target", look.target(&self.target)),
            look.entry("pane.conflict.note", &self.note),
            Entry::new("", look.word("pane.conflict.rule")).tone(Tone::Quiet),
        ]
    }
}

/// An officer's name and certificate number.
fn officer(look: &Look<'_>, id: &str) -> String {
    match look.state().get::<Officer>(id) {
        Some(officer) => format!("{} {id}", officer.name),
        None => id.to_owned(),
    }
}

impl Shown for ChecklistItem {
    const EMPTY: &'static str = "pane.checklist.empty";
    const TITLE: &'static str = "pane.checklist.title";

    fn columns(ui: &Ui) -> Vec<Column> {
        vec![
            Column::new(ui.word("pane.checklist.id"), Room::Fixed(6)),
            Column::number(ui.word("pane.checklist.version"), 4),
            Column::new(ui.word("pane.checklist.name"), Room::Share(1)),
            Column::new(ui.word("pane.checklist.department"), Room::Fixed(10)),
            Column::new(ui.word("pane.checklist.basis"), Room::Share(1)),
        ]
    }

    fn row(&self, look: &Look<'_>) -> Row {
        Row::new([
            self.id.clone(),
            self.version.to_string(),
            in_lang(look, &self.title, &self.title_en),
            self.department.clone(),
            self.basis.clone(),
        ])
    }

    fn entries(&self, look: &Look<'_>) -> Vec<Entry> {
        vec![
            look.entry("pane.checklist.id", &self.id),
            look.entry("pane.checklist.version", self.version.to_string()),
            look.entry("pane.checklist.name", in_lang(look, &self.title, &self.title_en)),
            look.entry("pane.checklist.class", &self.class),
            look.entry("pane.checklist.department", &self.department),
            look.entry("pane.checklist.method", &self.method),
            look.entry(
                "pane.checklist.look-at",
                in_lang(look, &self.look_at, &self.look_at_en),
            ),
            look.entry("pane.checklist.materials", &self.materials),
            look.entry("pane.checklist.basis", &self.basis),
            look.entry("pane.checklist.liability", &self.liability),
            look.entry("pane.checklist.source", &self.source),
        ]
    }

    /// The newest version of each item.
    fn keys(look: &Look<'_>) -> Vec<String> {
        use crate::domain::state::Record;
        let mut newest = BTreeMap::new();
        for key in keys(look.state(), Self::KIND) {
            let id = key.split('@').next().unwrap_or(&key).to_owned();
            newest.insert(id, key);
        }
        newest.into_values().collect()
    }
}

fn in_lang(look: &Look<'_>, zh: &str, en: &str) -> String {
    let english = look.ui.lang == Lang::En && !en.is_empty();
    if english { en } else { zh }.to_owned()
}

impl Shown for Operator {
    const EMPTY: &'static str = "pane.operator.empty";
    const TITLE: &'static str = "pane.operator.title";

    fn columns(ui: &Ui) -> Vec<Column> {
        vec![
            Column::new(ui.word("pane.operator.name"), Room::Fixed(16)),
            Column::new(ui.word("pane.operator.unit"), Room::Fixed(18)),
            Column::new(ui.word("pane.operator.department"), Room::Fixed(10)),
            Column::new(ui.word("pane.operator.roles"), Room::Share(1)),
        ]
    }

    fn row(&self, look: &Look<'_>) -> Row {
        Row::new([
            self.name.clone(),
            look.region(self.unit),
            look.word(self.department.key()),
            roles(self, look),
        ])
    }

    fn entries(&self, look: &Look<'_>) -> Vec<Entry> {
        vec![
            look.entry("pane.operator.name", &self.name),
            look.entry("pane.operator.login", &self.os_user),
            look.entry(
                "pane.operator.unit",
                format!("{} {}", self.unit, look.place(self.unit)),
            ),
            look.entry("pane.operator.department", look.word(self.department.key())),
            look.entry("pane.operator.roles", roles(self, look)),
        ]
    }
}

fn roles(operator: &Operator, look: &Look<'_>) -> String {
    let names: Vec<String> = operator.roles.iter().map(|role| look.word(role.key())).collect();
    look.listed(&names)
}
