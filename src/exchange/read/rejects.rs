//! The refused rows as a file the operator can repair in a spreadsheet and import again.

use std::{borrow::Cow, io::Write};

use csv::Writer;
use rust_i18n::t;

use super::{fault::RowFault, header::Layout};
use crate::lang::Lang;

/// Writes refused rows as CSV in UTF-8 with a byte order mark, so that Excel reads it as such. Line, column and
/// reason come first; then the cells as they were. Read back, the three are ignored as unknown columns.
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
        self.write([line.as_str(), &fault.column, &reason].into_iter().chain(cells))
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

/// Puts an apostrophe before what a spreadsheet would take for a formula.
fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}
