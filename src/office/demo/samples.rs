//! The demo's files, compiled in. All of it is made up; see `sample-data/README.md`.

/// `targets.csv`
pub(super) const TARGETS: &[u8] = include_bytes!("../../../sample-data/targets.csv");
/// `officers.csv`
pub(super) const OFFICERS: &[u8] = include_bytes!("../../../sample-data/officers.csv");
/// `conflicts.csv`
pub(super) const CONFLICTS: &[u8] = include_bytes!("../../../sample-data/conflicts.csv");
/// `leads.csv`
pub(super) const LEADS: &[u8] = include_bytes!("../../../sample-data/leads.csv");
