//! SSJ-1, the draw 随机抽取 and the match 随机匹配 that anyone can recompute.
//!
//! A pure room: bytes and texts in, values out; no file, no clock, no randomness, no other room of the crate.
//! Tickets are Rivest's consistent sampling (arXiv 1808.10016), allocation is Sainte-Laguë, teams are dealt from a
//! shuffled deck or, when no even deal is possible, assigned at least cost.

mod act;
pub mod allocate;
pub mod change;
pub mod deal;
pub mod explain;
mod fallback;
pub mod feasible;
pub mod files;
mod flow;
pub mod hash;
pub mod id;
pub mod matching;
mod optimal;
pub mod plan;
pub mod promise;
pub mod record;
pub mod seed;
pub mod select;
pub mod shards;
pub mod table;
pub mod ticket;
pub mod verify;

pub use hash::Profile;
pub use id::{IdFault, check_id};
pub use ticket::{Ranked, Ticket, Tickets};

#[cfg(test)]
pub(crate) mod tests;
