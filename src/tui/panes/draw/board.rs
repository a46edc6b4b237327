//! A table above the pane, with the particulars of its selected row.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Rows;
use crate::tui::action::{Action, Offer};
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::panes::glance::{Face, Glance};
use crate::tui::ui::below;
use crate::tui::widget::{Column, Entry, Row};

/// An overlay with a table.
pub(super) struct Board {
    title: String,
    columns: Vec<Column>,
    rows: Rows,
    entries: Vec<Vec<Entry>>,
    glance: Glance,
}

impl Board {
    /// A table under this heading: each row with its particulars.
    pub(super) fn new(title: String, columns: Vec<Column>, lines: Vec<(Row, Vec<Entry>)>) -> Self {
        let (rows, entries) = lines.into_iter().unzip();
        Board {
            title,
            columns,
            rows: Rows(rows),
            entries,
            glance: Glance::default(),
        }
    }
}

impl Layer for Board {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::List]
    }

    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        let mut offers = self.glance.offers(cx.ui, self.entries.len());
        if !self.glance.is_open() {
            offers.insert(0, Offer::on(Action::Back));
        }
        offers
    }

    fn act(&mut self, action: Action, _cx: &mut Cx) -> Flow {
        match action {
            Action::Back if !self.glance.is_open() => Flow::Close,
            action if self.glance.act(action, self.entries.len()) => Flow::Taken,
            _ => Flow::Pass,
        }
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let head = u16::from(area.height > 3);
        if head > 0 {
            cx.ui
                .put_row(buf, area, area.y, &self.title, cx.ui.theme.strong());
        }
        let body = below(area, head);
        let (columns, entries) = (&self.columns, &self.entries);
        let at = self.glance.selected();
        let of_row = self.rows.0.get(at).and_then(|row| row.cells.first());
        let face = Face {
            columns: &|| columns.clone(),
            rows: &self.rows,
            empty: cx.ui.word("list.empty"),
            title: of_row.cloned().unwrap_or_default(),
            entries: &|row| entries.get(row).cloned().unwrap_or_default(),
            brief: None,
        };
        self.glance.draw(cx.ui, body, buf, &face);
    }

    fn reads(&self) -> bool {
        true
    }

    fn cursor(&self) -> Option<Position> {
        self.glance.cursor()
    }
}
