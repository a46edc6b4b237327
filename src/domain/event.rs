//! Events: what has happened. The journal keeps them; [`super::apply`] turns them into records.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::appraisal::Signed;
use super::batch::{Batch, Commitment, Drawn, Kept, Plan, PublicSource, Purpose, Roster};
use super::calendar::Extension;
use super::campaign::Campaign;
use super::command::{Judgement, Source, TargetImport};
use super::follow_up::{Advance, FollowUp};
use super::handed_in::HandedIn;
use super::holiday::HolidayYear;
use super::inspection::Inspection;
use super::lead::{Lead, Triage};
use super::library::{ChecklistItem, Conflict, Officer, Tie};
use super::operator::{Actor, Department, Operator};
use super::region::RegionCode;
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
    /// A lead was decided.
    LeadTriaged {
        /// The lead.
        lead: String,
        /// The decision.
        #[serde(flatten)]
        verdict: Triage,
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
}

impl Event {
    /// The event's name as the journal writes it; `event.` before it gives its message key.
    pub fn kind(&self) -> &'static str {
        match self {
            Event::CampaignBegun { .. } => "campaign-begun",
            Event::OperatorsPut { .. } => "operators-put",
            Event::TargetsImported { .. } => "targets-imported",
            Event::OfficersImported { .. } => "officers-imported",
            Event::ConflictsImported { .. } => "conflicts-imported",
            Event::ChecklistImported { .. } => "checklist-imported",
            Event::HolidaysImported { .. } => "holidays-imported",
            Event::LeadsImported { .. } => "leads-imported",
            Event::LeadTriaged { .. } => "lead-triaged",
            Event::PhaseExtended { .. } => "phase-extended",
            Event::PoolFrozen { .. } => "pool-frozen",
            Event::PlanMade { .. } => "plan-made",
            Event::Committed { .. } => "committed",
            Event::PublicRecorded { .. } => "public-recorded",
            Event::Revealed { .. } => "revealed",
            Event::BatchVoided { .. } => "batch-voided",
            Event::BatchDrawn { .. } => "batch-drawn",
            Event::DrawChanged { .. } => "draw-changed",
            Event::SecretsReleased { .. } => "secrets-released",
            Event::OfficerReplaced { .. } => "officer-replaced",
            Event::BatchApproved { .. } => "batch-approved",
            Event::Dispatched { .. } => "dispatched",
            Event::Claimed { .. } => "claimed",
            Event::RosterFrozen { .. } => "roster-frozen",
            Event::TeamsMatched { .. } => "teams-matched",
            Event::InspectionBegun { .. } => "inspection-begun",
            Event::VisitRecorded { .. } => "visit-recorded",
            Event::Reviewed { .. } => "reviewed",
            Event::Published { .. } => "published",
            Event::Withheld { .. } => "withheld",
            Event::Withdrawn { .. } => "withdrawn",
            Event::Closed { .. } => "closed",
            Event::FollowUpOpened { .. } => "follow-up-opened",
            Event::FollowUpAdvanced { .. } => "follow-up-advanced",
            Event::ReportFiled { .. } => "report-filed",
            Event::AppraisalSigned { .. } => "appraisal-signed",
        }
    }

    /// What the event names besides its subject, for the history of a target: targets of leads and conflicts, and the
    /// extract of a registry. The steps of batches and tasks hold their entries themselves; and the rows of a registry,
    /// which can be a million, are found through their extract, so that an import costs one key.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Event::TargetsImported { import } => vec![&import.extract],
            Event::LeadsImported { leads, .. } => leads.iter().filter_map(|l| l.target.as_deref()).collect(),
            Event::ConflictsImported { conflicts, .. } => {
                let of_targets = conflicts.iter().filter(|c| c.tie != Tie::Pair);
                of_targets.map(|c| c.target.as_str()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The batch, task or other thing the event is about, where it is about one.
    pub fn subject(&self) -> &str {
        match self {
            Event::PoolFrozen { batch } => &batch.id,
            Event::PlanMade { batch, .. }
            | Event::Committed { batch, .. }
            | Event::PublicRecorded { batch, .. }
            | Event::Revealed { batch, .. }
            | Event::BatchVoided { batch, .. }
            | Event::BatchDrawn { batch, .. }
            | Event::DrawChanged { batch, .. }
            | Event::SecretsReleased { batch, .. }
            | Event::BatchApproved { batch, .. }
            | Event::Dispatched { batch, .. }
            | Event::Claimed { batch, .. }
            | Event::RosterFrozen { batch, .. }
            | Event::TeamsMatched { batch, .. } => batch,
            Event::InspectionBegun { task }
            | Event::OfficerReplaced { task, .. }
            | Event::Reviewed { task, .. }
            | Event::Withheld { task, .. }
            | Event::Withdrawn { task, .. }
            | Event::Closed { task } => task,
            Event::VisitRecorded { inspection, .. } => &inspection.task,
            Event::LeadTriaged { lead, .. } => lead,
            Event::FollowUpOpened { follow_up } => &follow_up.id,
            Event::FollowUpAdvanced { follow_up, .. } => follow_up,
            Event::Published { tasks } => tasks.first().map_or("", String::as_str),
            Event::ReportFiled { report } => &report.unit,
            Event::TargetsImported { import } => &import.source.file,
            Event::OfficersImported { source, .. }
            | Event::ConflictsImported { source, .. }
            | Event::ChecklistImported { source, .. }
            | Event::LeadsImported { source, .. } => &source.file,
            Event::HolidaysImported { years } => years.first().map_or("", |year| &year.source.file),
            Event::CampaignBegun { campaign } => &campaign.id,
            Event::PhaseExtended { extension } => &extension.order,
            Event::OperatorsPut { .. } | Event::AppraisalSigned { .. } => "",
        }
    }
}
