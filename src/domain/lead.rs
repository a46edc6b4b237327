//! Complaint leads (投诉举报线索). The reporter's identity is sealed before it gets here.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::region::RegionCode;
use super::state::Record;

/// A reporter's identity as ciphertext: this program's records never hold it in the clear
/// (监察条例§9: 应当为举报人保密).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sealed(pub String);

/// A lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// Derived from the lead's content, so that the same lead imported twice is one.
    pub id: String,
    /// 收到日期
    pub received: NaiveDate,
    /// 来源: 12333, 12345, 来信 and so on.
    pub source: String,
    /// 被反映对象
    pub about: String,
    /// The registered target's code, where the lead names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Division.
    pub region: RegionCode,
    /// 地点
    #[serde(default)]
    pub place: String,
    /// 内容
    pub what: String,
    /// Who reported, sealed; none for an anonymous lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporter: Option<Sealed>,
}

impl Lead {
    /// The id that a lead's content gives: date of receipt, source, subject, place and words.
    pub fn id_of(parts: [&str; 5]) -> String {
        let digest = Sha256::digest(parts.join("\n").as_bytes());
        format!("L{}", hex::encode_upper(digest.get(..6).unwrap_or_default()))
    }
}

impl Record for Lead {
    const KIND: &'static str = "lead";

    fn key(&self) -> String {
        self.id.clone()
    }

    /// Sealing the same reporter twice gives other bytes: the id, which the content gives, tells leads apart.
    fn same(&self, other: &Self) -> bool {
        self.id == other.id
    }

    fn indexes(&self) -> Vec<(&'static str, String)> {
        let target = self.target.iter().map(|target| ("lead.target", target.clone()));
        [("lead.received", self.received.to_string())]
            .into_iter()
            .chain(target)
            .collect()
    }
}
