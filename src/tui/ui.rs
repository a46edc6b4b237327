//! How things are shown to this operator on this terminal: language, style, and every text that reaches the screen.

use std::borrow::Cow;

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;
use rust_i18n::t;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::term::{Caps, Depth, Widths};
use super::theme::Theme;
use crate::lang::Lang;
use crate::query::pinyin;
use crate::unseen::visible_lines;

/// What stands for the part of a text that has no room.
const CUT: &str = "..";

/// Language and appearance. Every widget draws its text through this, so that pinyin, widths and truncation are the
/// same everywhere.
#[derive(Clone, Copy, Debug)]
pub struct Ui {
    /// The language of labels; English where Chinese cannot be shown.
    pub lang: Lang,
    /// Colours and attributes.
    pub theme: Theme,
    ascii: bool,
    ambiguous_wide: bool,
}

impl Ui {
    /// The appearance in the operator's language, as far as the terminal can show it.
    pub fn new(lang: Lang, caps: &Caps) -> Self {
        Ui {
            lang: if caps.ascii { Lang::En } else { lang },
            theme: Theme {
                colour: caps.depth != Depth::Mono,
            },
            ascii: caps.ascii,
            ambiguous_wide: caps.widths == Widths::AmbiguousWide,
        }
    }

    /// The message under `key`.
    pub fn word(&self, key: &str) -> String {
        t!(key, locale = self.lang.code()).into_owned()
    }

