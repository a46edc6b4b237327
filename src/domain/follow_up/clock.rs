//! What comes next in a matter: the step, the role it falls to, and until when.

use std::fmt;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Advance, FollowUp, FollowUpState, Kind, Matter, Receiver};
use crate::domain::calendar::{Calendar, UnknownYear};
use crate::domain::campaign::{Clock, ClockUnit, Clocks};
use crate::domain::operator::Role;
use crate::domain::time::{Now, local};

/// The sorts of steps, without what they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// 复查
    Recheck,
    /// 延期
    Extend,
    /// 缴纳、退还
    Pay,
    /// 审批
    Decide,
    /// 送出
    Send,
    /// 答复
    Answer,
    /// 办结
    Finish,
    /// 转交
    Hand,
    /// 撤销
    Withdraw,
}

impl Need {
    /// All sorts, in the order of the work.
    pub const ALL: [Need; 9] = [
        Need::Recheck,
        Need::Extend,
        Need::Pay,
        Need::Decide,
        Need::Send,
        Need::Answer,
        Need::Finish,
        Need::Hand,
        Need::Withdraw,
    ];

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Need::Recheck => "advance.recheck",
            Need::Extend => "advance.extend",
            Need::Pay => "advance.pay",
            Need::Decide => "advance.decide",
            Need::Send => "advance.send",
            Need::Answer => "advance.answer",
            Need::Finish => "advance.finish",
            Need::Hand => "advance.hand",
            Need::Withdraw => "advance.withdraw",
        }
    }

    /// The role it falls to: who decides and who gives more time is not who carries it out.
    pub fn role(self) -> Role {
        match self {
            Need::Decide | Need::Extend => Role::Review,
            _ => Role::Inspect,
        }
    }
}

impl Advance {
    /// Its sort.
    pub fn need(&self) -> Need {
        match self {
            Advance::Recheck { .. } => Need::Recheck,
            Advance::Extend { .. } => Need::Extend,
            Advance::Pay { .. } => Need::Pay,
            Advance::Decide { .. } => Need::Decide,
            Advance::Send { .. } => Need::Send,
            Advance::Answer { .. } => Need::Answer,
            Advance::Finish { .. } => Need::Finish,
            Advance::Hand { .. } => Need::Hand,
            Advance::Withdraw { .. } => Need::Withdraw,
        }
    }

    /// The message key of its name.
    pub fn key(&self) -> &'static str {
        self.need().key()
    }
}

impl FollowUp {
    /// The steps it is ready for, the one it waits for first.
    pub fn ready(&self) -> Vec<Need> {
        let extended = || {
            self.steps
                .iter()
                .any(|t| matches!(t.advance, Advance::Extend { .. }))
        };
        match (self.state(), self.kind()) {
            (FollowUpState::Proposed, _) => vec![Need::Decide, Need::Hand, Need::Withdraw],
            (FollowUpState::Open, Kind::Order) => {
                vec![Need::Recheck, Need::Extend, Need::Hand, Need::Withdraw]
            }
            (FollowUpState::Open, Kind::Case) if extended() => {
                vec![Need::Finish, Need::Hand, Need::Withdraw]
            }
            (FollowUpState::Open, Kind::Case) => {
                vec![Need::Finish, Need::Extend, Need::Hand, Need::Withdraw]
            }
            (FollowUpState::Open, Kind::Refund | Kind::Fine) => {
                vec![Need::Pay, Need::Finish, Need::Extend, Need::Hand, Need::Withdraw]
            }
            (FollowUpState::Open, _) => vec![Need::Send, Need::Hand, Need::Withdraw],
            (FollowUpState::Sent, _) => vec![Need::Answer, Need::Withdraw],
            (FollowUpState::Done | FollowUpState::Failed, _) => vec![Need::Withdraw],
            (FollowUpState::Refused | FollowUpState::Withdrawn, _) => Vec::new(),
        }
    }
}

/// Until when something is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Due {
    /// By the end of a day.
    Day(NaiveDate),
    /// By a minute, local time.
    Moment(NaiveDateTime),
    /// It cannot be told: the year's holidays are not known.
    Unknown(i32),
}

impl Due {
    /// The day it falls on, where it is known.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Due::Day(day) => Some(day),
            Due::Moment(moment) => Some(moment.date()),
            Due::Unknown(_) => None,
        }
    }

    /// Whether it has passed. In a rehearsal, whose date is not the clock's, a minute passes with its day.
    pub fn is_over(self, now: Now) -> bool {
        match self {
            Due::Day(day) => now.today > day,
            Due::Moment(moment) => now.today > moment.date() || (is_live(now) && local(now.at) > moment),
            Due::Unknown(_) => false,
        }
    }
}

