//! Freezing a pool: who is in, who is left out and why (notice section 二（一）, SSJ-1 "Files").

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::record::salted;
use super::{Case, Decision, SHOWN, ceremony, public_reason};
use crate::domain::batch::{Batch, Ceremony, InsteadOf, Kept, Overlap, OverlapChoice, Pool, Stage};
use crate::domain::calendar::{Act, Reach};
use crate::domain::command::PoolWish;
use crate::domain::event::Event;
use crate::domain::operator::Role;
use crate::domain::overlap;
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, Record, State};
use crate::domain::target::{OutOfPool, Target};
use crate::draw::Profile;
use crate::draw::files::{PoolRow, write_openings, write_pool, write_public_pool};
use crate::draw::hash::is_hash;

pub(super) fn freeze<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    wish: &PoolWish,
) -> Result<Decision, Refusal> {
    ceremony::plain(id)?;
    let region = place(case, wish)?;
    if case.state.read(Batch::KIND, id).is_some() {
        return Err(Refusal::BatchExists { batch: id.to_owned() });
    }
    let instead_of = redraw(case, region, wish.instead_of.as_ref())?;
    let sorted = Sorting::new(case, region, wish).sort();
    let overlap = decided(&sorted, wish.overlap)?;
    if sorted.rows.is_empty() {
        return Err(Refusal::EmptyPool {
            left_out: sorted.left_out.values().sum(),
        });
    }
    let mut strata = BTreeMap::new();
    for row in &sorted.rows {
        *strata.entry(row.stratum.clone()).or_insert(0) += 1;
    }
    let (file, openings, mut blobs) = files(case, wish, &sorted.rows)?;
    let list = sorted.list();
    let pool = Pool {
        file,
        openings,
        size: sorted.rows.len() as u64,
        strata,
        left_out: sorted.left_out,
        left_out_list: Profile::Sha256.hex(&list),
        overlap,
        include_excluded: wish.include_excluded,
        not_inspected_for: wish.not_inspected_for,
    };
    blobs.push(list.into_bytes());
    let batch = Batch {
        id: id.to_owned(),
        number: case.state.all::<Batch>().len() as u32 + 1,
        region,
        stage: Stage::Frozen,
        profile: wish.profile,
        instead_of,
        pool,
        plan: None,
        draw_ceremony: Ceremony::default(),
        announcement: None,
        drawn: None,
        records: Vec::new(),
        rounds: Vec::new(),
        team_changes: None,
        released: None,
        void: None,
        steps: Vec::new(),
    };
    let batch = Box::new(batch);
    Ok(Decision {
        events: vec![Event::PoolFrozen { batch }],
        blobs,
    })
}

/// Where the batch is drawn, by someone who may, on a day that allows it.
fn place<S: State + ?Sized>(case: &Case<'_, S>, wish: &PoolWish) -> Result<RegionCode, Refusal> {
    let region = wish.region.unwrap_or(case.operator.unit);
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
    Ok(region)
}

/// A re-draw names the void batch it replaces, and a void batch of the same unit that nobody has drawn anew is not
/// passed over in silence (SSJ-1: "no silent re-run").
fn redraw<S: State + ?Sized>(
    case: &Case<'_, S>,
    region: RegionCode,
    wish: Option<&InsteadOf>,
) -> Result<Option<InsteadOf>, Refusal> {
    let batches: Vec<Batch> = case.state.all();
    let redrawn = |id: &str| {
        let mut others = batches.iter().filter_map(|b| b.instead_of.as_ref());
        others.any(|other| other.batch == id)
    };
    let open = |b: &&Batch| b.void.is_some() && b.region == region && !redrawn(&b.id);
    let Some(wish) = wish else {
        return match batches.iter().find(open) {
            Some(void) => Err(Refusal::RedrawUnsaid {
                batch: void.id.clone(),
            }),
            None => Ok(None),
        };
    };
    let before = case.batch(&wish.batch)?;
    if !batches.iter().filter(open).any(|b| b.id == before.id) {
        return Err(Refusal::NotRedrawable { batch: before.id });
    }
    Ok(Some(InsteadOf {
        batch: before.id,
        reason: public_reason(Act::FreezePool, &wish.reason)?,
    }))
}

/// Targets that another batch has drawn are for the operator to decide about, not for the program.
fn decided(sorted: &Sorted, choice: Option<OverlapChoice>) -> Result<Overlap, Refusal> {
    let targets = sorted.overlapping.len() as u64;
    if targets > 0 && choice.is_none() {
        let some = sorted.overlapping.iter().take(SHOWN);
        return Err(Refusal::OverlapUndecided {
            targets,
            some: some.map(|(id, task)| format!("{id} ({task})")).collect(),
        });
    }
    let choice = choice.filter(|_| targets > 0);
    Ok(Overlap { targets, choice })
}

/// The pool's published form, what opens it, and both contents.
type Files = (Kept, Option<String>, Vec<Vec<u8>>);

