//! What goes into a bundle: the entries that concern the recipient and that it does not know, with what they name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::strip::Strip;
use super::{Inner, Made, Wish};
use crate::domain::bundle::{
    Addressee, Bundle, Carried, Desk, Fault, Key, Known, OfficeId, Packed, Parcel, Peer, Shown, Snapshot,
    Stamp, blobs, concerns, mentioned, own, touched, without,
};
use crate::domain::campaign::Campaign;
use crate::domain::event::{Entry, Event};
use crate::domain::refusal::Refusal;
use crate::domain::state::{Read, State};
use crate::domain::target::Target;
use crate::office::Denied;
use crate::store::Index;

/// A bundle, not written yet.
pub(super) struct Gathered {
    pub(super) bundle: Bundle,
    pub(super) peer: Peer,
    seqs: Vec<u64>,
    left: usize,
    reporters: Vec<String>,
}

impl Gathered {
    /// What the journal keeps of it.
    pub(super) fn parcel(&self) -> Parcel {
        Parcel {
            to: self.bundle.to.clone(),
            entries: runs(&self.seqs),
            reporters: self.reporters.clone(),
        }
    }

    /// What is said of it.
    pub(super) fn made(&self) -> Made {
        Made {
            to: self.bundle.to.clone(),
            entries: self.bundle.entries.len(),
            left: self.left,
            reporters: self.reporters.len(),
        }
    }
}

/// A bundle for each office of the wish.
pub(super) fn gather(inner: &Inner, dir: &Path, wish: &Wish) -> Result<Vec<Gathered>, Denied> {
    let state = inner.store.state();
    let mine = own(state).ok_or(Fault::NoOwnKeys)?;
    let campaign = state.campaign().ok_or(Refusal::NoCampaign)?;
    let (known, entries) = travelling(inner, mine.office)?;
    let to: BTreeSet<OfficeId> = wish.to.iter().copied().collect();
    let desk = Desk::new(state, Arc::clone(&campaign));
    let work = Work {
        inner,
        desk,
        campaign,
        known,
        entries,
        wish,
    };
    to.into_iter().map(|office| work.bundle(dir, office)).collect()
}

/// Every entry that can travel, by its number here, and what the journal knows at its end.
fn travelling(inner: &Inner, own: OfficeId) -> Result<(Known, Vec<(u64, Carried)>), Denied> {
    let mut known = Known::new(own);
    let mut entries = Vec::new();
    for line in inner.journal.lines(1)? {
        let line = line?;
        let seq = line.entry.seq;
        match &line.entry.event {
            // What waits for a decision is nobody else's business yet.
            Event::Brought { carried, held, .. }
                if without(&carried.entry.event, |key| held.contains_key(key)).is_some() =>
            {
                entries.push((seq, carried.as_ref().clone()));
            }
            event if touched(event).all().next().is_some() => {
                entries.push((seq, own_entry(&known, &line.entry, &line.hash)));
            }
            _ => {}
        }
        known.note(&line.entry, &line.hash);
    }
    Ok((known, entries))
}

fn own_entry(known: &Known, entry: &Entry, hash: &str) -> Carried {
    let touched = touched(&entry.event);
    let after = |key: &Key| Some((key.clone(), known.head(key)?.clone()));
    Carried {
        office: known.own,
        entry: entry.clone(),
        hash: hash.to_owned(),
        after: touched.all().filter_map(after).collect(),
        refs: refs(known, mentioned(&entry.event)),
    }
}

fn refs(known: &Known, seqs: BTreeSet<u64>) -> Vec<(u64, Stamp)> {
    let stamped = seqs.into_iter();
    stamped
        .filter_map(|seq| Some((seq, known.stamp(seq)?.clone())))
        .collect()
}

struct Work<'a> {
    inner: &'a Inner,
    desk: Desk<'a, Index>,
    campaign: Arc<Campaign>,
    known: Known,
    entries: Vec<(u64, Carried)>,
    wish: &'a Wish,
}

