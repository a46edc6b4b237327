//! Official documents (公文): a template in Markdown is filled with facts, and what comes out is the Markdown itself or
//! the same as DOCX in the style of GB/T 9704—2012.

mod blocks;
mod docx;
mod inline;
mod look;
mod signature;
mod table;
mod template;

pub use docx::{Unwritable, docx};
pub use template::{BLANK, Fault, Rendered, Wrong, render};

#[cfg(test)]
mod tests;
