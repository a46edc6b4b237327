//! What becomes of a command: events, or a refusal. Every rule is here or in what this calls; nothing here reads a
//! file, a clock or a random number.

mod batch;
mod bundle;
mod ceremony;
mod draw_acts;
mod follow_up;
mod hand_out;
mod inspect;
mod lead_task;
mod leads;
mod libraries;
mod officer;
mod outcome;
mod plainly;
mod pool;
mod publish;
mod record;
mod reports;
mod setup;
mod shortage;
mod teams;
mod waiting;

use std::ops::ControlFlow;
use std::sync::Arc;

use chrono::NaiveDate;

pub(in crate::domain) use record::{
    Inputs, blob, damaged, draw_record, draw_seed, heading, match_seed, missing, other, pool, team_changes,
    unit_match, values,
};

use super::batch::{Batch, Stage};
use super::calendar::{Act, Calendar, Reach, Standing};
use super::campaign::{Campaign, ReasonCode};
use super::command::Command;
use super::event::Event;
use super::operator::{Actor, Operator, Role};
use super::refusal::Refusal;
use super::region::RegionCode;
use super::state::{Read, Record, State};
use super::task::{Task, TaskState};
use super::time::Now;
use super::visit_rules::Problem;
use crate::unseen::hidden;

/// Ids listed in a refusal at most.
const SHOWN: usize = 8;

/// Bytes of a published reason or evidence at most.
const EVIDENCE: usize = 500;

/// What an accepted command becomes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// The events, one commit. None where everything is as the command wants it already.
    pub events: Vec<Event>,
    /// Contents the events name by their SHA-256; they are made durable first.
    pub blobs: Vec<Vec<u8>>,
}

impl From<Event> for Decision {
    fn from(event: Event) -> Self {
        Self {
            events: vec![event],
            blobs: Vec::new(),
        }
    }
}

/// Decides `command` by `actor` at `now` on the records in `state`.
pub fn decide<S: State + ?Sized>(
    state: &S,
    command: &Command,
    now: Now,
    actor: &Actor,
) -> Result<Decision, Refusal> {
    let decision = ruled(state, command, now, actor)?;
    plainly::plainly(&decision.events)?;
    Ok(decision)
}

/// What the command's own rules make of it.
fn ruled<S: State + ?Sized>(
    state: &S,
    command: &Command,
    now: Now,
    actor: &Actor,
) -> Result<Decision, Refusal> {
    if let Command::Begin(campaign) = command {
        return setup::begin(state, campaign, actor);
    }
    match command {
        Command::KnowOffice { peer, reason } => return bundle::know(state, (now, actor), peer, reason),
        Command::TakeBundle {
            bundle,
            sha256,
            known,
        } => return bundle::take(state, (now, actor), (bundle, sha256), known),
        _ => {}
    }
    let case = Case::new(state, now, actor)?;
    match command {
        Command::Begin(_) | Command::KnowOffice { .. } | Command::TakeBundle { .. } => {
            Ok(Decision::default())
        }
        Command::MakeBundles { parcels, reason } => bundle::make(&case, parcels, reason),
        Command::Settle { settlement, known } => bundle::decide(&case, settlement, known),
        Command::PutOperators(operators) => setup::put_operators(&case, operators),
        Command::Extend(extension) => setup::extend(&case, extension),
        Command::ImportTargets(import) => libraries::targets(&case, import),
        Command::ImportOfficers(source, rows) => libraries::officers(&case, source, rows),
        Command::ImportConflicts(source, rows) => libraries::conflicts(&case, source, rows),
        Command::ImportChecklist(source, rows) => libraries::checklist(&case, source, rows),
        Command::ImportHolidays(source, days) => libraries::holidays(&case, source, days),
        Command::ImportLeads(source, rows) => libraries::leads(&case, source, rows),
        Command::AddLead(lead) => leads::add(&case, lead),
        Command::HandleLead { lead, handling } => leads::handle(&case, lead, handling),
        Command::RevealReporter { lead, reason } => leads::reveal(&case, lead, reason),
        Command::FreezePool { batch, wish } => pool::freeze(&case, batch, wish),
        Command::MakePlan {
            batch,
            size,
            weights,
            floors,
        } => batch::plan(&case, batch, *size, weights.as_ref(), floors.as_ref()),
        Command::Commit {
            batch,
            purpose,
            party,
            commitment,
            public,
        } => ceremony::commit(&case, batch, *purpose, *party, commitment, public),
        Command::RecordPublic {
            batch,
            purpose,
            source,
            value,
            correction,
        } => ceremony::public(
            &case,
            batch,
            *purpose,
            source.as_ref(),
            value,
            correction.as_deref(),
        ),
        Command::Reveal {
            batch,
            purpose,
            party,
            secret,
            on_record,
        } => ceremony::reveal(&case, batch, *purpose, *party, secret, *on_record),
        Command::Draw { batch } => batch::draw(&case, batch),
        Command::ExtendDraw { batch, by, reason } => draw_acts::extend(&case, batch, *by, reason),
        Command::ReplaceTarget {
            task,
            reason,
            evidence,
        } => draw_acts::replace(&case, task, reason, evidence),
        Command::StrikeTarget {
            task,
            reason,
            evidence,
        } => draw_acts::strike(&case, task, reason, evidence),
        Command::Release { batch, reason } => batch::release(&case, batch, reason),
        Command::VoidBatch { batch, reason } => batch::void(&case, batch, reason),
        Command::Approve { batch, keep_overlap } => hand_out::approve(&case, batch, keep_overlap.as_deref()),
        Command::Dispatch { batch, region } => hand_out::dispatch(&case, batch, *region),
        Command::Claim { batch, region } => hand_out::claim(&case, batch, *region),
        Command::FreezeRoster { batch, again } => teams::freeze_roster(&case, batch, again.as_deref()),
        Command::Match { batch, region } => teams::match_teams(&case, batch, *region),
        Command::ReplaceOfficer {
            task,
            officer,
            reason,
            evidence,
        } => officer::replace(&case, task, officer, reason, evidence),
        Command::BeginInspection { task } => inspect::begin(&case, task),
        Command::RecordVisit {
            task,
            visit,
            based_on,
        } => inspect::record(&case, task, visit, *based_on),
        Command::Review { task, judgement } => inspect::review(&case, task, judgement),
        Command::Publish { tasks } => publish::publish(&case, tasks),
        Command::Withhold { task, reason } => publish::withhold(&case, task, reason),
        Command::Withdraw { task, reason } => publish::withdraw(&case, task, reason),
        Command::Close { task } => publish::close(&case, task),
        Command::OpenFollowUp { task, matter } => follow_up::open(&case, task, matter),
        Command::AdvanceFollowUp { follow_up, advance } => follow_up::advance(&case, follow_up, advance),
        Command::FileReport {
            region,
            summary,
            narrative,
            note,
        } => reports::file(&case, *region, (summary, narrative.as_ref()), note),
        Command::SignAppraisal { order, reason } => reports::sign(&case, order, reason),
    }
}

