//! Finding by what one can type: part of the text, part of a code, pinyin or its initials.

use ib_matcher::matcher::{IbMatcher, PinyinMatchConfig};
use ib_matcher::pinyin::PinyinNotation;
use memchr::memmem;

use super::pinyin::PINYIN;

/// A pattern ready to be looked for in many texts.
#[derive(Debug)]
pub struct Finder(Way);

/// How a pattern is looked for: letters may be pinyin, anything else is only itself.
#[derive(Debug)]
enum Way {
    Anywhere,
    Itself(Box<memmem::Finder<'static>>),
    /// Letters of other alphabets, whose two cases may differ in length.
    Folded(String),
    Pinyin(Box<IbMatcher<'static>>),
}

impl Finder {
    /// Prepares the pattern. An empty one is found everywhere.
    pub fn new(pattern: &str) -> Self {
        let foreign = |c: char| !c.is_ascii() && (c.is_lowercase() || c.is_uppercase() || folds(c));
        Finder(if pattern.is_empty() {
            Way::Anywhere
        } else if pattern.chars().any(foreign) {
            Way::Folded(pattern.to_lowercase())
        } else if pattern.bytes().any(|b| b.is_ascii_alphabetic()) {
            let pinyin = PinyinMatchConfig::builder(PinyinNotation::Ascii | PinyinNotation::AsciiFirstLetter)
                .data(&PINYIN)
                .build();
            let lower = pattern.to_ascii_lowercase();
            let matcher = IbMatcher::builder(lower.as_str())
                .pinyin(pinyin)
                .is_pattern_partial(true);
            Way::Pinyin(Box::new(matcher.build()))
        } else {
            Way::Itself(Box::new(memmem::Finder::new(pattern).into_owned()))
        })
    }

    /// Whether the text contains the pattern, in any of its readings.
    pub fn hits(&self, text: &str) -> bool {
        match &self.0 {
            Way::Anywhere => true,
            Way::Itself(finder) => finder.find(text.as_bytes()).is_some(),
            Way::Folded(pattern) => text.to_lowercase().contains(pattern),
            Way::Pinyin(matcher) => matcher.is_match(text),
        }
    }
}

/// Whether the character has another case.
fn folds(c: char) -> bool {
    c.to_lowercase().next() != Some(c) || c.to_uppercase().next() != Some(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("武汉", true)]
    #[case("whs", true)]
    #[case("WHS", true)]
    #[case("wuhan", true)]
    #[case("rlzy", true)]
    #[case("renli", true)]
    #[case("91420", true)]
    #[case("x", true)]
    #[case("", true)]
    #[case("yichang", false)]
    #[case("宜昌", false)]
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

    #[test]
    fn letters_whose_cases_differ_in_length_are_found_too() {
        for pattern in ["ẞa", "Ka", "ſa", "aſ", "İx", "ﬁa", "ᲀa"] {
            assert!(
                Finder::new(pattern).hits(&format!("武汉{pattern}公司")),
                "{pattern}"
            );
            assert!(!Finder::new(pattern).hits("武汉公司"), "{pattern}");
        }
    }
}
