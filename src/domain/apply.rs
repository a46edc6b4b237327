//! What an event makes of the records. Total: it cannot fail and may be repeated.

use chrono::NaiveDate;

use super::batch::{Batch, MatchRound, Stage, Step};
use super::brief::Brief;
use super::calendar::Act;
use super::campaign::Campaign;
use super::command::Judgement;
use super::event::{Entry, Event};
use super::inspection::Inspection;
use super::operator::Department;
use super::state::{Ledger, Read, Record, Write};
use super::target::Target;
use super::task::{Task, TaskState};

impl Record for Campaign {
    const KIND: &'static str = "campaign";

    /// There is one campaign in a data directory.
    fn key(&self) -> String {
        String::new()
    }
}

/// Writes what `entry` changes. The rows behind [`Event::TargetsImported`] are the store's to bring in, from the extract.
pub fn apply<L: Ledger + ?Sized>(ledger: &mut L, entry: &Entry) {
    ledger.put(&Brief::from(entry));
    match &entry.event {
        Event::CampaignBegun { campaign } => {
            ledger.put(campaign.as_ref());
            campaign.operators.iter().for_each(|o| ledger.put(o));
        }
        Event::OperatorsPut { operators } => operators.iter().for_each(|o| ledger.put(o)),
        Event::TargetsImported { .. } => {}
        Event::OfficersImported { officers, .. } => officers.iter().for_each(|o| ledger.put(o)),
        Event::ConflictsImported { conflicts, .. } => conflicts.iter().for_each(|c| ledger.put(c)),
        Event::ChecklistImported { items, .. } => items.iter().for_each(|i| ledger.put(i)),
        Event::LeadsImported { leads, .. } => leads.iter().for_each(|l| ledger.put(l)),
        Event::PhaseExtended { extension } => ledger.put(extension),
        Event::VisitRecorded { inspection, target } => visited(ledger, entry, inspection, target),
        Event::Reviewed { task, judgement, .. } => match judgement {
            Judgement::Accept => move_task(ledger, entry, task, TaskState::Reviewed, ""),
            Judgement::Return(reason) => move_task(ledger, entry, task, TaskState::Returned, reason),
        },
        Event::InspectionBegun { task } => move_task(ledger, entry, task, TaskState::Inspecting, ""),
        Event::Published { tasks } => {
            tasks
                .iter()
                .for_each(|t| move_task(ledger, entry, t, TaskState::Published, ""));
        }
        Event::Withheld { task, reason } => move_task(ledger, entry, task, TaskState::Withheld, reason),
        Event::Closed { task } => move_task(ledger, entry, task, TaskState::Closed, ""),
        Event::ReportFiled { report } => ledger.put(report),
        _ => batch_event(ledger, entry),
    }
}

