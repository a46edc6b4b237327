//! The one rule for characters that nobody sees: controls and terminal commands, what turns the direction of writing, what
//! has no width, what is no character at all. Nothing that comes in or goes out keeps its own list.
//!
//! - On the way in from a table, the keyboard or the clipboard they are taken out ([`stripped`]), so that two names never
//!   differ by them alone; an import tells how many rows had some.
//! - Anything else that is to go on record is refused with them ([`crate::domain::refusal::Refusal::Hidden`]).
//! - On the way out, on a screen, in a table, a page or a document, they are written out as `[U+202E]` ([`visible`]); in JSON
//!   as its own escapes ([`json`]), which mean the same to a program.
//!
//! What a spreadsheet would take for a formula ([`is_formula`]) and what may be part of a file's name ([`file_name`]) are
//! here too.

use std::borrow::Cow;

/// Whether the character shows nothing by itself, turns the direction of what follows (Unicode UAX #9), commands a terminal
/// (ECMA-48), or is none. Tabs and line ends are among them: who allows those says so.
pub fn hidden(c: char) -> bool {
    c.is_control()
        || u32::from(c) & 0xFFFE == 0xFFFE
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{2800}' | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a text may go on record with this character: tabs and line ends may.
pub fn recordable(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r') || !hidden(c)
}

/// Whether no character of the text can be hidden, told quickly: printable ASCII, common Chinese, full-width forms. False
/// says nothing.
pub fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += match (byte, bytes.get(at + 1), bytes.get(at + 2)) {
            (0x20..=0x7E, ..) => 1,
            // U+4000..U+9FFF; U+3001..U+3029; U+FF00..U+FF5E.
            (0xE4..=0xE9, ..) | (0xE3, Some(0x80), Some(0x81..=0xA9)) => 3,
            (0xEF, Some(0xBC), _) | (0xEF, Some(0xBD), Some(0x80..=0x9E)) => 3,
            _ => return false,
        };
    }
    true
}

/// How a hidden character is written where it has to be seen: `[U+202E]`.
pub fn name(c: char) -> String {
    format!("[U+{:04X}]", u32::from(c))
}

/// `text` on one line, with every hidden character written out; tabs and line ends become blanks.
pub fn visible(text: &str) -> Cow<'_, str> {
    written(text, |c| matches!(c, '\t' | '\n' | '\r').then_some(' '))
}

/// The same for a text of several lines: their ends stay. A return that no line feed follows would let a terminal write
/// over what stands there, and is written out.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    in_lines(text, ' ')
}

/// The same for a text whose columns are parted by tabs, as programs read it.
pub fn visible_columns(text: &str) -> Cow<'_, str> {
    in_lines(text, '\t')
}

fn in_lines(text: &str, tab: char) -> Cow<'_, str> {
    let keep = |c| match c {
        '\n' => Some('\n'),
        '\t' => Some(tab),
        _ => None,
    };
    match text.contains("\r\n") {
        true => Cow::Owned(written(&text.replace("\r\n", "\n"), keep).into_owned()),
        false => written(text, keep),
    }
}

