//! Targets that more than one batch has drawn: a prefecture's batch beside the province's (notice section 二（一）).

use std::collections::{BTreeMap, BTreeSet};

use super::batch::Batch;
use super::state::{Read, State};
use super::task::Task;

/// The targets that stand in a batch other than `but`, each with one of its tasks. Void batches, and tasks that were
/// replaced or struck off, hold nobody.
pub fn drawn<S: State + ?Sized>(state: &S, but: Option<&str>) -> BTreeMap<String, String> {
    let standing: BTreeSet<String> = state
        .all::<Batch>()
        .into_iter()
        .filter(|batch| batch.void.is_none() && batch.drawn.is_some() && Some(batch.id.as_str()) != but)
        .map(|batch| batch.id)
        .collect();
    let mut targets = BTreeMap::new();
    if standing.is_empty() {
        return targets;
    }
    state.each::<Task>(|task| {
        if task.state.is_live() && standing.contains(&task.batch) {
            targets.entry(task.target).or_insert(task.id);
        }
    });
    targets
}

/// The tasks of `batch` whose target another batch has drawn too, each with the other task.
pub fn shared<S: State + ?Sized>(state: &S, batch: &Batch) -> Vec<(Task, String)> {
    let others = drawn(state, Some(&batch.id));
    if others.is_empty() {
        return Vec::new();
    }
    Task::of_batch(state, &batch.id)
        .into_iter()
        .filter(|task| task.state.is_live())
        .filter_map(|task| {
            let other = others.get(&task.target)?.clone();
            Some((task, other))
        })
        .collect()
}
