//! What can be wrong with a frozen file, each by its own name, and where.

use std::fmt;

use thiserror::Error;

use crate::draw::id::IdFault;

/// One fault of a frozen file, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct Fault {
    /// The file's name.
    pub file: String,
    /// The line, counted from 1; 0 when the fault belongs to the file as a whole.
    pub line: usize,
    /// The field, by its header name; none when the fault belongs to the whole line.
    pub field: Option<&'static str>,
    /// What is wrong.
    pub kind: FaultKind,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, " line {}", self.line)?;
        }
        if let Some(field) = self.field {
            write!(f, ", field {field}")?;
        }
        write!(f, ": {}", self.kind)
    }
}

impl Fault {
    /// A stable key for messages in other languages.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// Its parameters by name, for messages in other languages: `file`, `line` where it belongs to one, `field` where it
    /// belongs to one, and those of its kind.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        let line = (self.line > 0).then(|| ("line", self.line.to_string()));
        let field = self.field.map(|field| ("field", field.to_owned()));
        let place = [("file", self.file.clone())].into_iter().chain(line).chain(field);
        place.chain(self.kind.details()).collect()
    }
}

/// What is wrong with a line or field of a frozen file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FaultKind {
    /// The file has no byte.
    #[error("the file is empty; it may not have been written at all")]
    EmptyFile,
    /// The file begins with a byte order mark.
    #[error("the file begins with a byte order mark (BOM); save it as UTF-8 without BOM")]
    Bom,
    /// A byte sequence is not UTF-8.
    #[error("byte {column} of the line is not UTF-8; save the file as UTF-8")]
    NotUtf8 {
        /// Byte within the line, from 1.
        column: usize,
    },
    /// A line ends with CR LF.
    #[error("the line ends with CR LF; lines end with LF alone")]
    Crlf,
    /// The last line does not end with LF.
    #[error("the last line does not end with LF; the file may have been cut off")]
    NoFinalLf,
    /// Characters are not composed as NFC requires.
    #[error("the text is not in Unicode normal form NFC")]
    NotNfc,
    /// A control character other than TAB and LF.
    #[error("control character U+{:04X}; remove it", u32::from(*.found))]
    Control {
        /// The character found.
        found: char,
    },
    /// A full-width digit or letter.
    #[error("full-width character {found:?}; type it half-width")]
    FullWidth {
        /// The character found.
        found: char,
    },
    /// The first line is not the header of this file.
    #[error("the header is {found:?}; it must be {expected:?}")]
    Header {
        /// The header this file has.
        expected: String,
        /// The line found.
        found: String,
    },
    /// A blank line.
    #[error("the line is blank; remove it")]
    BlankLine,
    /// Too many or too few fields.
    #[error("{found} fields where there must be {expected}, parted by TAB")]
    FieldCount {
        /// Number of fields of this file.
        expected: usize,
        /// Number of fields found.
        found: usize,
    },
    /// A field has no character.
    #[error("the field is empty")]
    EmptyField,
    /// A row stands before the row above it, bytewise.
    #[error("{found:?} stands after {previous:?}; rows are sorted bytewise")]
    Unsorted {
        /// Key of the row above.
        previous: String,
        /// Key of this row.
        found: String,
    },
    /// A row repeats the key of the row above it.
    #[error("{found:?} is there twice; a row may occur once")]
    Duplicate {
        /// The repeated key.
        found: String,
    },
    /// An id that is not a valid 统一社会信用代码.
    #[error("{found:?}: {fault}")]
    Id {
        /// The text found.
        found: String,
        /// What is wrong with it.
        fault: IdFault,
    },
    /// A stratum that is not a six-digit prefecture code, a hyphen and a grade.
    #[error("{found:?} is not a stratum such as 420100-C")]
    Stratum {
        /// The text found.
        found: String,
    },
    /// A number not written as plain digits without leading zero, or too large.
    #[error("{found:?} is not a whole number from 0 to 4294967295 in plain digits")]
    Number {
        /// The text found.
        found: String,
    },
    /// A floor of zero: no grade is exempt (SSJ-1).
    #[error("the floor is 0; no stratum is exempt, so the floor is at least 1")]
    FloorZero,
    /// A hash or salt that is not 64 lower-case hex characters.
    #[error("{found:?} is not 64 lower-case hex characters")]
    Hash {
        /// The text found.
        found: String,
    },
    /// A department other than `A` and `B`.
    #[error("{found:?} is not a department; write A (人社) or B (市场监管)")]
    Dept {
        /// The text found.
        found: String,
    },
    /// A date that does not exist or is not written `YYYY-MM-DD`.
    #[error("{found:?} is not a date written YYYY-MM-DD")]
    Date {
        /// The text found.
        found: String,
    },
    /// A certificate window whose end lies before its beginning.
    #[error("the certificate ends on {until}, before it begins on {from}")]
    Window {
        /// First day.
        from: String,
        /// Last day.
        until: String,
    },
    /// An officer's number that could be taken for a target's id.
    #[error("{found:?} is a unified social credit code; an officer's number must not be one")]
    OfficerIsTarget {
        /// The text found.
        found: String,
    },
    /// An officer the roster does not hold.
    #[error("{found:?} is not in the roster")]
    UnknownOfficer {
        /// The text found.
        found: String,
    },
    /// A pair ban written with the larger officer first, or of one officer with itself.
    #[error("a pair of officers is written once, the smaller number first: {first:?} before {second:?}")]
    PairOrder {
        /// The officer that must stand first.
        first: String,
        /// The officer that must stand second.
        second: String,
    },
    /// A line of a seed text that is missing, or stands where another is due.
    #[error("found {found:?} where the line {expected:?} is due")]
    SeedLine {
        /// How the line due here begins.
        expected: String,
        /// The line found; empty at the end of the file.
        found: String,
    },
    /// A seed text without any `public:` line.
    #[error("there is no public: line; add the announced public result as public:kind:issue:value")]
    NoPublicLine,
    /// A `public:` line that does not hold kind, issue and value.
    #[error("{found:?} is not public:kind:issue:value")]
    PublicLine {
        /// The line found.
        found: String,
    },
    /// A secret in neither of the two forms.
    #[error("the secret is neither 64 lower-case hex characters nor at least 20 dice digits")]
    Secret,
    /// A row of a shard whose rank is not its line: the shard was cut at its beginning or within.
    #[error("the rank is {found:?} where {expected} is due; a shard holds its first ranks without gaps")]
    Rank {
        /// The rank due.
        expected: usize,
        /// The text found.
        found: String,
    },
    /// A text that no ticket can be.
    #[error("{found:?} is not a ticket: 0. and 64 to 78 digits")]
    Ticket {
        /// The text found.
        found: String,
    },
    /// A ticket that is not the id's under the seed.
    #[error("the ticket is {found}, but under the seed it is {expected}")]
    OtherTicket {
        /// The ticket under the seed.
        expected: String,
        /// The ticket found.
        found: String,
    },
    /// An id that stands in two places.
    #[error("{found:?} stands in {other} line {other_line} too; a target is in one shard only")]
    RepeatedId {
        /// The id.
        found: String,
        /// The shard where it stood first.
        other: String,
        /// The line there.
        other_line: usize,
    },
}

