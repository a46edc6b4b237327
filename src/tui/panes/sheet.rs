//! Something to read above what one is doing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::action::{Action, Offer};
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::theme::Tone;
use crate::tui::widget::{Detail, Entry, List};

/// An overlay of labelled texts over the whole body.
#[derive(Debug)]
pub struct Sheet {
    title: String,
    entries: Vec<Entry>,
    /// Entries at the end that are shown only when asked for.
    folded: Vec<Entry>,
    detail: Detail,
    cursor: Option<Position>,
}

impl Sheet {
    /// These texts under this heading.
    pub fn new(title: String, entries: Vec<Entry>) -> Self {
        Sheet {
            title,
            entries,
            folded: Vec::new(),
            detail: Detail::default(),
            cursor: None,
        }
    }

    /// The same with more at the end, folded until it is asked for.
    pub fn folding(title: String, entries: Vec<Entry>, folded: Vec<Entry>) -> Self {
        Sheet {
            folded,
            ..Sheet::new(title, entries)
        }
    }
}

impl Sheet {
    /// How much is folded, and the key that shows it.
    fn folded_line(&self, cx: &Cx) -> Option<Entry> {
        let n = self.folded.len();
        let keys = cx.keymap.keys(Action::Particulars, &[Context::List]);
        let key = keys.first().map(ToString::to_string).unwrap_or_default();
        let args = [("n", n.to_string()), ("key", key)];
        let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
        let line = || Entry::new("", cx.ui.say("fields.unfold", &args)).tone(Tone::Quiet);
        (n > 0).then(line)
    }
}

impl Layer for Sheet {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::List]
    }

    fn offers(&self, _cx: &Cx) -> Vec<Offer> {
        let mut offers = vec![Offer::on(Action::Back)];
        offers.extend((!self.folded.is_empty()).then(|| Offer::on(Action::Particulars).hinted(true)));
        offers.extend(List::offers());
        offers
    }

    fn act(&mut self, action: Action, _cx: &mut Cx) -> Flow {
        match action {
            Action::Back => Flow::Close,
            Action::Particulars => {
                self.entries.append(&mut self.folded);
                Flow::Taken
            }
            action if self.detail.act(action) => Flow::Taken,
            _ => Flow::Pass,
        }
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let folded = self.folded_line(cx);
        let entries: Vec<Entry> = self.entries.iter().cloned().chain(folded).collect();
        self.detail.draw(cx.ui, area, buf, &self.title, &entries);
        self.cursor = Some(area.as_position());
    }

    fn reads(&self) -> bool {
        true
    }

    fn cursor(&self) -> Option<Position> {
        self.cursor
    }
}
