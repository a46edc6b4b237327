//! How a character sounds, so that a name taken down by ear is found: 恒 and 衡 are one sound, and so are the syllables
//! that are told apart badly on the telephone (`zh`/`z`, `sh`/`s`, `ch`/`c`, `l`/`n`, `ng`/`n`).

use std::sync::LazyLock;

use ib_matcher::pinyin::{PinyinData, PinyinNotation};

static PINYIN: LazyLock<PinyinData> = LazyLock::new(|| PinyinData::new(PinyinNotation::Ascii));

/// A number that characters of one sound share; a character without a reading has its own.
pub fn sound(c: char) -> u32 {
    let reading =
        PINYIN.get_pinyins_and_try_for_each(c, |pinyin| pinyin.notation(PinyinNotation::Ascii).map(folded));
    // Beyond the last code point, so that no sound is taken for a character that has none.
    reading.map_or(u32::from(c), |reading| {
        0x11_0000 | (hash(reading.bytes()) & 0xFFFF)
    })
}

fn folded(reading: &str) -> String {
    let reading = reading
        .strip_suffix('g')
        .filter(|rest| rest.ends_with('n'))
        .unwrap_or(reading);
    let mut letters = reading.chars();
    let head = match letters.next() {
        Some('l') => Some('n'),
        first => first,
    };
    let rest = letters.as_str();
    let rest = match head {
        Some('z' | 's' | 'c') => rest.strip_prefix('h').unwrap_or(rest),
        _ => rest,
    };
    head.into_iter().chain(rest.chars()).collect()
}

/// FNV-1a: the same on every machine, as keys on disk must be.
pub fn hash(bytes: impl IntoIterator<Item = u8>) -> u32 {
    bytes.into_iter().fold(0x811C_9DC5, |sum, byte| {
        (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sounds_alike_on_the_telephone_is_one_sound() {
        for (a, b) in [
            ('恒', '衡'),
            ('诚', '成'),
            ('森', '生'),
            ('利', '尼'),
            ('真', '征'),
            ('财', '柴'),
        ] {
            assert_eq!(sound(a), sound(b), "{a}{b}");
        }
        for (a, b) in [('恒', '昌'), ('武', '汉'), ('A', 'B'), ('1', '一')] {
            assert_ne!(sound(a), sound(b), "{a}{b}");
        }
    }
}
