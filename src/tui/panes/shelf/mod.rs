//! A list of any length: only the rows in sight are read. It can be filtered, ordered, seen through a view, and its
//! rows marked; the particulars of the selected one stand beside it or in its place.

mod find;
mod marks;
mod section;
mod seek;
mod sought;
mod stock;
mod views;

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::marks::Marks;
use self::sought::Sought;
pub(super) use self::stock::{Ask, Records, Stock, Words};
use super::glance::Glance;
use super::shown::Look;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::Event;
use crate::tui::layer::Cx;
use crate::tui::ui::Ui;
use crate::tui::work::Work;

/// One of the lists a pane can turn to.
pub(super) trait Section {
    /// Brings the list up to date with the records, while nobody holds them.
    fn ready(&mut self, ui: &Ui);
    /// Brings the list up to date with the records.
    fn refresh(&mut self, look: &Look<'_>);
    /// What can be done.
    fn offers(&self, ui: &Ui) -> Vec<Offer>;
    /// Does it.
    fn act(&mut self, action: Action, cx: &mut Cx) -> bool;
    /// Takes what was asked for, and hears of what happened. True where it was for this list.
    fn handle(&mut self, event: &Event, cx: &mut Cx) -> bool;
    /// How many there are, the filter apart.
    fn total(&self) -> usize;
    /// Whether particulars fill the screen.
    fn is_open(&self) -> bool;
    /// Draws itself.
    fn draw(&mut self, look: &Look<'_>, area: Rect, buf: &mut Buffer);
    /// Where the marker is.
    fn cursor(&self) -> Option<Position>;
}

/// A list of what a [`Stock`] holds.
pub(super) struct Shelf<S: Stock> {
    desk: Desk,
    stock: S,
    glance: Glance,
    /// Every row.
    keys: Arc<Vec<S::Key>>,
    /// The rows the filter leaves, in the order asked for.
    found: Arc<Vec<S::Key>>,
    sought: Sought,
    marks: Marks<S::Key>,
    /// The rows that are found next are shown from the first on.
    to_top: bool,
    /// A search that goes on beside the keys; the rows found before stand until it ends.
    work: Option<Work<Option<Vec<S::Key>>>>,
    /// The last entry of the journal the rows were listed at.
    seq: Option<u64>,
    /// The rows found are older than that.
    stale: bool,
}

impl<S: Stock> Shelf<S> {
    /// What the stock holds, at this desk.
    pub(super) fn new(desk: Desk, stock: S) -> Self {
        Shelf {
            desk,
            stock,
            glance: Glance::default(),
            keys: Arc::default(),
            found: Arc::default(),
            sought: Sought::default(),
            marks: Marks::default(),
            to_top: false,
            work: None,
            seq: None,
            stale: false,
        }
    }

    /// Other rows than those taken before.
    pub(super) fn restock(&mut self, stock: S) {
        self.stock = stock;
        self.seq = None;
    }

    /// The selected row.
    pub(super) fn selected(&self) -> Option<&S::Key> {
        self.found.get(self.glance.selected())
    }

    /// The rows as they stand.
    pub(super) fn found(&self) -> &[S::Key] {
        &self.found
    }

    /// Selects a row, if it is there.
    pub(super) fn select(&mut self, key: &S::Key) {
        if let Some(at) = self.found.iter().position(|found| found == key) {
            self.glance.select(at);
        }
    }

    /// The operator's own change leaves the rows where they are, until something else changes or another list is asked
    /// for: nothing moves under the eyes, and little goes over the line.
    pub(super) fn keep_rows(&mut self) {
        self.seq = Some(self.desk.view().seq());
    }

    /// Whether any row is marked.
    pub(super) fn has_marks(&self) -> bool {
        self.marks.len() > 0
    }

    /// The marked rows.
    pub(super) fn marked(&self) -> Vec<S::Key> {
        self.marks.all()
    }

    /// What can be done, for a pane with many acts of its own: those take the room of the hints that any list gives.
    pub(super) fn offers_aside(&self, ui: &Ui) -> Vec<Offer> {
        let plain = |action| matches!(action, Action::SortBy | Action::History);
        let offers = self.offers(ui).into_iter();
        let aside = offers.map(|offer| match plain(offer.action) {
            true => offer.hinted(false),
            false => offer,
        });
        aside.collect()
    }

    /// Takes the marks of these rows away.
    pub(super) fn unmark<'k>(&mut self, keys: impl Iterator<Item = &'k S::Key>)
    where
        S::Key: 'k,
    {
        self.marks.take_off(keys);
    }

    fn mark(&mut self) {
        if let Some(key) = self.selected().cloned() {
            self.marks.toggle(&key);
            self.glance.act(Action::Down, self.found.len());
        }
    }
}
