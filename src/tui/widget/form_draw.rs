//! How a form looks: a field a line, and below them what concerns the one in focus.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::form::{Choice, Field, Form, Kind};
use crate::tui::theme::Tone;
use crate::tui::ui::{Ui, below, clear};

/// Columns before the labels: marker and sign.
const GUTTER: u16 = 2;

/// Stands before an option that cannot be chosen now.
const OFF: char = '-';

impl Form {
    /// Draws the fields, and below them what concerns the one in focus.
    pub fn draw(&mut self, ui: &Ui, area: Rect, buf: &mut Buffer) {
        clear(buf, area);
        self.cursor = None;
        let below = self.room_below(ui, area);
        let rows = Rect {
            height: area.height - below,
            ..area
        };
        let seen: Vec<usize> = (0..self.fields.len())
            .filter(|at| self.fields.get(*at).is_some_and(|field| !field.hidden))
            .collect();
        let here = seen.iter().position(|at| *at == self.focus).unwrap_or(0);
        let height = usize::from(rows.height.max(1));
        self.turn_to(here, height, seen.len());
        let widest = self
            .fields
            .iter()
            .map(|field| ui.width(&field.label))
            .max()
            .unwrap_or(0);
        let label = widest.min(area.width * 2 / 5);
        for (at, y) in seen.into_iter().skip(self.top).zip(rows.top()..rows.bottom()) {
            self.draw_field(ui, Rect { y, height: 1, ..rows }, buf, at, label);
        }
        if below > 0 {
            self.draw_focused(
                ui,
                Rect {
                    y: rows.bottom(),
                    height: below,
                    ..area
                },
                buf,
            );
        }
    }

    /// Turns the page where the field in focus is not on it: scrolling by one would draw every row anew for each step.
    fn turn_to(&mut self, here: usize, height: usize, all: usize) {
        let context = (height / 4).min(2);
        if here < self.top {
            self.top = (here + 1 + context).saturating_sub(height);
        } else if here >= self.top + height {
            self.top = here - context;
        }
        self.top = self.top.min(all.saturating_sub(height));
    }

    /// A third of the rows, a quarter where one key answers, more where the options of the field in focus need more; never all.
    fn room_below(&self, ui: &Ui, area: Rect) -> u16 {
        if area.height < 8 {
            return 0;
        }
        let Some(field) = self.focused() else { return 0 };
        let (_, rows) = option_grid(ui, area.width, field);
        let needed = 1 + notes(ui, area.width, field).len() + rows;
        let needed = u16::try_from(needed).unwrap_or(u16::MAX);
        let share = if field.goes_on { 4 } else { 3 };
        (area.height / share)
            .clamp(4, 8)
            .max(needed.min(area.height * 2 / 3))
    }

    fn draw_field(&mut self, ui: &Ui, row: Rect, buf: &mut Buffer, at: usize, label: u16) {
        let Some(field) = self.fields.get(at) else { return };
        let focus = at == self.focus;
        let tone = match (&field.error, &field.warning) {
            (Some(_), _) => Tone::Bad,
            (None, Some(_)) => Tone::Warn,
            (None, None) => Tone::Plain,
        };
        if focus {
            ui.put(buf, row, row.x, row.y, ">", ui.theme.strong());
            self.cursor = Some(row.as_position());
        }
        ui.put(
            buf,
            row,
            row.x.saturating_add(1),
            row.y,
            tone.sign(),
            ui.theme.tone(tone),
        );
        let x = row.x.saturating_add(GUTTER);
        let name = Rect {
            x,
            width: label,
            ..row
        }
        .intersection(row);
        ui.put(buf, name, x, row.y, &field.label, ui.theme.quiet());
        let x = x.saturating_add(label + 1);
        let rest = Rect {
            x,
            width: row.right().saturating_sub(x),
            ..row
        };
        if rest.is_empty() {
            return;
        }
        let used = field
            .count()
            .map_or(0, |count| ui.put(buf, rest, x, row.y, &count, ui.theme.quiet()));
        let (x, rest) = (
            x + used,
            Rect {
                x: x + used,
                width: rest.width - used,
                ..rest
            },
        );
        if let Some(reason) = &field.off {
            ui.put(buf, rest, x, row.y, reason, ui.theme.quiet());
        } else if focus && (field.kind == Kind::Line || self.shown) {
            self.cursor = Some(field.line.draw(ui, rest, buf, Style::new()));
        } else if focus && field.kind == Kind::Secret {
            self.cursor = Some(field.line.masked().draw(ui, rest, buf, Style::new()));
        } else {
            ui.put(
                buf,
                rest,
                x,
                row.y,
                &field.summary(ui),
                ui.theme.tone(Tone::Plain),
            );
        }
    }

