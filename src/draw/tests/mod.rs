//! Tests of the whole room; tests of one file alone stand beside it.

mod acts;
mod chain;
mod change;
mod changes;
mod details;
mod enumeration;
mod files;
mod fixture;
mod negative;
mod opening;
mod properties;
mod published;
mod records;
mod remedies;
mod rounds;
pub(crate) mod samples;
mod seeds;
mod shards;
mod stages;
mod statistics;
mod vectors;
mod voids;
mod whole;
