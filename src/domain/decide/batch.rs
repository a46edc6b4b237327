//! Plan and draw of a batch, and its end (notice section 二（一）, SSJ-1 "Allocation", "Draw").

use std::collections::BTreeMap;

use super::record::{Inputs, draw_seed, form, heading, other, pool, previous};
use super::{Case, Decision, public_reason};
use crate::domain::batch::{Batch, Drawn, Kept, Plan, Stage};
use crate::domain::calendar::Act;
use crate::domain::event::Event;
use crate::domain::operator::{Department, Role};
use crate::domain::refusal::Refusal;
use crate::domain::state::{Read, State};
use crate::domain::target::{Grade, Target};
use crate::domain::task::{Task, TaskState};
use crate::domain::trouble::Trouble;
use crate::draw::files::{prefecture_of, write_plan};
use crate::draw::plan::{make_plan, places_of};
use crate::draw::record::{DrawRecord, Known, PublicRecord, Record as _, VOID_FORMAT, VoidRecord};
use crate::draw::select::Fate;

pub(super) fn plan<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    size: Option<u64>,
    weights: Option<&BTreeMap<Grade, u64>>,
    floors: Option<&BTreeMap<Grade, u64>>,
) -> Result<Decision, Refusal> {
    let batch = case.batch_for(id, Act::Plan, Role::Draw, Stage::Frozen)?;
    let rules = &case.campaign.draw;
    let size = size.unwrap_or(rules.size);
    let weights = per_grade(|grade| weights.unwrap_or(&rules.weights).get(&grade).copied())?;
    let floors = per_grade(|grade| match floors {
        Some(floors) => floors.get(&grade).copied(),
        None => Some(rules.floor),
    })?;
    let (pool, _) = pool(case.state, &batch)?;
    let of = |numbers: &BTreeMap<String, u32>, grade: &str| numbers.get(grade).copied().unwrap_or(1);
    let rows = make_plan(&pool, |g| of(&weights, g), |g| of(&floors, g), size)
        .map_err(|e| Refusal::PlanImpossible { why: e.into() })?;
    let text = write_plan(&rows);
    let plan = Plan {
        file: Kept::of(batch.profile, &text),
        size: places_of(&rows),
        strata: rows
            .iter()
            .map(|r| (r.stratum.code.clone(), u64::from(r.n)))
            .collect(),
    };
    let events = vec![Event::PlanMade {
        batch: batch.id,
        plan,
    }];
    Ok(Decision {
        events,
        blobs: vec![text.into_bytes()],
    })
}

/// A number for every grade. None may be missing or 0: no grade is exempt.
fn per_grade(of: impl Fn(Grade) -> Option<u64>) -> Result<BTreeMap<String, u32>, Refusal> {
    let number = |grade| of(grade).and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0);
    Grade::ALL
        .into_iter()
        .map(|grade| number(grade).map(|n| (grade.to_string(), n)))
        .collect::<Option<_>>()
        .ok_or(Refusal::PlanImpossible { why: Trouble::Exempt })
}

pub(super) fn draw<S: State + ?Sized>(case: &Case<'_, S>, id: &str) -> Result<Decision, Refusal> {
    let batch = case.batch_for(id, Act::Draw, Role::Draw, Stage::Planned)?;
    reviewable(case, &batch, Act::Draw)?;
    let seed_text = draw_seed(&batch)?;
    let seed = seed_text.seed(batch.profile);
    let inputs = Inputs::read(case.state, &batch)?;
    let draw = inputs.draw(case.state, &batch, &seed)?;
    let (record, text) = inputs.record(case.state, &batch, &draw, &seed)?;
    let size = record.tasks().len() as u64;
    let tasks = tasks(case, &batch, &record);
    let record = Kept::of(batch.profile, &text);
    let events = vec![Event::BatchDrawn {
        batch: batch.id,
        drawn: Drawn { seed, size },
        record,
        tasks,
    }];
    Ok(Decision {
        events,
        blobs: vec![text.into_bytes(), seed_text.text().into_bytes()],
    })
}

/// What a department draws, another reviews: a draw that nobody could approve is not made.
pub(super) fn reviewable<S: State + ?Sized>(
    case: &Case<'_, S>,
    batch: &Batch,
    act: Act,
) -> Result<(), Refusal> {
    let reviewers = |department| {
        let fit = |o: &_| case.can(o, Role::Approve, batch.region) && o.department != department;
        case.operators(fit)
    };
    let department = case.operator.department;
    if !reviewers(department).is_empty() {
        return Ok(());
    }
    let fit = |o: &crate::domain::operator::Operator| {
        case.can(o, Role::Draw, batch.region) && !reviewers(o.department).is_empty()
    };
    let who = case.operators(fit);
    Err(Refusal::NoReviewer { act, department, who })
}

