//! A record as it stands in an office: what is compared side by side, and what a decision puts in its place.

use serde::{Deserialize, Serialize};

use super::Key;
use crate::domain::follow_up::{FollowUp, Kind};
use crate::domain::inspection::Inspection;
use crate::domain::lead::{Handled, Lead};
use crate::domain::state::{Ledger, Read, State, Write};
use crate::domain::target::Target;
use crate::domain::task::Task;

/// A record that both sides work on, with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Snapshot {
    /// A task with every version of its result.
    Task {
        /// The task.
        task: Box<Task>,
        /// The versions, in order.
        visits: Vec<Inspection>,
    },
    /// A lead.
    Lead {
        /// The lead, without who reported it.
        lead: Box<Lead>,
    },
    /// A matter of the follow-up ledger.
    FollowUp {
        /// The matter.
        follow_up: Box<FollowUp>,
    },
}

impl Snapshot {
    /// Whether records of this key are compared and decided as they stand; of others the entries themselves are.
    pub fn covers(key: &str) -> bool {
        ["task:", "lead:", "follow-up:"]
            .iter()
            .any(|kind| key.starts_with(kind))
    }

    /// The record as it stands.
    pub fn of<S: State + ?Sized>(state: &S, key: &str) -> Option<Self> {
        let (kind, id) = key.split_once(':')?;
        match kind {
            "task" => Some(Snapshot::Task {
                task: Box::new(state.get(id)?),
                visits: state.by("inspection.task", id),
            }),
            "lead" => {
                let mut lead: Lead = state.get(id)?;
                (lead.reporter, lead.same_reporter) = (None, None);
                Some(Snapshot::Lead { lead: Box::new(lead) })
            }
            "follow-up" => Some(Snapshot::FollowUp {
                follow_up: Box::new(state.get(id)?),
            }),
            _ => None,
        }
    }

    /// Its key.
    pub fn key(&self) -> Key {
        match self {
            Snapshot::Task { task, .. } => format!("task:{}", task.id),
            Snapshot::Lead { lead } => format!("lead:{}", lead.id),
            Snapshot::FollowUp { follow_up } => format!("follow-up:{}", follow_up.id),
        }
    }

    /// Whether all of it belongs to the one record.
    pub fn is_sound(&self) -> bool {
        match self {
            Snapshot::Task { task, visits } => visits.iter().all(|visit| visit.task == task.id),
            Snapshot::Lead { .. } | Snapshot::FollowUp { .. } => true,
        }
    }

    /// The id of the target it is about.
    pub fn target(&self) -> Option<String> {
        match self {
            Snapshot::Task { task, .. } => Some(task.target.clone()),
            Snapshot::Lead { lead } => lead.subject(),
            Snapshot::FollowUp { follow_up } => Some(follow_up.target.clone()),
        }
    }

    /// The record as it is to be where this one holds against `other`. Every version of a result stays, those that do
    /// not hold before those that do, and so do the steps of a task: whoever entered one does not review another. What
    /// a lead or a matter has come to follows from its steps, so there only those stay that hold.
    pub fn over(&self, other: &Snapshot) -> Snapshot {
        match (self, other) {
            (
                Snapshot::Task { task, visits },
                Snapshot::Task {
                    task: lost,
                    visits: old,
                },
            ) => {
                let mut task = task.clone();
                task.steps = joined(&lost.steps, &task.steps, |a, b| {
                    (&a.what, a.on, &a.by) == (&b.what, b.on, &b.by)
                });
                let mut visits = joined(old, visits, |a, b| a == b);
                (1..).zip(&mut visits).for_each(|(n, visit)| visit.version = n);
                Snapshot::Task { task, visits }
            }
            _ => self.clone(),
        }
    }

    /// Puts the record in the place of the one that is there. Who reported a lead stays known where it is known.
    pub(crate) fn put<L: Ledger + ?Sized>(&self, ledger: &mut L) {
        match self {
            Snapshot::Task { task, visits } => {
                ledger.put(task.as_ref());
                visits.iter().for_each(|visit| ledger.put(visit));
                let last = visits.iter().map(|visit| visit.visit.visited).max();
                ledger.change::<Target>(&task.target, |target| {
                    target.last_visit = target.last_visit.max(last)
                });
            }
            Snapshot::Lead { lead } => {
                let mut lead = lead.as_ref().clone();
                if let Some(known) = ledger.get::<Lead>(&lead.id) {
                    lead.reporter = known.reporter;
                    lead.same_reporter = known.same_reporter;
                }
                ledger.put(&lead);
            }
            Snapshot::FollowUp { follow_up } => {
                ledger.put(follow_up.as_ref());
                if follow_up.kind() == Kind::Credit {
                    let grade = FollowUp::grade_of(ledger, &follow_up.target);
                    ledger.change::<Target>(&follow_up.target, |target| target.regrade(grade));
                }
            }
        }
    }

    /// How many steps both have in common at their beginning.
    pub fn common(&self, other: &Snapshot) -> usize {
        let same =
            |one: &[String], other: &[String]| one.iter().zip(other).take_while(|(a, b)| a == b).count();
        same(&self.deeds(), &other.deeds())
    }

    /// Every step, in a form that is the same in every journal.
    fn deeds(&self) -> Vec<String> {
        let handled = |step: &Handled| format!("{} {} {:?}", step.on, step.by, step.handling);
        match self {
            Snapshot::Task { task, .. } => {
                let step = |s: &crate::domain::batch::Step| format!("{} {} {}", s.on, s.by, s.what);
                task.steps.iter().map(step).collect()
            }
            Snapshot::Lead { lead } => lead.steps.iter().map(handled).collect(),
            Snapshot::FollowUp { follow_up } => {
                let step = |s: &crate::domain::follow_up::Taken| format!("{} {} {:?}", s.on, s.by, s.advance);
                follow_up.steps.iter().map(step).collect()
            }
        }
    }
}

/// What both begin with, then what the first goes on with, then the second.
fn joined<T: Clone>(lost: &[T], holds: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let common = lost.iter().zip(holds).take_while(|(a, b)| same(a, b)).count();
    let rest = lost.iter().skip(common);
    let begin = holds.iter().take(common);
    begin
        .chain(rest)
        .chain(holds.iter().skip(common))
        .cloned()
        .collect()
}
