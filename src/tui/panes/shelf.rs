//! Records of one kind: a list by key that reads only what it shows, with a filter and particulars.

use std::marker::PhantomData;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::glance::{Face, Glance};
use super::shown::{Look, Shown};
use crate::domain::state::Read;
use crate::tui::action::{Action, Offer};
use crate::tui::find::Finder;
use crate::tui::layer::Cx;
use crate::tui::ui::Ui;
use crate::tui::widget::{Ask, Row, Window};

/// One of the lists a pane can turn to.
pub(super) trait Section {
    /// Brings the list up to date with the records.
    fn refresh(&mut self, look: &Look<'_>);
    /// What can be done.
    fn offers(&self, ui: &Ui) -> Vec<Offer>;
    /// Does it.
    fn act(&mut self, action: Action, cx: &mut Cx) -> bool;
    /// Takes the line that was asked for with [`Action::Filter`]; what to tell the operator, if anything.
    fn asked(&mut self, line: &str, look: &Look<'_>) -> Option<String>;
    /// The target that the selected row is, or is about.
    fn target(&self, look: &Look<'_>) -> Option<String>;
    /// How many there are, the filter apart.
    fn total(&self) -> usize;
    /// Whether particulars fill the screen.
    fn is_open(&self) -> bool;
    /// Draws itself.
    fn draw(&mut self, look: &Look<'_>, area: Rect, buf: &mut Buffer);
    /// Where the marker is.
    fn cursor(&self) -> Option<Position>;
}

/// The records of a kind.
pub(super) struct Shelf<R> {
    glance: Glance,
    keys: Vec<String>,
    /// The keys that the filter leaves; all where there is none.
    found: Vec<String>,
    filter: String,
    /// The keys were given: they do not come from the records.
    given: bool,
    seq: Option<u64>,
    kind: PhantomData<R>,
}

impl<R: Shown> Shelf<R> {
    /// All records of the kind.
    pub(super) fn new() -> Self {
        Shelf {
            glance: Glance::default(),
            keys: Vec::new(),
            found: Vec::new(),
            filter: String::new(),
            given: false,
            seq: None,
            kind: PhantomData,
        }
    }

    /// These records.
    pub(super) fn of(keys: Vec<String>) -> Self {
        Shelf {
            keys,
            given: true,
            ..Self::new()
        }
    }

    /// Other records than those given before.
    pub(super) fn give(&mut self, keys: Vec<String>) {
        self.keys = keys;
        self.seq = None;
    }

    fn find(&mut self, look: &Look<'_>) {
        let selected = self.found.get(self.glance.selected()).cloned();
        self.found = if self.filter.is_empty() {
            self.keys.clone()
        } else {
            let finder = Finder::new(&self.filter);
            let fits = |key: &&String| {
                let record = look.state().get::<R>(key);
                record.is_some_and(|record| finder.hits(&format!("{key} {}", record.text(look))))
            };
            self.keys.iter().filter(fits).cloned().collect()
        };
        let to = selected.and_then(|key| self.found.iter().position(|k| *k == key));
        if to.is_none() {
            self.glance.close();
        }
        let last = self.found.len().saturating_sub(1);
        self.glance.select(to.unwrap_or(self.glance.selected().min(last)));
    }

    fn filter_line(&self, ui: &Ui) -> String {
        let (found, total) = (self.found.len().to_string(), self.keys.len().to_string());
        let args = [
            ("filter", self.filter.as_str()),
            ("found", &found),
            ("total", &total),
        ];
        ui.say("pane.filtered", &args)
    }
}

struct Found<'a, R> {
    keys: &'a [String],
    look: &'a Look<'a>,
    kind: PhantomData<R>,
}

impl<R: Shown> Window for Found<'_, R> {
    fn total(&self) -> usize {
        self.keys.len()
    }

    fn rows(&self, offset: usize, len: usize) -> Vec<Row> {
        let row = |key: &String| match self.look.state().get::<R>(key) {
            Some(record) => record.row(self.look),
            None => Row::new([key.as_str()]),
        };
        self.keys.iter().skip(offset).take(len).map(row).collect()
    }
}

impl<R: Shown> Section for Shelf<R> {
    fn refresh(&mut self, look: &Look<'_>) {
        let seq = look.view.seq();
        if self.seq == Some(seq) {
            return;
        }
        if !self.given {
            self.keys = R::keys(look);
        }
        self.find(look);
        self.seq = Some(seq);
    }

    fn offers(&self, ui: &Ui) -> Vec<Offer> {
        // Before the list was looked at for the first time nothing is known of it.
        let unknown = self.seq.is_none();
        let mut offers = self.glance.offers(ui, self.found.len().max(unknown.into()));
        if !self.glance.is_open() {
            let nothing = (self.keys.is_empty() && !unknown).then(|| ui.word(R::EMPTY));
            offers.push(Offer::unless(Action::Filter, nothing));
            if !self.filter.is_empty() {
                offers.push(Offer::on(Action::Back));
            }
        }
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> bool {
        match action {
            Action::Filter => {
                let title = cx.ui.word("pane.filter");
                cx.push(Ask::new(Action::Filter, title, self.filter.clone()));
            }
            Action::Back if !self.glance.is_open() => {
                self.filter.clear();
                self.seq = None;
            }
            action => return self.glance.act(action, self.found.len()),
        }
        true
    }

    fn asked(&mut self, line: &str, look: &Look<'_>) -> Option<String> {
        line.trim().clone_into(&mut self.filter);
        self.find(look);
        None
    }

    fn target(&self, look: &Look<'_>) -> Option<String> {
        let key = self.found.get(self.glance.selected())?;
        look.state().get::<R>(key)?.target()
    }

    fn total(&self) -> usize {
        self.keys.len()
    }

    fn is_open(&self) -> bool {
        self.glance.is_open()
    }

    fn draw(&mut self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let ui = look.ui;
        let filtered = !self.filter.is_empty() && !self.glance.is_open();
        let line = u16::from(filtered && area.height > 3);
        if line > 0 {
            ui.put_row(buf, area, area.y, &self.filter_line(ui), ui.theme.strong());
        }
        let area = Rect {
            y: area.y + line,
            height: area.height - line,
            ..area
        };
        let found = &self.found;
        let record = |row: usize| found.get(row).and_then(|key| look.state().get::<R>(key));
        let face = Face {
            columns: &|| R::columns(ui),
            rows: &Found {
                keys: found,
                look,
                kind: PhantomData::<R>,
            },
            empty: ui.word(if filtered { "pane.none-found" } else { R::EMPTY }),
            title: ui.word(R::TITLE),
            entries: &|row| record(row).map(|r| r.entries(look)).unwrap_or_default(),
        };
        self.glance.draw(ui, area, buf, &face);
    }

    fn cursor(&self) -> Option<Position> {
        self.glance.cursor()
    }
}
