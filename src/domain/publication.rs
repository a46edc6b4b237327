//! The files of a batch for the public: what anyone needs to recompute its draw and its match (SSJ-1 "Files"), as far as
//! the batch has come and as far as it may be shown.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use super::batch::{Batch, Kept, MatchRound};
use super::calendar::Calendar;
use super::campaign::Campaign;
use super::decide::{
    blob, damaged, draw_record, draw_seed, heading, match_seed, missing, other, team_changes, unit_match,
    values,
};
use super::operator::{Operator, Role};
use super::outcome;
use super::refusal::Refusal;
use super::state::{Read, State};
use super::target::OutOfPool;
use super::task::{Task, TaskState};
use crate::draw::files::{
    ANNOUNCEMENT, CONFLICTS, DRAWN, MATCH, MATCH_ANNOUNCEMENT, MATCH_SEED, OPENINGS, PLAN, POOL, PUBLIC_POOL,
    RECORD, ROSTER, SEALED, SEED, TEAM_CHANGES, round_file,
};
use crate::draw::matching::PoolMatch;
use crate::draw::record::{
    Abandoned, AnnouncementRecord, MATCH_ANNOUNCEMENT_FORMAT, MATCH_FORMAT, MatchAnnouncement, MatchRecord,
    Record, SealedRecord, TeamChanges, write_drawn,
};
use crate::draw::table::{Members, Visits};

/// File name of the list of those who were left out of the pool.
pub const LEFT_OUT: &str = "left-out.tsv";

/// Stands for a secret that is withheld.
const WITHHELD: &str = "●●●●";

/// How much of a batch may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Showing {
    /// What is bound before the draw.
    Announced,
    /// That it is drawn, and the record's hash; secrets are withheld until the visits are done.
    Sealed,
    /// Everything.
    Whole,
    /// Everything, of a batch that is void.
    Void,
}

/// What the office chooses beyond the rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Open every leaf of a pool whose grades are confidential.
    pub openings: bool,
    /// A copy for the other department's eyes, with what the public may not see yet.
    pub internal: bool,
}

/// A batch's files, and what keeps others from being among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Name without folder, and content.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Units whose tasks have no teams yet.
    pub unmatched: Vec<String>,
    /// How much is shown.
    pub showing: Showing,
}

/// The files of `batch` as they may be shown on `today`.
///
/// # Errors
/// [`Refusal::CeremonyIncomplete`] before both parties have committed, or [`Refusal::BlobMissing`].
pub fn files<S: State + ?Sized>(
    state: &S,
    campaign: &Campaign,
    batch: &Batch,
    today: NaiveDate,
    choice: Choice,
) -> Result<Publication, Refusal> {
    if batch.void.is_none() && batch.announcement.is_none() {
        return Err(Refusal::CeremonyIncomplete {
            missing: missing(batch, &batch.draw_ceremony),
        });
    }
    let showing = showing(state, campaign, batch, today, choice);
    let mut writer = Writer {
        state,
        campaign,
        batch,
        files: BTreeMap::new(),
    };
    writer.frozen(choice)?;
    match showing {
        Showing::Announced => {}
        Showing::Sealed => writer.sealed()?,
        Showing::Whole => {
            writer.sealed()?;
            writer.drawn()?;
        }
        Showing::Void => writer.drawn()?,
    }
    Ok(Publication {
        unmatched: unmatched(state, batch),
        files: writer.files,
        showing,
    })
}

/// Whether `operator` may see what the public may not see yet: whoever draws or reviews where the batch is drawn.
///
/// # Errors
/// [`Refusal::LacksRole`], naming who may.
pub fn may_see<S: State + ?Sized>(
    state: &S,
    campaign: &Campaign,
    batch: &Batch,
    operator: &Operator,
) -> Result<(), Refusal> {
    let may = |operator: &Operator| {
        let role = operator
            .roles
            .iter()
            .any(|role| matches!(role, Role::Draw | Role::Approve));
        role && campaign.regions.contains(operator.unit, batch.region)
    };
    if may(operator) {
        return Ok(());
    }
    let others: Vec<Operator> = state.all();
    Err(Refusal::LacksRole {
        operator: operator.name.clone(),
        role: Role::Approve,
        who: others
            .into_iter()
            .filter(|o| may(o))
            .map(|o| o.name)
            .take(8)
            .collect(),
    })
}

/// The batch as `operator` may see it on `today`: without secrets and seed as long as they are withheld from the public,
/// but for those of [`may_see`].
pub fn seen_by<S: State + ?Sized>(
    state: &S,
    campaign: &Campaign,
    mut batch: Batch,
    operator: Option<&Operator>,
    today: NaiveDate,
) -> Batch {
    let open = showing(state, campaign, &batch, today, Choice::default());
    let open = matches!(open, Showing::Whole | Showing::Void);
    if open || operator.is_some_and(|operator| may_see(state, campaign, &batch, operator).is_ok()) {
        return batch;
    }
    let rounds = batch.rounds.iter_mut().map(|round| &mut round.ceremony);
    let ceremonies = rounds.chain([&mut batch.draw_ceremony]);
    let secrets = ceremonies.flat_map(|ceremony| ceremony.reveals.values_mut());
    let seed = batch.drawn.iter_mut().map(|drawn| &mut drawn.seed);
    secrets.chain(seed).for_each(|text| *text = WITHHELD.to_owned());
    batch
}

