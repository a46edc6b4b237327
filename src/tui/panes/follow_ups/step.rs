//! The form of a step in a matter, one field a line. Nothing is answered beforehand.

use super::ROOM;
use crate::domain::command::Command;
use crate::domain::follow_up::{Advance, FollowUp, Kind, Need};
use crate::domain::state::Read;
use crate::domain::time::Now;
use crate::office::Receipt;
use crate::office::drafts::CONFIDENTIAL;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::layer::Cx;
use crate::tui::panes::paper::{self, Handed, Paper, mark};
use crate::tui::panes::reader::{self, Reader, Wrong, asks_for_time, field, judged, question};
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{self, Entry, Field, Form};

/// A step that is being filled in.
pub(in crate::tui::panes) struct Step {
    of: FollowUp,
    need: Need,
    /// The decision is settled already: not approved.
    refuses: bool,
    now: Now,
    notes: Vec<Entry>,
}

impl Step {
    /// The form of a step in this matter, under what there is to know of it.
    pub(super) fn paper(
        ui: &Ui,
        desk: &Desk,
        (of, notes): (FollowUp, Vec<Entry>),
        (need, refuses): (Need, bool),
        now: Now,
    ) -> Paper<Self> {
        let form = Form::new(fields(ui, &of, need, refuses));
        let step = Step {
            notes,
            now,
            of,
            need,
            refuses,
        };
        Paper::new(desk.clone(), step, form)
    }

    /// What the form says.
    fn read(&self, ui: &Ui, form: &Form) -> (Advance, Wrong) {
        let mut reader = Reader::new(ui, form, self.now.today);
        let advance = match self.need {
            Need::Recheck => Advance::Recheck {
                on: reader.day("on"),
                corrected: reader.yes("corrected"),
                seen: reader.text("seen"),
            },
            Need::Extend => Advance::Extend {
                to: (self.of.kind() != Kind::Case).then(|| reader.day("until")),
                reason: reader.text("reason"),
            },
            Need::Pay => Advance::Pay {
                on: reader.day("on"),
                yuan: reader.number("yuan"),
                people: match self.of.kind() {
                    Kind::Refund => reader.number("people"),
                    _ => 0,
                },
            },
            Need::Decide => Advance::Decide {
                approve: !self.refuses && reader.yes("approve"),
                at: reader.moment("at"),
                reason: reader.text("reason"),
            },
            Need::Send => Advance::Send {
                at: reader.moment("at"),
                receipt: reader.text("receipt"),
                attachments: lines(&reader.text("attachments")),
            },
            Need::Answer => Advance::Answer {
                on: reader.day("on"),
                accepted: reader.yes("accepted"),
                text: reader.text("text"),
            },
            Need::Finish => Advance::Finish {
                on: reader.day("on"),
                result: reader.text("result"),
                banned: self.of.kind() == Kind::Case && reader.yes("banned"),
                revoked: self.of.kind() == Kind::Case && reader.yes("revoked"),
            },
            // What is handed over or withdrawn is asked for without a form.
            Need::Hand | Need::Withdraw => Advance::Withdraw {
                reason: reader.text("reason"),
            },
        };
        (advance, reader.wrong())
    }
}

fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// The fields of a step, in the order of its form.
fn fields(ui: &Ui, of: &FollowUp, need: Need, refuses: bool) -> Vec<Field> {
    let line = |id: &str| field(ui, ROOM, id, widget::Kind::Line);
    let text = |id: &str| field(ui, ROOM, id, widget::Kind::Text);
    match need {
        Need::Recheck => vec![line("on"), question(ui, ROOM, "corrected"), line("seen")],
        Need::Extend if of.kind() == Kind::Case => vec![line("reason")],
        Need::Extend => vec![line("until"), line("reason")],
        Need::Pay if of.kind() == Kind::Refund => vec![line("on"), line("yuan"), line("people")],
        Need::Pay => vec![line("on"), line("yuan")],
        Need::Decide if refuses => vec![line("at"), line("reason")],
        Need::Decide => vec![question(ui, ROOM, "approve"), line("at"), line("reason")],
        Need::Send => vec![line("at"), line("receipt"), text("attachments")],
        Need::Answer => vec![line("on"), question(ui, ROOM, "accepted"), line("text")],
        Need::Finish if of.kind() == Kind::Case => vec![
            line("on"),
            line("result"),
            question(ui, ROOM, "banned"),
            question(ui, ROOM, "revoked"),
        ],
        Need::Finish => vec![line("on"), line("result")],
        Need::Hand | Need::Withdraw => vec![line("reason")],
    }
}

/// The command of a step.
pub(super) fn command(of: &FollowUp, advance: Advance) -> Command {
    Command::AdvanceFollowUp {
        follow_up: of.id.clone(),
        advance,
    }
}

/// Says that a step is on record, and where the matter stands now.
pub(super) fn told(desk: &Desk, ui: &Ui, need: Need, of: &FollowUp, receipt: &Receipt) -> String {
    let now: Option<FollowUp> = desk.view().state().get(&of.id);
    let state = now.map_or(of.state(), |of| of.state());
    let seq = receipt.seqs.map_or(0, |(_, last)| last).to_string();
    let args = [
        ("step", ui.word(need.key())),
        ("state", ui.word(state.key())),
        ("name", of.name.clone()),
        ("seq", seq),
    ];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    ui.say("pane.follow-ups.done", &args)
}

impl paper::Matter for Step {
    fn title(&self, ui: &Ui) -> String {
        let step = match self.refuses {
            true => Action::RefuseMatter.name(ui),
            false => ui.word(self.need.key()),
        };
        format!("{}  {step}", ui.word(self.of.kind().key()))
    }

    fn notes(&self, _ui: &Ui) -> Vec<Entry> {
        self.notes.clone()
    }

    fn draft(&self) -> Option<String> {
        let need = self.need.key().trim_start_matches("advance.");
        let kind = if self.refuses { "refuse" } else { need };
        let sealed = if self.of.lead.is_some() { CONFIDENTIAL } else { "" };
        Some(format!("{sealed}form/follow-up/{}/{kind}", self.of.id))
    }

    fn submit(&self, desk: &Desk, form: &mut Form, cx: &mut Cx) -> Handed {
        let (advance, wrong) = self.read(cx.ui, form);
        let command = command(&self.of, advance);
        let mut wrong = judged(desk, cx.ui, &command, wrong);
        for (id, _) in wrong.iter_mut().filter(|(id, _)| id == "to") {
            "until".clone_into(id);
        }
        form.set_errors(&wrong, cx);
        if !wrong.is_empty() {
            return Handed::Not;
        }
        match desk.submit(command) {
            Ok(receipt) => {
                let text = told(desk, cx.ui, self.need, &self.of, &receipt);
                cx.say(Tone::Good, text);
                Handed::In
            }
            Err(denied) => {
                mark(form, None, &denied, cx);
                Handed::Not
            }
        }
    }

    fn offers(&self, _ui: &Ui, form: &Form) -> Vec<Offer> {
        let time = form.focused_id().and_then(asks_for_time);
        time.map(|_| Offer::on(Action::Today)).into_iter().collect()
    }

    fn act(&self, action: Action, form: &mut Form, _cx: &mut Cx) {
        if action == Action::Today {
            reader::today(form, self.now);
        }
    }
}