/// A command's circumstances, and the questions every rule asks of them.
struct Case<'a, S: State + ?Sized> {
    state: &'a S,
    campaign: Arc<Campaign>,
    calendar: Calendar,
    now: Now,
    operator: Operator,
}

impl<'a, S: State + ?Sized> Case<'a, S> {
    fn new(state: &'a S, now: Now, actor: &Actor) -> Result<Self, Refusal> {
        let campaign = state.campaign().ok_or(Refusal::NoCampaign)?;
        let operator = state
            .get::<Operator>(&actor.operator)
            .ok_or_else(|| Refusal::UnknownOperator {
                name: actor.operator.clone(),
                known: state
                    .all::<Operator>()
                    .into_iter()
                    .map(|o| o.name)
                    .take(SHOWN)
                    .collect(),
            })?;
        let calendar = Calendar::of(&campaign, state);
        Ok(Self {
            state,
            campaign,
            calendar,
            now,
            operator,
        })
    }

    fn today(&self) -> NaiveDate {
        self.now.today
    }

    /// The operator has `role`, and `region` is under the operator's unit.
    fn permit(&self, role: Role, region: RegionCode) -> Result<(), Refusal> {
        if !self.operator.roles.contains(&role) {
            return Err(Refusal::LacksRole {
                operator: self.operator.name.clone(),
                role,
                who: self.operators(|o| self.can(o, role, region)),
            });
        }
        if !self.campaign.regions.contains(self.operator.unit, region) {
            return Err(Refusal::OutOfReach {
                operator: self.operator.name.clone(),
                unit: self.operator.unit,
                region,
                who: self.operators(|o| self.can(o, role, region)),
            });
        }
        Ok(())
    }

    fn can(&self, operator: &Operator, role: Role, region: RegionCode) -> bool {
        operator.roles.contains(&role) && self.campaign.regions.contains(operator.unit, region)
    }

    /// Names of operators who fit, those of the smallest unit first.
    fn operators(&self, fit: impl Fn(&Operator) -> bool) -> Vec<String> {
        let mut fitting: Vec<Operator> = self.state.all().into_iter().filter(|o| fit(o)).collect();
        fitting.sort_by_key(|o| (o.unit == self.campaign.province, o.name.clone()));
        fitting.into_iter().map(|o| o.name).take(SHOWN).collect()
    }

    /// The calendar allows `act` on `day`. True where it does so only as late.
    fn allow(&self, act: Act, reach: Reach, day: NaiveDate) -> Result<bool, Refusal> {
        match self.calendar.standing(act, reach, day) {
            Standing::Open => Ok(false),
            Standing::Late => Ok(true),
            Standing::Preview => Err(Refusal::OutsideWindow {
                act,
                day,
                windows: vec![self.calendar.reporting()],
            }),
            Standing::Closed(windows) => Err(Refusal::OutsideWindow { act, day, windows }),
        }
    }

