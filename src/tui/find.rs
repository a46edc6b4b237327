//! Finding by what one can type: part of the text, part of a code, pinyin or its initials.

use ib_pinyin::matcher::PinyinMatcher;
use ib_pinyin::pinyin::PinyinNotation;

use super::glyph::PINYIN;

/// A pattern ready to be looked for in many texts.
pub struct Finder<'a> {
    matcher: Option<PinyinMatcher<'a>>,
}

impl<'a> Finder<'a> {
    /// Prepares the pattern. An empty one is found everywhere.
    pub fn new(pattern: &'a str) -> Self {
        let matcher = (!pattern.is_empty()).then(|| {
            PinyinMatcher::builder(pattern)
                .pinyin_data(&PINYIN)
                .pinyin_notations(PinyinNotation::Ascii | PinyinNotation::AsciiFirstLetter)
                .is_pattern_partial(true)
                .build()
        });
        Finder { matcher }
    }

    /// Whether the text contains the pattern, in any of its readings.
    pub fn hits(&self, text: &str) -> bool {
        self.matcher.as_ref().is_none_or(|matcher| matcher.is_match(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("武汉", true)]
    #[case("whs", true)]
    #[case("wuhan", true)]
    #[case("rlzy", true)]
    #[case("renli", true)]
    #[case("91420", true)]
    #[case("", true)]
    #[case("yichang", false)]
    #[case("914201", false)]
    fn by_text_pinyin_initials_and_code(#[case] pattern: &str, #[case] found: bool) {
        assert_eq!(
            Finder::new(pattern).hits("武汉市光谷人力资源有限公司 91420X"),
            found
        );
    }

    #[test]
    fn every_reading_counts() {
        for pattern in ["cqyh", "zqyx", "cqyx"] {
            assert!(Finder::new(pattern).hits("重庆银行"), "{pattern}");
        }
    }
}
