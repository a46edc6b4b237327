//! What an office knows, by its journal: whose entries it has, what follows what, what is held, what went to whom.

use std::collections::{BTreeMap, BTreeSet};

use super::{Carried, Choice, Key, OfficeId, Snapshot, Stamp, touched};
use crate::domain::event::{Entry, Event};
use crate::domain::library::ChecklistItem;
use crate::domain::state::Record;

/// An entry that took effect on a record.
#[derive(Clone, Debug, PartialEq)]
struct Link {
    stamp: Stamp,
    /// What it says of the record, where two offices may well say the same: that is no conflict.
    said: Option<String>,
}

/// What two offices say of one record without knowing of each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dispute {
    /// The offices whose bundles brought it; the last is the newest.
    pub from: Vec<OfficeId>,
    /// Entries of theirs that wait, in their order.
    pub held: Vec<Carried>,
    /// The record as they have it, where it is one that is compared as it stands.
    pub shown: Option<Snapshot>,
    /// Their last entry that `shown` does not have yet.
    pub(super) unseen: bool,
}

/// What passed between this office and another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Partner {
    /// Bundles that went there, by number: the entries in each, as runs of numbers in the own journal.
    pub sent: BTreeMap<u64, Vec<(u64, u64)>>,
    /// Number of the last bundle taken in from there.
    pub taken: u64,
    /// Entries that came from there, which need not go back.
    pub theirs: BTreeSet<Stamp>,
}

/// An entry that is known.
#[derive(Clone, Debug, PartialEq)]
struct Entered {
    local: u64,
    hash: String,
    keys: BTreeSet<Key>,
}

/// All of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The office of the data directory.
    pub own: OfficeId,
    /// Number of the next entry.
    pub(super) next: u64,
    links: BTreeMap<Key, Vec<Link>>,
    entries: BTreeMap<Stamp, Entered>,
    stamps: BTreeMap<u64, Stamp>,
    same: BTreeMap<(Key, Stamp), Stamp>,
    held: BTreeMap<(Key, Stamp), Key>,
    disputes: BTreeMap<Key, Dispute>,
    partners: BTreeMap<OfficeId, Partner>,
}

/// What becomes of an entry's effect on a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It goes on from what is there.
    Goes,
    /// The same is there already, by that entry.
    Same(Stamp),
    /// It waits for a decision about that record.
    Waits(Key),
    /// It follows what is not known.
    Unrooted,
}

impl Known {
    /// Of an empty journal.
    pub fn new(own: OfficeId) -> Self {
        Self {
            own,
            next: 1,
            links: BTreeMap::new(),
            entries: BTreeMap::new(),
            stamps: BTreeMap::new(),
            same: BTreeMap::new(),
            held: BTreeMap::new(),
            disputes: BTreeMap::new(),
            partners: BTreeMap::new(),
        }
    }

    /// Takes the journal's next entry in.
    pub fn note(&mut self, entry: &Entry, hash: &str) {
        self.next = entry.seq + 1;
        match &entry.event {
            Event::Brought {
                carried,
                via,
                held,
                same,
                ..
            } => self.brought(entry.seq, carried, *via, (held, same)),
            Event::Disputed { about, from, record } => {
                let dispute = self.disputes.entry(about.clone()).or_default();
                dispute.from.retain(|office| office != from);
                dispute.from.push(*from);
                dispute.unseen = record.is_none() && Snapshot::covers(about);
                if let Some(record) = record {
                    dispute.shown = Some(record.as_ref().clone());
                }
            }
            Event::BundleMade { to, entries, .. } => {
                let sent = &mut self.partners.entry(to.office).or_default().sent;
                sent.insert(to.number, entries.clone());
            }
            Event::BundleTaken { from, number, .. } => {
                let partner = self.partners.entry(*from).or_default();
                partner.taken = partner.taken.max(*number);
            }
            event => {
                let stamp = Stamp {
                    office: self.own,
                    seq: entry.seq,
                };
                self.enter(entry.seq, stamp.clone(), hash);
                self.applied(&stamp, event, |_| true);
            }
        }
    }

    fn enter(&mut self, local: u64, stamp: Stamp, hash: &str) {
        self.stamps.insert(local, stamp.clone());
        let entered = Entered {
            local,
            hash: hash.to_owned(),
            keys: BTreeSet::new(),
        };
        self.entries.entry(stamp).or_insert(entered).local = local;
    }

