//! A table with many columns: the first stands still, the others page by column. Behind a figure stand its tasks.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::action::{Action, Offer};
use crate::tui::theme::Tone;
use crate::tui::ui::{Ui, clear};
use crate::tui::widget::{Column, List, Room, Row, Window};

/// Columns of the screen that the fixed column takes.
const FIXED: u16 = 14;
/// The list's own columns before the first, and the blank behind the fixed one.
const EDGE: u16 = 3;

/// A table ready to be drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    /// Heading of the fixed column.
    pub fixed: String,
    pub columns: Vec<Head>,
    pub lines: Vec<Line>,
}

/// A column's heading.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub name: String,
    /// Unit of measure, where there is one.
    pub measure: String,
    pub width: u16,
    pub right: bool,
}

/// A row.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub name: String,
    pub tone: Tone,
    pub cells: Vec<Figure>,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Figure {
    pub text: String,
    /// Ids of the tasks behind it.
    pub tasks: Vec<String>,
    /// What each of them adds, where the figure is a sum over them; empty where it is their number.
    pub amounts: Vec<u64>,
    /// Why it leads nowhere, where there are no tasks behind it.
    pub why: String,
}

impl Figure {
    /// The number of these tasks.
    pub(super) fn count(ui: &Ui, tasks: &[String]) -> Self {
        Figure {
            text: tasks.len().to_string(),
            tasks: tasks.to_vec(),
            amounts: Vec::new(),
            why: ui.word("pane.summary.why-none"),
        }
    }

    /// What is no number of tasks.
    pub(super) fn bare(text: String, why: String) -> Self {
        Figure {
            text,
            why,
            ..Figure::default()
        }
    }
}

/// Where one is in a grid, and which columns are in sight.
#[derive(Debug, Default)]
pub(super) struct Place {
    list: List,
    column: usize,
    first: usize,
}

impl Grid {
    /// The cell in a row and column.
    pub(super) fn at(&self, row: usize, column: usize) -> Option<&Figure> {
        self.lines.get(row)?.cells.get(column)
    }

    /// A column's heading as far as there is room: its end, where its beginning would read like another's.
    fn title(&self, ui: &Ui, at: usize) -> String {
        let cut = |head: &Head| ui.fit(&head.name, head.width.saturating_sub(2));
        let Some(own) = self.columns.get(at) else {
            return String::new();
        };
        let alike = self.columns.iter().filter(|other| cut(other) == cut(own)).count();
        match alike {
            0 | 1 => cut(own),
            _ => ui.fit_end(&own.name, own.width.saturating_sub(2)),
        }
    }

    /// The columns from `first` on that fit into `width`; at least one.
    fn fitting(&self, first: usize, width: u16) -> usize {
        let mut left = width.saturating_sub(EDGE + FIXED);
        let mut count = 0;
        for head in self.columns.iter().skip(first) {
            if count > 0 && head.width > left {
                break;
            }
            left = left.saturating_sub(head.width + 1);
            count += 1;
        }
        count
    }
}

impl Place {
    pub(super) fn row(&self) -> usize {
        self.list.selected()
    }

    pub(super) fn column(&self) -> usize {
        self.column
    }

    pub(super) fn offers() -> impl Iterator<Item = Offer> {
        [Action::Right, Action::Left]
            .into_iter()
            .map(Offer::on)
            .chain(List::offers())
    }

    pub(super) fn act(&mut self, action: Action, grid: &Grid) -> bool {
        let last = grid.columns.len().saturating_sub(1);
        match action {
            Action::Right => self.column = (self.column + 1).min(last),
            Action::Left => self.column = self.column.saturating_sub(1),
            action => return self.list.act(action, grid.lines.len()),
        }
        true
    }

