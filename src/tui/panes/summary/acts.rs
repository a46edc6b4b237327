//! What is done from the pane: handing the own report in, signing the appraisal, writing a table to a file. Each asks for
//! what it still needs, one line after the other, and then once more.

use std::path::Path;

use super::compiled::PARTS;
use super::order::Ordering;
use super::{Summary, figures, tables};
use crate::domain::command::Command;
use crate::domain::event::Event as Happened;
use crate::domain::handed_in::Attached;
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::office::files::{attach, save};
use crate::tui::action::Action;
use crate::tui::event::{Answer, Reply};
use crate::tui::layer::Cx;
use crate::tui::panes::shown::Look;
use crate::tui::theme::Tone;
use crate::tui::widget::{Ask, Confirm};

/// What the operator was asked about.
pub(super) enum Pending {
    /// A report: exactly this table is handed in.
    Report(Report),
    /// An order of the units, with the reason.
    Order(Vec<RegionCode>, String),
}

pub(super) struct Report {
    summary: Vec<u8>,
    narrative: Option<Attached>,
    /// The file was asked for.
    has_file: bool,
    note: String,
}

impl Summary {
    /// Asks for the written summary; what stands now is handed in.
    pub(super) fn ask_to_hand_in(&mut self, look: &Look<'_>, cx: &mut Cx) {
        let lang = self.desk.lang();
        let Some(compiled) = &mut self.compiled else {
            return;
        };
        self.pending = Some(Pending::Report(Report {
            summary: figures::document(lang, compiled.summary(look)),
            narrative: None,
            has_file: false,
            note: String::new(),
        }));
        let key = match compiled.versions {
            0 => "pane.summary.ask-narrative",
            _ => "pane.summary.ask-narrative-again",
        };
        cx.push(Ask::new(Action::HandIn, cx.ui.word(key), ""));
    }

    /// The path of the written summary, then why the report comes again.
    fn hand_in_line(&mut self, line: &str, cx: &mut Cx) {
        let Some((Pending::Report(report), compiled)) = self.pending.as_mut().zip(self.compiled.as_ref())
        else {
            return;
        };
        let line = line.trim();
        let is_file = !report.has_file;
        match is_file {
            true if line.is_empty() => {}
            true => match attach(Path::new(line)) {
                Ok(file) => report.narrative = Some(file),
                Err(fault) => return cx.say(Tone::Bad, fault.text(cx.ui.lang)),
            },
            false => report.note = line.to_owned(),
        }
        report.has_file = true;
        if is_file && compiled.versions > 0 {
            return cx.push(Ask::new(Action::HandIn, cx.ui.word("pane.summary.ask-note"), ""));
        }
        let name = report.narrative.as_ref().map(|file| file.name.as_str());
        let question = compiled.question(cx.ui, name);
        cx.push(Confirm::new(Action::HandIn, question));
    }

    fn hand_in(&mut self, cx: &mut Cx) {
        let Some((Pending::Report(report), compiled)) = self.pending.take().zip(self.compiled.as_ref())
        else {
            return;
        };
        let command = Command::FileReport {
            region: compiled.own,
            summary: report.summary,
            narrative: report.narrative,
            note: report.note,
        };
        match self.desk.submit(command) {
            Ok(receipt) => {
                let filed = receipt.events.iter().find_map(|event| match event {
                    Happened::ReportFiled { report } => Some(report),
                    _ => None,
                });
                let Some(report) = filed else { return };
                let (key, tone) = match report.overdue {
                    true => ("pane.summary.filed-late", Tone::Warn),
                    false => ("pane.summary.filed", Tone::Good),
                };
                let (version, on) = (report.version.to_string(), report.on.to_string());
                cx.say(tone, cx.ui.say(key, &[("version", &version), ("on", &on)]));
            }
            Err(denied) => cx.say(Tone::Bad, denied.text(cx.ui.lang)),
        }
    }

    /// Why the appraisal cannot be signed now, apart from the order that is still to be made.
    pub(super) fn sign_refusal(&self) -> Option<String> {
        let command = Command::SignAppraisal {
            order: Vec::new(),
            reason: String::new(),
        };
        match self.desk.consider(&command) {
            Ok(()) | Err(Refusal::BadOrder { .. }) => None,
            Err(refusal) => Some(refusal.text(self.desk.lang())),
        }
    }

