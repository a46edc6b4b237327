//! How a task behind a figure is shown.

use crate::domain::summary::newest;
use crate::domain::task::{Member, Task};
use crate::tui::panes::libraries::said;
use crate::tui::panes::shown::{Look, Shown};
use crate::tui::panes::words;
use crate::tui::ui::Ui;
use crate::tui::widget::{Column, Entry, Room, Row};

impl Shown for Task {
    const EMPTY: &'static str = "pane.summary.no-tasks";
    const TITLE: &'static str = "pane.task.title";

    fn columns(ui: &Ui) -> Vec<Column> {
        vec![
            Column::new(ui.word("pane.task.id"), Room::Fixed(18)),
            Column::new(ui.word("pane.task.name"), Room::Share(2)),
            Column::new(ui.word("pane.task.region"), Room::Fixed(14)),
            Column::new(ui.word("pane.task.state"), Room::Fixed(10)),
        ]
    }

    fn row(&self, look: &Look<'_>) -> Row {
        Row::new([
            self.id.clone(),
            self.name.clone(),
            look.region(self.region),
            look.word(self.state.key()),
        ])
    }

    fn entries(&self, look: &Look<'_>) -> Vec<Entry> {
        let member = |m: &Member| format!("{}（{}）", m.name, look.word(m.department.key()));
        let team: Vec<String> = self.team.iter().map(member).collect();
        let mut entries = vec![
            look.entry("pane.task.id", &self.id),
            look.entry("pane.task.name", &self.name),
            look.entry("pane.target.id", &self.target),
            look.entry("pane.task.region", look.place(self.region)),
            look.entry("pane.task.state", look.word(self.state.key())),
            look.entry("pane.task.team", look.listed(&team)),
        ];
        entries.extend(visit(self, look));
        entries.extend(
            self.steps
                .iter()
                .map(|step| Entry::new(step.on.to_string(), said(look, step))),
        );
        entries
    }
}

/// What the newest record of the visit says.
fn visit(task: &Task, look: &Look<'_>) -> Vec<Entry> {
    let Some(inspection) = newest(look.state(), &task.id) else {
        return vec![look.entry("pane.task.visited", "")];
    };
    let visit = &inspection.visit;
    let lang = look.ui.lang;
    let violation = |id: &String| look.campaign.violation_text(id, lang).to_owned();
    let violations: Vec<String> = visit.violations.iter().map(violation).collect();
    vec![
        look.entry("pane.task.visited", visit.visited.to_string()),
        look.entry("pane.task.kind", look.word(visit.unit_kind.key())),
        look.entry(
            "pane.task.codes",
            words::codes(look.ui, &look.campaign, &inspection),
        ),
        look.entry("pane.task.violations", look.listed(&violations)),
        look.entry("pane.task.entered-by", &inspection.entered_by),
    ]
}
