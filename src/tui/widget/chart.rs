//! A chart of running totals over days: three bands, each within the one before, and a line they are held against.

use crate::tui::ui::Ui;

/// A day of a chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bars {
    /// Heights of the bands, the widest first.
    pub sums: [u64; 3],
    /// Height of the line, where it is known.
    pub line: Option<u64>,
}

/// What a place of the chart shows; the last three are the bands, the widest first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ink {
    None,
    Line,
    Band(usize),
}

/// Signs of line and bands in plain form.
const PLAIN: [char; 4] = ['*', ':', '+', '#'];

/// `height` rows of text over `width` columns, from the top; the highest row stands for `top`. Braille with four levels
/// a row, or one sign a cell where such glyphs may be missing.
pub fn chart(ui: &Ui, days: &[Bars], top: u64, width: u16, height: u16) -> Vec<String> {
    let levels = u64::from(height) * if ui.plain() { 1 } else { 4 };
    let row = |row: u16| -> String {
        (0..across(days.len(), width))
            .map(|x| {
                let day = days
                    .get(day_at(days.len(), width, x))
                    .copied()
                    .unwrap_or_default();
                cell(ui, &day, top, levels, u64::from(height - row))
            })
            .collect()
    };
    (0..height).map(row).collect()
}

/// The column in which a day begins.
pub fn column_of(days: usize, width: u16, day: usize) -> u16 {
    let at = (day * across(days, width)).checked_div(days).unwrap_or(0);
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// The line's sign and those of the bands, for a legend.
pub fn signs(ui: &Ui) -> [String; 4] {
    let inks = [Ink::Line, Ink::Band(0), Ink::Band(1), Ink::Band(2)];
    inks.map(|ink| match ui.plain() {
        true => plain(ink).to_string(),
        false => braille(|level| {
            if ink != Ink::Line || level == 2 {
                ink
            } else {
                Ink::None
            }
        })
        .to_string(),
    })
}

/// Columns that are drawn on: the same number for every day, as long as each can have one.
fn across(days: usize, width: u16) -> usize {
    let width = usize::from(width);
    match width.checked_div(days) {
        Some(each) if each > 0 => days * each.min(3),
        _ => width.min(days),
    }
}

fn day_at(days: usize, width: u16, x: usize) -> usize {
    (x * days).checked_div(across(days, width)).unwrap_or(0)
}

/// The row that is the `from_below`th, from 1.
fn cell(ui: &Ui, day: &Bars, top: u64, levels: u64, from_below: u64) -> char {
    let height = |n: u64| height(n, top, levels);
    let line = day.line.map_or(0, height);
    let sums = day.sums.map(height);
    let level_with_it = ui.plain() && sums.first() == Some(&line);
    let ink = |level: u64| match sums.iter().rposition(|sum| level <= *sum) {
        // One sign a cell: a band that just reaches the line is shown, not hidden by it.
        _ if level == line && !level_with_it => Ink::Line,
        Some(band) => Ink::Band(band),
        None => Ink::None,
    };
    match ui.plain() {
        true => plain(ink(from_below)),
        false => braille(|level| ink((from_below - 1) * 4 + level)),
    }
}

/// How many of `levels` stand for `n`, rounded half up; one at least for something.
fn height(n: u64, top: u64, levels: u64) -> u64 {
    let rounded = n.saturating_mul(levels).saturating_add(top / 2);
    let rounded = rounded.checked_div(top).unwrap_or(0);
    rounded.clamp(u64::from(n > 0), levels)
}

fn plain(ink: Ink) -> char {
    match ink {
        Ink::None => ' ',
        Ink::Line => PLAIN[0],
        Ink::Band(band) => PLAIN.get(band + 1).copied().unwrap_or('#'),
    }
}

/// A cell of two columns and four levels of dots, the lowest level 1: the narrower the band, the denser its dots.
fn braille(ink: impl Fn(u64) -> Ink) -> char {
    const LEFT: [u32; 4] = [0x40, 0x04, 0x02, 0x01];
    const RIGHT: [u32; 4] = [0x80, 0x20, 0x10, 0x08];
    let mut dots = 0;
    for ((level, left), right) in (1u64..).zip(LEFT).zip(RIGHT) {
        let odd = level % 2 == 1;
        dots |= match ink(level) {
            Ink::None => 0,
            Ink::Line | Ink::Band(2) => left | right,
            Ink::Band(1) if odd => left,
            Ink::Band(1) => right,
            Ink::Band(_) if odd => left,
            Ink::Band(_) => 0,
        };
    }
    match dots {
        0 => ' ',
        dots => char::from_u32(0x2800 + dots).unwrap_or(' '),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::tui::term::Caps;

    fn ui(ascii: bool) -> Ui {
        let caps = Caps {
            ascii,
            ..Caps::default()
        };
        Ui::new(Lang::Zh, &caps)
    }

    fn days() -> Vec<Bars> {
        (0..8u64)
            .map(|n| Bars {
                sums: [n * 2, n, n / 2],
                line: Some(n * 2 + 2),
            })
            .collect()
    }

    #[test]
    fn bands_and_line_in_plain_signs() {
        let shown = chart(&ui(true), &days(), 16, 8, 8);
        assert_eq!(
            shown.iter().map(|line| line.trim_end()).collect::<Vec<_>>(),
            [
                "       *", "      *:", "     *::", "    *:::", "   *:::+", "  *::+++", " *:+++##",
                "*+######",
            ]
        );
    }

    #[test]
    fn braille_has_four_levels_a_row_and_every_row_is_as_wide() {
        let shown = chart(&ui(false), &days(), 16, 16, 2);
        assert_eq!(shown, ["        ⣀⣀⡤⡤⡒⡒⡋⡋", "⣀⣀⡤⡤⣒⣒⣫⣫⣢⣢⣢⣢⣦⣦⣮⣮"]);
    }

    #[test]
    fn columns_are_shared_evenly_and_days_that_do_not_fit_are_passed_over() {
        assert_eq!([across(40, 70), across(40, 100), across(40, 200)], [40, 80, 120]);
        assert_eq!([across(40, 30), across(0, 30), across(40, 0)], [30, 0, 0]);
        assert_eq!((column_of(40, 100, 9), day_at(40, 100, 19)), (18, 9));
        assert_eq!(day_at(40, 30, 29), 38);
        assert!(
            chart(&ui(false), &days(), 0, 5, 1)
                .iter()
                .all(|line| line.chars().count() == 5)
        );
    }

    #[test]
    fn little_is_seen_and_much_stays_within() {
        assert_eq!(height(1, 1000, 8), 1);
        assert_eq!(height(0, 1000, 8), 0);
        assert_eq!(height(2000, 1000, 8), 8);
        assert_eq!(
            [height(500, 1000, 8), height(437, 1000, 8), height(438, 1000, 8)],
            [4, 3, 4]
        );
        assert_eq!(height(5, 0, 8), 1);
    }
}
