//! 线索统计: the leads received in a period, by source, sort, division and outcome, whether they were decided and closed in
//! time, and how long it took. Every figure leads to its leads; in every part each lead stands once, so that the parts come
//! to the same total. Nothing about whoever reported is read.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

use super::{Handling, Lead, LeadState, Standing};
use crate::domain::calendar::{LastDay, UnknownYear};
use crate::domain::campaign::{Campaign, ReasonCode};
use crate::domain::next::Agenda;
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, State};
use crate::domain::summary::part_of;
use crate::domain::time::Window;
use crate::lang::Lang;

/// What the leads are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// 来源, in the words of whoever handed them over.
    Source,
    /// 类别, of the campaign's table.
    Kind,
    /// The division they are about: the units of a province, the counties of a prefecture.
    Region,
    /// 结果: the state, with the outcome's or the reason's code where one was given.
    Outcome,
}

impl By {
    /// All parts, in their order.
    pub const ALL: [By; 4] = [By::Source, By::Kind, By::Region, By::Outcome];

    /// The word it is known by in JSON and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            By::Source => "source",
            By::Kind => "kind",
            By::Region => "region",
            By::Outcome => "outcome",
        }
    }

    /// The message key of its name.
    pub fn key(self) -> String {
        format!("lead-stats.by.{}", self.word())
    }
}

/// What a line of a part stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// A source.
    Source(String),
    /// A sort, by its id; empty where the campaign has none.
    Kind(String),
    /// A division.
    Region(RegionCode),
    /// A state, and the code given with it; empty where there is none.
    Outcome(LeadState, String),
}

impl Group {
    /// Its code, the same in every language.
    pub fn code(&self) -> String {
        match self {
            Group::Source(text) | Group::Kind(text) => text.clone(),
            Group::Region(region) => region.to_string(),
            Group::Outcome(state, code) if code.is_empty() => state.word().to_owned(),
            Group::Outcome(state, code) => format!("{}/{code}", state.word()),
        }
    }

    /// Its name.
    pub fn name(&self, campaign: &Campaign, lang: Lang) -> String {
        match self {
            Group::Source(text) => text.clone(),
            Group::Kind(id) => {
                let known = campaign.leads.kinds.iter().find(|kind| kind.id == *id);
                known.map_or(id.as_str(), |kind| kind.name.get(lang)).to_owned()
            }
            Group::Region(region) => campaign.regions.name(*region),
            Group::Outcome(state, code) => {
                let table: &[ReasonCode] = match state {
                    LeadState::Refused => &campaign.leads.reasons,
                    _ => &campaign.leads.outcomes,
                };
                let known = table.iter().find(|known| known.code == *code);
                let code = known.map_or(code.as_str(), |known| known.name.get(lang));
                format!("{}  {code}", lang.word(state.key()))
                    .trim_end()
                    .to_owned()
            }
        }
    }
}

/// The middle of a list of working days; of an even number of them the mean of the two in the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Median {
    halves: u32,
}

impl Median {
    /// None of nothing.
    pub fn of(mut days: Vec<u32>) -> Option<Self> {
        days.sort_unstable();
        let middle = days.len() / 2;
        let upper = *days.get(middle)?;
        let lower = match days.len() % 2 {
            0 => *days.get(middle.checked_sub(1)?)?,
            _ => upper,
        };
        let halves = upper.saturating_add(lower);
        Some(Median { halves })
    }

    /// Working days, with a half where it lies between two.
    pub fn text(self) -> String {
        let half = if self.halves.is_multiple_of(2) { "" } else { ".5" };
        format!("{}{half}", self.halves / 2)
    }
}

impl Serialize for Median {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.halves) / 2.0)
    }
}

/// The cases of a line by whether something was done in time; each case is in one list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InTime {
    /// Done in time.
    pub kept: Vec<String>,
    /// Done late, or not done though the time is over.
    pub late: Vec<String>,
    /// Not done yet, and still in time, or without a limit.
    pub open: Vec<String>,
    /// The year's holidays are not known.
    pub unknown: Vec<String>,
    days: Vec<u32>,
}

