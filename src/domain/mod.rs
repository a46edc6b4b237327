//! The field's rules, pure: no file, no clock, no randomness, no screen.

pub mod scope;
pub mod uscc;
