//! How a lead stands: what its steps come to. Kept in the index too, so that a queue is put in order without reading the
//! leads in it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Deed, Handled, Handling, Lead, LeadState};
use crate::domain::follow_up::Owner;
use crate::domain::time::Window;

/// How a lead stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Its state.
    pub state: LeadState,
    /// The office that is to act; of a lead on its way, the one it was forwarded to.
    pub holder: Owner,
    /// The office it was forwarded by, as long as the other has not taken it up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<Owner>,
    /// The sort the file or the operator gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Its source, which tells the sort where none is given.
    pub source: String,
    /// The day of receipt.
    pub received: NaiveDate,
    /// The day on which it came into this state.
    pub since: NaiveDate,
    /// The day on which it was taken up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<NaiveDate>,
    /// Who took it up.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub accepted_by: String,
    /// The day on which it was decided whether it is taken up; none while nobody has, and for one that was merged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<NaiveDate>,
    /// 交办期限
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<NaiveDate>,
    /// From when until when at the longest the time to decide rested, each (补正).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<Window>,
    /// From when until when at the longest the time to close rested, each (中止).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paused: Vec<Window>,
    /// Whether the time to close was extended.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub extended: bool,
    /// The registered target it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Whether whoever reported, and is known, still waits to be told what came of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub untold: bool,
    /// The day on which the police answered that they took it up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<NaiveDate>,
    /// The lead it was merged into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub into: Option<String>,
    /// The state before it came to rest, or was referred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<LeadState>,
}

impl Standing {
    /// What the steps of `lead` come to.
    pub fn of(lead: &Lead) -> Self {
        let mut standing = Self {
            state: LeadState::Pending,
            holder: Owner {
                region: lead.taken_in.unwrap_or(lead.region),
                department: lead.department,
            },
            sender: None,
            kind: lead.kind.clone(),
            source: lead.source.clone(),
            received: lead.received,
            since: lead.received,
            accepted: None,
            accepted_by: String::new(),
            decided: None,
            deadline: lead.deadline,
            asked: Vec::new(),
            paused: Vec::new(),
            extended: false,
            target: lead.target.clone(),
            untold: lead.reporter.is_some(),
            answered: None,
            into: None,
            before: None,
        };
        lead.effective().for_each(|step| standing.take(step));
        standing.untold &= standing.state.is_ended() && standing.state != LeadState::Voided;
        standing
    }

    /// Whether somebody still has something to do; of a merged lead, once the other is at its end.
    pub fn is_open(&self) -> bool {
        !self.state.is_ended() || self.untold
    }

    /// The steps that can be taken now, those most often taken first.
    pub fn ready(&self) -> Vec<Deed> {
        let mut ready = match self.state {
            LeadState::Pending => vec![
                Deed::Accept,
                Deed::Refuse,
                Deed::Forward,
                Deed::Merge,
                Deed::Check,
                Deed::Refer,
                Deed::Ask,
                Deed::Identify,
                Deed::Void,
            ],
            LeadState::Forwarded => vec![
                Deed::Acknowledge,
                Deed::Return,
                Deed::Recall,
                Deed::Accept,
                Deed::Refuse,
                Deed::Merge,
                Deed::Check,
                Deed::Refer,
                Deed::Ask,
                Deed::Identify,
            ],
            LeadState::Asked => vec![
                Deed::Resume,
                Deed::Accept,
                Deed::Refuse,
                Deed::Merge,
                Deed::Check,
                Deed::Refer,
                Deed::Identify,
                Deed::Void,
            ],
            LeadState::Accepted => vec![
                Deed::Close,
                Deed::Check,
                Deed::Refer,
                Deed::Pause,
                Deed::Extend,
                Deed::Identify,
                Deed::Void,
            ],
            LeadState::Checking => vec![Deed::Close, Deed::Refer, Deed::Pause, Deed::Extend],
            LeadState::Referred => vec![Deed::Close],
            LeadState::Paused => vec![Deed::Resume],
            LeadState::Voided => return Vec::new(),
            LeadState::Refused | LeadState::Merged | LeadState::Closed => Vec::new(),
        };
        if self.extended {
            ready.retain(|deed| *deed != Deed::Extend);
        }
        ready.push(Deed::Feedback);
        ready
    }

    fn take(&mut self, step: &Handled) {
        let (before, on) = (self.state, step.on);
        self.state = match &step.handling {
            Handling::Resume { .. }
            | Handling::Unreferred { .. }
            | Handling::Answered { accepted: false, .. } => self.before.take().unwrap_or(before),
            handling => handling.leads_to(before),
        };
        match &step.handling {
            Handling::Forward { to, .. } => {
                self.sender = Some(self.holder);
                self.holder = *to;
            }
            Handling::Return { .. } | Handling::Recall { .. } => {
                self.holder = self.sender.take().unwrap_or(self.holder);
            }
            Handling::Ask { until, .. } => self.asked.push(Window { from: on, to: *until }),
            Handling::Pause { until, .. } => self.paused.push(Window { from: on, to: *until }),
            Handling::Extend { .. } => self.extended = true,
            Handling::Identify { target } => self.target = Some(target.clone()),
            Handling::Merge { into } => self.into = Some(into.clone()),
            Handling::Answered { accepted: true, .. } => self.answered = Some(on),
            Handling::Feedback { .. } => self.untold &= !before.is_ended(),
            _ => {}
        }
        if self.state != LeadState::Forwarded {
            self.sender = None;
        }
        if matches!(self.state, LeadState::Accepted | LeadState::Checking) && self.accepted.is_none() {
            self.accepted = Some(on);
            self.accepted_by.clone_from(&step.by);
        }
        if matches!(
            self.state,
            LeadState::Asked | LeadState::Paused | LeadState::Referred
        ) && self.state != before
        {
            self.before = Some(match before {
                LeadState::Forwarded | LeadState::Asked => LeadState::Pending,
                before => before,
            });
        }
        let undecided = self.state.is_undecided() || self.state == LeadState::Merged;
        self.decided = (!undecided).then(|| self.decided.unwrap_or(on));
        if self.state != before {
            self.since = on;
            self.end_rest(before, on);
        }
    }

    /// Whatever moves a lead on while its time rests ends the rest.
    fn end_rest(&mut self, state: LeadState, on: NaiveDate) {
        let resting = match state {
            LeadState::Asked => self.asked.last_mut(),
            LeadState::Paused => self.paused.last_mut(),
            _ => None,
        };
        if let Some(window) = resting {
            window.to = window.to.min(on).max(window.from);
        }
    }
}
