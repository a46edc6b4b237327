//! duban 督办: a workstation in the terminal for the offices that run a 双随机、一公开 campaign.
//!
//! Dependencies run downwards: `tui` and `cli` on `office` and `query`; `office` on `domain`, `draw`, `journal`, `store` and
//! `exchange`; `query` on `domain`.

#[macro_use]
extern crate rust_i18n;

i18n!("locales", fallback = "en");

pub mod cli;
pub mod domain;
pub mod draw;
pub mod exchange;
pub mod journal;
pub mod lang;
pub mod office;
pub mod query;
pub mod store;
pub mod tui;
pub mod unseen;
