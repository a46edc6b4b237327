//! The records of the teams: a round of matching, and officers replaced after it.

use serde::{Deserialize, Serialize};

use super::{Heading, Record, TEAM_CHANGES_FORMAT};
use crate::draw::files::{MATCH, MATCH_ANNOUNCEMENT, TEAM_CHANGES};
use crate::draw::matching::PoolMatch;
use crate::draw::seed::Announced;
use crate::draw::table::{Members, Visits};

/// The record of a round of matching, `match.json`, `match-2.json` …
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchRecord {
    /// What every record states; `previous` is the hash of the draw record, as `parent` is.
    #[serde(flatten)]
    pub heading: Heading,
    /// The round of matching, from 1. A round has one roster, one 回避 list and one seed, and covers some pools.
    pub round: u32,
    /// Hash of the draw record whose targets are matched.
    pub parent: String,
    /// Hash of `roster.tsv`.
    pub roster: String,
    /// Hash of `conflicts.tsv`.
    pub conflicts: String,
    /// M.
    pub seed: String,
    /// Team size.
    pub members: Members,
    /// Days of the visits.
    pub visits: Visits,
    /// The pools, ascending.
    pub pools: Vec<PoolMatch>,
    /// Rounds begun after the last one that matched anybody and given up before they matched anybody themselves: a
    /// seed that somebody may have known is not thrown away in silence. Left out when there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub abandoned: Vec<Abandoned>,
}

/// What is bound before anyone knows the seed of a round of matching, `match-announcement.json`,
/// `match-announcement-2.json` … by the order in which rounds were begun (SSJ-1 "Seed ceremony", step 2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchAnnouncement {
    /// What every record states; the ceremony is the round's, and `previous` the hash of the draw record.
    #[serde(flatten)]
    pub heading: Heading,
    /// Hash of the draw record whose targets are to be matched.
    pub parent: String,
    /// Hash of `roster.tsv`.
    pub roster: String,
    /// Hash of `conflicts.tsv`.
    pub conflicts: String,
}

impl Record for MatchAnnouncement {
    const FILE: &'static str = MATCH_ANNOUNCEMENT;

    fn heading(&self) -> &Heading {
        &self.heading
    }
}

/// A round of matching that was given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Abandoned {
    /// Hash of its roster.
    pub roster: String,
    /// Hash of its conflicts.
    pub conflicts: String,
    /// Commitment of 人社; empty where it was not made.
    pub commit_a: String,
    /// Commitment of 市场监管; empty where it was not made.
    pub commit_b: String,
    /// The public results announced for it.
    pub announced: Vec<Announced>,
    /// M, where its ceremony came to its end; null otherwise.
    pub seed: Option<String>,
    /// Why another round followed.
    pub reason: String,
}

/// An officer of the round's roster who cannot step in that day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Absent {
    /// The officer's number.
    pub officer: String,
    /// Reason code.
    pub reason: String,
}

/// The replacement of one officer of a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The round in which the team was matched.
    pub round: u32,
    /// The team's target.
    pub task: String,
    /// The officer who leaves the team.
    pub out: String,
    /// Reason code.
    pub reason: String,
    /// What proves the reason.
    pub evidence: String,
    /// Officers of the department and pool who could not step in that day, by number.
    pub absent: Vec<Absent>,
    /// How many officers could.
    pub candidates: usize,
    /// Tasks the new officer held before.
    pub load: u32,
    /// `T(M, "replace|task|officer")` of the new officer.
    pub ticket: String,
    /// The officer who steps in.
    #[serde(rename = "in")]
    pub replacement: String,
    /// 组长 of the team from now on.
    pub leader: String,
}

/// The record of changed teams, `team-changes.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamChanges {
    /// What every record states, as in the newest match record, whose hash is `previous`.
    #[serde(flatten)]
    pub heading: Heading,
    /// The changes, in the order in which they were made.
    pub changes: Vec<Change>,
}

impl TeamChanges {
    /// Records changes after the newest match record, which has the hash `hash`.
    pub fn of(newest: &MatchRecord, hash: String, changes: Vec<Change>) -> Self {
        TeamChanges {
            heading: newest.heading.followed_by(TEAM_CHANGES_FORMAT, hash),
            changes,
        }
    }
}

impl Record for MatchRecord {
    const FILE: &'static str = MATCH;

    fn heading(&self) -> &Heading {
        &self.heading
    }
}

impl Record for TeamChanges {
    const FILE: &'static str = TEAM_CHANGES;

    fn heading(&self) -> &Heading {
        &self.heading
    }
}
