//! `duban document`: documents about a task as Markdown or DOCX, and the templates they are made from.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::{Value, json};

use super::desk::{Desk, Session};
use super::end::{Done, End};
use super::found::Kind as Found;
use crate::domain::document::Kind;
use crate::exchange::write::document::{Rendered, Wrong};
use crate::office::documents::{self, Form, NoDocument, Subject};
use crate::tui::start::own_file;

#[derive(Subcommand, Debug)]
pub(super) enum Args {
    Notice(OfTask),
    Record(OfTask),
    Order(OfFollowUp),
    Referral(OfFollowUp),
    Templates {
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
}

#[derive(clap::Args, Debug)]
pub(super) struct OfTask {
    #[arg(long, value_name = "TASK")]
    task: String,
    #[command(flatten)]
    way: Way,
}

#[derive(clap::Args, Debug)]
pub(super) struct OfFollowUp {
    #[arg(long, value_name = "ID")]
    follow_up: String,
    #[command(flatten)]
    way: Way,
}

/// How a document is to be made, and where it goes.
#[derive(clap::Args, Debug)]
pub(super) struct Way {
    #[arg(long, value_name = "docx|md", value_parser = ["docx", "md"])]
    format: Option<String>,
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    #[arg(long)]
    force: bool,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let (kind, subject, way) = match args {
        Args::Notice(args) => (Kind::Notice, Subject::Task(args.task.clone()), &args.way),
        Args::Record(args) => (Kind::Record, Subject::Task(args.task.clone()), &args.way),
        Args::Order(args) => (Kind::Order, Subject::FollowUp(args.follow_up.clone()), &args.way),
        Args::Referral(args) => (
            Kind::Referral,
            Subject::FollowUp(args.follow_up.clone()),
            &args.way,
        ),
        Args::Templates { out } => return templates(desk, out),
    };
    way.make(desk, &desk.session()?, kind, &subject)
}

impl Way {
    /// Makes a document and gives it, with what was left blank in it as notes.
    pub(super) fn make(
        &self,
        desk: &Desk,
        session: &Session<'_>,
        kind: Kind,
        subject: &Subject,
    ) -> Result<Done, End> {
        let form = self.form();
        if form == Form::Docx && self.out.is_none() {
            return Err(End::Usage(desk.word("document.docx-needs-out")));
        }
        let end = |fault| end(desk, fault);
        let template = documents::template(kind, self.template.as_deref(), own_file("templates").as_deref());
        let template = template.map_err(end)?;
        let rendered = documents::make(&session.view(), kind, subject, &template).map_err(end)?;
        let notes = notes(desk, &rendered);
        let mut value = json!({
            "document": kind.id(), "format": form.ending(), "template": template.file, "blanks": rendered.blanks,
        });
        let Some(file) = &self.out else {
            value["text"] = rendered.markdown.as_str().into();
            return Ok(Done::exact(rendered.markdown, value).note(notes));
        };
        let bytes = documents::bytes(&rendered, form, file).map_err(end)?;
        documents::write(file, &bytes, self.force).map_err(end)?;
        let name = file.display().to_string();
        let args = [("what", &*desk.word(kind.key())), ("file", &name)];
        value["file"] = name.as_str().into();
        Ok(Done::new(desk.say("document.written", &args), value).note(notes))
    }

    /// What was asked for, else what the file's name asks for, else Markdown.
    fn form(&self) -> Form {
        match self.format.as_deref() {
            Some("docx") => Form::Docx,
            Some(_) => Form::Markdown,
            None => self.out.as_deref().and_then(Form::of).unwrap_or(Form::Markdown),
        }
    }
}

/// What was left blank.
fn notes(desk: &Desk, rendered: &Rendered) -> Vec<String> {
    let blanks = documents::blanks(rendered, desk.lang);
    if blanks.is_empty() {
        return Vec::new();
    }
    let blanks = blanks.join(&desk.word("list.and"));
    vec![desk.say("document.blanks", &[("blanks", &blanks)])]
}

fn end(desk: &Desk, fault: NoDocument) -> End {
    let text = fault.text(desk.lang);
    match fault {
        NoDocument::Denied(denied) => denied.into(),
        NoDocument::Io(fault) => End::Store(fault),
        NoDocument::Exists(_) => End::Fault(text),
        NoDocument::NotOf(..) => End::Usage(text),
        NoDocument::Over(_, id, state) => End::Found {
            kind: Found::Refused,
            code: "document_over".to_owned(),
            text,
            details: json!({"id": id, "state": state}),
        },
        NoDocument::Template(fault) => {
            let mut details = json!({"file": fault.file, "line": fault.line});
            let (code, more) = match fault.wrong {
                Wrong::Unknown { found, known } => {
                    ("template_placeholder", json!({"found": found, "known": known}))
                }
                Wrong::Said(said) => ("template_syntax", json!({"said": said})),
            };
            if let (Value::Object(details), Value::Object(more)) = (&mut details, more) {
                details.extend(more);
            }
            End::Found {
                kind: Found::Fault,
                code: code.to_owned(),
                text,
                details,
            }
        }
    }
}

/// Writes the templates as shipped into a directory; none that is there already is touched.
fn templates(desk: &Desk, dir: &Path) -> Result<Done, End> {
    std::fs::create_dir_all(dir).map_err(End::io(dir))?;
    let mut files = Vec::new();
    for kind in Kind::ALL {
        let file = dir.join(format!("{}.md", kind.id()));
        let text = documents::shipped(kind).text;
        documents::write(&file, text.as_bytes(), false).map_err(|fault| end(desk, fault))?;
        files.push(file.display().to_string());
    }
    let own = own_file("templates").map(|dir| dir.display().to_string());
    let hint = own.map(|own| desk.say("document.own", &[("dir", &own)]));
    Ok(Done::new(files.join("\n"), json!({"files": files})).note(hint))
}
