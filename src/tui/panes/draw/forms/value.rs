//! The value of an announced source as it was published, or its correction.

use crate::domain::batch::{Batch, PublicSource, Purpose};
use crate::domain::campaign::DrawRules;
use crate::domain::command::Command;
use crate::domain::refusal::Refusal;
use crate::office::Denied;
use crate::tui::action::Action;
use crate::tui::desk::Desk;
use crate::tui::event::{Answer, Reply};
use crate::tui::layer::Cx;
use crate::tui::panes::draw::rows;
use crate::tui::panes::paper::{Faults, Handed, Matter, Paper, chosen, done, mark, text};
use crate::tui::ui::Ui;
use crate::tui::widget::{Choice, Confirm, Entry, Field, Form, Kind};

/// The values of a ceremony's sources.
pub(in crate::tui::panes::draw) struct Value {
    batch: Batch,
    purpose: Purpose,
    sources: Vec<PublicSource>,
    rules: DrawRules,
}

impl Value {
    /// The form for these sources of a ceremony.
    pub(in crate::tui::panes::draw) fn paper(
        desk: &Desk,
        ui: &Ui,
        (batch, purpose): (&Batch, Purpose),
        sources: Vec<PublicSource>,
        rules: &DrawRules,
    ) -> Paper<Self> {
        let mut fields = Vec::new();
        if sources.len() > 1 {
            let choices = sources
                .iter()
                .map(|source| Choice::new(source.name(), rows::source(source)));
            let choices = Kind::One(choices.collect());
            fields.push(Field::new("source", ui.word("pane.draw.source"), choices));
        }
        let shapes = sources.iter().filter_map(|source| rules.shape(&source.kind));
        let examples: Vec<String> = shapes
            .map(|shape| format!("{} {}", shape.name.get(ui.lang), shape.example()))
            .collect();
        let hint = ui.say("pane.draw.hint.value", &[("examples", &examples.join("  "))]);
        fields.push(Field::new("value", ui.word("pane.draw.value"), Kind::Line).hint(hint));
        let why = Field::new("why", ui.word("pane.draw.why-wrong"), Kind::Line);
        fields.push(why.hint(ui.word("pane.draw.hint.why-wrong")));
        let value = Value {
            batch: batch.clone(),
            purpose,
            sources,
            rules: rules.clone(),
        };
        Paper::new(desk.clone(), value, Form::new(fields))
    }

    /// The source that is meant: the only one, or the one chosen.
    fn source(&self, form: &Form) -> Option<&PublicSource> {
        match &self.sources[..] {
            [only] => Some(only),
            sources => {
                let name = chosen(form, "source")?;
                sources.iter().find(|source| source.name() == name)
            }
        }
    }
}

impl Value {
    fn send(&self, desk: &Desk, form: &mut Form, cx: &mut Cx) -> Handed {
        let source = self.source(form);
        let corrects = source.is_some_and(|source| source.value.is_some());
        let command = Command::RecordPublic {
            batch: self.batch.id.clone(),
            purpose: self.purpose,
            source: source.cloned(),
            value: text(form, "value"),
            correction: corrects.then(|| text(form, "why")),
        };
        match desk.submit(command) {
            Ok(receipt) => done("step.public", &receipt, cx),
            Err(denied) => {
                let field = match &denied {
                    Denied::Refused(Refusal::BadValue { .. }) => Some("value"),
                    Denied::Refused(Refusal::ReasonMissing { .. }) => Some("why"),
                    _ => None,
                };
                mark(form, field, &denied, cx);
                Handed::Not
            }
        }
    }
}

impl Matter for Value {
    fn title(&self, ui: &Ui) -> String {
        ui.word("step.public")
    }

    fn notes(&self, ui: &Ui) -> Vec<Entry> {
        let sources = self.sources.iter();
        std::iter::once(Entry::new(ui.word("pane.draw.batch"), &self.batch.id))
            .chain(sources.map(|source| Entry::new(ui.word("pane.draw.source"), rows::source(source))))
            .collect()
    }

    fn changed(&self, form: &mut Form) {
        let corrects = self.source(form).is_some_and(|source| source.value.is_some());
        form.hide("why", !corrects);
    }

    /// A value that does not look like its source's results is asked about before it goes on record.
    fn submit(&self, desk: &Desk, form: &mut Form, cx: &mut Cx) -> Handed {
        let mut faults = Faults::new(cx.ui);
        let value = faults.text(form, "value");
        let Some(source) = self.source(form) else {
            faults.mark("source", "form.required");
            faults.none(form, cx);
            return Handed::Not;
        };
        if !faults.none(form, cx) {
            return Handed::Not;
        }
        match self.rules.shape(&source.kind).filter(|shape| !shape.fits(&value)) {
            Some(shape) => {
                let (name, example) = (source.name(), shape.example());
                let args = [
                    ("source", name.as_str()),
                    ("example", &example),
                    ("value", &value),
                ];
                cx.push(Confirm::new(
                    Action::RecordPublic,
                    cx.ui.say("pane.draw.odd-value", &args),
                ));
                Handed::Not
            }
            None => self.send(desk, form, cx),
        }
    }

    fn answer(&self, answer: &Answer, desk: &Desk, form: &mut Form, cx: &mut Cx) -> Handed {
        match (answer.to, &answer.reply) {
            (Action::RecordPublic, Reply::Yes) => self.send(desk, form, cx),
            _ => Handed::Not,
        }
    }
}