fn showing<S: State + ?Sized>(
    state: &S,
    campaign: &Campaign,
    batch: &Batch,
    today: NaiveDate,
    choice: Choice,
) -> Showing {
    if batch.void.is_some() {
        Showing::Void
    } else if batch.drawn.is_none() {
        Showing::Announced
    } else if choice.internal || batch.released.is_some() || visits_done(state, campaign, batch, today) {
        Showing::Whole
    } else {
        Showing::Sealed
    }
}

/// Whether nobody drawn can be tipped off any more: every visit was made and none of them calls for another target, or the
/// days for visits are over.
pub fn visits_done<S: State + ?Sized>(
    state: &S,
    campaign: &Campaign,
    batch: &Batch,
    today: NaiveDate,
) -> bool {
    let over = today > Calendar::of(campaign, state).phases().inspect.to;
    let waits = |(state, _): &(TaskState, _)| state.is_live() && *state < TaskState::Recorded;
    let made = || !Task::states_of(state, &batch.id).iter().any(waits);
    let called_for = || {
        outcome::to_be_replaced(state, campaign)
            .iter()
            .any(|task| task.batch == batch.id)
    };
    over || (made() && !called_for())
}

/// The tasks that stand, in order.
fn live<S: State + ?Sized>(state: &S, batch: &Batch) -> Vec<Task> {
    let mut tasks = Task::of_batch(state, &batch.id);
    tasks.retain(|task| task.state.is_live());
    tasks
}

fn unmatched<S: State + ?Sized>(state: &S, batch: &Batch) -> Vec<String> {
    let waiting = live(state, batch).into_iter().filter(|task| task.team.is_empty());
    let units: BTreeSet<String> = waiting.map(|task| task.unit.to_string()).collect();
    units.into_iter().collect()
}

struct Writer<'a, S: State + ?Sized> {
    state: &'a S,
    campaign: &'a Campaign,
    batch: &'a Batch,
    files: BTreeMap<String, Vec<u8>>,
}

