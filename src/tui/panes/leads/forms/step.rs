//! The form of a step about a lead, one field a line. Nothing is answered beforehand.

use std::sync::Arc;

use super::ROOM;
use crate::domain::campaign::{Campaign, ReasonCode};
use crate::domain::command::Command;
use crate::domain::lead::{Deed, Handling, Lead};
use crate::domain::library::Officer;
use crate::domain::state::Read;
use crate::domain::time::Now;
use crate::office::drafts::CONFIDENTIAL;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::layer::Cx;
use crate::tui::panes::leads::queue::about;
use crate::tui::panes::paper::{self, Handed, Paper, mark};
use crate::tui::panes::reader::{self, Reader, Wrong, asks_for_time, field, judged};
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Choice, Entry, Field, Form, Kind};

/// Officers that are listed beside the field that asks for a task force.
const LISTED: usize = 20;

/// A step that is being filled in.
pub(super) struct Step {
    desk: Desk,
    lead: Lead,
    deed: Deed,
    campaign: Arc<Campaign>,
    now: Now,
}

impl Step {
    /// The form of a step about this lead; none before the campaign has begun.
    pub(super) fn paper(desk: &Desk, ui: &Ui, lead: &Lead, deed: Deed) -> Option<Paper<Self>> {
        let step = {
            let view = desk.view();
            Step {
                desk: desk.clone(),
                lead: lead.clone(),
                deed,
                campaign: view.campaign()?,
                now: view.now(),
            }
        };
        let form = Form::new(step.fields(ui));
        Some(Paper::new(desk.clone(), step, form))
    }

    fn fields(&self, ui: &Ui) -> Vec<Field> {
        let line = |id: &str| field(ui, ROOM, id, Kind::Line);
        let text = |id: &str| field(ui, ROOM, id, Kind::Text);
        let one = |id: &str, table: &[ReasonCode]| {
            let choice = |code: &ReasonCode| Choice::new(&*code.code, code.name.get(ui.lang));
            let mut one = field(ui, ROOM, id, Kind::One(table.iter().map(choice).collect()));
            one.label = ui.word(&format!("{ROOM}.{id}"));
            one
        };
        let rules = &self.campaign.leads;
        match self.deed {
            Deed::Ask => vec![text("what"), line("until")],
            Deed::Pause => vec![one("ground", &rules.grounds), line("reason"), line("until")],
            Deed::Close => vec![one("outcome", &rules.outcomes), text("result")],
            Deed::Feedback => vec![line("on"), line("how"), text("text")],
            Deed::Refer => vec![line("authority"), text("what"), line("officers")],
            _ => vec![line("reason")],
        }
        .into_iter()
        .map(|field| relabelled(ui, field))
        .collect()
    }

    /// What the form says.
    fn read(&self, ui: &Ui, form: &Form) -> (Handling, Wrong) {
        let mut reader = Reader::new(ui, form, self.now.today);
        let handling = match self.deed {
            Deed::Ask => Handling::Ask {
                what: reader.needed("what"),
                until: reader.day("until"),
            },
            Deed::Pause => Handling::Pause {
                code: reader.one("ground"),
                reason: reader.text("reason"),
                until: reader.day("until"),
            },
            Deed::Resume => Handling::Resume {
                reason: reader.needed("reason"),
            },
            Deed::Close => Handling::Close {
                code: reader.one("outcome"),
                result: reader.needed("result"),
            },
            Deed::Feedback => Handling::Feedback {
                on: reader.day("on"),
                how: reader.needed("how"),
                text: reader.needed("text"),
            },
            Deed::Refer => Handling::Refer {
                authority: reader.needed("authority"),
                what: reader.needed("what"),
                officers: self.named(&reader.needed("officers")),
            },
            _ => Handling::Extend {
                reason: reader.needed("reason"),
            },
        };
        (handling, reader.wrong())
    }

    /// Officers on duty of the unit that holds the lead.
    fn of_unit(&self) -> impl Iterator<Item = Officer> {
        let regions = &self.campaign.regions;
        let unit = regions.unit_of(self.lead.holder().region);
        let officers: Vec<Officer> = self.desk.view().state().all();
        officers
            .into_iter()
            .filter(move |officer| officer.on_duty && regions.unit_of(officer.region) == unit)
    }

    /// They, by certificate number.
    fn officers(&self) -> Vec<Entry> {
        let entry = |officer: Officer| {
            let department = self.desk.lang().word(officer.department.key());
            Entry::new(officer.id, format!("{}  {department}", officer.name))
        };
        self.of_unit().take(LISTED).map(entry).collect()
    }

    /// Certificate numbers; a name that one officer of the unit alone has stands for theirs.
    fn named(&self, text: &str) -> Vec<String> {
        let number = |part: String| {
            let mut named = self.of_unit().filter(|officer| officer.name == part);
            match (named.next(), named.next()) {
                (Some(officer), None) => officer.id,
                _ => part,
            }
        };
        parts(text).into_iter().map(number).collect()
    }
}

/// The words of the domain name a field in general; here it asks for something of its own.
fn relabelled(ui: &Ui, mut field: Field) -> Field {
    match field.id.as_str() {
        "what" | "until" | "text" | "officers" | "how" => {
            field.label = ui.word(&format!("{ROOM}.{}", field.id));
        }
        _ => {}
    }
    field
}

/// Certificate numbers or names, with blanks or commas between them.
fn parts(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；'));
    let parts = parts.filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

impl paper::Matter for Step {
    fn title(&self, ui: &Ui) -> String {
        format!("{}  {}", ui.word(self.deed.key()), about(&self.lead))
    }

    fn notes(&self, ui: &Ui) -> Vec<Entry> {
        let said = |key: &str, text: &str| Entry::new(ui.word(key), text.to_owned());
        let mut notes = vec![said("pane.leads.what", &self.lead.what)];
        if matches!(self.deed, Deed::Feedback | Deed::Ask) {
            notes.push(Entry::new("", ui.word("leads-forms.no-names")).tone(Tone::Quiet));
        }
        notes
    }

    fn beside(&self, _ui: &Ui, form: &Form) -> Vec<Entry> {
        match form.focused_id() {
            Some("officers") => self.officers(),
            _ => Vec::new(),
        }
    }

    fn draft(&self) -> Option<String> {
        let deed = self.deed.key().trim_start_matches("lead-deed.");
        // What was done may name whoever reported.
        Some(format!("{CONFIDENTIAL}form/lead/{}/{deed}", self.lead.id))
    }

    fn submit(&self, desk: &Desk, form: &mut Form, cx: &mut Cx) -> Handed {
        let (handling, wrong) = self.read(cx.ui, form);
        let command = Command::HandleLead {
            lead: self.lead.id.clone(),
            handling,
        };
        let wrong = judged(desk, cx.ui, &command, wrong);
        form.set_errors(&wrong, cx);
        if !wrong.is_empty() {
            return Handed::Not;
        }
        match desk.submit(command) {
            Ok(receipt) => paper::done(self.deed.key(), &receipt, cx),
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
