//! Finding the header row and which of its columns is which.

use super::{cell, fault::FileReason, record::Record};

/// Rows searched for the header: exports put titles, dates and notes above it.
pub(super) const HEADER_ROWS: usize = 10;

/// A column that a kind of file may have.
#[derive(Debug)]
pub struct Column {
    /// Its standard name, in Chinese.
    pub name: &'static str,
    /// Other names it goes by, in lower case and without punctuation or blanks; earlier ones are preferred.
    pub synonyms: &'static [&'static str],
    /// Whether the file is of no use without it.
    pub needed: bool,
}

/// A file's header, matched with the columns of its kind.
#[derive(Debug)]
pub struct Layout {
    /// Header cells as written, cleaned.
    headers: Vec<String>,
    /// For each column of the kind, its place in the file.
    places: Vec<Option<usize>>,
    line: u64,
    /// A row with fewer cells lacks a needed one.
    least: usize,
}

impl Layout {
    /// Matches a row with the columns; columns that were not found have no place.
    fn of(record: &Record, columns: &[Column]) -> Self {
        let headers: Vec<String> = record.iter().map(|c| cell::text(c).into_owned()).collect();
        let keys: Vec<[String; 2]> = headers.iter().map(|h| keys(h)).collect();
        let places: Vec<Option<usize>> = columns.iter().map(|column| place(column, &keys)).collect();
        let needed = columns.iter().zip(&places).filter(|(column, _)| column.needed);
        let least = needed
            .filter_map(|(_, place)| *place)
            .max()
            .map_or(0, |last| last + 1);
        Self {
            headers,
            places,
            line: record.line(),
            least,
        }
    }

    fn found(&self) -> usize {
        self.places.iter().flatten().count()
    }

    fn missing(&self, columns: &[Column]) -> Vec<&'static str> {
        let absent = columns
            .iter()
            .zip(&self.places)
            .filter(|(column, place)| column.needed && place.is_none());
        absent.map(|(column, _)| column.name).collect()
    }

    /// The first of the rows that has every needed column.
    ///
    /// # Errors
    /// [`FileReason::MissingColumns`] about the row that comes closest; [`FileReason::Empty`] without any row.
    pub(super) fn find(
        mut next: impl FnMut(&mut Record) -> Result<bool, FileReason>,
        columns: &[Column],
    ) -> Result<Self, FileReason> {
        let mut record = Record::default();
        let mut closest: Option<Self> = None;
        for _ in 0..HEADER_ROWS {
            if !next(&mut record)? {
                break;
            }
            let layout = Self::of(&record, columns);
            if layout.missing(columns).is_empty() {
                return Ok(layout);
            }
            if closest.as_ref().is_none_or(|c| c.found() < layout.found()) {
                closest = Some(layout);
            }
        }
        let closest = closest.ok_or(FileReason::Empty)?;
        let missing = closest.missing(columns);
        Err(FileReason::MissingColumns {
            missing,
            found: closest.headers,
            line: closest.line,
        })
    }

    /// Line of the header row.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The header's cells in the order of the file.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// Columns up to the last that has a name.
    pub(super) fn width(&self) -> usize {
        self.headers
            .iter()
            .rposition(|h| !h.is_empty())
            .map_or(0, |last| last + 1)
    }

    /// Headers that mean nothing for this kind of file, or repeat a column; their cells are not read.
    pub fn ignored(&self) -> Vec<&str> {
        let used = |i: &usize| self.places.contains(&Some(*i));
        let unused = self
            .headers
            .iter()
            .enumerate()
            .filter(|(i, h)| !h.is_empty() && !used(i));
        unused.map(|(_, h)| h.as_str()).collect()
    }

    pub(super) fn place(&self, column: usize) -> Option<usize> {
        self.places.get(column).copied().flatten()
    }

    /// The column's header as the file writes it.
    pub(super) fn header(&self, column: usize) -> &str {
        self.place(column)
            .and_then(|i| self.headers.get(i))
            .map_or("", String::as_str)
    }

    /// The header at a place in the file.
    pub(super) fn header_at(&self, place: usize) -> &str {
        self.headers.get(place).map_or("", String::as_str)
    }

    /// The header over the first needed column that a row of `cells` cells lacks; `None` when it has them all.
    pub(super) fn first_lacking(&self, cells: usize, columns: &[Column]) -> Option<&str> {
        if cells >= self.least {
            return None;
        }
        let needed = columns
            .iter()
            .zip(&self.places)
            .filter(|(column, _)| column.needed);
        let first = needed
            .filter_map(|(_, place)| *place)
            .filter(|&p| p >= cells)
            .min();
        first.map(|p| self.header_at(p))
    }
}

