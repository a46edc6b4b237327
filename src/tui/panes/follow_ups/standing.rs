//! How the steps stand with a matter: what it is ready for, and why a step would be refused.

use chrono::NaiveTime;

use super::step::command;
use crate::domain::follow_up::{Advance, FollowUp, FollowUpState, Need, Owner};
use crate::domain::refusal::Refusal;
use crate::domain::time::Now;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::ui::Ui;

/// The actions on a matter, in the order of the bottom line.
pub(super) const ACTIONS: [Action; 7] = [
    Action::TakeStep,
    Action::ApproveMatter,
    Action::RefuseMatter,
    Action::OtherStep,
    Action::MoreTime,
    Action::Reassign,
    Action::WithdrawMatter,
];

/// An action, why it would be refused now, and whether it is one of the next.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    pub action: Action,
    pub off: Option<String>,
    next: bool,
}

impl Standing {
    /// As it is offered; where rows are marked, what is for many is told for each of them.
    pub(super) fn offer(&self, marked: bool) -> Offer {
        let many = marked && is_for_many(self.action);
        Offer::unless(self.action, self.off.clone().filter(|_| !many)).hinted(self.next)
    }
}

/// Whether it can be done to many at a time, each for itself.
pub(super) fn is_for_many(action: Action) -> bool {
    matches!(action, Action::ApproveMatter | Action::Reassign)
}

/// How every action stands.
pub(super) fn standings(desk: &Desk, ui: &Ui, of: &FollowUp) -> Vec<Standing> {
    let ready = of.ready();
    let open = of.state().is_open();
    let standing = |action: Action| {
        let need = need(action).or(ready.first().copied());
        let off = match (action, need) {
            (Action::OtherStep, Some(_)) => None,
            (Action::TakeStep, Some(_)) if !open => Some(ended(ui, of)),
            (_, Some(need)) => refusal(desk, of, need).map(|refusal| refusal.text(ui.lang)),
            (_, None) => Some(ended(ui, of)),
        };
        let next = match action {
            Action::TakeStep => open,
            Action::ApproveMatter | Action::RefuseMatter => of.state() == FollowUpState::Proposed,
            Action::OtherStep => open,
            _ => false,
        };
        Standing { action, off, next }
    };
    ACTIONS.map(standing).to_vec()
}

fn ended(ui: &Ui, of: &FollowUp) -> String {
    let (kind, state) = (ui.word(of.kind().key()), ui.word(of.state().key()));
    let args = [("kind", kind.as_str()), ("state", &state), ("name", &of.name)];
    ui.say("pane.follow-ups.ended", &args)
}

/// The step an action stands for, whatever the matter waits for.
pub(super) fn need(action: Action) -> Option<Need> {
    match action {
        Action::ApproveMatter | Action::RefuseMatter => Some(Need::Decide),
        Action::MoreTime => Some(Need::Extend),
        Action::Reassign => Some(Need::Hand),
        Action::WithdrawMatter => Some(Need::Withdraw),
        _ => None,
    }
}

/// Why a step would be refused, apart from what is still to be filled in.
pub(super) fn refusal(desk: &Desk, of: &FollowUp, need: Need) -> Option<Refusal> {
    let now = desk.view().now();
    match desk.consider(&command(of, sample(need, of.owner(), now))) {
        Ok(()) | Err(Refusal::Unsound { .. }) => None,
        Err(refusal) => Some(refusal),
    }
}

/// A step with nothing in it.
fn sample(need: Need, owner: Owner, now: Now) -> Advance {
    let (on, at) = (now.today, now.today.and_time(NaiveTime::MIN));
    let none = String::new;
    match need {
        Need::Recheck => Advance::Recheck {
            on,
            corrected: true,
            seen: none(),
        },
        Need::Extend => Advance::Extend {
            to: None,
            reason: none(),
        },
        Need::Pay => Advance::Pay {
            on,
            yuan: 0,
            people: 0,
        },
        Need::Decide => Advance::Decide {
            approve: true,
            at,
            reason: none(),
        },
        Need::Send => Advance::Send {
            at,
            attachments: Vec::new(),
            receipt: none(),
        },
        Need::Answer => Advance::Answer {
            on,
            accepted: true,
            text: none(),
        },
        Need::Finish => Advance::Finish {
            on,
            result: none(),
            banned: false,
            revoked: false,
        },
        Need::Hand => Advance::Hand {
            to: owner,
            reason: none(),
        },
        Need::Withdraw => Advance::Withdraw { reason: none() },
    }
}