    /// The message under `key` with its `%{name}` filled in.
    pub fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        args.iter().fold(self.word(key), |text, (name, value)| {
            text.replace(&format!("%{{{name}}}"), value)
        })
    }

    /// Whether bars and charts are to be drawn in ASCII: other glyphs for them may be missing, or two columns wide.
    pub fn plain(&self) -> bool {
        self.ascii || self.ambiguous_wide
    }

    /// The text as it can be shown: Chinese becomes pinyin where there are no glyphs for it, and what nobody would see is
    /// written out.
    pub fn shown<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match legible(text) {
            Cow::Borrowed(text) if self.ascii => pinyin::ascii(text),
            Cow::Owned(text) if self.ascii => Cow::Owned(pinyin::ascii(&text).into_owned()),
            text => text,
        }
    }

    /// Columns one grapheme takes, 0 for what is not drawn.
    fn grapheme_width(&self, grapheme: &str) -> u16 {
        if grapheme.chars().any(char::is_control) {
            return 0;
        }
        let narrow = grapheme.cell_width();
        if self.ambiguous_wide && narrow == 1 && grapheme.width_cjk() == 2 {
            2
        } else {
            narrow
        }
    }

    /// Columns the text takes when shown.
    pub fn width(&self, text: &str) -> u16 {
        let text = self.shown(text);
        text.graphemes(true)
            .fold(0u16, |sum, g| sum.saturating_add(self.grapheme_width(g)))
    }

    /// As much of the shown text as fits into `width` columns, cut with `..` where it does not fit.
    pub fn fit(&self, text: &str, width: u16) -> String {
        let shown = self.shown(text);
        if self.width(&shown) <= width {
            return shown.into_owned();
        }
        let room = width.saturating_sub(2);
        let mut cut = self.head(&shown, room).to_owned();
        cut.push_str(CUT.get(..usize::from(width.min(2))).unwrap_or(""));
        cut
    }

    /// As much of the end of the shown text as fits into `width` columns, marked with `..` before it where it does not
    /// fit: for numbers, whose end tells them apart.
    pub fn fit_end(&self, text: &str, width: u16) -> String {
        let shown = self.shown(text);
        if self.width(&shown) <= width {
            return shown.into_owned();
        }
        let mark = CUT.get(..usize::from(width.min(2))).unwrap_or("");
        let mut used = width.min(2);
        let mut from = shown.len();
        for (at, grapheme) in shown.grapheme_indices(true).rev() {
            used = used.saturating_add(self.grapheme_width(grapheme));
            if used > width {
                break;
            }
            from = at;
        }
        format!("{mark}{}", shown.get(from..).unwrap_or(""))
    }

    /// The longest beginning of an already shown text that takes at most `width` columns.
    fn head<'a>(&self, text: &'a str, width: u16) -> &'a str {
        let mut used = 0u16;
        for (at, grapheme) in text.grapheme_indices(true) {
            used = used.saturating_add(self.grapheme_width(grapheme));
            if used > width {
                return text.get(..at).unwrap_or("");
            }
        }
        text
    }

    /// The shown text in lines of at most `width` columns. Latin words stay whole where they can; Chinese breaks
    /// anywhere, except that closing punctuation does not begin a line if one column can be spared for it.
    pub fn wrap(&self, text: &str, width: u16) -> Vec<String> {
        let width = width.max(2);
        self.shown(text)
            .split('\n')
            .flat_map(|line| self.wrap_line(line, width))
            .collect()
    }

    fn wrap_line(&self, line: &str, width: u16) -> Vec<String> {
        let mut lines = Vec::new();
        let mut rest = line;
        while self.width(rest) > width {
            let head = self.head(rest, width);
            let at = break_at(head, rest).max(rest.graphemes(true).next().map_or(1, str::len));
            let (head, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
            lines.push(head.trim_end().to_owned());
            rest = tail.trim_start_matches(' ');
        }
        lines.push(rest.to_owned());
        lines
    }

    /// Draws the text at (x, y) within `area` in one line, cut at its right edge; returns the columns used.
    pub fn put(&self, buf: &mut Buffer, area: Rect, x: u16, y: u16, text: &str, style: Style) -> u16 {
        let area = area.intersection(buf.area);
        if y < area.top() || y >= area.bottom() || x < area.left() || x >= area.right() {
            return 0;
        }
        let mut at = x;
        for grapheme in self.fit(text, area.right() - x).graphemes(true) {
            let width = self.grapheme_width(grapheme);
            if width == 0 || at + width > area.right() {
                continue;
            }
            if let Some(cell) = buf.cell_mut((at, y)) {
                cell.reset();
                cell.set_symbol(grapheme).set_style(style);
                // ratatui counts ambiguous glyphs as one column.
                if width == 2 && grapheme.cell_width() == 1 {
                    cell.set_diff_option(CellDiffOption::ForcedWidth(
                        std::num::NonZeroU16::MIN.saturating_add(1),
                    ));
                }
            }
            for next in at + 1..at + width {
                if let Some(cell) = buf.cell_mut((next, y)) {
                    cell.reset();
                }
            }
            at += width;
        }
        at - x
    }

    /// Draws the text over the whole width of row `y` of `area`, the rest of the row in the same style.
    pub fn put_row(&self, buf: &mut Buffer, area: Rect, y: u16, text: &str, style: Style) {
        let used = self.put(buf, area, area.x, y, text, style);
        for x in area.x.saturating_add(used)..area.right() {
            if let Some(cell) = buf.cell_mut((x, y)) {
                cell.reset();
                cell.set_style(style);
            }
        }
    }
}

/// Where an emphasised part of a text begins and ends. Both take no room and are never sent; no text of a record is drawn
/// by them but in another tone.
pub const EMPHASIS: [char; 2] = ['\u{2}', '\u{3}'];

/// The text with everything written out that nobody would see, but for the marks of emphasis.
fn legible(text: &str) -> Cow<'_, str> {
    if !text.contains(EMPHASIS) {
        return visible_lines(text);
    }
    let part = |part| {
        let body = str::trim_end_matches(part, EMPHASIS);
        [
            visible_lines(body),
            Cow::Borrowed(part.get(body.len()..).unwrap_or_default()),
        ]
    };
    Cow::Owned(text.split_inclusive(EMPHASIS).flat_map(part).collect())
}

/// Empties an area, so that an overlay can be drawn on it.
pub fn clear(buf: &mut Buffer, area: Rect) {
    for position in area.intersection(buf.area).positions() {
        if let Some(cell) = buf.cell_mut(position) {
            cell.reset();
        }
    }
}

