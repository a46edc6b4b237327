//! What the benches work on: made up, the same each time, and kept under `target/` between runs.

pub mod office;
pub mod registry;
