//! Offices without a line to each other: bundles on a stick, down and up, twice, lost, forged, and in conflict.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;

mod conflict;
mod places;
mod random;
mod refused;
mod reporter;
mod size;

mod story;
