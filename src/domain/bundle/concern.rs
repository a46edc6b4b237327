//! Whose business a record is: what goes down to which office, and of what an office below may speak.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Key;
use crate::domain::batch::Batch;
use crate::domain::campaign::Campaign;
use crate::domain::event::Event;
use crate::domain::follow_up::FollowUp;
use crate::domain::lead::{Handling, Lead};
use crate::domain::library::Officer;
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, State};
use crate::domain::task::Task;

/// What is known of the places that records belong to.
pub struct Desk<'a, S: State + ?Sized> {
    state: &'a S,
    /// The campaign.
    pub campaign: Arc<Campaign>,
    /// Of records that only a bundle brings.
    fresh: BTreeMap<Key, Vec<RegionCode>>,
}

impl<'a, S: State + ?Sized> Desk<'a, S> {
    /// With the records as they stand.
    pub fn new(state: &'a S, campaign: Arc<Campaign>) -> Self {
        Self {
            state,
            campaign,
            fresh: BTreeMap::new(),
        }
    }

    /// Remembers the places of the records that the event begins.
    pub(super) fn learn(&mut self, event: &Event) {
        let mut put = |key: String, places: Vec<RegionCode>| {
            self.fresh.entry(key).or_default().extend(places);
        };
        match event {
            Event::PoolFrozen { batch } => put(format!("batch:{}", batch.id), vec![batch.region]),
            Event::BatchDrawn { tasks, .. } | Event::DrawChanged { tasks, .. } => {
                let each = tasks.iter();
                each.for_each(|task| put(format!("task:{}", task.id), vec![task.region]));
            }
            Event::TaskMade { task, .. } => put(format!("task:{}", task.id), vec![task.region]),
            Event::LeadAdded { lead } => put(format!("lead:{}", lead.id), of_lead(lead)),
            Event::LeadsImported { leads, .. } => {
                leads
                    .iter()
                    .for_each(|lead| put(format!("lead:{}", lead.id), of_lead(lead)));
            }
            Event::FollowUpOpened { follow_up } => {
                put(format!("follow-up:{}", follow_up.id), of_matter(follow_up));
            }
            Event::OfficersImported { officers, .. } => {
                let each = officers.iter();
                each.for_each(|officer| put(format!("officer:{}", officer.id), vec![officer.region]));
            }
            _ => {}
        }
    }

    /// The divisions that a record belongs to; the province's where it is everybody's.
    fn places(&self, key: &str) -> Vec<RegionCode> {
        let (kind, id) = key.split_once(':').unwrap_or((key, ""));
        let known = match kind {
            "task" => self.state.get::<Task>(id).map(|task| vec![task.region]),
            "lead" => self.state.get::<Lead>(id).map(|lead| of_lead(&lead)),
            "follow-up" => self.state.get::<FollowUp>(id).map(|of| of_matter(&of)),
            "batch" => self.state.get::<Batch>(id).map(|batch| vec![batch.region]),
            "officer" => self.state.get::<Officer>(id).map(|officer| vec![officer.region]),
            "conflict" => {
                let officer = id.split('/').next().unwrap_or_default();
                return self.places(&format!("officer:{officer}"));
            }
            "unit" | "report" => {
                let unit = id.rsplit('/').next().unwrap_or_default();
                unit.parse().ok().map(|unit| vec![unit])
            }
            _ => None,
        };
        let known = known.or_else(|| self.fresh.get(key).cloned());
        known.unwrap_or_else(|| vec![self.campaign.province])
    }

    /// Whether an office of `region` may speak of the record. What goes with another record that it may speak of, such
    /// as the list of a batch's replaced officers, is not asked for itself.
    pub(super) fn may(&self, region: RegionCode, key: &str) -> bool {
        let within = |place: &RegionCode| self.campaign.regions.contains(region, *place);
        key.starts_with("changes:") || self.places(key).iter().any(within)
    }
}

/// Whether an office of `region` is to know of the record: it is the office's own, or it is everybody's.
pub fn concerns<S: State + ?Sized>(desk: &Desk<'_, S>, region: RegionCode, key: &str) -> bool {
    let regions = &desk.campaign.regions;
    let (kind, id) = key.split_once(':').unwrap_or((key, ""));
    let within = |place: &RegionCode| regions.contains(region, *place);
    let near = |place: &RegionCode| within(place) || regions.contains(*place, region);
    match kind {
        "task" | "lead" | "follow-up" | "report" => desk.places(key).iter().any(within),
        "unit" | "officer" | "conflict" => desk.places(key).iter().any(near),
        "batch" => {
            let own = desk.places(&format!("batch:{id}")).iter().any(within);
            own || Task::of_batch(desk.state, id)
                .iter()
                .any(|task| within(&task.region))
        }
        // It goes with the task whose officer was replaced.
        "changes" => false,
        _ => true,
    }
}

/// The division it is about, those of the offices that took it in and hold it, and of those it was forwarded to.
fn of_lead(lead: &Lead) -> Vec<RegionCode> {
    let forwarded = lead.steps.iter().filter_map(|step| match step.handling {
        Handling::Forward { to, .. } => Some(to.region),
        _ => None,
    });
    let own = [Some(lead.region), lead.taken_in, Some(lead.holder().region)];
    own.into_iter().flatten().chain(forwarded).collect()
}

fn of_matter(of: &FollowUp) -> Vec<RegionCode> {
    vec![of.unit, of.owner.region, of.owner().region]
}

/// Records that the event leaves as they are and rests on: whoever may not speak of them may not write it.
pub(super) fn rests_on(event: &Event) -> Vec<Key> {
    let Event::FollowUpOpened { follow_up } = event else {
        return Vec::new();
    };
    let lead = follow_up.lead.iter().map(|lead| format!("lead:{lead}"));
    let task = Some(&follow_up.task).filter(|task| !task.is_empty());
    lead.chain(task.map(|task| format!("task:{task}"))).collect()
}

/// The contents that the event names and that travel with it: records and rosters. Registers, pools and evidence stay.
pub fn blobs(event: &Event) -> Vec<&str> {
    match event {
        Event::Committed {
            announcement: Some(kept),
            ..
        } => vec![&kept.blob],
        Event::BatchVoided { record, .. }
        | Event::BatchDrawn { record, .. }
        | Event::DrawChanged { record, .. } => vec![&record.blob],
        Event::RosterFrozen { roster, .. } => vec![&roster.roster.blob, &roster.conflicts.blob],
        Event::OfficerReplaced { changes, .. } => vec![changes],
        Event::TeamsMatched { record, .. } => vec![record],
        Event::AppraisalSigned { signed } => vec![&signed.figures],
        Event::ReportFiled { report } => {
            let narrative = report.narrative.iter().map(|n| n.sha256.as_str());
            std::iter::once(report.summary.as_str())
                .chain(narrative)
                .collect()
        }
        _ => Vec::new(),
    }
}