fn batch_event<L: Ledger + ?Sized>(ledger: &mut L, entry: &Entry) {
    match &entry.event {
        Event::PoolFrozen { batch } => {
            let mut batch = batch.as_ref().clone();
            batch.steps = vec![step(entry, Act::FreezePool.key(), "")];
            ledger.put(&batch);
        }
        Event::PlanMade { batch, plan } => change_batch(ledger, entry, batch, Act::Plan.key(), |b| {
            b.plan = Some(plan.clone());
            b.stage = Stage::Planned;
        }),
        Event::Committed {
            batch,
            purpose,
            party,
            commitment,
            public,
        } => {
            change_batch(ledger, entry, batch, "step.commit", |b| {
                let ceremony = b.ceremony_mut(*purpose);
                ceremony.commitments.insert(*party, commitment.clone());
                ceremony.public = public.clone().or(ceremony.public.take());
            });
        }
        Event::PublicRecorded {
            batch,
            purpose,
            value,
        } => {
            change_batch(ledger, entry, batch, "step.public", |b| {
                b.ceremony_mut(*purpose).value = Some(value.clone());
            });
        }
        Event::Revealed {
            batch,
            purpose,
            party,
            secret,
        } => {
            change_batch(ledger, entry, batch, "step.reveal", |b| {
                b.ceremony_mut(*purpose).reveals.insert(*party, secret.clone());
            });
        }
        Event::BatchVoided { batch, reason } => {
            change_batch(ledger, entry, batch, Stage::Void.key(), |b| {
                b.stage = Stage::Void;
                b.void = Some(reason.clone());
            });
        }
        Event::BatchDrawn { batch, drawn, tasks } => {
            change_batch(ledger, entry, batch, Act::Draw.key(), |b| {
                b.drawn = Some(drawn.clone());
                b.stage = Stage::Drawn;
            });
            for task in tasks {
                let mut task = task.clone();
                task.steps = vec![step(entry, TaskState::Drawn.key(), "")];
                ledger.put(&task);
            }
        }
        Event::BatchApproved { batch } => {
            change_batch(ledger, entry, batch, Act::Approve.key(), |b| {
                b.stage = Stage::Approved
            });
            each_task(ledger, entry, batch, None, TaskState::Approved, |_| {});
        }
        Event::Dispatched { batch, units } => {
            change_batch(ledger, entry, batch, Act::Dispatch.key(), |b| {
                b.stage = Stage::Dispatched
            });
            for unit in units {
                each_task(
                    ledger,
                    entry,
                    batch,
                    Some(&unit.to_string()),
                    TaskState::Dispatched,
                    |_| {},
                );
            }
        }
        Event::Claimed {
            batch,
            unit,
            checklist,
        } => {
            each_task(
                ledger,
                entry,
                batch,
                Some(&unit.to_string()),
                TaskState::Claimed,
                |task| {
                    task.checklist.clone_from(checklist);
                },
            );
        }
        Event::RosterFrozen { batch, roster, again } => {
            change_batch(ledger, entry, batch, "step.roster", |b| {
                // An entry applied again supersedes nothing.
                if b.steps.iter().any(|step| step.seq == entry.seq) {
                    return;
                }
                if let Some(before) = b.roster.replace(roster.clone()) {
                    let ceremony = std::mem::take(&mut b.match_ceremony);
                    let superseded = again.clone().unwrap_or_default();
                    b.earlier.push(MatchRound {
                        roster: before,
                        ceremony,
                        superseded,
                    });
                }
            });
        }
        Event::TeamsMatched {
            batch,
            unit,
            record,
            teams,
        } => {
            change_batch(ledger, entry, batch, Act::Match.key(), |b| {
                b.matched.insert(unit.to_string(), record.clone());
            });
            for (task, team) in teams {
                ledger.change::<Task>(task, |task| {
                    task.team.clone_from(team);
                    advance(task, entry, TaskState::Assigned, "");
                });
            }
        }
        _ => {}
    }
}

fn visited<L: Ledger + ?Sized>(ledger: &mut L, entry: &Entry, inspection: &Inspection, target: &str) {
    let day: NaiveDate = inspection.visit.visited;
    ledger.put(inspection);
    move_task(
        ledger,
        entry,
        &inspection.task,
        TaskState::Recorded,
        &inspection.visit.reason,
    );
    ledger.change::<Target>(target, |t| t.last_visit = t.last_visit.max(Some(day)));
}

fn step(entry: &Entry, what: &str, reason: &str) -> Step {
    Step {
        seq: entry.seq,
        what: what.to_owned(),
        on: entry.on,
        by: entry.actor.operator.clone(),
        department: entry.department.unwrap_or(Department::Hr),
        reason: reason.to_owned(),
    }
}

fn change_batch<L: Ledger + ?Sized>(
    ledger: &mut L,
    entry: &Entry,
    batch: &str,
    what: &str,
    change: impl FnOnce(&mut Batch),
) {
    ledger.change::<Batch>(batch, |b| {
        change(b);
        push(&mut b.steps, step(entry, what, ""));
    });
}

fn move_task<L: Ledger + ?Sized>(ledger: &mut L, entry: &Entry, task: &str, state: TaskState, reason: &str) {
    ledger.change::<Task>(task, |task| advance(task, entry, state, reason));
}

fn each_task<L: Ledger + ?Sized>(
    ledger: &mut L,
    entry: &Entry,
    batch: &str,
    unit: Option<&str>,
    state: TaskState,
    change: impl Fn(&mut Task),
) {
    let keys = match unit {
        Some(unit) => ledger.keys_by("task.batch", &format!("{batch}/{unit}")),
        None => ledger.keys_under("task.batch", &format!("{batch}/")),
    };
    for key in keys {
        ledger.change::<Task>(&key, |task| {
            change(task);
            advance(task, entry, state, "");
        });
    }
}

fn advance(task: &mut Task, entry: &Entry, state: TaskState, reason: &str) {
    task.state = state;
    push(&mut task.steps, step(entry, state.key(), reason));
}

/// Adds a step, once: an entry that is applied again finds its step there.
fn push(steps: &mut Vec<Step>, step: Step) {
    if steps.last().is_none_or(|last| last.seq < step.seq) {
        steps.push(step);
    }
}
