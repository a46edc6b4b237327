//! What is published of a batch before its draw may be shown, and of one that is void.

use serde::{Deserialize, Serialize};

use super::{Heading, PoolForm, Record, SEALED_FORMAT};
use crate::draw::files::{ANNOUNCEMENT, RECORD, SEALED};
use crate::draw::seed::PublicValue;

/// What is bound before anyone knows the public results, `announcement.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncementRecord {
    /// What every record states; `previous` is the newest record of the office at that time.
    #[serde(flatten)]
    pub heading: Heading,
    /// Form of the published pool.
    pub pool_form: PoolForm,
    /// Hash of the pool in that form.
    pub pool: String,
    /// Hash of `plan.tsv`.
    pub plan: String,
}

/// A public result in a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicRecord {
    /// Short name of the source.
    pub kind: String,
    /// The issue.
    pub issue: String,
    /// The result, as published.
    pub value: String,
}

impl From<&PublicValue> for PublicRecord {
    fn from(result: &PublicValue) -> Self {
        PublicRecord {
            kind: result.announced.kind.clone(),
            issue: result.announced.issue.clone(),
            value: result.value.clone(),
        }
    }
}

/// What binds an office to a draw it has made and does not show yet, `sealed.json`: the secrets are withheld until the
/// visits are done, so that no company is tipped off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedRecord {
    /// What every record states; `previous` is the hash of `announcement.json`.
    #[serde(flatten)]
    pub heading: Heading,
    /// The public results, in the announced order.
    pub public: Vec<PublicRecord>,
    /// Hash of `record.json` as it stands.
    pub record: String,
    /// Hashes of the match records made so far, by round.
    pub matches: Vec<String>,
}

impl SealedRecord {
    /// Seals a draw that was announced in the record with the hash `announcement_hash`.
    pub fn of(
        announcement: &AnnouncementRecord,
        announcement_hash: String,
        public: &[PublicValue],
        record: String,
        matches: Vec<String>,
    ) -> Self {
        SealedRecord {
            heading: announcement.heading.followed_by(SEALED_FORMAT, announcement_hash),
            public: public.iter().map(PublicRecord::from).collect(),
            record,
            matches,
        }
    }
}

/// The record of a batch that is void, because a reveal is missing or wrong, or superseded. The batch keeps its
/// number and its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidRecord {
    /// What every record states.
    #[serde(flatten)]
    pub heading: Heading,
    /// Form of the published pool.
    pub pool_form: PoolForm,
    /// Hash of the pool in that form.
    pub pool: String,
    /// Hash of `plan.tsv`; null when the batch was void before it had a plan.
    pub plan: Option<String>,
    /// Reason code.
    pub reason: String,
    /// What happened, in words.
    pub note: String,
    /// What of the seed had come out in a batch that was not drawn: whoever knew it cannot make it disappear. Left out
    /// where nothing had, and where a draw record says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Known>,
}

/// What of a seed had come out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The public results that were recorded.
    pub public: Vec<PublicRecord>,
    /// The secret of 人社, where it was revealed.
    pub a: Option<String>,
    /// The secret of 市场监管, where it was revealed.
    pub b: Option<String>,
}

impl Record for AnnouncementRecord {
    const FILE: &'static str = ANNOUNCEMENT;

    fn heading(&self) -> &Heading {
        &self.heading
    }
}

impl Record for SealedRecord {
    const FILE: &'static str = SEALED;

    fn heading(&self) -> &Heading {
        &self.heading
    }
}

impl Record for VoidRecord {
    const FILE: &'static str = RECORD;

    fn heading(&self) -> &Heading {
        &self.heading
    }
}
