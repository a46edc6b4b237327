//! 追加: more targets of the same order, by how many and why.

use crate::domain::batch::Batch;
use crate::domain::command::Command;
use crate::domain::refusal::Refusal;
use crate::domain::state::Read;
use crate::office::{Denied, Receipt};
use crate::tui::desk::Desk;
use crate::tui::layer::Cx;
use crate::tui::panes::paper::{Faults, Handed, Matter, Paper, mark};
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Entry, Field, Form, Kind};

/// An extension of a draw.
pub(in crate::tui::panes::draw) struct Extend {
    batch: Batch,
}

impl Extend {
    /// The form of a batch's extension.
    pub(in crate::tui::panes::draw) fn paper(desk: &Desk, ui: &Ui, batch: &Batch) -> Paper<Self> {
        let field = |id: &str| {
            let (label, hint) = (
                format!("pane.draw.extend-{id}"),
                format!("pane.draw.hint.extend-{id}"),
            );
            Field::new(id, ui.word(&label), Kind::Line).hint(ui.word(&hint))
        };
        let extend = Extend { batch: batch.clone() };
        Paper::new(desk.clone(), extend, Form::new(vec![field("by"), field("why")]))
    }

    fn size(batch: &Batch) -> String {
        batch.drawn.as_ref().map_or(0, |drawn| drawn.size).to_string()
    }

    fn told(&self, desk: &Desk, by: u64, receipt: &Receipt, cx: &mut Cx) -> Handed {
        let now: Option<Batch> = desk.view().state().get(&self.batch.id);
        let (by, size) = (by.to_string(), Self::size(now.as_ref().unwrap_or(&self.batch)));
        let args = [
            ("batch", self.batch.id.as_str()),
            ("by", &by),
            ("size", &size),
            ("seq", &receipt.seqs.map_or(0, |(_, last)| last).to_string()),
        ];
        cx.say(Tone::Good, cx.ui.say("pane.draw.extended", &args));
        Handed::In
    }
}

impl Matter for Extend {
    fn title(&self, ui: &Ui) -> String {
        ui.word("act.extend-draw")
    }

    fn notes(&self, ui: &Ui) -> Vec<Entry> {
        let (n, pool) = (Self::size(&self.batch), self.batch.pool.size.to_string());
        vec![
            Entry::new(ui.word("pane.draw.batch"), &self.batch.id),
            Entry::new(ui.word("pane.draw.size"), format!("{n}/{pool}")),
            Entry::new(ui.word("pane.change.happens"), ui.word("pane.draw.extend-means")).tone(Tone::Warn),
        ]
    }

    fn submit(&self, desk: &Desk, form: &mut Form, cx: &mut Cx) -> Handed {
        let mut faults = Faults::new(cx.ui);
        faults.text(form, "by");
        let by: Option<u64> = faults.number(form, "by");
        let reason = faults.text(form, "why");
        if !faults.none(form, cx) {
            return Handed::Not;
        }
        let by = by.unwrap_or_default();
        let command = Command::ExtendDraw {
            batch: self.batch.id.clone(),
            by,
            reason,
        };
        match desk.submit(command) {
            Ok(receipt) => self.told(desk, by, &receipt, cx),
            Err(denied) => {
                let field = match &denied {
                    Denied::Refused(Refusal::PlanImpossible { .. } | Refusal::NothingToDo { .. }) => {
                        Some("by")
                    }
                    Denied::Refused(Refusal::ReasonMissing { .. }) => Some("why"),
                    _ => None,
                };
                mark(form, field, &denied, cx);
                Handed::Not
            }
        }
    }
}
