//! The target of a task leaves the draw: the next ticket of its stratum takes its place, or nobody does.

use crate::domain::campaign::Campaign;
use crate::domain::command::Command;
use crate::domain::outcome;
use crate::domain::task::Task;
use crate::office::Receipt;
use crate::tui::action::Action;
use crate::tui::desk::Desk;
use crate::tui::layer::Cx;
use crate::tui::panes::paper::{Faults, Handed, Matter, Paper};
use crate::tui::panes::words;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Entry, Form, Value};

/// 补抽 or 剔除 of a task's target.
pub(in crate::tui::panes) struct Retire {
    task: Task,
    place: String,
    /// Whether the next ticket takes its place.
    replaced: bool,
    /// Whether the record of the visit offers reason and evidence.
    offered: bool,
}

impl Retire {
    /// The form of [`Action::ReplaceTarget`] or [`Action::StrikeTarget`].
    pub(in crate::tui::panes) fn paper(
        desk: &Desk,
        ui: &Ui,
        campaign: &Campaign,
        action: Action,
        task: Task,
    ) -> Paper<Self> {
        let mut form = Form::new(super::fields(ui, &campaign.draw.reasons).to_vec());
        let replaced = action == Action::ReplaceTarget;
        let view = desk.view();
        let offered = outcome::offered(view.state(), campaign, &task.id, ui.lang).filter(|_| replaced);
        drop(view);
        if let Some(offered) = &offered {
            let reason = offered.reason.iter().cloned().collect();
            form.set("reason", &Value::Chosen(reason));
            form.set("evidence", &Value::Text(offered.evidence.clone()));
        }
        let retire = Retire {
            place: words::place(campaign, campaign.province, &task),
            task,
            replaced,
            offered: offered.is_some(),
        };
        Paper::new(desk.clone(), retire, form)
    }

    fn command(&self, (reason, evidence): (String, String)) -> Command {
        let task = self.task.id.clone();
        if self.replaced {
            Command::ReplaceTarget {
                task,
                reason,
                evidence,
            }
        } else {
            Command::StrikeTarget {
                task,
                reason,
                evidence,
            }
        }
    }

    /// Says who came in, and for whom it waits.
    fn told(&self, desk: &Desk, receipt: &Receipt, cx: &mut Cx) {
        let view = desk.view();
        let mut tasks = Task::of_batch(view.state(), &self.task.batch).into_iter();
        let new = tasks.find(|task| task.replaces.as_ref() == Some(&self.task.id));
        let seq = receipt.seqs.map_or(0, |(_, last)| last).to_string();
        let mut args = vec![("task", self.task.id.as_str()), ("seq", &seq)];
        let rank = new.as_ref().map(|task| task.rank.to_string());
        let rank = rank.unwrap_or_default();
        let key = match &new {
            Some(new) => {
                args.extend([
                    ("new", new.id.as_str()),
                    ("target", &new.target),
                    ("name", &new.name),
                    ("rank", &rank),
                ]);
                "pane.change.replaced"
            }
            None => "pane.change.struck",
        };
        cx.say(Tone::Good, cx.ui.say(key, &args));
    }
}

impl Matter for Retire {
    fn title(&self, ui: &Ui) -> String {
        let key = if self.replaced { "replace" } else { "strike" };
        ui.word(&format!("pane.change.{key}"))
    }

    fn notes(&self, ui: &Ui) -> Vec<Entry> {
        let drawn = [
            ("stratum", self.task.stratum.as_str()),
            ("grade", words::grade(&self.task)),
            ("rank", &self.task.rank.to_string()),
        ];
        let happens = if self.replaced {
            "pane.change.replace-means"
        } else {
            "pane.change.strike-means"
        };
        let target = format!("{}  {}", self.task.name, self.task.target);
        let offered = self
            .offered
            .then(|| Entry::new("", ui.word("pane.change.offered")).tone(Tone::Warn));
        let entries = vec![
            Entry::new(ui.word("task.id"), &self.task.id),
            Entry::new(ui.word("task.name"), target),
            Entry::new(ui.word("task.place"), &self.place),
            Entry::new(ui.word("task.stratum"), ui.say("task.drawn-as", &drawn)),
            Entry::new(ui.word("task.state"), ui.word(self.task.state.key())),
            Entry::new(
                ui.word("pane.change.happens"),
                ui.say(happens, &[("stratum", &self.task.stratum)]),
            )
            .tone(Tone::Warn),
        ];
        entries.into_iter().chain(offered).collect()
    }

    fn submit(&self, desk: &Desk, form: &mut Form, cx: &mut Cx) -> Handed {
        let mut faults = Faults::new(cx.ui);
        let proof = super::proof(form, &mut faults);
        if !faults.none(form, cx) {
            return Handed::Not;
        }
        match desk.submit(self.command(proof)) {
            Ok(receipt) => {
                self.told(desk, &receipt, cx);
                Handed::In
            }
            Err(denied) => {
                super::denied(form, &denied, cx);
                Handed::Not
            }
        }
    }
}
