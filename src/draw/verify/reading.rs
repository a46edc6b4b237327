//! Reading published files and comparing them with what was recomputed.

use serde_json::Value;

use super::{Difference, Files, first_difference};
use crate::draw::hash::Profile;
use crate::draw::record::{Heading, Record};

pub(super) fn need<'f>(files: &'f Files, file: &'static str) -> Result<&'f [u8], Difference> {
    files
        .get(file)
        .map(Vec::as_slice)
        .ok_or(Difference::MissingFile { file })
}

pub(super) fn unchanged(
    file: &str,
    found: &str,
    witness: &'static str,
    stated: &str,
) -> Result<(), Difference> {
    if found == stated {
        return Ok(());
    }
    let (found, stated) = (found.to_owned(), stated.to_owned());
    Err(Difference::Changed {
        file: file.to_owned(),
        found,
        witness,
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
    if bytes == text.as_bytes() {
        return Ok(());
    }
    let (mut published, mut lines) = (
        bytes.split(|&b| b == b'\n'),
        text.as_bytes().split(|&b| b == b'\n'),
    );
    let same = std::iter::from_fn(|| match (published.next(), lines.next()) {
        (Some(one), Some(other)) if one == other => Some(()),
        _ => None,
    });
    Err(Difference::Spelling {
        file: file.to_owned(),
        line: same.count() + 1,
    })
}

/// The versions of a record, oldest first: `name-1.json`, `name-2.json` … and last `name.json`.
pub(super) fn versions<'f>(files: &'f Files, latest: &str) -> Vec<(String, &'f [u8])> {
    let stem = latest.strip_suffix(".json").unwrap_or(latest);
    let number = |name: &str| -> Option<u32> {
        name.strip_prefix(stem)?
            .strip_prefix('-')?
            .strip_suffix(".json")?
            .parse()
            .ok()
    };
    let mut found: Vec<_> = files
        .iter()
        .filter_map(|(name, bytes)| number(name).map(|number| (number, name.clone(), bytes.as_slice())))
        .collect();
    found.sort_unstable();
    let mut versions: Vec<_> = found.into_iter().map(|(_, name, bytes)| (name, bytes)).collect();
    versions.extend(
        files
            .get(latest)
            .map(|bytes| (latest.to_owned(), bytes.as_slice())),
    );
    versions
}

pub(super) fn check_chain<T: Record>(
    profile: Profile,
    versions: &[(String, &[u8])],
    heading: impl Fn(&T) -> &Heading,
) -> Result<(), Difference> {
    for ((before, earlier), (file, bytes)) in versions.iter().zip(versions.iter().skip(1)) {
        let record: T = read(file, bytes)?;
        let found = profile.hex(earlier);
        if heading(&record).previous.as_ref() != Some(&found) {
            let stated = heading(&record)
                .previous
                .clone()
                .unwrap_or_else(|| "null".to_owned());
            return Err(Difference::Chain {
                file: file.clone(),
                before: before.clone(),
                stated,
                found,
            });
        }
    }
    Ok(())
}
