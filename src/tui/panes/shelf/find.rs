//! Looking rows up: those a query leaves, in the order asked for. Few are looked up at once, many by work beside the
//! keys.

use std::sync::Arc;

use super::Stock;
use super::sought::{SortKey, Sorting};
use crate::query::Query;
use crate::tui::desk::Clerk;
use crate::tui::panes::shown::Look;
use crate::tui::ui::Ui;
use crate::tui::work::Job;

/// Up to so many rows are looked up while the operator waits: no longer than a frame takes on a slow line.
const AT_ONCE: usize = 3_000;

/// Rows that are read under one view. Whoever submits waits no longer than these take.
const STRIDE: usize = 1_000;

/// A search that needs nothing of the screen.
pub(super) struct Search<S: Stock> {
    pub(super) stock: S,
    pub(super) keys: Arc<Vec<S::Key>>,
    pub(super) query: Query,
    pub(super) sorting: Sorting,
}

impl<S: Stock> Search<S> {
    /// Whether it takes no time.
    pub(super) fn is_small(&self) -> bool {
        let all = self.query.is_empty() && self.sorting.is_usual();
        all || self.keys.len() <= AT_ONCE
    }

    /// Searches while the records are held.
    pub(super) fn at_once(self, look: &Look<'_>) -> Vec<S::Key> {
        if self.query.is_empty() && self.sorting.is_usual() {
            return self.keys.to_vec();
        }
        let mut found = Vec::new();
        self.stride(look, &self.keys, &mut found);
        self.in_order(found)
    }

    /// Searches stride by stride; none where it was ended early.
    pub(super) fn beside(self, clerk: &Clerk, ui: Ui, job: &Job) -> Option<Vec<S::Key>> {
        let total = u64::try_from(self.keys.len()).ok();
        let mut found = Vec::new();
        let mut done = 0;
        for keys in self.keys.chunks(STRIDE) {
            if job.cancelled() {
                return None;
            }
            job.progress(done, total);
            let view = clerk.view();
            let look = Look::new(&ui, &view, &clerk.actor)?;
            self.stride(&look, keys, &mut found);
            done += STRIDE as u64;
        }
        Some(self.in_order(found))
    }

    fn stride(&self, look: &Look<'_>, keys: &[S::Key], found: &mut Vec<(SortKey, S::Key)>) {
        self.stock.ask(look, keys, &mut |key, facts| {
            if self.query.holds(facts) {
                let cell = |at: usize| {
                    let cells = self.stock.row(look, key).cells;
                    cells.into_iter().nth(at).unwrap_or_default()
                };
                found.push((self.sorting.key(facts, cell), key.clone()));
            }
        });
    }

    /// Rows that are alike stay in the list's own order.
    fn in_order(&self, mut found: Vec<(SortKey, S::Key)>) -> Vec<S::Key> {
        if !self.sorting.is_usual() {
            found.sort_by(|(a, _), (b, _)| self.sorting.compare(a, b));
        }
        found.into_iter().map(|(_, key)| key).collect()
    }
}
