//! A table that asks only for the rows it shows.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::column::{Column, Room, widths};
use crate::tui::action::{Action, Offer};
use crate::tui::theme::Tone;
use crate::tui::ui::{Ui, below, clear};

/// Columns before the first: the marker of the selected row, the sign of its tone.
const GUTTER: u16 = 2;

/// Where rows come from. A million rows cost no more than the few that are on the screen.
pub trait Window {
    /// How many rows there are.
    fn total(&self) -> usize;

    /// The rows from `offset` (from 0), at most `len` of them.
    fn rows(&self, offset: usize, len: usize) -> Vec<Row>;

    /// How many rows are marked, in sight or not.
    fn marked(&self) -> usize {
        0
    }
}

/// One row: a text for each column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The texts, in the order of the columns.
    pub cells: Vec<String>,
    /// What the row says about its matter.
    pub tone: Tone,
    /// Whether it is marked for what is done next.
    pub marked: bool,
}

impl Row {
    /// A row of no special tone.
    pub fn new<S: Into<String>>(cells: impl IntoIterator<Item = S>) -> Self {
        Row {
            cells: cells.into_iter().map(Into::into).collect(),
            tone: Tone::Plain,
            marked: false,
        }
    }

    /// The same row in another tone.
    pub fn tone(self, tone: Tone) -> Self {
        Row { tone, ..self }
    }

    /// The same row, marked or not.
    pub fn marked(self, marked: bool) -> Self {
        Row { marked, ..self }
    }
}

/// The selection and the part of the rows that is in sight.
#[derive(Clone, Debug, Default)]
pub struct List {
    columns: Vec<Column>,
    selected: usize,
    offset: usize,
    /// Rows of the last draw.
    height: usize,
    total: usize,
    marked: usize,
    cursor: Option<Position>,
    asleep: bool,
}

impl List {
    /// A list with these columns. Where the screen is too narrow the last ones are left out.
    pub fn new(columns: Vec<Column>) -> Self {
        List {
            columns,
            height: 1,
            ..List::default()
        }
    }

    /// Other columns; selection and place stay.
    pub fn set_columns(&mut self, columns: Vec<Column>) {
        self.columns = columns;
    }

    /// The selected row, from 0. Where there are no rows, or fewer than there were, nothing is found at it.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Selects a row, for instance the one that was selected before the rows changed.
    pub fn select(&mut self, row: usize) {
        self.selected = row;
    }

    /// Whether keys go elsewhere for the time being: another marker says so.
    pub fn sleep(&mut self, asleep: bool) {
        self.asleep = asleep;
    }

    /// What a list lets one do by itself: moving about.
    pub fn offers() -> impl Iterator<Item = Offer> {
        [
            Action::Down,
            Action::Up,
            Action::PageDown,
            Action::PageUp,
            Action::Home,
            Action::End,
        ]
        .into_iter()
        .map(Offer::on)
    }

    /// The same where a line is typed beside the list: Home and End are the line's.
    pub fn offers_beside_line() -> impl Iterator<Item = Offer> {
        List::offers().filter(|offer| !matches!(offer.action, Action::Home | Action::End))
    }

    /// Moves among `total` rows, if the action is one of [`List::offers`].
    pub fn act(&mut self, action: Action, total: usize) -> bool {
        let last = total.saturating_sub(1);
        let page = self.height.max(1);
        let to = match action {
            Action::Down => self.selected.saturating_add(1),
            Action::Up => self.selected.saturating_sub(1),
            Action::PageDown => self.selected.saturating_add(page),
            Action::PageUp => self.selected.saturating_sub(page),
            Action::Home => 0,
            Action::End => last,
            _ => return false,
        };
        // A page turns as a whole: the next page begins where this one ends.
        match action {
            Action::PageDown if self.offset + page <= last => self.offset += page,
            Action::PageUp => self.offset = self.offset.saturating_sub(page),
            _ => {}
        }
        self.selected = to.min(last);
        true
    }

    /// Draws heading and rows. The terminal's cursor stands on the marker.
    pub fn draw(&mut self, ui: &Ui, area: Rect, buf: &mut Buffer, window: &dyn Window) {
        clear(buf, area);
        self.cursor = None;
        self.total = window.total();
        self.marked = window.marked();
        let heading = u16::from(area.height > 2);
        let body = below(area, heading);
        self.height = usize::from(body.height);
        self.bring_into_sight();
        let widths = widths(&self.columns, area.width, GUTTER);
        if heading > 0 {
            self.draw_heading(ui, area, buf, &widths);
        }
        if self.total == 0 {
            ui.put(
                buf,
                body,
                body.x.saturating_add(GUTTER),
                body.y,
                &ui.word("list.empty"),
                ui.theme.quiet(),
            );
            return;
        }
        for ((at, row), y) in (self.offset..)
            .zip(window.rows(self.offset, self.height))
            .zip(body.top()..body.bottom())
        {
            let line = Rect { y, height: 1, ..body };
            let style = ui.theme.tone(row.tone);
            let selected = at == self.selected;
            if let Some(marker) = self.marker(selected, row.marked) {
                ui.put(buf, line, line.x, y, marker, ui.theme.strong());
            }
            if selected {
                self.cursor = Some(Position { x: line.x, y });
            }
            ui.put(buf, line, line.x.saturating_add(1), y, row.tone.sign(), style);
            self.draw_cells(
                ui,
                line,
                buf,
                &widths,
                |at| row.cells.get(at).map_or("", String::as_str),
                style,
            );
        }
    }

