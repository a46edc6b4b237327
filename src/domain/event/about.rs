//! What an event is called and what it is about.

use super::Event;
use crate::domain::library::Tie;

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
            Event::LeadAdded { .. } => "lead-added",
            Event::LeadHandled { .. } => "lead-handled",
            Event::ReporterRevealed { .. } => "reporter-revealed",
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
            Event::TaskMade { .. } => "task-made",
            Event::TaskVoided { .. } => "task-voided",
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
            Event::OfficeKnown { .. } => "office-known",
            Event::BundleMade { .. } => "bundle-made",
            Event::BundleTaken { .. } => "bundle-taken",
            Event::Brought { .. } => "brought",
            Event::Disputed { .. } => "disputed",
            Event::ConflictDecided { .. } => "conflict-decided",
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
            Event::Brought { carried, .. } => carried.entry.event.names(),
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
            | Event::TaskVoided { task, .. }
            | Event::Withdrawn { task, .. }
            | Event::Closed { task } => task,
            Event::TaskMade { task, .. } => &task.id,
            Event::VisitRecorded { inspection, .. } => &inspection.task,
            Event::LeadAdded { lead } => &lead.id,
            Event::LeadHandled { lead, .. } | Event::ReporterRevealed { lead, .. } => lead,
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
            Event::Brought { carried, .. } => carried.entry.event.subject(),
            Event::Disputed { about, .. } | Event::ConflictDecided { about, .. } => {
                about.split_once(':').map_or("", |(_, id)| id)
            }
            Event::OperatorsPut { .. }
            | Event::AppraisalSigned { .. }
            | Event::OfficeKnown { .. }
            | Event::BundleMade { .. }
            | Event::BundleTaken { .. } => "",
        }
    }
}
