//! What surrounds the panes: the top line, the panes' tabs, the message line and the line of keys.

use crokey::KeyCombination;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::action::{Action, Offer};
use super::event::Progress;
use super::keymap::{Context, Keys};
use super::layer::{Cx, Message};
use super::pane::Pane;
use super::theme::Tone;
use super::ui::{Ui, clear};
use super::widget::gauge;

/// A message may take this many rows.
const MESSAGE_ROWS: u16 = 3;

/// The top line: what is worked on to the left, who works and whether all is saved to the right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headline {
    /// Campaign, phase, days left.
    pub left: Vec<String>,
    /// Operator, role, saved state.
    pub right: Vec<String>,
}

/// The screen's parts; each may be empty on a small screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub head: Rect,
    pub tabs: Rect,
    pub body: Rect,
    pub message: Rect,
    pub keys: Rect,
}

/// Divides the screen: the body comes first, then keys, message, tabs and top line as the rows suffice.
pub(super) fn split(area: Rect, message: u16) -> Parts {
    let (head, tabs, message, keys) = match area.height {
        0..=1 => (0, 0, 0, 0),
        2 => (0, 0, 0, 1),
        3..=5 => (0, 0, 1, 1),
        6..=9 => (1, 1, 1, 1),
        _ => (1, 1, message.clamp(1, MESSAGE_ROWS), 1),
    };
    let body = area.height - head - tabs - message - keys;
    let mut y = area.y;
    let mut next = |height: u16| {
        let part = Rect { y, height, ..area };
        y += height;
        part
    };
    Parts {
        head: next(head),
        tabs: next(tabs),
        body: next(body),
        message: next(message),
        keys: next(keys),
    }
}

/// Rows a message needs at this width.
pub(super) fn message_height(ui: &Ui, width: u16, message: Option<&Message>) -> u16 {
    message.map_or(1, |m| {
        u16::try_from(ui.wrap(&m.text, width.saturating_sub(2)).len()).unwrap_or(MESSAGE_ROWS)
    })
}

pub(super) fn headline(ui: &Ui, area: Rect, buf: &mut Buffer, head: &Headline) {
    let left = head.left.join("  ");
    let right = head.right.join("  ");
    let width = ui.width(&right);
    let start = area.right().saturating_sub(width).max(area.x);
    // The left part is cut first: who is acting must stay in sight.
    let room = Rect {
        width: (start - area.x).saturating_sub(2),
        ..area
    };
    ui.put(buf, room, area.x, area.y, &left, ui.theme.strong());
    ui.put(buf, area, start, area.y, &right, ui.theme.quiet());
}

pub(super) fn tabs(ui: &Ui, area: Rect, buf: &mut Buffer, panes: &[Pane], current: Option<Pane>) {
    ui.put_row(buf, area, area.y, "", ui.theme.ruled());
    let count = panes.len() as u16;
    let room = |letters: usize| -> u16 {
        let names = panes.iter().map(|pane| ui.width(&begun(ui, *pane, letters)));
        names.sum()
    };
    let roomy = room(usize::MAX) + 4 * count <= area.width;
    // Where the names do not fit, as many letters of each as do, and from three on they still tell what is there.
    let letters = (3..=12)
        .rev()
        .find(|letters| room(*letters) + 3 * count < area.width);
    let tight = letters.is_some();
    let mut x = area.x;
    for pane in panes {
        let number = Pane::ALL
            .iter()
            .position(|p| p == pane)
            .map_or(0, |at| (at + 1) % 10);
        let here = current == Some(*pane);
        let name = begun(ui, *pane, letters.unwrap_or(usize::MAX));
        let label = match (here, roomy, tight) {
            (true, ..) => format!("[{number} {name}]"),
            (false, true, _) => format!(" {number} {name} "),
            (false, false, true) => format!(" {number} {name}"),
            (false, false, false) => format!(" {number} "),
        };
        let style = if here {
            ui.theme.heading()
        } else {
            ui.theme.ruled()
        };
        x += ui.put(buf, area, x, area.y, &label, style);
    }
}

/// The first letters of a pane's name.
fn begun(ui: &Ui, pane: Pane, letters: usize) -> String {
    pane.action().name(ui).chars().take(letters).collect()
}

pub(super) fn message(
    ui: &Ui,
    area: Rect,
    buf: &mut Buffer,
    message: Option<&Message>,
    progress: Option<&Progress>,
) {
    clear(buf, area);
    match (message, progress) {
        (Some(message), _) => {
            let style = ui.theme.tone(message.tone);
            let sign = message.tone.sign();
            ui.put(buf, area, area.x, area.y, sign, style);
            let text = Rect {
                x: area.x.saturating_add(2),
                width: area.width.saturating_sub(2),
                ..area
            };
            for (line, y) in ui.wrap(&message.text, text.width).iter().zip(area.rows()) {
                ui.put(buf, text, text.x, y.y, line, style);
            }
        }
        (None, Some(progress)) => {
            let line = gauge(ui, progress, area.width);
            ui.put(buf, area, area.x, area.y, &line, ui.theme.tone(Tone::Plain));
        }
        (None, None) => {}
    }
}

