//! From bytes to text: which encoding a file has, and decoding it piece by piece.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, GB18030, GBK, UTF_8};

use super::{
    fault::{FileReason, Foreign},
    source::Source,
};

/// Bytes taken from the file at a time.
const BLOCK: u64 = 256 * 1024;
/// Fewer bytes than this from the first that is not ASCII do not decide the encoding.
const SAMPLE: usize = 4 * 1024;
/// Fewer characters than this are no evidence of one encoding against another.
const FEW_CHARACTERS: usize = 8;

/// How a text file is encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Find out: UTF-8, with or without byte order mark, or GB18030 (GBK and GB 2312 are parts of it).
    #[default]
    Auto,
    /// UTF-8.
    Utf8,
    /// GB18030.
    Gb18030,
}

/// A text file as a stream of pieces of UTF-8.
pub(super) struct Decode {
    source: Source,
    asked: Encoding,
    /// `None` while only ASCII was met, which is the same in both encodings.
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    ended: bool,
    replaced: bool,
}

impl Decode {
    pub(super) fn new(source: Source, asked: Encoding) -> Self {
        Self {
            source,
            asked,
            decoder: None,
            raw: Vec::new(),
            ended: false,
            replaced: false,
        }
    }

    /// Replaces `text` with the next piece; false at the end of the file.
    pub(super) fn next(&mut self, text: &mut String) -> Result<bool, FileReason> {
        text.clear();
        while text.is_empty() && !self.ended {
            let start = self.source.position();
            self.raw.clear();
            self.take()?;
            if start == 0 {
                self.refuse_foreign()?;
            }
            if self.raw.contains(&0) {
                return Err(FileReason::Foreign(Foreign::Binary));
            }
            if self.decoder.is_none() && !self.raw.is_ascii() {
                self.decide(start == 0)?;
            }
            self.decode(text)?;
        }
        Ok(!text.is_empty())
    }

    fn take(&mut self) -> Result<(), FileReason> {
        self.ended |= (self.source.read(&mut self.raw, BLOCK)? as u64) < BLOCK;
        Ok(())
    }

    fn refuse_foreign(&self) -> Result<(), FileReason> {
        Foreign::of(&self.raw).map_or(Ok(()), |foreign| Err(FileReason::Foreign(foreign)))
    }

    fn decide(&mut self, first: bool) -> Result<(), FileReason> {
        let ascii = self.raw.iter().position(|b| !b.is_ascii()).unwrap_or(0);
        if self.raw.len() - ascii < SAMPLE && !self.ended {
            self.take()?;
        }
        let marked = first && self.raw.starts_with(b"\xEF\xBB\xBF");
        let sample = self.raw.get(ascii..).unwrap_or_default();
        let chosen = choose(self.asked, sample)?;
        self.decoder = Some(match chosen {
            Encoding::Gb18030 => GB18030.new_decoder_without_bom_handling(),
            Encoding::Auto | Encoding::Utf8 if marked => UTF_8.new_decoder_with_bom_removal(),
            Encoding::Auto | Encoding::Utf8 => UTF_8.new_decoder_without_bom_handling(),
        });
        Ok(())
    }

    fn decode(&mut self, text: &mut String) -> Result<(), FileReason> {
        let Some(decoder) = &mut self.decoder else {
            text.push_str(std::str::from_utf8(&self.raw).unwrap_or_default());
            return Ok(());
        };
        self.replaced |= feed(decoder, &self.raw, text, false);
        if self.ended && feed(decoder, &[], text, true) {
            return Err(FileReason::CutOff);
        }
        Ok(())
    }

    /// Whether bytes that mean nothing in the encoding were met and became U+FFFD.
    pub(super) fn replaced(&self) -> bool {
        self.replaced
    }

    /// The encoding found; UTF-8 for plain ASCII.
    pub(super) fn encoding(&self) -> Encoding {
        match &self.decoder {
            Some(decoder) if decoder.encoding() == GB18030 => Encoding::Gb18030,
            _ => Encoding::Utf8,
        }
    }

    pub(super) fn source(&self) -> &Source {
        &self.source
    }

    pub(super) fn into_source(self) -> Source {
        self.source
    }
}

/// Decodes all of `bytes`; true if some meant nothing.
fn feed(decoder: &mut Decoder, mut bytes: &[u8], text: &mut String, last: bool) -> bool {
    let mut replaced = false;
    loop {
        text.reserve(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(0).max(16));
        let (result, read, bad) = decoder.decode_to_string(bytes, text, last);
        replaced |= bad;
        bytes = bytes.get(read..).unwrap_or_default();
        if result == CoderResult::InputEmpty {
            return replaced;
        }
    }
}

/// What was asked for, unless the bytes plainly contradict it; else what the bytes look like.
fn choose(asked: Encoding, sample: &[u8]) -> Result<Encoding, FileReason> {
    if asked == Encoding::Gb18030 && !plainly_utf8(sample) {
        return Ok(asked);
    }
    let found = guess(sample)?;
    if asked != Encoding::Auto && asked != found {
        return Err(FileReason::WrongEncoding { asked, found });
    }
    Ok(found)
}

/// Enough well-formed UTF-8 that it cannot be GB18030 by accident.
fn plainly_utf8(sample: &[u8]) -> bool {
    let wide = sample
        .utf8_chunks()
        .flat_map(|c| c.valid().chars())
        .filter(|c| !c.is_ascii())
        .count();
    wide >= FEW_CHARACTERS && resembles_utf8(sample)
}

/// UTF-8 or GB18030, judged by the bytes from the first that is not ASCII.
fn guess(sample: &[u8]) -> Result<Encoding, FileReason> {
    if resembles_utf8(sample) {
        return Ok(Encoding::Utf8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, false);
    // A few characters say too little, and the benefit of the doubt goes to Chinese.
    let wide = sample.iter().filter(|b| !b.is_ascii()).count();
    let home = (wide < 2 * FEW_CHARACTERS).then_some(&b"cn"[..]);
    let guessed = detector.guess(home, Utf8Detection::Deny);
    let damaged = damaged_gb18030(sample);
    let chinese = guessed == GBK || guessed == GB18030;
    // One false byte pair makes the detector drop GBK for whatever is left; it is weighed here against the rest.
    if chinese || damaged == Some(true) || (guessed.is_single_byte() && damaged == Some(false)) {
        return Ok(Encoding::Gb18030);
    }
    Err(FileReason::UnknownEncoding {
        guess: guessed.name(),
    })
}

/// Whether the sample as GB18030 has false characters; `None` when they are too many for damage.
fn damaged_gb18030(sample: &[u8]) -> Option<bool> {
    let mut text = String::new();
    feed(
        &mut GB18030.new_decoder_without_bom_handling(),
        sample,
        &mut text,
        false,
    );
    let wide = text.chars().filter(|c| !c.is_ascii()).count();
    let bad = text.chars().filter(|&c| c == '\u{FFFD}').count();
    (bad * 20 <= wide).then_some(bad > 0)
}

/// Whether the sample is UTF-8, a damaged character here and there forgiven.
fn resembles_utf8(sample: &[u8]) -> bool {
    match std::str::from_utf8(sample) {
        Ok(_) => true,
        // The sample may end within a character.
        Err(error) if error.error_len().is_none() => true,
        Err(_) => {
            let (good, bad) = sample.utf8_chunks().fold((0, 0), |(good, bad), chunk| {
                let wide = chunk.valid().chars().filter(|c| !c.is_ascii()).count();
                (good + wide, bad + usize::from(!chunk.invalid().is_empty()))
            });
            bad * 50 < good
        }
    }
}
