//! duban

pub mod draw;
