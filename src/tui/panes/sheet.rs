//! Something to read above what one is doing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::action::{Action, Offer};
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::widget::{Detail, Entry, List};

/// An overlay of labelled texts over the whole body.
#[derive(Debug)]
pub struct Sheet {
    title: String,
    entries: Vec<Entry>,
    detail: Detail,
    cursor: Option<Position>,
}

impl Sheet {
    /// These texts under this heading.
    pub fn new(title: String, entries: Vec<Entry>) -> Self {
        Sheet {
            title,
            entries,
            detail: Detail::default(),
            cursor: None,
        }
    }
}

impl Layer for Sheet {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::List]
    }

    fn offers(&self, _cx: &Cx) -> Vec<Offer> {
        let mut offers = vec![Offer::on(Action::Back)];
        offers.extend(List::offers());
        offers
    }

    fn act(&mut self, action: Action, _cx: &mut Cx) -> Flow {
        match action {
            Action::Back => Flow::Close,
            action if self.detail.act(action) => Flow::Taken,
            _ => Flow::Pass,
        }
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        self.detail.draw(cx.ui, area, buf, &self.title, &self.entries);
        self.cursor = Some(area.as_position());
    }

    fn reads(&self) -> bool {
        true
    }

    fn cursor(&self) -> Option<Position> {
        self.cursor
    }
}