fn is_live(now: Now) -> bool {
    let at: DateTime<Utc> = now.at;
    local(at).date() == now.today
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Due::Day(day) => f.pad(&day.to_string()),
            Due::Moment(moment) => f.pad(&moment.format("%Y-%m-%d %H:%M").to_string()),
            Due::Unknown(year) => f.pad(&format!("{year}?")),
        }
    }
}

/// The step a matter waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Next {
    /// What is to be done.
    pub need: Need,
    /// Who has this role may do it.
    pub role: Role,
    /// Until when, where a rule or the matter gives a time.
    pub due: Option<Due>,
}

/// The step `of` waits for; none where it is at its end.
pub fn next(of: &FollowUp, clocks: &Clocks, calendar: &Calendar) -> Option<Next> {
    let need = of.state().is_open().then(|| of.ready().first().copied())??;
    Some(Next {
        need,
        role: need.role(),
        due: due(of, need, clocks, calendar),
    })
}

fn due(of: &FollowUp, need: Need, clocks: &Clocks, calendar: &Calendar) -> Option<Due> {
    let police = matches!(
        of.matter,
        Matter::Referral {
            to: Receiver::Police,
            ..
        }
    );
    let since = |clock: &Option<Clock>, from: NaiveDateTime| Some(end(calendar, clock.as_ref()?, from));
    match (need, &of.matter) {
        (Need::Recheck, _) => {
            let deadline = of.deadline()?;
            let checked = clocks
                .recheck
                .as_ref()
                .map(|c| end(calendar, c, midnight(deadline)));
            checked.or(Some(Due::Day(deadline)))
        }
        (Need::Pay, _) => of.deadline().map(Due::Day),
        (Need::Finish, Matter::Case { filed, .. }) => Some(case_end(of, *filed, clocks, calendar)),
        (Need::Decide, _) if police => since(&clocks.refer_decide, midnight(of.opened_on)),
        (Need::Send, _) if police => since(&clocks.refer_send, of.decided_at()?),
        (Need::Answer, _) if police => since(&clocks.refer_answer, of.sent_at()?),
        (Need::Decide | Need::Send, Matter::Major { .. }) => {
            since(&clocks.report_major, midnight(of.opened_on))
        }
        _ => None,
    }
}

/// The campaign's time limit that gives the due date of this step; none where the matter itself gives it, or nothing
/// does.
pub fn clock<'c>(of: &FollowUp, need: Need, clocks: &'c Clocks) -> Option<&'c Clock> {
    match (need, &of.matter) {
        (Need::Recheck, _) => clocks.recheck.as_ref(),
        (Need::Finish, Matter::Case { .. }) => Some(&clocks.case_close),
        (
            Need::Decide | Need::Send | Need::Answer,
            Matter::Referral {
                to: Receiver::Police, ..
            },
        ) => match need {
            Need::Decide => clocks.refer_decide.as_ref(),
            Need::Send => clocks.refer_send.as_ref(),
            _ => clocks.refer_answer.as_ref(),
        },
        (Need::Decide | Need::Send, Matter::Major { .. }) => clocks.report_major.as_ref(),
        _ => None,
    }
}

/// 立案之日起60个工作日内办结；经批准可以延长30个工作日 (监察条例§17).
fn case_end(of: &FollowUp, filed: NaiveDate, clocks: &Clocks, calendar: &Calendar) -> Due {
    let extensions = of.steps.iter().filter(|t| t.advance.need() == Need::Extend);
    let more = clocks
        .case_extend
        .days
        .saturating_mul(u32::from(extensions.count() > 0));
    working(calendar, filed, clocks.case_close.days.saturating_add(more))
}

fn end(calendar: &Calendar, clock: &Clock, from: NaiveDateTime) -> Due {
    let days = Days::new(clock.days.into());
    match clock.unit {
        ClockUnit::Working => working(calendar, from.date(), clock.days),
        ClockUnit::Calendar => Due::Day(from.date().checked_add_days(days).unwrap_or(NaiveDate::MAX)),
        ClockUnit::Full => Due::Moment(from.checked_add_days(days).unwrap_or(NaiveDateTime::MAX)),
    }
}

fn working(calendar: &Calendar, from: NaiveDate, days: u32) -> Due {
    match calendar.after_working_days(from, days) {
        Ok(day) => Due::Day(day),
        Err(UnknownYear(year)) => Due::Unknown(year),
    }
}

fn midnight(day: NaiveDate) -> NaiveDateTime {
    day.and_time(chrono::NaiveTime::MIN)
}

impl FollowUp {
    /// When it was approved, local time.
    pub fn decided_at(&self) -> Option<NaiveDateTime> {
        self.last(|taken| match taken.advance {
            Advance::Decide {
                approve: true, at, ..
            } => Some(at),
            _ => None,
        })
    }

    /// When it was handed over, local time.
    pub fn sent_at(&self) -> Option<NaiveDateTime> {
        self.last(|taken| match taken.advance {
            Advance::Send { at, .. } => Some(at),
            _ => None,
        })
    }
}
