//! A ratatui backend for thin lines: it knows where the cursor is and what the pen is, sends only what changes,
//! and writes each frame with one call.

use std::io::{self, Write};
use std::iter::Peekable;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Size};

use super::motion::{self, At};
use super::pen::Pen;
use super::trust::Trust;
use super::{Caps, Model, Widths};

/// From this many blank cells on, erasing and stepping over them is shorter than writing them.
const ERASE_FROM: u16 = 9;

/// Writes frames to `W` (the terminal, or a `Vec<u8>` in tests).
///
/// Nothing is asked of the terminal: its size is told by [`LeanBackend::resize`]. Bytes gather until
/// [`Backend::flush`], which makes at most one write; a frame that changes nothing makes none.
#[derive(Debug)]
pub struct LeanBackend<W: Write> {
    out: W,
    frame: Vec<u8>,
    caps: Caps,
    size: Size,
    at: At,
    /// The position is believed only for the next Chinese character.
    soft: bool,
    pen: Pen,
    cursor: Position,
    visible: Option<bool>,
    /// For every cell of the screen, whether it is the second half of a wide glyph.
    tails: Vec<bool>,
}

impl<W: Write> LeanBackend<W> {
    /// A backend for a cleared screen of `size` with the plain pen; the cursor may be anywhere.
    pub fn new(out: W, size: Size, caps: Caps) -> Self {
        let mut backend = LeanBackend {
            out,
            frame: Vec::new(),
            caps,
            size,
            at: At::Unknown,
            soft: false,
            pen: Pen::default(),
            cursor: Position::ORIGIN,
            visible: None,
            tails: Vec::new(),
        };
        backend.resize(size);
        backend
    }

    /// Tells the screen's new size; the next draw of a [`ratatui::Terminal`] then clears and redraws.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.tails = vec![false; usize::from(size.width) * usize::from(size.height)];
    }

    /// Forgets what is known of cursor and pen, after something else wrote to the terminal.
    pub fn forget(&mut self) {
        self.at = At::Unknown;
        self.visible = None;
        self.frame.extend_from_slice(b"\x1b[m");
        self.pen = Pen::default();
    }

    /// What was written to.
    pub fn get_ref(&self) -> &W {
        &self.out
    }

    /// What is written to.
    pub fn get_mut(&mut self) -> &mut W {
        &mut self.out
    }

    fn go(&mut self, x: u16, y: u16) {
        let to = Position { x, y };
        motion::go(&mut self.frame, self.at, to, self.caps.model >= Model::Linux);
        self.at = At::Cell(to);
    }

    fn tail(&mut self, x: u16, y: u16) -> Option<&mut bool> {
        if x >= self.size.width {
            return None;
        }
        self.tails
            .get_mut(usize::from(y) * usize::from(self.size.width) + usize::from(x))
    }

    fn set_tail(&mut self, x: u16, y: u16, is: bool) {
        if let Some(tail) = self.tail(x, y) {
            *tail = is;
        }
    }

    fn is_tail(&mut self, x: u16, y: u16) -> bool {
        self.tail(x, y).is_some_and(|tail| *tail)
    }

    /// The cursor after a glyph of `width` columns at (x, y).
    fn advance(&mut self, x: u16, y: u16, width: u16, sure: bool) {
        // In the last column terminals differ: the cursor stays, or waits to wrap.
        self.at = if sure && x + width < self.size.width {
            At::Cell(Position { x: x + width, y })
        } else {
            At::Row(y)
        };
    }

    fn glyph(&mut self, x: u16, y: u16, cell: &Cell) {
        let width = cell.cell_width().max(1);
        let symbol = printable(cell.symbol());
        let trust = Trust::of(symbol);
        let sure = trust != Trust::None;
        self.settle(trust);
        self.pen
            .change(&mut self.frame, Pen::of(cell, self.caps), self.caps.model);
        if !sure && width > 1 {
            // Whatever the terminal makes of it, both columns are clean first.
            self.go(x, y);
            self.frame.extend_from_slice(b"  ");
            self.advance(x, y, width, true);
        }
        self.go(x, y);
        self.frame.extend_from_slice(symbol.as_bytes());
        self.advance(x, y, width, sure);
        self.set_tail(x, y, false);
        for next in x + 1..x + width {
            self.set_tail(next, y, true);
        }
        self.soft = trust == Trust::Han && self.caps.widths == Widths::Safe;
    }

    /// With careful widths, the position behind Chinese holds for more Chinese only.
    fn settle(&mut self, next: Trust) {
        if let (true, At::Cell(at)) = (self.soft && next != Trust::Han, self.at) {
            self.at = At::Row(at.y);
        }
        self.soft = false;
    }

    /// Empties `count` cells from (x, y) on; their style shows nothing but the default background.
    fn blanks(&mut self, x: u16, y: u16, count: u16) {
        self.plain_enough();
        self.settle(Trust::Ascii);
        self.go(x, y);
        if x + count >= self.size.width && count > 3 {
            self.frame.extend_from_slice(b"\x1b[K");
        } else if count >= ERASE_FROM && self.caps.model >= Model::Vt220 {
            self.frame.extend_from_slice(format!("\x1b[{count}X").as_bytes());
        } else {
            self.frame.resize(self.frame.len() + usize::from(count), b' ');
            self.advance(x, y, count, true);
        }
        for next in x..x + count {
            self.set_tail(next, y, false);
        }
    }

    /// A VT100's cursor is always seen.
    fn set_visible(&mut self, visible: bool, sequence: &[u8]) {
        if self.visible != Some(visible) && self.caps.model >= Model::Vt220 {
            self.frame.extend_from_slice(sequence);
        }
        self.visible = Some(visible);
    }

    fn blank(&self, cell: &Cell) -> bool {
        cell.symbol() == " " && Pen::of(cell, self.caps).blank()
    }

    fn plain_enough(&mut self) {
        if !self.pen.blank() {
            self.pen.change(&mut self.frame, Pen::default(), self.caps.model);
        }
    }

    /// Writes a glyph, and clears what it leaves of a wide one that it cuts in two.
    fn glyph_and_rest<'a>(
        &mut self,
        x: u16,
        y: u16,
        cell: &Cell,
        rest: &mut Peekable<impl Iterator<Item = Update<'a>>>,
    ) {
        let end = x + cell.cell_width().max(1);
        let severed = self.is_tail(end, y);
        self.glyph(x, y, cell);
        // ratatui repaints the second column of some emoji; here it is clean already.
        while rest
            .next_if(|(nx, ny, _)| *ny == y && *nx > x && *nx < end)
            .is_some()
        {}
        let repainted = rest.peek().is_some_and(|(nx, ny, _)| (*nx, *ny) == (end, y));
        if severed && !repainted {
            self.blanks(end, y, 1);
        }
    }

    /// The blank cells that follow (x, y) without a gap, and the severed half of a wide glyph behind them.
    fn run<'a>(&mut self, x: u16, y: u16, rest: &mut Peekable<impl Iterator<Item = Update<'a>>>) -> u16 {
        let mut end = x + 1;
        while rest
            .next_if(|(nx, ny, cell)| (*nx, *ny) == (end, y) && self.blank(cell))
            .is_some()
        {
            end += 1;
        }
        let repainted = rest.peek().is_some_and(|(nx, ny, _)| (*nx, *ny) == (end, y));
        if !repainted && self.is_tail(end, y) {
            end += 1;
        }
        end - x
    }
}

