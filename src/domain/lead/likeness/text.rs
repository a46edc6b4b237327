//! Texts as sets of neighbouring characters: how alike two are, whatever the order of their sentences, and the few
//! fingerprints by which a like text is found.

use std::collections::BTreeSet;

use crate::domain::lead::naming::folded;
use crate::domain::lead::sound::hash;

/// Fingerprints of a text that are kept: each is an entry of the index, and one in common is enough to be compared.
const PRINTS: usize = 4;
/// Pairs of characters below which a text says too little to be compared.
const LEAST: usize = 6;

/// A text's pairs of neighbouring characters, each once, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pairs(Vec<(char, char)>);

impl Pairs {
    /// Of a text; spaces and punctuation do not count, so that a comma more or less is no difference.
    pub(super) fn of(text: &str) -> Self {
        let chars = folded(text);
        let pairs = chars.iter().zip(chars.iter().skip(1));
        let mut pairs: Vec<(char, char)> = pairs.map(|(a, b)| (*a, *b)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        Self(pairs)
    }

    /// How alike two texts are, from 0 to 1: the part of their pairs they share, or, where one is much the shorter, how
    /// much of it stands in the other, a little less.
    pub(super) fn alike(&self, other: &Self) -> f32 {
        let (short, long) = if self.0.len() <= other.0.len() {
            (self, other)
        } else {
            (other, self)
        };
        if short.0.len() < LEAST {
            return 0.0;
        }
        let shared = short
            .0
            .iter()
            .filter(|pair| long.0.binary_search(pair).is_ok())
            .count() as f32;
        let both = 2.0 * shared / (short.0.len() + long.0.len()) as f32;
        both.max(0.9 * shared / short.0.len() as f32 - 0.1)
    }
}

/// The smallest hashes of a text's triples of characters. Which are smallest does not depend on where they stand.
pub(super) fn prints(text: &str) -> Vec<u32> {
    let chars = folded(text);
    let triple = |three: &[char]| mixed(hash(three.iter().flat_map(|c| u32::from(*c).to_le_bytes())));
    let all: BTreeSet<u32> = chars.windows(3).map(triple).collect();
    all.into_iter().take(PRINTS).collect()
}

/// Scatters what FNV leaves close together, so that the smallest are no sort of triple.
fn mixed(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 16)).wrapping_mul(0x7FEB_352D);
    let hash = (hash ^ (hash >> 15)).wrapping_mul(0x846C_A68B);
    hash ^ (hash >> 16)
}
