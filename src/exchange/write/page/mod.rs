//! The public record of a batch on one page, in HTML and in Markdown, each in Chinese and in English.
//!
//! Any company, journalist or auditor is to be able to check a draw with it. The page is read from the published
//! files alone, so that it cannot say what they do not; only names of places and companies are added from outside.

mod compose;
pub(super) mod doc;
mod facts;
pub(super) mod html;
mod listing;
mod markdown;
mod python;

use crate::draw::verify::Files;
use crate::lang::Lang;

pub use facts::{Facts, Names, Round, Version};
pub use listing::Listed;
pub(super) use markdown::literal;

#[cfg(test)]
mod tests;

/// File name of the page in HTML, in Chinese.
pub const HTML_ZH: &str = "index.zh.html";
/// File name of the page in HTML, in English.
pub const HTML_EN: &str = "index.en.html";
/// File name of the page in Markdown, in Chinese.
pub const MARKDOWN_ZH: &str = "record.zh.md";
/// File name of the page in Markdown, in English.
pub const MARKDOWN_EN: &str = "record.en.md";

/// The page as one self-contained HTML file: no script, nothing loaded from elsewhere.
pub fn html(facts: &Facts, lang: Lang) -> String {
    html::write(&compose::compose(facts, lang))
}

/// The page as Markdown with GitHub's tables.
pub fn markdown(facts: &Facts, lang: Lang) -> String {
    markdown::write(&compose::compose(facts, lang))
}

/// The four pages by file name, ready to be put beside the files they were read from.
pub fn pages(facts: &Facts) -> Files {
    let pages = [
        (HTML_ZH, html(facts, Lang::Zh)),
        (HTML_EN, html(facts, Lang::En)),
        (MARKDOWN_ZH, markdown(facts, Lang::Zh)),
        (MARKDOWN_EN, markdown(facts, Lang::En)),
    ];
    pages
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.into_bytes()))
        .collect()
}