/// Where the column is: at its standard name, else at the earliest synonym that is there.
fn place(column: &Column, keys: &[[String; 2]]) -> Option<usize> {
    let names = std::iter::once(column.name).chain(column.synonyms.iter().copied());
    names
        .into_iter()
        .find_map(|name| keys.iter().position(|k| k.iter().any(|k| k == name)))
}

/// What a header is compared by: its letters and figures in lower case, with and without what stands in brackets.
fn keys(header: &str) -> [String; 2] {
    let mut whole = String::new();
    let mut outside = String::new();
    let mut depth = 0_usize;
    for c in header.chars().map(cell::narrow) {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            c if c.is_alphanumeric() => {
                whole.extend(c.to_lowercase());
                if depth == 0 {
                    outside.extend(c.to_lowercase());
                }
            }
            _ => {}
        }
    }
    [whole, outside]
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const COLUMNS: &[Column] = &[
        Column {
            name: "企业名称",
            synonyms: &["名称", "name"],
            needed: true,
        },
        Column {
            name: "统一社会信用代码",
            synonyms: &["信用代码", "uscc"],
            needed: true,
        },
        Column {
            name: "住所",
            synonyms: &["地址"],
            needed: false,
        },
    ];

    fn find(rows: &[&[&str]]) -> Result<Layout, FileReason> {
        let mut rows = rows.iter().enumerate();
        let next = |record: &mut Record| {
            let Some((i, row)) = rows.next() else {
                return Ok(false);
            };
            record.begin(i as u64 + 1);
            row.iter().for_each(|c| {
                record.push(c);
                record.end_cell();
            });
            Ok(true)
        };
        Layout::find(next, COLUMNS)
    }

    #[rstest]
    #[case(&["企业名称", "统一社会信用代码", "住所"], [Some(0), Some(1), Some(2)])]
    #[case(&["住所", "统一社会信用代码", "企业名称"], [Some(2), Some(1), Some(0)])]
    #[case(&["USCC", " Name "], [Some(1), Some(0), None])]
    #[case(&["企业（机构）名称", "统一社会信用代码*（必填）"], [Some(0), Some(1), None])]
    #[case(&["\u{FEFF}企业 名称", "统一社会\n信用代码", "地址："], [Some(0), Some(1), Some(2)])]
    #[case(&["名称", "企业名称", "信用代码"], [Some(1), Some(2), None])]
    #[case(&["序号", "企业名称", "企业名称", "信用代码"], [Some(1), Some(3), None])]
    fn matches_names(#[case] header: &[&str], #[case] places: [Option<usize>; 3]) {
        assert_eq!(find(&[header]).unwrap().places, places);
    }

    #[test]
    fn titles_above_the_header_are_passed_over() {
        let layout = find(&[
            &["企业名单"],
            &["导出日期：2022-06-01", ""],
            &["序号", "名称", "信用代码"],
        ])
        .unwrap();
        assert_eq!((layout.line(), layout.ignored()), (3, vec!["序号"]));
    }

    #[test]
    fn says_what_is_missing_and_what_was_found() {
        let fault = find(&[&["名单"], &["名称", "电话"], &["甲", "1"]]).unwrap_err();
        let found = vec!["名称".to_owned(), "电话".to_owned()];
        assert_eq!(
            fault,
            FileReason::MissingColumns {
                missing: vec!["统一社会信用代码"],
                found,
                line: 2
            }
        );
        assert_eq!(find(&[]).unwrap_err(), FileReason::Empty);
        let late: Vec<&[&str]> = [&["甲"][..]; HEADER_ROWS]
            .into_iter()
            .chain([&["名称", "信用代码"][..]])
            .collect();
        assert!(find(&late).is_err());
    }
}
