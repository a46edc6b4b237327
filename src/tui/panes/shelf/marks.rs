//! Rows that are marked for what is done next to each of them.

use std::collections::BTreeSet;

/// The marked rows, in sight or not: a mark outlives the filter under which it was made.
#[derive(Debug)]
pub(super) struct Marks<K>(BTreeSet<K>);

impl<K> Default for Marks<K> {
    fn default() -> Self {
        Marks(BTreeSet::new())
    }
}

impl<K: Clone + Ord> Marks<K> {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn has(&self, key: &K) -> bool {
        self.0.contains(key)
    }

    /// Marks a row, or takes its mark away.
    pub(super) fn toggle(&mut self, key: &K) {
        if !self.0.remove(key) {
            self.0.insert(key.clone());
        }
    }

    /// Marks all of these; where anything is marked, takes every mark away instead.
    pub(super) fn toggle_all(&mut self, keys: &[K]) {
        if self.0.is_empty() {
            self.0.extend(keys.iter().cloned());
        } else {
            self.0.clear();
        }
    }

    /// Takes the marks of these away.
    pub(super) fn take_off<'k>(&mut self, keys: impl Iterator<Item = &'k K>)
    where
        K: 'k,
    {
        for key in keys {
            self.0.remove(key);
        }
    }

    /// The marked rows, in their own order.
    pub(super) fn all(&self) -> Vec<K> {
        self.0.iter().cloned().collect()
    }
}
