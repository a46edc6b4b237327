//! Who can be in a team at all, whichever way it comes about: by the match, as a replacement, or named for a lead
//! (监察条例§16; 处罚法§42, §43).

use super::calendar::Calendar;
use super::campaign::{Campaign, CertificateRule};
use super::library::{Conflict, Officer, Tie};
use super::state::State;
use super::task::Task;
use super::time::Window;

/// The days a certificate must hold on for a team formed on `today`, by the campaign's rule and the orders in force.
pub fn certificate_days(campaign: &Campaign, calendar: &Calendar, today: chrono::NaiveDate) -> Window {
    match campaign.team.certificate {
        CertificateRule::WholeWindow => calendar.phases().inspect,
        CertificateRule::MatchDay => Window {
            from: today,
            to: today,
        },
    }
}

/// Whether the officer's certificate holds on all of these days.
pub fn certified(officer: &Officer, days: Window) -> bool {
    officer.certificate.has(days.from) && officer.certificate.has(days.to)
}

/// Tasks an officer holds now: those from elsewhere, and those of this campaign that are not entered yet.
pub fn load<S: State + ?Sized>(state: &S, officer: &Officer) -> u32 {
    officer
        .base_load
        .saturating_add(Task::held_by(state, &officer.id))
}

/// Most tasks the officer may hold.
pub fn cap(campaign: &Campaign, officer: &Officer) -> u32 {
    officer.cap.unwrap_or(campaign.team.cap)
}

/// What keeps an officer away from a target, or from a member of the same team.
pub fn avoids<S: State + ?Sized>(
    state: &S,
    officer: &str,
    target: &str,
    is_member: impl Fn(&str) -> bool,
) -> Option<Conflict> {
    Conflict::of(state, officer).into_iter().find(|conflict| {
        let other = conflict.other(officer);
        match conflict.tie {
            Tie::Pair => is_member(other),
            _ => other == target,
        }
    })
}
