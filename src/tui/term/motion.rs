//! The shortest way to bring the cursor from one cell to another.

use ratatui::layout::Position;

/// What is known of the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// Nothing: something else may have moved it.
    Unknown,
    /// Its row; the column depends on how wide the terminal thinks the last glyph is.
    Row(u16),
    /// Exactly.
    Cell(Position),
}

/// Appends the shortest sequence that surely leads from `from` to `to`.
///
/// `column` says whether the terminal can be told a column alone. Line feeds are used with a carriage return before them, so that it does not matter whether the terminal adds one.
pub(super) fn go(out: &mut Vec<u8>, from: At, to: Position, column: bool) {
    let best = match from {
        At::Unknown => absolute(to),
        At::Row(row) => shorter(absolute(to), by_row(row, to, column)),
        At::Cell(at) if at == to => return,
        At::Cell(at) => shorter(shorter(absolute(to), by_row(at.y, to, column)), relative(at, to)),
    };
    out.extend_from_slice(best.as_bytes());
}

fn shorter(a: String, b: String) -> String {
    if b.len() < a.len() { b } else { a }
}

fn absolute(to: Position) -> String {
    match (to.x, to.y) {
        (0, 0) => "\x1b[H".to_owned(),
        (0, y) => format!("\x1b[{}H", y + 1),
        (x, y) => format!("\x1b[{};{}H", y + 1, x + 1),
    }
}

/// From anywhere in `row`: to the row's start and down, or straight to the column.
fn by_row(row: u16, to: Position, column: bool) -> String {
    let start = match to.y.checked_sub(row) {
        Some(down @ 0..=6) => format!("\r{}", "\n".repeat(usize::from(down))),
        Some(down) => format!("\r\x1b[{down}B"),
        None => format!("\r{}", csi(row - to.y, 'A')),
    };
    let from_start = start + &csi(to.x, 'C');
    if to.y == row && column {
        shorter(format!("\x1b[{}G", to.x + 1), from_start)
    } else {
        from_start
    }
}

fn relative(at: Position, to: Position) -> String {
    let vertical = if to.y >= at.y {
        csi(to.y - at.y, 'B')
    } else {
        csi(at.y - to.y, 'A')
    };
    let horizontal = if to.x >= at.x {
        csi(to.x - at.x, 'C')
    } else {
        shorter(csi(at.x - to.x, 'D'), "\x08".repeat(usize::from(at.x - to.x)))
    };
    vertical + &horizontal
}

fn csi(count: u16, end: char) -> String {
    match count {
        0 => String::new(),
        1 => format!("\x1b[{end}"),
        n => format!("\x1b[{n}{end}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn went(from: At, to: (u16, u16)) -> String {
        let mut out = Vec::new();
        go(&mut out, from, to.into(), true);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn short_ways_are_taken() {
        let at = |x, y| At::Cell(Position { x, y });
        assert_eq!(went(at(5, 5), (5, 5)), "");
        assert_eq!(went(at(1, 5), (0, 6)), "\r\n");
        assert_eq!(went(at(1, 5), (0, 5)), "\r");
        assert_eq!(went(at(5, 5), (4, 5)), "\x08");
        assert_eq!(went(at(5, 5), (6, 5)), "\x1b[C");
        assert_eq!(went(At::Row(5), (9, 5)), "\x1b[10G");
        assert_eq!(went(At::Unknown, (9, 5)), "\x1b[6;10H");
    }

    proptest! {
        /// Wherever it starts, the cursor of a real terminal model ends where it should.
        #[test]
        fn every_way_arrives(x in 0u16..80, y in 0u16..24, tx in 0u16..80, ty in 0u16..24, exact: bool) {
            let mut parser = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
            parser.process(absolute(Position { x, y }).as_bytes());
            let from = if exact { At::Cell(Position { x, y }) } else { At::Row(y) };
            parser.process(went(from, (tx, ty)).as_bytes());
            prop_assert_eq!(parser.screen().cursor_position(), (ty, tx));
        }
    }
}
