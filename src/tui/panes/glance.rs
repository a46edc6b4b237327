//! A list of any length with the particulars of its selected row: beside it where there is room, else in its place.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::action::{Action, Offer};
use crate::tui::ui::{Ui, clear};
use crate::tui::widget::{Column, Detail, Entry, List, Window, columns};

/// The selection, and whether its particulars fill the screen.
#[derive(Debug, Default)]
pub(super) struct Glance {
    list: List,
    detail: Detail,
    open: bool,
    /// Whether everything stands beside the list, not only the main points.
    full: bool,
    /// The particulars of this row, all or in brief, kept until another is selected or the records change.
    kept: Option<((usize, bool), Vec<Entry>)>,
    cursor: Option<Position>,
}

/// What a [`Glance`] shows.
pub(super) struct Face<'a> {
    /// Headings.
    pub columns: &'a dyn Fn() -> Vec<Column>,
    /// The rows.
    pub rows: &'a dyn Window,
    /// What stands in the place of rows where there are none: what would bring some.
    pub empty: String,
    /// Heading of the particulars.
    pub title: String,
    /// The particulars of a row, asked for once.
    pub entries: &'a dyn Fn(usize) -> Vec<Entry>,
    /// The few of them that stand beside the list unless all are asked for: on a thin line a step down the list
    /// should not send a page of text. All, where there is no shorter form.
    pub brief: Option<&'a dyn Fn(usize) -> Vec<Entry>>,
}

impl Glance {
    pub(super) fn selected(&self) -> usize {
        self.list.selected()
    }

    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// Selects a row because the records, or which of them are shown, have changed.
    pub(super) fn select(&mut self, row: usize) {
        if row != self.list.selected() {
            self.list.select(row);
            self.detail.rewind();
        }
        self.kept = None;
    }

    /// Lets the particulars fill the screen.
    pub(super) fn open(&mut self) {
        self.open = true;
        self.detail.rewind();
    }

    pub(super) fn close(&mut self) {
        self.open = false;
    }

    /// Moving, and opening and closing the particulars. `total` rows.
    pub(super) fn offers(&self, ui: &Ui, total: usize) -> Vec<Offer> {
        let own = if self.open {
            Offer::on(Action::Back)
        } else {
            let nothing = (total == 0).then(|| ui.word("pane.nothing-selected"));
            Offer::unless(Action::Open, nothing)
        };
        [own].into_iter().chain(List::offers()).collect()
    }

    /// Does one of [`Glance::offers`].
    pub(super) fn act(&mut self, action: Action, total: usize) -> bool {
        match action {
            Action::Open if !self.open => {
                self.open = total > 0;
                self.detail.rewind();
                true
            }
            Action::Back if self.open => {
                self.open = false;
                self.detail.rewind();
                true
            }
            Action::Particulars if !self.open => {
                self.full = !self.full;
                self.detail.rewind();
                true
            }
            action if self.open => self.detail.act(action),
            action => {
                let moved = self.list.act(action, total);
                if moved {
                    self.detail.rewind();
                }
                moved
            }
        }
    }

    pub(super) fn draw(&mut self, ui: &Ui, area: Rect, buf: &mut Buffer, face: &Face<'_>) {
        let total = face.rows.total();
        clear(buf, area);
        self.cursor = Some(area.as_position());
        if total == 0 {
            self.open = false;
            return draw_empty(ui, area, buf, &face.empty);
        }
        self.list.select(self.list.selected().min(total - 1));
        if self.open {
            return self.draw_detail(ui, area, buf, face, true);
        }
        let (left, right) = columns(ui, area, buf);
        self.list.set_columns((face.columns)());
        self.list.draw(ui, left, buf, face.rows);
        self.cursor = self.list.cursor();
        if let Some(right) = right {
            self.draw_detail(ui, right, buf, face, self.full);
        }
    }

    fn draw_detail(&mut self, ui: &Ui, area: Rect, buf: &mut Buffer, face: &Face<'_>, full: bool) {
        let of = (self.list.selected(), full);
        if self.kept.as_ref().is_none_or(|(kept, _)| *kept != of) {
            let entries = match face.brief {
                Some(brief) if !full => brief,
                _ => face.entries,
            };
            self.kept = Some((of, entries(of.0)));
        }
        let entries = self.kept.as_ref().map_or(&[][..], |(_, entries)| entries);
        self.detail.draw(ui, area, buf, &face.title, entries);
    }

    pub(super) fn cursor(&self) -> Option<Position> {
        self.cursor
    }
}

/// Says over the whole area why there is nothing.
pub(super) fn draw_empty(ui: &Ui, area: Rect, buf: &mut Buffer, text: &str) {
    let room = Rect {
        x: area.x.saturating_add(2),
        width: area.width.saturating_sub(2),
        ..area
    };
    for (line, y) in ui.wrap(text, room.width).iter().zip(room.top()..room.bottom()) {
        ui.put(buf, room, room.x, y, line, ui.theme.quiet());
    }
}
