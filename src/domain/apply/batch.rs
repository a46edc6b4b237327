//! What the events of a batch make of it and its tasks.

use super::{advance, move_task, push, step};
use crate::domain::batch::{Batch, Kept, MatchRound, Stage, Version, Void};
use crate::domain::calendar::Act;
use crate::domain::event::{Entry, Event};
use crate::domain::state::{Ledger, Read, Write};
use crate::domain::task::{Task, TaskState};
use crate::draw::select as draw;

pub(super) fn batch_event<L: Ledger + ?Sized>(ledger: &mut L, entry: &Entry) {
    match &entry.event {
        Event::PoolFrozen { batch } => {
            let mut batch = batch.as_ref().clone();
            batch.steps = vec![step(entry, Act::FreezePool.key(), "")];
            ledger.put(&batch);
        }
        Event::PlanMade { batch, plan } => change_batch(ledger, entry, batch, Act::Plan.key(), "", |b| {
            b.plan = Some(plan.clone());
            b.stage = Stage::Planned;
        }),
        Event::BatchVoided {
            batch,
            reason,
            record,
        } => {
            change_batch(ledger, entry, batch, Stage::Void.key(), reason, |b| {
                b.stage = Stage::Void;
                b.void = Some(Void {
                    reason: reason.clone(),
                    record: version(entry, record),
                });
            });
            let live = |task: &Task| task.state.is_live();
            each_task(ledger, entry, batch, None, live, TaskState::Void, |_| {});
        }
        Event::SecretsReleased { batch, reason } => {
            change_batch(ledger, entry, batch, Act::Release.key(), reason, |b| {
                b.released = Some(reason.clone());
            });
        }
        Event::Committed { .. } | Event::PublicRecorded { .. } | Event::Revealed { .. } => {
            ceremony_event(ledger, entry);
        }
        Event::BatchDrawn { .. } | Event::DrawChanged { .. } => draw_event(ledger, entry),
        _ => hand_out_event(ledger, entry),
    }
}

fn ceremony_event<L: Ledger + ?Sized>(ledger: &mut L, entry: &Entry) {
    match &entry.event {
        Event::Committed {
            batch,
            purpose,
            party,
            commitment,
            public,
            announcement,
        } => change_batch(ledger, entry, batch, "step.commit", "", |b| {
            if let Some(ceremony) = b.ceremony_mut(*purpose) {
                ceremony.commitments.insert(*party, commitment.clone());
                if !public.is_empty() {
                    ceremony.sources.clone_from(public);
                }
            }
            if announcement.is_some() {
                b.announcement.clone_from(announcement);
            }
        }),
        Event::PublicRecorded {
            batch,
            purpose,
            source,
            correction,
        } => {
            let why = correction.as_deref().unwrap_or_default();
            change_batch(ledger, entry, batch, "step.public", why, |b| {
                let sources = b.ceremony_mut(*purpose).map(|c| &mut c.sources);
                if let Some(known) = sources.into_iter().flatten().find(|s| s.is(source)) {
                    known.value.clone_from(&source.value);
                }
            });
        }
        Event::Revealed {
            batch,
            purpose,
            party,
            secret,
        } => change_batch(ledger, entry, batch, "step.reveal", "", |b| {
            if let Some(ceremony) = b.ceremony_mut(*purpose) {
                ceremony.reveals.insert(*party, secret.clone());
            }
        }),
        _ => {}
    }
}

fn draw_event<L: Ledger + ?Sized>(ledger: &mut L, entry: &Entry) {
    let (batch, drawn, record, tasks) = match &entry.event {
        Event::BatchDrawn {
            batch,
            drawn,
            record,
            tasks,
        }
        | Event::DrawChanged {
            batch,
            drawn,
            record,
            tasks,
            ..
        } => (batch, drawn, record, tasks),
        _ => return,
    };
    let (what, why) = match &entry.event {
        Event::DrawChanged { act, reason, .. } => {
            let (what, own) = match act {
                draw::Act::Extend { .. } => (Act::ExtendDraw, ""),
                draw::Act::Replace { reason, .. } => (Act::ReplaceTarget, reason.as_str()),
                draw::Act::Strike { reason, .. } => (Act::StrikeTarget, reason.as_str()),
            };
            (what, if own.is_empty() { reason.as_str() } else { own })
        }
        _ => (Act::Draw, ""),
    };
    change_batch(ledger, entry, batch, what.key(), why, |b| {
        b.drawn = Some(drawn.clone());
        if what == Act::Draw {
            b.stage = Stage::Drawn;
        }
        // An entry applied again makes no second version.
        if b.records.last().is_none_or(|last| last.seq < entry.seq) {
            b.records.push(version(entry, record));
        }
    });
    if let Event::DrawChanged {
        retired: Some(task), ..
    } = &entry.event
    {
        let state = match what {
            Act::StrikeTarget => TaskState::Struck,
            _ => TaskState::Replaced,
        };
        move_task(ledger, entry, task, state, why);
    }
    for task in tasks {
        let mut task = task.clone();
        task.steps = vec![step(entry, TaskState::Drawn.key(), "")];
        ledger.put(&task);
    }
}

