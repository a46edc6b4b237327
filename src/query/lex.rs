//! What is typed, cut into words: each with its sign, the field and comparison it may name, and its values.

use super::fault::{Fault, Wrong};

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// `:`, or a plain word
    Fits,
    /// `=`
    Is,
    /// `<`
    Below,
    /// `<=`
    UpTo,
    /// `>`
    Above,
    /// `>=`
    From,
}

impl Sign {
    /// As it is typed.
    pub(super) fn text(self) -> &'static str {
        match self {
            Sign::Fits => ":",
            Sign::Is => "=",
            Sign::Below => "<",
            Sign::UpTo => "<=",
            Sign::Above => ">",
            Sign::From => ">=",
        }
    }
}

/// A piece of the text and its column in characters, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) column: usize,
}

/// A word between blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) not: bool,
    /// The field's name and the sign after it; none for a plain word.
    pub(super) field: Option<(Piece, Sign)>,
    /// Of a plain word exactly one.
    pub(super) values: Vec<Piece>,
}

/// A character, whether it stands between quotes, and its column.
#[derive(Clone, Copy)]
struct Letter {
    c: char,
    quoted: bool,
    column: usize,
}

/// The words of `text`.
pub(super) fn words(text: &str) -> Result<Vec<Word>, Fault> {
    let mut words = Vec::new();
    let mut letters: Vec<Letter> = Vec::new();
    let mut open = None;
    for (at, c) in text.chars().enumerate() {
        let column = at + 1;
        if matches!(c, '"' | '“' | '”') {
            open = if open.is_some() { None } else { Some(column) };
        } else if c.is_whitespace() && open.is_none() {
            words.extend(word(&letters)?);
            letters.clear();
        } else {
            let quoted = open.is_some();
            letters.push(Letter { c, quoted, column });
        }
    }
    if let Some(column) = open {
        return Err(Fault::new(column, Wrong::Quote));
    }
    words.extend(word(&letters)?);
    Ok(words)
}

/// None where there is nothing but quotes.
fn word(letters: &[Letter]) -> Result<Option<Word>, Fault> {
    let (not, rest) = match letters {
        [first, rest @ ..] if !first.quoted && is_not(first.c) && !rest.is_empty() => (true, rest),
        _ => (false, letters),
    };
    let Some(first) = rest.first() else {
        return Ok(None);
    };
    let Some(at) = rest.iter().position(|l| !l.quoted && sign(l.c).is_some()) else {
        let values = vec![piece(rest, first.column)];
        return Ok(Some(Word {
            not,
            field: None,
            values,
        }));
    };
    let (name, rest) = rest.split_at(at);
    let column = rest.first().map_or(first.column, |l| l.column);
    let (sign, rest) = read_sign(rest);
    let values: Vec<Piece> = rest
        .split(|l| !l.quoted && matches!(l.c, ',' | '，' | '、'))
        .filter_map(|part| part.first().map(|l| piece(part, l.column)))
        .collect();
    let name = piece(name, first.column);
    if values.is_empty() {
        return Err(Fault::new(column, Wrong::Value { field: name.text }));
    }
    let field = Some((name, sign));
    Ok(Some(Word { not, field, values }))
}

fn piece(letters: &[Letter], column: usize) -> Piece {
    let text = letters.iter().map(|l| l.c).collect();
    Piece { text, column }
}

fn is_not(c: char) -> bool {
    matches!(c, '-' | '!' | '！' | '－')
}

fn sign(c: char) -> Option<Sign> {
    Some(match c {
        ':' | '：' => Sign::Fits,
        '=' | '＝' => Sign::Is,
        '<' | '＜' => Sign::Below,
        '>' | '＞' => Sign::Above,
        '≤' => Sign::UpTo,
        '≥' => Sign::From,
        _ => return None,
    })
}

/// The sign at the beginning: one character, or several such as `<=` and `:>`.
fn read_sign(letters: &[Letter]) -> (Sign, &[Letter]) {
    let mut read = Sign::Fits;
    let mut rest = letters;
    while let [first, after @ ..] = rest {
        let Some(next) = sign(first.c).filter(|_| !first.quoted) else {
            break;
        };
        read = match (read, next) {
            (Sign::Fits, next) => next,
            (Sign::Below, Sign::Is) => Sign::UpTo,
            (Sign::Above, Sign::Is) => Sign::From,
            _ => break,
        };
        rest = after;
    }
    (read, rest)
}
