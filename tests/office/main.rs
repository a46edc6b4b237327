//! The office, through its one door: a campaign in miniature, every refusal on its way, crashes and damage.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;

mod crash;
mod draw;
mod flow;
mod leads;
mod local_batch;
mod reads;
mod recovery;
mod refusals;
mod review;
mod targeted;
mod withdraw;
