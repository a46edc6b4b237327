//! Finding a word in bytes, in every form in which it may have been written.

use std::path::Path;

use aho_corasick::AhoCorasick;
use encoding_rs::GB18030;

/// Looks for words in bytes.
pub struct Traces {
    words: Vec<String>,
    /// The form of every pattern, and the word it is of.
    forms: Vec<(&'static str, usize)>,
    search: AhoCorasick,
}

impl Traces {
    pub fn of(words: Vec<String>) -> Self {
        let mut patterns = Vec::new();
        let mut names = Vec::new();
        for (n, word) in words.iter().enumerate() {
            for (form, pattern) in forms(word) {
                patterns.push(pattern);
                names.push((form, n));
            }
        }
        Traces {
            words,
            forms: names,
            search: AhoCorasick::new(patterns).unwrap(),
        }
    }

    /// The first word found, and its form.
    pub fn find(&self, bytes: &[u8]) -> Option<(&str, &'static str)> {
        let found = self.search.find(bytes)?;
        let (form, word) = self.forms[found.pattern().as_usize()];
        Some((&self.words[word], form))
    }

    /// Nothing under the folder tells of the words, neither by a name nor by its bytes. Returns how many files there are.
    pub fn clean(&self, dir: &Path) -> usize {
        let mut files = 0;
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            assert_eq!(self.find(path.to_str().unwrap().as_bytes()), None);
            if path.is_dir() {
                files += self.clean(&path);
            } else {
                let found = self.find(&std::fs::read(&path).unwrap());
                assert_eq!(found, None, "in {}", path.display());
                files += 1;
            }
        }
        files
    }
}

/// Every form of a word: plain, in the other encodings, escaped, in hexadecimal digits, in base64 wherever it begins.
fn forms(word: &str) -> Vec<(&'static str, Vec<u8>)> {
    let bytes = word.as_bytes();
    let wide: Vec<u16> = word.encode_utf16().collect();
    let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let escaped: String = wide.iter().map(|unit| format!("\\u{unit:04x}")).collect();
    let gbk = GB18030.encode(word).0.into_owned();
    let mut forms = vec![
        ("UTF-8", bytes.to_vec()),
        ("UTF-16LE", little),
        ("UTF-16BE", big),
        ("JSON", escaped.into_bytes()),
        ("hex", hex::encode(bytes).into_bytes()),
        ("HEX", hex::encode_upper(bytes).into_bytes()),
        ("hex of GBK", hex::encode(&gbk).into_bytes()),
    ];
    for offset in 0..3 {
        forms.push(("base64", base64(bytes, offset)));
        forms.push(("base64 of GBK", base64(&gbk, offset)));
    }
    if !word.is_ascii() {
        forms.push(("GBK", gbk));
    }
    forms
}

/// The digits of base64 that tell of the word alone, where `offset` bytes of something else stand before it.
fn base64(word: &[u8], offset: usize) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits = [&vec![0; offset], word]
        .concat()
        .into_iter()
        .flat_map(|byte: u8| (0..8).rev().map(move |n| usize::from(byte >> n & 1)));
    let bits: Vec<usize> = bits.collect();
    let digits = bits
        .chunks_exact(6)
        .map(|six| six.iter().fold(0, |sum, bit| sum * 2 + bit));
    // A digit that also tells of the byte before is left out.
    digits
        .skip((offset * 8).div_ceil(6))
        .map(|digit| DIGITS[digit])
        .collect()
}

#[test]
fn a_word_is_found_in_every_form() {
    let traces = Traces::of(vec!["举报人样某甲子".into(), "10099990001".into()]);
    let in_base64 = "eHh45Li+5oql5Lq65qC35p+Q55Sy5a2QeHh4";
    let phone_in_base64 = "eDEwMDk5OTkwMDAxeA==";
    for text in ["xx举报人样某甲子", "10099990001", in_base64, phone_in_base64] {
        assert!(traces.find(text.as_bytes()).is_some(), "{text}");
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(traces.find(&wide).is_some(), !text.starts_with('e'), "{text}");
    }
    for (form, bytes) in forms("举报人样某甲子") {
        assert_eq!(
            traces.find(&bytes).map(|(word, _)| word),
            Some("举报人样某甲子"),
            "{form}"
        );
    }
    assert_eq!(traces.find("举报人样某乙丑 10099990002".as_bytes()), None);
}
