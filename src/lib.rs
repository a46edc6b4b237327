//! duban 督办: the work of a 双随机、一公开 inspection campaign, as a library under the terminal program.

rust_i18n::i18n!("locales", fallback = "en");

pub mod lang;
pub mod tui;
