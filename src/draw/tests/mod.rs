//! Tests of the whole room; tests of one file alone stand beside it.

mod acts;
mod enumeration;
mod files;
mod negative;
mod properties;
mod published;
mod records;
mod remedies;
mod seeds;
mod statistics;
mod vectors;
