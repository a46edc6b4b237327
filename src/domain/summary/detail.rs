//! 明细: one row a counted task, with what it adds to every column, so that every figure of the summary can be followed.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Summary, is_counted, part_of};
use crate::domain::campaign::Campaign;
use crate::domain::follow_up::FollowUp;
use crate::domain::inspection::Inspection;
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, State};
use crate::domain::task::{Task, TaskState};

/// A counted task, or a referral that a lead led to without a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Its id.
    pub task: String,
    /// The target's name.
    pub name: String,
    /// The target's division.
    pub region: RegionCode,
    /// The division of the summary's row it counts in.
    pub row: RegionCode,
    /// The message key of its state.
    pub state: &'static str,
    /// What it adds to each column, money in yuan; none in a column that nothing on record can give.
    pub figures: Vec<Option<u64>>,
}

#[derive(Deserialize)]
struct Counted {
    id: String,
    name: String,
    region: RegionCode,
    unit: RegionCode,
    state: TaskState,
}

#[derive(Deserialize)]
struct Of {
    task: String,
}

/// The tasks that `found` counts, by row and id. A task that adds nothing to any column is among them.
pub fn details<S: State + ?Sized>(state: &S, campaign: &Campaign, found: &Summary) -> Vec<Detail> {
    let none: Vec<Option<u64>> = found
        .total
        .cells
        .iter()
        .map(|cell| cell.figure.map(|_| 0))
        .collect();
    let mut visited: BTreeMap<String, Vec<Option<u64>>> = BTreeMap::new();
    state.each_as::<Inspection, Of>(|record| {
        visited.entry(record.task).or_insert_with(|| none.clone());
    });
    let mut referred: Vec<FollowUp> = Vec::new();
    state.each::<FollowUp>(|of| {
        if of.lead.is_some() && found.total.cells.iter().any(|cell| cell.tasks.contains(&of.id)) {
            visited.insert(of.id.clone(), none.clone());
            referred.push(of);
        }
    });
    for (column, cell) in found.total.cells.iter().enumerate() {
        for (task, amount) in cell.tasks.iter().zip(&cell.amounts) {
            let figures = visited.get_mut(task);
            if let Some(figure) = figures.and_then(|figures| figures.get_mut(column)) {
                *figure = Some(*amount);
            }
        }
    }
    let mut details = Vec::new();
    state.each_as::<Task, Counted>(|task| {
        let counted = is_counted(task.state) && campaign.regions.contains(found.region, task.region);
        let figures = counted.then(|| visited.remove(&task.id)).flatten();
        details.extend(figures.map(|figures| Detail {
            row: part_of(campaign, found.region, (task.unit, task.region)),
            task: task.id,
            name: task.name,
            region: task.region,
            state: task.state.key(),
            figures,
        }));
    });
    details.extend(referred.into_iter().filter_map(|of| {
        Some(Detail {
            row: part_of(campaign, found.region, (of.unit, of.owner.region)),
            figures: visited.remove(&of.id)?,
            state: of.state().key(),
            region: of.owner.region,
            name: of.name,
            task: of.id,
        })
    }));
    details.sort_by(|a, b| (a.row, &a.task).cmp(&(b.row, &b.task)));
    details
}
