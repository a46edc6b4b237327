//! Taking a bundle in: what goes on from what is known takes effect, what does not waits for a person, and what is
//! known already changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::concern::rests_on;
use super::known::Verdict;
use super::{Bundle, Carried, Desk, Fault, Key, Known, OfficeId, Shown, Stamp, touched};
use crate::domain::campaign::Campaign;
use crate::domain::event::{Entry, Event};
use crate::domain::operator::Operator;
use crate::domain::refusal::Refusal;
use crate::domain::state::{Read, State};
use crate::domain::target::Target;
use crate::domain::task::Task;

/// What taking `bundle` in makes of the records in `state`, where the journal holds what `known` says; nothing where
/// everything is known. `sha256` is the bundle's own hash.
///
/// # Errors
/// [`Refusal::Bundle`]: it is not for this office, others have to come before it, or it says what it may not.
pub fn take<S: State + ?Sized>(
    state: &S,
    mut known: Known,
    bundle: &Bundle,
    sha256: &str,
) -> Result<Vec<Event>, Refusal> {
    let to = &bundle.to;
    if let Some((first, last)) = known.missing(bundle.from, to.follows) {
        let from = bundle.from;
        return Err(Fault::Missing { from, first, last }.into());
    }
    let campaign = campaign(state, bundle)?;
    let mut work = Work {
        desk: Desk::new(state, campaign),
        from: bundle.from,
        asks: true,
        causes: BTreeSet::new(),
        events: Vec::new(),
    };
    let regions = &work.desk.campaign.regions;
    work.asks = !regions.contains(bundle.from.region, known.own.region);
    let taken = Event::BundleTaken {
        from: bundle.from,
        number: to.number,
        sha256: sha256.to_owned(),
        targets: fresh_targets(state, &bundle.targets),
    };
    let is_newer = to.number > known.partner(bundle.from).taken;
    work.put(&mut known, taken);
    for carried in &bundle.entries {
        work.carried(state, &mut known, carried)?;
    }
    work.disputes(&mut known, &bundle.records);
    let brought = work.events.len() > 1;
    Ok(if brought || is_newer {
        work.events
    } else {
        Vec::new()
    })
}

fn campaign<S: State + ?Sized>(state: &S, bundle: &Bundle) -> Result<Arc<Campaign>, Refusal> {
    let begun = bundle
        .entries
        .iter()
        .find_map(|carried| match &carried.entry.event {
            Event::CampaignBegun { campaign } => Some(campaign.as_ref().clone()),
            _ => None,
        });
    let campaign = match (state.campaign(), begun) {
        (Some(campaign), _) => campaign,
        (None, Some(begun)) => Arc::new(begun),
        (None, None) => return Err(Refusal::NoCampaign),
    };
    if campaign.id != bundle.campaign {
        let (id, own) = (bundle.campaign.clone(), campaign.id.clone());
        return Err(Fault::OtherCampaign { id, own }.into());
    }
    Ok(campaign)
}

fn fresh_targets<S: State + ?Sized>(state: &S, targets: &[Target]) -> Vec<Target> {
    let fresh = targets
        .iter()
        .filter(|target| state.get::<Target>(&target.id).is_none());
    fresh.cloned().collect()
}

struct Work<'a, S: State + ?Sized> {
    desk: Desk<'a, S>,
    from: OfficeId,
    /// Whether the sender is no office above this one, and so is asked whose business its entries are.
    asks: bool,
    causes: BTreeSet<Key>,
    events: Vec<Event>,
}

