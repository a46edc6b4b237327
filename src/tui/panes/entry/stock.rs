//! What waits for a result, as rows of a list.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Asia::Shanghai;

use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};
use crate::query::{Field, List};
use crate::tui::panes::shelf::{Ask, Stock};
use crate::tui::panes::shown::Look;
use crate::tui::panes::tasks::{UnitTasks, ask_tasks};
use crate::tui::panes::words;
use crate::tui::ui::Ui;
use crate::tui::widget::{Column, Entry, Room, Row};

/// States in which a task waits for a result.
const WAITING: [TaskState; 3] = [TaskState::Assigned, TaskState::Inspecting, TaskState::Returned];

/// States in which a result can be corrected.
const CORRECTED: [TaskState; 2] = [TaskState::Recorded, TaskState::Withdrawn];

/// The tasks of a unit that wait for a result, and those whose correction was begun.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    pub(super) tasks: UnitTasks,
    /// When the operator's draft of a task was last kept.
    pub(super) drafts: BTreeMap<String, DateTime<Utc>>,
}

impl Waiting {
    fn drafted(&self, id: &str) -> String {
        self.drafts.get(id).map_or(String::new(), |saved| {
            saved.with_timezone(&Shanghai).format("%m-%d %H:%M").to_string()
        })
    }
}

impl Stock for Waiting {
    type Key = String;

    fn list() -> Option<List> {
        Some(List::Tasks)
    }

    fn empty(&self, ui: &Ui) -> String {
        ui.word("pane.entry-empty")
    }

    fn title(&self, ui: &Ui) -> String {
        ui.word("task.title")
    }

    fn columns(&self, ui: &Ui) -> Vec<Column> {
        vec![
            Column::new(ui.word("task.id"), Room::Fixed(words::ID)).by(Field::Id),
            Column::new(ui.word("task.name"), Room::Share(1)).by(Field::Name),
            Column::new(ui.word("task.state"), words::state_room(ui)).by(Field::State),
            Column::new(ui.word("entry.drafted"), Room::Fixed(11)),
            Column::new(ui.word("task.due"), Room::Fixed(5)).by(Field::Due),
            Column::new(ui.word("task.place"), Room::Fixed(10)).by(Field::Region),
            Column::new(ui.word("task.leads"), Room::Fixed(6)).by(Field::Leader),
        ]
    }

    fn keys(&self, look: &Look<'_>) -> Vec<String> {
        let mut ids = self.tasks.ids(look, &WAITING);
        if !self.drafts.is_empty() {
            let recorded = self.tasks.ids(look, &CORRECTED);
            ids.extend(recorded.into_iter().filter(|id| self.drafts.contains_key(id)));
            ids.sort_unstable();
        }
        ids
    }

    fn row(&self, look: &Look<'_>, id: &String) -> Row {
        let Some(task) = look.state().get::<Task>(id) else {
            return Row::new([words::short_id(&look.campaign, id)]);
        };
        Row::new([
            words::id_cell(look.ui, &look.campaign, id),
            task.name.clone(),
            look.word(task.state.key()),
            self.drafted(id),
            words::due(look, &task),
            self.tasks.place(look, &task),
            words::leader(&task).to_owned(),
        ])
        .tone(words::tone(look, &task))
    }

    fn brief(&self, look: &Look<'_>, id: &String) -> Vec<Entry> {
        self.tasks.brief(look, id)
    }

    fn entries(&self, look: &Look<'_>, id: &String) -> Vec<Entry> {
        self.tasks.entries(look, id)
    }

    fn target(&self, _look: &Look<'_>, id: &String) -> Option<String> {
        Some(id.clone())
    }

    fn ask(&self, look: &Look<'_>, ids: &[String], ask: &mut Ask<'_, String>) {
        ask_tasks(look, ids, ask);
    }
}
