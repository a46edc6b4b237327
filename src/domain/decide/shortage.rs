//! Why tasks could not be given teams, with the names of who and what is meant.

use std::collections::BTreeMap;

use super::Case;
use crate::domain::batch::Batch;
use crate::domain::library::Officer;
use crate::domain::operator::Department;
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, State};
use crate::domain::task::{Task, TaskState};
use crate::domain::trouble::{Named, Names, Trouble};
use crate::draw::matching::MatchError;
use crate::draw::table::Setup;

/// Why there are no teams for `tasks`, which stand under their targets.
pub(super) fn trouble<S: State + ?Sized>(
    case: &Case<'_, S>,
    batch: &Batch,
    error: &MatchError,
    setup: &Setup<'_>,
    tasks: &BTreeMap<&str, &Task>,
) -> Trouble {
    let named = |id: &str, name: Option<String>| Named {
        id: id.to_owned(),
        name: name.unwrap_or_default(),
    };
    let task = |target: &str| match tasks.get(target) {
        Some(task) => named(&task.id, Some(task.name.clone())),
        None => named(target, None),
    };
    let officer = |id: &str| named(id, case.state.get::<Officer>(id).map(|officer| officer.name));
    let unit = |code: &str| {
        named(
            code,
            code.parse().ok().map(|code| case.campaign.regions.name(code)),
        )
    };
    let names = Names {
        task: &task,
        officer: &officer,
        unit: &unit,
    };
    let mut trouble = Trouble::of_match(error, setup, &pools(case, batch), &names);
    if let Trouble::Shortage { shortfalls } = &mut trouble {
        for short in shortfalls {
            let off = off_duty(case, setup, &short.pool.id, short.department);
            let off: Vec<Named> = off.into_iter().map(|o| named(&o.id, Some(o.name))).collect();
            if !off.is_empty() {
                short
                    .excluded
                    .entry("officer-out.off-duty")
                    .or_default()
                    .extend(off);
            }
        }
    }
    trouble
}

/// The unit's officers of a department whom the frozen roster leaves out because they are off duty.
fn off_duty<S: State + ?Sized>(
    case: &Case<'_, S>,
    setup: &Setup<'_>,
    unit: &str,
    department: Department,
) -> Vec<Officer> {
    let regions = &case.campaign.regions;
    let of_unit = |o: &Officer| {
        regions
            .unit_of(o.region)
            .is_some_and(|code| code.to_string() == unit)
    };
    let frozen = |o: &Officer| setup.roster.iter().any(|row| row.officer == o.id);
    let mut officers = case.state.all::<Officer>();
    officers.retain(|o| !o.on_duty && o.department == department && of_unit(o) && !frozen(o));
    officers
}

/// The targets of every unit's tasks that wait for a team.
fn pools<S: State + ?Sized>(case: &Case<'_, S>, batch: &Batch) -> BTreeMap<String, Vec<String>> {
    let waiting = |unit| case.tasks_in(batch, Some(unit), &[TaskState::Claimed]);
    let pool = |unit: RegionCode| {
        (
            unit.to_string(),
            waiting(unit).into_iter().map(|t| t.target).collect(),
        )
    };
    case.campaign
        .regions
        .units()
        .map(|unit| pool(unit.code))
        .collect()
}
