//! A page as one HTML file: no script, nothing from elsewhere, readable on a phone and in print.

use super::doc::{Block, Doc, Grid, Line, Span};
use crate::lang::Lang;
use crate::unseen::visible;

/// Code of no more bytes is not broken into lines: ids and tickets, but no hashes.
const SHORT: usize = 24;
/// A table of more columns than this may break its codes in print.
const MANY: usize = 9;
/// For tables of many columns.
const LANDSCAPE: &str =
    "@media screen { header, main { max-width: 96rem; } }\n@page { size: A4 landscape; }\n";
const STYLE: &str = include_str!("page.css");
/// Nothing may be loaded or run, whatever a name or reason holds.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

pub(in crate::exchange::write) fn write(doc: &Doc) -> String {
    let (tag, other_tag) = match doc.lang {
        Lang::Zh => ("zh-CN", "en"),
        Lang::En => ("en", "zh-CN"),
    };
    let title = escape(&doc.title);
    let word = |key| escape(&doc.lang.word(key));
    let (skip, link) = (word("page.skip"), word("page.other"));
    let other = |file| {
        format!(
            "<p class=\"other\"><a href=\"{file}\" hreflang=\"{other_tag}\" lang=\"{other_tag}\">{link}</a></p>\n"
        )
    };
    let other = doc.other.map(other).unwrap_or_default();
    let paper = if doc.landscape { LANDSCAPE } else { "" };
    let body: String = doc.blocks.iter().map(block).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <title>{title}</title>\n<style>\n{STYLE}{paper}</style>\n</head>\n<body>\n\
         <p class=\"skip\"><a href=\"#main\">{skip}</a></p>\n<header>\n{other}\
         <h1>{title}</h1>\n</header>\n<main id=\"main\" tabindex=\"-1\">\n{body}</main>\n</body>\n</html>\n"
    )
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, text) => format!("<h{level}>{}</h{level}>\n", spans(text)),
        Block::Para(text) => format!("<p>{}</p>\n", spans(text)),
        Block::Notice(text) => format!("<p class=\"notice\">{}</p>\n", spans(text)),
        Block::List(items) => {
            let items: String = items
                .iter()
                .map(|item| format!("<li>{}</li>\n", spans(item)))
                .collect();
            format!("<ul>\n{items}</ul>\n")
        }
        Block::Grid(table) => grid(table),
        Block::Code(_, text) => format!("<pre tabindex=\"0\"><code>{}</code></pre>\n", markup(text)),
    }
}

fn grid(grid: &Grid) -> String {
    let heads: String = grid
        .columns
        .iter()
        .map(|c| cell("th scope=\"col\"", c.right, &escape(&c.name)))
        .collect();
    let rows: String = grid.rows.iter().map(|cells| row(grid, cells)).collect();
    let class = if grid.columns.len() > MANY {
        " class=\"many\""
    } else {
        ""
    };
    let label: String = grid.caption.iter().map(|piece| escape(piece.text())).collect();
    let foot = match grid.foot.is_empty() {
        true => String::new(),
        false => format!("<tfoot>\n{}</tfoot>\n", row(grid, &grid.foot)),
    };
    format!(
        "<div class=\"wide\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\">\n<table{class}>\n<caption>{}</caption>\n<thead>\n<tr>{heads}</tr>\n</thead>\n\
         <tbody>\n{rows}</tbody>\n{foot}</table>\n</div>\n",
        spans(&grid.caption)
    )
}

fn row(grid: &Grid, cells: &[Line]) -> String {
    let written = cells
        .iter()
        .zip(&grid.columns)
        .enumerate()
        .map(|(n, (text, column))| {
            let tag = if n == 0 { "th scope=\"row\"" } else { "td" };
            cell(tag, column.right, &spans(text))
        });
    format!("<tr>{}</tr>\n", written.collect::<String>())
}

fn cell(tag: &str, right: bool, content: &str) -> String {
    let class = if right { " class=\"n\"" } else { "" };
    let end = tag.split(' ').next().unwrap_or(tag);
    format!("<{tag}{class}>{content}</{end}>")
}

fn spans(line: &Line) -> String {
    line.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    match span {
        Span::Text(text) => escape(text),
        Span::Code(text) if text.len() <= SHORT => format!("<code class=\"s\">{}</code>", escape(text)),
        Span::Code(text) => format!("<code>{}</code>", escape(text)),
        Span::File(name) if span.opens() => format!("<a href=\"{name}\"><code class=\"s\">{name}</code></a>"),
        Span::File(name) => format!("<code>{}</code>", escape(name)),
    }
}

fn escape(text: &str) -> String {
    markup(&visible(text))
}

fn markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
