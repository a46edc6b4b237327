//! A unit's report, handed in (报送): the table as it stood, and the written summary (notice section 二（三）).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::region::RegionCode;
use super::state::{Read, Record, State};

/// A unit's report, handed in (报送). A corrected one is a new version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedIn {
    /// The unit's division code.
    pub unit: String,
    /// From 1.
    pub version: u32,
    /// The campaign's date.
    pub on: NaiveDate,
    /// The operator.
    pub by: String,
    /// Handed in after its due date (逾期).
    pub overdue: bool,
    /// SHA-256 of the summary as handed in, which is a blob.
    pub summary: String,
    /// 书面总结: that of the version before where this one brought none; none where there never was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub narrative: Option<Narrative>,
    /// A remark; of a corrected version the reason.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The written summary (书面总结): a file, kept as a blob.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Narrative {
    /// The file's name, without its folder.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// The version of the report that brought it.
    pub since: u32,
}

/// A file as it is handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// Its name, without its folder.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

impl Record for HandedIn {
    const KIND: &'static str = "report";

    fn key(&self) -> String {
        format!("{}@{:04}", self.unit, self.version)
    }
}

/// Every version that `unit` has handed in, the newest last.
pub fn versions<S: State + ?Sized>(state: &S, unit: RegionCode) -> Vec<HandedIn> {
    let unit = unit.to_string();
    let mut versions: Vec<HandedIn> = state.all();
    versions.retain(|report| report.unit == unit);
    versions.sort_by_key(|report| report.version);
    versions
}
