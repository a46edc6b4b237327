//! The papers about a lead: what needs more than one answer, and what needs none but a reason.

mod intake;
mod reporter;
mod step;
mod suggestions;
#[cfg(test)]
mod tests;

use self::intake::New;
use self::reporter::Reveal;
use self::step::Step;
use crate::domain::lead::{Deed, Lead};
use crate::tui::action::Action;
use crate::tui::desk::Desk;
use crate::tui::layer::Cx;

/// What the message keys of these papers begin with.
const ROOM: &str = "leads-forms";

/// Lays the paper of an action before the operator. False where the action has none.
pub(super) fn open(action: Action, desk: &Desk, lead: Option<&Lead>, cx: &mut Cx) -> bool {
    let deed = match action {
        Action::New => {
            if let Some(paper) = New::paper(desk, cx.ui) {
                cx.push(paper);
            }
            return true;
        }
        Action::ShowReporter => {
            if let Some(lead) = lead {
                cx.push(Reveal::paper(desk, cx.ui, lead));
            }
            return true;
        }
        Action::AskReporter => Deed::Ask,
        Action::PauseLead => Deed::Pause,
        Action::ResumeLead => Deed::Resume,
        Action::ExtendLead => Deed::Extend,
        Action::CloseLead => Deed::Close,
        Action::Feedback => Deed::Feedback,
        Action::ReferPolice => Deed::Refer,
        _ => return false,
    };
    if let Some(paper) = lead.and_then(|lead| Step::paper(desk, cx.ui, lead, deed)) {
        cx.push(paper);
    }
    true
}
