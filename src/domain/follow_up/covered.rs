//! How the ledger and a visit's record fit together: one figure from both, and what the ledger still lacks.

use super::{Advance, FollowUp, FollowUpState, Kind, Matter, Receiver};
use crate::domain::inspection::Measures;

/// What the ledger of a task says in the terms of a visit's measures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Covered {
    /// Everything entered, withdrawn or not.
    pub entered: Measures,
    /// What stands.
    pub standing: Measures,
}

impl Covered {
    /// Sums the matters of one task up.
    pub fn of(ledger: &[FollowUp]) -> Self {
        let mut sums = Covered::default();
        for of in ledger {
            add(&mut sums.entered, of, true);
            if of.stands() {
                add(&mut sums.standing, of, false);
            }
        }
        sums
    }
}

/// Adds what a matter comes to: `all` of it, or as far as it was carried out.
fn add(sum: &mut Measures, of: &FollowUp, all: bool) {
    let carried_out = u32::from(all || of.is_sent());
    match &of.matter {
        Matter::Order { .. } => sum.orders = sum.orders.saturating_add(1),
        Matter::Refund { yuan, people, .. } => {
            sum.refund_yuan = sum.refund_yuan.saturating_add(*yuan);
            sum.refund_people = sum.refund_people.saturating_add(*people);
        }
        Matter::Fine { .. } => sum.fine_yuan = sum.fine_yuan.saturating_add(of.matter.owed().0),
        Matter::Referral {
            to: Receiver::Police, ..
        } => sum.to_police = sum.to_police.saturating_add(carried_out),
        Matter::Notice { .. } => sum.notified = sum.notified.saturating_add(carried_out),
        Matter::Case { .. } => {
            let ends = of.steps.iter().filter_map(|taken| match taken.advance {
                Advance::Finish { banned, revoked, .. } => Some((banned, revoked)),
                _ => None,
            });
            for (banned, revoked) in ends {
                sum.banned = sum.banned.saturating_add(banned.into());
                sum.revoked = sum.revoked.saturating_add(revoked.into());
            }
        }
        Matter::Referral { .. } | Matter::Credit { .. } | Matter::Major { .. } | Matter::Typical { .. } => {}
    }
}

/// The figure of one measure. The visit's record speaks until the ledger holds as much as it says; from then on the
/// ledger does. So nothing is counted twice, nothing drops out while the ledger fills, and what is withdrawn counts no
/// more.
pub fn figure(recorded: u64, entered: u64, standing: u64) -> u64 {
    if entered < recorded { recorded } else { standing }
}

/// Orders that were not complied with, and nothing was done about since: no other order, case, refund, fine or referral
/// that stands was entered on the day of the re-check or later.
pub fn unanswered(ledger: &[FollowUp]) -> Vec<String> {
    const ANSWERS: [Kind; 5] = [Kind::Order, Kind::Case, Kind::Refund, Kind::Fine, Kind::Referral];
    let failed = ledger.iter().filter_map(|of| {
        let last = of.steps.last().filter(|_| of.state() == FollowUpState::Failed)?;
        Some((of, last.on))
    });
    let open = failed.filter(|(of, on)| {
        let answers = |other: &&FollowUp| {
            other.id != of.id && ANSWERS.contains(&other.kind()) && other.stands() && other.opened_on >= *on
        };
        !ledger.iter().any(|other| answers(&other))
    });
    open.map(|(of, _)| of.id.clone()).collect()
}

/// The kinds that the visit's record names and the ledger does not hold in full yet: the task cannot be closed before.
pub fn owed(recorded: &Measures, ledger: &[FollowUp]) -> Vec<Kind> {
    let entered = Covered::of(ledger).entered;
    let lacks = [
        (Kind::Order, recorded.orders > entered.orders),
        (
            Kind::Refund,
            recorded.refund_yuan > entered.refund_yuan || recorded.refund_people > entered.refund_people,
        ),
        (Kind::Fine, recorded.fine_yuan > entered.fine_yuan),
        (Kind::Referral, recorded.to_police > entered.to_police),
        (Kind::Notice, recorded.notified > entered.notified),
        (
            Kind::Case,
            recorded.banned > entered.banned || recorded.revoked > entered.revoked,
        ),
    ];
    let owed = lacks.into_iter().filter(|(_, lacks)| *lacks);
    owed.map(|(kind, _)| kind).collect()
}