impl<S: State + ?Sized> Writer<'_, S> {
    fn put(&mut self, name: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.files.insert(name.into(), content.into());
    }

    fn keep(&mut self, name: impl Into<String>, blob_hash: &str) -> Result<(), Refusal> {
        let content = blob(self.state, blob_hash)?;
        self.put(name, content);
        Ok(())
    }

    /// What was frozen before the seed could be known.
    fn frozen(&mut self, choice: Choice) -> Result<(), Refusal> {
        let pool = &self.batch.pool;
        match &pool.openings {
            None => self.keep(POOL, &pool.file.blob)?,
            Some(openings) => {
                self.keep(PUBLIC_POOL, &pool.file.blob)?;
                if choice.openings {
                    self.keep(OPENINGS, openings)?;
                }
            }
        }
        self.left_out(choice)?;
        if let Some(plan) = &self.batch.plan {
            self.keep(PLAN, &plan.file.blob)?;
        }
        match &self.batch.announcement {
            Some(announcement) => self.keep(ANNOUNCEMENT, &announcement.blob),
            None => Ok(()),
        }
    }

    /// Who was left out, but for those whom another batch has drawn: that they are may not be known yet.
    fn left_out(&mut self, choice: Choice) -> Result<(), Refusal> {
        let list = blob(self.state, &self.batch.pool.left_out_list)?;
        let list = String::from_utf8_lossy(&list).into_owned();
        let tells = |line: &&str| line.split('\t').nth(1) == Some(OutOfPool::InOtherBatch.word());
        let shown = list
            .split_inclusive('\n')
            .filter(|line| choice.internal || !tells(line));
        self.put(LEFT_OUT, shown.collect::<String>());
        Ok(())
    }

    /// What binds the office to a draw it does not show yet.
    fn sealed(&mut self) -> Result<(), Refusal> {
        let announcement = self
            .batch
            .announcement
            .as_ref()
            .ok_or_else(|| other("announcement"))?;
        let text = blob(self.state, &announcement.blob)?;
        let announced: AnnouncementRecord =
            serde_json::from_slice(&text).map_err(|_| damaged(&announcement.blob))?;
        let public = values(&self.batch.draw_ceremony).unwrap_or_default();
        let record = self.batch.record().ok_or_else(|| other("record"))?;
        let mut matches = Vec::new();
        for (number, round) in self.closed_rounds() {
            matches.push(self.batch.profile.hex(text_of(&self.round(number, round)?)?));
        }
        self.match_announcements()?;
        let hash = announcement.hash.clone();
        let sealed = SealedRecord::of(&announced, hash, &public, record.hash.clone(), matches);
        self.put(SEALED, text_of(&sealed)?);
        Ok(())
    }

    /// What each round of matching is bound to, once both parties have committed.
    fn match_announcements(&mut self) -> Result<(), Refusal> {
        for (number, round) in (1..).zip(&self.batch.rounds) {
            if !round.ceremony.is_bound() {
                continue;
            }
            let (roster, parent) = (&round.roster, round.roster.parent.clone());
            let previous = Some(parent.clone());
            let record = MatchAnnouncement {
                heading: heading(self.batch, &round.ceremony, MATCH_ANNOUNCEMENT_FORMAT, previous),
                parent,
                roster: roster.roster.hash.clone(),
                conflicts: roster.conflicts.hash.clone(),
            };
            self.put(round_file(MATCH_ANNOUNCEMENT, number), text_of(&record)?);
        }
        Ok(())
    }

    /// The rounds of matching that no unit can join any more.
    fn closed_rounds(&self) -> Vec<(u32, &MatchRound)> {
        let mut rounds = self.batch.matched_rounds();
        if !unmatched(self.state, self.batch).is_empty() {
            let open = self.batch.round();
            rounds.retain(|(_, round)| Some(*round) != open);
        }
        rounds
    }

    /// The whole draw and match.
    fn drawn(&mut self) -> Result<(), Refusal> {
        let mut records: Vec<&Kept> = self.batch.records.iter().map(|version| &version.file).collect();
        if let Some(newest) = records.last() {
            self.put(SEED, draw_seed(self.batch)?.text());
            let record = draw_record(self.state, newest)?;
            self.put(DRAWN, write_drawn(&record));
        }
        records.extend(self.batch.void.as_ref().map(|void| &void.record.file));
        let last = records.len();
        for (number, record) in (1..).zip(records) {
            let name = if number == last {
                RECORD.to_owned()
            } else {
                RECORD.replace('.', &format!("-{number}."))
            };
            self.keep(name, &record.blob)?;
        }
        self.matches()
    }

    fn matches(&mut self) -> Result<(), Refusal> {
        let rounds = self.batch.matched_rounds();
        let mut newest = None;
        for (number, round) in rounds {
            let record = self.round(number, round)?;
            let text = text_of(&record)?;
            newest = Some((self.batch.profile.hex(&text), record));
            self.put(round_file(MATCH, number), text);
            self.put(
                round_file(MATCH_SEED, number),
                match_seed(self.batch, round)?.text(),
            );
            self.keep(round_file(ROSTER, number), &round.roster.roster.blob)?;
            self.keep(round_file(CONFLICTS, number), &round.roster.conflicts.blob)?;
        }
        let changes = team_changes(self.state, self.batch)?;
        if let Some((hash, record)) = newest.filter(|_| !changes.is_empty()) {
            self.put(TEAM_CHANGES, text_of(&TeamChanges::of(&record, hash, changes))?);
        }
        Ok(())
    }

    /// The record of a round of matching.
    fn round(&self, number: u32, round: &MatchRound) -> Result<MatchRecord, Refusal> {
        let pools = round.matched.values().map(|hash| unit_match(self.state, hash));
        let pools = pools.collect::<Result<Vec<PoolMatch>, Refusal>>()?;
        let (roster, parent) = (&round.roster, round.roster.parent.clone());
        let members = self.campaign.team.members_per_department as usize;
        Ok(MatchRecord {
            heading: heading(self.batch, &round.ceremony, MATCH_FORMAT, Some(parent.clone())),
            round: number,
            parent,
            roster: roster.roster.hash.clone(),
            conflicts: roster.conflicts.hash.clone(),
            seed: match_seed(self.batch, round)?.seed(self.batch.profile),
            members: Members {
                a: members,
                b: members,
            },
            visits: Visits {
                from: roster.visits.from,
                until: roster.visits.to,
            },
            pools,
            abandoned: self.abandoned(round),
        })
    }

    /// The rounds given up between `round` and the one before it that matched somebody.
    fn abandoned(&self, round: &MatchRound) -> Vec<Abandoned> {
        let rounds = &self.batch.rounds;
        let at = rounds.iter().position(|known| known == round).unwrap_or(0);
        let mut reason = round.again.clone().unwrap_or_default();
        let mut abandoned = Vec::new();
        let before = rounds.iter().take(at).rev();
        for given_up in before.take_while(|round| round.matched.is_empty()) {
            let stated = heading(self.batch, &given_up.ceremony, MATCH_FORMAT, None);
            let seed = match_seed(self.batch, given_up).ok();
            abandoned.push(Abandoned {
                roster: given_up.roster.roster.hash.clone(),
                conflicts: given_up.roster.conflicts.hash.clone(),
                commit_a: stated.commit_a,
                commit_b: stated.commit_b,
                announced: stated.announced,
                seed: seed.map(|seed| seed.seed(self.batch.profile)),
                reason,
            });
            reason = given_up.again.clone().unwrap_or_default();
        }
        abandoned.reverse();
        abandoned
    }
}

fn text_of(record: &impl Record) -> Result<String, Refusal> {
    record.text().map_err(|_| other("record"))
}
