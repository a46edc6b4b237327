//! A question with yes and no.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::action::{Action, Offer};
use crate::tui::event::Reply;
use crate::tui::frame::drawer;
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::ui::clear;

/// An overlay that asks before something is done. Yes is answered to the layer beneath; no just closes it.
#[derive(Clone, Debug)]
pub struct Confirm {
    to: Action,
    question: String,
    cursor: Option<Position>,
}

impl Confirm {
    /// Asks whether `to` shall be done; the question says what that means.
    pub fn new(to: Action, question: impl Into<String>) -> Self {
        Confirm {
            to,
            question: question.into(),
            cursor: None,
        }
    }
}

impl Layer for Confirm {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Prompt]
    }

    fn offers(&self, _cx: &Cx) -> Vec<Offer> {
        vec![Offer::on(Action::Yes), Offer::on(Action::No)]
    }

    fn act(&mut self, action: Action, _cx: &mut Cx) -> Flow {
        match action {
            Action::Yes => Flow::answer(self.to, Reply::Yes),
            Action::No => Flow::Close,
            _ => Flow::Pass,
        }
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let ui = cx.ui;
        let lines = ui.wrap(&self.question, area.width);
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let area = drawer(area, rows.saturating_add(1));
        clear(buf, area);
        let heading = u16::from(area.height > rows);
        if heading > 0 {
            ui.put_row(buf, area, area.y, &ui.word("confirm.title"), ui.theme.heading());
        }
        self.cursor = None;
        for (line, y) in lines.iter().zip(area.top() + heading..area.bottom()) {
            let used = ui.put(buf, area, area.x, y, line, ui.theme.strong());
            self.cursor = Some(Position {
                x: (area.x + used).min(area.right().saturating_sub(1)),
                y,
            });
        }
    }

    fn cursor(&self) -> Option<Position> {
        self.cursor
    }
}
