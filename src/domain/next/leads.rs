//! What comes next for a lead, by whom, and until when (监察条例§17; clocks of the campaign). A lead's time to decide runs
//! from its receipt, wherever it was forwarded meanwhile, and rests only while whoever reported is asked for particulars.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use serde::Serialize;

use super::Agenda;
use crate::domain::calendar::{LastDay, UnknownYear};
use crate::domain::campaign::{Clock, ClockUnit};
use crate::domain::follow_up::Owner;
use crate::domain::lead::{Lead, LeadState, Standing};
use crate::domain::operator::{Operator, Role};
use crate::domain::state::State;
use crate::domain::time::Window;

/// What a lead waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeadWait {
    /// 签收 by the office it was forwarded to.
    Acknowledge,
    /// 决定是否受理
    Decide,
    /// 补正材料
    Particulars,
    /// 恢复办理
    Resume,
    /// 办结
    Close,
    /// The end of the referral to the police, in the follow-up ledger.
    Referral,
    /// 反馈
    Feedback,
}

impl LeadWait {
    /// Everything a lead can wait for, in the order of the work.
    pub const ALL: [LeadWait; 7] = [
        LeadWait::Acknowledge,
        LeadWait::Decide,
        LeadWait::Particulars,
        LeadWait::Resume,
        LeadWait::Close,
        LeadWait::Referral,
        LeadWait::Feedback,
    ];

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            LeadWait::Acknowledge => "lead-wait.acknowledge",
            LeadWait::Decide => "lead-wait.decide",
            LeadWait::Particulars => "lead-wait.particulars",
            LeadWait::Resume => "lead-wait.resume",
            LeadWait::Close => "lead-wait.close",
            LeadWait::Referral => "lead-wait.referral",
            LeadWait::Feedback => "lead-wait.feedback",
        }
    }
}

/// What a lead waits for, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeadNext {
    /// For what.
    pub wait: LeadWait,
    /// The last day in time, where a rule gives one; an error where the year's holidays are unknown.
    pub due: Option<LastDay>,
    /// Whether its sort goes before others that run out on the same day.
    pub urgent: bool,
}

impl LeadNext {
    /// The last day in time, where it can be told.
    pub fn day(&self) -> Option<NaiveDate> {
        self.due?.ok()
    }

    /// The year whose holidays have to be imported before the last day can be told.
    pub fn unknown_year(&self) -> Option<i32> {
        Some(self.due?.err()?.0)
    }

    /// Whether its time has run out by `today`.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        matches!(self.due, Some(Ok(due)) if due < today)
    }

    /// By this the queue is ordered: what runs out first, the urgent before the others; what cannot be dated stands where
    /// it may run out first, at the beginning of its year, what has no date at the very end.
    fn runs_out(&self) -> (NaiveDate, bool) {
        let day = match self.due {
            Some(Ok(day)) => day,
            Some(Err(year)) => NaiveDate::from_ymd_opt(year.0, 1, 1).unwrap_or(NaiveDate::MAX),
            None => NaiveDate::MAX,
        };
        (day, !self.urgent)
    }
}

impl Agenda {
    /// What the lead waits for; none where nothing is left to do. Whoever reported a merged lead waits to be told from the
    /// other's end on.
    pub fn lead(&self, of: &Standing) -> Option<LeadNext> {
        let wait = match of.state {
            LeadState::Pending => LeadWait::Decide,
            LeadState::Forwarded => LeadWait::Acknowledge,
            LeadState::Asked => LeadWait::Particulars,
            LeadState::Accepted | LeadState::Checking => LeadWait::Close,
            LeadState::Referred if of.answered.is_some() => LeadWait::Close,
            LeadState::Referred => LeadWait::Referral,
            LeadState::Paused => LeadWait::Resume,
            LeadState::Refused | LeadState::Closed if of.untold => return Some(self.feedback(of, of.since)),
            LeadState::Merged if of.untold => {
                let end = self.ended.get(of.into.as_ref()?)?;
                return Some(self.feedback(of, of.since.max(*end)));
            }
            LeadState::Refused | LeadState::Merged | LeadState::Closed | LeadState::Voided => return None,
        };
        let assigned = of.deadline.filter(|_| !of.state.is_ended()).map(Ok);
        let due = match wait {
            LeadWait::Decide => Some(self.decide_on(of)),
            LeadWait::Acknowledge => earlier(self.acknowledge_on(of), Some(self.decide_on(of))),
            LeadWait::Particulars => of.asked.last().map(|rest| Ok(rest.to)),
            LeadWait::Resume => of.paused.last().map(|rest| Ok(rest.to)),
            LeadWait::Close | LeadWait::Referral => self.close_on(of),
            LeadWait::Feedback => None,
        };
        Some(LeadNext {
            wait,
            due: earlier(due, assigned),
            urgent: self.lead_kind(of).is_some_and(|kind| kind.urgent),
        })
    }

    /// Whoever reported is to be told of what ended on `end`.
    fn feedback(&self, of: &Standing, end: NaiveDate) -> LeadNext {
        let clock = self.campaign.clocks.lead_feedback.as_ref();
        LeadNext {
            wait: LeadWait::Feedback,
            due: clock.map(|clock| self.end(clock, end, &[])),
            urgent: self.lead_kind(of).is_some_and(|kind| kind.urgent),
        }
    }

