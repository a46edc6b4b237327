//! Pool, plan and draw of a batch (notice section 二（一）, SSJ-1 "Files", "Allocation", "Draw").

use std::collections::BTreeMap;

use chrono::Days;

use super::{Case, Decision, ceremony, reason};
use crate::domain::batch::{Batch, Ceremony, Drawn, Plan, Pool, Purpose, Stage};
use crate::domain::calendar::{Act, Reach};
use crate::domain::event::Event;
use crate::domain::operator::{Department, Role};
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, Record, State};
use crate::domain::target::{Grade, OutOfPool, Target};
use crate::domain::task::{Task, TaskState};
use crate::domain::trouble::Trouble;
use crate::draw::Profile;
use crate::draw::files::{PoolRow, parse_plan, parse_pool, prefecture_of, write_plan, write_pool};
use crate::draw::plan::{make_plan, places_of};
use crate::draw::record::{DRAW_FORMAT, DrawRecord, Frozen, Heading, PoolForm, Record as _};
use crate::draw::seed::{Announced, MatchLinks, PublicValue, SeedText};
use crate::draw::select::{Draw, Fate};

pub(super) fn freeze<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    region: Option<RegionCode>,
    include_excluded: bool,
    not_inspected_for: Option<u32>,
) -> Result<Decision, Refusal> {
    ceremony::plain(id)?;
    let region = region.unwrap_or(case.operator.unit);
    let reach = if region == case.campaign.province {
        Reach::Provincial
    } else {
        Reach::Local
    };
    if reach == Reach::Local {
        case.unit(region)?;
    }
    case.permit(Role::Draw, region)?;
    case.allow(Act::FreezePool, reach, case.today())?;
    if case.state.read(Batch::KIND, id).is_some() {
        return Err(Refusal::BatchExists { batch: id.to_owned() });
    }
    let chosen = Choice {
        region,
        include_excluded,
        not_inspected_for,
    };
    let (rows, left_out) = chosen.sort(case);
    if rows.is_empty() {
        return Err(Refusal::EmptyPool {
            left_out: left_out.values().sum(),
        });
    }
    let text = write_pool(&rows);
    let mut strata = BTreeMap::new();
    for row in &rows {
        *strata.entry(row.stratum.clone()).or_insert(0) += 1;
    }
    let batch = Batch {
        id: id.to_owned(),
        number: case.state.all::<Batch>().len() as u32 + 1,
        region,
        stage: Stage::Frozen,
        pool: Pool {
            hash: Profile::Sha256.hex(&text),
            size: rows.len() as u64,
            strata,
            left_out,
            include_excluded,
            not_inspected_for,
        },
        plan: None,
        draw_ceremony: Ceremony::default(),
        drawn: None,
        roster: None,
        earlier: Vec::new(),
        match_ceremony: Ceremony::default(),
        matched: BTreeMap::new(),
        void: None,
        steps: Vec::new(),
    };
    Ok(Decision {
        events: vec![Event::PoolFrozen {
            batch: Box::new(batch),
        }],
        blobs: vec![text.into_bytes()],
    })
}

/// What a freeze takes in.
struct Choice {
    region: RegionCode,
    include_excluded: bool,
    not_inspected_for: Option<u32>,
}

impl Choice {
    /// The pool's rows by id, and how many targets stay out for which reason.
    fn sort<S: State + ?Sized>(&self, case: &Case<'_, S>) -> (Vec<PoolRow>, BTreeMap<OutOfPool, u64>) {
        let mut rows = Vec::new();
        let mut left_out = BTreeMap::new();
        case.state
            .each::<Target>(|target| match self.stratum(case, &target) {
                Ok(stratum) => rows.push(PoolRow {
                    id: target.id,
                    stratum,
                }),
                Err(why) => *left_out.entry(why).or_insert(0) += 1,
            });
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        (rows, left_out)
    }

    fn stratum<S: State + ?Sized>(&self, case: &Case<'_, S>, target: &Target) -> Result<String, OutOfPool> {
        if target.affirmed.is_empty() && (!self.include_excluded || target.excluded.is_empty()) {
            return Err(OutOfPool::OnlyExcluded);
        }
        if !target.has_code() {
            return Err(OutOfPool::NoCode);
        }
        if !case.campaign.regions.contains(self.region, target.region) {
            return Err(OutOfPool::OtherUnit);
        }
        if !target.is_active() {
            return Err(OutOfPool::NotActive);
        }
        let since = self
            .not_inspected_for
            .and_then(|days| case.today().checked_sub_days(Days::new(days.into())));
        if since.is_some_and(|since| target.last_visit.is_some_and(|visit| visit >= since)) {
            return Err(OutOfPool::RecentlyInspected);
        }
        let grade = target.grade.ok_or(OutOfPool::NoGrade)?;
        let unit = case
            .campaign
            .regions
            .unit_of(target.region)
            .ok_or(OutOfPool::OtherUnit)?;
        Ok(format!("{unit}-{grade}"))
    }
}

