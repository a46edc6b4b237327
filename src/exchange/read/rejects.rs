//! The refused rows as a file the operator can repair in a spreadsheet and import again.

use std::{borrow::Cow, io::Write};

use csv::Writer;
use rust_i18n::t;

use sha2::{Digest, Sha256};

use super::{fault::RowFault, header::Layout, record::Record};
use crate::lang::Lang;
use crate::unseen::{is_formula, stripped};

/// Writes refused rows as CSV in UTF-8 with a byte order mark, so that Excel reads it as such. Line, column and
/// reason come first, then a mark of the row's cells; then the cells as they were. Read back, the first three are ignored
/// as unknown columns, and a row whose cells still fit its mark is refused again: nobody has repaired it.
pub struct Rejects<W: Write> {
    out: Writer<W>,
    lang: Lang,
    width: usize,
}

impl<W: Write> Rejects<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn new(mut out: W, layout: &Layout, lang: Lang) -> std::io::Result<Self> {
        out.write_all("\u{FEFF}".as_bytes())?;
        let out = csv::WriterBuilder::new()
            .flexible(true)
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        let mut rejects = Self {
            out,
            lang,
            width: layout.headers().len(),
        };
        let titles = [
            "exchange.rejects.line",
            "exchange.rejects.column",
            "exchange.rejects.reason",
            MARK,
        ];
        let titles = titles.map(|title| t!(title, locale = lang.code()).into_owned());
        rejects.write(titles.iter().chain(layout.headers()).map(String::as_str))?;
        Ok(rejects)
    }

    /// Writes one refused row.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn push(&mut self, fault: &RowFault) -> std::io::Result<()> {
        let line = fault.line.to_string();
        let reason = fault.reason.text(self.lang);
        let missing = self.width.saturating_sub(fault.cells.len());
        let cells = fault
            .cells
            .iter()
            .map(String::as_str)
            .chain(std::iter::repeat_n("", missing));
        let written: Vec<Cow<'_, str>> = fault.cells.iter().map(|cell| harmless(cell)).collect();
        let mark = mark(written.iter().map(AsRef::as_ref));
        self.write(
            [line.as_str(), &fault.column, &reason, &mark]
                .into_iter()
                .chain(cells),
        )
    }

    fn write<'c>(&mut self, cells: impl Iterator<Item = &'c str>) -> std::io::Result<()> {
        for cell in cells {
            self.out.write_field(harmless(cell).as_bytes())?;
        }
        self.out.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Writes out what is still held back and returns the writer.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn finish(self) -> std::io::Result<W> {
        self.out.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

/// Message key of the mark's heading.
const MARK: &str = "exchange.rejects.mark";

/// What a row's cells come to; empty ones at the end do not count, since writing fills them up.
fn mark<'c>(cells: impl Iterator<Item = &'c str>) -> String {
    let cells: Vec<&str> = cells.collect();
    let filled = cells
        .iter()
        .rposition(|cell| !cell.is_empty())
        .map_or(0, |last| last + 1);
    let digest = Sha256::digest(cells.get(..filled).unwrap_or_default().join("\u{1f}").as_bytes());
    // Begins with a letter, so that no spreadsheet takes it for a number.
    format!("m{}", hex::encode(digest.get(..6).unwrap_or_default()))
}

/// Where a rejects file has its marks; none for any other file.
pub(super) fn mark_column(layout: &Layout) -> Option<usize> {
    let titles = [Lang::Zh, Lang::En].map(|lang| t!(MARK, locale = lang.code()).into_owned());
    layout.headers().iter().position(|header| titles.contains(header))
}

/// Whether a row of a rejects file, with its mark in `column`, is as it was written.
pub(super) fn is_unrepaired(record: &Record, column: usize) -> bool {
    record.get(column) == mark(record.iter().skip(column + 1))
}

/// Without what nobody sees, as reading it again would take it; and with an apostrophe before what a spreadsheet would
/// take for a formula.
fn harmless(cell: &str) -> Cow<'_, str> {
    let shown = stripped(cell, true);
    if is_formula(cell) || is_formula(&shown) {
        Cow::Owned(format!("'{shown}"))
    } else {
        shown
    }
}