/// `text` with its hidden characters written out, except those that `instead` has something better for.
fn written(text: &str, instead: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if is_plain(text) || !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match instead(c) {
            Some(other) => out.push(other),
            None if hidden(c) => out.push_str(&name(c)),
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// `text` without its hidden characters; tabs and line ends become blanks, except line feeds where `lines` are wanted.
pub fn stripped(text: &str, lines: bool) -> Cow<'_, str> {
    if is_plain(text) || !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept = text.chars().filter_map(|c| match c {
        '\n' if lines => Some(c),
        '\n' | '\t' => Some(' '),
        c => (!hidden(c)).then_some(c),
    });
    Cow::Owned(kept.collect())
}

/// JSON with every hidden character in its texts as an escape, and otherwise as it was.
pub fn json(text: &str) -> Cow<'_, str> {
    // Between the texts only line feeds are hidden, and within them serde_json has escaped those.
    if !text.contains(|c| c != '\n' && hidden(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if c == '\n' || !hidden(c) {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    }
    Cow::Owned(out)
}

/// Whether a spreadsheet would take a cell of this text for a formula (OWASP, "CSV Injection"). A number is none.
pub fn is_formula(text: &str) -> bool {
    // Some spreadsheets pass over blanks and quotes before they look.
    let inner = text.trim_start_matches([' ', '\u{a0}', '\u{3000}', '"', '\'']);
    let signs = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    (text.starts_with(signs) || inner.starts_with(signs)) && !is_number(text)
}

/// `-12.5`, `+3`: digits with at most one point, behind at most one sign.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part]
        .iter()
        .all(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// Bytes of a file's name at most; file systems take 255.
const LONGEST_NAME: usize = 120;

/// A text as (part of) a file's name: letters, digits and `-_.` stay, anything else becomes `_`; it never begins with a
/// point or a dash, and leads nowhere.
pub fn file_name(text: &str) -> String {
    let plain = |c: char| match c {
        '-' | '_' | '.' => c,
        c if c.is_alphanumeric() && !hidden(c) => c,
        _ => '_',
    };
    let mut name = String::new();
    for c in text.trim_start_matches(['.', '-']).chars().map(plain) {
        if name.len() + c.len_utf8() > LONGEST_NAME {
            break;
        }
        name.push(c);
    }
    match name.is_empty() {
        true => "_".to_owned(),
        false => name,
    }
}

/// Whether `name` names a file in the folder it is joined to, and leads nowhere else.
pub fn stays_inside(name: &str) -> bool {
    let mut parts = std::path::Path::new(name).components();
    let one = matches!(parts.next(), Some(std::path::Component::Normal(part)) if part == name);
    one && parts.next().is_none() && !name.contains('\0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("武汉 A-1", "武汉 A-1")]
    #[case("a\u{202e}b", "a[U+202E]b")]
    #[case("a\u{200b}\u{feff}", "a[U+200B][U+FEFF]")]
    #[case("a\u{0}\u{7f}", "a[U+0000][U+007F]")]
    #[case("a\u{1b}[2J\u{9b}2J", "a[U+001B][2J[U+009B]2J")]
    #[case("a\r\n\tb", "a   b")]
    #[case("\u{e0041}\u{10ffff}", "[U+E0041][U+10FFFF]")]
    fn hidden_characters_are_written_out(#[case] text: &str, #[case] shown: &str) {
        assert_eq!(visible(text), shown);
    }

    #[test]
    fn columns_stay_parted_by_tabs() {
        assert_eq!(visible_columns("a\tb\u{1b}\r\nc"), "a\tb[U+001B]\nc");
        assert_eq!(visible_lines("a\tb\u{1b}\r\nc"), "a b[U+001B]\nc");
    }

    #[test]
    fn lines_stay_and_overprinting_does_not() {
        assert_eq!(visible_lines("a\r\nb\tc\n"), "a\nb c\n");
        assert_eq!(
            visible_lines("不合格\r合格\u{8}\u{8}"),
            "不合格[U+000D]合格[U+0008][U+0008]"
        );
        assert_eq!(stripped("武\u{200b}汉\r\n\u{1b}[1m二\t", true), "武汉\n[1m二 ");
        assert_eq!(stripped("a\nb", false), "a b");
    }

    #[rstest]
    #[case("=1+1", true)]
    #[case("+cmd|' /C calc'!A0", true)]
    #[case("-2+3", true)]
    #[case("@SUM(A1)", true)]
    #[case("\t=1", true)]
    #[case("\r=1", true)]
    #[case("\n=1", true)]
    #[case("  =1", true)]
    #[case("'=1", true)]
    #[case("＝1", true)]
    #[case("-inf", true)]
    #[case("-1e5", true)]
    #[case("-5", false)]
    #[case("+3.25", false)]
    #[case("武汉=1", false)]
    #[case("", false)]
    fn formulas_are_known_by_their_beginning(#[case] text: &str, #[case] formula: bool) {
        assert_eq!(is_formula(text), formula);
    }

    #[rstest]
    #[case("总结 2022.docx", "总结_2022.docx")]
    #[case("../../etc/passwd", "_.._etc_passwd")]
    #[case("/dev/sda", "_dev_sda")]
    #[case("a\u{0}b\u{202e}c\n", "a_b_c_")]
    #[case("-rf", "rf")]
    #[case("...", "_")]
    fn a_name_made_of_data_leads_nowhere(#[case] text: &str, #[case] name: &str) {
        assert_eq!(file_name(text), name);
        assert!(stays_inside(&file_name(text)));
    }

    #[test]
    fn only_a_plain_name_stays_inside() {
        assert!(stays_inside("a.csv"));
        for name in ["", ".", "..", "../a", "/a", "a/b", "./a", "a/", "a\0"] {
            assert!(!stays_inside(name), "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_hidden_gets_through(text in any::<String>()) {
            prop_assert!(!visible(&text).contains(hidden));
            prop_assert!(!visible_lines(&text).contains(|c| c != '\n' && hidden(c)));
            prop_assert!(!stripped(&text, false).contains(hidden));
            prop_assert!(stays_inside(&file_name(&text)));
            let written = serde_json::to_string(&text).unwrap();
            prop_assert!(!json(&written).contains(hidden));
            prop_assert_eq!(serde_json::from_str::<String>(&json(&written)).unwrap(), text);
        }

        #[test]
        fn what_is_plain_has_nothing_hidden(text in "[ -~一-龥，。（）０-９]{0,40}") {
            prop_assert!(!text.contains(hidden));
            prop_assert_eq!(visible(&text), text.as_str());
        }
    }
}