pub(super) fn plan<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    size: Option<u64>,
    weights: Option<&BTreeMap<Grade, u64>>,
    floor: Option<u64>,
) -> Result<Decision, Refusal> {
    let batch = case.batch_for(id, Act::Plan, Role::Draw, Stage::Frozen)?;
    let rules = &case.campaign.draw;
    let size = size.unwrap_or(rules.size);
    let weights = weights.unwrap_or(&rules.weights);
    let floor = floor.unwrap_or(rules.floor);
    let number = |n: u64| u32::try_from(n).ok().filter(|n| *n > 0);
    let weight_of = |grade: Grade| weights.get(&grade).copied().and_then(number);
    let Some(floor) = number(floor).filter(|_| Grade::ALL.into_iter().all(|g| weight_of(g).is_some())) else {
        return Err(Refusal::PlanImpossible { why: Trouble::Exempt });
    };
    let weight = |grade: &str| {
        let grade = Grade::ALL.into_iter().find(|g| g.to_string() == grade);
        grade.and_then(weight_of).unwrap_or(1)
    };
    let pool = pool(case, &batch)?;
    let rows =
        make_plan(&pool, weight, |_| floor, size).map_err(|e| Refusal::PlanImpossible { why: e.into() })?;
    let text = write_plan(&rows);
    let plan = Plan {
        hash: Profile::Sha256.hex(&text),
        size: places_of(&rows),
        strata: rows
            .iter()
            .map(|r| (r.stratum.code.clone(), u64::from(r.n)))
            .collect(),
    };
    Ok(Decision {
        events: vec![Event::PlanMade {
            batch: batch.id,
            plan,
        }],
        blobs: vec![text.into_bytes()],
    })
}

pub(super) fn draw<S: State + ?Sized>(case: &Case<'_, S>, id: &str) -> Result<Decision, Refusal> {
    let batch = case.batch_for(id, Act::Draw, Role::Draw, Stage::Planned)?;
    let plan = batch.plan.as_ref().ok_or(Refusal::CeremonyIncomplete {
        missing: vec![Act::Plan.key()],
    })?;
    let seed_text = seed_text(&batch, Purpose::Draw)?;
    let seed = seed_text.seed(Profile::Sha256);
    let pool = pool(case, &batch)?;
    let rows = parse_plan(&blob(case, &plan.hash)?).map_err(|_| Refusal::BlobMissing {
        hash: plan.hash.clone(),
    })?;
    let draw = Draw::new(Profile::Sha256, &seed, &pool, &rows).map_err(|e| other(e.code()))?;
    let frozen = Frozen {
        pool_form: PoolForm::Open,
        pool: batch.pool.hash.clone(),
        plan: plan.hash.clone(),
        seed: seed.clone(),
    };
    let heading = heading(&batch, Purpose::Draw, DRAW_FORMAT, previous(case.state, &batch));
    let record = DrawRecord::of(&draw, heading, frozen, |_| None);
    let text = record.text().map_err(|_| other("record"))?;
    let drawn = Drawn {
        record: Profile::Sha256.hex(&text),
        seed,
        size: plan.size,
    };
    let tasks = tasks(case, &batch, &record);
    let events = vec![Event::BatchDrawn {
        batch: batch.id,
        drawn,
        tasks,
    }];
    Ok(Decision {
        events,
        blobs: vec![text.into_bytes(), seed_text.text().into_bytes()],
    })
}

