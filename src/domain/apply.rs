//! What an event makes of the records. Total: it cannot fail and may be repeated.

mod batch;
mod bundle;

use chrono::NaiveDate;

use super::batch::Step;
use super::brief::{self, Brief};
use super::campaign::Campaign;
use super::command::Judgement;
use super::event::{Entry, Event};
use super::follow_up::{Advance, FollowUp, Kind, Taken};
use super::inspection::Inspection;
use super::lead::likeness;
use super::lead::naming::Naming;
use super::lead::{Handled, Handling, Lead, LeadState};
use super::operator::Department;
use super::state::{Ledger, Read, Record, Write};
use super::target::Target;
use super::task::{Task, TaskState};

impl Record for Campaign {
    const KIND: &'static str = "campaign";

    /// There is one campaign in a data directory.
    fn key(&self) -> String {
        String::new()
    }
}

/// Writes what `entry` changes. The rows behind [`Event::TargetsImported`] are the store's to bring in, from the extract.
pub fn apply<L: Ledger + ?Sized>(ledger: &mut L, entry: &Entry) {
    let brief = Brief::from(entry);
    ledger.put(&brief);
    for named in entry.event.names() {
        ledger.mark(brief::NAMED, named, &brief);
    }
    effect(ledger, entry);
}

/// What it changes besides the list of entries.
fn effect<L: Ledger + ?Sized>(ledger: &mut L, entry: &Entry) {
    match &entry.event {
        Event::CampaignBegun { campaign } => {
            ledger.put(campaign.as_ref());
            campaign.operators.iter().for_each(|o| ledger.put(o));
        }
        Event::OperatorsPut { operators } => operators.iter().for_each(|o| ledger.put(o)),
        Event::TargetsImported { .. } => {}
        Event::OfficersImported { officers, .. } => officers.iter().for_each(|o| ledger.put(o)),
        Event::ConflictsImported { conflicts, .. } => conflicts.iter().for_each(|c| ledger.put(c)),
        Event::ChecklistImported { items, .. } => items.iter().for_each(|i| ledger.put(i)),
        Event::HolidaysImported { years } => years.iter().for_each(|year| ledger.put(year)),
        Event::LeadsImported { leads, .. } => taken_in(ledger, leads),
        Event::LeadAdded { lead } => taken_in(ledger, std::slice::from_ref(lead)),
        Event::LeadHandled { lead, handling } => handled(ledger, entry, lead, handling),
        Event::ReporterRevealed { .. } => {}
        Event::PhaseExtended { extension } => ledger.put(extension),
        Event::VisitRecorded { inspection, target } => visited(ledger, entry, inspection, target),
        Event::Reviewed { task, judgement, .. } => match judgement {
            Judgement::Accept => move_task(ledger, entry, task, TaskState::Reviewed, ""),
            Judgement::Return(reason) => move_task(ledger, entry, task, TaskState::Returned, reason),
        },
        Event::InspectionBegun { task } => move_task(ledger, entry, task, TaskState::Inspecting, ""),
        Event::Published { tasks } => {
            tasks
                .iter()
                .for_each(|t| move_task(ledger, entry, t, TaskState::Published, ""));
        }
        Event::Withheld { task, reason } => move_task(ledger, entry, task, TaskState::Withheld, reason),
        Event::Withdrawn { task, reason } => move_task(ledger, entry, task, TaskState::Withdrawn, reason),
        Event::Closed { task } => move_task(ledger, entry, task, TaskState::Closed, ""),
        Event::TaskMade { task, place } => made(ledger, entry, task, place.as_deref()),
        Event::TaskVoided { task, reason } => move_task(ledger, entry, task, TaskState::Void, reason),
        Event::FollowUpOpened { follow_up } => ledger.put(follow_up.as_ref()),
        Event::FollowUpAdvanced { follow_up, advance } => advanced(ledger, entry, follow_up, advance),
        Event::ReportFiled { report } => ledger.put(report),
        Event::AppraisalSigned { signed } => ledger.put(signed),
        Event::OfficeKnown { .. }
        | Event::BundleTaken { .. }
        | Event::Brought { .. }
        | Event::ConflictDecided { .. } => bundle::bundle_event(ledger, entry),
        _ => batch::batch_event(ledger, entry),
    }
}