    /// The time limit behind what the lead waits for, where the campaign has one.
    pub fn lead_clock(&self, of: &Standing) -> Option<&Clock> {
        let clocks = &self.campaign.clocks;
        match self.lead(of)?.wait {
            LeadWait::Decide => Some(self.decide_clock(of)),
            LeadWait::Acknowledge => match self.acknowledge_on(of) {
                Some(due) if earlier(Some(due), Some(self.decide_on(of))) == Some(due) => {
                    clocks.lead_acknowledge.as_ref()
                }
                _ => Some(self.decide_clock(of)),
            },
            LeadWait::Close | LeadWait::Referral => Some(&clocks.case_close),
            LeadWait::Feedback => clocks.lead_feedback.as_ref(),
            LeadWait::Particulars | LeadWait::Resume => None,
        }
    }

    /// The lead's sort, of the campaign's table.
    pub fn lead_kind(&self, of: &Standing) -> Option<&crate::domain::campaign::LeadKind> {
        self.campaign.leads.kind(of.kind.as_deref(), &of.source)
    }

    /// Whether it was forwarded and not taken up in time: then it is back with whoever forwarded it, too.
    pub fn lead_is_back(&self, of: &Standing, today: NaiveDate) -> bool {
        // A day that cannot be told is no reason to leave it where nobody takes it up.
        let over =
            |due: LastDay| due.map_or_else(|UnknownYear(year)| year <= today.year(), |due| due < today);
        of.state == LeadState::Forwarded
            && over(self.acknowledge_on(of).unwrap_or_else(|| self.decide_on(of)))
    }

    /// Whether the operator is to act on the lead: by role, department and reach of its holder, or of its sender where it
    /// is back.
    pub fn handles(&self, of: &Standing, operator: &Operator, today: NaiveDate) -> bool {
        let own = |office: Owner| reaches(self, operator, office);
        of.is_open() && (own(of.holder) || (self.lead_is_back(of, today) && of.sender.is_some_and(own)))
    }

    /// Everything somebody still has something to do about, what runs out first before the others.
    pub fn open_leads<S: State + ?Sized>(&self, state: &S) -> Vec<(String, Standing, LeadNext)> {
        let open = Lead::open(state).into_iter();
        let mut open: Vec<_> = open
            .filter_map(|(id, of)| self.lead(&of).map(|next| (id, of, next)))
            .collect();
        open.sort_by_cached_key(|(id, of, next)| (next.runs_out(), of.received, id.clone()));
        open
    }

    /// The time limit to decide whether the lead is taken up: that of its sort, or the common one.
    pub fn decide_clock(&self, of: &Standing) -> &Clock {
        let own = self.lead_kind(of).and_then(|kind| kind.decide.as_ref());
        own.unwrap_or(&self.campaign.clocks.lead_decide)
    }

    /// The last day to decide whether the lead is taken up.
    pub fn decide_on(&self, of: &Standing) -> LastDay {
        self.end(self.decide_clock(of), of.received, &of.asked)
    }

    fn acknowledge_on(&self, of: &Standing) -> Option<LastDay> {
        let clock = self.campaign.clocks.lead_acknowledge.as_ref();
        clock.map(|clock| self.end(clock, of.since, &[]))
    }

    /// The last day to close the lead: 立案之日起60个工作日内办结；经批准可以延长30个工作日 (监察条例§17). None where it was
    /// not taken up, or referred without that.
    pub fn close_on(&self, of: &Standing) -> Option<LastDay> {
        let clocks = &self.campaign.clocks;
        let mut clock = clocks.case_close.clone();
        if of.extended {
            clock.days = clock.days.saturating_add(clocks.case_extend.days);
        }
        let referred = of.decided.filter(|_| of.state == LeadState::Referred);
        let from = of.accepted.or(referred)?;
        Some(self.end(&clock, from, &of.paused))
    }

    /// The last day of a clock that begins on `from`.
    pub fn last_day(&self, clock: &Clock, from: NaiveDate) -> LastDay {
        self.end(clock, from, &[])
    }

    /// The last day of a clock that began on `from` and rested meanwhile.
    fn end(&self, clock: &Clock, from: NaiveDate, rests: &[Window]) -> LastDay {
        let mut days = clock.days;
        if clock.unit == ClockUnit::Working {
            for rest in rests {
                days = days.saturating_add(self.calendar().working_days(rest.from, rest.to)?);
            }
            return self.limits.last_day(from, days);
        }
        let rested: i64 = rests.iter().map(|rest| (rest.to - rest.from).num_days()).sum();
        let days = u64::from(days).saturating_add(rested.unsigned_abs());
        Ok(from.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX))
    }
}

/// When the leads ended that speak for merged ones whose reporters are still to be told, by the lead named in those.
pub(super) fn ended<S: State + ?Sized>(state: &S) -> BTreeMap<String, NaiveDate> {
    let merged = Lead::merged_untold(state).into_iter();
    let end = |into: String| {
        let of = Lead::speaks_for(state, &into)?.standing();
        of.state.is_ended().then_some((into, of.since))
    };
    merged.filter_map(|(_, of)| end(of.into?)).collect()
}

/// Whether the operator may act on the leads of an office.
pub fn reaches(agenda: &Agenda, operator: &Operator, office: Owner) -> bool {
    operator.roles.contains(&Role::Leads)
        && operator.department == office.department
        && agenda.campaign.regions.contains(operator.unit, office.region)
}

/// The earlier of two last days. One that cannot be told lies in its year at the earliest: before that it hides nothing.
fn earlier(one: Option<LastDay>, other: Option<LastDay>) -> Option<LastDay> {
    match (one, other) {
        (Some(Ok(one)), Some(Ok(other))) => Some(Ok(one.min(other))),
        (Some(Ok(day)), Some(Err(UnknownYear(year)))) | (Some(Err(UnknownYear(year))), Some(Ok(day))) => {
            Some(if day.year() < year {
                Ok(day)
            } else {
                Err(UnknownYear(year))
            })
        }
        (one, other) => one.or(other),
    }
}