fn hand_out_event<L: Ledger + ?Sized>(ledger: &mut L, entry: &Entry) {
    match &entry.event {
        Event::BatchApproved { batch, overlap } => {
            let why = overlap.as_deref().unwrap_or_default();
            change_batch(ledger, entry, batch, Act::Approve.key(), why, |b| {
                b.stage = b.stage.max(Stage::Approved);
            });
            // A department does not approve what it drew itself.
            let theirs = |task: &Task| task.state == TaskState::Drawn && task.drawn_by() != entry.department;
            each_task(ledger, entry, batch, None, theirs, TaskState::Approved, |_| {});
        }
        Event::Dispatched { batch, units } => {
            change_batch(ledger, entry, batch, Act::Dispatch.key(), "", |b| {
                b.stage = Stage::Dispatched
            });
            for unit in units {
                let unit = unit.to_string();
                let approved = |task: &Task| task.state == TaskState::Approved;
                each_task(
                    ledger,
                    entry,
                    batch,
                    Some(&unit),
                    approved,
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
            let unit = unit.to_string();
            let dispatched = |task: &Task| task.state == TaskState::Dispatched;
            each_task(
                ledger,
                entry,
                batch,
                Some(&unit),
                dispatched,
                TaskState::Claimed,
                |task| {
                    task.checklist.clone_from(checklist);
                },
            );
        }
        Event::RosterFrozen { batch, roster, again } => {
            let why = again.as_deref().unwrap_or_default();
            change_batch(ledger, entry, batch, "step.roster", why, |b| {
                // An entry applied again begins no second round.
                if b.steps.iter().any(|step| step.seq == entry.seq) {
                    return;
                }
                b.rounds.push(MatchRound {
                    roster: roster.clone(),
                    again: again.clone(),
                    ceremony: Default::default(),
                    matched: Default::default(),
                });
            });
        }
        Event::TeamsMatched {
            batch,
            unit,
            record,
            teams,
        } => {
            change_batch(ledger, entry, batch, Act::Match.key(), "", |b| {
                if let Some(round) = b.rounds.last_mut() {
                    round.matched.insert(unit.to_string(), record.clone());
                }
            });
            for (task, team) in teams {
                ledger.change::<Task>(task, |task| {
                    task.team.clone_from(team);
                    advance(task, entry, TaskState::Assigned, "");
                });
            }
        }
        Event::OfficerReplaced {
            batch,
            task,
            reason,
            team,
            changes,
            ..
        } => {
            change_batch(ledger, entry, batch, Act::ReplaceOfficer.key(), reason, |b| {
                b.team_changes = Some(changes.clone());
            });
            ledger.change::<Task>(task, |task| {
                task.team.clone_from(team);
                push(
                    &mut task.steps,
                    step(entry, Act::ReplaceOfficer.key(), reason),
                    |step| step.seq,
                );
            });
        }
        _ => {}
    }
}

fn version(entry: &Entry, file: &Kept) -> Version {
    Version {
        seq: entry.seq,
        file: file.clone(),
    }
}

fn change_batch<L: Ledger + ?Sized>(
    ledger: &mut L,
    entry: &Entry,
    batch: &str,
    what: &str,
    why: &str,
    change: impl FnOnce(&mut Batch),
) {
    ledger.change::<Batch>(batch, |b| {
        change(b);
        push(&mut b.steps, step(entry, what, why), |step| step.seq);
    });
}

/// Moves the batch's tasks, or one unit's, that are among `those`.
fn each_task<L: Ledger + ?Sized>(
    ledger: &mut L,
    entry: &Entry,
    batch: &str,
    unit: Option<&str>,
    those: impl Fn(&Task) -> bool,
    to: TaskState,
    change: impl Fn(&mut Task),
) {
    let keys = match unit {
        Some(unit) => ledger.keys_by("task.batch", &format!("{batch}/{unit}")),
        None => ledger.keys_under("task.batch", &format!("{batch}/")),
    };
    for key in keys {
        ledger.change::<Task>(&key, |task| {
            if those(task) {
                change(task);
                advance(task, entry, to, "");
            }
        });
    }
}
