//! The campaign's calendar: which act is allowed on which day (notice section 二), and working days with 调休.

mod limits;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::campaign::{Campaign, DayKind, Due, Phase, Phases};
use super::holiday::HolidayYear;
use super::state::{Read, Record, State};
use super::time::Window;
use crate::lang::Lang;

pub use limits::{LastDay, Limits};

/// An act that the calendar rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// 冻结抽查池
    FreezePool,
    /// 设置参数、制定抽取计划
    Plan,
    /// 种子仪式: commitments, public value and reveals
    Ceremony,
    /// 抽取
    Draw,
    /// 审核批次
    Approve,
    /// 下派
    Dispatch,
    /// 认领
    Claim,
    /// 匹配检查组
    Match,
    /// 追加
    ExtendDraw,
    /// 补抽
    ReplaceTarget,
    /// 剔除
    StrikeTarget,
    /// 更换检查人员
    ReplaceOfficer,
    /// 检查 (the visit's own date)
    Visit,
    /// 录入、更正结果
    Enter,
    /// 复核
    Review,
    /// 公示、不予公示
    Publish,
    /// 撤回公示
    Withdraw,
    /// 办结
    Close,
    /// 后续处理、移送、线索
    FollowUp,
    /// 汇总
    Compile,
    /// 报送
    FileReport,
    /// 考评
    Appraise,
    /// 作废批次
    Void,
    /// 提前公开秘密值
    Release,
    /// 延长期限
    Extend,
}

impl Act {
    /// Every act, in the order of the work.
    pub const ALL: [Act; 25] = [
        Act::FreezePool,
        Act::Plan,
        Act::Ceremony,
        Act::Draw,
        Act::Approve,
        Act::Dispatch,
        Act::Claim,
        Act::Match,
        Act::ExtendDraw,
        Act::ReplaceTarget,
        Act::StrikeTarget,
        Act::ReplaceOfficer,
        Act::Visit,
        Act::Enter,
        Act::Review,
        Act::Publish,
        Act::Withdraw,
        Act::Close,
        Act::FollowUp,
        Act::Compile,
        Act::FileReport,
        Act::Appraise,
        Act::Void,
        Act::Release,
        Act::Extend,
    ];

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Act::FreezePool => "act.freeze-pool",
            Act::Plan => "act.plan",
            Act::Ceremony => "act.ceremony",
            Act::Draw => "act.draw",
            Act::Approve => "act.approve",
            Act::Dispatch => "act.dispatch",
            Act::Claim => "act.claim",
            Act::Match => "act.match",
            Act::ExtendDraw => "act.extend-draw",
            Act::ReplaceTarget => "act.replace-target",
            Act::StrikeTarget => "act.strike-target",
            Act::Release => "act.release",
            Act::ReplaceOfficer => "act.replace-officer",
            Act::Visit => "act.visit",
            Act::Enter => "act.enter",
            Act::Review => "act.review",
            Act::Publish => "act.publish",
            Act::Withdraw => "act.withdraw",
            Act::Close => "act.close",
            Act::FollowUp => "act.follow-up",
            Act::Compile => "act.compile",
            Act::FileReport => "act.file-report",
            Act::Appraise => "act.appraise",
            Act::Void => "act.void",
            Act::Extend => "act.extend",
        }
    }
}

/// Whose batch an act belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The province's batch.
    Provincial,
    /// A prefecture's own, supplementary batch (同步另行抽取).
    Local,
    /// What a 补抽 added to the province's batch.
    Supplement,
}

/// How the calendar stands towards an act on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Allowed.
    Open,
    /// Allowed, marked as late, and only with a reason.
    Late,
    /// Only as a preview, not as the real thing.
    Preview,
    /// Not allowed; allowed in these windows.
    Closed(Vec<Window>),
}

/// An order that moves the end of a phase (延期): its number and reason are part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// The phase whose end moves.
    pub phase: Phase,
    /// Its new last day.
    pub to: NaiveDate,
    /// Document number of the order.
    pub order: String,
    /// Why.
    pub reason: String,
}

impl Record for Extension {
    const KIND: &'static str = "extension";

    fn key(&self) -> String {
        format!("{:?}/{}", self.phase, self.order)
    }
}

/// A year without holiday data: working days in it are unknown, and no guess is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no holiday data for {0}: import the State Council's holiday notice of that year")]
pub struct UnknownYear(pub i32);

impl UnknownYear {
    /// What to do, in the operator's language: import that year's holidays.
    pub fn text(self, lang: Lang) -> String {
        lang.say("unknown-year", &[("year", &self.0.to_string())])
    }

    /// Stands for a date in a narrow column: the year, in question.
    pub fn short(self) -> String {
        format!("{}?", self.0)
    }
}

/// The calendar in force: the campaign's windows with the orders that extended them, and the holidays.
#[derive(Clone, Debug)]
pub struct Calendar {
    phases: Phases,
    due: Vec<Due>,
    exceptions: BTreeMap<NaiveDate, (DayKind, String)>,
    years: BTreeSet<i32>,
}

impl Calendar {
    /// The calendar of `campaign` under the extension orders and with the imported holidays in `state`.
    pub fn of<S: State + ?Sized>(campaign: &Campaign, state: &S) -> Self {
        Self::new(campaign, &state.all::<Extension>()).with(state.all())
    }

    /// The calendar with imported years, each of which takes the place of all that the campaign's file says of it.
    fn with(mut self, imported: Vec<HolidayYear>) -> Self {
        for year in imported {
            self.exceptions.retain(|day, _| day.year() != year.year);
            self.years.insert(year.year);
            let days = year.days.into_iter();
            self.exceptions
                .extend(days.map(|day| (day.date, (day.kind, day.name))));
        }
        self
    }

