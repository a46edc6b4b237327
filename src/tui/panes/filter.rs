//! Which tasks an operator has in sight, by what is looked for among them.

use std::collections::BTreeSet;

use crate::domain::campaign::Campaign;
use crate::domain::next::Agenda;
use crate::domain::operator::Operator;
use crate::domain::region::{Level, RegionCode};
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};
use crate::office::View;
use crate::query::{Around, Fault, Field, List, Query, TaskContext};
use crate::tui::desk::Desk;
use crate::tui::layer::Cx;
use crate::tui::theme::Tone;

use super::browse::Browse;

/// What is typed as a query of tasks; everything where no campaign has begun.
///
/// # Errors
/// The query's first mistake.
pub(super) fn query(view: &View<'_>, filter: &str) -> Result<Query, Fault> {
    let Some(campaign) = view.campaign() else {
        return Ok(Query::default());
    };
    let around = Around {
        today: view.now().today,
        regions: &campaign.regions,
    };
    Query::parse(filter, List::Tasks.fields(), &around)
}

/// Sets what is looked for in a list of tasks, or says what is wrong with it; whether it was set.
pub(super) fn set(browse: &mut Browse, desk: &Desk, line: &str, cx: &mut Cx) -> bool {
    let read = query(&desk.view(), line);
    match &read {
        Ok(_) => browse.set_filter(line),
        Err(fault) => cx.say(Tone::Bad, fault.text(cx.ui.lang)),
    }
    read.is_ok()
}

/// The ids, in their order, of the tasks in one of `states` that the operator's unit covers and the query holds for. The
/// index answers for unit and state; tasks themselves are read only where something else is asked.
pub(super) fn tasks(
    view: &View<'_>,
    operator: &Operator,
    states: &[TaskState],
    query: &Query,
) -> Vec<String> {
    let Some(campaign) = view.campaign() else {
        return Vec::new();
    };
    let unit = operator.unit;
    let mut keys = of_unit(view, &campaign, unit);
    let allowed = |state: &TaskState| {
        let at = TaskState::ALL.iter().position(|other| other == state);
        states.contains(state) && at.is_some_and(|at| query.allows(Field::State, at))
    };
    let states: Vec<TaskState> = TaskState::ALL.into_iter().filter(allowed).collect();
    if states.len() < TaskState::ALL.len() {
        let fitting = states
            .iter()
            .flat_map(|state| view.state().keys_by("task.state", state.word()));
        let fitting: BTreeSet<String> = fitting.collect();
        keys.retain(|key| fitting.contains(key));
    }
    keys.sort_unstable();
    let county = !matches!(
        campaign.regions.get(unit).map(|r| r.level),
        Some(Level::Province | Level::Prefecture | Level::Direct)
    );
    if county || !query.asks_only(Field::State) {
        let context = TaskContext {
            agenda: Agenda::new(&campaign, view.state()),
            operator: Some(operator.clone()),
            today: view.now().today,
        };
        let holds = |task: &Task| query.holds(&context.facts(task));
        keys.retain(|key| {
            let task = view.state().get::<Task>(key);
            task.is_some_and(|task| (!county || task.region == unit) && holds(&task))
        });
    }
    keys
}

/// The tasks of the prefecture-level unit that `unit` is or belongs to; of all where it is the province.
fn of_unit(view: &View<'_>, campaign: &Campaign, unit: RegionCode) -> Vec<String> {
    match campaign.regions.unit_of(unit) {
        Some(prefecture) => view.state().keys_by("task.unit", &prefecture.to_string()),
        None => view.state().keys_under("task.unit", ""),
    }
}
