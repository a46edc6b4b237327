//! A text of several lines to be typed.

use crossterm::event::{Event as Input, KeyCode, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::field::is_unseen;
use crate::tui::event::Event;
use crate::tui::ui::{Ui, clear};
use crate::unseen::stripped;

/// A text and the place in it where typing goes. Editing is the crate `ratatui-textarea`'s; drawing is ours, for Chinese line
/// breaks, pinyin, and the terminal's own cursor.
#[derive(Clone, Debug, Default)]
pub struct TextArea {
    text: tui_textarea::TextArea<'static>,
}

/// One row of the screen: which line it shows, from which character on.
struct Row {
    line: usize,
    from: usize,
    len: usize,
    text: String,
}

impl TextArea {
    /// An area holding this text, the cursor behind it.
    pub fn new(text: &str) -> Self {
        let mut area = tui_textarea::TextArea::new(text.split('\n').map(str::to_owned).collect());
        area.move_cursor(tui_textarea::CursorMove::Bottom);
        area.move_cursor(tui_textarea::CursorMove::End);
        TextArea { text: area }
    }

    /// What was typed.
    pub fn text(&self) -> String {
        self.text.lines().join("\n")
    }

    /// Takes typed and pasted text and the keys that move in a text; false for every other key.
    pub fn handle(&mut self, event: &Event) -> bool {
        match event {
            Event::Key(key) if is_unseen(key.code) => true,
            Event::Key(key) if self.is_for_text(key.code, key.modifiers) => {
                self.text.input(Input::Key(*key));
                true
            }
            Event::Paste(text) => {
                self.text.insert_str(stripped(text, true));
                true
            }
            _ => false,
        }
    }

    /// Up in the first line and down in the last one leave the text.
    fn is_for_text(&self, code: KeyCode, modifiers: KeyModifiers) -> bool {
        let plain = modifiers.difference(KeyModifiers::SHIFT).is_empty();
        let line = self.text.cursor().0;
        match code {
            KeyCode::Char('w' | 'k' | 'a' | 'e') if modifiers == KeyModifiers::CONTROL => true,
            KeyCode::Up => plain && line > 0,
            KeyCode::Down => plain && line + 1 < self.text.lines().len(),
            KeyCode::Char(_) | KeyCode::Enter | KeyCode::Backspace | KeyCode::Delete => plain,
            KeyCode::Left | KeyCode::Right | KeyCode::Home | KeyCode::End => plain,
            _ => false,
        }
    }

    /// Draws as much around the cursor as fits and returns where the terminal's cursor belongs.
    pub fn draw(&self, ui: &Ui, area: Rect, buf: &mut Buffer, style: Style) -> Position {
        clear(buf, area);
        let rows = self.rows(ui, area.width.saturating_sub(1).max(2));
        let tui_textarea::DataCursor(line, char) = self.text.cursor();
        let here = rows
            .iter()
            .position(|row| row.line == line && (row.from..row.from + row.len).contains(&char))
            .or_else(|| rows.iter().rposition(|row| row.line == line))
            .unwrap_or(0);
        let height = usize::from(area.height.max(1));
        let top = (here + 1).saturating_sub(height);
        for (row, y) in rows.iter().skip(top).zip(area.top()..area.bottom()) {
            ui.put(buf, area, area.x, y, &row.text, style);
        }
        let before: String = rows
            .get(here)
            .map(|row| row.text.chars().take(char - row.from.min(char)).collect())
            .unwrap_or_default();
        let x = area.x.saturating_add(ui.width(&before));
        let y = area.y + u16::try_from(here - top).unwrap_or(0);
        Position {
            x: x.min(area.right().saturating_sub(1)),
            y,
        }
    }

    fn rows(&self, ui: &Ui, width: u16) -> Vec<Row> {
        let mut rows = Vec::new();
        for (line, text) in self.text.lines().iter().enumerate() {
            let mut row = Row {
                line,
                from: 0,
                len: 0,
                text: String::new(),
            };
            let mut used = 0;
            for grapheme in text.graphemes(true) {
                let wide = ui.width(grapheme);
                if used + wide > width {
                    let from = row.from + row.len;
                    rows.push(std::mem::replace(
                        &mut row,
                        Row {
                            line,
                            from,
                            len: 0,
                            text: String::new(),
                        },
                    ));
                    used = 0;
                }
                row.text.push_str(grapheme);
                row.len += grapheme.chars().count();
                used += wide;
            }
            rows.push(row);
        }
        rows
    }
}
