//! The whole history of a target (抽查对象): everything on record about one id, put together from the records, the
//! newest first. Who reported a lead is never part of it, nor is a seed or a secret.

mod steps;
mod words;

use chrono::NaiveDate;
use serde::Serialize;

use super::batch::Batch;
use super::brief::{Brief, NAMED};
use super::calendar::Act;
use super::explain::{Explanation, LeftOut, Standing, explain};
use super::follow_up::{Advance, FollowUp, Matter};
use super::inspection::Inspection;
use super::lead::{Handling, Lead};
use super::library::{Conflict, Officer};
use super::refusal::Refusal;
use super::registry::Row;
use super::state::{Read, State};
use super::target::{OutOfPool, Target};
use super::targeted::place_of;
use super::task::{How, Task};

pub use words::Told;

/// A target's row in the registry, as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registered {
    /// The row's line; see [`Row::parse`].
    pub line: String,
    /// SHA-256 of the extract that brought it.
    pub extract: String,
}

/// Everything on record about a target.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// The target's id.
    pub id: String,
    /// Its name, wherever one is on record.
    pub name: String,
    /// What the campaign keeps of it, where it touches it.
    pub target: Option<Target>,
    /// Its row in the registry, where it has one.
    pub registered: Option<Registered>,
    /// Where it stands in every batch, the newest first; or why that cannot be said.
    pub standings: Vec<(String, Result<Standing, Refusal>)>,
    /// Its tasks, the newest first, each with every version of its record.
    pub tasks: Vec<(Task, Vec<Inspection>)>,
    /// What keeps officers away from it, with their names.
    pub conflicts: Vec<(Conflict, String)>,
    /// Leads about it, without their reporters.
    pub leads: Vec<Lead>,
    /// What happened, the newest first.
    pub lines: Vec<Line>,
}

/// Something that happened to a target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The campaign's date.
    pub on: NaiveDate,
    /// The journal's entry; none for what happened before it came to the office.
    pub seq: Option<u64>,
    /// Of what kind it is.
    pub kind: Kind,
    /// The batch, task or lead.
    pub about: String,
    /// The operator; empty where none did it.
    pub by: String,
    /// What happened.
    pub fact: Fact,
}

/// The kinds of what happens to a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// 名录
    Registry,
    /// 回避
    Avoidance,
    /// 线索
    Lead,
    /// 入池
    Pool,
    /// 抽取
    Draw,
    /// 流转: approval, dispatch, claim, team.
    HandOut,
    /// 检查
    Visit,
    /// 复核
    Review,
    /// 公示
    Publication,
    /// 后续处理
    FollowUp,
    /// 变更: replaced, struck off, another officer, void.
    Change,
}

/// What happened to a target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Fact {
    /// Its row came with this file.
    Imported {
        /// The file's name.
        file: String,
    },
    /// A conflict of it came with this file.
    Barred {
        /// The file's name.
        file: String,
    },
    /// A lead about it came with this file.
    LeadsImported {
        /// The file's name.
        file: String,
    },
    /// A lead about it was received.
    Reported {
        /// Where.
        source: String,
        /// The words of the lead.
        content: String,
    },
    /// A lead about it was decided.
    Handled {
        /// The decision.
        handling: Handling,
    },
    /// It is in a frozen pool.
    Pooled {
        /// Its stratum.
        stratum: String,
        /// Targets in the stratum.
        size: u64,
    },
    /// It was left out of a pool.
    LeftOut {
        /// Why.
        reason: OutOfPool,
        /// What shows it.
        detail: String,
    },
    /// It was not drawn.
    NotDrawn {
        /// Place of its ticket in its stratum.
        rank: u64,
        /// Places of the stratum.
        places: Option<u64>,
        /// Targets in the stratum.
        size: u64,
    },
    /// It was drawn.
    Drawn {
        /// How it came in.
        how: How,
        /// Its stratum.
        stratum: String,
        /// Place of its ticket in its stratum.
        rank: u64,
        /// The task whose place it took.
        replaces: Option<String>,
    },
    /// A task was made for a lead: it was not drawn.
    Made {
        /// The lead.
        lead: String,
        /// The action of the ministry's notice that it serves.
        action: Option<u32>,
    },
    /// Its task came into a state, or something else was done to it.
    Step {
        /// The message key of what was done.
        step: String,
        /// Why; a reason code for a target that was replaced or struck off.
        reason: String,
        /// What shows it, and the task that took its place.
        more: Vec<String>,
    },
    /// The result of a visit was entered or corrected.
    Visited {
        /// The record.
        inspection: Box<Inspection>,
    },
    /// A matter was entered into the follow-up ledger.
    FollowedUp {
        /// What it says.
        matter: Box<Matter>,
    },
    /// A step was taken in such a matter.
    Advanced {
        /// What was done.
        advance: Box<Advance>,
    },
    /// The batch became void.
    Void {
        /// Why.
        reason: String,
    },
}

