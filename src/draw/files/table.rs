//! The form common to all frozen files: encoding, line ends, header, fields, order.

use unicode_normalization::is_nfc;

use super::fault::{Fault, FaultKind};
use crate::draw::hash::is_hash;
use crate::draw::id::{check_id, is_full_width};

/// One row of a table, with its place, so that every check can name file, line and field.
pub(super) struct Row<'a> {
    file: &'a str,
    line: usize,
    header: &'static [&'static str],
    fields: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The text of a field; the reader has made sure that it is there and not empty.
    pub(super) fn text(&self, index: usize) -> &'a str {
        self.fields.get(index).copied().unwrap_or_default()
    }

    pub(super) fn fault(&self, index: usize, kind: FaultKind) -> Fault {
        Fault {
            file: self.file.to_owned(),
            line: self.line,
            field: self.header.get(index).copied(),
            kind,
        }
    }

    pub(super) fn id(&self, index: usize) -> Result<String, Fault> {
        let found = self.text(index);
        match check_id(found) {
            Ok(()) => Ok(found.to_owned()),
            Err(fault) => Err(self.fault(
                index,
                FaultKind::Id {
                    found: found.to_owned(),
                    fault,
                },
            )),
        }
    }

    pub(super) fn number(&self, index: usize) -> Result<u32, Fault> {
        let found = self.text(index);
        let plain = found == "0" || (!found.starts_with('0') && found.bytes().all(|b| b.is_ascii_digit()));
        found.parse().ok().filter(|_| plain).ok_or_else(|| {
            self.fault(
                index,
                FaultKind::Number {
                    found: found.to_owned(),
                },
            )
        })
    }

    pub(super) fn hash(&self, index: usize) -> Result<String, Fault> {
        let found = self.text(index);
        if is_hash(found) {
            Ok(found.to_owned())
        } else {
            Err(self.fault(
                index,
                FaultKind::Hash {
                    found: found.to_owned(),
                },
            ))
        }
    }
}

/// The lines of a strict text file, without their LF.
pub(in crate::draw) fn text_lines<'a>(file: &str, bytes: &'a [u8]) -> Result<Vec<&'a str>, Fault> {
    let fault = |line, kind| Fault {
        file: file.to_owned(),
        line,
        field: None,
        kind,
    };
    if bytes.is_empty() {
        return Err(fault(0, FaultKind::EmptyFile));
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Err(fault(1, FaultKind::Bom));
    }
    let body = bytes.strip_suffix(b"\n");
    let mut lines = Vec::new();
    for (index, raw) in body.unwrap_or(bytes).split(|&b| b == b'\n').enumerate() {
        let text = std::str::from_utf8(raw).map_err(|e| {
            fault(
                index + 1,
                FaultKind::NotUtf8 {
                    column: e.valid_up_to() + 1,
                },
            )
        })?;
        if text.ends_with('\r') {
            return Err(fault(index + 1, FaultKind::Crlf));
        }
        lines.push(text);
    }
    if body.is_none() {
        return Err(fault(lines.len(), FaultKind::NoFinalLf));
    }
    Ok(lines)
}

/// Checks the characters of a field or of a line of a seed text.
pub(in crate::draw) fn check_text(text: &str) -> Result<(), FaultKind> {
    for found in text.chars() {
        if is_full_width(found) {
            return Err(FaultKind::FullWidth { found });
        }
        if found.is_control() || found == '\u{FEFF}' {
            return Err(FaultKind::Control { found });
        }
    }
    if is_nfc(text) {
        Ok(())
    } else {
        Err(FaultKind::NotNfc)
    }
}

/// Reads a table: header first, then rows whose first `keys` fields are unique and sorted bytewise.
pub(super) fn read<T>(
    file: &str,
    bytes: &[u8],
    header: &'static [&'static str],
    keys: usize,
    mut row: impl FnMut(&Row) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let lines = text_lines(file, bytes)?;
    let expected = header.join("\t");
    let found = lines.first().copied().unwrap_or_default();
    if found != expected {
        let kind = FaultKind::Header {
            expected,
            found: found.to_owned(),
        };
        return Err(Fault {
            file: file.to_owned(),
            line: 1,
            field: None,
            kind,
        });
    }
    read_rows(
        file,
        lines.iter().copied().enumerate().skip(1),
        header,
        keys,
        &mut row,
    )
}

/// Reads rows without a header line of their own; `lines` are numbered from 0 as in the file.
/// With no `keys` the rows may come in any order.
pub(super) fn read_rows<'a, T>(
    file: &'a str,
    lines: impl Iterator<Item = (usize, &'a str)>,
    header: &'static [&'static str],
    keys: usize,
    row: &mut impl FnMut(&Row) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let mut rows = Vec::with_capacity(lines.size_hint().0);
    let mut previous: Option<Row> = None;
    for (index, line) in lines {
        let current = split(file, index + 1, line, header)?;
        if let Some(previous) = &previous
            && keys > 0
        {
            check_order(previous, &current, keys)?;
        }
        rows.push(row(&current)?);
        previous = Some(current);
    }
    Ok(rows)
}

fn split<'a>(
    file: &'a str,
    line: usize,
    text: &'a str,
    header: &'static [&'static str],
) -> Result<Row<'a>, Fault> {
    let row = Row {
        file,
        line,
        header,
        fields: text.split('\t').collect(),
    };
    if text.is_empty() {
        return Err(row.fault(usize::MAX, FaultKind::BlankLine));
    }
    if row.fields.len() != header.len() {
        let kind = FaultKind::FieldCount {
            expected: header.len(),
            found: row.fields.len(),
        };
        return Err(row.fault(usize::MAX, kind));
    }
    for (index, field) in row.fields.iter().enumerate() {
        if field.is_empty() {
            return Err(row.fault(index, FaultKind::EmptyField));
        }
        check_text(field).map_err(|kind| row.fault(index, kind))?;
    }
    Ok(row)
}

fn check_order(previous: &Row, current: &Row, keys: usize) -> Result<(), Fault> {
    let key = |row: &Row| {
        (0..keys)
            .map(|index| row.text(index))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let compared = (0..keys)
        .map(|index| previous.text(index).cmp(current.text(index)))
        .find(|ordering| ordering.is_ne())
        .unwrap_or(std::cmp::Ordering::Equal);
    let found = key(current);
    match compared {
        std::cmp::Ordering::Less => Ok(()),
        std::cmp::Ordering::Equal => Err(current.fault(0, FaultKind::Duplicate { found })),
        std::cmp::Ordering::Greater => Err(current.fault(
            0,
            FaultKind::Unsorted {
                previous: key(previous),
                found,
            },
        )),
    }
}

/// Writes a table in the form [`read`] accepts.
pub(super) fn write<const N: usize>(
    header: &'static [&'static str],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let mut text = header.join("\t");
    text.push('\n');
    for row in rows {
        text.push_str(&row.join("\t"));
        text.push('\n');
    }
    text
}