type Update<'a> = (u16, u16, &'a Cell);

/// The symbol, or a space for anything a terminal could take as a command.
fn printable(symbol: &str) -> &str {
    if symbol.is_empty() || symbol.chars().any(char::is_control) {
        " "
    } else {
        symbol
    }
}

impl<W: Write> Backend for LeanBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut updates = content.peekable();
        while let Some((x, y, cell)) = updates.next() {
            if x >= self.size.width || y >= self.size.height {
                continue;
            }
            if self.blank(cell) {
                let count = self.run(x, y, &mut updates);
                self.blanks(x, y, count);
            } else {
                self.glyph_and_rest(x, y, cell, &mut updates);
            }
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.set_visible(false, b"\x1b[?25l");
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.set_visible(true, b"\x1b[?25h");
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        if self.visible == Some(true) {
            self.settle(Trust::Ascii);
            self.go(self.cursor.x, self.cursor.y);
        }
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.plain_enough();
        let (sequence, whole): (&[u8], bool) = match clear_type {
            ClearType::All => (b"\x1b[H\x1b[2J", true),
            ClearType::AfterCursor => (b"\x1b[J", false),
            ClearType::BeforeCursor => (b"\x1b[1J", false),
            ClearType::CurrentLine => (b"\x1b[2K", false),
            ClearType::UntilNewLine => (b"\x1b[K", false),
        };
        self.frame.extend_from_slice(sequence);
        if whole {
            self.at = At::Cell(Position::ORIGIN);
            self.tails.fill(false);
        }
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.frame.is_empty() {
            return Ok(());
        }
        let frame = std::mem::take(&mut self.frame);
        self.out.write_all(&frame)?;
        self.out.flush()
    }
}