    /// What stands before a row. Signs, not colours: they are seen on every terminal.
    fn marker(&self, selected: bool, marked: bool) -> Option<&'static str> {
        match (selected, marked) {
            (true, true) => Some("X"),
            (true, false) => Some(if self.asleep { "-" } else { ">" }),
            (false, true) => Some("x"),
            (false, false) => None,
        }
    }

    /// Where the marker is.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// Out of sight, the selection brings a whole new page: one draw instead of one for every row.
    fn bring_into_sight(&mut self) {
        self.selected = self.selected.min(self.total.saturating_sub(1));
        let height = self.height.max(1);
        if self.selected < self.offset {
            self.offset = (self.selected + 1).saturating_sub(height);
        } else if self.selected >= self.offset + height {
            self.offset = self.selected;
        }
        self.offset = self.offset.min(self.total.saturating_sub(height));
    }

    fn draw_heading(&self, ui: &Ui, area: Rect, buf: &mut Buffer, widths: &[u16]) {
        let line = Rect { height: 1, ..area };
        ui.put_row(buf, line, line.y, "", ui.theme.ruled());
        let title = |at: usize| self.columns.get(at).map_or("", |column| column.title.as_str());
        self.draw_cells(ui, line, buf, widths, title, ui.theme.heading());
        if let Some(room) = self.room_for_count(line, widths) {
            self.draw_count(ui, room, buf);
        }
    }

    /// The count stands at the end of the first wide column's heading.
    fn room_for_count(&self, line: Rect, widths: &[u16]) -> Option<Rect> {
        let at = self
            .columns
            .iter()
            .position(|column| matches!(column.room, Room::Share(_)))?;
        let before: u16 = widths.get(..at)?.iter().map(|width| width + 1).sum();
        Some(
            Rect {
                x: line.x + GUTTER + before,
                width: *widths.get(at)?,
                ..line
            }
            .intersection(line),
        )
    }

    fn draw_count(&self, ui: &Ui, room: Rect, buf: &mut Buffer) {
        let at = if self.total == 0 { 0 } else { self.selected + 1 };
        let keys: &[&str] = match self.marked {
            0 => &["list.count"],
            _ => &["list.count-marked", "list.count-marked-short"],
        };
        let (at, total, marked) = (at.to_string(), self.total.to_string(), self.marked.to_string());
        let say = |key: &&str| ui.say(key, &[("at", &at), ("total", &total), ("marked", &marked)]);
        // A heading of some columns stands before it.
        let fits = |count: &String| room.width > ui.width(count) + 6;
        if let Some(count) = keys.iter().map(say).find(fits) {
            let x = room.right() - ui.width(&count);
            ui.put(buf, room, x, room.y, &count, ui.theme.ruled());
        }
    }

    fn draw_cells<'a>(
        &self,
        ui: &Ui,
        line: Rect,
        buf: &mut Buffer,
        widths: &[u16],
        text: impl Fn(usize) -> &'a str,
        style: ratatui::style::Style,
    ) {
        let mut x = line.x.saturating_add(GUTTER);
        for (at, width) in widths.iter().enumerate() {
            let room = Rect {
                x,
                width: *width,
                ..line
            }
            .intersection(line);
            let text = text(at);
            let right = self.columns.get(at).is_some_and(|column| column.right);
            let start = if right {
                room.right().saturating_sub(ui.width(text)).max(room.x)
            } else {
                room.x
            };
            ui.put(buf, room, start, line.y, text, style);
            x = x.saturating_add(width + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::tui::term::Caps;
    use std::cell::RefCell;

    /// Counts what is asked of it.
    struct Million(RefCell<Vec<(usize, usize)>>);

    impl Window for Million {
        fn total(&self) -> usize {
            1_000_000
        }
        fn rows(&self, offset: usize, len: usize) -> Vec<Row> {
            self.0.borrow_mut().push((offset, len));
            (offset..offset + len)
                .map(|n| Row::new([n.to_string(), "武汉".to_owned()]))
                .collect()
        }
    }

    fn drawn(list: &mut List, window: &dyn Window, area: Rect) -> Buffer {
        let mut buf = Buffer::empty(area);
        list.draw(&Ui::new(Lang::Zh, &Caps::default()), area, &mut buf, window);
        buf
    }

    #[test]
    fn only_the_rows_in_sight_are_asked_for() {
        let window = Million(RefCell::default());
        let mut list = List::new(vec![Column::number("号", 8), Column::new("名称", Room::Share(1))]);
        let area = Rect::new(0, 0, 40, 11);
        drawn(&mut list, &window, area);
        list.act(Action::PageDown, 1_000_000);
        drawn(&mut list, &window, area);
        list.act(Action::End, 1_000_000);
        drawn(&mut list, &window, area);
        assert_eq!(*window.0.borrow(), [(0, 10), (10, 10), (999_990, 10)]);
        assert_eq!(list.selected(), 999_999);
    }

    #[test]
    fn the_selection_pages_instead_of_scrolling() {
        let window = Million(RefCell::default());
        let mut list = List::new(vec![Column::number("号", 8)]);
        let area = Rect::new(0, 0, 40, 11);
        drawn(&mut list, &window, area);
        for _ in 0..10 {
            list.act(Action::Down, 1_000_000);
            drawn(&mut list, &window, area);
        }
        assert_eq!((list.selected(), list.offset), (10, 10));
        list.act(Action::Up, 1_000_000);
        drawn(&mut list, &window, area);
        assert_eq!((list.selected(), list.offset), (9, 0));
    }
}
