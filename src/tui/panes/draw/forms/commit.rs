//! A party's commitment: who sits here, which public issue decides, and the secret.

use super::seat::Seats;
use crate::domain::batch::{Batch, PublicSource, Purpose};
use crate::domain::command::Command;
use crate::domain::refusal::Refusal;
use crate::office::secret::{self, DICE, HEX};
use crate::office::{Denied, Receipt};
use crate::tui::desk::Desk;
use crate::tui::layer::Cx;
use crate::tui::panes::draw::announce::{self, Secret};
use crate::tui::panes::draw::rung::Rung;
use crate::tui::panes::paper::{Faults, Handed, Matter, Paper, chosen, mark, text};
use crate::tui::panes::shown::Look;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Choice, Entry, Field, Form, Kind};

/// The secret is made here and kept.
const MADE: &str = "made";
/// The secret is typed: thrown with dice, or made elsewhere.
const TYPED: &str = "typed";

/// The commitment of one of the parties that have not committed yet.
pub(in crate::tui::panes::draw) struct Commit {
    seats: Seats,
}

impl Commit {
    /// The form for these open steps.
    pub(in crate::tui::panes::draw) fn paper(
        desk: &Desk,
        ui: &Ui,
        batch: &Batch,
        rungs: &[Rung],
    ) -> Paper<Self> {
        let seats = Seats::new(desk, batch, rungs);
        let (dice, hex) = (DICE.to_string(), HEX.to_string());
        let line = |id: &str, kind: Kind| {
            let (label, hint) = (format!("pane.draw.{id}"), format!("pane.draw.hint.{id}"));
            Field::new(id, ui.word(&label), kind).hint(ui.say(&hint, &[("dice", &dice), ("hex", &hex)]))
        };
        let ways = [MADE, TYPED].map(|way| Choice::new(way, ui.word(&format!("pane.draw.way-{way}"))));
        let mut fields = vec![seats.field(ui)];
        if seats.sources().is_empty() {
            fields.push(line("source", Kind::Line));
        }
        fields.extend([
            line("way", Kind::One(ways.to_vec())),
            line("secret", Kind::Secret),
            line("again", Kind::Secret),
        ]);
        Paper::new(desk.clone(), Commit { seats }, Form::new(fields))
    }

    /// The sources the first commitment announces: `kind:issue`, several with blanks between.
    fn announced(&self, form: &Form, faults: &mut Faults<'_>) -> Vec<PublicSource> {
        if !self.seats.sources().is_empty() {
            return Vec::new();
        }
        let typed = faults.text(form, "source");
        let source = |text: &str| {
            let (kind, issue) = text.split_once([':', '：'])?;
            (!kind.is_empty() && !issue.is_empty()).then(|| PublicSource {
                kind: kind.to_owned(),
                issue: issue.to_owned(),
                value: None,
            })
        };
        let sources: Option<Vec<PublicSource>> = typed.split_whitespace().map(source).collect();
        if sources.is_none() {
            faults.mark("source", "pane.draw.bad-source");
        }
        sources.unwrap_or_default()
    }

    /// The typed secret, twice the same.
    fn typed(form: &Form, faults: &mut Faults<'_>) -> String {
        let secret = of_field(form, "secret");
        if !secret::is_sound(&secret) {
            faults.mark("secret", "pane.draw.bad-secret");
        } else if of_field(form, "again") != secret {
            faults.mark("again", "pane.draw.not-the-same");
        }
        secret
    }

    fn committed(&self, desk: &Desk, who: &str, secret: Secret, receipt: &Receipt, cx: &mut Cx) {
        let seq = receipt.seqs.map_or(0, |(_, last)| last).to_string();
        let owner = self.seats.owner.as_str();
        let args = [("who", who), ("seq", &seq), ("owner", owner)];
        cx.say(Tone::Good, cx.ui.say("pane.draw.committed", &args));
        let view = desk.view();
        if let Some((look, party)) = Look::new(cx.ui, &view, desk.actor()).zip(self.seats.party(who)) {
            let batch = self.seats.now(&look);
            let round = match self.seats.purpose {
                Purpose::Draw => 0,
                Purpose::Match => batch.rounds.len(),
            };
            cx.push(announce::sheet(&look, &batch, round, party, &secret));
        }
    }
}

/// What was typed, without blanks: dice are read off in groups.
pub(super) fn of_field(form: &Form, id: &str) -> String {
    text(form, id).split_whitespace().collect()
}

impl Matter for Commit {
    fn title(&self, ui: &Ui) -> String {
        let mut parties = self.seats.parties().map(|party| ui.word(party.key()));
        match (parties.next(), parties.next()) {
            (Some(party), None) => ui.say("pane.draw.commit-of", &[("party", &party)]),
            _ => ui.word("pane.draw.commit"),
        }
    }

    fn notes(&self, ui: &Ui) -> Vec<Entry> {
        self.seats.notes(ui)
    }

    fn changed(&self, form: &mut Form) {
        let typed = chosen(form, "way").as_deref() == Some(TYPED);
        form.hide("secret", !typed);
        form.hide("again", !typed);
    }

    fn submit(&self, desk: &Desk, form: &mut Form, cx: &mut Cx) -> Handed {
        let mut faults = Faults::new(cx.ui);
        let who = faults.chosen(form, "who");
        let public = self.announced(form, &mut faults);
        let way = faults.chosen(form, "way");
        let typed = (way == TYPED).then(|| Self::typed(form, &mut faults));
        if !faults.none(form, cx) {
            return Handed::Not;
        }
        let Some(party) = self.seats.party(&who) else {
            return Handed::Not;
        };
        let seat = desk.seat(&who);
        let (batch, purpose) = (&self.seats.batch, self.seats.purpose);
        let command = |commitment: String| Command::Commit {
            batch: batch.id.clone(),
            purpose,
            party,
            commitment,
            public: public.clone(),
        };
        let done = match typed {
            Some(typed) => seat
                .submit(command(secret::commitment_of(batch, party, &typed)))
                .map(|receipt| (Secret::Typed, receipt)),
            None => seat
                .promise((batch, purpose, party), command)
                .map(|promised| (Secret::Kept(promised.path), promised.receipt)),
        };
        match done {
            Ok((secret, receipt)) => {
                self.committed(desk, &who, secret, &receipt, cx);
                Handed::In
            }
            Err(denied) => {
                mark(form, field(&denied), &denied, cx);
                Handed::Not
            }
        }
    }
}

/// The field that a refusal is about.
fn field(denied: &Denied) -> Option<&'static str> {
    match denied {
        Denied::Refused(
            Refusal::BadName { .. } | Refusal::PublicFixed { .. } | Refusal::SourceTwice { .. },
        ) => Some("source"),
        Denied::Refused(Refusal::SamePerson { .. } | Refusal::OtherParty { .. }) => Some("who"),
        _ => None,
    }
}
