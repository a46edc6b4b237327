//! The particulars of one thing: labels and texts, wrapped.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::action::Action;
use crate::tui::theme::Tone;
use crate::tui::ui::{EMPHASIS, Ui, below, clear};

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
            line.put(ui, body, y, buf);
        }
    }
}

/// A text whose parts at these places, in bytes, stand out: by their tone, and in brackets where there are no colours.
pub fn emphasised(ui: &Ui, text: &str, parts: &[Range<usize>]) -> String {
    let [open, close] = match ui.theme.colour {
        true => EMPHASIS,
        false => ['[', ']'],
    };
    let mut out = String::new();
    let mut at = 0;
    for part in parts.iter().filter(|part| part.start < part.end) {
        let (Some(before), Some(within)) = (text.get(at..part.start), text.get(part.clone())) else {
            continue;
        };
        out.extend([before, &open.to_string(), within, &close.to_string()]);
        at = part.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

struct Line {
    label: String,
    indent: u16,
    text: String,
    tone: Tone,
    /// It begins within an emphasised part.
    within: bool,
}

impl Line {
    /// Draws its text, the emphasised parts in their own tone.
    fn put(&self, ui: &Ui, area: Rect, y: u16, buf: &mut Buffer) {
        let mut x = area.x.saturating_add(self.indent);
        let mut within = self.within;
        for part in self.text.split_inclusive(EMPHASIS) {
            let tone = if within { Tone::Warn } else { self.tone };
            x += ui.put(buf, area, x, y, part, ui.theme.tone(tone));
            within = emphasis_behind(part, within);
        }
    }
}

/// Whether what follows a text is emphasised.
fn emphasis_behind(text: &str, before: bool) -> bool {
    match text.chars().rfind(|c| EMPHASIS.contains(c)) {
        Some(last) => last == EMPHASIS[0],
        None => before,
    }
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
        let mut within = false;
        for text in ui.wrap(&entry.text, width.saturating_sub(indent)) {
            let behind = emphasis_behind(&text, within);
            lines.push(Line {
                label: std::mem::take(&mut label),
                indent,
                text,
                tone: entry.tone,
                within,
            });
            within = behind;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::tui::term::{Caps, Depth};

    fn drawn(depth: Depth, text: &str, part: &str) -> Buffer {
        let caps = Caps {
            depth,
            ..Caps::default()
        };
        let ui = Ui::new(Lang::Zh, &caps);
        let parts: Vec<_> = text
            .match_indices(part)
            .map(|(at, part)| at..at + part.len())
            .collect();
        let text = emphasised(&ui, text, &parts);
        let mut buf = Buffer::empty(Rect::new(0, 0, 8, 3));
        let area = buf.area;
        Detail::default().draw(&ui, area, &mut buf, "x", &[Entry::new("", text)]);
        buf
    }

    /// The part goes over the end of a line, takes no room of its own, and nothing behind it stands out.
    #[test]
    fn a_part_stands_out_by_its_tone() {
        let buf = drawn(Depth::Ansi16, "网上发布不符招工", "布不");
        let warn = Ui::new(Lang::Zh, &Caps::default()).theme.tone(Tone::Warn);
        let marked: String = (buf.area.positions())
            .filter_map(|at| buf.cell(at))
            .filter(|cell| warn.fg.is_some() && cell.style().fg == warn.fg)
            .map(|cell| cell.symbol())
            .collect();
        assert_eq!(marked, "布不");
        let line = |y| {
            (0..8)
                .step_by(2)
                .map(|x| buf[(x, y)].symbol())
                .collect::<String>()
        };
        assert_eq!([line(1), line(2)], ["网上发布", "不符招工"]);
    }

    #[test]
    fn without_colours_it_stands_in_brackets() {
        let buf = drawn(Depth::Mono, "abcdef", "cd");
        let line: String = (0..8).map(|x| buf[(x, 1)].symbol()).collect();
        assert_eq!(line, "ab[cd]ef");
    }
}
