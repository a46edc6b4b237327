//! Showing who reported a lead: a reason first, which goes on record; then the particulars, for as long as no key is
//! pressed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::ROOM;
use crate::domain::lead::Lead;
use crate::office::seal::Reporter;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::Event;
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::panes::leads::queue::about;
use crate::tui::panes::paper::{self, Handed, Paper, mark};
use crate::tui::panes::reader::{Reader, field};
use crate::tui::theme::Tone;
use crate::tui::ui::{Ui, clear};
use crate::tui::widget::{Detail, Entry, Form, Kind};

/// The reason for showing who reported a lead.
pub(super) struct Reveal {
    lead: Lead,
}

impl Reveal {
    /// The form that asks for the reason.
    pub(super) fn paper(desk: &Desk, ui: &Ui, lead: &Lead) -> Paper<Self> {
        let form = Form::new(vec![field(ui, ROOM, "reason", Kind::Line)]);
        let lead = lead.clone();
        Paper::new(desk.clone(), Reveal { lead }, form)
    }
}

impl paper::Matter for Reveal {
    fn title(&self, ui: &Ui) -> String {
        format!("{}  {}", Action::ShowReporter.name(ui), about(&self.lead))
    }

    fn notes(&self, ui: &Ui) -> Vec<Entry> {
        vec![Entry::new("", ui.word("leads-forms.on-record")).tone(Tone::Warn)]
    }

    fn submit(&self, desk: &Desk, form: &mut Form, cx: &mut Cx) -> Handed {
        let today = desk.view().now().today;
        let mut reader = Reader::new(cx.ui, form, today);
        let reason = reader.needed("reason");
        let wrong = reader.wrong();
        form.set_errors(&wrong, cx);
        if !wrong.is_empty() {
            return Handed::Not;
        }
        match desk.reveal(&self.lead.id, &reason) {
            Ok(reporter) => {
                cx.push(Shown::of(cx.ui, &self.lead, &reporter));
                Handed::In
            }
            Err(denied) => {
                mark(form, None, &denied, cx);
                Handed::Not
            }
        }
    }
}

/// The particulars, until the next key. Nothing of them can be marked, copied or opened again.
struct Shown {
    title: String,
    entries: Vec<Entry>,
    detail: Detail,
}

impl Shown {
    fn of(ui: &Ui, lead: &Lead, reporter: &Reporter) -> Self {
        let part = |key: &str, text: &str| {
            let text = if text.is_empty() { "—" } else { text };
            Entry::new(ui.word(&format!("{ROOM}.{key}")), text.to_owned())
        };
        Shown {
            title: format!("{}  {}", Action::ShowReporter.name(ui), about(lead)),
            entries: vec![
                part("reporter-name", &reporter.name),
                part("reporter-phone", &reporter.phone),
                part("reporter-id", &reporter.id),
                Entry::new("", ui.word("leads-forms.any-key")).tone(Tone::Quiet),
            ],
            detail: Detail::default(),
        }
    }
}

impl Layer for Shown {
    fn contexts(&self) -> Vec<Context> {
        Vec::new()
    }

    fn offers(&self, _cx: &Cx) -> Vec<Offer> {
        vec![Offer::on(Action::Back)]
    }

    fn act(&mut self, _action: Action, _cx: &mut Cx) -> Flow {
        Flow::Close
    }

    fn handle(&mut self, event: &Event, _cx: &mut Cx) -> Flow {
        match event {
            Event::Key(_) | Event::Paste(_) => Flow::Close,
            _ => Flow::Pass,
        }
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        clear(buf, area);
        self.detail.draw(cx.ui, area, buf, &self.title, &self.entries);
    }

    fn cursor(&self) -> Option<Position> {
        None
    }

    fn reads(&self) -> bool {
        true
    }
}
