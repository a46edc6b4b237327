//! The style the terminal writes with now, and the shortest way to another.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::{Caps, Depth, Model};

/// Colours and attributes as sent, already reduced to what the terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// Attributes that show on an empty cell.
const SHOWS_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT)
    .union(Modifier::SLOW_BLINK);

/// The attributes of the VT100.
const OLDEST: Modifier = Modifier::BOLD
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::REVERSED);

/// Attribute, the parameter that sets it, the one that takes it away.
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Pen {
    /// The pen this cell is to be written with.
    pub(super) fn of(cell: &Cell, caps: Caps) -> Self {
        let known = if caps.model < Model::Linux {
            OLDEST
        } else {
            Modifier::all()
        };
        Pen {
            fg: reduce(cell.fg, caps.depth),
            bg: reduce(cell.bg, caps.depth),
            modifier: cell.modifier & known,
        }
    }

    /// Whether a space written with this pen is an empty cell of the default background.
    pub(super) fn blank(self) -> bool {
        self.bg == Color::Reset && !self.modifier.intersects(SHOWS_ON_BLANK)
    }

    /// Appends what turns this pen into `to`. A VT100 cannot take one attribute away alone.
    pub(super) fn change(&mut self, out: &mut Vec<u8>, to: Pen, model: Model) {
        if *self == to {
            return;
        }
        let anew = to.anew_params();
        let step = self.step(to);
        let shorter = model > Model::Vt100 && step.len() < anew.len();
        let params = if shorter { step } else { anew };
        out.extend_from_slice(format!("\x1b[{params}m").as_bytes());
        *self = to;
    }

    /// Parameters that reset everything first; empty for the plain pen.
    fn anew_params(self) -> String {
        let step = Pen::default().step(self);
        if step.is_empty() {
            step
        } else {
            format!("0;{step}")
        }
    }

    fn step(self, to: Pen) -> String {
        let mut params: Vec<String> = Vec::new();
        let mut kept = self.modifier;
        for (bit, _, off) in ATTRIBUTES {
            if kept.contains(bit) && !to.modifier.contains(bit) {
                params.push(off.to_string());
                // One parameter takes away every attribute that shares it.
                kept &= !shared(off);
            }
        }
        for (bit, on, _) in ATTRIBUTES {
            if to.modifier.contains(bit) && !kept.contains(bit) {
                params.push(on.to_string());
            }
        }
        if self.fg != to.fg {
            params.push(colour(to.fg, 30));
        }
        if self.bg != to.bg {
            params.push(colour(to.bg, 40));
        }
        params.join(";")
    }
}

fn shared(off: u8) -> Modifier {
    ATTRIBUTES
        .iter()
        .filter(|(.., o)| *o == off)
        .map(|(bit, ..)| *bit)
        .collect()
}

/// The parameter of a colour; `base` is 30 for the foreground, 40 for the background.
fn colour(colour: Color, base: u8) -> String {
    match colour {
        Color::Reset => (base + 9).to_string(),
        Color::Indexed(n) => format!("{};5;{n}", base + 8),
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
        named => match place(named) {
            n @ 0..8 => (base + n).to_string(),
            n => (base + 60 + n - 8).to_string(),
        },
    }
}

/// A named colour's number in the 16-colour palette.
fn place(colour: Color) -> u8 {
    match colour {
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        _ => 0,
    }
}

/// The nearest colour the terminal has; one that it lacks altogether becomes the default.
fn reduce(colour: Color, depth: Depth) -> Color {
    const BASE: [Color; 8] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
    ];
    match (colour, depth) {
        (Color::Reset, _) | (_, Depth::Mono) => Color::Reset,
        (Color::Rgb(..), Depth::True) | (Color::Indexed(_), Depth::Indexed | Depth::True) => colour,
        (Color::Rgb(..) | Color::Indexed(_), _) => Color::Reset,
        (named, Depth::Ansi8) => BASE
            .get(usize::from(place(named) % 8))
            .copied()
            .unwrap_or(Color::Reset),
        (named, _) => named,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pen(fg: Color, modifier: Modifier) -> Pen {
        Pen {
            fg,
            bg: Color::Reset,
            modifier,
        }
    }

    fn sent(mut from: Pen, to: Pen) -> String {
        let mut out = Vec::new();
        from.change(&mut out, to, Model::Xterm);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn only_the_difference_is_sent() {
        let plain = Pen::default();
        let bold = pen(Color::Reset, Modifier::BOLD);
        assert_eq!(sent(plain, plain), "");
        assert_eq!(sent(plain, bold), "\x1b[1m");
        assert_eq!(sent(bold, plain), "\x1b[m");
        assert_eq!(sent(bold, pen(Color::Red, Modifier::BOLD)), "\x1b[31m");
        assert_eq!(
            sent(
                pen(Color::Red, Modifier::BOLD | Modifier::DIM),
                pen(Color::Red, Modifier::DIM)
            ),
            "\x1b[22;2m"
        );
    }

    #[test]
    fn a_vt100_is_only_sent_what_it_knows() {
        let mut cell = Cell::default();
        cell.modifier = Modifier::BOLD | Modifier::DIM | Modifier::ITALIC;
        let caps = Caps {
            model: Model::Vt100,
            depth: Depth::Mono,
            ..Caps::default()
        };
        let mut from = pen(Color::Reset, Modifier::BOLD | Modifier::UNDERLINED);
        let mut out = Vec::new();
        from.change(&mut out, Pen::of(&cell, caps), caps.model);
        assert_eq!(out, b"\x1b[0;1m");
    }

    #[test]
    fn colours_are_reduced() {
        assert_eq!(reduce(Color::LightRed, Depth::Ansi8), Color::Red);
        assert_eq!(reduce(Color::LightRed, Depth::Ansi16), Color::LightRed);
        assert_eq!(reduce(Color::Red, Depth::Mono), Color::Reset);
        assert_eq!(reduce(Color::Indexed(200), Depth::Ansi16), Color::Reset);
        assert_eq!(
            sent(Pen::default(), pen(Color::LightRed, Modifier::empty())),
            "\x1b[91m"
        );
    }
}
