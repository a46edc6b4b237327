//! The workstation as a whole, on a pane made for the tests.

mod bytes;
mod caret;
mod demo;
mod flows;
mod idle;
mod keymap;
mod reach;
pub(super) mod replay;
mod screens;
mod small;
mod terminal;
mod words;
mod work;
