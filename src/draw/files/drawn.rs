//! The drawn targets as a table, for people and spreadsheets; its rows are those of the draw record.

use super::table::write;

const HEADER: &[&str] = &["stratum", "rank", "id", "ticket", "how", "fate", "replaces"];

/// Writes `drawn.tsv` from fields in the order of its header.
pub(in crate::draw) fn write_drawn_rows(rows: impl IntoIterator<Item = [String; 7]>) -> String {
    write(HEADER, rows)
}
