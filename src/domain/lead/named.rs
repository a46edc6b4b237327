//! Which registered targets a name probably means, for a lead without a code. Looked for among the targets the campaign
//! touches, which are records: those whose scope names a keyword, that have a task, or that have no code. Of the other
//! rows of the registry only the code finds one.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use serde::Serialize;

use super::Lead;
use super::likeness::alike;
use super::naming::Naming;
use super::reading::organisations;
use crate::domain::campaign::Campaign;
use crate::domain::region::RegionCode;
use crate::domain::state::{Ledger, Read, State, Write};
use crate::domain::target::Target;

/// The index of the names: the sounds of what tells a name apart, from its beginning (`a`) and from its end (`z`).
const NAME: &str = "target.name";
/// Sounds in a key.
const SOUNDS: usize = 5;
/// Sounds without which nothing is looked for.
const FEWEST: usize = 2;
/// Entries that are looked at from either end.
const ENTRIES: usize = 150;
/// Least score of what is proposed.
pub const LEAST: u8 = 60;
/// Most that is proposed.
pub const MOST: usize = 5;

/// A registered target whose name is like the one given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its registered name.
    pub name: String,
    /// How like it is, from 0 to 100.
    pub score: u8,
}

/// Keeps the keys by which a target is found by its name.
pub fn mark<L: Ledger + ?Sized>(ledger: &mut L, naming: &Naming, target: &Target) {
    for key in keys(&naming.name(&target.name).sounds) {
        ledger.mark(NAME, &key, target);
    }
}

/// The targets that a lead without a code is probably about, the likeliest first: by the name it gives, or by those of
/// the organisations its text names. At most [`MOST`], none below [`LEAST`].
pub fn targets<S: State + ?Sized>(state: &S, campaign: &Campaign, lead: &Lead) -> Vec<Named> {
    if lead.target.is_some() {
        return Vec::new();
    }
    let naming = Naming::new(campaign);
    let names = match lead.about.trim() {
        "" => organisations(&lead.what, &naming),
        about => vec![about.to_owned()],
    };
    let mut found: Vec<Named> = Vec::new();
    for name in names {
        for named in by_name(state, campaign, &naming, &name, Some(lead.region)) {
            match found.iter_mut().find(|known| known.id == named.id) {
                Some(known) => known.score = known.score.max(named.score),
                None => found.push(named),
            }
        }
    }
    best(found)
}

/// The targets whose name is like `name`; of two the one in or near `region` goes before.
pub fn by_name<S: State + ?Sized>(
    state: &S,
    campaign: &Campaign,
    naming: &Naming,
    name: &str,
    region: Option<RegionCode>,
) -> Vec<Named> {
    let own = naming.name(name);
    let mut found = Vec::new();
    for id in candidates(state, &own.sounds) {
        let Some(target) = state.get::<Target>(&id) else {
            continue;
        };
        let like = alike(campaign, &own, &naming.name(&target.name));
        let score = like * region.map_or(1.0, |region| nearness(campaign, region, target.region));
        let score = (score.clamp(0.0, 1.0) * 100.0).round() as u8;
        let (id, name) = (target.id, target.name);
        found.push(Named { id, name, score });
    }
    best(found)
}

fn best(mut found: Vec<Named>) -> Vec<Named> {
    found.retain(|named| named.score >= LEAST);
    found.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    found.truncate(MOST);
    found
}

/// 1 in the division itself, less the further away: a name says little about a place, a place little about a name.
fn nearness(campaign: &Campaign, lead: RegionCode, target: RegionCode) -> f32 {
    let regions = &campaign.regions;
    if regions.contains(lead, target) || regions.contains(target, lead) {
        1.0
    } else if regions.unit_of(lead) == regions.unit_of(target) {
        0.95
    } else {
        0.75
    }
}

/// Targets whose name begins or ends with the same sounds; those that share most of them first.
fn candidates<S: State + ?Sized>(state: &S, sounds: &[u32]) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for key in keys(sounds) {
        let mut ids = BTreeSet::new();
        let longest = key.len() / LENGTH;
        for length in (FEWEST..=longest).rev() {
            let prefix = key.get(..1 + LENGTH * length).unwrap_or(&key);
            state.scan(NAME, prefix, "", &mut |entry, _| {
                ids.extend(entry.split_once('\u{1f}').map(|(_, id)| id.to_owned()));
                if ids.len() < ENTRIES {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            });
            if ids.len() >= ENTRIES {
                break;
            }
        }
        all.extend(ids);
    }
    all
}

/// Characters of one sound in a key.
const LENGTH: usize = 2;

/// The keys of a name: its sounds from the beginning, and from the end; one that is no longer than two sounds needs the
/// one key only.
fn keys(sounds: &[u32]) -> Vec<String> {
    let key = |letter: char, sounds: &mut dyn Iterator<Item = &u32>| {
        let written: String = sounds.take(SOUNDS).flat_map(|sound| written(*sound)).collect();
        format!("{letter}{written}")
    };
    match sounds.len() {
        n if n < FEWEST => Vec::new(),
        n if n == FEWEST => vec![key('a', &mut sounds.iter())],
        _ => vec![key('a', &mut sounds.iter()), key('z', &mut sounds.iter().rev())],
    }
}

/// A sound in two characters.
fn written(sound: u32) -> [char; LENGTH] {
    let sound = sound ^ (sound >> 10);
    [sound >> 5, sound].map(|part| char::from_digit(part & 31, 32).unwrap_or('0'))
}
