//! The program itself on a terminal: what it sends to which one, under tmux and GNU Screen, and in bad moments.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../common/seat.rs"]
mod pty;

mod disk;
mod first;
mod killed;
mod moments;
mod multiplexers;
mod seat;
mod terms;
mod typing;
