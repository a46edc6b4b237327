//! The form of a new matter, one field a line, by its kind. Nothing is answered beforehand; what the visit found stands
//! first among the options.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{ROOM, grounds, register};
use crate::domain::campaign::{Campaign, Fine, Violation};
use crate::domain::command::Command;
use crate::domain::follow_up::{Kind, Matter, Receiver, Scale};
use crate::domain::summary::newest;
use crate::domain::task::{Member, Task};
use crate::domain::time::Now;
use crate::office::drafts::CONFIDENTIAL;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::layer::Cx;
use crate::tui::panes::paper::{self, Handed, Paper, chosen, mark};
use crate::tui::panes::reader::{self, Reader, Wrong, asks_for_time, field, judged};
use crate::tui::panes::sheet::Sheet;
use crate::tui::panes::words;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{self, Choice, Entry, Field, Form};

/// A matter that is being entered.
pub(in crate::tui::panes) struct Opening {
    task: Task,
    kind: Kind,
    campaign: Arc<Campaign>,
    /// The violations the visit found.
    found: Vec<String>,
    visited: NaiveDate,
    now: Now,
    ui: Ui,
    notes: Vec<Entry>,
}

impl Opening {
    /// The form of a matter of this kind; none before the campaign has begun.
    pub(super) fn paper(desk: &Desk, ui: &Ui, task: &Task, kind: Kind) -> Option<Paper<Self>> {
        let opening = {
            let view = desk.view();
            let visit = newest(view.state(), &task.id).map(|newest| newest.visit);
            Opening {
                campaign: view.campaign()?,
                found: visit.as_ref().map_or_else(Vec::new, |v| v.violations.clone()),
                visited: visit.as_ref().map_or(view.now().today, |v| v.visited),
                now: view.now(),
                notes: register::notes(ui, view.state(), task),
                task: task.clone(),
                kind,
                ui: *ui,
            }
        };
        let form = Form::new(opening.fields());
        Some(Paper::new(desk.clone(), opening, form))
    }

    fn fields(&self) -> Vec<Field> {
        let ui = &self.ui;
        let line = |id: &str| field(ui, ROOM, id, widget::Kind::Line);
        let text = |id: &str| field(ui, ROOM, id, widget::Kind::Text);
        let one = |id: &str, options: Vec<Choice>| field(ui, ROOM, id, widget::Kind::One(options));
        let grade = |id: &str| one(id, grades(Scale::Risk));
        match self.kind {
            Kind::Order => vec![
                one("violation", self.violations()),
                line("what"),
                line("deadline"),
            ],
            Kind::Case => vec![one("violation", self.violations()), line("number"), line("filed")],
            Kind::Refund => vec![line("what"), line("yuan"), line("people"), line("deadline")],
            Kind::Fine => vec![
                one("violation", self.violations()),
                one("fine", self.fines(None)),
                line("precondition"),
                line("of"),
                line("yuan"),
                line("departs"),
                line("confiscated"),
                line("decision"),
                line("decided"),
                line("deadline"),
            ],
            Kind::Referral => vec![
                one("to", receivers(ui)),
                line("authority"),
                text("what"),
                field(ui, ROOM, "officers", widget::Kind::Many(self.members())),
            ],
            Kind::Notice => vec![one("to", receivers(ui)), line("authority"), text("what")],
            Kind::Credit => {
                let choice = |scale: Scale| Choice::new(scale.key(), ui.word(scale.key()));
                let mut to = grade("to");
                to.label = ui.word("field.grade");
                vec![
                    one("scale", Scale::ALL.map(choice).to_vec()),
                    grade("from"),
                    to,
                    text("what"),
                ]
            }
            Kind::Major | Kind::Typical => vec![text("what")],
        }
    }

    /// Those the visit found first; one that was not in force on its day says so.
    fn violations(&self) -> Vec<Choice> {
        let ui = &self.ui;
        let is_found = |row: &&Violation| self.found.contains(&row.id);
        let (found, others): (Vec<_>, Vec<_>) = self.campaign.violations.iter().partition(is_found);
        let choice = |row: &Violation| {
            let name = row.name.get(ui.lang);
            let label = match is_found(&row) {
                true => ui.say("pane.follow-ups.found", &[("name", name)]),
                false => name.to_owned(),
            };
            let from = row.in_force_from.to_string();
            let to = row.in_force_to.map_or(String::new(), |to| to.to_string());
            let off = || {
                format!(
                    "{name}  {}",
                    ui.say("violation.not-in-force", &[("from", &from), ("to", &to)])
                )
            };
            Choice {
                off: (!row.in_force(self.visited)).then(off),
                ..Choice::new(row.id.clone(), label)
            }
        };
        found.into_iter().chain(others).map(choice).collect()
    }