pub(super) fn void<S: State + ?Sized>(case: &Case<'_, S>, id: &str, why: &str) -> Result<Decision, Refusal> {
    let batch = case.batch(id)?;
    match batch.step(Act::Draw.key()) {
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
    Ok(Event::BatchVoided {
        batch: batch.id,
        reason: reason(Act::Void, why)?,
    }
    .into())
}

/// What the checks before should have caught.
fn other(code: &'static str) -> Refusal {
    Refusal::PlanImpossible {
        why: Trouble::Other { code },
    }
}

fn tasks<S: State + ?Sized>(case: &Case<'_, S>, batch: &Batch, record: &DrawRecord) -> Vec<Task> {
    let mut tasks = Vec::new();
    for stratum in &record.strata {
        for row in stratum.drawn.iter().filter(|row| row.fate == Fate::Active) {
            let target = case.state.get::<Target>(&row.id);
            let unit = prefecture_of(&stratum.stratum).parse().unwrap_or(batch.region);
            tasks.push(Task {
                id: format!("{}-{:04}", batch.id, tasks.len() + 1),
                batch: batch.id.clone(),
                target: row.id.clone(),
                region: target.as_ref().map_or(unit, |t| t.region),
                name: target.map_or_else(|| row.id.clone(), |t| t.name),
                unit,
                stratum: stratum.stratum.clone(),
                rank: row.rank as u64,
                state: TaskState::Drawn,
                checklist: Vec::new(),
                team: Vec::new(),
                steps: Vec::new(),
            });
        }
    }
    tasks
}

/// The record the chain continues: the last one made before this batch's, whatever the numbers of the batches.
pub(in crate::domain) fn previous<S: State + ?Sized>(state: &S, batch: &Batch) -> Option<String> {
    let drawn_at = |b: &Batch| b.step(Act::Draw.key()).map(|step| step.seq);
    let end = drawn_at(batch).unwrap_or(u64::MAX);
    let before = state
        .all::<Batch>()
        .into_iter()
        .filter(|b| drawn_at(b).is_some_and(|seq| seq < end));
    before.max_by_key(drawn_at)?.drawn.map(|d| d.record)
}

/// What a record states about its batch.
pub(in crate::domain) fn heading(
    batch: &Batch,
    purpose: Purpose,
    format: &str,
    previous: Option<String>,
) -> Heading {
    let ceremony = batch.ceremony(purpose);
    let commitment = |d: Department| {
        ceremony
            .commitments
            .get(&d)
            .map(|c| c.hash.clone())
            .unwrap_or_default()
    };
    Heading {
        format: format.to_owned(),
        batch: batch.id.clone(),
        number: batch.number,
        profile: Profile::Sha256,
        previous,
        commit_a: commitment(Department::Hr),
        commit_b: commitment(Department::Mr),
        announced: ceremony.public.iter().map(announced).collect(),
        instead_of: None,
    }
}

fn announced(source: &crate::domain::batch::PublicSource) -> Announced {
    Announced {
        kind: source.kind.clone(),
        issue: source.issue.clone(),
    }
}

/// The seed file of a ceremony that has come to its end.
pub(in crate::domain) fn seed_text(batch: &Batch, purpose: Purpose) -> Result<SeedText, Refusal> {
    let ceremony = batch.ceremony(purpose);
    let secret = |d: Department| ceremony.reveals.get(&d).cloned();
    let complete = || {
        let links = match purpose {
            Purpose::Draw => None,
            Purpose::Match => {
                let roster = batch.roster.as_ref()?;
                let (roster, conflicts) = (roster.roster.clone(), roster.conflicts.clone());
                Some(MatchLinks {
                    roster,
                    conflicts,
                    parent: batch.drawn.as_ref()?.record.clone(),
                })
            }
        };
        Some(SeedText {
            batch: batch.id.clone(),
            pool: batch.pool.hash.clone(),
            plan: batch.plan.as_ref()?.hash.clone(),
            links,
            a: secret(Department::Hr)?,
            b: secret(Department::Mr)?,
            public: vec![PublicValue {
                announced: announced(ceremony.public.as_ref()?),
                value: ceremony.value.clone()?,
            }],
        })
    };
    complete().ok_or_else(|| Refusal::CeremonyIncomplete {
        missing: missing(batch, purpose),
    })
}

fn missing(batch: &Batch, purpose: Purpose) -> Vec<&'static str> {
    let ceremony = batch.ceremony(purpose);
    let mut missing = Vec::new();
    let mut need = |there: bool, part: &'static str| {
        if !there {
            missing.push(part);
        }
    };
    need(purpose == Purpose::Draw || batch.roster.is_some(), "step.roster");
    need(
        ceremony.commitments.contains_key(&Department::Hr),
        "step.commit-hr",
    );
    need(
        ceremony.commitments.contains_key(&Department::Mr),
        "step.commit-mr",
    );
    need(ceremony.value.is_some(), "step.public");
    need(ceremony.reveals.contains_key(&Department::Hr), "step.reveal-hr");
    need(ceremony.reveals.contains_key(&Department::Mr), "step.reveal-mr");
    missing
}

fn pool<S: State + ?Sized>(case: &Case<'_, S>, batch: &Batch) -> Result<Vec<PoolRow>, Refusal> {
    let bytes = blob(case, &batch.pool.hash)?;
    parse_pool(&bytes).map_err(|_| Refusal::BlobMissing {
        hash: batch.pool.hash.clone(),
    })
}

pub(super) fn blob<S: State + ?Sized>(case: &Case<'_, S>, hash: &str) -> Result<Vec<u8>, Refusal> {
    case.state.blob(hash).ok_or_else(|| Refusal::BlobMissing {
        hash: hash.to_owned(),
    })
}