impl<S: State + ?Sized> Work<'_, S> {
    /// Puts an event, and takes it in like the journal's next entry: what comes after goes on from it.
    fn put(&mut self, known: &mut Known, event: Event) {
        let entry = Entry {
            seq: known.next,
            at: Default::default(),
            on: Default::default(),
            actor: crate::domain::operator::Actor {
                operator: String::new(),
                os_user: String::new(),
                terminal: String::new(),
            },
            department: None,
            campaign: String::new(),
            event,
        };
        known.note(&entry, "");
        self.events.push(entry.event);
    }

    fn carried(&mut self, state: &S, known: &mut Known, carried: &Carried) -> Result<(), Refusal> {
        let (office, seq) = (carried.office, carried.entry.seq);
        if known.differs(carried) {
            return Err(Fault::Rewritten { office, seq }.into());
        }
        if known.has(carried) {
            return Ok(());
        }
        self.desk.learn(&carried.entry.event);
        self.sound(state, carried)?;
        self.own(state, carried)?;
        let (held, same) = verdicts(known, carried, self.asks)?;
        self.causes.extend(held.values().cloned());
        let refs = local(known, &carried.refs);
        let brought = Event::Brought {
            carried: Box::new(carried.clone()),
            via: self.from,
            held,
            same,
            refs,
        };
        for event in super::settle::released(known, carried) {
            self.put(known, event);
        }
        self.put(known, brought);
        Ok(())
    }

    /// The entry changes what it says it changes, and nothing beside it.
    fn sound(&self, state: &S, carried: &Carried) -> Result<(), Refusal> {
        let fits = match &carried.entry.event {
            Event::ConflictDecided { about, put, .. } => put
                .as_ref()
                .is_none_or(|record| record.is_sound() && record.key() == *about),
            Event::VisitRecorded { inspection, target } => {
                let task: Option<Task> = state.get(&inspection.task);
                task.is_none_or(|task| task.target == *target)
            }
            _ => true,
        };
        if fits {
            return Ok(());
        }
        let (from, seq) = (self.from, carried.entry.seq);
        let about = carried.entry.event.subject().to_owned();
        Err(Fault::Outside { from, seq, about }.into())
    }

    /// The entry is about what the sender answers for, and was written by somebody of there.
    fn own(&self, state: &S, carried: &Carried) -> Result<(), Refusal> {
        if !self.asks {
            return Ok(());
        }
        let touched = touched(&carried.entry.event);
        let region = self.from.region;
        let rests_on = rests_on(&carried.entry.event);
        let foreign = |key: &&Key| !self.desk.may(region, key);
        let who = &carried.entry.actor.operator;
        let unit = state.get::<Operator>(who).map(|operator| operator.unit);
        let theirs = unit.is_some_and(|unit| self.desk.campaign.regions.contains(region, unit));
        let about = match touched.all().chain(&rests_on).find(foreign) {
            Some(key) => key.clone(),
            None if touched.all().next().is_none() => carried.entry.event.kind().to_owned(),
            // What another office wrote, and only passed through, was asked about when it came to the sender.
            None if theirs || carried.office != self.from => return Ok(()),
            None => who.clone(),
        };
        let (from, seq) = (self.from, carried.entry.seq);
        Err(Fault::Outside { from, seq, about }.into())
    }

    /// Says of every record in conflict how the sender has it now.
    fn disputes(&mut self, known: &mut Known, records: &[Shown]) {
        for about in std::mem::take(&mut self.causes) {
            if !known.disputes().contains_key(&about) {
                continue;
            }
            let fits = |shown: &&Shown| shown.record.key() == about && shown.record.is_sound();
            let shown = records.iter().find(fits);
            let record = shown.map(|shown| {
                let mut record = shown.record.clone();
                let refs: BTreeMap<u64, u64> = local(known, &shown.refs).into_iter().collect();
                record.renumber(&mut |seq| refs.get(&seq).copied().unwrap_or(0));
                Box::new(record)
            });
            let from = self.from;
            self.put(known, Event::Disputed { about, from, record });
        }
    }
}

/// What of the entry waits, each by the record whose conflict it waits for; and what is there already.
type Verdicts = (BTreeMap<Key, Key>, BTreeMap<Key, Stamp>);

fn verdicts(known: &Known, carried: &Carried, asks: bool) -> Result<Verdicts, Refusal> {
    let touched = touched(&carried.entry.event);
    let (mut held, mut same) = (BTreeMap::new(), BTreeMap::new());
    let had = known.had(carried);
    for key in touched.all() {
        if had.contains(key) {
            // It was brought before, with another part of the entry.
            same.insert(key.clone(), carried.stamp());
            continue;
        }
        match known.verdict(carried, key, asks) {
            Verdict::Goes => {}
            Verdict::Same(stamp) => {
                same.insert(key.clone(), stamp);
            }
            Verdict::Waits(cause) => {
                held.insert(key.clone(), cause);
            }
            Verdict::Unrooted => {
                return Err(Fault::Unrooted {
                    office: carried.office,
                    seq: carried.entry.seq,
                    about: key.clone(),
                }
                .into());
            }
        }
    }
    let cause = touched.whole.iter().find_map(|key| held.get(key).cloned());
    if let Some(cause) = cause {
        held = touched.all().map(|key| (key.clone(), cause.clone())).collect();
        same.clear();
    }
    Ok((held, same))
}

/// What the numbers an entry mentions are here.
fn local(known: &Known, refs: &[(u64, Stamp)]) -> Vec<(u64, u64)> {
    refs.iter()
        .filter_map(|(seq, stamp)| Some((*seq, known.local(stamp)?)))
        .collect()
}
