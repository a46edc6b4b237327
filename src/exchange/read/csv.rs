//! Rows of a delimited text file (RFC 4180 as spreadsheets really write it), read as a stream.

#[cfg(test)]
mod tests;

use memchr::{memchr, memchr_iter, memchr3};

use super::{decode::Decode, fault::FileReason, record::Record};

/// Lines looked at to find the delimiter.
const SNIFF_LINES: usize = 10;
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Where the parser stands within a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    CellStart,
    Bare,
    Quoted,
    /// Directly after a quote inside a quoted cell: the end of the quotes, or half of a doubled quote.
    QuoteSeen,
}

/// A text file as a stream of rows.
pub(super) struct Csv {
    decode: Decode,
    piece: String,
    /// Next byte of `piece` to read.
    at: usize,
    delimiter: u8,
    /// Line of the file that `at` is on, from 1.
    line: u64,
    /// The last byte was a carriage return: a line feed that follows belongs to it.
    after_return: bool,
}

impl Csv {
    pub(super) fn new(mut decode: Decode) -> Result<Self, FileReason> {
        let mut piece = String::new();
        decode.next(&mut piece)?;
        let delimiter = sniff(&piece);
        Ok(Self {
            decode,
            piece,
            at: 0,
            delimiter,
            line: 1,
            after_return: false,
        })
    }

    pub(super) fn delimiter(&self) -> char {
        self.delimiter.into()
    }

    pub(super) fn decode(&self) -> &Decode {
        &self.decode
    }

    pub(super) fn into_decode(self) -> Decode {
        self.decode
    }

    /// Reads the next row that is not an empty line; false at the end of the file.
    pub(super) fn next(&mut self, record: &mut Record) -> Result<bool, FileReason> {
        if !self.skip_empty_lines()? {
            return Ok(false);
        }
        record.begin(self.line);
        let mut state = State::CellStart;
        let mut opened = self.line;
        loop {
            let Some(byte) = self.peek()? else {
                if state == State::Quoted {
                    return Err(FileReason::OpenQuote { line: opened });
                }
                record.end_cell();
                record.end_of_file();
                return Ok(true);
            };
            match state {
                State::CellStart if byte == b'"' => {
                    opened = self.line;
                    self.at += 1;
                    self.after_return = false;
                    state = State::Quoted;
                }
                State::QuoteSeen if byte == b'"' => {
                    record.push("\"");
                    self.at += 1;
                    state = State::Quoted;
                }
                State::Quoted => state = self.quoted(record),
                State::CellStart | State::Bare | State::QuoteSeen => match self.bare(record) {
                    None => state = State::Bare,
                    Some(b) if b == self.delimiter => {
                        record.end_cell();
                        state = State::CellStart;
                    }
                    Some(_) => {
                        record.end_cell();
                        return Ok(true);
                    }
                },
            }
        }
    }

    /// The next byte, from the next piece of the file if need be; `None` at the end.
    fn peek(&mut self) -> Result<Option<u8>, FileReason> {
        if self.at >= self.piece.len() {
            self.at = 0;
            if !self.decode.next(&mut self.piece)? {
                return Ok(None);
            }
        }
        Ok(self.piece.as_bytes().get(self.at).copied())
    }

    fn skip_empty_lines(&mut self) -> Result<bool, FileReason> {
        while let Some(byte) = self.peek()? {
            match byte {
                b'\r' => self.line += 1,
                b'\n' => self.line += u64::from(!self.after_return),
                _ => return Ok(true),
            }
            self.after_return = byte == b'\r';
            self.at += 1;
        }
        Ok(false)
    }

    /// Takes up to the end of the cell or of the piece; the byte that ended the cell is consumed and returned.
    fn bare(&mut self, record: &mut Record) -> Option<u8> {
        let rest = self.piece.get(self.at..).unwrap_or_default();
        let stop = memchr3(self.delimiter, b'\n', b'\r', rest.as_bytes());
        record.push(rest.get(..stop.unwrap_or(rest.len())).unwrap_or_default());
        let ended = stop.and_then(|at| rest.as_bytes().get(at).copied());
        self.at += stop.map_or(rest.len(), |at| at + 1);
        if ended.is_some_and(|b| b != self.delimiter) {
            self.line += 1;
        }
        self.after_return = ended == Some(b'\r');
        ended
    }

    /// Takes up to the next quote or the end of the piece, counting the lines it passes.
    fn quoted(&mut self, record: &mut Record) -> State {
        let rest = self.piece.get(self.at..).unwrap_or_default();
        let stop = memchr(b'"', rest.as_bytes());
        let taken = rest.get(..stop.unwrap_or(rest.len())).unwrap_or_default();
        record.push(taken);
        self.line += count_lines(taken.as_bytes(), self.after_return);
        self.after_return = taken.ends_with('\r');
        self.at += taken.len() + usize::from(stop.is_some());
        if stop.is_some() {
            State::QuoteSeen
        } else {
            State::Quoted
        }
    }
}

/// Line ends in the bytes, a return and line feed together being one.
fn count_lines(bytes: &[u8], after_return: bool) -> u64 {
    let mut lines = memchr_iter(b'\r', bytes).count();
    for at in memchr_iter(b'\n', bytes) {
        let before = if at == 0 {
            after_return
        } else {
            bytes.get(at - 1) == Some(&b'\r')
        };
        lines += usize::from(!before);
    }
    lines as u64
}

/// The delimiter on which most of the first lines agree; then the one that makes more cells; then the comma.
fn sniff(text: &str) -> u8 {
    let lines = first_lines(text.as_bytes());
    let score = |delimiter: &u8| {
        let counts: Vec<usize> = lines
            .iter()
            .map(|line| outside_quotes(line, *delimiter))
            .collect();
        let agreeing = |&n: &usize| counts.iter().filter(|&&m| m == n).count();
        counts
            .iter()
            .filter(|&&n| n > 0)
            .map(|n| (agreeing(n), *n))
            .max()
            .unwrap_or_default()
    };
    DELIMITERS.into_iter().rev().max_by_key(score).unwrap_or(b',')
}

/// The first rows that are not empty, quoted line breaks kept together.
fn first_lines(bytes: &[u8]) -> Vec<&[u8]> {
    let mut quoted = false;
    bytes
        .split(|&b| {
            quoted ^= b == b'"';
            !quoted && (b == b'\n' || b == b'\r')
        })
        .filter(|line| !line.is_empty())
        .take(SNIFF_LINES)
        .collect()
}

fn outside_quotes(line: &[u8], delimiter: u8) -> usize {
    let mut quoted = false;
    line.iter()
        .filter(|&&b| {
            quoted ^= b == b'"';
            !quoted && b == delimiter
        })
        .count()
}
