//! The workstation in the terminal.
//!
//! An [`app::App`] is a stack of [`layer::Layer`]s: ten panes and the overlays above them. It knows nothing of a
//! terminal; [`run::run`] gives it events from one channel and draws after all pending ones are taken.
//! What can be done is listed once, in [`action::ACTIONS`]; every layer says which of them it [`offers`](layer::Layer::offers) now,
//! and from that come the bottom line, the key help, the palette and the cheat sheet.

pub mod action;
pub mod app;
pub mod desk;
pub mod event;
pub mod frame;
pub mod harness;
pub mod help;
pub mod keymap;
pub mod layer;
pub mod own;
pub mod palette;
pub mod pane;
pub mod panes;
pub mod run;
pub mod start;
pub mod term;
pub mod theme;
pub mod ui;
pub mod widget;
pub mod work;

#[cfg(test)]
mod tests;