/// The area without its first rows.
pub fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

/// Where to break so that `head`, which is as much of `rest` as fits, ends well.
fn break_at(head: &str, rest: &str) -> usize {
    let next = rest.get(head.len()..).and_then(|tail| tail.chars().next());
    let closing = |c: char| "，。、；：？！）】》”’,.;:?!)]".contains(c);
    let inside_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let closes = next.is_some_and(closing);
    match (head.chars().next_back(), next) {
        (Some(last), Some(next)) if inside_word(last) && (inside_word(next) || closes) => head
            .rfind(|c| !inside_word(c))
            .and_then(|at| Some(at + head.get(at..)?.chars().next()?.len_utf8())),
        (Some(last), Some(next)) if closing(next) && !closing(last) => Some(head.len() - last.len_utf8()),
        _ => None,
    }
    .filter(|at| *at > 0)
    .unwrap_or(head.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ui(widths: Widths) -> Ui {
        Ui::new(
            Lang::Zh,
            &Caps {
                widths,
                ..Caps::default()
            },
        )
    }

    #[test]
    fn widths_follow_east_asian_width() {
        let usual = ui(Widths::Usual);
        assert_eq!(usual.width("a汉e\u{301}“"), 5);
        assert_eq!(ui(Widths::AmbiguousWide).width("a汉“"), 5);
        assert_eq!(usual.width("a\u{1b}b"), 10);
    }

    #[test]
    fn cuts_are_marked_and_never_too_wide() {
        let ui = ui(Widths::Usual);
        assert_eq!(ui.fit("武汉人力资源", 12), "武汉人力资源");
        assert_eq!(ui.fit("武汉人力资源", 11), "武汉人力..");
        assert_eq!(ui.fit("武汉人力资源", 1), ".");
        assert_eq!(ui.fit("武汉", 0), "");
    }

    #[test]
    fn a_number_keeps_its_end() {
        let ui = ui(Widths::Usual);
        assert_eq!(ui.fit_end("01-0003", 8), "01-0003");
        assert_eq!(ui.fit_end("B1-12345", 8), "B1-12345");
        assert_eq!(ui.fit_end("HB-01-0003", 8), "..1-0003");
        assert_eq!(ui.fit_end("HB-2022-SUPPLEMENT-0003", 8), "..T-0003");
        assert_eq!(ui.fit_end("武汉补抽-0003", 8), "..-0003");
        assert_eq!(ui.fit_end("武汉补抽-0003", 9), "..抽-0003");
        assert_eq!(ui.fit_end("武汉", 1), ".");
        assert_eq!(ui.fit_end("武汉", 0), "");
    }

    #[test]
    fn lines_break_where_a_reader_expects() {
        let ui = ui(Widths::Usual);
        assert_eq!(
            ui.wrap("责令改正，限期退还。", 8),
            ["责令改", "正，限期", "退还。"]
        );
        assert_eq!(ui.wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(ui.wrap("武汉市296、", 9), ["武汉市", "296、"]);
        assert_eq!(ui.wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(ui.wrap("a\nb", 8), ["a", "b"]);
    }

    #[test]
    fn terminal_commands_in_data_are_not_drawn() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 32, 1));
        let area = buf.area;
        let text = "a\u{1b}[2J\u{202e}b\u{200d}";
        ui(Widths::Usual).put(&mut buf, area, 0, 0, text, Style::new());
        assert_eq!(buf, Buffer::with_lines(["a[U+001B][2J[U+202E]b[U+200D]   "]));
    }

    proptest! {
        #[test]
        fn wrapping_loses_nothing_but_spaces(text in "[a-z汉字，。 ]{0,60}", width in 2u16..30) {
            let ui = ui(Widths::Usual);
            let lines = ui.wrap(&text, width);
            prop_assert!(lines.iter().all(|line| ui.width(line) <= width));
            let kept = |s: &str| s.replace(' ', "");
            prop_assert_eq!(kept(&lines.concat()), kept(&text));
        }
    }
}
