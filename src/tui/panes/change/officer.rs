//! A member of a team who cannot go: somebody else steps in, whom nobody chooses.

use crate::domain::campaign::Campaign;
use crate::domain::command::Command;
use crate::domain::task::{Member, Task};
use crate::office::Receipt;
use crate::tui::desk::Desk;
use crate::tui::layer::Cx;
use crate::tui::panes::paper::{Faults, Handed, Matter, Paper};
use crate::tui::panes::words;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Choice, Entry, Field, Form, Kind};

/// 更换检查人员 in the team of a task.
pub(in crate::tui::panes) struct Leave {
    task: Task,
}

impl Leave {
    /// The form of [`Action::ReplaceOfficer`](crate::tui::action::Action::ReplaceOfficer).
    pub(in crate::tui::panes) fn paper(desk: &Desk, ui: &Ui, campaign: &Campaign, task: Task) -> Paper<Self> {
        let choice = |member: &Member| {
            let label = format!("{} {}", words::member(ui, member), member.officer);
            Choice::new(member.officer.clone(), label)
        };
        let members = Kind::One(task.team.iter().map(choice).collect());
        let officer = Field::new("officer", ui.word("pane.change.officer"), members)
            .hint(ui.word("pane.change.hint.officer"));
        let mut fields = vec![officer];
        fields.extend(super::fields(ui, &campaign.team.reasons));
        Paper::new(desk.clone(), Leave { task }, Form::new(fields))
    }

    /// Says who stepped in, and who leads from now on.
    fn told(&self, desk: &Desk, out: &str, receipt: &Receipt, cx: &mut Cx) {
        let team = super::now(desk, &self.task).team;
        let of = |members: &[Member], id: &str| members.iter().find(|m| m.officer == id).cloned();
        let new = team
            .iter()
            .find(|member| of(&self.task.team, &member.officer).is_none());
        let name =
            |member: Option<&Member>| member.map_or(String::new(), |m| format!("{} {}", m.name, m.officer));
        let (out, new) = (name(of(&self.task.team, out).as_ref()), name(new));
        let leader = team.iter().find(|member| member.leads);
        let args = [
            ("out", out.as_str()),
            ("new", &new),
            ("leader", leader.map_or("", |member| &member.name)),
            ("seq", &receipt.seqs.map_or(0, |(_, last)| last).to_string()),
        ];
        cx.say(Tone::Good, cx.ui.say("pane.change.stepped-in", &args));
    }
}

impl Matter for Leave {
    fn title(&self, ui: &Ui) -> String {
        ui.word("pane.change.replace-officer")
    }

    fn notes(&self, ui: &Ui) -> Vec<Entry> {
        let team: Vec<String> = self.task.team.iter().map(|m| words::member(ui, m)).collect();
        vec![
            Entry::new(ui.word("task.id"), &self.task.id),
            Entry::new(ui.word("task.name"), &self.task.name),
            Entry::new(ui.word("task.team"), team.join(&ui.word("list.and"))),
            Entry::new(
                ui.word("pane.change.happens"),
                ui.word("pane.change.officer-means"),
            )
            .tone(Tone::Warn),
        ]
    }

    fn submit(&self, desk: &Desk, form: &mut Form, cx: &mut Cx) -> Handed {
        let mut faults = Faults::new(cx.ui);
        let officer = faults.chosen(form, "officer");
        let (reason, evidence) = super::proof(form, &mut faults);
        if !faults.none(form, cx) {
            return Handed::Not;
        }
        let command = Command::ReplaceOfficer {
            task: self.task.id.clone(),
            officer: officer.clone(),
            reason,
            evidence,
        };
        match desk.submit(command) {
            Ok(receipt) => {
                self.told(desk, &officer, &receipt, cx);
                Handed::In
            }
            Err(denied) => {
                super::denied(form, &denied, cx);
                Handed::Not
            }
        }
    }
}