/// A key and what it does, for the bottom line.
struct Hint<'a> {
    offer: &'a Offer,
    key: String,
    name: String,
    width: u16,
}

impl<'a> Hint<'a> {
    fn of(cx: &Cx, offer: &'a Offer, types: bool, contexts: &[Context]) -> Option<Self> {
        let mut keys = cx.keymap.keys(offer.action, contexts).into_iter();
        let key = keys.find(|keys| !(types && keys.is_text()))?.to_string();
        let name = offer.action.name(cx.ui);
        let brackets = if offer.off.is_some() { 2 } else { 0 };
        let width = cx.ui.width(&key) + 1 + cx.ui.width(&name) + brackets;
        Some(Self {
            offer,
            key,
            name,
            width,
        })
    }

    fn draw(&self, ui: &Ui, area: Rect, buf: &mut Buffer, x: u16) -> u16 {
        let (open, close, style, plain) = match self.offer.off {
            Some(_) => ("(", ")", ui.theme.quiet(), ui.theme.quiet()),
            None => ("", "", ui.theme.strong(), Style::new()),
        };
        let key = ui.put(buf, area, x, area.y, &format!("{open}{}", self.key), style);
        let name = format!("{}{close}", self.name);
        key + 1 + ui.put(buf, area, x + key + 1, area.y, &name, plain)
    }
}

/// The line of keys: what can be done here, in the order it is offered; what is off stands in brackets.
pub(super) fn keys(
    cx: &Cx,
    area: Rect,
    buf: &mut Buffer,
    offers: &[Offer],
    types: bool,
    contexts: &[Context],
) {
    clear(buf, area);
    let hints = offers
        .iter()
        .filter(|offer| offer.action.info().hint && !offer.quiet);
    let hints: Vec<Hint<'_>> = hints
        .filter_map(|offer| Hint::of(cx, offer, types, contexts))
        .collect();
    // However many there are, the way to the others stays in sight; at the right edge, where it need not be sent again
    // when what can be done changes from row to row.
    let at = hints.iter().position(|hint| hint.offer.action == Action::Help);
    let (own, rest) = hints.split_at(at.unwrap_or(hints.len()));
    let width = |hints: &[Hint<'_>]| hints.iter().map(|hint| hint.width + 2).sum::<u16>();
    let fitting = (0..=rest.len())
        .rev()
        .find(|n| *n <= 1 || width(&rest[..*n]) <= area.width / 3);
    let rest = &rest[..fitting.unwrap_or(0)];
    let right = area.right().saturating_sub(width(rest));
    let mut x = area.x;
    for hint in own {
        if x + hint.width > right {
            break;
        }
        x += hint.draw(cx.ui, area, buf, x) + 2;
    }
    let mut x = (right + 2).min(area.right());
    for hint in rest {
        x += hint.draw(cx.ui, area, buf, x) + 2;
    }
}

/// In place of the line of keys, while a sequence of keys is begun: what was pressed, and how it can go on.
pub(super) fn ways_on(
    cx: &Cx,
    area: Rect,
    buf: &mut Buffer,
    pressed: &[KeyCombination],
    contexts: &[Context],
) {
    clear(buf, area);
    let ways = cx.keymap.ways_on(pressed, contexts);
    let ways = ways
        .iter()
        .map(|(keys, action)| format!("{keys} {}", action.name(cx.ui)));
    let line = format!("{}-  {}", Keys::of(pressed), ways.collect::<Vec<_>>().join("  "));
    cx.ui.put(buf, area, area.x, area.y, &line, cx.ui.theme.strong());
}

/// The lower part of the body, for an overlay of `height` rows. Overlays take the whole width, so that no wide glyph
/// beneath is cut in two.
pub fn drawer(body: Rect, height: u16) -> Rect {
    let height = height.min(body.height);
    Rect {
        y: body.bottom() - height,
        height,
        ..body
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_fill_the_screen_at_every_height() {
        for height in 0..50 {
            for message in 0..6 {
                let parts = split(Rect::new(0, 0, 80, height), message);
                let all = [parts.head, parts.tabs, parts.body, parts.message, parts.keys];
                assert_eq!(all.iter().map(|part| part.height).sum::<u16>(), height);
                assert!(height == 0 || parts.body.height > 0);
            }
        }
    }
}