impl InTime {
    /// The median of the working days it took, of what was done.
    pub fn median(&self) -> Option<Median> {
        Median::of(self.days.clone())
    }
}

/// A line: every list holds ids of leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// 收到, merged ones included.
    pub received: Vec<String>,
    /// 合并: they say what another says, and are no cases of their own.
    pub merged: Vec<String>,
    /// 受理: taken up, whatever came of it.
    pub accepted: Vec<String>,
    /// 不予受理
    pub refused: Vec<String>,
    /// 立即核查
    pub checked: Vec<String>,
    /// 移送公安, as it stands.
    pub referred: Vec<String>,
    /// 办结
    pub closed: Vec<String>,
    /// The decision whether to take it up, of the cases.
    pub decide: InTime,
    /// The end, of the cases that were taken up.
    pub close: InTime,
}

impl Line {
    /// 件数: the leads that are cases of their own.
    pub fn cases(&self) -> Vec<String> {
        let merged: BTreeSet<&String> = self.merged.iter().collect();
        let own = self.received.iter().filter(|id| !merged.contains(id));
        own.cloned().collect()
    }
}

/// The statistics of a division.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statistics {
    /// The division.
    pub region: RegionCode,
    /// The days of receipt.
    pub period: Window,
    /// All leads.
    pub total: Line,
    /// The same by part and group.
    pub parts: BTreeMap<By, BTreeMap<Group, Line>>,
    /// Years whose holidays have to be imported before everything can be told.
    pub unknown: BTreeSet<i32>,
}

/// The campaign's own period: from its first day to the last on which a report is due.
pub fn period(agenda: &Agenda) -> Window {
    let calendar = agenda.calendar();
    Window {
        from: calendar.phases().prepare.from,
        to: calendar.reporting().to,
    }
}

/// What is known of one lead.
struct Told<'a> {
    lead: &'a Lead,
    standing: Standing,
    groups: [Group; 4],
    decide: Clocked,
    close: Option<Clocked>,
}

/// How something stands towards its time limit, and how long it took.
enum Clocked {
    Done(bool, u32),
    Waits(bool),
    Unknown(i32),
}

impl Statistics {
    /// The statistics of no leads.
    pub fn none(region: RegionCode, period: Window) -> Self {
        Statistics {
            region,
            period,
            total: Line::default(),
            parts: By::ALL.into_iter().map(|by| (by, BTreeMap::new())).collect(),
            unknown: BTreeSet::new(),
        }
    }

    /// The leads about `region` that were received in `period`, on `today`.
    pub fn of<S: State + ?Sized>(
        state: &S,
        agenda: &Agenda,
        region: RegionCode,
        period: Window,
        today: chrono::NaiveDate,
    ) -> Self {
        let mut statistics = Statistics::none(region, period);
        let campaign = agenda.campaign();
        state.each::<Lead>(|lead| {
            let counts = period.has(lead.received) && campaign.regions.contains(region, lead.region);
            // What was entered by mistake is no lead.
            if counts && lead.state() != LeadState::Voided {
                let told = Told::of(agenda, region, &lead, today);
                statistics.add(&told);
            }
        });
        statistics
    }

    fn add(&mut self, told: &Told<'_>) {
        self.total.add(told);
        for (group, part) in told.groups.iter().zip(self.parts.values_mut()) {
            part.entry(group.clone()).or_default().add(told);
        }
        let clocks = std::iter::once(&told.decide).chain(&told.close);
        self.unknown.extend(clocks.filter_map(|clocked| match clocked {
            Clocked::Unknown(year) => Some(*year),
            _ => None,
        }));
    }

    /// The lines of a part.
    pub fn part(&self, by: By) -> impl Iterator<Item = (&Group, &Line)> {
        self.parts.get(&by).into_iter().flatten()
    }
}

