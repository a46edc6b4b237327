//! The steps by which a matter comes to its end.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::Owner;
use crate::domain::operator::Department;

/// What is done in a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Advance {
    /// 复查: whether an order was complied with.
    Recheck {
        /// The day of the re-check.
        on: NaiveDate,
        /// Whether it was put right.
        corrected: bool,
        /// What was seen.
        seen: String,
    },
    /// 延期: more time for an order or a payment, or the extension of a case (监察条例§17); another person approves.
    Extend {
        /// The new last day; none for a case, whose extension the campaign's clock gives.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<NaiveDate>,
        /// Why.
        reason: String,
    },
    /// 缴纳、退还
    Pay {
        /// The day.
        on: NaiveDate,
        /// Yuan.
        yuan: u64,
        /// People who were paid back.
        #[serde(default)]
        people: u32,
    },
    /// 审批, by another person than the one who entered the matter.
    Decide {
        /// Approved or not.
        approve: bool,
        /// Local time of the decision, from which 24 hours may run (移送规定§5).
        at: NaiveDateTime,
        /// Why; on record where it was not approved (移送规定§5).
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// 送出: handed over, told, written back, reported up, made public.
    Send {
        /// Local time.
        at: NaiveDateTime,
        /// What went with it (移送规定§6).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        attachments: Vec<String>,
        /// What proves it: a receipt's number, an address on the web.
        receipt: String,
    },
    /// 答复 of the authority it was handed to.
    Answer {
        /// The day.
        on: NaiveDate,
        /// Whether it took the matter up (立案).
        accepted: bool,
        /// Its words, or its document number.
        text: String,
    },
    /// 结案、办结
    Finish {
        /// The day.
        on: NaiveDate,
        /// With what result.
        result: String,
        /// 取缔: the business was shut down.
        #[serde(default)]
        banned: bool,
        /// 吊销许可证
        #[serde(default)]
        revoked: bool,
    },
    /// 转交: another office goes on with it.
    Hand {
        /// Which.
        to: Owner,
        /// Why.
        reason: String,
    },
    /// 撤销: it stays on record and counts no more.
    Withdraw {
        /// Why.
        reason: String,
    },
}

/// A step with who and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// The journal's entry behind it.
    pub seq: u64,
    /// The campaign's date of the entry.
    pub on: NaiveDate,
    /// The operator.
    pub by: String,
    /// The operator's department.
    pub department: Department,
    /// What was done.
    pub advance: Advance,
}
