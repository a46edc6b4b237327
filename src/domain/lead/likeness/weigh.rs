//! Two leads side by side: what speaks for their being one matter, and how much.

use chrono::NaiveDate;

use super::keys::{all_phones, name, plain};
use super::text::Pairs;
use super::{Like, Why};
use crate::domain::campaign::Campaign;
use crate::domain::lead::Lead;
use crate::domain::lead::naming::{Name, Naming, folded};

/// Names less alike than this are not said to be alike.
const NAMED: f32 = 0.5;
/// Texts less alike than this are not said to be alike.
const SAID: f32 = 0.3;
/// What a name alike is worth in another county of the prefecture.
const NEIGHBOURS: f32 = 0.9;
/// Days within which the same reporter about the same target is most likely the same matter.
const SOON: i64 = 30;

/// A lead with what is compared of it.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub(super) name: Name,
    text: Pairs,
    place: (Vec<char>, Vec<String>),
    phones: std::collections::BTreeSet<String>,
    numbers: (String, Vec<String>),
    words: Vec<char>,
    received: NaiveDate,
}

impl Side {
    /// Of a lead.
    pub(super) fn of(lead: &Lead, naming: &Naming) -> Self {
        let place = naming.name(&lead.place).core;
        let digits: String = place
            .iter()
            .map(|c| if c.is_ascii_digit() { *c } else { ' ' })
            .collect();
        Self {
            name: name(lead, naming),
            text: Pairs::of(&lead.what),
            place: (place, digits.split_whitespace().map(str::to_owned).collect()),
            phones: all_phones(lead),
            numbers: (
                plain(&lead.number),
                lead.prior.iter().map(|number| plain(number)).collect(),
            ),
            words: folded(&lead.what),
            received: lead.received,
        }
    }

    /// Whether one is the other's number, or named by it as an earlier one.
    fn numbered(&self, other: &Self) -> bool {
        let names = |a: &Self, b: &Self| {
            !a.numbers.0.is_empty() && (a.numbers.0 == b.numbers.0 || b.numbers.1.contains(&a.numbers.0))
        };
        names(self, other) || names(other, self)
    }

    /// Whether the places are the same down to the number of the house.
    fn same_place(&self, other: &Self) -> bool {
        let (a, b) = (&self.place, &other.place);
        a.0.len().min(b.0.len()) > 2
            && a.1 == b.1
            && (a.0.ends_with(&b.0) || b.0.ends_with(&a.0) || share(&a.0, &b.0) > 0.8)
    }

    /// Whether the other's name stands in this one's text.
    fn tells(&self, other: &Self) -> bool {
        let core = &other.name.core;
        core.len() > 1
            && self
                .words
                .windows(core.len())
                .any(|words| words == core.as_slice())
    }
}

/// What the two have in common; none where that does not make them one matter.
pub(super) fn weigh(campaign: &Campaign, own: (&Lead, &Side), other: (&Lead, &Side)) -> Like {
    let ((a, own), (b, other)) = (own, other);
    let days = (own.received - other.received).num_days().abs();
    let text = own.text.alike(&other.text);
    let target = a.target.as_ref().zip(b.target.as_ref()).map(|(a, b)| a == b);
    let reporter = a.same_reporter.is_some() && a.same_reporter == b.same_reporter;
    let phone = own.phones.intersection(&other.phones).next().is_some();
    let near = near(campaign, a, b);
    let place = near >= NEIGHBOURS && own.same_place(other);
    let named = (!own.name.core.is_empty() && !other.name.core.is_empty())
        .then(|| alike(campaign, &own.name, &other.name) * near);
    // A name of two characters, one of them wrong, is half a name: the house or the words must make up for it.
    let sure = place || a.region == b.region && text > 0.8;

    let subject: f32 = match (target, named) {
        (Some(true), _) => 1.0,
        (Some(false), _) if phone => 0.5,
        (Some(false), _) => 0.0,
        (None, Some(alike)) if sure => between(alike, 0.2, 0.75),
        (None, Some(alike)) => between(alike, 0.4, 0.85),
        (None, None) if own.tells(other) || other.tells(own) || place => 0.9,
        (None, None) => between(text, 0.55, 0.85) * if near >= NEIGHBOURS { 0.75 } else { 0.4 },
    };
    let subject = if phone && target.is_none() {
        subject.max(0.85)
    } else {
        subject
    };
    let again: f32 = match (reporter, days <= SOON) {
        (true, true) => 0.8,
        (true, false) => 0.3,
        _ => 0.0,
    };
    let matter = 1.0 - (1.0 - between(text, 0.25, 0.6)) * (1.0 - again);
    let time = 1.0 - 0.5 * between(days as f32, 15.0, 120.0);
    let numbered = own.numbered(other);
    let score = subject * (0.36 + 0.64 * matter) * time;
    let score = if numbered { score.max(0.9) } else { score };

    let said = [
        numbered.then_some(Why::Prior),
        (target == Some(true)).then_some(Why::Target),
        reporter.then_some(Why::Reporter),
        phone.then_some(Why::Phone),
        named
            .filter(|alike| target.is_none() && *alike >= NAMED)
            .map(|alike| Why::Name(percent(alike))),
        (text >= SAID).then(|| Why::Text(percent(text))),
        place.then_some(Why::Place),
        Some(Why::Days(days)),
    ];
    Like {
        lead: b.id.clone(),
        score: percent(score),
        why: said.into_iter().flatten().collect(),
    }
}

