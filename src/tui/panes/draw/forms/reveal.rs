//! A party's reveal. A secret that does not fit is told first; putting it on record is an act of its own.

use std::cell::Cell;

use super::commit::of_field;
use super::seat::Seats;
use crate::domain::batch::{Batch, Purpose};
use crate::domain::command::Command;
use crate::domain::operator::Department;
use crate::domain::refusal::Refusal;
use crate::office::Denied;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::{Answer, Reply};
use crate::tui::layer::Cx;
use crate::tui::panes::draw::rung::Rung;
use crate::tui::panes::paper::{Faults, Handed, Matter, Paper, chosen};
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Ask, Choice, Entry, Field, Form, Kind};

/// The secret that is kept in the data directory.
const KEPT: &str = "kept";
/// The secret is typed.
const TYPED: &str = "typed";
/// The secret is lost, and only that can go on record.
const LOST: &str = "lost";

/// The word that puts a secret on record, on a console that cannot type Chinese.
const VOID: &str = "void";

/// The reveal of one of the parties that have not revealed yet.
pub(in crate::tui::panes::draw) struct Reveal {
    seats: Seats,
    /// What was filled in has been tried and does not fit.
    misfit: Cell<bool>,
}

impl Reveal {
    /// The form for these open steps.
    pub(in crate::tui::panes::draw) fn paper(
        desk: &Desk,
        ui: &Ui,
        batch: &Batch,
        rungs: &[Rung],
    ) -> Paper<Self> {
        let seats = Seats::new(desk, batch, rungs);
        let is_kept =
            |party: Department| matches!(desk.kept_secret(batch, seats.purpose, party), Ok(Some(_)));
        let kept = seats.parties().any(is_kept);
        let ways = [KEPT, TYPED, LOST].into_iter().filter(|way| kept || *way != KEPT);
        let choice = |way: &str| Choice::new(way, ui.word(&format!("pane.draw.reveal-{way}")));
        let ways = Kind::One(ways.map(choice).collect());
        let fields = vec![
            seats.field(ui),
            Field::new("way", ui.word("pane.draw.way"), ways).hint(ui.word("pane.draw.hint.reveal-way")),
            Field::new("secret", ui.word("pane.draw.secret"), Kind::Secret)
                .hint(ui.word("pane.draw.hint.reveal-secret")),
        ];
        let reveal = Reveal {
            seats,
            misfit: Cell::new(false),
        };
        Paper::new(desk.clone(), reveal, Form::new(fields))
    }

    fn send(&self, desk: &Desk, form: &mut Form, on_record: bool, cx: &mut Cx) -> Handed {
        let mut faults = Faults::new(cx.ui);
        let who = faults.chosen(form, "who");
        let way = faults.chosen(form, "way");
        let party = self.seats.party(&who);
        let secret = match (way.as_str(), party) {
            (KEPT, Some(party)) => match desk.kept_secret(&self.seats.batch, self.seats.purpose, party) {
                Ok(secret) => secret,
                Err(fault) => {
                    cx.say(Tone::Bad, fault.text(cx.ui.lang));
                    return Handed::Not;
                }
            },
            (TYPED, _) => Some(of_field(form, "secret")),
            _ => Some(String::new()),
        };
        if secret.is_none() {
            faults.mark("way", "pane.draw.none-kept");
        } else if way == TYPED && secret.as_deref() == Some("") {
            faults.mark("secret", "form.required");
        }
        if !faults.none(form, cx) {
            return Handed::Not;
        }
        let Some((party, secret)) = party.zip(secret) else {
            return Handed::Not;
        };
        let command = Command::Reveal {
            batch: self.seats.batch.id.clone(),
            purpose: self.seats.purpose,
            party,
            secret,
            on_record,
        };
        match desk.seat(&who).submit(command) {
            Ok(receipt) => {
                let seq = receipt.seqs.map_or(0, |(_, last)| last).to_string();
                self.said(desk, &who, &seq, cx);
                Handed::In
            }
            Err(denied) => {
                self.refused(form, &denied, &way, cx);
                Handed::Not
            }
        }
    }

    fn said(&self, desk: &Desk, who: &str, seq: &str, cx: &mut Cx) {
        use crate::domain::state::Read;
        let now: Option<Batch> = desk.view().state().get(&self.seats.batch.id);
        let args = [("who", who), ("seq", seq), ("owner", self.seats.owner.as_str())];
        match now.and_then(|batch| batch.void) {
            Some(void) => {
                let args = [
                    ("batch", self.seats.batch.id.as_str()),
                    ("why", void.reason.as_str()),
                ];
                cx.say(Tone::Bad, cx.ui.say("pane.draw.voided", &args));
            }
            None => cx.say(Tone::Good, cx.ui.say("pane.draw.revealed", &args)),
        }
    }

    fn refused(&self, form: &mut Form, denied: &Denied, way: &str, cx: &mut Cx) {
        let text = denied.text(cx.ui.lang);
        let misfit = matches!(
            denied,
            Denied::Refused(Refusal::RevealMismatch { .. } | Refusal::MatchRevealMismatch { .. })
        );
        self.misfit.set(misfit);
        if misfit {
            let field = if way == TYPED { "secret" } else { "way" };
            form.set_errors(&[(field.to_owned(), text.clone())], cx);
        }
        cx.say(Tone::Bad, text);
    }
}

impl Matter for Reveal {
    fn title(&self, ui: &Ui) -> String {
        let mut parties = self.seats.parties().map(|party| ui.word(party.key()));
        match (parties.next(), parties.next()) {
            (Some(party), None) => ui.say("pane.draw.reveal-of", &[("party", &party)]),
            _ => ui.word("pane.draw.reveal"),
        }
    }

    fn notes(&self, ui: &Ui) -> Vec<Entry> {
        self.seats.notes(ui)
    }

    fn changed(&self, form: &mut Form) {
        self.misfit.set(false);
        form.hide("secret", chosen(form, "way").as_deref() != Some(TYPED));
    }

    fn submit(&self, desk: &Desk, form: &mut Form, cx: &mut Cx) -> Handed {
        self.send(desk, form, false, cx)
    }

    fn offers(&self, ui: &Ui, _form: &Form) -> Vec<Offer> {
        let reason = match (self.seats.purpose, self.misfit.get()) {
            (Purpose::Match, _) => Some("pane.draw.match-stays"),
            (Purpose::Draw, false) => Some("pane.draw.warned-first"),
            (Purpose::Draw, true) => None,
        };
        vec![Offer::unless(Action::OnRecord, reason.map(|key| ui.word(key)))]
    }

    fn act(&self, action: Action, _form: &mut Form, cx: &mut Cx) {
        if action == Action::OnRecord {
            let title = cx
                .ui
                .say("pane.draw.type-void", &[("batch", &self.seats.batch.id)]);
            cx.push(Ask::new(Action::OnRecord, title, ""));
        }
    }

    fn answer(&self, answer: &Answer, desk: &Desk, form: &mut Form, cx: &mut Cx) -> Handed {
        let (Action::OnRecord, Reply::Line(line)) = (answer.to, &answer.reply) else {
            return Handed::Not;
        };
        let word = line.trim();
        if word == VOID || word == cx.ui.word("pane.draw.void-word") {
            return self.send(desk, form, true, cx);
        }
        cx.say(Tone::Warn, cx.ui.word("pane.draw.not-typed"));
        Handed::Not
    }
}
