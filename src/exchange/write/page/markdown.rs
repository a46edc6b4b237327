//! A page as Markdown with GitHub's tables.

use super::doc::{Block, Doc, Grid, Line, Span};
use super::{MARKDOWN_EN, MARKDOWN_ZH};
use crate::lang::Lang;
use crate::unseen::visible;

pub(super) fn write(doc: &Doc) -> String {
    let other = match doc.lang {
        Lang::Zh => MARKDOWN_EN,
        Lang::En => MARKDOWN_ZH,
    };
    let link = doc.lang.word("page.other");
    let mut out = format!("# {}\n\n[{link}]({other})\n", escape(&doc.title));
    for part in &doc.blocks {
        out.push('\n');
        out.push_str(&block(part));
    }
    out
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, text) => format!("{} {}\n", "#".repeat(usize::from(*level)), spans(text)),
        Block::Para(text) => paragraph(text) + "\n",
        Block::Notice(text) => format!("> {}\n", paragraph(text)),
        Block::List(items) => items
            .iter()
            .map(|item| format!("- {}\n", paragraph(item)))
            .collect(),
        Block::Grid(table) => grid(table),
        Block::Code(language, text) => format!("```{language}\n{text}```\n"),
    }
}

/// The caption stands above the table in bold; totals are its last row.
fn grid(grid: &Grid) -> String {
    let heads = grid.columns.iter().map(|column| escape(&column.name));
    let rules = grid
        .columns
        .iter()
        .map(|column| if column.right { "---:" } else { "---" }.to_owned());
    let mut out = format!("**{}**\n\n{}{}", spans(&grid.caption), row(heads), row(rules));
    let foot = Some(&grid.foot).filter(|foot| !foot.is_empty());
    for cells in grid.rows.iter().chain(foot) {
        out.push_str(&row(cells
            .iter()
            .map(|line| line.iter().map(|piece| span(piece, true)).collect())));
    }
    out
}

fn row(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

/// A line that begins no list, heading or rule by what stands in it.
fn paragraph(text: &Line) -> String {
    beginning(spans(text))
}

/// Text that is read as it stands, also where it begins a line.
pub(in crate::exchange::write) fn literal(text: &str) -> String {
    beginning(escape(text))
}

fn beginning(written: String) -> String {
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let digits = written.len() - written.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match written.split_at_checked(digits) {
        Some((number, rest)) if digits > 0 && rest.strip_prefix(['.', ')']).is_some_and(ends) => {
            format!("{number}\\{rest}")
        }
        _ if written.starts_with(['+', '-', '=']) => format!("\\{written}"),
        _ => written,
    }
}

fn spans(line: &Line) -> String {
    line.iter().map(|piece| span(piece, false)).collect()
}

/// In a cell a bar would end it, even within code, unless it is escaped.
fn span(span: &Span, in_cell: bool) -> String {
    let code = |text: &str| match in_cell {
        true => code(&visible(text)).replace('|', "\\|"),
        false => code(&visible(text)),
    };
    match span {
        Span::Text(text) => escape(text),
        Span::Code(text) => code(text),
        Span::File(name) if span.opens() => format!("[{}]({name})", code(name)),
        Span::File(name) => code(name),
    }
}

/// Code between more backticks than stand in it.
fn code(text: &str) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let blank = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{blank}{text}{blank}{fence}")
}

/// Text with nothing in it that Markdown obeys, addresses included, which GitHub makes links of by itself.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' | '&' | '$' | '@'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out.replace("://", ":\\//").replace("www.", "www\\.")
}