fn files<S: State + ?Sized>(case: &Case<'_, S>, wish: &PoolWish, rows: &[PoolRow]) -> Result<Files, Refusal> {
    if !wish.confidential.unwrap_or(case.campaign.draw.confidential) {
        let text = write_pool(rows);
        return Ok((Kept::of(wish.profile, &text), None, vec![text.into_bytes()]));
    }
    let key = wish.salt.as_deref().filter(|key| is_hash(key));
    let key = key.ok_or(Refusal::SaltMissing)?;
    let openings = salted(key, rows);
    let (public, openings) = (
        write_public_pool(wish.profile, &openings),
        write_openings(&openings),
    );
    Ok((
        Kept::of(wish.profile, &public),
        Some(Profile::Sha256.hex(&openings)),
        vec![public.into_bytes(), openings.into_bytes()],
    ))
}

/// The candidates, sorted into the pool and out of it.
#[derive(Default)]
struct Sorted {
    rows: Vec<PoolRow>,
    left_out: BTreeMap<OutOfPool, u64>,
    /// Id, reason, and what shows it.
    out: Vec<(String, OutOfPool, String)>,
    /// Targets that other batches have drawn, with one of the tasks.
    overlapping: Vec<(String, String)>,
}

impl Sorted {
    /// `left-out.tsv`: who was left out and why, but for those of other units, who are counted only.
    fn list(&self) -> String {
        let mut text = String::from("id\treason\tdetail\n");
        for (id, why, detail) in &self.out {
            let detail = if detail.is_empty() { "-" } else { detail.as_str() };
            text.push_str(&format!("{id}\t{}\t{detail}\n", why.word()));
        }
        text
    }
}

/// What a freeze takes in.
struct Sorting<'a, S: State + ?Sized> {
    case: &'a Case<'a, S>,
    region: RegionCode,
    include_excluded: bool,
    since: Option<NaiveDate>,
    leave_out: bool,
    drawn: BTreeMap<String, String>,
}

impl<'a, S: State + ?Sized> Sorting<'a, S> {
    fn new(case: &'a Case<'a, S>, region: RegionCode, wish: &PoolWish) -> Self {
        let before = |days: u32| case.today().checked_sub_days(Days::new(days.into()));
        let since = |days| before(days).unwrap_or(NaiveDate::MIN);
        Self {
            case,
            region,
            include_excluded: wish.include_excluded,
            since: wish.not_inspected_for.map(since),
            leave_out: wish.overlap == Some(OverlapChoice::LeaveOut),
            drawn: overlap::drawn(case.state, None),
        }
    }

    fn sort(&self) -> Sorted {
        let mut sorted = Sorted::default();
        self.case.state.each::<Target>(|target| {
            let why = match self.stratum(&target) {
                Ok(stratum) => {
                    let id = target.id.clone();
                    if let Some(task) = self.drawn.get(&id) {
                        sorted.overlapping.push((id.clone(), task.clone()));
                    }
                    if !self.leave_out || !self.drawn.contains_key(&id) {
                        sorted.rows.push(PoolRow { id, stratum });
                        return;
                    }
                    OutOfPool::InOtherBatch
                }
                Err(why) => why,
            };
            *sorted.left_out.entry(why).or_insert(0) += 1;
            if why != OutOfPool::OtherUnit {
                let detail = self.detail(why, &target);
                sorted.out.push((target.id, why, detail));
            }
        });
        sorted.rows.sort_by(|a, b| a.id.cmp(&b.id));
        sorted.out.sort();
        sorted
    }

    fn is_own(&self, target: &Target) -> bool {
        self.case.campaign.regions.contains(self.region, target.region)
    }

    fn stratum(&self, target: &Target) -> Result<String, OutOfPool> {
        if !self.is_own(target) {
            return Err(OutOfPool::OtherUnit);
        }
        if !target.has_code() {
            return Err(OutOfPool::NoCode);
        }
        if target.affirmed.is_empty() && (!self.include_excluded || target.excluded.is_empty()) {
            return Err(OutOfPool::OnlyExcluded);
        }
        if !self.case.campaign.is_active(&target.status) {
            return Err(OutOfPool::NotActive);
        }
        let recent = |since| target.last_visit.is_some_and(|visit| visit >= since);
        if self.since.is_some_and(recent) {
            return Err(OutOfPool::RecentlyInspected);
        }
        let grade = target.grade.ok_or(OutOfPool::NoGrade)?;
        let unit = self.case.campaign.regions.unit_of(target.region);
        Ok(format!("{}-{grade}", unit.ok_or(OutOfPool::OtherUnit)?))
    }

    /// What shows the reason: the last visit, the task of the other batch, the status.
    fn detail(&self, why: OutOfPool, target: &Target) -> String {
        match why {
            OutOfPool::RecentlyInspected => target.last_visit.map(|day| day.to_string()).unwrap_or_default(),
            OutOfPool::InOtherBatch => self.drawn.get(&target.id).cloned().unwrap_or_default(),
            OutOfPool::NotActive => target.status.replace(char::is_whitespace, " "),
            _ => String::new(),
        }
    }
}
