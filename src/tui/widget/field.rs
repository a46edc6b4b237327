//! One line of text to be typed.

use crossterm::event::{Event as Input, KeyCode, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use tui_input::backend::crossterm::EventHandler;
use unicode_segmentation::UnicodeSegmentation;

use crate::tui::action::{Action, Offer};
use crate::tui::event::{Event, Reply};
use crate::tui::frame::drawer;
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::ui::{Ui, clear};
use crate::unseen::{hidden, stripped};

/// A line and the place in it where typing goes.
#[derive(Clone, Debug, Default)]
pub struct TextField {
    input: tui_input::Input,
}

impl TextField {
    /// A field holding this text, the cursor behind it.
    pub fn new(text: impl Into<String>) -> Self {
        TextField {
            input: tui_input::Input::new(text.into()),
        }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// The same line with a sign in place of every character.
    pub fn masked(&self) -> TextField {
        let signs = "*".repeat(self.text().chars().count());
        TextField {
            input: tui_input::Input::new(signs).with_cursor(self.input.cursor()),
        }
    }

    /// Takes typed and pasted text and the keys that move in a line; false for every other key.
    pub fn handle(&mut self, event: &Event) -> bool {
        match event {
            Event::Key(key) if is_unseen(key.code) => true,
            Event::Key(key) if is_for_line(key.code, key.modifiers) => {
                self.input.handle_event(&Input::Key(*key));
                true
            }
            Event::Paste(text) => {
                for c in stripped(text, false).chars() {
                    self.input.handle(tui_input::InputRequest::InsertChar(c));
                }
                true
            }
            _ => false,
        }
    }

    /// Draws the line at the top of `area` and returns where the terminal's cursor belongs. A line that is too long
    /// moves by half the room, so that most keys change few cells.
    pub fn draw(&self, ui: &Ui, area: Rect, buf: &mut Buffer, style: Style) -> Position {
        let text = self.text();
        let before: String = text.chars().take(self.input.cursor()).collect();
        let column = ui.width(&before);
        let mut skip = 0;
        while area.width > 1 && column - skip >= area.width {
            skip += area.width / 2;
        }
        let (hidden, visible) = split_at_column(ui, text, skip);
        let line = Rect {
            height: area.height.min(1),
            ..area
        };
        let used = ui.put(buf, line, line.x, line.y, visible, style);
        clear(
            buf,
            Rect {
                x: line.x + used,
                width: line.width.saturating_sub(used),
                ..line
            },
        );
        let x = line.x + column.saturating_sub(hidden);
        Position {
            x: x.min(line.right().saturating_sub(1)),
            y: line.y,
        }
    }
}

/// A character that nobody would see, as an input method may send it: taken, and left out.
pub(super) fn is_unseen(code: KeyCode) -> bool {
    matches!(code, KeyCode::Char(c) if hidden(c))
}

/// The keys a line keeps for itself. Control keys stay free for the keymap, except the usual ones for erasing.
fn is_for_line(code: KeyCode, modifiers: KeyModifiers) -> bool {
    let plain = modifiers.difference(KeyModifiers::SHIFT).is_empty();
    match code {
        KeyCode::Char('w' | 'k' | 'a' | 'e') if modifiers == KeyModifiers::CONTROL => true,
        KeyCode::Char(_) => plain,
        KeyCode::Backspace
        | KeyCode::Delete
        | KeyCode::Left
        | KeyCode::Right
        | KeyCode::Home
        | KeyCode::End => plain,
        _ => false,
    }
}

/// The text from the first grapheme at or behind `column` on, and how many columns are before it.
fn split_at_column<'a>(ui: &Ui, text: &'a str, column: u16) -> (u16, &'a str) {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        if used >= column {
            return (used, text.get(at..).unwrap_or(""));
        }
        used += ui.width(grapheme);
    }
    if column == 0 { (0, text) } else { (used, "") }
}

/// An overlay that asks for one line: a filter, a reason, a number.
#[derive(Clone, Debug)]
pub struct Ask {
    to: Action,
    title: String,
    field: TextField,
    cursor: Option<Position>,
}

impl Ask {
    /// Asks on behalf of `to`, beginning with `text`. Enter answers with [`Reply::Line`].
    pub fn new(to: Action, title: impl Into<String>, text: impl Into<String>) -> Self {
        Ask {
            to,
            title: title.into(),
            field: TextField::new(text),
            cursor: None,
        }
    }
}

impl Layer for Ask {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Text]
    }

    fn offers(&self, _cx: &Cx) -> Vec<Offer> {
        vec![Offer::on(Action::Open), Offer::on(Action::Back)]
    }

    fn act(&mut self, action: Action, _cx: &mut Cx) -> Flow {
        match action {
            Action::Open => Flow::answer(self.to, Reply::Line(self.field.text().to_owned())),
            Action::Back => Flow::Close,
            _ => Flow::Pass,
        }
    }

    fn handle(&mut self, event: &Event, _cx: &mut Cx) -> Flow {
        if self.field.handle(event) {
            Flow::Taken
        } else {
            Flow::Pass
        }
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let lines = cx.ui.wrap(&self.title, area.width);
        let area = drawer(area, u16::try_from(lines.len()).unwrap_or(1).saturating_add(1));
        clear(buf, area);
        let above = area.top()..area.bottom().saturating_sub(1);
        for (at, (title, y)) in lines.iter().zip(above).enumerate() {
            // Only the last is underlined: it stands over what is typed.
            let style = match at + 1 == lines.len() {
                true => cx.ui.theme.heading(),
                false => cx.ui.theme.strong(),
            };
            cx.ui.put_row(buf, area, y, title, style);
        }
        let line = Rect {
            y: area.bottom().saturating_sub(1),
            height: area.height.min(1),
            ..area
        };
        self.cursor = Some(self.field.draw(cx.ui, line, buf, Style::new()));
    }

    fn cursor(&self) -> Option<Position> {
        self.cursor
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::area::TextArea;

    #[test]
    fn what_nobody_sees_is_left_out_of_what_is_typed_or_pasted() {
        let (mut line, mut lines) = (TextField::default(), TextArea::default());
        let pasted = Event::Paste("武\u{202e}汉\u{1b}[2J\r\n二\u{200b}\u{9b}1m".to_owned());
        let typed = Event::Key(KeyCode::Char('\u{200d}').into());
        for event in [&pasted, &typed] {
            assert!(line.handle(event) && lines.handle(event));
        }
        assert_eq!(line.text(), "武汉[2J 二1m");
        assert_eq!(lines.text(), "武汉[2J\n二1m");
    }
}