impl FaultKind {
    /// A stable key for messages in other languages.
    pub fn code(&self) -> &'static str {
        match self {
            FaultKind::EmptyFile => "file_empty",
            FaultKind::Bom => "file_bom",
            FaultKind::NotUtf8 { .. } => "file_not_utf8",
            FaultKind::Crlf => "file_crlf",
            FaultKind::NoFinalLf => "file_no_final_lf",
            FaultKind::NotNfc => "file_not_nfc",
            FaultKind::Control { .. } => "file_control",
            FaultKind::FullWidth { .. } => "file_full_width",
            FaultKind::Header { .. } => "file_header",
            FaultKind::BlankLine => "file_blank_line",
            FaultKind::FieldCount { .. } => "file_field_count",
            FaultKind::EmptyField => "file_empty_field",
            FaultKind::Unsorted { .. } => "file_unsorted",
            FaultKind::Duplicate { .. } => "file_duplicate",
            FaultKind::Id { fault, .. } => fault.code(),
            FaultKind::Stratum { .. } => "file_stratum",
            FaultKind::Number { .. } => "file_number",
            FaultKind::FloorZero => "file_floor_zero",
            FaultKind::Hash { .. } => "file_hash",
            FaultKind::Dept { .. } => "file_dept",
            FaultKind::Date { .. } => "file_date",
            FaultKind::Window { .. } => "file_window",
            FaultKind::OfficerIsTarget { .. } => "file_officer_is_target",
            FaultKind::UnknownOfficer { .. } => "file_unknown_officer",
            FaultKind::PairOrder { .. } => "file_pair_order",
            FaultKind::SeedLine { .. } => "seed_line",
            FaultKind::NoPublicLine => "seed_no_public_line",
            FaultKind::PublicLine { .. } => "seed_public_line",
            FaultKind::Secret => "seed_secret",
            FaultKind::Rank { .. } => "shard_rank",
            FaultKind::Ticket { .. } => "shard_ticket",
            FaultKind::OtherTicket { .. } => "shard_other_ticket",
            FaultKind::RepeatedId { .. } => "shard_repeated_id",
        }
    }

    /// Its parameters by name, for messages in other languages.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        let found = |text: &String| vec![("found", text.clone())];
        let both = |expected: String, text: &String| vec![("expected", expected), ("found", text.clone())];
        match self {
            FaultKind::EmptyFile
            | FaultKind::Bom
            | FaultKind::Crlf
            | FaultKind::NoFinalLf
            | FaultKind::NotNfc
            | FaultKind::BlankLine
            | FaultKind::EmptyField
            | FaultKind::FloorZero
            | FaultKind::NoPublicLine
            | FaultKind::Secret => Vec::new(),
            FaultKind::NotUtf8 { column } => vec![("column", column.to_string())],
            FaultKind::Control { found } => vec![("found", format!("U+{:04X}", u32::from(*found)))],
            FaultKind::FullWidth { found } => vec![("found", found.to_string())],
            FaultKind::FieldCount { expected, found } => both(expected.to_string(), &found.to_string()),
            FaultKind::Unsorted { previous, found } => {
                vec![("previous", previous.clone()), ("found", found.clone())]
            }
            FaultKind::Id { found: id, fault } => found(id).into_iter().chain(fault.details()).collect(),
            FaultKind::Duplicate { found: text }
            | FaultKind::Stratum { found: text }
            | FaultKind::Number { found: text }
            | FaultKind::Hash { found: text }
            | FaultKind::Dept { found: text }
            | FaultKind::Date { found: text }
            | FaultKind::OfficerIsTarget { found: text }
            | FaultKind::UnknownOfficer { found: text }
            | FaultKind::PublicLine { found: text }
            | FaultKind::Ticket { found: text } => found(text),
            FaultKind::Window { from, until } => vec![("from", from.clone()), ("until", until.clone())],
            FaultKind::PairOrder { first, second } => {
                vec![("first", first.clone()), ("second", second.clone())]
            }
            FaultKind::Header { expected, found }
            | FaultKind::SeedLine { expected, found }
            | FaultKind::OtherTicket { expected, found } => both(expected.clone(), found),
            FaultKind::Rank { expected, found } => both(expected.to_string(), found),
            FaultKind::RepeatedId {
                found,
                other,
                other_line,
            } => vec![
                ("found", found.clone()),
                ("other", other.clone()),
                ("other_line", other_line.to_string()),
            ],
        }
    }
}
