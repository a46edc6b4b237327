//! How the actions stand with a lead: every one is asked of the rule itself before its key is pressed.

use chrono::Days;

use crate::domain::command::Command;
use crate::domain::lead::{Deed, Handling, Lead};
use crate::domain::refusal::Refusal;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::ui::Ui;

/// The actions on a lead with the step each takes, in the order of the bottom line. Merging comes late: only a duplicate
/// is merged, its particulars say so, and what stands there seldom is not sent with every step down the list.
pub(super) const STEPS: [(Action, Deed); 17] = [
    (Action::Acknowledge, Deed::Acknowledge),
    (Action::ReturnLead, Deed::Return),
    (Action::TakeUp, Deed::Accept),
    (Action::Decline, Deed::Refuse),
    (Action::Forward, Deed::Forward),
    (Action::CheckNow, Deed::Check),
    (Action::MergeLead, Deed::Merge),
    (Action::CloseLead, Deed::Close),
    (Action::ResumeLead, Deed::Resume),
    (Action::RecallLead, Deed::Recall),
    (Action::ReferPolice, Deed::Refer),
    (Action::AskReporter, Deed::Ask),
    (Action::IdentifyTarget, Deed::Identify),
    (Action::PauseLead, Deed::Pause),
    (Action::ExtendLead, Deed::Extend),
    (Action::Feedback, Deed::Feedback),
    (Action::WithdrawMatter, Deed::Void),
];

/// Whether it can be done to many at a time, each for itself.
pub(super) fn is_for_many(action: Action) -> bool {
    matches!(
        action,
        Action::TakeUp | Action::Decline | Action::Forward | Action::MergeLead
    )
}

/// As it is offered where rows may be marked: what is for many is told for each of them.
pub(super) fn for_marked(offer: &Offer, marked: bool) -> Offer {
    match marked && is_for_many(offer.action) {
        true => Offer::on(offer.action),
        false => offer.clone(),
    }
}

/// How every action stands where no lead is selected.
pub(super) fn nothing(ui: &Ui) -> Vec<Offer> {
    let off = |action| Offer::off(action, ui.word("pane.leads.no-lead")).hinted(false);
    let all = STEPS.map(|(action, _)| action).into_iter();
    all.chain([Action::ShowReporter]).map(off).collect()
}

/// How every action stands with a lead.
pub(super) fn offers(desk: &Desk, ui: &Ui, lead: &Lead) -> Vec<Offer> {
    let (standing, ready) = (lead.standing(), lead.standing().ready());
    let step = |(action, deed): (Action, Deed)| {
        let off =
            sample(desk, lead, deed).and_then(|handling| refusal(desk, ui, &command(&lead.id, handling)));
        // Those that come seldom are found with the other keys.
        let seldom = match deed {
            Deed::Feedback => !(standing.untold && standing.state.is_ended()),
            Deed::Identify | Deed::Pause | Deed::Extend | Deed::Ask | Deed::Refer | Deed::Void => true,
            _ => false,
        };
        Offer::unless(action, off).hinted(ready.contains(&deed) && !seldom)
    };
    let mut offers = STEPS.map(step).to_vec();
    let reveal = Command::RevealReporter {
        lead: lead.id.clone(),
        reason: "-".to_owned(),
    };
    offers.push(Offer::unless(Action::ShowReporter, refusal(desk, ui, &reveal)).hinted(false));
    offers
}

/// The command of a step.
pub(super) fn command(lead: &str, handling: Handling) -> Command {
    Command::HandleLead {
        lead: lead.to_owned(),
        handling,
    }
}

/// Why it would be refused, apart from what is still to be chosen or typed.
fn refusal(desk: &Desk, ui: &Ui, command: &Command) -> Option<String> {
    let refusal = desk.consider(command).err()?;
    let settled = matches!(
        refusal,
        Refusal::NoCampaign
            | Refusal::UnknownOperator { .. }
            | Refusal::LacksRole { .. }
            | Refusal::OutOfReach { .. }
            | Refusal::OutsideWindow { .. }
            | Refusal::SamePerson { .. }
            | Refusal::LeadElsewhere { .. }
            | Refusal::LeadNotReady { .. }
            | Refusal::LeadAnonymous { .. }
            | Refusal::LeadTaskOpen { .. }
            | Refusal::LeadReferralOpen { .. }
    );
    settled.then(|| refusal.text(ui.lang))
}

/// The step with as much in it as can be known before it is asked for.
fn sample(desk: &Desk, lead: &Lead, deed: Deed) -> Option<Handling> {
    let view = desk.view();
    let (campaign, today) = (view.campaign()?, view.now().today);
    let until = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let first = |table: &[crate::domain::campaign::ReasonCode]| {
        table.first().map_or(String::new(), |known| known.code.clone())
    };
    let some = || "-".to_owned();
    Some(match deed {
        Deed::Accept => Handling::Accept,
        Deed::Acknowledge => Handling::Acknowledge,
        Deed::Refuse => Handling::Refuse {
            code: first(&campaign.leads.reasons),
            reason: some(),
        },
        Deed::Forward => Handling::Forward {
            to: lead.holder(),
            reason: some(),
        },
        Deed::Merge => Handling::Merge {
            into: lead.id.clone(),
        },
        Deed::Check => Handling::Check {
            action: None,
            team: Vec::new(),
        },
        Deed::Refer => Handling::Refer {
            authority: some(),
            what: some(),
            officers: Vec::new(),
        },
        Deed::Identify => Handling::Identify { target: some() },
        Deed::Return => Handling::Return { reason: some() },
        Deed::Recall => Handling::Recall { reason: some() },
        Deed::Resume => Handling::Resume { reason: some() },
        Deed::Extend => Handling::Extend { reason: some() },
        Deed::Void => Handling::Void { reason: some() },
        Deed::Ask => Handling::Ask { what: some(), until },
        Deed::Pause => Handling::Pause {
            code: first(&campaign.leads.grounds),
            reason: some(),
            until,
        },
        Deed::Close => Handling::Close {
            code: first(&campaign.leads.outcomes),
            result: some(),
        },
        Deed::Feedback => Handling::Feedback {
            on: today,
            how: some(),
            text: some(),
        },
        Deed::Unreferred | Deed::Answered | Deed::Undo => return None,
    })
}
