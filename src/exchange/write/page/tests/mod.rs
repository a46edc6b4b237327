//! The page at every stage.

mod look;
mod odd;
mod office;
mod programs;
mod snapshots;
