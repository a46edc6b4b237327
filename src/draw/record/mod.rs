//! The published JSON records, each carrying the hash of the record before it.

mod draw;
mod stages;
mod teams;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub use draw::{DrawRecord, Frozen, StratumRecord, write_drawn};
pub use stages::{AnnouncementRecord, Known, PublicRecord, SealedRecord, VoidRecord};
pub use teams::{Abandoned, Absent, Change, MatchAnnouncement, MatchRecord, TeamChanges};

use super::hash::Profile;
use super::seed::Announced;

/// `format` of an announcement.
pub const ANNOUNCEMENT_FORMAT: &str = "SSJ-1/announcement";
/// `format` of the record that binds a draw whose secrets are withheld.
pub const SEALED_FORMAT: &str = "SSJ-1/sealed";
/// `format` of a draw record.
pub const DRAW_FORMAT: &str = "SSJ-1/draw";
/// `format` of the announcement of a round of matching.
pub const MATCH_ANNOUNCEMENT_FORMAT: &str = "SSJ-1/match-announcement";
/// `format` of a match record.
pub const MATCH_FORMAT: &str = "SSJ-1/match";
/// `format` of the record of changed teams.
pub const TEAM_CHANGES_FORMAT: &str = "SSJ-1/team-changes";
/// `format` of the record of a void or superseded batch.
pub const VOID_FORMAT: &str = "SSJ-1/void";

/// Whether the pool is published with its strata or with salted leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PoolForm {
    /// `pool.tsv`.
    Open,
    /// `pool-public.tsv`: grades are confidential.
    Leaves,
}

/// The void batch that a batch draws again, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InsteadOf {
    /// Name of the void batch.
    pub batch: String,
    /// Why it is drawn again, in words.
    pub reason: String,
}

/// What every record states about its batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Kind and version of the record.
    pub format: String,
    /// The batch's name.
    pub batch: String,
    /// The batch's running number in its office, from 1 without gaps; void batches keep theirs.
    pub number: u32,
    /// Hash profile.
    pub profile: Profile,
    /// Hash of the record before this one. The first record of a batch follows the newest record its office had
    /// made then, of whichever batch; null for the first of all.
    pub previous: Option<String>,
    /// Commitment of 人社; empty only in a batch that was void before it was made.
    pub commit_a: String,
    /// Commitment of 市场监管; empty only in a batch that was void before it was made.
    pub commit_b: String,
    /// The public results announced before the reveal, in order.
    pub announced: Vec<Announced>,
    /// The void batch this one draws again; left out when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<InsteadOf>,
}

impl Heading {
    /// The heading of a further record of the same ceremony, which follows the record with this hash.
    pub fn followed_by(&self, format: &str, previous: String) -> Self {
        Heading {
            format: format.to_owned(),
            previous: Some(previous),
            ..self.clone()
        }
    }
}

/// A published record: JSON, two blanks of indentation, last line ending with LF.
pub trait Record: Serialize + DeserializeOwned {
    /// The file it is published in.
    const FILE: &'static str;

    /// What it states about its batch.
    fn heading(&self) -> &Heading;

    /// The text, byte for byte.
    ///
    /// # Errors
    /// Only when a value cannot be written as JSON, which none of the record types holds.
    fn text(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}
