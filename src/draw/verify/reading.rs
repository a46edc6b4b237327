//! Reading published files and comparing them with what was recomputed.

use serde_json::Value;

use super::{Difference, Files, first_difference};
use crate::draw::hash::{Profile, is_hash};
use crate::draw::record::{Heading, Record};

pub(super) fn need<'f>(files: &'f Files, file: &str) -> Result<&'f [u8], Difference> {
    files
        .get(file)
        .map(Vec::as_slice)
        .ok_or_else(|| Difference::MissingFile {
            file: file.to_owned(),
        })
}

pub(super) fn unchanged(file: &str, found: &str, witness: &str, stated: &str) -> Result<(), Difference> {
    if found == stated {
        return Ok(());
    }
    let (found, stated) = (found.to_owned(), stated.to_owned());
    Err(Difference::Changed {
        file: file.to_owned(),
        found,
        witness: witness.to_owned(),
        stated,
    })
}

fn json_error(file: &str, error: &serde_json::Error) -> Difference {
    let (line, column) = (error.line(), error.column());
    Difference::Json {
        file: file.to_owned(),
        line,
        column,
        message: error.to_string(),
    }
}

pub(super) fn read_value(file: &str, bytes: &[u8]) -> Result<Value, Difference> {
    serde_json::from_slice(bytes).map_err(|error| json_error(file, &error))
}

pub(super) fn read<T: Record>(file: &str, bytes: &[u8]) -> Result<T, Difference> {
    serde_json::from_slice(bytes).map_err(|error| json_error(file, &error))
}

/// Compares a published record with the recomputed one, first by content, then byte for byte.
pub(super) fn compare(file: &str, bytes: &[u8], recomputed: &impl Record) -> Result<(), Difference> {
    let failed = |error: serde_json::Error| json_error(file, &error);
    let (text, value) = (
        recomputed.text().map_err(failed)?,
        serde_json::to_value(recomputed).map_err(failed)?,
    );
    if let Some(difference) = first_difference(&read_value(file, bytes)?, &value) {
        return Err(Difference::Value {
            file: file.to_owned(),
            difference,
        });
    }
    match first_line(bytes, text.as_bytes()) {
        None => Ok(()),
        Some((line, _, _)) => Err(Difference::Spelling {
            file: file.to_owned(),
            line,
        }),
    }
}

/// Compares a published table with the one that follows from the record.
pub(super) fn compare_table(file: &str, bytes: &[u8], expected: &str) -> Result<(), Difference> {
    let text = |line: &[u8]| String::from_utf8_lossy(line).into_owned();
    match first_line(bytes, expected.as_bytes()) {
        None => Ok(()),
        Some((line, found, expected)) => Err(Difference::Table {
            file: file.to_owned(),
            line,
            expected: text(expected),
            found: text(found),
        }),
    }
}

/// The first line in which two texts differ, from 1, with both lines; none when they are the same.
fn first_line<'t>(found: &'t [u8], expected: &'t [u8]) -> Option<(usize, &'t [u8], &'t [u8])> {
    if found == expected {
        return None;
    }
    let (mut one, mut other) = (found.split(|&b| b == b'\n'), expected.split(|&b| b == b'\n'));
    let mut line = 0;
    loop {
        line += 1;
        match (one.next(), other.next()) {
            (Some(one), Some(other)) if one == other => {}
            (one, other) => return Some((line, one.unwrap_or_default(), other.unwrap_or_default())),
        }
    }
}

/// A published version of a record: the file's name and its content.
pub(super) type Version<'f> = (String, &'f [u8]);

/// The versions of the draw record, oldest first: `record-1.json`, `record-2.json` … and last `record.json`.
pub(super) fn versions<'f>(files: &'f Files, latest: &str) -> Result<Vec<Version<'f>>, Difference> {
    let mut versions = Vec::new();
    for number in 1..=last_number(files, latest) {
        let name = numbered(latest, number);
        let bytes = need(files, &name)?;
        versions.push((name, bytes));
    }
    versions.push((latest.to_owned(), need(files, latest)?));
    Ok(versions)
}

/// The largest number under which a file of this name is published, `name-N.ending`; 0 when none is.
pub(super) fn last_number(files: &Files, name: &str) -> u32 {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let number = |file: &String| -> Option<u32> {
        let number = file.strip_prefix(stem)?.strip_prefix('-')?;
        let number = number.strip_suffix(ending)?.strip_suffix('.')?.parse().ok()?;
        (*file == numbered(name, number)).then_some(number)
    };
    files.keys().filter_map(number).max().unwrap_or(0)
}

fn numbered(name: &str, number: u32) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}-{number}.{ending}")
}

/// Checks that a record follows the record before it.
pub(super) fn follows(
    profile: Profile,
    file: &str,
    heading: &Heading,
    (before, bytes): (&str, &[u8]),
) -> Result<(), Difference> {
    let found = profile.hex(bytes);
    if heading.previous.as_ref() == Some(&found) {
        return Ok(());
    }
    Err(Difference::Chain {
        file: file.to_owned(),
        before: before.to_owned(),
        stated: heading.previous.clone().unwrap_or_else(|| "null".to_owned()),
        found,
    })
}

/// Checks what a heading must be in itself: a number, a link that is a hash or null, and a reason for a redraw.
pub(super) fn check_heading(file: &str, heading: &Heading) -> Result<(), Difference> {
    let field = |field, fine: bool, found: &dyn Fn() -> String| {
        let found = || Difference::Field {
            file: file.to_owned(),
            field,
            found: found(),
        };
        if fine { Ok(()) } else { Err(found()) }
    };
    field("number", heading.number > 0, &|| heading.number.to_string())?;
    if let Some(previous) = &heading.previous {
        field("previous", is_hash(previous), &|| previous.clone())?;
    }
    if let Some(void) = &heading.instead_of {
        let named = !void.batch.is_empty() && void.batch != heading.batch;
        field("instead_of", named, &|| void.batch.clone())?;
        field("instead_of", !void.reason.trim().is_empty(), &|| {
            void.reason.clone()
        })?;
    }
    Ok(())
}