    /// A ruled line, the error or the hint, then the options with their keys or the whole text.
    fn draw_focused(&mut self, ui: &Ui, area: Rect, buf: &mut Buffer) {
        let Some(field) = self.fields.get(self.focus) else {
            return;
        };
        let head = Rect { height: 1, ..area };
        ui.put_row(buf, head, area.y, &field.label, ui.theme.heading());
        let mut y = area.y + 1;
        for (line, tone) in notes(ui, area.width, field) {
            if y < area.bottom() {
                ui.put(buf, area, area.x, y, &line, ui.theme.tone(tone));
                y += 1;
            }
        }
        let rest = below(area, y.saturating_sub(area.y));
        match &field.kind {
            Kind::Text if !rest.is_empty() && field.off.is_none() => {
                self.cursor = Some(field.text.draw(ui, rest, buf, Style::new()))
            }
            _ => draw_options(ui, rest, buf, field),
        }
    }
}

/// The options with their keys, in columns of equal width; a chosen one is marked.
fn draw_options(ui: &Ui, area: Rect, buf: &mut Buffer, field: &Field) {
    if area.is_empty() {
        return;
    }
    let (width, _) = option_grid(ui, area.width, field);
    let across = usize::from((area.width / width).max(1));
    for (row, y) in option_labels(field).chunks(across).zip(area.top()..area.bottom()) {
        for (label, x) in row.iter().zip((area.x..area.right()).step_by(usize::from(width))) {
            let room = Rect {
                x,
                width: width.min(area.right() - x),
                ..area
            };
            let tone = if label.starts_with(OFF) {
                Tone::Quiet
            } else {
                Tone::Plain
            };
            ui.put(buf, room, x, y, label, ui.theme.tone(tone));
        }
    }
}

fn option_labels(field: &Field) -> Vec<String> {
    let label = |at: usize, choice: &Choice| {
        let mark = match &choice.off {
            _ if field.picked.contains(&at) => '*',
            Some(_) => OFF,
            None => ' ',
        };
        let key = Field::key_of(at).unwrap_or(' ');
        format!("{mark}{key} {}", choice.label)
    };
    let options = field.options().iter().enumerate();
    options.map(|(at, choice)| label(at, choice)).collect()
}

/// What concerns the field in focus, wrapped: what is wrong, what is unusual, why it or some of its options are off,
/// and the hint.
fn notes(ui: &Ui, width: u16, field: &Field) -> Vec<(String, Tone)> {
    let mut texts: Vec<(&str, Tone)> = Vec::new();
    texts.extend(field.error.iter().map(|text| (text.as_str(), Tone::Bad)));
    texts.extend(field.warning.iter().map(|text| (text.as_str(), Tone::Warn)));
    texts.extend(field.off.iter().map(|text| (text.as_str(), Tone::Warn)));
    for reason in field.options().iter().filter_map(|option| option.off.as_deref()) {
        if texts.iter().all(|(text, _)| *text != reason) {
            texts.push((reason, Tone::Warn));
        }
    }
    texts.push((&field.hint, Tone::Quiet));
    let wrapped = texts.into_iter().filter(|(text, _)| !text.is_empty());
    wrapped
        .flat_map(|(text, tone)| ui.wrap(text, width).into_iter().map(move |line| (line, tone)))
        .collect()
}

/// Columns one option takes, and rows all of them take.
fn option_grid(ui: &Ui, width: u16, field: &Field) -> (u16, usize) {
    let labels = option_labels(field);
    let widest = labels.iter().map(|label| ui.width(label) + 2).max().unwrap_or(1);
    let each = widest.min(width).max(1);
    (each, labels.len().div_ceil(usize::from((width / each).max(1))))
}