    /// Opens the order, which begins with the suggestion; asked for again, on to signing it.
    pub(super) fn sign(&mut self, look: &Look<'_>, cx: &mut Cx) {
        let Some(compiled) = &mut self.compiled else {
            return;
        };
        let Some(order) = &self.order else {
            self.order = Some(Ordering::new(compiled.appraisal(look)));
            return;
        };
        let units = order.units();
        let departs = compiled.appraisal(look).departs(&units);
        let again = compiled.signed.is_some();
        self.pending = Some(Pending::Order(units, String::new()));
        let key = match (departs, again) {
            (true, _) => "pane.summary.ask-departing",
            (false, true) => "pane.summary.ask-again",
            (false, false) => return self.ask_to_sign(cx),
        };
        cx.push(Ask::new(Action::SignAppraisal, cx.ui.word(key), ""));
    }

    fn ask_to_sign(&self, cx: &mut Cx) {
        let Some((Pending::Order(units, reason), compiled)) =
            self.pending.as_ref().zip(self.compiled.as_ref())
        else {
            return;
        };
        let names: Vec<String> = units.iter().filter_map(|unit| compiled.name_of(*unit)).collect();
        let key = match reason.is_empty() {
            true => "pane.summary.ask-sign",
            false => "pane.summary.ask-sign-reason",
        };
        let args = [
            ("order", &*names.join(&cx.ui.word("list.and"))),
            ("reason", reason),
        ];
        cx.push(Confirm::new(Action::SignAppraisal, cx.ui.say(key, &args)));
    }

    fn signed(&mut self, cx: &mut Cx) {
        let Some(Pending::Order(order, reason)) = self.pending.take() else {
            return;
        };
        match self.desk.submit(Command::SignAppraisal { order, reason }) {
            Ok(_) => {
                self.order = None;
                cx.say(Tone::Good, cx.ui.word("pane.summary.was-signed"));
            }
            Err(denied) => cx.say(Tone::Bad, denied.text(cx.ui.lang)),
        }
    }

    /// Asks for the name of the file that the part in sight is written to.
    pub(super) fn ask_to_write(&self, look: &Look<'_>, cx: &mut Cx) {
        let part = PARTS.get(self.which).copied().unwrap_or_default();
        let own = self.compiled.as_ref().map_or(look.campaign.province, |c| c.own);
        let name = format!("{part}-{own}-{}.xlsx", look.today());
        cx.push(Ask::new(
            Action::WriteFile,
            cx.ui.word("pane.summary.ask-file"),
            name,
        ));
    }

    fn write(&mut self, line: &str, cx: &mut Cx) {
        let path = Path::new(line.trim());
        let kind = path
            .extension()
            .and_then(|kind| kind.to_str())
            .unwrap_or_default();
        if path.exists() {
            return cx.say(Tone::Bad, cx.ui.say("pane.summary.file-there", &[("file", line)]));
        }
        let Some(bytes) = self.bytes(&kind.to_lowercase(), cx) else {
            return cx.say(Tone::Bad, cx.ui.say("pane.summary.file-kind", &[("file", line)]));
        };
        match save(path, &bytes) {
            Ok(()) => {
                let file = path.display().to_string();
                cx.say(Tone::Good, cx.ui.say("pane.summary.written", &[("file", &file)]));
            }
            Err(fault) => cx.say(Tone::Bad, fault.text(cx.ui.lang)),
        }
    }

    /// The part in sight as a file of this kind.
    fn bytes(&mut self, kind: &str, cx: &Cx) -> Option<Vec<u8>> {
        let desk = self.desk.clone();
        let view = desk.view();
        let look = Look::new(cx.ui, &view, desk.actor())?;
        self.refresh(&look);
        tables::bytes(&look, self.compiled.as_mut()?, self.which, kind)
    }

    /// Takes an answer to what was asked; false where it is for somebody else.
    pub(super) fn answer(&mut self, answer: &Answer, cx: &mut Cx) -> bool {
        match (answer.to, &answer.reply) {
            (Action::HandIn, Reply::Line(line)) => self.hand_in_line(line, cx),
            (Action::HandIn, Reply::Yes) => self.hand_in(cx),
            (Action::SignAppraisal, Reply::Line(line)) => {
                if let Some(Pending::Order(_, reason)) = &mut self.pending {
                    *reason = line.trim().to_owned();
                }
                self.ask_to_sign(cx);
            }
            (Action::SignAppraisal, Reply::Yes) => self.signed(cx),
            (Action::WriteFile, Reply::Line(line)) => self.write(line, cx),
            _ => return false,
        }
        true
    }
}