    /// The fines of one violation, or of all: article and range.
    fn fines(&self, of: Option<&str>) -> Vec<Choice> {
        let rows = self.campaign.violations.iter();
        let rows = rows.filter(|row| of.is_none_or(|id| row.id == id));
        let each = rows.flat_map(|row| row.fines.iter().map(move |fine| (row, fine)));
        each.map(|(row, fine)| {
            let mut label = format!("{}  {}", fine.article, grounds::range(&self.ui, fine, None));
            if let Some(when) = &fine.when {
                let when = when.get(self.ui.lang);
                let when = self.ui.say("pane.follow-ups.when", &[("when", when)]);
                label = format!("{label}  {when}");
            }
            Choice::new(format!("{}.{}", row.id, fine.id), label)
        })
        .collect()
    }

    fn members(&self) -> Vec<Choice> {
        let choice = |member: &Member| {
            let label = format!("{} {}", words::member(&self.ui, member), member.officer);
            Choice::new(member.officer.clone(), label)
        };
        self.task.team.iter().map(choice).collect()
    }

    /// The violation chosen in the form, and its fine.
    fn chosen(&self, form: &Form) -> Option<(&Violation, Option<&Fine>)> {
        let row = self.campaign.violation(&chosen(form, "violation")?)?;
        let fine = chosen(form, "fine");
        let fine = fine.as_deref().and_then(|id| id.rsplit('.').next());
        Some((row, fine.and_then(|id| row.fine_of(id))))
    }

    fn base(form: &Form) -> Option<u64> {
        paper::text(form, "of").parse().ok()
    }

    /// A fine's fields follow from the violation and the fine: what it asks for is in sight, and says what the law says.
    fn follow_fine(&self, form: &mut Form) {
        let ui = &self.ui;
        let chosen = self.chosen(form);
        let row = chosen.map(|(row, _)| row);
        form.set_options("fine", self.fines(row.map(|row| row.id.as_str())));
        let none = row.filter(|row| row.fines.is_empty());
        let none = none.map(|_| ui.word("pane.follow-ups.no-fine"));
        for id in ["fine", "yuan"] {
            form.bar(id, none.clone());
        }
        let fine = chosen.and_then(|(_, fine)| fine);
        let when = fine.and_then(|fine| fine.when.as_ref());
        let base = fine.and_then(|fine| fine.of.as_ref());
        form.hide("precondition", when.is_none());
        let when = when.map(|when| ui.say("pane.follow-ups.when", &[("when", when.get(ui.lang))]));
        form.set_hint("precondition", when.unwrap_or_default());
        form.hide("of", base.is_none());
        let by = base.map(|of| ui.say("pane.follow-ups.base", &[("of", of.get(ui.lang))]));
        form.set_hint("of", by.unwrap_or_default());
        let of = base.and_then(|_| Self::base(form));
        let hint = fine.zip(row).map(|(fine, row)| {
            let args = [
                ("range", grounds::range(ui, fine, of)),
                ("article", fine.article.clone()),
                ("from", row.in_force_from.to_string()),
            ];
            let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
            ui.say("pane.follow-ups.range-hint", &args)
        });
        form.set_hint("yuan", hint.unwrap_or_default());
        let range = fine.and_then(|fine| fine.range(of));
        let yuan: Option<u64> = paper::text(form, "yuan").parse().ok();
        let outside = yuan
            .zip(range)
            .is_some_and(|(yuan, (least, most))| yuan > 0 && !(least..=most).contains(&yuan));
        form.hide("departs", !outside);
    }

    /// What the form says.
    fn read(&self, form: &Form) -> (Matter, Wrong) {
        let mut reader = Reader::new(&self.ui, form, self.now.today);
        let matter = match self.kind {
            Kind::Order => Matter::Order {
                violation: reader.maybe("violation"),
                what: reader.text("what"),
                deadline: reader.day("deadline"),
            },
            Kind::Case => Matter::Case {
                violation: reader.one("violation"),
                number: reader.text("number"),
                filed: reader.day("filed"),
            },
            Kind::Refund => Matter::Refund {
                what: reader.text("what"),
                yuan: reader.number("yuan"),
                people: reader.number("people"),
                deadline: reader.day("deadline"),
            },
            Kind::Fine => self.read_fine(form, &mut reader),
            Kind::Referral => Matter::Referral {
                to: receiver(&reader.one("to")),
                authority: reader.text("authority"),
                what: reader.text("what"),
                officers: reader.many("officers"),
            },
            Kind::Notice => Matter::Notice {
                to: receiver(&reader.one("to")),
                authority: reader.text("authority"),
                what: reader.text("what"),
            },
            Kind::Credit => {
                let scale = scale(&reader.one("scale"));
                Matter::Credit {
                    scale,
                    from: reader.maybe("from").unwrap_or_default(),
                    to: match scale {
                        Scale::List => String::new(),
                        _ => reader.one("to"),
                    },
                    what: reader.text("what"),
                }
            }
            Kind::Major => Matter::Major {
                what: reader.text("what"),
            },
            Kind::Typical => Matter::Typical {
                what: reader.text("what"),
            },
        };
        (matter, reader.wrong())
    }

