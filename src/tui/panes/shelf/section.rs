//! A shelf as one of a pane's lists: what can be done, and how it looks.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Section, Shelf, Stock};
use crate::tui::action::{Action, Offer};
use crate::tui::event::{Answer, Event, Reply};
use crate::tui::layer::Cx;
use crate::tui::panes::glance::Face;
use crate::tui::panes::history;
use crate::tui::panes::shown::Look;
use crate::tui::ui::{Ui, below};
use crate::tui::widget::{Column, Entry, Row, Window};

impl<S: Stock> Section for Shelf<S> {
    fn ready(&mut self, ui: &Ui) {
        let desk = self.desk.clone();
        if let Some(look) = Look::new(ui, &desk.view(), desk.actor()) {
            self.refresh(&look);
        }
    }

    fn refresh(&mut self, look: &Look<'_>) {
        if self.seq == Some(look.view.seq()) {
            return;
        }
        self.list(look);
        // Too many to look up now: those found before stand until the notice of the change is heard.
        self.stale = self.find(look).is_some();
    }

    fn offers(&self, ui: &Ui) -> Vec<Offer> {
        // Before the list was looked at for the first time nothing is known of it.
        let unknown = self.seq.is_none();
        let mut offers = self.glance.offers(ui, self.found.len().max(unknown.into()));
        if self.glance.is_open() {
            return offers;
        }
        let nothing = (self.keys.is_empty() && !unknown).then(|| self.stock.empty(ui));
        let mut own = vec![Offer::unless(Action::Filter, nothing.clone())];
        if !self.sought.is_plain() {
            own.push(Offer::on(Action::Back));
        }
        offers.splice(1..1, own);
        if self.stock.can_be_marked() {
            offers.push(Offer::unless(Action::Mark, nothing.clone()));
            offers.push(Offer::unless(Action::MarkAll, nothing.clone()));
        }
        offers.push(Offer::unless(Action::SortBy, nothing.clone()));
        offers.push(Offer::unless(Action::Particulars, nothing));
        if S::list().is_some() {
            offers.push(Offer::on(Action::Views));
        }
        let target = self.target(ui);
        let nothing = self
            .selected()
            .map_or("history.no-target", |_| self.stock.no_target());
        let nothing = target.is_none().then(|| ui.word(nothing));
        offers.push(Offer::unless(Action::History, nothing));
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> bool {
        match action {
            Action::Filter => self.ask_for_filter(&self.sought.filter, cx),
            Action::SortBy => self.ask_for_order(cx),
            Action::Views => self.ask_for_view(cx),
            Action::History => history::open(&self.desk, self.target(cx.ui).as_deref(), cx),
            Action::Mark => self.mark(),
            Action::MarkAll => self.marks.toggle_all(&self.found),
            Action::Back if !self.glance.is_open() => {
                self.sought = Default::default();
                self.find_anew(cx);
            }
            action => return self.glance.act(action, self.found.len()),
        }
        true
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> bool {
        match event {
            Event::Worked => return self.take_found(cx),
            Event::Notice(seq) => {
                // A list nobody has looked at yet is looked up when somebody does.
                let behind = self.stale || self.seq.is_some_and(|known| known < *seq);
                if behind && !self.sought.is_plain() {
                    self.find_anew(cx);
                }
            }
            Event::Answer(Answer { to, reply }) => match (to, reply) {
                (Action::Filter, Reply::Line(line)) => self.filter(line, cx),
                (Action::SortBy, Reply::Chosen(at)) => self.order(*at, cx),
                (Action::Views, Reply::Chosen(at)) => self.take_view(*at, cx),
                (Action::Views, Reply::Line(name)) => self.save_view(name, cx),
                _ => return false,
            },
            _ => return false,
        }
        true
    }

    fn total(&self) -> usize {
        self.keys.len()
    }

    fn is_open(&self) -> bool {
        self.glance.is_open()
    }

    fn draw(&mut self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        self.draw_with(look, area, buf, &|_, _| Vec::new());
    }

    fn cursor(&self) -> Option<Position> {
        self.glance.cursor()
    }
}

impl<S: Stock> Shelf<S> {
    /// The target that the selected row is, or is about.
    fn target(&self, ui: &Ui) -> Option<String> {
        let view = self.desk.view();
        let look = Look::new(ui, &view, self.desk.actor())?;
        self.stock.target(&look, self.selected()?)
    }

    /// Draws itself. What `next` says of a row stands over all its particulars, and under the brief ones, whose lines
    /// stay where they are from row to row; it is told which.
    pub(in crate::tui::panes) fn draw_with(
        &mut self,
        look: &Look<'_>,
        area: Rect,
        buf: &mut Buffer,
        next: &dyn Fn(&S::Key, bool) -> Vec<Entry>,
    ) {
        let ui = look.ui;
        let head = u16::from(!self.sought.is_plain() && !self.glance.is_open() && area.height > 3);
        if head > 0 {
            ui.put_row(buf, area, area.y, &self.line(ui), ui.theme.strong());
        }
        let area = below(area, head);
        let mut glance = std::mem::take(&mut self.glance);
        let (stock, found) = (&self.stock, &self.found);
        let all = |row: usize| {
            let key = found.get(row);
            key.map(|key| [next(key, false), stock.entries(look, key)].concat())
        };
        let brief = |row: usize| {
            let key = found.get(row);
            key.map(|key| [stock.brief(look, key), next(key, true)].concat())
        };
        let face = Face {
            columns: &|| self.columns(ui),
            rows: &Rows { shelf: self, look },
            empty: match self.keys.is_empty() {
                true => stock.empty(ui),
                false => ui.word("pane.none-found"),
            },
            title: stock.title(ui),
            entries: &|row| all(row).unwrap_or_default(),
            brief: Some(&|row| brief(row).unwrap_or_default()),
        };
        glance.draw(ui, area, buf, &face);
        self.glance = glance;
    }

    /// Headings; the one that rows are ordered by says which way.
    fn columns(&self, ui: &Ui) -> Vec<Column> {
        let mut columns = self.stock.columns(ui);
        for (at, column) in columns.iter_mut().enumerate() {
            if let Some(down) = self.sought.sorting.way(at, column.field) {
                column.title.push(if down { 'v' } else { '^' });
            }
        }
        columns
    }

    /// What is asked for, and how much there is of it.
    fn line(&self, ui: &Ui) -> String {
        let (found, total) = (self.found.len().to_string(), self.keys.len().to_string());
        let by = |(at, column): &(usize, Column)| self.sought.sorting.way(*at, column.field).is_some();
        let column = self.columns(ui).into_iter().enumerate().find(by);
        let order = column.map_or(String::new(), |(_, column)| column.title);
        let args = [
            ("view", self.sought.view.as_deref().unwrap_or_default()),
            ("filter", self.sought.filter.as_str()),
            ("order", &order),
            ("found", &found),
            ("total", &total),
        ];
        let key = match (&self.sought.view, self.sought.filter.is_empty(), order.is_empty()) {
            (Some(_), _, _) => "pane.viewed",
            (None, false, true) => "pane.filtered",
            (None, true, _) => "pane.sorted",
            (None, false, false) => "pane.filtered-sorted",
        };
        ui.say(key, &args)
    }
}

/// The rows in sight.
struct Rows<'a, S: Stock> {
    shelf: &'a Shelf<S>,
    look: &'a Look<'a>,
}

impl<S: Stock> Window for Rows<'_, S> {
    fn total(&self) -> usize {
        self.shelf.found.len()
    }

    fn rows(&self, offset: usize, len: usize) -> Vec<Row> {
        let row = |key: &S::Key| {
            let marked = self.shelf.marks.has(key);
            self.shelf.stock.row(self.look, key).marked(marked)
        };
        self.shelf.found.iter().skip(offset).take(len).map(row).collect()
    }

    fn marked(&self) -> usize {
        self.shelf.marks.len()
    }
}
