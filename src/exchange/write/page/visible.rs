//! Text from outside made harmless to the eye: what shows nothing or turns the text around is written out.

/// `text` on one line, with every invisible character as `[U+200B]`; tabs and line ends become blanks.
pub(super) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\r' => out.push(' '),
            c if hidden(c) => out.push_str(&format!("[U+{:04X}]", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// Characters that show nothing by themselves, turn the direction of what follows (Unicode UAX #9), or are none
/// (noncharacters, which HTML forbids).
pub(super) fn hidden(c: char) -> bool {
    c.is_control()
        || u32::from(c) & 0xFFFE == 0xFFFE
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{2800}' | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("武汉 A-1", "武汉 A-1")]
    #[case("a\u{202e}b", "a[U+202E]b")]
    #[case("a\u{200b}\u{feff}", "a[U+200B][U+FEFF]")]
    #[case("a\u{0}\u{7f}", "a[U+0000][U+007F]")]
    #[case("a\r\n\tb", "a   b")]
    #[case("\u{e0041}\u{10ffff}", "[U+E0041][U+10FFFF]")]
    fn hidden_characters_are_shown(#[case] text: &str, #[case] shown: &str) {
        assert_eq!(visible(text), shown);
    }
}
