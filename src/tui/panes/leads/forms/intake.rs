//! The form of a new lead: the text as it was pasted or typed first, then what it says, field by field. What the text
//! suggests for a field stands beside it until it is taken. Who reported is typed unseen, and leaves here sealed; the
//! draft of this form is sealed too.

use std::cell::RefCell;
use std::sync::Arc;

use super::ROOM;
use super::suggestions::{Source, Suggestion};
use crate::domain::campaign::Campaign;
use crate::domain::command::Command;
use crate::domain::lead::Involved;
use crate::domain::lead::reading::{self, Reading};
use crate::domain::operator::Operator;
use crate::domain::time::Now;
use crate::office::Receipt;
use crate::office::drafts::CONFIDENTIAL;
use crate::office::evidence::{self, Unread};
use crate::office::intake::Intake;
use crate::office::seal::Reporter;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::{Answer, Reply};
use crate::tui::layer::Cx;
use crate::tui::panes::paper::{self, Handed, Paper, mark, text};
use crate::tui::panes::reader::{self, Reader, Wrong, asks_for_time, judged};
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Choice, Chooser, Entry, Field, Form, Kind, Value};

/// Suggestions that stand beside a field at most.
const BESIDE: usize = 9;

/// A lead that is being taken in.
pub(super) struct New {
    desk: Desk,
    campaign: Arc<Campaign>,
    operator: Operator,
    now: Now,
    /// The text that was read last, and what was found in it.
    read: RefCell<Option<(String, Reading)>>,
}

impl New {
    /// The form of a new lead; none before the campaign has begun, and for nobody who is no operator.
    pub(super) fn paper(desk: &Desk, ui: &Ui) -> Option<Paper<Self>> {
        let new = {
            let view = desk.view();
            New {
                desk: desk.clone(),
                campaign: view.campaign()?,
                operator: desk.operator()?,
                now: view.now(),
                read: RefCell::default(),
            }
        };
        let form = Form::new(new.fields(ui));
        Some(Paper::new(desk.clone(), new, form))
    }

    fn fields(&self, ui: &Ui) -> Vec<Field> {
        let field = |id: &str, kind: Kind| {
            let label = ui.word(&format!("{ROOM}.field.{id}"));
            Field::new(id, label, kind).hint(ui.word(&format!("{ROOM}.hint.{id}")))
        };
        let line = |id: &str| field(id, Kind::Line);
        let kind = |kind: &crate::domain::campaign::LeadKind| Choice::new(&*kind.id, kind.name.get(ui.lang));
        let kinds: Vec<Choice> = self.campaign.leads.kinds.iter().map(kind).collect();
        vec![
            field("content", Kind::Text),
            line("received"),
            line("source"),
            line("number"),
            field("kind", Kind::One(kinds)),
            line("about"),
            line("target"),
            line("phone"),
            field("region", Kind::One(self.divisions())),
            line("place"),
            line("happened"),
            line("yuan"),
            line("people"),
            line("deadline"),
            line("prior"),
            field("evidence", Kind::Text),
            field("reporter-name", Kind::Secret),
            field("reporter-phone", Kind::Secret),
            field("reporter-id", Kind::Secret),
        ]
    }

    /// Every division, the operator's own first.
    fn divisions(&self) -> Vec<Choice> {
        let regions = &self.campaign.regions;
        let own = |code| regions.contains(self.operator.unit, code);
        let (near, far): (Vec<_>, Vec<_>) = regions.iter().partition(|region| own(region.code));
        let name = |code| match regions.unit_of(code).filter(|unit| *unit != code) {
            Some(unit) => format!("{} {} {code}", regions.name(unit), regions.name(code)),
            None => format!("{} {code}", regions.name(code)),
        };
        let all = near.into_iter().chain(far);
        all.map(|region| Choice::new(region.code.to_string(), name(region.code)))
            .collect()
    }

    /// What the form says. A field that may be left empty and is says nothing.
    fn taken(&self, ui: &Ui, form: &Form) -> (Intake, Wrong) {
        let mut reader = Reader::new(ui, form, self.now.today);
        let here = std::env::current_dir().unwrap_or_default();
        let lines = |text: String| {
            let lines = text.lines().map(|line| line.trim().to_owned());
            lines.filter(|line| !line.is_empty()).collect::<Vec<_>>()
        };
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let evidence = lines(reader.text("evidence"));
        let intake = Intake {
            received: reader.day("received"),
            source: reader.needed("source"),
            number: reader.text("number"),
            kind: reader.maybe("kind"),
            about: reader.text("about"),
            target: some(reader.text("target")),
            phone: reader.text("phone"),
            region: reader.one("region").parse().unwrap_or(self.operator.unit),
            department: self.operator.department,
            place: reader.text("place"),
            what: reader.needed("content"),
            involved: Involved {
                happened: reader.some_day("happened"),
                yuan: reader.some_number("yuan"),
                people: reader.some_number("people"),
            },
            deadline: reader.some_day("deadline"),
            prior: reader
                .text("prior")
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            evidence: evidence.iter().map(|line| evidence::take(&here, line)).collect(),
            reporter: Reporter::new(
                &reader.text("reporter-name"),
                &reader.text("reporter-phone"),
                &reader.text("reporter-id"),
            ),
        };
        (intake, reader.wrong())
    }