/// What a name alike is worth by where the leads are: the division of one around that of the other, two of one
/// prefecture, or further apart.
fn near(campaign: &Campaign, a: &Lead, b: &Lead) -> f32 {
    let regions = &campaign.regions;
    if regions.contains(a.region, b.region) || regions.contains(b.region, a.region) {
        1.0
    } else if regions.unit_of(a.region) == regions.unit_of(b.region) {
        NEIGHBOURS
    } else {
        0.6
    }
}

/// How alike two names are, from 0 to 1: by their sound, whatever the order of their words, one of them perhaps in short.
pub(crate) fn alike(campaign: &Campaign, a: &Name, b: &Name) -> f32 {
    let longer = a.core.len().max(b.core.len()).max(1) as f32;
    let spelt = 1.0 - distance(a, b) / longer;
    let (short, long) = if a.core.len() <= b.core.len() {
        (a, b)
    } else {
        (b, a)
    };
    let within = short.core.len() > 1
        && long
            .sounds
            .windows(short.sounds.len())
            .any(|part| part == short.sounds);
    let cut = if within {
        0.75 + 0.25 * short.core.len() as f32 / longer
    } else {
        0.0
    };
    let turned = if short.core.len() > 2 {
        0.9 * bag(&a.sounds, &b.sounds)
    } else {
        0.0
    };
    let trade = match (a.trade.is_empty(), b.trade.is_empty()) {
        (false, false) => 0.85 + 0.15 * share(&a.trade, &b.trade),
        _ => 1.0,
    };
    spelt.max(cut).max(turned) * trade * if elsewhere(campaign, a, b) { 0.5 } else { 1.0 }
}

/// Whether both names say where, and not the same: 武汉 and 襄阳 have businesses of one name.
fn elsewhere(campaign: &Campaign, a: &Name, b: &Name) -> bool {
    let (Some(a), Some(b)) = (a.places.last(), b.places.last()) else {
        return false;
    };
    let regions = &campaign.regions;
    !regions.contains(*a, *b) && !regions.contains(*b, *a) && regions.unit_of(*a) != regions.unit_of(*b)
}

/// How many characters are to be changed to make one name of the other; one of the same sound counts little.
fn distance(a: &Name, b: &Name) -> f32 {
    let mut row: Vec<f32> = (0..=b.core.len()).map(|n| n as f32).collect();
    for (i, (c, sound)) in a.core.iter().zip(&a.sounds).enumerate() {
        let mut before = i as f32;
        let mut left = before + 1.0;
        let mut next = vec![left];
        for ((other, other_sound), above) in b.core.iter().zip(&b.sounds).zip(row.iter().skip(1)) {
            let change = if c == other {
                0.0
            } else if sound == other_sound {
                0.15
            } else {
                1.0
            };
            left = (before + change).min(above + 1.0).min(left + 1.0);
            before = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0.0)
}

/// The part of its members that two lists share, whatever their order.
fn bag<T: Ord + Copy>(a: &[T], b: &[T]) -> f32 {
    let mut left: Vec<T> = b.to_vec();
    let mut shared = 0.0;
    for item in a {
        if let Some(at) = left.iter().position(|other| other == item) {
            left.swap_remove(at);
            shared += 2.0;
        }
    }
    let all = a.len() + b.len();
    if all == 0 { 0.0 } else { shared / all as f32 }
}

fn share(a: &[char], b: &[char]) -> f32 {
    bag(a, b)
}

/// 0 up to `from`, 1 from `to` on, and in a straight line between.
fn between(value: f32, from: f32, to: f32) -> f32 {
    ((value - from) / (to - from)).clamp(0.0, 1.0)
}

fn percent(part: f32) -> u8 {
    (part.clamp(0.0, 1.0) * 100.0).round() as u8
}
