//! The readings of Chinese characters: for finding, for sorting, and for a terminal that has no glyphs for them.

use std::borrow::Cow;
use std::sync::LazyLock;

use ib_matcher::pinyin::{PinyinData, PinyinNotation};
use unicode_normalization::UnicodeNormalization;

/// The readings of every character.
pub(super) static PINYIN: LazyLock<PinyinData> =
    LazyLock::new(|| PinyinData::new(PinyinNotation::Ascii | PinyinNotation::AsciiFirstLetter));

/// Words of the field whose characters are not read as they usually are.
const WORDS: [(&str, &str); 37] = [
    ("称", "Cheng"),
    ("组长", "ZuZhang"),
    ("地", "Di"),
    ("重庆", "ChongQing"),
    ("银行", "YinHang"),
    ("行业", "HangYe"),
    ("长江", "ChangJiang"),
    ("长阳", "ChangYang"),
    ("黄陂", "HuangPi"),
    ("许", "Xu"),
    ("已", "Yi"),
    ("期", "Qi"),
    ("南", "Nan"),
    ("陆", "Lu"),
    ("红", "Hong"),
    ("曾", "Zeng"),
    ("派", "Pai"),
    ("省", "Sheng"),
    ("市", "Shi"),
    ("区", "Qu"),
    ("县", "Xian"),
    ("单位", "DanWei"),
    ("会计", "KuaiJi"),
    ("会", "Hui"),
    ("都", "Du"),
    ("调", "Diao"),
    ("都是", "DouShi"),
    ("朝", "Chao"),
    ("石", "Shi"),
    ("核", "He"),
    ("查", "Cha"),
    ("车", "Che"),
    ("厂", "Chang"),
    ("广", "Guang"),
    ("合", "He"),
    ("大", "Da"),
    ("厦", "Xia"),
];

/// The text in ASCII: pinyin with a capital for each syllable, punctuation in its plain form, `?` for the rest.
pub fn ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let taken = match word(rest) {
            Some((han, latin)) => {
                out.push_str(latin);
                han.len()
            }
            None => {
                one(c, &mut out);
                c.len_utf8()
            }
        };
        rest = rest.get(taken..).unwrap_or("");
    }
    Cow::Owned(out)
}

/// The longest word of the table at the beginning of the text.
fn word(text: &str) -> Option<(&'static str, &'static str)> {
    WORDS
        .into_iter()
        .filter(|(han, _)| text.starts_with(han))
        .max_by_key(|(han, _)| han.len())
}

fn one(c: char, out: &mut String) {
    if c.is_ascii() {
        return out.push(c);
    }
    if let Some(reading) = reading(c) {
        return push_capital(&reading, out);
    }
    match punctuation(c) {
        Some(plain) => out.push_str(plain),
        // Full-width forms, letters with accents.
        None => {
            let plain: String = c.nfkd().filter(char::is_ascii).collect();
            out.push_str(if plain.is_empty() { "?" } else { &plain });
        }
    }
}

fn reading(c: char) -> Option<String> {
    PINYIN.get_pinyins_and_try_for_each(c, |pinyin| {
        pinyin.notation(PinyinNotation::Ascii).map(str::to_owned)
    })
}

fn push_capital(reading: &str, out: &mut String) {
    let mut letters = reading.chars();
    out.extend(letters.next().map(|c| c.to_ascii_uppercase()));
    out.push_str(letters.as_str());
}

fn punctuation(c: char) -> Option<&'static str> {
    Some(match c {
        '，' | '、' => ", ",
        '。' => ". ",
        '；' => "; ",
        '：' => ": ",
        '（' | '【' | '〔' => "(",
        '）' | '】' | '〕' => ")",
        '“' | '”' | '「' | '」' | '《' | '》' => "\"",
        '‘' | '’' => "'",
        '·' | '•' => ".",
        '—' | '–' | '─' => "-",
        '…' => "...",
        '×' => "x",
        '÷' => "/",
        '→' => "->",
        '≥' => ">=",
        '≤' => "<=",
        '≠' => "!=",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_becomes_pinyin() {
        assert_eq!(ascii("武汉市"), "WuHanShi");
        assert_eq!(ascii("重庆银行（光谷）"), "ChongQingYinHang(GuangGu)");
        assert_eq!(ascii("abc"), "abc");
        assert_eq!(ascii("ＡＢ１é…汉"), "AB1e...Han");
        assert_eq!(ascii("😀"), "?");
    }

    #[test]
    fn places_and_the_words_of_the_work_are_read_as_people_read_them() {
        for (text, read) in [
            ("黄陂区", "HuangPiQu"),
            ("南漳县", "NanZhangXian"),
            ("安陆市", "AnLuShi"),
            ("红安县", "HongAnXian"),
            ("曾都区", "ZengDuQu"),
            ("长阳土家族自治县", "ChangYangTuJiaZuZiZhiXian"),
            ("已派发", "YiPaiFa"),
            ("许可证已过期", "XuKeZhengYiGuoQi"),
        ] {
            assert_eq!(ascii(text), read);
        }
    }

    #[test]
    fn whatever_comes_in_ascii_goes_out() {
        for c in ('\u{80}'..='\u{FFFF}').step_by(7) {
            assert!(ascii(&c.to_string()).is_ascii(), "{c:?}");
        }
    }
}