    /// What the text and the fields suggest for the field in focus.
    fn suggested(&self, ui: &Ui, form: &Form) -> Vec<Suggestion> {
        let Some(field) = form.focused_id() else {
            return Vec::new();
        };
        let view = self.desk.view();
        let text = text(form, "content");
        let mut read = self.read.borrow_mut();
        if read.as_ref().is_none_or(|(known, _)| *known != text) {
            let reading = reading::read(view.state(), &self.campaign, &text, self.now.today);
            *read = Some((text, reading));
        }
        let Some((text, reading)) = &*read else {
            return Vec::new();
        };
        let source = Source {
            state: view.state(),
            campaign: &self.campaign,
            about: &paper::text(form, "about"),
            reading,
            text,
        };
        source.suggestions(field, ui.lang)
    }
}

impl paper::Matter for New {
    fn title(&self, ui: &Ui) -> String {
        ui.word("leads-forms.new")
    }

    fn notes(&self, ui: &Ui) -> Vec<Entry> {
        vec![Entry::new("", ui.word("leads-forms.new-note")).tone(Tone::Quiet)]
    }

    fn draft(&self) -> Option<String> {
        Some(format!("{CONFIDENTIAL}form/lead/new"))
    }

    fn beside(&self, ui: &Ui, form: &Form) -> Vec<Entry> {
        let found = self.suggested(ui, form).into_iter().take(BESIDE);
        let entry = |found: Suggestion| {
            let from = ui.say("leads-forms.from", &[("words", &found.words)]);
            Entry::new(
                ui.word("leads-forms.suggested"),
                format!("{}  {from}", found.text),
            )
        };
        found.map(entry).collect()
    }

    fn submit(&self, desk: &Desk, form: &mut Form, cx: &mut Cx) -> Handed {
        let (intake, wrong) = self.taken(cx.ui, form);
        let wrong = match intake.clone().seal(None) {
            Ok(lead) => judged(desk, cx.ui, &Command::AddLead(Box::new(lead)), wrong),
            Err(_) => wrong,
        };
        form.set_errors(&wrong, cx);
        if !wrong.is_empty() {
            return Handed::Not;
        }
        let here = std::env::current_dir().unwrap_or_default();
        let unread = intake
            .evidence
            .iter()
            .find_map(|given| evidence::unread(&here, given));
        match desk.take_in(intake) {
            Ok((id, receipt)) => told(&id, &receipt, unread, cx),
            Err(denied) => {
                mark(form, None, &denied, cx);
                Handed::Not
            }
        }
    }

    fn offers(&self, ui: &Ui, form: &Form) -> Vec<Offer> {
        let time = form.focused_id().and_then(asks_for_time);
        let suggested = (!self.suggested(ui, form).is_empty()).then(|| Offer::on(Action::Suggest));
        let today = time.map(|_| Offer::on(Action::Today));
        today.into_iter().chain(suggested).collect()
    }

    fn act(&self, action: Action, form: &mut Form, cx: &mut Cx) {
        match action {
            Action::Today => reader::today(form, self.now),
            Action::Suggest => {
                let suggested = self.suggested(cx.ui, form);
                let options = suggested.iter().map(|found| said(cx.ui, found)).collect();
                let title = cx.ui.word("leads-forms.which");
                cx.push(Chooser::new(Action::Suggest, title, options));
            }
            _ => {}
        }
    }

    fn answer(&self, answer: &Answer, _desk: &Desk, form: &mut Form, cx: &mut Cx) -> Handed {
        if let (Action::Suggest, Reply::Chosen(at)) = (answer.to, &answer.reply)
            && let Some(found) = self.suggested(cx.ui, form).get(*at)
        {
            take(form, &found.value);
        }
        Handed::Not
    }
}

/// Answers the field in focus.
fn take(form: &mut Form, value: &Value) {
    if let Some(id) = form.focused_id().map(str::to_owned) {
        form.answer(&id, value);
    }
}

/// A suggestion with the words it comes from.
fn said(ui: &Ui, found: &Suggestion) -> String {
    match found.words.as_str() {
        "" => found.text.clone(),
        words => {
            let from = ui.say("leads-forms.from", &[("words", words)]);
            format!("{}  {from}", found.text)
        }
    }
}

/// That the lead is on record; and a file of evidence that was not read, where one was not.
fn told(id: &str, receipt: &Receipt, unread: Option<Unread>, cx: &mut Cx) -> Handed {
    let seq = receipt.seqs.map_or(0, |(_, last)| last).to_string();
    let text = cx.ui.say("leads-forms.taken-in", &[("lead", id), ("seq", &seq)]);
    match unread {
        None => cx.say(Tone::Good, text),
        Some(unread) => cx.say(Tone::Warn, format!("{text}  {}", unread.text(cx.ui.lang))),
    }
    Handed::In
}
