//! The tags of a workbook's part as its bytes go by: how many shared strings begin, how many are announced — the reader
//! makes room for those at once — and whether a cell is where no sheet has one, which the reader does not count on.

use std::io::{self, Write};

use memchr::memchr;

/// Bytes of a name or value that are kept: enough to tell those that count from all others.
const KEPT: usize = 24;
/// Letters of the last column, XFD, and digits of the last row, 1048576.
const LONGEST: (usize, usize) = (3, 7);

/// What the tags said so far.
#[derive(Default)]
pub(super) struct Tags {
    /// Elements `si` that begin.
    pub(super) strings: u64,
    /// The greatest number in an attribute `count` or `uniqueCount` of `sst`.
    pub(super) announced: u64,
    /// A place of a cell or row that no sheet has.
    pub(super) nowhere: Option<String>,
    at: Place,
    /// Names without their prefix.
    element: Vec<u8>,
    attribute: Vec<u8>,
    value: Vec<u8>,
}

/// Where in the text the reading is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    /// Outside of tags.
    #[default]
    Text,
    /// In a tag of no interest: one that closes, a declaration, a comment.
    Skipped,
    /// In an element's name.
    Element,
    /// Between attributes.
    Inside,
    /// In an attribute's name.
    Attribute,
    /// Before an attribute's value.
    Equals,
    /// In a value, up to this quote.
    Value(u8),
}

impl Tags {
    fn take(&mut self, byte: u8) {
        let blank = byte.is_ascii_whitespace();
        match (self.at, byte) {
            (Place::Text, b'<') => {
                self.element.clear();
                self.at = Place::Element;
            }
            (Place::Text, _) => {}
            (Place::Value(quote), _) if byte == quote => {
                self.attribute_ends();
                self.at = Place::Inside;
            }
            (Place::Value(_), _) => keep(&mut self.value, byte),
            (Place::Element, b'/' | b'!' | b'?') if self.element.is_empty() => self.at = Place::Skipped,
            (Place::Element, _) if blank || matches!(byte, b'>' | b'/') => {
                self.strings += u64::from(self.element == b"si");
                self.at = if byte == b'>' { Place::Text } else { Place::Inside };
            }
            (_, b'>') => self.at = Place::Text,
            (Place::Element, b':') => self.element.clear(),
            (Place::Element, _) => keep(&mut self.element, byte),
            (Place::Skipped, _) => {}
            (Place::Inside, _) if blank || byte == b'/' => {}
            (Place::Inside, _) => {
                self.attribute.clear();
                keep(&mut self.attribute, byte);
                self.at = Place::Attribute;
            }
            (Place::Attribute, b'=') => self.at = Place::Equals,
            (Place::Attribute, b':') => self.attribute.clear(),
            (Place::Attribute, _) if !blank => keep(&mut self.attribute, byte),
            (Place::Equals, b'"' | b'\'') => {
                self.value.clear();
                self.at = Place::Value(byte);
            }
            (Place::Attribute | Place::Equals, _) => {}
        }
    }

    fn attribute_ends(&mut self) {
        match (self.element.as_slice(), self.attribute.as_slice()) {
            (b"sst", b"count" | b"uniqueCount") => {
                let digits = self.value.iter().filter(|byte| byte.is_ascii_digit());
                let grown =
                    |sum: u64, digit: &u8| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0'));
                self.announced = self.announced.max(digits.fold(0, grown));
            }
            (b"c" | b"row", b"r") | (b"dimension" | b"mergeCell" | b"f", b"ref")
                if !is_place(&self.value) =>
            {
                self.nowhere = Some(String::from_utf8_lossy(&self.value).into_owned());
            }
            _ => {}
        }
    }
}

/// Up to the limit; what is longer than that is no name that counts, and no place either.
fn keep(bytes: &mut Vec<u8>, byte: u8) {
    if bytes.len() < KEPT {
        bytes.push(byte);
    }
}

/// Whether nothing in a value such as `A1:XFD1048576` is longer than in the last cell there is.
fn is_place(value: &[u8]) -> bool {
    let fits = |run: &[u8]| {
        let letters = run.first().is_some_and(u8::is_ascii_alphabetic);
        run.len() <= if letters { LONGEST.0 } else { LONGEST.1 }
    };
    let alike =
        |a: &u8, b: &u8| a.is_ascii_alphabetic() == b.is_ascii_alphabetic() && *a != b':' && *b != b':';
    value.chunk_by(alike).all(fits)
}

impl Write for Tags {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = bytes;
        while let Some((byte, after)) = rest.split_first() {
            if self.at == Place::Text && *byte != b'<' {
                rest = memchr(b'<', rest)
                    .and_then(|at| rest.get(at..))
                    .unwrap_or_default();
                continue;
            }
            self.take(*byte);
            rest = after;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn read(parts: [&[u8]; 2]) -> Tags {
        let mut tags = Tags::default();
        parts.iter().for_each(|part| tags.write_all(part).unwrap());
        tags
    }

    #[rstest]
    #[case("<sst><si><t>a</t></si><si/></sst>", 2, 0)]
    #[case("<x:sst x:count='7' uniqueCount=\"12\"><x:si ><t/></x:si></x:sst>", 1, 12)]
    #[case("<sst\nuniqueCount = \"999999999999999999999\">", 0, u64::MAX)]
    #[case(
        "<?xml version=\"1.0\"?><!-- <si> --><sst><size/><t count=\"9\"/></sst>",
        0,
        0
    )]
    #[case("<sst a='>' count=\"3\"><si>", 1, 3)]
    fn shared_strings_are_counted(#[case] text: &str, #[case] strings: u64, #[case] announced: u64) {
        for cut in 0..text.len() {
            let tags = read([&text.as_bytes()[..cut], &text.as_bytes()[cut..]]);
            assert_eq!((tags.strings, tags.announced), (strings, announced), "{cut}");
        }
    }

    #[rstest]
    #[case(
        "<c r=\"XFD1048576\"/><row r=\"1048576\"/><dimension ref=\"A1:XFD1048576\"/>",
        None
    )]
    #[case("<c r=\"A99999999\"/>", Some("A99999999"))]
    #[case("<x:c s=\"1\" r='AAAA1'/>", Some("AAAA1"))]
    #[case("<row r=\"99999999999\">", Some("99999999999"))]
    #[case("<dimension ref=\"A1:A123456789\"/>", Some("A1:A123456789"))]
    #[case("<t r=\"99999999999\"/><c s=\"99999999999\"/>", None)]
    fn a_place_that_no_sheet_has_is_found(#[case] text: &str, #[case] nowhere: Option<&str>) {
        assert_eq!(read([text.as_bytes(), b""]).nowhere.as_deref(), nowhere);
    }
}
