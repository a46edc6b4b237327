//! Commands: everything anybody can ask of the office. What they become is decided in [`super::decide`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::batch::{InsteadOf, OverlapChoice, PublicSource, Purpose};
use super::bundle::{Bundle, Known, Parcel, Peer, Settlement};
use super::calendar::Extension;
use super::campaign::{Campaign, Holiday};
use super::follow_up::{Advance, Matter};
use super::handed_in::Attached;
use super::inspection::Visit;
use super::lead::{Handling, Lead};
use super::library::{ChecklistItem, Conflict, Officer};
use super::operator::{Department, Operator};
use super::region::RegionCode;
use super::target::Grade;
use crate::draw::Profile;

/// Where imported rows came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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

/// What a pool is to be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PoolWish {
    /// The unit that draws; the operator's own where none is given.
    pub region: Option<RegionCode>,
    /// Take in targets whose keywords stand only inside exclusions.
    pub include_excluded: bool,
    /// Leave out targets visited within this many days.
    pub not_inspected_for: Option<u32>,
    /// What becomes of targets that another batch has drawn already.
    pub overlap: Option<OverlapChoice>,
    /// The void batch this one draws anew.
    pub instead_of: Option<InsteadOf>,
    /// The hash of everything the batch publishes.
    pub profile: Profile,
    /// Publish salted leaves instead of grades; the campaign's rule where none is given.
    pub confidential: Option<bool>,
    /// 64 hex characters of entropy that the salts are made of, where grades are confidential.
    pub salt: Option<String>,
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
    /// Imports holidays and make-up working days; a year that is given takes the place of what was known of it.
    ImportHolidays(Source, Vec<Holiday>),
    /// Imports leads.
    ImportLeads(Source, Vec<Lead>),
    /// Takes a lead in.
    AddLead(Box<Lead>),
    /// Takes a step about a lead.
    HandleLead {
        /// The lead.
        lead: String,
        /// The step.
        handling: Handling,
    },
    /// Puts on record that who reported a lead is shown to the operator.
    RevealReporter {
        /// The lead.
        lead: String,
        /// Why.
        reason: String,
    },
    /// Moves the end of a phase by an order.
    Extend(Extension),
    /// Freezes the pool of a new batch.
    FreezePool {
        /// The new batch's name.
        batch: String,
        /// What is asked for.
        wish: PoolWish,
    },
    /// Makes the plan of a batch.
    MakePlan {
        /// The batch.
        batch: String,
        /// Targets to draw; the campaign's where none is given.
        size: Option<u64>,
        /// Weights per grade; the campaign's where none are given.
        weights: Option<BTreeMap<Grade, u64>>,
        /// Floors per grade; the campaign's where none are given.
        floors: Option<BTreeMap<Grade, u64>>,
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
        /// The public sources whose coming issues take part, in order.
        public: Vec<PublicSource>,
    },
    /// Records an announced issue's value.
    RecordPublic {
        /// The batch.
        batch: String,
        /// Which seed.
        purpose: Purpose,
        /// The source; may be left out where only one was announced.
        source: Option<PublicSource>,
        /// The value, as published.
        value: String,
        /// Why the value recorded before is wrong.
        correction: Option<String>,
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
    /// Draws more targets by continuing the order (追加).
    ExtendDraw {
        /// The batch.
        batch: String,
        /// How many more.
        by: u64,
        /// Why.
        reason: String,
    },
    /// Lets the next ticket of the stratum take a task's place (补抽).
    ReplaceTarget {
        /// The task.
        task: String,
        /// Reason code of the campaign's table.
        reason: String,
        /// What proves it; published.
        evidence: String,
    },
    /// Strikes a task off without replacement (剔除).
    StrikeTarget {
        /// The task.
        task: String,
        /// Reason code of the campaign's table.
        reason: String,
        /// What proves it; published.
        evidence: String,
    },
    /// Lets a batch's secrets be published before its visits are done.
    Release {
        /// The batch.
        batch: String,
        /// Why.
        reason: String,
    },
    /// Approves a drawn batch, or what was added to it (the other department).
    Approve {
        /// The batch.
        batch: String,
        /// Why targets stay that another batch has drawn too.
        keep_overlap: Option<String>,
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
    /// Replaces one officer of a team after the match (更换检查人员).
    ReplaceOfficer {
        /// The task.
        task: String,
        /// Who leaves.
        officer: String,
        /// Reason code of the campaign's table.
        reason: String,
        /// What proves it; published.
        evidence: String,
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
        /// Number of the newest version when the entry was begun, 0 for none; a newer one is then not overwritten.
        /// None where whoever enters has not looked.
        based_on: Option<u32>,
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
    /// Takes a published result back, with the reason (撤回公示).
    Withdraw {
        /// The task.
        task: String,
        /// Why; published in the result's stead.
        reason: String,
    },
    /// Closes a task (办结).
    Close {
        /// The task.
        task: String,
    },
    /// Enters a matter into the follow-up ledger (后续处理).
    OpenFollowUp {
        /// The task whose inspection led to it.
        task: String,
        /// What it is.
        matter: Box<Matter>,
    },
    /// Takes a step in a matter of the ledger.
    AdvanceFollowUp {
        /// The matter.
        follow_up: String,
        /// What was done.
        advance: Advance,
    },
    /// Hands a unit's report in (报送).
    FileReport {
        /// The unit.
        region: RegionCode,
        /// The summary's bytes as handed in.
        summary: Vec<u8>,
        /// 书面总结; that of the version before stays where none is given.
        narrative: Option<Attached>,
        /// A remark; of a corrected version the reason.
        note: String,
    },
    /// Signs the order of the units in the appraisal (考评).
    SignAppraisal {
        /// Every unit once, the best first.
        order: Vec<RegionCode>,
        /// Why it departs from the suggestion, or takes the place of an earlier one.
        reason: String,
    },
    /// Voids a batch that was not dispatched, with the reason.
    VoidBatch {
        /// The batch.
        batch: String,
        /// Why.
        reason: String,
    },
    /// Puts an office's public keys on record.
    KnowOffice {
        /// The office with its keys.
        peer: Peer,
        /// Why they change, where others are known.
        reason: String,
    },
    /// Puts on record that bundles are made for other offices.
    MakeBundles {
        /// One for each office.
        parcels: Vec<Parcel>,
        /// Why reporters travel, where they do.
        reason: String,
    },
    /// Takes a bundle in. What the journal knows comes from [`crate::domain::bundle::Known`].
    TakeBundle {
        /// The bundle, opened.
        bundle: Box<Bundle>,
        /// SHA-256 of the bundle as it was signed.
        sha256: String,
        /// What the journal knows.
        known: Box<Known>,
    },
    /// Decides a conflict between what was done here and what a bundle brought.
    Settle {
        /// The decision.
        settlement: Settlement,
        /// What the journal knows.
        known: Box<Known>,
    },
}