    /// Turns to the page of columns that the current one is on: the next page begins where this one ends.
    fn turn(&mut self, grid: &Grid, width: u16) {
        self.column = self.column.min(grid.columns.len().saturating_sub(1));
        while self.column >= self.first + grid.fitting(self.first, width).max(1) {
            self.first += grid.fitting(self.first, width).max(1);
        }
        while self.column < self.first {
            // As many as fit before the page, so that paging back shows what was seen on the way.
            let end = self.first;
            self.first = (0..end)
                .find(|from| from + grid.fitting(*from, width) >= end)
                .unwrap_or(0);
        }
    }

    pub(super) fn draw(&mut self, ui: &Ui, area: Rect, buf: &mut Buffer, grid: &Grid) {
        clear(buf, area);
        self.turn(grid, area.width);
        let count = grid.fitting(self.first, area.width);
        let shown = self.first..self.first + count;
        let mut columns = vec![Column::new(grid.fixed.as_str(), Room::Fixed(FIXED))];
        columns.extend(
            grid.columns
                .get(shown.clone())
                .unwrap_or_default()
                .iter()
                .zip(shown.clone())
                .map(|(head, at)| {
                    let name = marked(&grid.title(ui, at), at == self.column);
                    Column {
                        title: name,
                        room: Room::Fixed(head.width),
                        right: head.right,
                        field: None,
                    }
                }),
        );
        self.list.set_columns(columns);
        let row = self.list.selected().min(grid.lines.len().saturating_sub(1));
        let window = Shown {
            grid,
            shown,
            current: (row, self.column),
        };
        self.list.draw(ui, area, buf, &window);
    }

    pub(super) fn cursor(&self) -> Option<Position> {
        self.list.cursor()
    }
}

/// In brackets where it is the current one. Its place is the same either way, so that a move redraws brackets alone.
fn marked(text: &str, current: bool) -> String {
    match current {
        true => format!("[{text}]"),
        false => format!(" {text} "),
    }
}

struct Shown<'a> {
    grid: &'a Grid,
    shown: std::ops::Range<usize>,
    current: (usize, usize),
}

impl Window for Shown<'_> {
    fn total(&self) -> usize {
        self.grid.lines.len()
    }

    fn rows(&self, offset: usize, len: usize) -> Vec<Row> {
        let text = |row: usize, column: usize| {
            let text = self
                .grid
                .at(row, column)
                .map_or("", |figure| figure.text.as_str());
            marked(text, (row, column) == self.current)
        };
        let line = |(row, line): (usize, &Line)| {
            let cells = self.shown.clone().map(|column| text(row, column));
            Row::new([line.name.clone()].into_iter().chain(cells)).tone(line.tone)
        };
        self.grid
            .lines
            .iter()
            .enumerate()
            .skip(offset)
            .take(len)
            .map(line)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(columns: usize) -> Grid {
        Grid {
            columns: vec![
                Head {
                    name: "x".to_owned(),
                    measure: String::new(),
                    width: 9,
                    right: true,
                };
                columns
            ],
            ..Grid::default()
        }
    }

    #[test]
    fn columns_page_and_the_current_one_is_always_in_sight() {
        let grid = grid(23);
        for width in [1, 20, 40, 80, 200] {
            let mut place = Place::default();
            for step in 0..60 {
                place.act(if step < 30 { Action::Right } else { Action::Left }, &grid);
                place.turn(&grid, width);
                let shown = place.first..place.first + grid.fitting(place.first, width);
                assert!(
                    shown.contains(&place.column),
                    "{width} {step}: {shown:?} {}",
                    place.column
                );
            }
            assert_eq!((place.column, place.first), (0, 0));
        }
    }

    #[test]
    fn a_page_ends_where_the_next_one_begins() {
        let grid = grid(23);
        let mut place = Place::default();
        assert_eq!(grid.fitting(0, 80), 6);
        for _ in 0..6 {
            place.act(Action::Right, &grid);
        }
        place.turn(&grid, 80);
        assert_eq!(place.first, 6);
    }
}