/// The target that `id` leads to: a task's or a lead's, else the id itself as a code.
pub fn target_of<S: State + ?Sized>(state: &S, id: &str) -> String {
    let id = id.trim();
    let of_task = || state.get::<Task>(id).map(|task| task.target);
    let of_lead = || {
        let lead = state.get::<Lead>(id)?;
        Some(lead.subject().unwrap_or_else(|| place_of(&lead.id)))
    };
    of_task()
        .or_else(of_lead)
        .unwrap_or_else(|| id.to_ascii_uppercase())
}

impl History {
    /// The history of the target `id`, with its row in the registry as it is now.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where nothing at all is on record about it.
    pub fn of<S: State + ?Sized>(
        state: &S,
        id: &str,
        registered: Option<Registered>,
    ) -> Result<Self, Refusal> {
        let mut tasks: Vec<Task> = state.by("task.target", id);
        tasks.sort_by_key(|task| std::cmp::Reverse(task.steps.first().map(|step| step.seq)));
        let tasks = tasks.into_iter().map(|task| {
            let versions = state.by("inspection.task", &task.id);
            (task, versions)
        });
        let mut leads: Vec<Lead> = state.by("lead.target", id);
        // A place that a lead named has no other entry.
        let own = id.strip_prefix("V-").and_then(|lead| state.get::<Lead>(lead));
        leads.extend(own.filter(|own| leads.iter().all(|lead| lead.id != own.id)));
        leads.sort_by_key(|lead| std::cmp::Reverse(lead.received));
        leads.iter_mut().for_each(|lead| lead.reporter = None);
        let mut history = History {
            id: id.to_owned(),
            name: String::new(),
            target: state.get(id),
            registered,
            standings: Vec::new(),
            tasks: tasks.collect(),
            conflicts: conflicts(state, id),
            leads,
            lines: Vec::new(),
        };
        if history.is_empty() {
            let (what, id, known) = ("target", id.to_owned(), Vec::new());
            return Err(Refusal::NotFound { what, id, known });
        }
        history.name = history.known_name();
        history.batches(state);
        history.tell(state);
        Ok(history)
    }

    fn is_empty(&self) -> bool {
        self.target.is_none()
            && self.registered.is_none()
            && self.tasks.is_empty()
            && self.conflicts.is_empty()
            && self.leads.is_empty()
    }

