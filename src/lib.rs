//! duban

rust_i18n::i18n!("locales", fallback = "en");

pub mod domain;
pub mod exchange;
pub mod lang;
