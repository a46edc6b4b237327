//! The panes on the demo's campaign: days at the desk, and what the operator sees.

mod bytes;
mod changes;
mod conflict;
mod desk;
mod documents;
mod drafts;
mod empty;
mod entry;
mod fields;
mod history;
mod keys;
mod lists;
mod screens;
mod tasks;
mod teams;
mod visit;
mod withdraw;

pub(in crate::tui) use desk::{Day, LOCAL, draw_local_batch, seat, seat_with, shared};
