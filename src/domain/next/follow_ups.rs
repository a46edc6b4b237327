//! What comes next in the matters of the follow-up ledger, and what runs out first.

use chrono::NaiveDate;

use super::Agenda;
use crate::domain::campaign::Clock;
use crate::domain::follow_up::{self, Due, FollowUp, Need};
use crate::domain::operator::Operator;
use crate::domain::state::{Read, State};

impl Agenda {
    /// The step the matter waits for, and until when; none where it is at its end.
    pub fn follow_up(&self, of: &FollowUp) -> Option<follow_up::Next> {
        follow_up::next(of, &self.campaign.clocks, self.calendar())
    }

    /// The time limit behind the due date of the matter's next step, where the campaign has one.
    pub fn follow_up_clock(&self, of: &FollowUp) -> Option<&Clock> {
        let need = self.follow_up(of)?.need;
        follow_up::clock(of, need, &self.campaign.clocks)
    }

    /// Whether the matter's next step falls to the operator: by role and reach, and not barred because they entered
    /// what is to be approved.
    pub fn follows_up(&self, of: &FollowUp, operator: &Operator) -> bool {
        self.follow_up(of).is_some_and(|next| {
            operator.roles.contains(&next.role)
                && self.campaign.regions.contains(operator.unit, of.owner().region)
                && !(next.need == Need::Decide && of.opened_by == operator.name)
        })
    }

    /// Everything in the ledger that is not at its end, what runs out first before the others; what has no date last.
    pub fn open_follow_ups<S: State + ?Sized>(&self, state: &S) -> Vec<(FollowUp, follow_up::Next)> {
        let keys = FollowUp::open_keys(state).into_iter();
        let open = keys.filter_map(|key| state.get::<FollowUp>(&key));
        let mut open: Vec<_> = open
            .filter_map(|of| self.follow_up(&of).map(|next| (of, next)))
            .collect();
        open.sort_by_cached_key(|(of, next)| (runs_out(next.due), of.id.clone()));
        open
    }
}

/// What cannot be dated stands at the end of its year.
fn runs_out(due: Option<Due>) -> NaiveDate {
    let day = match due {
        Some(Due::Unknown(year)) => NaiveDate::from_ymd_opt(year, 12, 31),
        due => due.and_then(Due::day),
    };
    day.unwrap_or(NaiveDate::MAX)
}
