//! The workstation driven by a script of keys, its screen read as text. Flow tests and benches use it.

use std::fmt::Write;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Rect};

use super::app::App;
use super::event::{self, Event};

/// An app and a screen of a given size.
pub struct Harness {
    /// The workstation.
    pub app: App,
    area: Rect,
    screen: Buffer,
    cursor: Option<Position>,
}

impl Harness {
    /// Draws the first frame.
    pub fn new(app: App, width: u16, height: u16) -> Self {
        let area = Rect::new(0, 0, width, height);
        let mut harness = Harness {
            app,
            area,
            screen: Buffer::empty(area),
            cursor: None,
        };
        harness.draw();
        harness
    }

    /// Types a script, for instance `"j j <enter> 3 武汉 <ctrl-s>"`, and draws once. Blanks between keys mean
    /// nothing; `<…>` is a key by its name in keymaps, `<space>` among them; everything else is typed as it stands.
    /// A name that is no key is typed as it stands too.
    pub fn keys(&mut self, script: &str) -> &mut Self {
        for key in self::script(script) {
            self.app.handle(Event::Key(key));
        }
        self.draw();
        self
    }

    /// Sends one event and draws.
    pub fn event(&mut self, event: Event) -> &mut Self {
        self.app.handle(event);
        self.draw();
        self
    }

    /// Does all long work that was started to its end, and draws: what follows from it can start more.
    pub fn work(&mut self) -> &mut Self {
        loop {
            let tasks = self.app.take_tasks();
            if tasks.is_empty() {
                break;
            }
            let (sender, events) = event::channel();
            tasks.into_iter().for_each(|task| task.run(sender.clone()));
            drop(sender);
            events.iter().for_each(|event| self.app.handle(event));
        }
        self.draw();
        self
    }

    /// Changes the screen's size and draws.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.area = Rect::new(0, 0, width, height);
        self.event(Event::Resize)
    }

    /// Where the terminal's cursor is, if it is shown.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// The last frame.
    pub fn buffer(&self) -> &Buffer {
        &self.screen
    }

    /// The last frame as text, a line for each row, without blanks at their ends.
    pub fn screen(&self) -> String {
        text(&self.screen)
    }

    fn draw(&mut self) {
        self.screen = Buffer::empty(self.area);
        self.cursor = self.app.draw(self.area, &mut self.screen);
    }
}

/// The keys of a script; see [`Harness::keys`].
pub fn script(script: &str) -> impl Iterator<Item = KeyEvent> {
    script.split_whitespace().flat_map(parse)
}

fn parse(token: &str) -> Vec<KeyEvent> {
    let named = token.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    match named.and_then(|name| crokey::parse(name).ok()) {
        Some(key) => vec![key.into()],
        None => token.chars().map(typed).collect(),
    }
}

/// As a terminal reports it: capitals with Shift.
fn typed(c: char) -> KeyEvent {
    let shift = if c.is_ascii_uppercase() {
        KeyModifiers::SHIFT
    } else {
        KeyModifiers::NONE
    };
    KeyEvent::new(KeyCode::Char(c), shift)
}

/// A buffer as text, a line for each row, without blanks at their ends.
pub fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        let mut x = buffer.area.left();
        while let Some(cell) = buffer.cell((x, y)).filter(|_| x < buffer.area.right()) {
            line.push_str(cell.symbol());
            x += cell.cell_width().max(1);
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}
