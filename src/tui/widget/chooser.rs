//! Choosing one of many by typing a part of its name, its pinyin, or its code.

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::column::{Column, Room};
use super::field::TextField;
use super::list::{List, Row, Window};
use crate::query::Finder;
use crate::tui::action::{Action, Offer};
use crate::tui::event::{Event, Reply};
use crate::tui::frame::drawer;
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::ui::clear;

/// Rows at most, heading and line of typing included.
const HEIGHT: u16 = 16;

/// An overlay with the options; answers with [`Reply::Chosen`].
pub struct Chooser {
    to: Action,
    title: String,
    options: Vec<String>,
    found: Vec<usize>,
    field: TextField,
    list: List,
    cursor: Option<Position>,
    numbered: bool,
}

struct Found<'a>(&'a Chooser);

impl Window for Found<'_> {
    fn total(&self) -> usize {
        self.0.found.len()
    }

    fn rows(&self, offset: usize, len: usize) -> Vec<Row> {
        let shown = self.0.found.iter().skip(offset).take(len);
        shown
            .filter_map(|at| self.0.options.get(*at))
            .map(|option| Row::new([option.as_str()]))
            .collect()
    }
}

impl Chooser {
    /// Offers these options on behalf of `to`.
    pub fn new(to: Action, title: impl Into<String>, options: Vec<String>) -> Self {
        let title = title.into();
        let mut chooser = Chooser {
            to,
            list: List::new(vec![Column::new(title.clone(), Room::Share(1))]),
            title,
            found: Vec::new(),
            options,
            field: TextField::default(),
            cursor: None,
            numbered: false,
        };
        chooser.find();
        chooser
    }

    /// The same where an option that begins with a digit of its own and a blank is chosen by that digit alone.
    pub fn numbered(self) -> Self {
        Chooser {
            numbered: true,
            ..self
        }
    }

    /// The option that a key chooses by itself: its number, pressed before anything was typed.
    fn by_number(&self, event: &Event) -> Option<usize> {
        let Event::Key(key) = event else { return None };
        let KeyCode::Char(digit @ '1'..='9') = key.code else {
            return None;
        };
        let plain = self.numbered && key.modifiers.is_empty() && self.field.text().is_empty();
        let begins = |option: &String| {
            let rest = option.strip_prefix(digit);
            rest.is_some_and(|rest| rest.starts_with(' '))
        };
        plain.then(|| self.options.iter().position(begins)).flatten()
    }

    fn find(&mut self) {
        let finder = Finder::new(self.field.text());
        self.found = (0..self.options.len())
            .filter(|at| self.options.get(*at).is_some_and(|option| finder.hits(option)))
            .collect();
        self.list.select(0);
    }
}

impl Layer for Chooser {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Text]
    }

    fn offers(&self, _cx: &Cx) -> Vec<Offer> {
        let mut offers = vec![Offer::on(Action::Open), Offer::on(Action::Back)];
        offers.extend(List::offers_beside_line());
        offers
    }

    fn act(&mut self, action: Action, _cx: &mut Cx) -> Flow {
        match action {
            Action::Open => match self.found.get(self.list.selected()) {
                Some(at) => Flow::answer(self.to, Reply::Chosen(*at)),
                None => Flow::Taken,
            },
            Action::Back => Flow::Close,
            action if self.list.act(action, self.found.len()) => Flow::Taken,
            _ => Flow::Pass,
        }
    }

    fn handle(&mut self, event: &Event, _cx: &mut Cx) -> Flow {
        if let Some(at) = self.by_number(event) {
            return Flow::answer(self.to, Reply::Chosen(at));
        }
        if !self.field.handle(event) {
            return Flow::Pass;
        }
        self.find();
        Flow::Taken
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let rows = u16::try_from(self.options.len())
            .unwrap_or(HEIGHT)
            .saturating_add(2);
        let area = drawer(area, rows.clamp(3, HEIGHT));
        clear(buf, area);
        let (top, line) = (area.height.saturating_sub(1), area.height.min(1));
        let mut list = std::mem::take(&mut self.list);
        list.draw(cx.ui, Rect { height: top, ..area }, buf, &Found(self));
        self.list = list;
        let line = Rect {
            y: area.y + top,
            height: line,
            ..area
        };
        cx.ui.put(buf, line, line.x, line.y, "/ ", cx.ui.theme.strong());
        let line = Rect {
            x: line.x.saturating_add(2),
            width: line.width.saturating_sub(2),
            ..line
        };
        self.cursor = Some(self.field.draw(cx.ui, line, buf, Style::new()));
    }

    fn cursor(&self) -> Option<Position> {
        self.cursor
    }
}

impl std::fmt::Debug for Chooser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Chooser")
            .field("title", &self.title)
            .field("options", &self.options.len())
            .finish()
    }
}