impl<'a> Told<'a> {
    fn of(agenda: &Agenda, region: RegionCode, lead: &'a Lead, today: chrono::NaiveDate) -> Self {
        let (standing, campaign) = (lead.standing(), agenda.campaign());
        let kind = lead.kind_in(campaign).map(|kind| kind.id.clone());
        let unit = campaign.regions.unit_of(lead.region).unwrap_or(lead.region);
        let groups = [
            Group::Source(lead.source.trim().to_owned()),
            Group::Kind(kind.unwrap_or_default()),
            Group::Region(part_of(campaign, region, (unit, lead.region))),
            Group::Outcome(standing.state, code(lead, standing.state)),
        ];
        let clocked = |from, due: Option<LastDay>, done| clocked(agenda, (from, due, done), today);
        let closed = (standing.state == LeadState::Closed).then_some(standing.since);
        Told {
            decide: clocked(lead.received, Some(agenda.decide_on(&standing)), standing.decided),
            close: standing
                .accepted
                .or(closed.and(standing.decided))
                .map(|from| clocked(from, agenda.close_on(&standing), closed)),
            lead,
            standing,
            groups,
        }
    }
}

/// The code of its outcome, or of the reason it was refused for.
fn code(lead: &Lead, state: LeadState) -> String {
    let last = lead.effective().rev().find_map(|step| match &step.handling {
        Handling::Refuse { code, .. } if state == LeadState::Refused => Some(code.clone()),
        Handling::Close { code, .. } if state == LeadState::Closed => Some(code.clone()),
        _ => None,
    });
    last.unwrap_or_default()
}

fn clocked(
    agenda: &Agenda,
    (from, due, done): (chrono::NaiveDate, Option<LastDay>, Option<chrono::NaiveDate>),
    today: chrono::NaiveDate,
) -> Clocked {
    let due = match due.transpose() {
        Ok(due) => due,
        Err(UnknownYear(year)) => return Clocked::Unknown(year),
    };
    let Some(done) = done else {
        return Clocked::Waits(due.is_none_or(|due| today <= due));
    };
    match agenda.calendar().working_days(from, done) {
        Ok(days) => Clocked::Done(due.is_none_or(|due| done <= due), days),
        Err(UnknownYear(year)) => Clocked::Unknown(year),
    }
}

impl Line {
    fn add(&mut self, told: &Told<'_>) {
        let id = || told.lead.id.clone();
        self.received.push(id());
        if told.standing.state == LeadState::Merged {
            return self.merged.push(id());
        }
        let did = |fits: fn(&Handling) -> bool| told.lead.effective().any(|step| fits(&step.handling));
        let list = [
            (told.standing.accepted.is_some(), &mut self.accepted),
            (told.standing.state == LeadState::Refused, &mut self.refused),
            (did(|h| matches!(h, Handling::Check { .. })), &mut self.checked),
            (
                did(|h| matches!(h, Handling::Refer { .. })) && stands(told.lead),
                &mut self.referred,
            ),
            (told.standing.state == LeadState::Closed, &mut self.closed),
        ];
        for (_, list) in list.into_iter().filter(|(belongs, _)| *belongs) {
            list.push(id());
        }
        self.decide.add(&told.decide, id());
        if let Some(close) = &told.close {
            self.close.add(close, id());
        }
    }
}

/// Whether its last referral was not refused or withdrawn.
fn stands(lead: &Lead) -> bool {
    let last = lead.effective().rev().find_map(|step| match step.handling {
        Handling::Refer { .. } => Some(true),
        Handling::Unreferred { .. } => Some(false),
        _ => None,
    });
    last.unwrap_or(false)
}

impl InTime {
    fn add(&mut self, clocked: &Clocked, id: String) {
        let list = match clocked {
            Clocked::Done(kept, days) => {
                self.days.push(*days);
                if *kept { &mut self.kept } else { &mut self.late }
            }
            Clocked::Waits(true) => &mut self.open,
            Clocked::Waits(false) => &mut self.late,
            Clocked::Unknown(_) => &mut self.unknown,
        };
        list.push(id);
    }
}

#[cfg(test)]
mod tests;