    /// The row of the registry, where there is one.
    pub fn row(&self) -> Option<Row<'_>> {
        self.registered
            .as_ref()
            .and_then(|registered| Row::parse(&registered.line))
    }

    fn known_name(&self) -> String {
        let of_row = self.row().map(|row| row.name.to_owned());
        let of_target = self.target.as_ref().map(|target| target.name.clone());
        let of_task = self.tasks.first().map(|(task, _)| task.name.clone());
        let of_lead = self.leads.first().map(|lead| lead.about.clone());
        of_target.or(of_row).or(of_task).or(of_lead).unwrap_or_default()
    }

    /// Where it stands in every batch, with what happened there.
    fn batches<S: State + ?Sized>(&mut self, state: &S) {
        let mut batches: Vec<Batch> = state.all();
        batches.sort_by_key(|batch| std::cmp::Reverse(batch.number));
        for batch in batches {
            let standing = explain(state, &batch.id, &self.id).map(|Explanation { standing, .. }| standing);
            if let Ok(standing) = &standing {
                let drawn = self.tasks.iter().any(|(task, _)| task.batch == batch.id);
                self.lines.extend(of_batch(&batch, standing, drawn));
            }
            self.standings.push((batch.id, standing));
        }
    }

    /// What the tasks, the leads and the journal's other entries say, and everything in its order.
    fn tell<S: State + ?Sized>(&mut self, state: &S) {
        for (task, versions) in &self.tasks {
            self.lines
                .extend(steps::of_task(state, task, versions, &self.standings));
        }
        self.lines.extend(self.leads.iter().flat_map(steps::of_lead));
        let ledger: Vec<FollowUp> = state.by("follow-up.target", &self.id);
        self.lines
            .extend(ledger.iter().flat_map(|of| steps::of_follow_up(state, of)));
        let extract = self.registered.as_ref().map(|r| r.extract.as_str());
        for name in extract.into_iter().chain([self.id.as_str()]) {
            let briefs: Vec<Brief> = state.by(NAMED, name);
            self.lines.extend(briefs.into_iter().filter_map(imported));
        }
        self.lines
            .sort_by_key(|line| std::cmp::Reverse((line.on, line.seq)));
    }
}

fn conflicts<S: State + ?Sized>(state: &S, id: &str) -> Vec<(Conflict, String)> {
    let found: Vec<Conflict> = state.by("conflict.target", id);
    let name = |conflict: &Conflict| state.get::<Officer>(&conflict.officer).map(|o| o.name);
    found
        .into_iter()
        .map(|conflict| {
            let name = name(&conflict).unwrap_or_default();
            (conflict, name)
        })
        .collect()
}

/// An import that named the target.
fn imported(brief: Brief) -> Option<Line> {
    let file = brief.subject;
    let (kind, fact) = match brief.kind.as_str() {
        "targets-imported" => (Kind::Registry, Fact::Imported { file }),
        "conflicts-imported" => (Kind::Avoidance, Fact::Barred { file }),
        "leads-imported" => (Kind::Lead, Fact::LeadsImported { file }),
        _ => return None,
    };
    Some(Line {
        on: brief.on,
        seq: Some(brief.seq),
        kind,
        about: String::new(),
        by: brief.by,
        fact,
    })
}

/// The freeze, the draw where it has no task from it, and the batch's end where its tasks do not tell it.
fn of_batch(batch: &Batch, standing: &Standing, drawn: bool) -> Vec<Line> {
    let frozen = match standing {
        Standing::LeftOut(LeftOut::Because(OutOfPool::OtherUnit, _) | LeftOut::Unknown) => return Vec::new(),
        Standing::LeftOut(LeftOut::Because(reason, detail)) => Fact::LeftOut {
            reason: *reason,
            detail: detail.clone(),
        },
        Standing::Waiting(place) | Standing::NotDrawn(place, _) | Standing::Drawn(place, _, _) => {
            Fact::Pooled {
                stratum: place.stratum.clone(),
                size: place.size,
            }
        }
    };
    let mut found = vec![(Act::FreezePool.key(), Kind::Pool, frozen)];
    if let Standing::NotDrawn(place, ranked) = standing {
        let fact = Fact::NotDrawn {
            rank: ranked.rank,
            places: place.places,
            size: place.size,
        };
        found.push((Act::Draw.key(), Kind::Draw, fact));
    }
    if let (false, Some(void)) = (drawn, &batch.void) {
        let reason = void.reason.clone();
        found.push((
            super::batch::Stage::Void.key(),
            Kind::Change,
            Fact::Void { reason },
        ));
    }
    let line = |(what, kind, fact)| {
        let step = batch.step(what)?;
        Some(Line {
            on: step.on,
            seq: Some(step.seq),
            kind,
            about: batch.id.clone(),
            by: step.by.clone(),
            fact,
        })
    };
    found.into_iter().filter_map(line).collect()
}