/// Leads with the keys by which others are found as their duplicates. One that is known keeps what was done about it,
/// and the office that took it in.
fn taken_in<L: Ledger + ?Sized>(ledger: &mut L, leads: &[Lead]) {
    let naming = ledger.campaign().map(|campaign| Naming::new(&campaign));
    for lead in leads {
        if let Some(naming) = &naming {
            likeness::mark(ledger, naming, lead);
        }
        let mut lead = lead.clone();
        if let Some(known) = ledger.get::<Lead>(&lead.id) {
            lead.steps = known.steps;
            lead.department = known.department;
            lead.taken_in = known.taken_in;
        }
        ledger.put(&lead);
    }
}

fn handled<L: Ledger + ?Sized>(ledger: &mut L, entry: &Entry, lead: &str, handling: &Handling) {
    let handled = Handled {
        seq: entry.seq,
        on: entry.on,
        by: entry.actor.operator.clone(),
        handling: handling.clone(),
    };
    ledger.change::<Lead>(lead, |lead| push(&mut lead.steps, handled, |step| step.seq));
}

/// A place that is known keeps what is known of it.
fn made<L: Ledger + ?Sized>(ledger: &mut L, entry: &Entry, task: &Task, place: Option<&Target>) {
    if let Some(place) = place.filter(|place| ledger.get::<Target>(&place.id).is_none()) {
        ledger.put(place);
    }
    let mut task = task.clone();
    task.steps = vec![step(entry, task.state.key(), "")];
    ledger.put(&task);
}

fn visited<L: Ledger + ?Sized>(ledger: &mut L, entry: &Entry, inspection: &Inspection, target: &str) {
    let day: NaiveDate = inspection.visit.visited;
    ledger.put(inspection);
    move_task(
        ledger,
        entry,
        &inspection.task,
        TaskState::Recorded,
        &inspection.visit.reason,
    );
    ledger.change::<Target>(target, |t| t.last_visit = t.last_visit.max(Some(day)));
}

fn advanced<L: Ledger + ?Sized>(ledger: &mut L, entry: &Entry, id: &str, advance: &Advance) {
    let taken = Taken {
        seq: entry.seq,
        on: entry.on,
        by: entry.actor.operator.clone(),
        department: entry.department.unwrap_or(Department::Hr),
        advance: advance.clone(),
    };
    ledger.change::<FollowUp>(id, |of| push(&mut of.steps, taken, |step| step.seq));
    let Some(of) = ledger.get::<FollowUp>(id) else {
        return;
    };
    if let Some(lead) = &of.lead {
        told_of_referral(ledger, entry, lead, &of, advance);
    }
    if of.kind() == Kind::Credit {
        let grade = FollowUp::grade_of(ledger, &of.target);
        ledger.change::<Target>(&of.target, |target| target.regrade(grade));
    }
}

/// A lead hears what became of its referral; one that has moved on since stays as it is.
fn told_of_referral<L: Ledger + ?Sized>(
    ledger: &mut L,
    entry: &Entry,
    lead: &str,
    of: &FollowUp,
    advance: &Advance,
) {
    if ledger.get::<Lead>(lead).map(|lead| lead.state()) != Some(LeadState::Referred) {
        return;
    }
    let follow_up = of.id.clone();
    match advance {
        _ if !of.stands() => handled(ledger, entry, lead, &Handling::Unreferred { follow_up }),
        Advance::Answer { accepted, .. } => {
            let accepted = *accepted;
            handled(ledger, entry, lead, &Handling::Answered { follow_up, accepted });
        }
        _ => {}
    }
}

fn step(entry: &Entry, what: &str, reason: &str) -> Step {
    Step {
        seq: entry.seq,
        what: what.to_owned(),
        on: entry.on,
        by: entry.actor.operator.clone(),
        department: entry.department.unwrap_or(Department::Hr),
        reason: reason.to_owned(),
    }
}

fn move_task<L: Ledger + ?Sized>(ledger: &mut L, entry: &Entry, task: &str, state: TaskState, reason: &str) {
    ledger.change::<Task>(task, |task| advance(task, entry, state, reason));
}

fn advance(task: &mut Task, entry: &Entry, state: TaskState, reason: &str) {
    task.state = state;
    push(&mut task.steps, step(entry, state.key(), reason), |step| step.seq);
}

/// Adds a step, once: an entry that is applied again finds its step there.
fn push<T>(steps: &mut Vec<T>, step: T, seq: impl Fn(&T) -> u64) {
    if steps.last().is_none_or(|last| seq(last) < seq(&step)) {
        steps.push(step);
    }
}