    fn applied(&mut self, stamp: &Stamp, event: &Event, takes: impl Fn(&str) -> bool) {
        let mut sayings = sayings(event);
        for key in touched(event).all() {
            if let Some(entered) = self.entries.get_mut(stamp) {
                entered.keys.insert(key.clone());
            }
            if takes(key) {
                self.held.remove(&(key.clone(), stamp.clone()));
                let said = sayings.remove(key);
                let stamp = stamp.clone();
                self.links
                    .entry(key.clone())
                    .or_default()
                    .push(Link { stamp, said });
            }
        }
        if let Event::ConflictDecided { about, .. } = event
            && takes(about)
        {
            self.disputes.remove(about);
        }
    }

    fn brought(
        &mut self,
        seq: u64,
        carried: &Carried,
        via: OfficeId,
        (held, same): (&BTreeMap<Key, Key>, &BTreeMap<Key, Stamp>),
    ) {
        let stamp = carried.stamp();
        self.enter(seq, stamp.clone(), &carried.hash);
        let theirs = &mut self.partners.entry(via).or_default().theirs;
        theirs.insert(stamp.clone());
        for (key, cause) in held {
            self.held.insert((key.clone(), stamp.clone()), cause.clone());
        }
        let causes: BTreeSet<&Key> = held.values().collect();
        for cause in causes {
            let dispute = self.disputes.entry(cause.clone()).or_default();
            dispute.held.push(carried.clone());
            dispute.unseen |= Snapshot::covers(cause);
        }
        for (key, as_ours) in same {
            self.same.insert((key.clone(), stamp.clone()), as_ours.clone());
        }
        let takes = |key: &str| !held.contains_key(key) && !same.contains_key(key);
        self.applied(&stamp, &carried.entry.event, takes);
    }

    /// What becomes of the entry's effect on a record. Where the sender is not above this office, `asks`: a decision
    /// of theirs goes through where it gives way to what stands here, and is put before a person where it does not.
    pub(super) fn verdict(&self, carried: &Carried, key: &Key, asks: bool) -> Verdict {
        let chain = self.links.get(key).map(Vec::as_slice).unwrap_or_default();
        let head = chain.last().map(|link| &link.stamp);
        let after = carried.after.get(key).map(|stamp| self.canonical(key, stamp));
        if let Event::ConflictDecided {
            ours, theirs, choice, ..
        } = &carried.entry.event
        {
            let (ours, theirs) = (self.canonical(key, ours), self.canonical(key, theirs));
            let holds = match choice {
                Choice::Ours => ours,
                Choice::Theirs => theirs,
            };
            if head == Some(holds) || (!asks && (head == Some(ours) || head == Some(theirs))) {
                return Verdict::Goes;
            }
            if head == Some(ours) || head == Some(theirs) {
                return Verdict::Waits(key.clone());
            }
        }
        if after == head || (!asks && self.is_above(key, chain)) {
            return Verdict::Goes;
        }
        if let Some(after) = after {
            if let Some(cause) = self.held.get(&(key.clone(), after.clone())) {
                if self.disputes.contains_key(cause) {
                    return Verdict::Waits(cause.clone());
                }
            } else if !self.entries.contains_key(after) {
                return self.rootless(key, head.is_none());
            }
        }
        let at = match after {
            Some(after) => chain
                .iter()
                .position(|link| link.stamp == *after)
                .map(|at| at + 1),
            None => Some(0),
        };
        let next = at.and_then(|at| chain.get(at));
        match next
            .filter(|next| next.said.is_some() && next.said == sayings(&carried.entry.event).remove(key))
        {
            Some(next) => Verdict::Same(next.stamp.clone()),
            None => Verdict::Waits(key.clone()),
        }
    }

    /// Officers and whom they have to avoid come from above as far as they are of this place, and may have moved here:
    /// where nothing of this office's stands, what comes from there goes.
    fn is_above(&self, key: &Key, chain: &[Link]) -> bool {
        let library = key.starts_with("officer:") || key.starts_with("conflict:");
        library && chain.iter().all(|link| link.stamp.office != self.own)
    }

    /// The list of a batch's replaced officers goes on from those of other places, which do not come here.
    fn rootless(&self, key: &Key, is_first: bool) -> Verdict {
        match key.starts_with("changes:") {
            true if is_first => Verdict::Goes,
            true => Verdict::Waits(key.clone()),
            false => Verdict::Unrooted,
        }
    }

