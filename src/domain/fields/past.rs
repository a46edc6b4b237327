//! 字段沿革: every version of a task's result with what was decided about it, and every value each field ever had.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Fields, Value, differing, of, place};
use crate::domain::batch::Step;
use crate::domain::inspection::Inspection;
use crate::domain::state::{Read, State};
use crate::domain::task::{Task, TaskState};

/// The history of a task's result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Past {
    /// The versions, from the first.
    pub turns: Vec<Turn>,
    /// Every field that ever had a value, in the order in which they are asked.
    pub fields: Vec<FieldPast>,
}

/// A version, and what was done with it until the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// From 1.
    pub version: u32,
    /// Who entered it.
    pub by: String,
    /// The campaign's date.
    pub on: NaiveDate,
    /// Why, where a reason was owed.
    pub reason: String,
    /// Entered after the inspection phase.
    pub late: bool,
    /// 复核、公示等: what was decided about it, in order.
    pub steps: Vec<Step>,
}

/// Every value of one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldPast {
    /// The field.
    pub id: String,
    /// Its values, from the first version; a version that did not change it is passed over.
    pub held: Vec<Held>,
}

/// A value, and the version that brought it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The version.
    pub version: u32,
    /// None where nothing was answered, or no longer.
    pub value: Option<Value>,
}

/// A field that was corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The field.
    pub id: String,
    /// What it said.
    pub before: Option<Value>,
    /// What it says.
    pub after: Option<Value>,
}

/// What was corrected since somebody decided about the result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// The version that was decided about.
    pub version: u32,
    /// The decision, with its reason.
    pub step: Step,
    /// What differs now.
    pub changes: Vec<Change>,
}

impl FieldPast {
    /// Whether a version changed it after the first.
    pub fn is_changed(&self) -> bool {
        self.held.len() > 1
    }

    /// What it said in a version.
    pub fn at(&self, version: u32) -> Option<&Value> {
        let until = self.held.iter().rev().find(|held| held.version <= version);
        until.and_then(|held| held.value.as_ref())
    }
}

impl Past {
    /// Of a task's result; nothing where none was entered.
    pub fn of<S: State + ?Sized>(state: &S, task: &Task) -> Self {
        Past::new(&state.by("inspection.task", &task.id), &task.steps)
    }

    /// Of these versions, from the first. Each was entered with one of the `steps` that say so, in the same order.
    pub fn new(versions: &[Inspection], steps: &[Step]) -> Self {
        let recorded = |step: &Step| step.what == TaskState::Recorded.key();
        let after_first = steps.iter().position(recorded).unwrap_or(steps.len());
        let later = steps.get(after_first + 1..).unwrap_or_default();
        let mut decided = later.split(recorded);
        let turns = versions.iter().map(|found| Turn {
            version: found.version,
            by: found.entered_by.clone(),
            on: found.entered_on,
            reason: found.visit.reason.clone(),
            late: found.late,
            steps: decided.next().unwrap_or_default().to_vec(),
        });
        Past {
            turns: turns.collect(),
            fields: followed(versions),
        }
    }

    /// The record as a version said it.
    pub fn at(&self, version: u32) -> Fields {
        let there = |field: &FieldPast| Some((field.id.clone(), field.at(version)?.clone()));
        self.fields.iter().filter_map(there).collect()
    }

    /// What was corrected since the last version that somebody decided about; none where nobody did, or nothing was
    /// entered since.
    pub fn changed(&self) -> Option<Changed> {
        let (newest, earlier) = self.turns.split_last()?;
        let (version, step) = earlier
            .iter()
            .rev()
            .find_map(|turn| Some((turn.version, turn.steps.last()?.clone())))?;
        Some(Changed {
            version,
            step,
            changes: changes(&self.at(version), &self.at(newest.version)),
        })
    }
}

/// What differs, in the order in which the fields are asked.
fn changes(before: &Fields, after: &Fields) -> Vec<Change> {
    let change = |id: String| Change {
        before: before.get(&id).cloned(),
        after: after.get(&id).cloned(),
        id,
    };
    differing(before, after).into_iter().map(change).collect()
}

fn followed(versions: &[Inspection]) -> Vec<FieldPast> {
    let records: Vec<(u32, Fields)> = versions
        .iter()
        .map(|found| (found.version, of(&found.visit)))
        .collect();
    let mut ids: Vec<&String> = records.iter().flat_map(|(_, fields)| fields.keys()).collect();
    ids.sort_unstable_by_key(|id| place(id));
    ids.dedup();
    let follow = |id: &String| {
        let mut held: Vec<Held> = Vec::new();
        for (version, fields) in &records {
            let value = fields.get(id).cloned();
            if held.last().is_none_or(|last| last.value != value) {
                let version = *version;
                held.push(Held { version, value });
            }
        }
        FieldPast { id: id.clone(), held }
    };
    ids.into_iter().map(follow).collect()
}
