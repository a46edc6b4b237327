//! Which codes a file has shown already, and on which line: sixteen bytes a slot, for files of millions of rows.

use std::hash::{BuildHasher, RandomState};

use crate::domain::uscc::Uscc;

/// A code's key has 90 bits; the line takes the 38 above.
const KEY_BITS: u32 = 90;
const LINE_LIMIT: u64 = 1 << (128 - KEY_BITS);

/// Codes with the line that showed each first. Open addressing, at most three quarters full.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Key and line in one number; 0 is free, for lines count from 1.
    slots: Vec<u128>,
    len: usize,
    /// Keyed anew for every file, so that no file can be made to collide.
    hasher: RandomState,
}

fn key(slot: u128) -> u128 {
    slot & ((1 << KEY_BITS) - 1)
}

impl Seen {
    /// The line on which the code was first shown, if any.
    pub(super) fn line_of(&self, code: Uscc) -> Option<u64> {
        let slot = self.slots.get(self.place(code.key())?).copied()?;
        (slot != 0).then_some((slot >> KEY_BITS) as u64)
    }

    /// Remembers the code, unless it was there before. `line` counts from 1.
    pub(super) fn insert(&mut self, code: Uscc, line: u64) {
        if (self.len + 1) * 4 > self.slots.len() * 3 {
            self.grow();
        }
        let line = line.clamp(1, LINE_LIMIT - 1);
        self.put(code.key() | u128::from(line) << KEY_BITS);
    }

    fn put(&mut self, entry: u128) {
        if let Some(slot) = self.place(key(entry)).and_then(|place| self.slots.get_mut(place))
            && *slot == 0
        {
            *slot = entry;
            self.len += 1;
        }
    }

    /// Where the key is, or the free slot where it belongs.
    fn place(&self, wanted: u128) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut place = self.hasher.hash_one(wanted) as usize & mask;
        while self
            .slots
            .get(place)
            .is_some_and(|&slot| slot != 0 && key(slot) != wanted)
        {
            place = (place + 1) & mask;
        }
        Some(place)
    }

    fn grow(&mut self) {
        let doubled = vec![0; (self.slots.len() * 2).max(1024)];
        let old = std::mem::replace(&mut self.slots, doubled);
        self.len = 0;
        old.into_iter()
            .filter(|&slot| slot != 0)
            .for_each(|slot| self.put(slot));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes() -> impl Iterator<Item = Uscc> {
        let bodies = (0..9000_u32).map(|i| format!("91420100MA{i:07}"));
        bodies.filter_map(|body| {
            "0123456789ABCDEFGHJKLMNPQRTUWXY"
                .chars()
                .find_map(|c| Uscc::parse(&format!("{body}{c}")).ok())
        })
    }

    #[test]
    fn keeps_the_first_line_of_every_code_while_growing() {
        let mut seen = Seen::default();
        for (line, code) in (2..).zip(codes()) {
            assert_eq!(seen.line_of(code), None);
            seen.insert(code, line);
            seen.insert(code, line + 1);
        }
        assert_eq!(seen.len, 9000);
        assert!(
            (2..)
                .zip(codes())
                .all(|(line, code)| seen.line_of(code) == Some(line))
        );
    }
}
