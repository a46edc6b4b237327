//! What stands within a line: text, bold text, and line ends.

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Span {
    /// Text as it is read.
    Text(String),
    /// `**text**`
    Bold(String),
    /// `<br>`
    End,
}

/// A run of text.
pub(super) type Line = Vec<Span>;

/// Reads a line: `\` before a sign of ASCII makes it plain, `**` begins and ends bold text, `<br>` ends a line.
pub(super) fn line(text: &str) -> Line {
    let mut spans = Line::new();
    let (mut piece, mut bold, mut rest) = (String::new(), false, text);
    let push = |spans: &mut Line, piece: &mut String, bold: bool| {
        let text = std::mem::take(piece);
        match (text.is_empty(), bold) {
            (true, _) => {}
            (false, true) => spans.push(Span::Bold(text)),
            (false, false) => spans.push(Span::Text(text)),
        }
    };
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        let sign = after.chars().next().filter(char::is_ascii_punctuation);
        if let (true, Some(sign)) = (c == '\\', sign) {
            piece.push(sign);
            rest = after.get(sign.len_utf8()..).unwrap_or_default();
        } else if let Some(after) = rest.strip_prefix("**") {
            push(&mut spans, &mut piece, bold);
            bold = !bold;
            rest = after;
        } else if let Some(after) = rest.strip_prefix("<br>") {
            push(&mut spans, &mut piece, bold);
            spans.push(Span::End);
            rest = after;
        } else {
            piece.push(c);
            rest = after;
        }
    }
    push(&mut spans, &mut piece, bold);
    spans
}

/// The text of a line without its looks.
pub(super) fn plain(line: &[Span]) -> String {
    let text = |span: &Span| match span {
        Span::Text(text) | Span::Bold(text) => text.clone(),
        Span::End => String::new(),
    };
    line.iter().map(text).collect()
}
