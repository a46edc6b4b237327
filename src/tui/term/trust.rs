//! After which glyphs the cursor is surely where we think it is.

/// Whether every terminal agrees how many columns this glyph takes.
///
/// Only single code points are believed: what a terminal does with combining marks, variation selectors and
/// joined emoji differs from one to the next, and East Asian Ambiguous characters follow a user's setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// One column: printable ASCII.
    Ascii,
    /// Two columns: Chinese and its punctuation.
    Han,
    /// Who knows.
    None,
}

impl Trust {
    pub(super) fn of(symbol: &str) -> Self {
        let mut chars = symbol.chars();
        match (chars.next(), chars.next()) {
            (Some(' '..='~'), None) => Trust::Ascii,
            (Some(c), None) if is_han_wide(c) => Trust::Han,
            _ => Trust::None,
        }
    }
}

/// Wide and Fullwidth characters of Chinese text (UAX #11), without emoji, whose width came late and unevenly.
fn is_han_wide(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{303E}' | '\u{3041}'..='\u{33FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFD}')
        && unicode_width::UnicodeWidthChar::width(c) == Some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_and_han_are_trusted_and_the_rest_is_not() {
        for symbol in ["汉", "，", "（", "𠮷", "한"] {
            assert_eq!(Trust::of(symbol), Trust::Han, "{symbol}");
        }
        for symbol in [
            "“",
            "…",
            "·",
            "│",
            "é",
            "e\u{301}",
            "😀",
            "❤\u{fe0f}",
            "\u{1b}",
            "",
        ] {
            assert_eq!(Trust::of(symbol), Trust::None, "{symbol:?}");
        }
        assert_eq!(Trust::of("a"), Trust::Ascii);
    }
}
