//! The keys by which a lead's likely duplicates are found without reading the others. A key carries the day of receipt,
//! so that a search looks at some months and not at all there ever was.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::text::prints;
use crate::domain::lead::Lead;
use crate::domain::lead::naming::{Name, Naming, folded};
use crate::domain::lead::reading::phones;
use crate::domain::lead::sound::hash;

/// Phone numbers of a lead that become keys.
const PHONES: usize = 3;
/// Earlier numbers of a lead that become keys.
const PRIORS: usize = 4;

/// What two leads have in common by a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// A number the one has and the other names, or has too.
    Number,
    /// The registered target.
    Target,
    /// A phone number.
    Phone,
    /// Whoever reported.
    Reporter,
    /// Two characters of the name, by their sound.
    Name,
    /// A fingerprint of the text.
    Text,
}

impl Sort {
    fn letter(self) -> char {
        match self {
            Sort::Number => 'n',
            Sort::Target => 't',
            Sort::Phone => 'p',
            Sort::Reporter => 'r',
            Sort::Name => 'a',
            Sort::Text => 'x',
        }
    }

    /// What a key in common is worth when it is chosen which leads are read.
    pub(super) fn worth(self) -> u32 {
        match self {
            Sort::Number => 20,
            Sort::Target | Sort::Phone => 6,
            Sort::Reporter => 5,
            Sort::Name => 3,
            Sort::Text => 2,
        }
    }
}

/// A key without its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) sort: Sort,
    hash: u32,
}

impl Key {
    fn of(sort: Sort, text: &str) -> Self {
        let hash = hash(text.bytes());
        Self { sort, hash }
    }

    /// What every entry of the key begins with.
    pub(super) fn prefix(self) -> String {
        format!("{}{:08x}", self.sort.letter(), self.hash)
    }

    /// The entry of a lead received on `day`.
    pub(super) fn on(self, day: NaiveDate) -> String {
        format!("{}{}", self.prefix(), day_key(day))
    }
}

/// A day in five digits that sort as the days do.
pub(super) fn day_key(day: NaiveDate) -> String {
    format!("{:05x}", day.num_days_from_ce().clamp(0, 0xF_FFFF))
}

/// The keys of a lead: about ten.
pub(super) fn keys(lead: &Lead, name: &Name) -> BTreeSet<Key> {
    let mut keys = BTreeSet::new();
    let numbers = [&lead.number].into_iter().chain(lead.prior.iter().take(PRIORS));
    let numbers = numbers.filter(|number| !number.is_empty());
    keys.extend(numbers.map(|number| Key::of(Sort::Number, &plain(number))));
    keys.extend(lead.target.iter().map(|target| Key::of(Sort::Target, target)));
    keys.extend(
        all_phones(lead)
            .iter()
            .take(PHONES)
            .map(|phone| Key::of(Sort::Phone, phone)),
    );
    keys.extend(
        lead.same_reporter
            .iter()
            .map(|mark| Key::of(Sort::Reporter, mark)),
    );
    keys.extend(pairs(&name.sounds).into_iter().map(|hash| Key {
        sort: Sort::Name,
        hash,
    }));
    keys.extend(prints(&lead.what).into_iter().map(|hash| Key {
        sort: Sort::Text,
        hash,
    }));
    keys
}

/// A work order's number without what is written now this way, now that.
pub(super) fn plain(number: &str) -> String {
    folded(number).into_iter().collect()
}

/// The target's phone numbers, and those in the text.
pub(super) fn all_phones(lead: &Lead) -> BTreeSet<String> {
    let texts = [&lead.phone, &lead.what];
    texts.into_iter().flat_map(|text| phones(text)).collect()
}

/// The name of whom a lead is about.
pub(super) fn name(lead: &Lead, naming: &Naming) -> Name {
    naming.name(&lead.about)
}

/// Pairs of sounds of which one is left when a character is wrong or missing, words change places, or the name is cut
/// to its first word: the first two, the last two, and between them the middle, or of three the outer.
fn pairs(sounds: &[u32]) -> BTreeSet<u32> {
    let pair = |a: usize, b: usize| {
        let two = [*sounds.get(a)?, *sounds.get(b)?];
        Some(hash(two.iter().flat_map(|sound| sound.to_le_bytes())))
    };
    let n = sounds.len();
    if n < 2 {
        return BTreeSet::new();
    }
    let between = match n {
        2 => None,
        3 => pair(0, 2),
        _ => pair(n / 2 - 1, n / 2),
    };
    [pair(0, 1), pair(n - 2, n - 1), between]
        .into_iter()
        .flatten()
        .collect()
}