/// The tasks of the record's active targets that have none yet, numbered on from those there are.
pub(super) fn tasks<S: State + ?Sized>(case: &Case<'_, S>, batch: &Batch, record: &DrawRecord) -> Vec<Task> {
    let known: BTreeMap<String, String> = Task::of_batch(case.state, &batch.id)
        .into_iter()
        .map(|task| (task.target, task.id))
        .collect();
    let mut tasks: Vec<Task> = Vec::new();
    for stratum in &record.strata {
        let unit = prefecture_of(&stratum.stratum).parse().unwrap_or(batch.region);
        let new =
            |row: &&crate::draw::select::Drawn| row.fate == Fate::Active && !known.contains_key(&row.id);
        for row in stratum.drawn.iter().filter(new) {
            let target = case.state.get::<Target>(&row.id);
            // Whoever has moved since the pool was frozen is still the business of the unit he was drawn for.
            let place = target.as_ref().map(|target| target.region);
            let place = place.filter(|place| case.campaign.regions.unit_of(*place) == Some(unit));
            tasks.push(Task {
                id: format!("{}-{:04}", batch.id, known.len() + tasks.len() + 1),
                batch: batch.id.clone(),
                target: row.id.clone(),
                region: place.unwrap_or(unit),
                name: target.map_or_else(|| row.id.clone(), |t| t.name),
                unit,
                stratum: stratum.stratum.clone(),
                rank: row.rank as u64,
                how: row.how.into(),
                lead: None,
                action: None,
                replaces: row.replaces.as_ref().and_then(|id| known.get(id)).cloned(),
                state: TaskState::Drawn,
                checklist: Vec::new(),
                team: Vec::new(),
                steps: Vec::new(),
            });
        }
    }
    tasks
}

pub(super) fn void<S: State + ?Sized>(case: &Case<'_, S>, id: &str, why: &str) -> Result<Decision, Refusal> {
    let batch = case.batch(id)?;
    // Once the seed is known, whoever prepared the batch can work its draw out, and throwing it away is not for them.
    let known = batch.draw_ceremony.is_complete();
    let prepared = batch.step(Act::FreezePool.key()).filter(|_| known);
    match batch.step(Act::Draw.key()).or(prepared) {
        None => case.permit(Role::Draw, batch.region)?,
        // Once it is drawn, throwing the draw away is not for those who made it.
        Some(drawn) if drawn.department == case.operator.department => {
            let fit = |o: &_| case.can(o, Role::Approve, batch.region) && o.department != drawn.department;
            let (act, department, who) = (Act::Void, drawn.department, case.operators(fit));
            return Err(Refusal::SameDepartment { act, department, who });
        }
        Some(_) => case.permit(Role::Approve, batch.region)?,
    }
    if batch.stage >= Stage::Dispatched {
        let (act, stage, needs) = (Act::Void, batch.stage, Stage::Approved);
        return Err(Refusal::WrongStage {
            batch: batch.id,
            act,
            stage,
            needs,
        });
    }
    end(case, batch, public_reason(Act::Void, why)?, "void")
}

/// The batch's end on record: a record closes its chain, and a draw that was thrown away stays before it.
pub(super) fn end<S: State + ?Sized>(
    case: &Case<'_, S>,
    batch: Batch,
    why: String,
    code: &str,
) -> Result<Decision, Refusal> {
    let record = VoidRecord {
        heading: heading(
            &batch,
            &batch.draw_ceremony,
            VOID_FORMAT,
            previous(case.state, &batch),
        ),
        pool_form: form(&batch),
        pool: batch.pool.file.hash.clone(),
        plan: batch.plan.as_ref().map(|plan| plan.file.hash.clone()),
        reason: code.to_owned(),
        note: why.clone(),
        known: known(&batch),
    };
    let text = record.text().map_err(|_| other("record"))?;
    let events = vec![Event::BatchVoided {
        record: Kept::of(batch.profile, &text),
        batch: batch.id,
        reason: why,
    }];
    Ok(Decision {
        events,
        blobs: vec![text.into_bytes()],
    })
}

/// What of the seed had come out, where no draw record says it.
fn known(batch: &Batch) -> Option<Known> {
    let ceremony = &batch.draw_ceremony;
    let out = ceremony.sources.iter().any(|source| source.value.is_some());
    let secret = |party| ceremony.reveals.get(&party).cloned();
    (out && batch.drawn.is_none()).then(|| Known {
        public: ceremony
            .sources
            .iter()
            .filter_map(|source| {
                Some(PublicRecord {
                    kind: source.kind.clone(),
                    issue: source.issue.clone(),
                    value: source.value.clone()?,
                })
            })
            .collect(),
        a: secret(Department::Hr),
        b: secret(Department::Mr),
    })
}

/// Secrets are published once the visits are done, since they tell every company whether it was drawn; earlier only by
/// a decision on record (SSJ-1 "Why these choices").
pub(super) fn release<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    why: &str,
) -> Result<Decision, Refusal> {
    let batch = case.batch(id)?;
    case.permit(Role::Publish, batch.region)
        .or_else(|_| case.permit(Role::Approve, batch.region))?;
    if batch.drawn.is_none() || batch.void.is_some() {
        let (act, stage, needs) = (Act::Release, batch.stage, Stage::Drawn);
        return Err(Refusal::WrongStage {
            batch: batch.id,
            act,
            stage,
            needs,
        });
    }
    if batch.released.is_some() {
        return Err(Refusal::AlreadyDone { part: "act.release" });
    }
    Ok(Event::SecretsReleased {
        batch: batch.id,
        reason: public_reason(Act::Release, why)?,
    }
    .into())
}
