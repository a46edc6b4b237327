//! The ticket of SSJ-1: Rivest's consistent sampling (arXiv 1808.10016). A ticket depends on the seed and one id
//! alone, so adding, striking or sharding ids moves nobody else.

use std::collections::BinaryHeap;
use std::fmt;

use super::hash::{Hasher, Profile};

/// Digits of the largest 256-bit number, and so the longest fraction a ticket can have.
const LONGEST: usize = 78;
/// The decimal is padded with zeros on the left to this length before it is reversed.
const SHORTEST: usize = 64;
/// Nine groups of nine digits hold any 256-bit number.
const GROUPS: usize = 9;
/// Digits taken from the number by one division.
const GROUP_DIGITS: usize = 9;
const GROUP: u64 = 1_000_000_000;

/// A number in [0, 1) with 64 to 78 decimals, written `0.` and compared bytewise as text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket {
    // Unused places hold a zero byte, which sorts below every digit: the derived order is the order of the texts.
    digits: [u8; LONGEST],
    length: u8,
}

impl Ticket {
    /// The ticket of a 256-bit number given as 32 big-endian bytes.
    fn of(number: [u8; 32]) -> Self {
        let mut limbs = [0u32; 8];
        for (limb, bytes) in limbs.iter_mut().zip(number.chunks_exact(4)) {
            *limb = bytes.iter().fold(0, |value, &byte| value << 8 | u32::from(byte));
        }
        let mut all = [b'0'; GROUPS * GROUP_DIGITS];
        for group in all.chunks_exact_mut(GROUP_DIGITS) {
            let mut rest = divide(&mut limbs);
            for digit in group {
                *digit = b'0' + (rest % 10) as u8;
                rest /= 10;
            }
        }
        let significant = all
            .iter()
            .rposition(|&digit| digit != b'0')
            .map_or(0, |last| last + 1);
        let length = significant.clamp(SHORTEST, LONGEST);
        let mut digits = [0; LONGEST];
        for (to, from) in digits.iter_mut().zip(all.iter().take(length)) {
            *to = *from;
        }
        Ticket {
            digits,
            length: length as u8,
        }
    }

    /// The decimals after `0.`.
    pub fn decimals(&self) -> &str {
        self.digits
            .get(..usize::from(self.length))
            .and_then(|d| std::str::from_utf8(d).ok())
            .unwrap_or_default()
    }

    /// The first 18 decimals as an integer below 10^18: the cost of a pair in the fallback match.
    pub fn leading18(&self) -> u64 {
        self.digits.iter().take(18).fold(0, |value, &digit| {
            value * 10 + u64::from(digit.wrapping_sub(b'0'))
        })
    }

    /// The ticket as a floating-point number, for statistics and bars on a screen; never for comparison.
    pub fn as_f64(&self) -> f64 {
        self.leading18() as f64 / 1e18
    }
}

/// Divides the big-endian number in place by [`GROUP`] and returns the remainder.
fn divide(limbs: &mut [u32; 8]) -> u64 {
    let mut remainder = 0;
    for limb in limbs {
        let value = remainder << 32 | u64::from(*limb);
        *limb = (value / GROUP) as u32;
        remainder = value % GROUP;
    }
    remainder
}

impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "0.{}", self.decimals())
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Computes tickets under one seed; `H(seed)` is absorbed once.
#[derive(Clone)]
pub struct Tickets {
    start: Hasher,
}

impl Tickets {
    /// Tickets under `seed`, any text, as `T(seed, ·)` of SSJ-1.
    pub fn new(profile: Profile, seed: &str) -> Self {
        let mut start = Hasher::new(profile);
        start.update(profile.hex(seed).as_bytes());
        Tickets { start }
    }

    /// `T(seed, id)`. The id is any text; only the frozen files restrict its form.
    pub fn ticket(&self, id: &str) -> Ticket {
        let mut hasher = self.start.clone();
        hasher.update(id.as_bytes());
        Ticket::of(hasher.finish())
    }

    /// All ids with their tickets, in drawing order: bytewise on the ticket, then on the id.
    pub fn order<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Vec<Ranked<'a>> {
        let mut ranked: Vec<_> = ids.into_iter().map(|id| self.rank(id)).collect();
        ranked.sort_unstable();
        ranked
    }

    /// The first `k` of [`Tickets::order`], holding no more than `k` tickets in memory.
    pub fn bottom<'a>(&self, ids: impl IntoIterator<Item = &'a str>, k: usize) -> Vec<Ranked<'a>> {
        let mut heap = BinaryHeap::new();
        for ranked in ids.into_iter().map(|id| self.rank(id)) {
            if heap.len() < k {
                heap.push(ranked);
            } else if let Some(mut largest) = heap.peek_mut()
                && ranked < *largest
            {
                *largest = ranked;
            }
        }
        heap.into_sorted_vec()
    }

    fn rank<'a>(&self, id: &'a str) -> Ranked<'a> {
        Ranked {
            ticket: self.ticket(id),
            id,
        }
    }
}

/// An id with its ticket; ordered bytewise on the ticket, then on the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ranked<'a> {
    /// The ticket of `id`.
    pub ticket: Ticket,
    /// The id drawn.
    pub id: &'a str,
}

/// Joins shards whose tickets were computed apart into the order of the whole: concatenate and sort.
///
/// # Errors
/// [`RepeatedId`] when two shards hold the same id, which would give it two places.
pub fn merge_shards<'a>(
    shards: impl IntoIterator<Item = Vec<Ranked<'a>>>,
) -> Result<Vec<Ranked<'a>>, RepeatedId> {
    let mut all: Vec<_> = shards.into_iter().flatten().collect();
    all.sort_unstable();
    for (one, next) in all.iter().zip(all.iter().skip(1)) {
        if one.id == next.id {
            return Err(RepeatedId {
                id: one.id.to_owned(),
            });
        }
    }
    Ok(all)
}

/// Two shards hold the same id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("id {id} is in more than one shard; a target may be in one shard only")]
pub struct RepeatedId {
    /// The id found twice.
    pub id: String,
}

impl RepeatedId {
    /// A stable key for messages in other languages.
    pub fn code(&self) -> &'static str {
        "shard_repeated_id"
    }
}
