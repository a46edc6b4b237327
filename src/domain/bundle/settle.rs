//! A conflict decided: which side holds, why, and the record as it is to be — here and, with the next bundle, there.

use std::collections::BTreeMap;

use super::{Carried, Choice, Dispute, Fault, Known, Snapshot, touched};
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::state::State;

/// A decision about a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// The record.
    pub about: String,
    /// Which side holds.
    pub choice: Choice,
    /// Why.
    pub reason: String,
}

/// What deciding a conflict becomes. Where their side holds, their entries take effect over ours first.
///
/// # Errors
/// [`Fault::NoConflict`], or [`Fault::Incomplete`] where the rest of their side has not come yet.
pub fn settle<S: State + ?Sized>(
    state: &S,
    known: &Known,
    settlement: &Settlement,
) -> Result<Vec<Event>, Refusal> {
    let about = settlement.about.clone();
    let dispute = known.disputes().get(&about);
    let found = dispute.and_then(|dispute| Some((dispute, dispute.from.last()?, dispute.held.last()?)));
    let Some((dispute, from, last)) = found else {
        let known = known.disputes().keys().cloned().collect();
        return Err(Fault::NoConflict { about, known }.into());
    };
    if dispute.unseen {
        let from = *from;
        return Err(Fault::Incomplete { about, from }.into());
    }
    let theirs = last.stamp();
    let ours = known.head(&about).cloned().unwrap_or_else(|| theirs.clone());
    let put = result(state, dispute, settlement);
    let mut events = match settlement.choice {
        Choice::Ours => Vec::new(),
        Choice::Theirs => brought(known, dispute, &about),
    };
    events.push(Event::ConflictDecided {
        about,
        from: *from,
        ours,
        theirs,
        choice: settlement.choice,
        reason: settlement.reason.clone(),
        put: put.map(Box::new),
    });
    Ok(events)
}

fn result<S: State + ?Sized>(state: &S, dispute: &Dispute, settlement: &Settlement) -> Option<Snapshot> {
    let theirs = dispute.shown.clone()?;
    let Some(ours) = Snapshot::of(state, &settlement.about) else {
        return Some(theirs);
    };
    Some(match settlement.choice {
        Choice::Ours => ours.over(&theirs),
        Choice::Theirs => theirs.over(&ours),
    })
}

/// Entries that waited for a decision about `about`, now to take effect; what of them waits for another still waits.
fn brought(known: &Known, dispute: &Dispute, about: &str) -> Vec<Event> {
    let again = |carried: &Carried| {
        let touched = touched(&carried.entry.event);
        let waits = |key: &String| {
            let cause = known.waits_elsewhere(&carried.stamp(), key, about)?;
            Some((key.clone(), cause))
        };
        let refs = carried.refs.iter();
        Event::Brought {
            carried: Box::new(carried.clone()),
            via: carried.office,
            held: touched.all().filter_map(waits).collect(),
            same: BTreeMap::new(),
            refs: refs
                .filter_map(|(seq, stamp)| Some((*seq, known.local(stamp)?)))
                .collect(),
        }
    };
    dispute.held.iter().map(again).collect()
}

/// What is released here by a decision that was made elsewhere: entries that waited, where it is they that hold.
pub(super) fn released(known: &Known, carried: &Carried) -> Vec<Event> {
    let Event::ConflictDecided {
        about,
        ours,
        theirs,
        choice,
        ..
    } = &carried.entry.event
    else {
        return Vec::new();
    };
    let holds = match choice {
        Choice::Ours => ours,
        Choice::Theirs => theirs,
    };
    let dispute = known.disputes().get(about);
    let waiting = dispute.filter(|dispute| dispute.held.iter().any(|held| held.stamp() == *holds));
    waiting
        .map(|dispute| brought(known, dispute, about))
        .unwrap_or_default()
}
