//! duban

rust_i18n::i18n!("locales", fallback = "en");

pub mod domain;
//X
pub mod lang;
