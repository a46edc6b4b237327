//! Undoing what spreadsheets and copying do to a cell.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::unseen::{hidden, is_plain};

/// A cell's text: Excel's `="…"` and leading apostrophe undone, outer blanks cut, line breaks and tabs made one space,
/// control, zero-width and direction characters and terminal escapes removed, NFC. Borrowed when nothing had to change.
pub fn text(raw: &str) -> Cow<'_, str> {
    let trimmed = unwrap(raw.trim());
    if is_plain(trimmed) {
        return Cow::Borrowed(trimmed);
    }
    let clean: String = Cleaner {
        chars: trimmed.chars(),
    }
    .nfc()
    .collect();
    Cow::Owned(clean.trim().to_owned())
}

/// A cell that holds a code, number or date: as [`text`], with full-width forms narrowed and every blank removed.
pub fn code(raw: &str) -> Cow<'_, str> {
    let text = text(raw);
    if text.bytes().all(|b| b.is_ascii_graphic()) {
        return text;
    }
    let narrow: String = text.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    Cow::Owned(match unwrap(&narrow) {
        same if same.len() == narrow.len() => narrow,
        inner => inner.to_owned(),
    })
}

/// Full-width ASCII to ASCII.
pub(super) fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        '。' => '.',
        '—' | '–' | '−' | '‐' | '‑' => '-',
        _ => c,
    }
}

/// Undoes `="…"` and the apostrophe with which Excel keeps a text from being a number or formula.
fn unwrap(text: &str) -> &str {
    if !text.starts_with(['=', '\'']) {
        return text;
    }
    let inner = text
        .strip_prefix("=\"")
        .and_then(|t| t.strip_suffix('"'))
        .map(str::trim);
    let text = inner.unwrap_or(text);
    text.strip_prefix('\'')
        .filter(|rest| !rest.is_empty())
        .unwrap_or(text)
        .trim()
}

/// Characters with everything that could mislead a reader or a terminal left out.
struct Cleaner<'a> {
    chars: std::str::Chars<'a>,
}

impl Iterator for Cleaner<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        loop {
            match self.chars.next()? {
                '\u{1B}' => self.skip_escape(),
                '\u{9B}' => self.skip_control_sequence(),
                c if breaks(c) => {
                    self.skip_breaks();
                    return Some(' ');
                }
                '\u{A0}' | '\u{3000}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => {
                    return Some(' ');
                }
                c if hidden(c) => {}
                c => return Some(c),
            }
        }
    }
}

impl Cleaner<'_> {
    fn skip_breaks(&mut self) {
        while self.chars.as_str().starts_with(breaks) {
            self.chars.next();
        }
    }

    /// What follows ESC: a control sequence, a string up to its terminator, or one character.
    fn skip_escape(&mut self) {
        match self.chars.next() {
            Some('[') => self.skip_control_sequence(),
            Some(']' | 'P' | 'X' | '^' | '_') => self.skip_string(),
            Some(' '..='/') => {
                self.chars.next();
            }
            _ => {}
        }
    }

    /// Parameters, then one final character (ECMA-48, 5.4). Stops at anything that cannot belong to it.
    fn skip_control_sequence(&mut self) {
        while let Some(c @ '\u{20}'..='\u{7E}') = self.chars.as_str().chars().next() {
            self.chars.next();
            if c >= '@' {
                break;
            }
        }
    }

    /// A string such as a window title, if it is ended by BEL or ST; without end only its introducer goes.
    fn skip_string(&mut self) {
        let rest = self.chars.as_str();
        let end = rest.find(['\u{07}', '\u{9C}', '\u{1B}']);
        if let Some(after) = end.and_then(|at| rest.get(at..)) {
            self.chars = after.chars();
            if self.chars.next() == Some('\u{1B}') && self.chars.as_str().starts_with('\\') {
                self.chars.next();
            }
        }
    }
}

fn breaks(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether an optional cell says "nothing": empty, dashes, 无 and the like.
pub(super) fn says_nothing(text: &str) -> bool {
    matches!(
        text,
        "" | "-" | "--" | "—" | "——" | "/" | "\\" | "无" | "暂无" | "空" | "不详" | "未知"
    ) || ["null", "n/a", "none", "(null)", "#n/a"]
        .iter()
        .any(|w| text.eq_ignore_ascii_case(w))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("武汉启恒人力资源有限公司", "武汉启恒人力资源有限公司")]
    #[case("  武汉\u{3000}", "武汉")]
    #[case("\u{A0}武汉\u{A0}一\u{A0}", "武汉 一")]
    #[case("='武汉'", "='武汉'")]
    #[case("=\"武汉\"", "武汉")]
    #[case("'武汉", "武汉")]
    #[case("'", "'")]
    #[case("'=SUM(A1)", "=SUM(A1)")]
    #[case("武汉\r\n\t启恒", "武汉 启恒")]
    #[case("武汉\n", "武汉")]
    #[case("武\u{200B}汉\u{FEFF}", "武汉")]
    #[case("\u{FEFF}武汉", "武汉")]
    #[case("武\u{202E}汉\u{2066}", "武汉")]
    #[case("武\u{7}汉\u{0}", "武汉")]
    #[case("武\u{1B}[31;1m汉\u{1B}[0m", "武汉")]
    #[case("武\u{1B}]0;title\u{7}汉", "武汉")]
    #[case("武\u{1B}]8;;http://x\u{1B}\\汉", "武汉")]
    #[case("武\u{1B}]汉", "武汉")]
    #[case("武\u{9B}2J汉", "武汉")]
    #[case("武\u{1B}(B汉\u{1B}c", "武汉")]
    #[case("cafe\u{301}", "caf\u{E9}")]
    #[case("\u{F900}", "\u{8C48}")]
    #[case("（含ＡＢ）ａ", "（含ＡＢ）ａ")]
    #[case("𠮷野家、①", "𠮷野家、①")]
    fn cleans_text(#[case] raw: &str, #[case] clean: &str) {
        assert_eq!(text(raw), clean);
    }

    #[rstest]
    #[case("91420100MA65F5R2TR", "91420100MA65F5R2TR")]
    #[case("=\"91420100MA65F5R2TR\"", "91420100MA65F5R2TR")]
    #[case("'91420100MA65F5R2TR", "91420100MA65F5R2TR")]
    #[case("９１４２０１００ＭＡ６５Ｆ５Ｒ２ＴＲ", "91420100MA65F5R2TR")]
    #[case("9142 0100\u{3000}MA65F5R2TR\u{A0}", "91420100MA65F5R2TR")]
    #[case("＝＂４２０１０６＂", "420106")]
    #[case("２０１９．３．５", "2019.3.5")]
    #[case("", "")]
    fn cleans_codes(#[case] raw: &str, #[case] clean: &str) {
        assert_eq!(code(raw), clean);
    }

    #[test]
    fn ordinary_cells_are_not_copied() {
        for raw in [
            "一般项目：软件开发；人力资源服务（不含职业中介）ABC 1",
            "91420100MA65F5R2TR",
            "",
            "  湖北省  ",
        ] {
            assert!(matches!(text(raw), Cow::Borrowed(_)), "{raw}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(raw in "[\\PC\\x00-\\x1f\u{80}-\u{9f}\u{200b}-\u{206f}]{0,40}") {
            let once = text(raw.trim_start_matches(['\'', '=', '"']).trim_start()).into_owned();
            prop_assume!(!once.starts_with(['\'', '=']));
            prop_assert!(!once.chars().any(hidden));
            prop_assert_eq!(text(&once), once.as_str());
        }
    }
}
