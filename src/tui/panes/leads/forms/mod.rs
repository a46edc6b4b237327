//! The papers about a lead: what needs more than one answer.

use crate::domain::lead::Lead;
use crate::tui::action::Action;
use crate::tui::desk::Desk;
use crate::tui::layer::Cx;

/// Lays the paper of an action before the operator. False where the action has none.
pub(super) fn open(_action: Action, _desk: &Desk, _lead: Option<&Lead>, _cx: &mut Cx) -> bool {
    false
}
