//! Every action of a place by name: the same actions as the keys, found by typing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::action::{Action, Offer};
use super::event::Event;
use super::frame::drawer;
use super::keymap::{Context, Keys};
use super::layer::{Cx, Flow, Layer};
use super::theme::Tone;
use super::ui::{Ui, clear};
use super::widget::{Column, List, Room, Row, TextField, Window};
use crate::query::Finder;

/// Rows at most.
const HEIGHT: u16 = 14;

/// An overlay that runs the chosen action on the layer beneath.
pub struct Palette {
    offers: Vec<Offer>,
    contexts: Vec<Context>,
    field: TextField,
    found: Vec<Offer>,
    list: List,
    cursor: Option<Position>,
}

struct Found<'a> {
    cx: &'a Cx<'a>,
    offers: &'a [Offer],
    contexts: &'a [Context],
}

impl Window for Found<'_> {
    fn total(&self) -> usize {
        self.offers.len()
    }

    fn rows(&self, offset: usize, len: usize) -> Vec<Row> {
        self.offers
            .iter()
            .skip(offset)
            .take(len)
            .map(|offer| self.row(offer))
            .collect()
    }
}

impl Found<'_> {
    fn row(&self, offer: &Offer) -> Row {
        let ui = self.cx.ui;
        let key = self
            .cx
            .keymap
            .keys(offer.action, self.contexts)
            .first()
            .map(Keys::to_string);
        let (desc, tone) = match &offer.off {
            None => (offer.action.desc(ui), Tone::Plain),
            Some(why) => (ui.say("help.off", &[("why", why)]), Tone::Quiet),
        };
        Row::new([offer.action.name(ui), key.unwrap_or_default(), desc]).tone(tone)
    }
}

impl Palette {
    /// The actions offered in these places.
    pub fn new(ui: &Ui, offers: Vec<Offer>, contexts: Vec<Context>) -> Self {
        let offers: Vec<Offer> = offers
            .into_iter()
            .filter(|offer| offer.action != Action::Palette)
            .collect();
        Palette {
            found: offers.clone(),
            offers,
            contexts,
            field: TextField::default(),
            list: List::new(vec![
                Column::new(ui.word("palette.title"), Room::Fixed(16)),
                Column::new("", Room::Fixed(10)),
                Column::new("", Room::Share(1)),
            ]),
            cursor: None,
        }
    }

    fn find(&mut self, cx: &Cx) {
        let finder = Finder::new(self.field.text());
        let hits = |action: Action| {
            finder.hits(&action.name(cx.ui))
                || finder.hits(&action.desc(cx.ui))
                || finder.hits(action.info().id)
        };
        let (named, rest): (Vec<Offer>, Vec<Offer>) = self
            .offers
            .iter()
            .filter(|offer| hits(offer.action))
            .cloned()
            .partition(|offer| finder.hits(&offer.action.name(cx.ui)));
        self.found = named.into_iter().chain(rest).collect();
        self.list.select(0);
    }
}

impl Layer for Palette {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Text]
    }

    fn offers(&self, _cx: &Cx) -> Vec<Offer> {
        let mut offers = vec![Offer::on(Action::Open), Offer::on(Action::Back)];
        offers.extend(List::offers_beside_line());
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        match action {
            Action::Back => Flow::Close,
            Action::Open => match self.found.get(self.list.selected()) {
                Some(offer) => {
                    cx.run(offer.action);
                    Flow::Close
                }
                None => Flow::Taken,
            },
            action if self.list.act(action, self.found.len()) => Flow::Taken,
            _ => Flow::Pass,
        }
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        if !self.field.handle(event) {
            return Flow::Pass;
        }
        self.find(cx);
        Flow::Taken
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let area = drawer(area, HEIGHT);
        clear(buf, area);
        let rows = Rect {
            height: area.height.saturating_sub(1),
            ..area
        };
        self.list.draw(
            cx.ui,
            rows,
            buf,
            &Found {
                cx,
                offers: &self.found,
                contexts: &self.contexts,
            },
        );
        let line = Rect {
            y: rows.bottom(),
            height: area.height - rows.height,
            ..area
        };
        cx.ui.put(buf, line, line.x, line.y, ": ", cx.ui.theme.strong());
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
