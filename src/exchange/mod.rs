//! Files in and out: registry extracts, rosters, checklists, leads and conflicts come in here.

pub mod read;
