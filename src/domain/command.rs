//! Commands: everything anybody can ask of the office. What they become is decided in [`super::decide`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::batch::{PublicSource, Purpose};
use super::calendar::Extension;
use super::campaign::Campaign;
use super::inspection::Visit;
use super::lead::Lead;
use super::library::{ChecklistItem, Conflict, Officer};
use super::operator::{Department, Operator};
use super::region::RegionCode;
use super::target::Grade;

/// Where imported rows came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The file's name, without its folder.
    pub file: String,
    /// SHA-256 of the file's bytes.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Encoding it was read in.
    pub encoding: String,
    /// Rows taken.
    pub rows: u64,
    /// Rows refused.
    pub rejected: u64,
}

/// An import of targets. The rows themselves are a blob, too many to be part of a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetImport {
    /// Where they came from.
    pub source: Source,
    /// SHA-256 of the extract, a blob of normalised rows.
    pub extract: String,
    /// Rows that were not known.
    pub new: u64,
    /// Rows that differ from what was known.
    pub updated: u64,
    /// Rows that were known just so.
    pub unchanged: u64,
}

/// A reviewer's decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judgement {
    /// 通过
    Accept,
    /// 退回, with the reason.
    Return(String),
}

/// A request to the office.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Begins the campaign on an empty data directory; the login becomes the first administrator's.
    Begin(Box<Campaign>),
    /// Adds operators or replaces those of the same name.
    PutOperators(Vec<Operator>),
    /// Imports targets.
    ImportTargets(Box<TargetImport>),
    /// Imports officers; one of the same certificate number is updated.
    ImportOfficers(Source, Vec<Officer>),
    /// Imports conflicts.
    ImportConflicts(Source, Vec<Conflict>),
    /// Imports checklist items.
    ImportChecklist(Source, Vec<ChecklistItem>),
    /// Imports leads.
    ImportLeads(Source, Vec<Lead>),
    /// Moves the end of a phase by an order.
    Extend(Extension),
    /// Freezes the pool of a new batch.
    FreezePool {
        /// The new batch's name.
        batch: String,
        /// The unit that draws; the operator's own where none is given.
        region: Option<RegionCode>,
        /// Take in targets whose keywords stand only inside exclusions.
        include_excluded: bool,
        /// Leave out targets visited within this many days.
        not_inspected_for: Option<u32>,
    },
    /// Makes the plan of a batch.
    MakePlan {
        /// The batch.
        batch: String,
        /// Targets to draw; the campaign's where none is given.
        size: Option<u64>,
        /// Weights per grade; the campaign's where none are given.
        weights: Option<BTreeMap<Grade, u64>>,
        /// Floor; the campaign's where none is given.
        floor: Option<u64>,
    },
    /// Commits a party to its secret; the first commitment also announces the public source.
    Commit {
        /// The batch.
        batch: String,
        /// Which seed.
        purpose: Purpose,
        /// The party, whose operator must act.
        party: Department,
        /// The commitment.
        commitment: String,
        /// The public source whose coming issue takes part.
        public: Option<PublicSource>,
    },
    /// Records the announced issue's value.
    RecordPublic {
        /// The batch.
        batch: String,
        /// Which seed.
        purpose: Purpose,
        /// The value, as published.
        value: String,
    },
    /// Reveals a party's secret.
    Reveal {
        /// The batch.
        batch: String,
        /// Which seed.
        purpose: Purpose,
        /// The party, whose operator must act.
        party: Department,
        /// The secret.
        secret: String,
        /// Put a secret that does not fit its commitment on record, which voids the batch.
        on_record: bool,
    },
    /// Draws.
    Draw {
        /// The batch.
        batch: String,
    },
    /// Approves a drawn batch (the other department).
    Approve {
        /// The batch.
        batch: String,
    },
    /// Dispatches an approved batch to its units, or to one of them.
    Dispatch {
        /// The batch.
        batch: String,
        /// Only this unit.
        region: Option<RegionCode>,
    },
    /// Claims a unit's dispatched tasks.
    Claim {
        /// The batch.
        batch: String,
        /// The unit.
        region: RegionCode,
    },
    /// Freezes rosters and conflicts for the match.
    FreezeRoster {
        /// The batch.
        batch: String,
        /// Why again: units that could not be matched get a new roster, and with it a new ceremony.
        again: Option<String>,
    },
    /// Matches officers to a unit's claimed tasks.
    Match {
        /// The batch.
        batch: String,
        /// The unit.
        region: RegionCode,
    },
    /// Begins an inspection.
    BeginInspection {
        /// The task.
        task: String,
    },
    /// Records a visit, or corrects what was recorded.
    RecordVisit {
        /// The task.
        task: String,
        /// What was found.
        visit: Box<Visit>,
    },
    /// Reviews a recorded visit.
    Review {
        /// The task.
        task: String,
        /// The decision.
        judgement: Judgement,
    },
    /// Publishes reviewed results (公示).
    Publish {
        /// The tasks.
        tasks: Vec<String>,
    },
    /// Decides not to publish a result, with the reason (不予公示).
    Withhold {
        /// The task.
        task: String,
        /// Why.
        reason: String,
    },
    /// Closes a task (办结).
    Close {
        /// The task.
        task: String,
    },
    /// Hands a unit's report in (报送).
    FileReport {
        /// The unit.
        region: RegionCode,
        /// The summary's bytes as handed in.
        summary: Vec<u8>,
    },
    /// Voids a batch that was not dispatched, with the reason.
    VoidBatch {
        /// The batch.
        batch: String,
        /// Why.
        reason: String,
    },
}
