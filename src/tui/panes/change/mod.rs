//! What may change after a draw or a match: 补抽, 剔除, 更换检查人员. Each asks for a reason of the campaign's table and
//! for what proves it, both of which are published.

mod officer;
mod target;

pub(super) use officer::Leave;
pub(super) use target::Retire;

use super::paper::{Faults, mark};
use crate::domain::campaign::ReasonCode;
use crate::domain::refusal::Refusal;
use crate::domain::state::Read;
use crate::domain::task::Task;
use crate::office::Denied;
use crate::tui::desk::Desk;
use crate::tui::layer::Cx;
use crate::tui::ui::Ui;
use crate::tui::widget::{Choice, Field, Form, Kind};

/// The reason, one of the table's, and the evidence. Nothing is chosen beforehand.
fn fields(ui: &Ui, table: &[ReasonCode]) -> [Field; 2] {
    let choice = |reason: &ReasonCode| Choice::new(reason.code.clone(), reason.name.get(ui.lang).to_owned());
    let reasons = Kind::One(table.iter().map(choice).collect());
    [("reason", reasons), ("evidence", Kind::Line)].map(|(id, kind)| {
        let label = ui.word(&format!("pane.change.{id}"));
        Field::new(id, label, kind).hint(ui.word(&format!("pane.change.hint.{id}")))
    })
}

/// What was given in [`fields`].
fn proof(form: &Form, faults: &mut Faults<'_>) -> (String, String) {
    (faults.chosen(form, "reason"), faults.text(form, "evidence"))
}

/// Says why it was denied, at the field that the refusal is about.
fn denied(form: &mut Form, denied: &Denied, cx: &mut Cx) {
    let field = match denied {
        Denied::Refused(Refusal::UnknownReason { .. }) => Some("reason"),
        Denied::Refused(Refusal::BadEvidence { .. }) => Some("evidence"),
        Denied::Refused(Refusal::NotInTeam { .. }) => Some("officer"),
        _ => None,
    };
    mark(form, field, denied, cx);
}

/// The task as it stands now.
fn now(desk: &Desk, task: &Task) -> Task {
    desk.view().state().get(&task.id).unwrap_or_else(|| task.clone())
}
