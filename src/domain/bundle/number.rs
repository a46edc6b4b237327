//! Numbers of entries that an event mentions: every journal counts for itself, so they are told anew in each.

use std::collections::BTreeSet;

use super::Snapshot;
use crate::domain::event::Event;
use crate::domain::lead::Handling;

/// Puts what `new` says in the place of every number that the event mentions.
pub(crate) fn renumber(event: &mut Event, new: &mut dyn FnMut(u64) -> u64) {
    match event {
        Event::LeadHandled { handling, .. } => undone(handling, new),
        Event::ConflictDecided {
            put: Some(record), ..
        } => record.renumber(new),
        _ => {}
    }
}

fn undone(handling: &mut Handling, new: &mut dyn FnMut(u64) -> u64) {
    if let Handling::Undo { of, .. } = handling {
        *of = new(*of);
    }
}

impl Snapshot {
    /// Puts what `new` says in the place of every number that the record mentions.
    pub fn renumber(&mut self, new: &mut dyn FnMut(u64) -> u64) {
        match self {
            Snapshot::Task { task, .. } => task.steps.iter_mut().for_each(|step| step.seq = new(step.seq)),
            Snapshot::Lead { lead } => lead.steps.iter_mut().for_each(|step| {
                step.seq = new(step.seq);
                undone(&mut step.handling, new);
            }),
            Snapshot::FollowUp { follow_up } => {
                follow_up
                    .steps
                    .iter_mut()
                    .for_each(|step| step.seq = new(step.seq));
            }
        }
    }
}

/// The numbers of entries that the event mentions.
pub fn mentioned(event: &Event) -> BTreeSet<u64> {
    let mut seqs = BTreeSet::new();
    renumber(&mut event.clone(), &mut |seq| {
        seqs.insert(seq);
        seq
    });
    seqs
}
