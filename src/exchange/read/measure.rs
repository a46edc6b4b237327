//! What a workbook would unpack to, found out before anything in it is parsed: a zip archive may unpack to a thousand
//! times its size, name itself a thousand times in its own directory, tell its reader to make room for more strings than
//! there is memory, or put a cell into a row that no number can hold.

mod tags;

use std::io::{self, Cursor, Read};

use zip::{ZipArchive, result::ZipError};

use super::fault::{FileReason, Foreign};
use tags::Tags;

pub(super) const MIB: u64 = 1024 * 1024;
/// Most MiB a workbook may unpack to; about 300,000 rows of a registry export.
pub(super) const UNPACKED_LIMIT: u64 = 256;
/// Most MiB of a part that is neither a sheet nor the shared strings: styles, names and links are read whole.
const PART_LIMIT: u64 = 32;
/// Most parts. Workbooks with a picture a row have some ten thousand.
const PARTS_LIMIT: usize = 65_536;
/// Most strings that the cells share: eight for each of the rows that the limit above has room for, twice over.
const STRINGS_LIMIT: u64 = 5_000_000;

pub(super) const TOO_LARGE: FileReason = FileReason::WorkbookTooLarge {
    limit: UNPACKED_LIMIT,
};

fn broken(error: impl std::fmt::Display) -> FileReason {
    FileReason::Workbook {
        detail: error.to_string(),
    }
}

/// Unpacks everything once into nothing, up to the limits.
pub(super) fn measure(bytes: &[u8]) -> Result<(), FileReason> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e: ZipError| broken(e))?;
    if !archive
        .file_names()
        .flatten()
        .any(|name| name.starts_with("xl/") || name.starts_with("xl\\"))
    {
        return Err(FileReason::Foreign(Foreign::Archive));
    }
    if archive.len() > PARTS_LIMIT {
        return Err(TOO_LARGE);
    }
    let mut left = UNPACKED_LIMIT * MIB;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(broken)?;
        let name = entry.name().map_err(broken)?;
        let most = left.min(limit(&name.to_lowercase()));
        let mut tags = Tags::default();
        let unpacked = io::copy(&mut entry.take(most + 1), &mut tags).map_err(broken)?;
        if unpacked > most || tags.strings.max(tags.announced) > STRINGS_LIMIT {
            return Err(TOO_LARGE);
        }
        if let Some(place) = tags.nowhere {
            return Err(broken(format!("no such cell: {place}")));
        }
        left -= unpacked;
    }
    Ok(())
}

/// Most bytes that the part of this name may unpack to: pictures and sheets are read piece by piece.
fn limit(name: &str) -> u64 {
    let text = name.ends_with(".xml") || name.ends_with(".rels");
    let streamed = name.contains("worksheets") || name.ends_with("sharedstrings.xml");
    match text && !streamed {
        true => PART_LIMIT * MIB,
        false => UNPACKED_LIMIT * MIB,
    }
}
