//! Reading files that other programs wrote: CSV as spreadsheets and registries export it, and xlsx workbooks.
//!
//! A file is read once, as a stream, and hashed on the way. A file that cannot be trusted as a whole (cut off, binary,
//! changed meanwhile) is a [`FileFault`]; a row that cannot be used is a [`RowFault`] and refused alone.

mod cell;
mod checklist;
mod conflicts;
mod csv;
mod date;
mod decode;
mod fault;
mod fields;
mod header;
mod holidays;
mod leads;
mod measure;
mod officers;
mod reader;
mod record;
mod rejects;
mod rows;
mod seen;
mod source;
mod targets;
mod unique;
mod wording;
mod xlsx;

pub use cell::{code, text};
pub(super) use checklist::violations;
pub use checklist::{Checklist, ChecklistRow};
pub use conflicts::{ConflictRow, Conflicts, KeptFrom};
pub use date::date;
pub use decode::Encoding;
pub use fault::{Choice, FileFault, FileReason, Foreign, Reason, RowFault};
pub use fields::{Cells, RegionCheck, RegionFind};
pub use header::{Column, Layout};
pub use holidays::Holidays;
pub use leads::{LeadRow, Leads};
pub use officers::{DepartmentCell, OfficerRow, Officers};
pub use reader::{Kind, Reader, Summary};
pub use record::{CELL_LIMIT, CELLS_LIMIT, ROW_LIMIT, Record};
pub use rejects::Rejects;
pub use rows::{Facts, Format};
pub use targets::{TargetRow, Targets};
