//! How the rows of a shelf come to be those that are asked for.

use std::sync::Arc;

use super::find::Search;
use super::sought::Sought;
use super::{Shelf, Stock};
use crate::query::{Field, Query};
use crate::tui::action::Action;
use crate::tui::layer::Cx;
use crate::tui::panes::shown::Look;
use crate::tui::theme::Tone;
use crate::tui::widget::{Ask, Chooser};
use crate::tui::work::Work;

impl<S: Stock> Shelf<S> {
    /// Looks the rows up where that takes no time; otherwise what is left to be done beside the keys.
    pub(super) fn find(&mut self, look: &Look<'_>) -> Option<Search<S>> {
        self.work = None;
        if self.sought.is_plain() {
            self.show(Arc::clone(&self.keys));
            return None;
        }
        // What cannot be read any more, because a division has gone, leaves nothing out.
        let query = Sought::query::<S>(&self.sought.filter, look).unwrap_or_default();
        let indexed = self.stock.indexed(look, &self.sought.filter, &query);
        let (query, keys) = match indexed {
            Some(keys) => (Query::default(), Arc::new(keys)),
            None => (query, Arc::clone(&self.keys)),
        };
        let search = Search {
            stock: self.stock.clone(),
            keys,
            query,
            sorting: self.sought.sorting.clone(),
        };
        if search.is_small() {
            let found = search.at_once(look);
            self.show(Arc::new(found));
            return None;
        }
        Some(search)
    }

    /// Looks the rows up again, beside the keys where there are many.
    pub(in crate::tui::panes) fn find_anew(&mut self, cx: &mut Cx) {
        let desk = self.desk.clone();
        let view = desk.view();
        let Some(look) = Look::new(cx.ui, &view, desk.actor()) else {
            return;
        };
        if self.seq != Some(view.seq()) {
            self.list(&look);
        }
        self.stale = false;
        if let Some(search) = self.find(&look) {
            let (clerk, ui) = (desk.clerk(), *cx.ui);
            let label = cx.ui.word("pane.finding");
            self.work = Some(cx.work(label, move |job| search.beside(&clerk, ui, job)));
        }
    }

    /// Looks up what the operator has just asked for: the first row is what they want to see.
    pub(super) fn find_first(&mut self, cx: &mut Cx) {
        self.to_top = true;
        self.find_anew(cx);
    }

    /// Lists every row as the records have them now.
    pub(super) fn list(&mut self, look: &Look<'_>) {
        self.keys = Arc::new(self.stock.keys(look));
        self.seq = Some(look.view.seq());
    }

    /// Looks for something else, if it can be understood.
    pub(super) fn filter(&mut self, line: &str, cx: &mut Cx) {
        let view = self.desk.view();
        let wrong =
            Look::new(cx.ui, &view, self.desk.actor()).and_then(|look| Sought::query::<S>(line, &look).err());
        drop(view);
        if let Some(fault) = wrong {
            cx.say(Tone::Warn, fault.text(cx.ui.lang));
            return self.ask_for_filter(line, cx);
        }
        line.trim().clone_into(&mut self.sought.filter);
        self.sought.view = None;
        self.find_first(cx);
    }

    pub(super) fn ask_for_filter(&self, line: &str, cx: &mut Cx) {
        let asked = S::fields().iter().filter(|field| !field.is_plain());
        let (flags, fields): (Vec<&Field>, Vec<&Field>) = asked.partition(|field| field.is_flag());
        let names = |fields: Vec<&Field>| {
            let names = fields.into_iter().map(|field| field.name(cx.ui.lang));
            names.collect::<Vec<_>>().join(" ")
        };
        let (fields, flags) = (names(fields), names(flags));
        let key = match (fields.is_empty(), flags.is_empty()) {
            (true, _) => "pane.filter",
            (false, true) => "pane.filter-fields",
            (false, false) => "pane.filter-flags",
        };
        let title = cx.ui.say(key, &[("fields", &fields), ("flags", &flags)]);
        cx.push(Ask::new(Action::Filter, title, line));
    }

    pub(super) fn ask_for_order(&self, cx: &mut Cx) {
        let columns = self.stock.columns(cx.ui).into_iter();
        let titles = columns.map(|column| column.title).collect();
        cx.push(Chooser::new(Action::SortBy, cx.ui.word("pane.sort-by"), titles));
    }

    pub(super) fn order(&mut self, at: usize, cx: &mut Cx) {
        if let Some(column) = self.stock.columns(cx.ui).get(at) {
            self.sought.sort_by(at, column);
            self.find_first(cx);
        }
    }

    /// Selects a row and opens its particulars; whatever else is asked for gives way to it. False where it is not in the
    /// list at all.
    pub(in crate::tui::panes) fn reveal(&mut self, key: &S::Key, cx: &mut Cx) -> bool {
        if !self.found.contains(key) {
            self.sought = Sought::default();
            self.find_anew(cx);
        }
        let there = self.found.contains(key);
        if there {
            self.select(key);
            self.glance.open();
        }
        there
    }

    /// Takes the rows of a search that has ended.
    pub(super) fn take_found(&mut self, cx: &mut Cx) -> bool {
        let Some(ended) = Work::ended(&mut self.work) else {
            return false;
        };
        match ended {
            Ok(Some(found)) => self.show(Arc::new(found)),
            // Ended early by the operator: what was there before stays, and says so.
            Ok(None) => cx.say(Tone::Warn, cx.ui.word("pane.find-ended")),
            Err(_) => cx.say(Tone::Bad, cx.ui.word("pane.find-lost")),
        }
        true
    }

    /// Other rows. The selection stays on its row; where that has gone, on its place.
    fn show(&mut self, found: Arc<Vec<S::Key>>) {
        let selected = self.selected().cloned().filter(|_| !self.to_top);
        self.found = found;
        if std::mem::take(&mut self.to_top) {
            return self.glance.select(0);
        }
        let to = selected.and_then(|key| self.found.iter().position(|found| *found == key));
        if to.is_none() {
            self.glance.close();
        }
        let last = self.found.len().saturating_sub(1);
        self.glance.select(to.unwrap_or(self.glance.selected().min(last)));
    }
}
