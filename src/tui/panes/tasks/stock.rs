//! The tasks as rows of a list.

use crate::domain::region::{Level, RegionCode};
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};
use crate::query::{Field, List, Query};
use crate::tui::desk::Desk;
use crate::tui::panes::shelf::{Ask, Stock};
use crate::tui::panes::shown::Look;
use crate::tui::panes::{task_detail, words};
use crate::tui::ui::Ui;
use crate::tui::widget::{Column, Entry, Room, Row};

/// The tasks that a unit covers.
#[derive(Clone, Debug)]
pub(in crate::tui::panes) struct UnitTasks {
    /// None for an operator the library does not have: nothing is theirs.
    unit: Option<RegionCode>,
    /// It is the province, to whom a county's name alone says little.
    whole: bool,
}

impl UnitTasks {
    /// The tasks of the unit of whoever sits at the desk.
    pub(in crate::tui::panes) fn of(desk: &Desk) -> Self {
        let unit = desk.operator().map(|operator| operator.unit);
        let campaign = desk.view().campaign();
        let whole = unit
            .zip(campaign)
            .is_some_and(|(unit, campaign)| campaign.regions.unit_of(unit).is_none());
        UnitTasks { unit, whole }
    }

    /// The task's division, as the unit calls it.
    pub(in crate::tui::panes) fn place(&self, look: &Look<'_>, task: &Task) -> String {
        let own = self.unit.unwrap_or(look.campaign.province);
        words::place(&look.campaign, own, task)
    }

    /// The ids of the unit's tasks in one of `states`, in their order. The index answers; no task is read.
    pub(in crate::tui::panes) fn ids(&self, look: &Look<'_>, states: &[TaskState]) -> Vec<String> {
        let mut ids = self.unit.map_or_else(Vec::new, |unit| covered(look, unit));
        if states.len() < TaskState::ALL.len() {
            let of = |state: &TaskState| look.state().keys_by("task.state", state.word());
            let fitting: std::collections::HashSet<String> = states.iter().flat_map(of).collect();
            ids.retain(|id| fitting.contains(id));
        }
        ids.sort_unstable();
        ids
    }
}

/// The tasks of the division: of all where it is the province.
fn covered(look: &Look<'_>, unit: RegionCode) -> Vec<String> {
    match look.campaign.regions.get(unit).map(|region| region.level) {
        Some(Level::Province) => look.state().keys_under("task.unit", ""),
        Some(Level::Prefecture | Level::Direct) => look.state().keys_by("task.unit", &unit.to_string()),
        _ => look.state().keys_by("task.region", &unit.to_string()),
    }
}

/// The states that a query leaves.
fn allowed(query: &Query) -> Vec<TaskState> {
    let states = TaskState::ALL.into_iter().enumerate();
    let allowed = states.filter(|(at, _)| query.allows(Field::State, *at));
    allowed.map(|(_, state)| state).collect()
}

/// Lets a query ask about tasks.
pub(in crate::tui::panes) fn ask_tasks(look: &Look<'_>, ids: &[String], ask: &mut Ask<'_, String>) {
    for id in ids {
        if let Some(task) = look.state().get::<Task>(id) {
            ask(id, &look.context().facts(&task));
        }
    }
}

impl Stock for UnitTasks {
    type Key = String;

    fn list() -> Option<List> {
        Some(List::Tasks)
    }

    fn empty(&self, ui: &Ui) -> String {
        ui.word("pane.tasks-empty")
    }

    fn title(&self, ui: &Ui) -> String {
        ui.word("task.title")
    }

    fn columns(&self, ui: &Ui) -> Vec<Column> {
        let place = if self.whole { 16 } else { 10 };
        vec![
            Column::new(ui.word("task.id"), Room::Fixed(words::ID)).by(Field::Id),
            Column::new(ui.word("task.name"), Room::Share(1)).by(Field::Name),
            Column::new(ui.word("task.state"), words::state_room(ui)).by(Field::State),
            Column::new(ui.word("task.due"), Room::Fixed(5)).by(Field::Due),
            Column::new(ui.word("task.grade"), Room::Fixed(2)).by(Field::Grade),
            Column::new(ui.word("task.place"), Room::Fixed(place)).by(Field::Region),
            Column::new(ui.word("task.leads"), Room::Fixed(6)).by(Field::Leader),
            Column::new(ui.word("task.since"), Room::Fixed(5)).by(Field::Since),
        ]
    }

    fn keys(&self, look: &Look<'_>) -> Vec<String> {
        self.ids(look, &TaskState::ALL)
    }

    fn row(&self, look: &Look<'_>, id: &String) -> Row {
        let ui = look.ui;
        let Some(task) = look.state().get::<Task>(id) else {
            return Row::new([words::short_id(&look.campaign, id)]);
        };
        Row::new([
            words::id_cell(ui, &look.campaign, id),
            task.name.clone(),
            ui.word(task.state.key()),
            words::due(look, &task),
            match task.is_targeted() {
                true => look.word("lead-task.mark"),
                false => words::grade(&task).to_owned(),
            },
            self.place(look, &task),
            words::leader(&task).to_owned(),
            words::since(&task),
        ])
        .tone(words::tone(look, &task))
    }

    fn brief(&self, look: &Look<'_>, id: &String) -> Vec<Entry> {
        task_detail::brief(look, id)
    }

    fn entries(&self, look: &Look<'_>, id: &String) -> Vec<Entry> {
        task_detail::entries(look, id)
    }

    fn target(&self, _look: &Look<'_>, id: &String) -> Option<String> {
        Some(id.clone())
    }

    fn ask(&self, look: &Look<'_>, ids: &[String], ask: &mut Ask<'_, String>) {
        ask_tasks(look, ids, ask);
    }

    fn indexed(&self, look: &Look<'_>, _filter: &str, query: &Query) -> Option<Vec<String>> {
        query
            .asks_only(Field::State)
            .then(|| self.ids(look, &allowed(query)))
    }

    fn can_be_marked(&self) -> bool {
        true
    }
}
