//! A file's rows, whichever format it has.

use std::path::Path;

use super::{
    csv::Csv,
    decode::{Decode, Encoding},
    fault::FileReason,
    record::Record,
    source::Source,
    xlsx::Xlsx,
};

/// The format a file turned out to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Delimited text.
    Csv {
        /// UTF-8 or GB18030.
        encoding: Encoding,
        /// Comma, semicolon or tab.
        delimiter: char,
    },
    /// An Excel workbook, of which the first sheet is read.
    Xlsx,
}

/// What identifies a file that was read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// Its format.
    pub format: Format,
}

pub(super) enum Rows {
    Csv(Csv),
    Xlsx(Xlsx),
}

impl Rows {
    pub(super) fn open(path: &Path, encoding: Encoding) -> Result<Self, FileReason> {
        let source = Source::open(path)?;
        if source.begins_with(b"PK\x03\x04")? {
            return Ok(Self::Xlsx(Xlsx::new(source)?));
        }
        Ok(Self::Csv(Csv::new(Decode::new(source, encoding))?))
    }

    /// Reads the next row; false at the end.
    pub(super) fn next(&mut self, record: &mut Record) -> Result<bool, FileReason> {
        match self {
            Self::Csv(csv) => csv.next(record),
            Self::Xlsx(xlsx) => Ok(xlsx.next(record)),
        }
    }

    /// Whether a row may hold U+FFFD in place of bytes that could not be decoded.
    pub(super) fn replaced(&self) -> bool {
        match self {
            Self::Csv(csv) => csv.decode().replaced(),
            Self::Xlsx(_) => false,
        }
    }

    /// Whether a row may have lost its empty cells at the end, as workbooks do.
    pub(super) fn sparse(&self) -> bool {
        matches!(self, Self::Xlsx(_))
    }

    /// Share of the file read so far, as bytes read and bytes in all.
    pub(super) fn progress(&self) -> (u64, u64) {
        match self {
            Self::Csv(csv) => (csv.decode().source().position(), csv.decode().source().size()),
            Self::Xlsx(xlsx) => xlsx.progress(),
        }
    }

    /// Ends the reading, which must have come to the end of the rows.
    pub(super) fn finish(self) -> Result<Facts, FileReason> {
        let (source, format) = match self {
            Self::Csv(csv) => {
                let format = Format::Csv {
                    encoding: csv.decode().encoding(),
                    delimiter: csv.delimiter(),
                };
                (csv.into_decode().into_source(), format)
            }
            Self::Xlsx(xlsx) => (xlsx.into_source(), Format::Xlsx),
        };
        let (bytes, sha256) = source.finish()?;
        Ok(Facts {
            bytes,
            sha256,
            format,
        })
    }
}
