//! A list with the particulars of its selected row, and a filter: beside each other where there is room, one after the
//! other where there is not.

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::action::{Action, Offer};
use crate::tui::layer::Cx;
use crate::tui::ui::{Ui, clear};
use crate::tui::widget::{Ask, Column, Detail, Entry, List, Window, columns};

/// The rows by their keys, which of them is selected, and whether its particulars fill the screen.
#[derive(Debug, Default)]
pub struct Browse {
    list: List,
    detail: Detail,
    open: bool,
    keys: Rc<Vec<String>>,
    filter: String,
    cursor: Option<Position>,
}

impl Browse {
    /// A list with these columns and no rows yet.
    pub fn new(columns: Vec<Column>) -> Self {
        Browse {
            list: List::new(columns),
            ..Browse::default()
        }
    }

    /// The keys of the rows, in their order.
    pub fn keys(&self) -> Rc<Vec<String>> {
        Rc::clone(&self.keys)
    }

    /// The key of the selected row.
    pub fn selected(&self) -> Option<&str> {
        self.keys.get(self.list.selected()).map(String::as_str)
    }

    /// Other rows. The selection stays on its key; where that has gone, on its place.
    pub fn set_keys(&mut self, keys: Vec<String>) {
        let at = self.list.selected();
        let to = self.selected().and_then(|key| keys.iter().position(|k| k == key));
        let last = keys.len().saturating_sub(1);
        self.open = self.open && to.is_some();
        self.keys = Rc::new(keys);
        self.list.select(to.unwrap_or(at.min(last)));
    }

    /// Selects the row of this key, if it is there.
    pub fn select(&mut self, key: &str) {
        if let Some(at) = self.keys.iter().position(|k| k == key) {
            self.list.select(at);
            self.detail.rewind();
        }
    }

    /// What is looked for, as typed.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// Looks for something else; the rows that fit come with [`Browse::set_keys`].
    pub fn set_filter(&mut self, filter: &str) {
        self.filter = filter.trim().to_owned();
    }

    /// Whether the particulars fill the screen.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Moving, the filter, and opening and closing the particulars.
    pub fn offers(&self) -> Vec<Offer> {
        let mut offers = Vec::new();
        match (self.open, self.filter.is_empty()) {
            (true, _) => offers.push(Offer::on(Action::Back)),
            (false, filtered) => {
                offers.extend(self.selected().map(|_| Offer::on(Action::Open)));
                offers.push(Offer::on(Action::Filter));
                if !filtered {
                    offers.push(Offer::on(Action::Back));
                }
            }
        }
        offers.extend(List::offers());
        offers
    }

    /// Does one of [`Browse::offers`]. True where the rows have to be looked for again.
    pub fn act(&mut self, action: Action, cx: &mut Cx) -> Acted {
        match action {
            Action::Open => {
                self.open = true;
                self.detail.rewind();
            }
            Action::Back if self.open => self.open = false,
            Action::Back => {
                self.filter.clear();
                return Acted::Anew;
            }
            Action::Filter => cx.push(Ask::new(
                Action::Filter,
                cx.ui.word("browse.filter"),
                self.filter.clone(),
            )),
            action if self.open => return Acted::when(self.detail.act(action)),
            action => {
                let moved = self.list.act(action, self.keys.len());
                if moved {
                    self.detail.rewind();
                }
                return Acted::when(moved);
            }
        }
        Acted::Done
    }

    /// Draws the list and, where there is room or they were opened, the particulars.
    pub fn draw(&mut self, ui: &Ui, area: Rect, buf: &mut Buffer, rows: &dyn Window, about: &About<'_>) {
        if self.open {
            self.cursor = Some(area.as_position());
            let (title, entries) = about();
            return self.detail.draw(ui, area, buf, &title, &entries);
        }
        let (left, right) = columns(ui, area, buf);
        let line = u16::from(!self.filter.is_empty()).min(left.height.saturating_sub(1));
        let list = Rect {
            height: left.height - line,
            ..left
        };
        self.list.draw(ui, list, buf, rows);
        if line > 0 {
            let line = Rect {
                y: list.bottom(),
                height: line,
                ..left
            };
            clear(buf, line);
            let text = format!("/ {}", self.filter);
            ui.put(buf, line, line.x, line.y, &text, ui.theme.quiet());
        }
        self.cursor = self.list.cursor().or(Some(left.as_position()));
        if let Some(right) = right {
            let (title, entries) = about();
            self.detail.draw(ui, right, buf, &title, &entries);
        }
    }

    /// Where the marker is.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }
}

/// Heading and lines of the particulars of the selected row; asked for only when they are shown.
pub type About<'a> = dyn Fn() -> (String, Vec<Entry>) + 'a;

/// What became of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acted {
    /// Not for the list.
    Not,
    /// Done.
    Done,
    /// Done, and the rows have to be looked for again.
    Anew,
}

impl Acted {
    fn when(done: bool) -> Self {
        if done { Acted::Done } else { Acted::Not }
    }
}
