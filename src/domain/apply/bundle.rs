//! What bundles make of the records: another office's entries take effect under their writers' names and days, and under
//! this journal's numbers.

use std::collections::BTreeMap;

use super::{effect, step};
use crate::domain::bundle::{own, renumber, without};
use crate::domain::event::{Entry, Event};
use crate::domain::lead::named;
use crate::domain::lead::naming::Naming;
use crate::domain::operator::Operator;
use crate::domain::state::{Ledger, Read, Write};
use crate::domain::target::Target;
use crate::domain::task::Task;

pub(super) fn bundle_event<L: Ledger + ?Sized>(ledger: &mut L, entry: &Entry) {
    match &entry.event {
        Event::OfficeKnown { peer, .. } => ledger.put(peer),
        Event::BundleTaken { targets, .. } => known(ledger, targets),
        Event::Brought { .. } => {
            if let Some(theirs) = as_theirs(entry) {
                effect(ledger, &theirs);
                strangers(ledger, &theirs.event);
            }
        }
        Event::ConflictDecided {
            about, reason, put, ..
        } => {
            if let Some(record) = put {
                record.put(ledger);
            }
            if let Some(("task", id)) = about.split_once(':') {
                let decided = step(entry, "step.conflict", reason);
                ledger.change::<Task>(id, |task| super::push(&mut task.steps, decided, |step| step.seq));
            }
        }
        _ => {}
    }
}

/// A login is one machine's: here nobody comes to act for an office elsewhere because a login there has the same name.
fn strangers<L: Ledger + ?Sized>(ledger: &mut L, event: &Event) {
    let operators = match event {
        Event::CampaignBegun { campaign } => &campaign.operators,
        Event::OperatorsPut { operators } => operators,
        _ => return,
    };
    let Some((campaign, own)) = ledger.campaign().zip(own(ledger)) else {
        return;
    };
    let away = |o: &&Operator| !campaign.regions.contains(own.office.region, o.unit);
    for operator in operators.iter().filter(away) {
        ledger.change::<Operator>(&operator.name, |operator| operator.os_user.clear());
    }
}

/// Targets that were not known, with the keys by which they are found by name.
fn known<L: Ledger + ?Sized>(ledger: &mut L, targets: &[Target]) {
    let naming = ledger.campaign().map(|campaign| Naming::new(&campaign));
    for target in targets {
        if ledger.get::<Target>(&target.id).is_some() {
            continue;
        }
        if let Some(naming) = &naming {
            named::mark(ledger, naming, target);
        }
        ledger.put(target);
    }
}

/// The entry as its writer made it, with this journal's numbers, as far as it takes effect.
fn as_theirs(entry: &Entry) -> Option<Entry> {
    let Event::Brought {
        carried,
        held,
        same,
        refs,
        ..
    } = &entry.event
    else {
        return None;
    };
    let skip = |key: &str| held.contains_key(key) || same.contains_key(key);
    let mut event = without(&carried.entry.event, skip)?;
    let refs: BTreeMap<u64, u64> = refs.iter().copied().collect();
    renumber(&mut event, &mut |seq| {
        refs.get(&seq).copied().unwrap_or(entry.seq)
    });
    Some(Entry {
        seq: entry.seq,
        event,
        ..carried.entry.clone()
    })
}