    fn batch(&self, id: &str) -> Result<Batch, Refusal> {
        self.state.get::<Batch>(id).ok_or_else(|| Refusal::NotFound {
            what: "batch",
            id: id.to_owned(),
            known: self.known(Batch::KIND),
        })
    }

    /// The batch that the task was drawn in; a task made for a lead has none.
    fn batch_of(&self, task: &Task, act: Act) -> Result<Batch, Refusal> {
        match &task.lead {
            None => self.batch(&task.batch),
            Some(lead) => Err(Refusal::NotDrawn {
                task: task.id.clone(),
                act,
                lead: lead.clone(),
            }),
        }
    }

    /// Some ids of a kind.
    fn known(&self, kind: &str) -> Vec<String> {
        let mut ids = Vec::new();
        self.state.scan(kind, "", "", &mut |id, _| {
            ids.push(id.to_owned());
            if ids.len() < SHOWN {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        ids
    }

    fn reach(&self, batch: &Batch) -> Reach {
        if batch.region == self.campaign.province {
            Reach::Provincial
        } else {
            Reach::Local
        }
    }

    /// The batch, at `stage`, on a day that allows `act`, for an operator who has `role` where the batch was drawn.
    fn batch_for(&self, id: &str, act: Act, role: Role, stage: Stage) -> Result<Batch, Refusal> {
        let batch = self.batch(id)?;
        self.permit(role, batch.region)?;
        self.at_stage(&batch, act, stage)?;
        self.allow(act, self.reach(&batch), self.today())?;
        Ok(batch)
    }

    fn at_stage(&self, batch: &Batch, act: Act, needs: Stage) -> Result<(), Refusal> {
        if batch.stage == needs {
            return Ok(());
        }
        Err(Refusal::WrongStage {
            batch: batch.id.clone(),
            act,
            stage: batch.stage,
            needs,
        })
    }

    fn task(&self, id: &str) -> Result<Task, Refusal> {
        self.state.get::<Task>(id).ok_or_else(|| Refusal::NotFound {
            what: "task",
            id: id.to_owned(),
            known: self.known(Task::KIND),
        })
    }

    fn in_state(&self, task: &Task, act: Act, needs: &[TaskState]) -> Result<(), Refusal> {
        if needs.contains(&task.state) {
            return Ok(());
        }
        Err(Refusal::WrongState {
            task: task.id.clone(),
            act,
            state: task.state,
            needs: needs.to_vec(),
        })
    }

    /// The task, in one of the states, for an operator who has `role` where it is.
    fn task_for(&self, id: &str, act: Act, role: Role, needs: &[TaskState]) -> Result<Task, Refusal> {
        let task = self.task(id)?;
        self.permit(role, task.region)?;
        self.in_state(&task, act, needs)?;
        Ok(task)
    }

    /// The evidence for one of the reasons a table allows.
    fn proof(&self, act: Act, table: &[ReasonCode], code: &str, evidence: &str) -> Result<String, Refusal> {
        known_code(table, code)?;
        let evidence = evidence.trim();
        if evidence.is_empty() || !can_be_published(evidence) {
            return Err(Refusal::BadEvidence { act });
        }
        Ok(evidence.to_owned())
    }

    /// `region` as a prefecture-level unit.
    fn unit(&self, region: RegionCode) -> Result<RegionCode, Refusal> {
        let unit = self
            .campaign
            .regions
            .unit_of(region)
            .filter(|unit| *unit == region);
        unit.ok_or(Refusal::NotAUnit { region })
    }
}

/// The code is one of the table's.
fn known_code(table: &[ReasonCode], code: &str) -> Result<(), Refusal> {
    if table.iter().any(|known| known.code == code) {
        return Ok(());
    }
    Err(Refusal::UnknownReason {
        reason: code.to_owned(),
        known: table.iter().map(|known| known.code.clone()).collect(),
    })
}

/// A reason that stands in a public record.
fn public_reason(act: Act, text: &str) -> Result<String, Refusal> {
    let text = reason(act, text)?;
    if can_be_published(&text) {
        Ok(text)
    } else {
        Err(Refusal::BadEvidence { act })
    }
}

/// Whether a text reads the same to everyone: short, of one line, and without characters that turn or hide others.
fn can_be_published(text: &str) -> bool {
    text.len() <= EVIDENCE && !text.contains(hidden)
}

/// There are no problems with what was said of `of`.
fn sound(of: &str, problems: Vec<Problem>) -> Result<(), Refusal> {
    if problems.is_empty() {
        return Ok(());
    }
    Err(Refusal::Unsound {
        of: of.to_owned(),
        problems,
    })
}

/// A reason that is more than blanks.
fn reason(act: Act, text: &str) -> Result<String, Refusal> {
    match text.trim() {
        "" => Err(Refusal::ReasonMissing { act }),
        text => Ok(text.to_owned()),
    }
}