    fn canonical<'a>(&'a self, key: &Key, stamp: &'a Stamp) -> &'a Stamp {
        self.same.get(&(key.clone(), stamp.clone())).unwrap_or(stamp)
    }

    /// Whether the entry, as far as it was carried, is known.
    pub(super) fn has(&self, carried: &Carried) -> bool {
        let touched = touched(&carried.entry.event);
        let entered = self.entries.get(&carried.stamp());
        entered.is_some_and(|entered| touched.all().all(|key| entered.keys.contains(key)))
    }

    /// Records of the entry that were brought before, with another part of it.
    pub(super) fn had(&self, carried: &Carried) -> BTreeSet<Key> {
        let entered = self.entries.get(&carried.stamp());
        entered.map(|entered| entered.keys.clone()).unwrap_or_default()
    }

    /// Whether the entry is known with another hash.
    pub(super) fn differs(&self, carried: &Carried) -> bool {
        let entered = self.entries.get(&carried.stamp());
        entered.is_some_and(|entered| entered.hash != carried.hash)
    }

    /// The number that an entry has here.
    pub(super) fn local(&self, stamp: &Stamp) -> Option<u64> {
        self.entries.get(stamp).map(|entered| entered.local)
    }

    /// The entry that has this number here.
    pub fn stamp(&self, local: u64) -> Option<&Stamp> {
        self.stamps.get(&local)
    }

    /// The last entry that took effect on a record.
    pub fn head(&self, key: &str) -> Option<&Stamp> {
        self.links
            .get(key)
            .and_then(|chain| chain.last())
            .map(|link| &link.stamp)
    }

    /// What passed between this office and `office`.
    pub fn partner(&self, office: OfficeId) -> Partner {
        self.partners.get(&office).cloned().unwrap_or_default()
    }

    /// The conflicts that nobody has decided yet, by record.
    pub fn disputes(&self) -> &BTreeMap<Key, Dispute> {
        &self.disputes
    }

    /// Whether the effect of that entry on any record waits for a decision about `about`.
    pub(super) fn waits_elsewhere(&self, stamp: &Stamp, key: &Key, about: &str) -> Option<Key> {
        let cause = self.held.get(&(key.clone(), stamp.clone()))?;
        (cause != about).then(|| cause.clone())
    }

    /// The own entries about a record since it was the same on both sides, by their numbers here.
    pub fn since(&self, key: &str, dispute: &Dispute) -> Vec<u64> {
        let chain = self.links.get(key).map(Vec::as_slice).unwrap_or_default();
        let base = dispute.held.first().and_then(|first| first.after.get(key));
        let at = base.and_then(|base| chain.iter().position(|link| link.stamp == *base));
        let ours = chain.iter().skip(at.map_or(0, |at| at + 1));
        ours.filter_map(|link| self.local(&link.stamp)).collect()
    }

    /// Bundles from that office that have to come before this one, first and last.
    pub(super) fn missing(&self, from: OfficeId, follows: u64) -> Option<(u64, u64)> {
        let taken = self.partners.get(&from).map_or(0, |partner| partner.taken);
        (follows > taken).then_some((taken + 1, follows))
    }
}

/// What an event says of each record, of those events that two offices may well both have. Where a file came from does
/// not matter.
fn sayings(event: &Event) -> BTreeMap<Key, String> {
    fn each<R: Record>(kind: &str, records: &[R]) -> BTreeMap<Key, String> {
        let said = |record: &R| {
            let text = serde_json::to_string(record).ok()?;
            Some((format!("{kind}:{}", record.key()), text))
        };
        records.iter().filter_map(said).collect()
    }
    match event {
        Event::Claimed { .. }
        | Event::InspectionBegun { .. }
        | Event::PhaseExtended { .. }
        | Event::CampaignBegun { .. } => {
            let text = serde_json::to_string(event).unwrap_or_default();
            let keys = touched(event).whole.into_iter();
            keys.map(|key| (key, text.clone())).collect()
        }
        Event::OperatorsPut { operators } => each("operator", operators),
        Event::OfficersImported { officers, .. } => each("officer", officers),
        Event::ConflictsImported { conflicts, .. } => each("conflict", conflicts),
        Event::ChecklistImported { items, .. } => each(ChecklistItem::KIND, items),
        Event::HolidaysImported { years } => each("holidays", years),
        _ => BTreeMap::new(),
    }
}
