//! The office, through its one door: a campaign in miniature, every refusal on its way, crashes and damage.

#[path = "../common/mod.rs"]
mod common;

mod crash;
mod flow;
mod local_batch;
mod recovery;
mod refusals;