    /// Without a fine, gains alone were confiscated.
    fn read_fine(&self, form: &Form, reader: &mut Reader<'_>) -> Matter {
        let fine = self.chosen(form).and_then(|(_, fine)| fine);
        let shown = |id: &str| match form.is_hidden(id) {
            true => String::new(),
            false => paper::text(form, id),
        };
        let fined = !form.is_off("yuan");
        Matter::Fine {
            violation: reader.one("violation"),
            fine: fine.map_or(String::new(), |fine| fine.id.clone()),
            precondition: shown("precondition"),
            of: reader.some_number("of"),
            yuan: match fined {
                true => reader.some_number("yuan").unwrap_or(0),
                false => 0,
            },
            confiscated: reader.some_number("confiscated").unwrap_or(0),
            departs: shown("departs"),
            decision: reader.text("decision"),
            decided: reader.day("decided"),
            deadline: reader.day("deadline"),
        }
    }

    fn basis(&self, form: &Form) -> Vec<Entry> {
        let Some((row, fine)) = self.chosen(form) else {
            return Vec::new();
        };
        let fine = fine.map(|fine| (fine, fine.of.as_ref().and_then(|_| Self::base(form))));
        grounds::entries(&self.ui, row, fine, self.visited)
    }
}

fn receivers(ui: &Ui) -> Vec<Choice> {
    let choice = |to: Receiver| Choice::new(to.key(), ui.word(to.key()));
    Receiver::ALL.map(choice).to_vec()
}

/// Where none was chosen, the field is marked already; something stands in.
fn receiver(key: &str) -> Receiver {
    let known = Receiver::ALL.into_iter().find(|to| to.key() == key);
    known.unwrap_or(Receiver::Other)
}

fn grades(scale: Scale) -> Vec<Choice> {
    let choice = |grade: &&str| Choice::new(*grade, *grade);
    scale.grades().iter().map(choice).collect()
}

fn scale(key: &str) -> Scale {
    let known = Scale::ALL.into_iter().find(|scale| scale.key() == key);
    known.unwrap_or(Scale::List)
}

impl paper::Matter for Opening {
    fn title(&self, ui: &Ui) -> String {
        let kind = ui.word(self.kind.key());
        ui.say("pane.follow-ups.register", &[("kind", &kind)])
    }

    fn notes(&self, _ui: &Ui) -> Vec<Entry> {
        self.notes.clone()
    }

    fn draft(&self) -> Option<String> {
        let sealed = if self.task.lead.is_some() {
            CONFIDENTIAL
        } else {
            ""
        };
        Some(format!(
            "{sealed}form/follow-up/{}/{}",
            self.task.id,
            self.kind.word()
        ))
    }

    fn changed(&self, form: &mut Form) {
        match self.kind {
            Kind::Fine => self.follow_fine(form),
            Kind::Credit => {
                let scale = chosen(form, "scale").map_or(Scale::Risk, |key| scale(&key));
                for id in ["from", "to"] {
                    form.hide(id, scale == Scale::List);
                    if scale != Scale::List {
                        form.set_options(id, grades(scale));
                    }
                }
            }
            _ => {}
        }
    }

    fn beside(&self, _ui: &Ui, form: &Form) -> Vec<Entry> {
        self.basis(form)
    }

    fn submit(&self, desk: &Desk, form: &mut Form, cx: &mut Cx) -> Handed {
        let (matter, wrong) = self.read(form);
        let command = Command::OpenFollowUp {
            task: self.task.id.clone(),
            matter: Box::new(matter),
        };
        let wrong = judged(desk, cx.ui, &command, wrong);
        form.set_errors(&wrong, cx);
        if !wrong.is_empty() {
            return Handed::Not;
        }
        match desk.submit(command) {
            Ok(receipt) => {
                let seq = receipt.seqs.map_or(0, |(_, last)| last).to_string();
                let kind = cx.ui.word(self.kind.key());
                let args = [("kind", kind.as_str()), ("name", &self.task.name), ("seq", &seq)];
                cx.say(Tone::Good, cx.ui.say("pane.follow-ups.registered", &args));
                Handed::In
            }
            Err(denied) => {
                mark(form, None, &denied, cx);
                Handed::Not
            }
        }
    }

    fn offers(&self, ui: &Ui, form: &Form) -> Vec<Offer> {
        let time = form.focused_id().and_then(asks_for_time);
        let mut offers: Vec<Offer> = time.map(|_| Offer::on(Action::Today)).into_iter().collect();
        if matches!(self.kind, Kind::Order | Kind::Case | Kind::Fine) {
            let none = self.chosen(form).is_none();
            let none = none.then(|| ui.word("pane.follow-ups.no-violation"));
            offers.push(Offer::unless(Action::Basis, none));
        }
        offers
    }

    fn act(&self, action: Action, form: &mut Form, cx: &mut Cx) {
        match action {
            Action::Today => reader::today(form, self.now),
            Action::Basis => cx.push(Sheet::new(cx.ui.word("entry.basis"), self.basis(form))),
            _ => {}
        }
    }
}