impl Work<'_> {
    fn state(&self) -> &Index {
        self.inner.store.state()
    }

    fn bundle(&self, dir: &Path, office: OfficeId) -> Result<Gathered, Denied> {
        let peer: Option<Peer> = self.state().get(&office.to_string());
        let peer = peer
            .filter(|peer| !peer.own)
            .ok_or(Fault::UnknownOffice { office })?;
        let partner = self.known.partner(office);
        let last = partner.sent.keys().next_back().copied().unwrap_or(0);
        let follows = self
            .wish
            .since
            .map_or(last, |since| since.saturating_sub(1).min(last));
        let sent: Vec<(u64, u64)> = partner
            .sent
            .range(..=follows)
            .flat_map(|(_, runs)| runs.clone())
            .collect();
        let knows = |seq: u64, carried: &Carried| {
            let part_of_more = matches!(carried.entry.event, Event::LeadsImported { .. });
            partner.theirs.contains(&carried.stamp())
                || carried.office == office
                || (!part_of_more && sent.iter().any(|(first, last)| (*first..=*last).contains(&seq)))
        };
        let mut chosen: Vec<(u64, Carried)> = Vec::new();
        for (seq, carried) in self.entries.iter().filter(|(seq, carried)| !knows(*seq, carried)) {
            chosen.extend(self.cut(office, carried).map(|carried| (*seq, carried)));
        }
        let news = chosen.iter().any(|(seq, carried)| {
            let again = matches!(carried.entry.event, Event::LeadsImported { .. });
            !again || !sent.iter().any(|(first, last)| (*first..=*last).contains(seq))
        });
        if !news {
            chosen.clear();
        }
        let all = chosen.len();
        chosen.truncate(self.wish.most.unwrap_or(all));
        let left = all - chosen.len();
        let (seqs, mut entries): (Vec<u64>, Vec<Carried>) = chosen.into_iter().unzip();
        let records = self.records(office, &entries, left > 0);
        let strip = Strip::new(self.state(), dir, self.wish.reporters.is_some().then_some(&peer))?;
        let reporters = strip.all(&mut entries)?;
        let bundle = Bundle {
            from: self.known.own,
            to: Addressee {
                office,
                number: last + 1,
                follows,
            },
            campaign: self.campaign.id.clone(),
            blobs: self.blobs(&entries)?,
            targets: self.targets(office, &records),
            entries,
            records,
        };
        Ok(Gathered {
            bundle,
            peer,
            seqs,
            left,
            reporters,
        })
    }

    /// The entry as far as it concerns the office. Of a list only those records go that are its business; a draw, which
    /// is public, goes whole.
    fn cut(&self, office: OfficeId, carried: &Carried) -> Option<Carried> {
        let concerned = |key: &str| concerns(&self.desk, office.region, key);
        let mut carried = carried.clone();
        if !matches!(carried.entry.event, Event::BatchDrawn { .. }) {
            let parts: BTreeSet<Key> = touched(&carried.entry.event).parts.into_iter().collect();
            let foreign = |key: &str| parts.contains(key) && !concerned(key);
            carried.entry.event = without(&carried.entry.event, foreign)?;
        }
        let left: BTreeSet<Key> = touched(&carried.entry.event).all().cloned().collect();
        carried.after.retain(|key, _| left.contains(key));
        left.iter().any(|key| concerned(key)).then_some(carried)
    }

    /// The records that the entries change, as they stand. Where a bundle holds only a part, those whose last entry is in
    /// it: the others come with theirs.
    fn records(&self, office: OfficeId, entries: &[Carried], partly: bool) -> Vec<Shown> {
        let stamps: BTreeSet<Stamp> = entries.iter().map(Carried::stamp).collect();
        let here = |key: &String| !partly || self.known.head(key).is_some_and(|head| stamps.contains(head));
        let keys = entries.iter().flat_map(|carried| {
            let touched = touched(&carried.entry.event);
            touched.all().cloned().collect::<Vec<_>>()
        });
        let keys: BTreeSet<Key> = keys.filter(|key| Snapshot::covers(key) && here(key)).collect();
        let keys = keys.iter().filter(|key| concerns(&self.desk, office.region, key));
        let records = keys.filter_map(|key| Snapshot::of(self.state(), key));
        let shown = records.map(|record| {
            let mut seqs = BTreeSet::new();
            record.clone().renumber(&mut |seq| {
                seqs.insert(seq);
                seq
            });
            let refs = refs(&self.known, seqs);
            Shown { record, refs }
        });
        shown.collect()
    }

    /// The targets of the records, for an office that has no register of its own from where they came.
    fn targets(&self, office: OfficeId, records: &[Shown]) -> Vec<Target> {
        let regions = &self.campaign.regions;
        if regions.contains(office.region, self.known.own.region) {
            return Vec::new();
        }
        let ids: BTreeSet<String> = records.iter().filter_map(|shown| shown.record.target()).collect();
        ids.iter().filter_map(|id| self.state().get(id)).collect()
    }

    fn blobs(&self, entries: &[Carried]) -> Result<Vec<Packed>, Denied> {
        let named = entries.iter().flat_map(|carried| blobs(&carried.entry.event));
        let named: BTreeSet<&str> = named.collect();
        let blobs = self.inner.store.blobs();
        let contents = named.into_iter().map(|hash| Ok(Packed::new(blobs.get(hash)?)));
        contents.collect()
    }
}

/// Numbers in order, as runs, first and last.
fn runs(seqs: &[u64]) -> Vec<(u64, u64)> {
    let seqs: BTreeMap<u64, ()> = seqs.iter().map(|seq| (*seq, ())).collect();
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for seq in seqs.into_keys() {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == seq => *last = seq,
            _ => runs.push((seq, seq)),
        }
    }
    runs
}
