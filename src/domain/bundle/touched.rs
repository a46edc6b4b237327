//! Which records an event changes: what is compared when two offices have gone on without knowing of each other.

use crate::domain::event::Event;
use crate::domain::library::{ChecklistItem, Conflict};
use crate::domain::state::Record;

/// A record: its kind, `:`, and its key.
pub type Key = String;

/// What an event changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Records that it changes as one: it takes effect on all of them or on none.
    pub whole: Vec<Key>,
    /// Records of a list: each stands for itself.
    pub parts: Vec<Key>,
}

impl Touched {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Key> {
        self.whole.iter().chain(&self.parts)
    }
}

fn key(kind: &str, id: &str) -> Key {
    format!("{kind}:{id}")
}

fn keys<'a>(kind: &str, ids: impl Iterator<Item = &'a str>) -> Vec<Key> {
    ids.map(|id| key(kind, id)).collect()
}

/// The records that `event` changes. What changes none, such as that a reporter was shown, stays in its office.
pub fn touched(event: &Event) -> Touched {
    let whole = |whole: Vec<Key>| Touched {
        whole,
        ..Touched::default()
    };
    let parts = |parts: Vec<Key>| Touched {
        parts,
        ..Touched::default()
    };
    match event {
        Event::CampaignBegun { .. } => whole(vec![key("campaign", "")]),
        Event::OperatorsPut { operators } => {
            parts(keys("operator", operators.iter().map(|o| o.name.as_str())))
        }
        Event::OfficersImported { officers, .. } => {
            parts(keys("officer", officers.iter().map(|o| o.id.as_str())))
        }
        Event::ConflictsImported { conflicts, .. } => {
            parts(conflicts.iter().map(|c| key(Conflict::KIND, &c.key())).collect())
        }
        Event::ChecklistImported { items, .. } => {
            parts(items.iter().map(|i| key(ChecklistItem::KIND, &i.key())).collect())
        }
        Event::HolidaysImported { years } => {
            parts(years.iter().map(|year| key("holidays", &year.key())).collect())
        }
        Event::LeadsImported { leads, .. } => parts(keys("lead", leads.iter().map(|l| l.id.as_str()))),
        Event::LeadAdded { lead } => whole(vec![key("lead", &lead.id)]),
        Event::LeadHandled { lead, .. } => whole(vec![key("lead", lead)]),
        Event::PhaseExtended { extension } => whole(vec![key("extension", &extension.key())]),
        Event::FollowUpOpened { follow_up } => whole(vec![key("follow-up", &follow_up.id)]),
        Event::FollowUpAdvanced { follow_up, .. } => whole(vec![key("follow-up", follow_up)]),
        Event::ReportFiled { report } => whole(vec![key("report", &report.unit)]),
        Event::AppraisalSigned { .. } => whole(vec![key("appraisal", "")]),
        Event::ConflictDecided { about, .. } => whole(vec![about.clone()]),
        Event::OfficeKnown { .. }
        | Event::BundleMade { .. }
        | Event::BundleTaken { .. }
        | Event::Brought { .. }
        | Event::Disputed { .. }
        | Event::TargetsImported { .. }
        | Event::ReporterRevealed { .. } => Touched::default(),
        _ => of_batch(event),
    }
}

fn of_batch(event: &Event) -> Touched {
    let task = |id: &str| key("task", id);
    let (whole, parts) = match event {
        Event::PoolFrozen { batch } => (vec![key("batch", &batch.id)], Vec::new()),
        Event::BatchDrawn { batch, tasks, .. } => {
            let tasks = keys("task", tasks.iter().map(|t| t.id.as_str()));
            (vec![key("batch", batch)], tasks)
        }
        Event::DrawChanged {
            batch,
            retired,
            tasks,
            ..
        } => {
            let ids = retired.iter().chain(tasks.iter().map(|t| &t.id));
            (vec![key("batch", batch)], ids.map(|id| task(id)).collect())
        }
        Event::Dispatched { batch, units } => {
            let units = units.iter().map(|unit| key("unit", &format!("{batch}/{unit}")));
            (vec![key("batch", batch)], units.collect())
        }
        Event::Claimed { batch, unit, .. } => (vec![key("unit", &format!("{batch}/{unit}"))], Vec::new()),
        Event::TeamsMatched {
            batch, unit, teams, ..
        } => {
            let tasks = keys("task", teams.iter().map(|(id, _)| id.as_str()));
            (vec![key("unit", &format!("{batch}/{unit}"))], tasks)
        }
        Event::OfficerReplaced { batch, task: id, .. } => {
            // The list of such changes is one file for the whole batch.
            (vec![task(id), key("changes", batch)], Vec::new())
        }
        // Without the step that made it a task for a lead must not stand.
        Event::TaskMade { task: made, .. } => {
            let lead = made.lead.iter().map(|lead| key("lead", lead));
            (std::iter::once(task(&made.id)).chain(lead).collect(), Vec::new())
        }
        Event::VisitRecorded { inspection, .. } => (vec![task(&inspection.task)], Vec::new()),
        Event::Published { tasks } => (Vec::new(), keys("task", tasks.iter().map(String::as_str))),
        Event::TaskVoided { task: id, .. }
        | Event::InspectionBegun { task: id }
        | Event::Reviewed { task: id, .. }
        | Event::Withheld { task: id, .. }
        | Event::Withdrawn { task: id, .. }
        | Event::Closed { task: id } => (vec![task(id)], Vec::new()),
        // The others are steps of a batch and name it.
        event => (vec![key("batch", event.subject())], Vec::new()),
    };
    Touched { whole, parts }
}

/// The event without its effect on the records that `skip` names; none where nothing is left of it.
pub fn without(event: &Event, skip: impl Fn(&str) -> bool) -> Option<Event> {
    let touched = touched(event);
    if touched.whole.iter().any(|key| skip(key)) {
        return None;
    }
    if !touched.parts.is_empty() && touched.whole.is_empty() && touched.parts.iter().all(|key| skip(key)) {
        return None;
    }
    let mut event = event.clone();
    let stays = |kind: &str, id: &str| !skip(&key(kind, id));
    match &mut event {
        Event::OperatorsPut { operators } => operators.retain(|o| stays("operator", &o.name)),
        Event::OfficersImported { officers, .. } => officers.retain(|o| stays("officer", &o.id)),
        Event::ConflictsImported { conflicts, .. } => {
            conflicts.retain(|c| stays(Conflict::KIND, &c.key()));
        }
        Event::ChecklistImported { items, .. } => items.retain(|i| stays(ChecklistItem::KIND, &i.key())),
        Event::HolidaysImported { years } => years.retain(|year| stays("holidays", &year.key())),
        Event::LeadsImported { leads, .. } => leads.retain(|l| stays("lead", &l.id)),
        Event::BatchDrawn { tasks, .. } => tasks.retain(|t| stays("task", &t.id)),
        Event::DrawChanged { retired, tasks, .. } => {
            tasks.retain(|t| stays("task", &t.id));
            if retired.as_ref().is_some_and(|id| !stays("task", id)) {
                *retired = None;
            }
        }
        Event::Dispatched { batch, units } => {
            units.retain(|unit| stays("unit", &format!("{batch}/{unit}")));
        }
        Event::TeamsMatched { teams, .. } => teams.retain(|(id, _)| stays("task", id)),
        Event::Published { tasks } => tasks.retain(|id| stays("task", id)),
        _ => {}
    }
    Some(event)
}