    /// The calendar of `campaign` under `extensions`.
    pub fn new(campaign: &Campaign, extensions: &[Extension]) -> Self {
        let mut phases = campaign.phases.clone();
        for order in extensions {
            let window = match order.phase {
                Phase::Prepare => &mut phases.prepare,
                Phase::Inspect => &mut phases.inspect,
                Phase::Summarise => &mut phases.summarise,
            };
            window.to = window.to.max(order.to);
        }
        let exceptions: BTreeMap<_, _> = campaign
            .holidays
            .iter()
            .map(|h| (h.date, (h.kind, h.name.clone())))
            .collect();
        let years = exceptions.keys().map(|d| d.year()).collect();
        Self {
            phases,
            due: campaign.due.clone(),
            exceptions,
            years,
        }
    }

    /// The windows in force.
    pub fn phases(&self) -> &Phases {
        &self.phases
    }

    /// The reports that are due.
    pub fn due(&self) -> &[Due] {
        &self.due
    }

    /// The phases `day` lies in: two where an order made them overlap, none before, between or after them.
    pub fn phases_on(&self, day: NaiveDate) -> Vec<Phase> {
        let all = [Phase::Prepare, Phase::Inspect, Phase::Summarise];
        all.into_iter()
            .filter(|p| self.phases.window(*p).has(day))
            .collect()
    }

    /// The last phase `day` lies in.
    pub fn phase_on(&self, day: NaiveDate) -> Option<Phase> {
        self.phases_on(day).pop()
    }

    /// Days that remain in the phase of `day` after it; none outside the phases.
    pub fn days_left(&self, day: NaiveDate) -> Option<i64> {
        self.phase_on(day)
            .map(|p| (self.phases.window(p).to - day).num_days())
    }

    /// How the calendar stands towards `act` on `day`.
    pub fn standing(&self, act: Act, reach: Reach, day: NaiveDate) -> Standing {
        let p = &self.phases;
        let within = |windows: Vec<Window>| {
            if windows.iter().any(|w| w.has(day)) {
                Standing::Open
            } else {
                Standing::Closed(windows)
            }
        };
        match act {
            Act::FreezePool
            | Act::Plan
            | Act::Ceremony
            | Act::Draw
            | Act::ExtendDraw
            | Act::Approve
            | Act::Dispatch
            | Act::Claim
            | Act::Match => match reach {
                Reach::Provincial => within(vec![p.prepare]),
                Reach::Local | Reach::Supplement => within(vec![p.prepare, p.inspect]),
            },
            Act::ReplaceTarget | Act::StrikeTarget | Act::ReplaceOfficer => {
                within(vec![p.prepare, p.inspect])
            }
            Act::Visit => within(vec![p.inspect]),
            Act::Enter => match within(vec![p.inspect, p.summarise]) {
                Standing::Open if !p.inspect.has(day) => Standing::Late,
                other => other,
            },
            Act::Review
            | Act::Publish
            | Act::Withdraw
            | Act::Close
            | Act::FollowUp
            | Act::Void
            | Act::Release
            | Act::Extend => Standing::Open,
            Act::Compile if day < p.summarise.from => Standing::Preview,
            Act::Compile => Standing::Open,
            Act::FileReport | Act::Appraise if day < p.summarise.from => {
                Standing::Closed(vec![self.reporting()])
            }
            Act::FileReport | Act::Appraise => Standing::Open,
        }
    }

    /// The windows that bound `act`; none where it is allowed on any day.
    pub fn windows(&self, act: Act, reach: Reach) -> Vec<Window> {
        match self.standing(act, reach, NaiveDate::MIN) {
            Standing::Closed(windows) => windows,
            _ => Vec::new(),
        }
    }

    /// The last day on which `act` can be done, where windows bound it.
    pub fn last_day(&self, act: Act, reach: Reach) -> Option<NaiveDate> {
        self.windows(act, reach).into_iter().map(|window| window.to).max()
    }

    /// From the first day of the summing-up to the last due date.
    pub fn reporting(&self) -> Window {
        let last = self.due.iter().map(|d| d.date).max();
        Window {
            from: self.phases.summarise.from,
            to: last.unwrap_or(self.phases.summarise.to),
        }
    }

    /// Whether `day` is a working day; an error where the year's holidays are unknown.
    pub fn is_working(&self, day: NaiveDate) -> Result<bool, UnknownYear> {
        if let Some((kind, _)) = self.exceptions.get(&day) {
            return Ok(*kind == DayKind::Work);
        }
        if !self.years.contains(&day.year()) {
            return Err(UnknownYear(day.year()));
        }
        Ok(!matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
    }

    /// What makes `day` an exception to the five-day week: off or worked, and the holiday's name.
    pub fn exception(&self, day: NaiveDate) -> Option<(DayKind, &str)> {
        self.exceptions
            .get(&day)
            .map(|(kind, name)| (*kind, name.as_str()))
    }

    /// The working days after `from` up to and including `to`; 0 where `to` is not later.
    pub fn working_days(&self, from: NaiveDate, to: NaiveDate) -> Result<u32, UnknownYear> {
        let mut count = 0;
        let mut day = from;
        while day < to {
            day = next(day);
            count += u32::from(self.is_working(day)?);
        }
        Ok(count)
    }

    /// The `days`th working day after `from`: the last day of a time limit that begins on `from`.
    pub fn after_working_days(&self, from: NaiveDate, days: u32) -> LastDay {
        let mut day = from;
        let mut left = days;
        while left > 0 {
            day = next(day);
            left -= u32::from(self.is_working(day)?);
        }
        Ok(day)
    }
}

fn next(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests;
