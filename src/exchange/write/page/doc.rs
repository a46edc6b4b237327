//! A page as blocks, before it is written as HTML or Markdown.

use crate::lang::Lang;

/// A page.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::exchange::write) struct Doc {
    pub(in crate::exchange::write) lang: Lang,
    pub(in crate::exchange::write) title: String,
    /// File name of the same page in the other language, where it stands beside this one.
    pub(in crate::exchange::write) other: Option<&'static str>,
    /// Its tables want the paper on its side.
    pub(in crate::exchange::write) landscape: bool,
    pub(in crate::exchange::write) blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::exchange::write) enum Block {
    /// A heading of level 2 or 3.
    Heading(u8, Line),
    Para(Line),
    /// A paragraph nobody may pass over.
    Notice(Line),
    List(Vec<Line>),
    Grid(Grid),
    /// A program or command, as it is typed.
    Code(&'static str, String),
}

/// A table; the first cell of a row is its heading.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::exchange::write) struct Grid {
    pub(in crate::exchange::write) caption: Line,
    pub(in crate::exchange::write) columns: Vec<Column>,
    pub(in crate::exchange::write) rows: Vec<Vec<Line>>,
    /// The row of totals; empty for none.
    pub(in crate::exchange::write) foot: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq)]
pub(in crate::exchange::write) struct Column {
    pub(in crate::exchange::write) name: String,
    /// Set to the right, as numbers are.
    pub(in crate::exchange::write) right: bool,
}

/// A run of text.
pub(in crate::exchange::write) type Line = Vec<Span>;

/// A piece of text; whatever it holds is text, never markup.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::exchange::write) enum Span {
    Text(String),
    /// A hash, code or formula.
    Code(String),
    /// The name of a published file, which can be opened from the page.
    File(String),
}

impl Span {
    /// What it says, without its looks.
    pub(in crate::exchange::write) fn text(&self) -> &str {
        match self {
            Span::Text(text) | Span::Code(text) | Span::File(text) => text,
        }
    }

    /// Whether it names a file that a link may lead to: a plain name, never an address.
    pub(in crate::exchange::write) fn opens(&self) -> bool {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        matches!(self, Span::File(name) if name.chars().all(plain) && name.starts_with(|c: char| c.is_ascii_alphanumeric()))
    }
}

impl From<&str> for Span {
    fn from(text: &str) -> Self {
        Span::Text(text.to_owned())
    }
}

impl From<String> for Span {
    fn from(text: String) -> Self {
        Span::Text(text)
    }
}

macro_rules! span_from_number {
    ($($number:ty),*) => {$(
        impl From<$number> for Span {
            fn from(number: $number) -> Self {
                Span::Text(number.to_string())
            }
        }
    )*};
}
span_from_number!(u32, u64, usize);

/// A hash, code or formula.
pub(in crate::exchange::write) fn code(text: impl Into<String>) -> Span {
    Span::Code(text.into())
}

/// One piece as a whole line.
pub(in crate::exchange::write) fn line(span: impl Into<Span>) -> Line {
    vec![span.into()]
}

/// A message with its arguments put in: `%{name}` takes the argument of that name, `` `text` `` is code, in which no
/// argument stands. What an argument holds is never read as either.
pub(in crate::exchange::write) fn fill(message: &str, args: &[(&str, Span)]) -> Line {
    let mut found = Line::new();
    for (n, piece) in message.split('`').enumerate() {
        if n % 2 == 1 {
            found.push(code(piece));
        } else {
            fill_text(piece, args, &mut found);
        }
    }
    found.retain(|span| *span != Span::Text(String::new()));
    found
}

fn fill_text(text: &str, args: &[(&str, Span)], found: &mut Line) {
    let mut pieces = text.split("%{");
    found.extend(pieces.next().map(Span::from));
    for piece in pieces {
        let (name, tail) = piece.split_once('}').unwrap_or((piece, ""));
        found.extend(
            args.iter()
                .filter(|(known, _)| *known == name)
                .map(|(_, span)| span.clone()),
        );
        found.push(tail.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_never_read_as_messages() {
        let args = [("x", Span::from("%{y} `z`")), ("y", code("`"))];
        let expected = vec![
            Span::from("a "),
            "%{y} `z`".into(),
            code("b"),
            code("`"),
            ".".into(),
        ];
        assert_eq!(fill("a %{x}`b`%{y}.", &args), expected);
        assert_eq!(fill("%{unknown", &args), Line::new());
    }
}
