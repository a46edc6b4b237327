//! The particulars of one thing: labels and texts, wrapped.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::action::Action;
use crate::tui::theme::Tone;
use crate::tui::ui::{Ui, below, clear};

/// From this width on, list and detail stand side by side.
const BESIDE_FROM: u16 = 120;

/// One line of a detail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is; empty for a text over the whole width.
    pub label: String,
    /// What there is to say.
    pub text: String,
    /// Its tone.
    pub tone: Tone,
}

impl Entry {
    /// A labelled text.
    pub fn new(label: impl Into<String>, text: impl Into<String>) -> Self {
        Entry {
            label: label.into(),
            text: text.into(),
            tone: Tone::Plain,
        }
    }

    /// The same in another tone.
    pub fn tone(self, tone: Tone) -> Self {
        Entry { tone, ..self }
    }
}

/// How far a detail is scrolled.
#[derive(Clone, Debug, Default)]
pub struct Detail {
    top: usize,
    rows: usize,
    height: usize,
}

impl Detail {
    /// Back to the beginning, for another thing.
    pub fn rewind(&mut self) {
        self.top = 0;
    }

    /// Moves, if the action is a move up or down.
    pub fn act(&mut self, action: Action) -> bool {
        let last = self.rows.saturating_sub(self.height);
        let page = self.height.max(1);
        self.top = match action {
            Action::Down => self.top.saturating_add(1),
            Action::Up => self.top.saturating_sub(1),
            Action::PageDown => self.top.saturating_add(page),
            Action::PageUp => self.top.saturating_sub(page),
            Action::Home => 0,
            Action::End => last,
            _ => return false,
        }
        .min(last);
        true
    }

    /// Draws a heading and the entries, as far as they fit.
    pub fn draw(&mut self, ui: &Ui, area: Rect, buf: &mut Buffer, title: &str, entries: &[Entry]) {
        clear(buf, area);
        let heading = u16::from(area.height > 2);
        if heading > 0 {
            ui.put_row(buf, Rect { height: 1, ..area }, area.y, title, ui.theme.heading());
        }
        let body = below(area, heading);
        let lines = lines(ui, body.width, entries);
        self.rows = lines.len();
        self.height = usize::from(body.height);
        self.top = self.top.min(self.rows.saturating_sub(self.height));
        for (line, y) in lines.iter().skip(self.top).zip(body.top()..body.bottom()) {
            ui.put(buf, body, body.x, y, &line.label, ui.theme.quiet());
            ui.put(
                buf,
                body,
                body.x + line.indent,
                y,
                &line.text,
                ui.theme.tone(line.tone),
            );
        }
    }
}

struct Line {
    label: String,
    indent: u16,
    text: String,
    tone: Tone,
}

fn lines(ui: &Ui, width: u16, entries: &[Entry]) -> Vec<Line> {
    let widest = entries
        .iter()
        .map(|entry| ui.width(&entry.label))
        .max()
        .unwrap_or(0);
    let indent = (widest + 1).min(width / 2);
    let mut lines = Vec::new();
    for entry in entries {
        let indent = if entry.label.is_empty() { 0 } else { indent };
        let mut label = ui.fit(&entry.label, indent.saturating_sub(1));
        for text in ui.wrap(&entry.text, width.saturating_sub(indent)) {
            lines.push(Line {
                label: std::mem::take(&mut label),
                indent,
                text,
                tone: entry.tone,
            });
        }
    }
    lines
}

/// List and detail side by side where there is room, with a line between them; otherwise the list alone.
pub fn columns(ui: &Ui, area: Rect, buf: &mut Buffer) -> (Rect, Option<Rect>) {
    if area.width < BESIDE_FROM {
        return (area, None);
    }
    let left = Rect {
        width: area.width * 3 / 5,
        ..area
    };
    let line = Rect {
        x: left.right(),
        width: 1,
        ..area
    };
    for y in line.top()..line.bottom() {
        ui.put(buf, line, line.x, y, "|", ui.theme.quiet());
    }
    let right = Rect {
        x: line.right() + 1,
        width: area.right() - line.right() - 1,
        ..area
    };
    (left, Some(right))
}
