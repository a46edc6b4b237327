//! The ticket of SSJ-1: Rivest's consistent sampling (arXiv 1808.10016). A ticket depends on the seed and one id
//! alone, so adding, striking or sharding ids moves nobody else.

use std::collections::BinaryHeap;
use std::fmt;

use super::hash::{Hasher, Profile};

/// Digits of the largest 256-bit number, and so the longest fraction a ticket can have.
const LONGEST: usize = 78;
/// The decimal is padded with zeros on the left to this length before it is reversed.
const SHORTEST: usize = 64;
/// The largest 256-bit number.
const LARGEST: &[u8; LONGEST] =
    b"115792089237316195423570985008687907853269984665640564039457584007913129639935";
/// Ten groups of eight digits hold any 256-bit number.
const GROUPS: usize = 10;
/// Digits taken from the number by one division.
const GROUP_DIGITS: usize = 8;
const GROUP: u64 = 100_000_000;

/// Every number below 100 as two digits, the lower digit first.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[b'0'; 2]; 100];
    let mut number = 0;
    while number < 100 {
        pairs[number] = [b'0' + (number % 10) as u8, b'0' + (number / 10) as u8];
        number += 1;
    }
    pairs
};

/// A number in [0, 1) with 64 to 78 decimals, written `0.` and compared bytewise as text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket {
    // Unused places hold a zero byte, which sorts below every digit: the derived order is the order of the texts.
    digits: [u8; LONGEST],
    length: u8,
}

impl Ticket {
    /// Reads a ticket as it is written: `0.` and 64 to 78 digits which, read backwards, are a 256-bit number.
    pub fn parse(text: &str) -> Option<Self> {
        let decimals = text.strip_prefix("0.")?.as_bytes();
        let length = decimals.len();
        let written = decimals.iter().all(u8::is_ascii_digit) && (SHORTEST..=LONGEST).contains(&length);
        let padded = length > SHORTEST && decimals.last() == Some(&b'0');
        let too_large = length == LONGEST && decimals.iter().rev().gt(LARGEST);
        if !written || padded || too_large {
            return None;
        }
        let mut digits = [0; LONGEST];
        digits.iter_mut().zip(decimals).for_each(|(to, from)| *to = *from);
        Some(Ticket {
            digits,
            length: length as u8,
        })
    }

    /// The ticket of a 256-bit number given as 32 big-endian bytes.
    fn of(number: [u8; 32]) -> Self {
        let mut limbs = [0u32; 8];
        for (limb, bytes) in limbs.iter_mut().zip(number.chunks_exact(4)) {
            *limb = bytes.iter().fold(0, |value, &byte| value << 8 | u32::from(byte));
        }
        let mut all = [b'0'; GROUPS * GROUP_DIGITS];
        let mut rest = limbs.as_mut_slice();
        for group in all.chunks_exact_mut(GROUP_DIGITS) {
            let mut eight = divide(rest);
            for pair in group.chunks_exact_mut(2) {
                pair.copy_from_slice(&PAIRS[(eight % 100) as usize]);
                eight /= 100;
            }
            while let [0, lower @ ..] = rest {
                rest = lower;
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
fn divide(limbs: &mut [u32]) -> u64 {
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

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    // Computed by PyPI consistent_sampler 1.0.10, an independent program.
    #[rstest]
    #[case(
        "seed",
        "a",
        "0.47170322154315792335073240094297302574719473455840019160834648185296635565074"
    )]
    #[case(
        "种子",
        "企业",
        "0.79656951853561515926321936182873793073614883528390772573675939498859508554768"
    )]
    #[case(
        "",
        "x",
        "0.7608815063546699547421253389093079133542223203509688041846078787765752048748"
    )]
    #[case(
        "seed",
        "4027",
        "0.9983386892817420862672318905510879462437481032152658924477096004532302256"
    )]
    #[case(&"long".repeat(50), &"y".repeat(200), "0.45521066375041558304554970329587326266302246105510954002489155307429025189558")]
    fn tickets_of_the_independent_program(#[case] seed: &str, #[case] id: &str, #[case] ticket: &str) {
        assert_eq!(Tickets::new(Profile::Sha256, seed).ticket(id).to_string(), ticket);
    }

    #[test]
    fn a_ticket_under_sm3() {
        // Computed by OpenSSL's SM3 through Python.
        let expected = "0.15319296019335260630118357802067143354107552979956145371426322860516984303364";
        let tickets = Tickets::new(Profile::Sm3, "seed");
        assert_eq!(tickets.ticket("91420100MA65F5R2TR").to_string(), expected);
    }

    #[test]
    fn the_ends_of_the_number_line() {
        assert_eq!(Ticket::of([0; 32]).decimals(), "0".repeat(64));
        let mut one = [0; 32];
        one[31] = 1;
        assert_eq!(Ticket::of(one).decimals(), format!("1{}", "0".repeat(63)));
        assert_eq!(Ticket::of(one).leading18(), 100_000_000_000_000_000);
        assert_eq!(
            Ticket::of([255; 32]).decimals(),
            "539936921319700485754930465046566489962358709786800589075324591613732980297511"
        );
    }

    #[test]
    fn a_ticket_is_read_as_it_is_written() {
        let tickets = Tickets::new(Profile::Sha256, "order");
        for n in 0..2000 {
            let ticket = tickets.ticket(&n.to_string());
            assert_eq!(Ticket::parse(&ticket.to_string()), Some(ticket));
        }
        for ends in [Ticket::of([0; 32]), Ticket::of([255; 32])] {
            assert_eq!(Ticket::parse(&ends.to_string()), Some(ends));
        }
    }

    #[rstest]
    #[case("")]
    #[case("0.")]
    #[case(&format!("0.{}", "1".repeat(63)))]
    #[case(&format!("1.{}", "1".repeat(64)))]
    #[case(&format!("0.{}0", "1".repeat(64)))]
    #[case(&format!("0.{}", "1".repeat(79)))]
    #[case(&format!("0.{}\u{FF11}", "1".repeat(63)))]
    #[case(&format!("0.{} ", "1".repeat(64)))]
    #[case("0.639936921319700485754930465046566489962358709786800589075324591613732980297511")]
    fn what_is_no_ticket(#[case] text: &str) {
        assert_eq!(Ticket::parse(text), None);
    }

    #[test]
    fn the_order_is_that_of_the_texts() {
        let tickets = Tickets::new(Profile::Sha256, "order");
        let ids: Vec<String> = (0..500).map(|n| n.to_string()).collect();
        let order = tickets.order(ids.iter().map(String::as_str));
        let mut texts: Vec<_> = ids
            .iter()
            .map(|id| (tickets.ticket(id).to_string(), id.as_str()))
            .collect();
        texts.sort();
        assert!(
            order
                .iter()
                .map(|ranked| ranked.id)
                .eq(texts.iter().map(|(_, id)| *id))
        );
        let (short, long) = (
            Ticket::of([0; 32]),
            Tickets::new(Profile::Sha256, "x").ticket("y"),
        );
        assert_eq!(short.cmp(&long), short.to_string().cmp(&long.to_string()));
    }
}
