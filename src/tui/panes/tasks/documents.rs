//! Making a document about a task: which one, into which file, and whether one that is there may be replaced.

use std::path::{Path, PathBuf};

use crate::domain::document::Kind;
use crate::domain::follow_up::FollowUp;
use crate::domain::task::Task;
use crate::office::documents::{self, Form, NoDocument, Subject};
use crate::tui::action::Action;
use crate::tui::desk::Desk;
use crate::tui::event::Reply;
use crate::tui::layer::Cx;
use crate::tui::theme::Tone;
use crate::tui::widget::{Ask, Chooser, Confirm};

/// The documents there can be about a task, and how far the question has come.
#[derive(Debug)]
pub(super) struct Documents {
    choices: Vec<Choice>,
    chosen: Option<usize>,
    /// Where it goes, once that was typed.
    file: Option<PathBuf>,
}

#[derive(Debug)]
struct Choice {
    kind: Kind,
    subject: Subject,
    /// What tells it from others of its kind; part of the file's name.
    id: String,
}

impl Documents {
    /// Notice and record of a task, and a document for every order and referral in its ledger.
    pub(super) fn of(desk: &Desk, task: &Task) -> Self {
        let about_task = [Kind::Notice, Kind::Record].map(|kind| Choice {
            kind,
            subject: Subject::Task(task.id.clone()),
            id: task.id.clone(),
        });
        let ledger = FollowUp::of_task(desk.view().state(), &task.id);
        let about_matter = ledger.into_iter().filter_map(|matter| {
            Some(Choice {
                kind: Kind::of_matter(matter.kind())?,
                subject: Subject::FollowUp(matter.id.clone()),
                id: matter.id,
            })
        });
        Documents {
            choices: about_task.into_iter().chain(about_matter).collect(),
            chosen: None,
            file: None,
        }
    }

    /// Asks which document.
    pub(super) fn ask(&self, cx: &mut Cx) {
        let option = |choice: &Choice| format!("{}  {}", cx.ui.word(choice.kind.key()), choice.id);
        let options = self.choices.iter().map(option).collect();
        cx.push(Chooser::new(
            Action::Document,
            cx.ui.word("document-pane.choose"),
            options,
        ));
    }

    /// Goes on with what was answered; nothing is left to ask once the document is written, or cannot be.
    pub(super) fn answer(mut self, desk: &Desk, reply: &Reply, cx: &mut Cx) -> Option<Self> {
        match reply {
            Reply::Chosen(at) => {
                self.chosen = Some(*at);
                let choice = self.choice()?;
                let what = cx.ui.word(choice.kind.key());
                let title = cx.ui.say("document-pane.file", &[("what", &what)]);
                let name = format!("{}-{}.docx", choice.kind.id(), choice.id);
                cx.push(Ask::new(Action::Document, title, name));
                Some(self)
            }
            Reply::Line(line) if line.trim().is_empty() => None,
            Reply::Line(line) => {
                self.file = Some(with_ending(PathBuf::from(line.trim())));
                self.write(desk, false, cx)
            }
            Reply::Yes => self.write(desk, true, cx),
        }
    }

    fn choice(&self) -> Option<&Choice> {
        self.choices.get(self.chosen?)
    }

    fn write(self, desk: &Desk, replace: bool, cx: &mut Cx) -> Option<Self> {
        let (choice, file) = (self.choice()?, self.file.as_deref()?);
        let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        let name = whole.display().to_string();
        match choice.write(desk, &whole, replace) {
            Ok(blanks) => {
                let what = cx.ui.word(choice.kind.key());
                let blanks = blanks.join(&cx.ui.word("list.and"));
                let key = match blanks.is_empty() {
                    true => "document-pane.done",
                    false => "document-pane.done-with-blanks",
                };
                let args = [("what", what.as_str()), ("file", &name), ("blanks", &blanks)];
                cx.say(Tone::Good, cx.ui.say(key, &args));
                None
            }
            Err(NoDocument::Exists(_)) => {
                let question = cx.ui.say("document-pane.replace", &[("file", &name)]);
                cx.push(Confirm::new(Action::Document, question));
                Some(self)
            }
            Err(fault) => {
                cx.say(Tone::Bad, fault.text(desk.lang()));
                None
            }
        }
    }
}

/// A name that asks for neither form gets the ending of a DOCX file.
fn with_ending(file: PathBuf) -> PathBuf {
    match Form::of(&file) {
        Some(_) => file,
        None => {
            let mut name = file.into_os_string();
            name.push(".docx");
            name.into()
        }
    }
}

impl Choice {
    /// Writes the document, and tells what was left blank in it.
    fn write(&self, desk: &Desk, file: &Path, replace: bool) -> Result<Vec<String>, NoDocument> {
        let template = documents::template(self.kind, None, desk.templates())?;
        let rendered = documents::make(&desk.view(), self.kind, &self.subject, &template)?;
        let form = Form::of(file).unwrap_or(Form::Docx);
        let bytes = documents::bytes(&rendered, form, file)?;
        documents::write(file, &bytes, replace)?;
        Ok(documents::blanks(&rendered, desk.lang()))
    }
}
