//! Looking rows up: those a query leaves, in the order asked for. Few are looked up at once, many by work beside the
//! keys.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

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

/// Threads that share a search at most; the records are read from one disk.
const HANDS: usize = 4;

/// Rows found, with what they are ordered by.
type Found<K> = Vec<(SortKey, K)>;

/// A search that needs nothing of the screen.
pub(super) struct Search<S: Stock> {
    pub(super) stock: S,
    pub(super) keys: Arc<Vec<S::Key>>,
    pub(super) query: Query,
    pub(super) sorting: Sorting,
}

/// How far the threads of a search have come.
#[derive(Default)]
struct Strides {
    /// The next that nobody has taken.
    next: AtomicUsize,
    /// No more are to be taken: what was asked for is not wanted any more.
    ended: AtomicBool,
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

    /// Searches stride by stride, on as many processors as there are; none where it was ended early.
    pub(super) fn beside(self, clerk: &Clerk, ui: Ui, job: &Job) -> Option<Vec<S::Key>> {
        let strides = Strides::default();
        let hands = thread::available_parallelism().map_or(1, |n| n.get().min(HANDS));
        let mut found = thread::scope(|scope| {
            let help = || self.hand(clerk, &ui, &strides, || false);
            let helpers: Vec<_> = (1..hands).map(|_| scope.spawn(help)).collect();
            let total = u64::try_from(self.keys.len()).ok();
            let own = self.hand(clerk, &ui, &strides, || {
                let taken = strides.next.load(Ordering::SeqCst) * STRIDE;
                job.progress(taken.min(self.keys.len()) as u64, total);
                job.cancelled()
            });
            let theirs = helpers.into_iter().map(|helper| helper.join());
            let all = theirs.map(|found| found.unwrap_or_else(|panic| resume_unwind(panic)));
            all.fold(own, |mut sum, found| {
                sum.extend(found);
                sum
            })
        });
        if strides.ended.load(Ordering::SeqCst) {
            return None;
        }
        found.sort_unstable_by_key(|(at, _)| *at);
        Some(self.in_order(found.into_iter().flat_map(|(_, found)| found).collect()))
    }

    /// One thread's part: one stride after the other that no other has taken, each with its place, until none is left or
    /// it is to end.
    fn hand(
        &self,
        clerk: &Clerk,
        ui: &Ui,
        strides: &Strides,
        end: impl Fn() -> bool,
    ) -> Vec<(usize, Found<S::Key>)> {
        let mut all = Vec::new();
        loop {
            if end() {
                strides.ended.store(true, Ordering::SeqCst);
            }
            let at = strides.next.fetch_add(1, Ordering::SeqCst);
            let Some(keys) = self.keys.chunks(STRIDE).nth(at) else {
                return all;
            };
            if strides.ended.load(Ordering::SeqCst) {
                return all;
            }
            let view = clerk.view();
            let Some(look) = Look::new(ui, &view, &clerk.actor) else {
                strides.ended.store(true, Ordering::SeqCst);
                return all;
            };
            let mut found = Vec::new();
            self.stride(&look, keys, &mut found);
            all.push((at, found));
        }
    }

    fn stride(&self, look: &Look<'_>, keys: &[S::Key], found: &mut Found<S::Key>) {
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
    fn in_order(&self, mut found: Found<S::Key>) -> Vec<S::Key> {
        if !self.sorting.is_usual() {
            found.sort_by(|(a, _), (b, _)| self.sorting.compare(a, b));
        }
        found.into_iter().map(|(_, key)| key).collect()
    }
}
