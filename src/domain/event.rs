//! Events: what has happened. The journal keeps them; [`super::apply`] turns them into records.

mod about;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::appraisal::Signed;
use super::batch::{Batch, Commitment, Drawn, Kept, Plan, PublicSource, Purpose, Roster};
use super::bundle::{Addressee, Carried, Choice, OfficeId, Peer, Snapshot, Stamp};
use super::calendar::Extension;
use super::campaign::Campaign;
use super::command::{Judgement, Source, TargetImport};
use super::follow_up::{Advance, FollowUp};
use super::handed_in::HandedIn;
use super::holiday::HolidayYear;
use super::inspection::Inspection;
use super::lead::{Handling, Lead};
use super::library::{ChecklistItem, Conflict, Officer};
use super::operator::{Actor, Department, Operator};
use super::region::RegionCode;
use super::target::Target;
use super::task::{Member, Task};

/// An event with who and when, as [`super::apply`] sees it and the journal keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Position in the journal, from 1, without gaps.
    pub seq: u64,
    /// Wall-clock time, UTC.
    pub at: DateTime<Utc>,
    /// The campaign's date; differs from `at` in a rehearsal.
    pub on: NaiveDate,
    /// Who.
    pub actor: Actor,
    /// The actor's department; none before the campaign has begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<Department>,
    /// The campaign's id.
    pub campaign: String,
    /// What happened.
    pub event: Event,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Event {
    /// The campaign began, with everything its file said.
    CampaignBegun {
        /// The campaign.
        campaign: Box<Campaign>,
    },
    /// Operators were added or replaced.
    OperatorsPut {
        /// The operators.
        operators: Vec<Operator>,
    },
    /// Targets were imported; the rows are the blob `import.extract`.
    TargetsImported {
        /// The import.
        import: Box<TargetImport>,
    },
    /// Officers were imported; only those that are new or differ are listed.
    OfficersImported {
        /// Where from.
        source: Source,
        /// The officers.
        officers: Vec<Officer>,
    },
    /// Conflicts were imported.
    ConflictsImported {
        /// Where from.
        source: Source,
        /// The conflicts.
        conflicts: Vec<Conflict>,
    },
    /// Checklist items were imported.
    ChecklistImported {
        /// Where from.
        source: Source,
        /// The items.
        items: Vec<ChecklistItem>,
    },
    /// Holidays were imported; only years that are new or differ are listed.
    HolidaysImported {
        /// Each with its days and where they came from.
        years: Vec<HolidayYear>,
    },
    /// Leads were imported.
    LeadsImported {
        /// Where from.
        source: Source,
        /// The leads.
        leads: Vec<Lead>,
    },
    /// A lead was taken in.
    LeadAdded {
        /// The lead.
        lead: Box<Lead>,
    },
    /// A step was taken about a lead.
    LeadHandled {
        /// The lead.
        lead: String,
        /// The step.
        handling: Handling,
    },
    /// Who reported a lead was shown to the operator.
    ReporterRevealed {
        /// The lead.
        lead: String,
        /// Why.
        reason: String,
    },
    /// A phase was extended by an order.
    PhaseExtended {
        /// The order.
        extension: Extension,
    },
    /// A pool was frozen, and with it a batch begun.
    PoolFrozen {
        /// The batch as it begins.
        batch: Box<Batch>,
    },
    /// A plan was made.
    PlanMade {
        /// The batch.
        batch: String,
        /// The plan.
        plan: Plan,
    },
    /// A party committed to its secret.
    Committed {
        /// The batch.
        batch: String,
        /// Which seed.
        purpose: Purpose,
        /// The party.
        party: Department,
        /// The commitment.
        commitment: Commitment,
        /// The public sources, with the first commitment.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        public: Vec<PublicSource>,
        /// `announcement.json`, with the second commitment to a draw.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        announcement: Option<Kept>,
    },
    /// A public issue's value was recorded, or corrected before anything was revealed.
    PublicRecorded {
        /// The batch.
        batch: String,
        /// Which seed.
        purpose: Purpose,
        /// The source with its value.
        source: PublicSource,
        /// Why the value recorded before was wrong; none the first time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        correction: Option<String>,
    },
    /// A party revealed its secret.
    Revealed {
        /// The batch.
        batch: String,
        /// Which seed.
        purpose: Purpose,
        /// The party.
        party: Department,
        /// The secret.
        secret: String,
    },
    /// A batch became void; it stays on record.
    BatchVoided {
        /// The batch.
        batch: String,
        /// Why.
        reason: String,
        /// The void record.
        record: Kept,
    },
    /// The draw was made.
    BatchDrawn {
        /// The batch.
        batch: String,
        /// The draw.
        drawn: Drawn,
        /// Its record.
        record: Kept,
        /// The tasks it made.
        tasks: Vec<Task>,
    },
    /// Something was done to a draw after it was made: 追加, 补抽 or striking off.
    DrawChanged {
        /// The batch.
        batch: String,
        /// What was done.
        act: crate::draw::select::Act,
        /// Why, where the act itself does not say it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
        /// The draw as it is now.
        drawn: Drawn,
        /// The next version of its record.
        record: Kept,
        /// The task that ended, where one did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retired: Option<String>,
        /// The tasks it made.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tasks: Vec<Task>,
    },
    /// The secrets of a batch may be published before its visits are done.
    SecretsReleased {
        /// The batch.
        batch: String,
        /// Why.
        reason: String,
    },
    /// A batch was approved, or what was added to it.
    BatchApproved {
        /// The batch.
        batch: String,
        /// Why targets stay that another batch has drawn too; none where there are none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        overlap: Option<String>,
    },
    /// Tasks were dispatched to their units.
    Dispatched {
        /// The batch.
        batch: String,
        /// The units.
        units: Vec<RegionCode>,
    },
    /// A unit claimed its tasks.
    Claimed {
        /// The batch.
        batch: String,
        /// The unit.
        unit: RegionCode,
        /// The checklist's items in force, which the tasks pin.
        checklist: Vec<String>,
    },
    /// Rosters and conflicts were frozen.
    RosterFrozen {
        /// The batch.
        batch: String,
        /// The rosters.
        roster: Roster,
        /// Why again, for the units that the roster before could not serve.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        again: Option<String>,
    },
    /// One officer of a team was replaced after the match.
    OfficerReplaced {
        /// The batch.
        batch: String,
        /// The task.
        task: String,
        /// Who left.
        out: String,
        /// Why.
        reason: String,
        /// The team as it is now.
        team: Vec<Member>,
        /// SHA-256 of the list of all such changes in the batch, a blob.
        changes: String,
    },
    /// A task was made for a lead (线索核查), with its team.
    TaskMade {
        /// The task as it begins.
        task: Box<Task>,
        /// The place or person it is about, where the lead named no registered target.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Box<Target>>,
    },
    /// A task that was made for a lead became void: the decision was undone before anybody began.
    TaskVoided {
        /// The task.
        task: String,
        /// Why.
        reason: String,
    },
    /// Teams were matched; the record is the blob `record`.
    TeamsMatched {
        /// The batch.
        batch: String,
        /// The unit.
        unit: RegionCode,
        /// SHA-256 of the match's record.
        record: String,
        /// The team of each task.
        teams: Vec<(String, Vec<Member>)>,
    },
    /// An inspection began.
    InspectionBegun {
        /// The task.
        task: String,
    },
    /// A visit was recorded or corrected.
    VisitRecorded {
        /// The inspection.
        inspection: Box<Inspection>,
        /// The target, whose last visit it is.
        target: String,
    },
    /// A visit's record was reviewed.
    Reviewed {
        /// The task.
        task: String,
        /// The version reviewed.
        version: u32,
        /// The decision.
        judgement: Judgement,
    },
    /// Results were published.
    Published {
        /// The tasks.
        tasks: Vec<String>,
    },
    /// A result will not be published.
    Withheld {
        /// The task.
        task: String,
        /// Why.
        reason: String,
    },
    /// A published result was taken back.
    Withdrawn {
        /// The task.
        task: String,
        /// Why.
        reason: String,
    },
    /// A task was closed.
    Closed {
        /// The task.
        task: String,
    },
    /// A matter was entered into the follow-up ledger.
    FollowUpOpened {
        /// The matter as it begins.
        follow_up: Box<FollowUp>,
    },
    /// A step was taken in a matter of the ledger.
    FollowUpAdvanced {
        /// The matter.
        follow_up: String,
        /// What was done.
        advance: Advance,
    },
    /// A report was handed in.
    ReportFiled {
        /// The report.
        report: HandedIn,
    },
    /// The order of the units in the appraisal was signed.
    AppraisalSigned {
        /// What was signed.
        signed: Signed,
    },
    /// An office's public keys were put on record.
    OfficeKnown {
        /// The office with its keys.
        peer: Peer,
        /// Why they change, where others were known; empty the first time.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// A bundle was made for another office.
    BundleMade {
        /// For whom, with its running number.
        to: Addressee,
        /// The entries in it, as runs of numbers, first and last.
        entries: Vec<(u64, u64)>,
        /// Leads whose reporters travel in it, sealed to the recipient.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reporters: Vec<String>,
        /// Why they do.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// A bundle was taken in; what it brought are the entries of the same commit.
    BundleTaken {
        /// Who made it.
        from: OfficeId,
        /// Its running number.
        number: u64,
        /// SHA-256 of the bundle as it was signed.
        sha256: String,
        /// Targets that were not known.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        targets: Vec<Target>,
    },
    /// An entry of another office's journal.
    Brought {
        /// The entry, as it came.
        carried: Box<Carried>,
        /// The office whose bundle brought it.
        via: OfficeId,
        /// Records on which it takes no effect before a conflict is decided: each with the record in conflict.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        held: BTreeMap<String, String>,
        /// Records of which the same was known by another entry.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        same: BTreeMap<String, Stamp>,
        /// The numbers of entries it mentions, and what they are in this journal.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        refs: Vec<(u64, u64)>,
    },
    /// What a bundle says of a record contradicts what was done here.
    Disputed {
        /// The record.
        about: String,
        /// Who made the bundle.
        from: OfficeId,
        /// The record as they have it, where it is one that is compared as it stands.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        record: Option<Box<Snapshot>>,
    },
    /// Such a contradiction was decided.
    ConflictDecided {
        /// The record.
        about: String,
        /// The office it was with.
        from: OfficeId,
        /// The last entry of this office's side.
        ours: Stamp,
        /// The last entry of the other side.
        theirs: Stamp,
        /// Which side holds.
        choice: Choice,
        /// Why.
        reason: String,
        /// The record as it is to be, where it is one that is compared as it stands.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        put: Option<Box<Snapshot>>,
    },
}
