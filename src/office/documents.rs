//! Documents (公文): facts on record, filled into the office's own template or the shipped one, as Markdown or DOCX.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Denied, Fault as Store, View};
use crate::domain::campaign::Campaign;
use crate::domain::document::{Day, Kind, Narrative, OfFollowUp, OfTask};
use crate::domain::follow_up::FollowUp;
use crate::domain::lead::Lead;
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::registry::Row;
use crate::domain::state::Read;
use crate::domain::targeted::{self, Site};
use crate::domain::task::Task;
use crate::exchange::write::document::{Fault, Rendered, docx, render};
use crate::lang::Lang;

/// What a document is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A task, by its id.
    Task(String),
    /// A matter of the follow-up ledger, by its id.
    FollowUp(String),
    /// A division.
    Region(RegionCode),
}

/// The form a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Markdown.
    Markdown,
    /// DOCX in the style of GB/T 9704—2012.
    Docx,
}

impl Form {
    /// The ending of its files' names.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Markdown => "md",
            Form::Docx => "docx",
        }
    }

    /// The form that a file's name asks for.
    pub fn of(file: &Path) -> Option<Self> {
        let ending = file.extension()?.to_str()?.to_ascii_lowercase();
        [Form::Markdown, Form::Docx]
            .into_iter()
            .find(|form| form.ending() == ending)
    }
}

/// A template: where it was found, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The file, or the name of a shipped one.
    pub file: String,
    /// The text.
    pub text: String,
}

/// Why there is no document.
#[derive(Debug)]
pub enum NoDocument {
    /// What it is about is not on record, or the records cannot be read.
    Denied(Denied),
    /// The template has a mistake.
    Template(Fault),
    /// It cannot be made into a file, or a template cannot be read.
    Io(Store),
    /// A file of this name is there already.
    Exists(PathBuf),
    /// There is no such document about the thing of this id.
    NotOf(Kind, String),
    /// The thing of this id is over, by its state's message key: struck off, withdrawn, refused.
    Over(Kind, String, &'static str),
}

impl<D: Into<Denied>> From<D> for NoDocument {
    fn from(denied: D) -> Self {
        NoDocument::Denied(denied.into())
    }
}

impl NoDocument {
    /// What is wrong and what to do, in the operator's language.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            NoDocument::Denied(denied) => denied.text(lang),
            NoDocument::Template(fault) => fault.text(lang),
            NoDocument::Io(fault) => fault.text(lang),
            NoDocument::NotOf(kind, id) => {
                let args = [("what", &*lang.word(kind.key())), ("id", id)];
                lang.say("document.not-of", &args)
            }
            NoDocument::Over(kind, id, state) => {
                let (what, state) = (lang.word(kind.key()), lang.word(state));
                lang.say(
                    "document.over",
                    &[("what", &*what), ("id", id), ("state", &*state)],
                )
            }
            NoDocument::Exists(file) => lang.say("document.exists", &[("file", &file.display().to_string())]),
        }
    }
}

/// The template as shipped.
pub fn shipped(kind: Kind) -> Template {
    let text = match kind {
        Kind::Notice => include_str!("../../templates/notice.md"),
        Kind::Record => include_str!("../../templates/record.md"),
        Kind::Order => include_str!("../../templates/order.md"),
        Kind::Referral => include_str!("../../templates/referral.md"),
        Kind::Narrative => include_str!("../../templates/narrative.md"),
    };
    Template {
        file: file_of(kind),
        text: text.to_owned(),
    }
}

fn file_of(kind: Kind) -> String {
    format!("templates/{}.md", kind.id())
}

/// The template in force: the file that was asked for, else the office's own in the directory `own`, else the shipped one.
///
/// # Errors
/// [`NoDocument::Io`] where a file cannot be read.
pub fn template(kind: Kind, wanted: Option<&Path>, own: Option<&Path>) -> Result<Template, NoDocument> {
    let read = |path: &Path| match std::fs::read_to_string(path) {
        Ok(text) => Ok(Template {
            file: path.display().to_string(),
            text,
        }),
        Err(error) => Err(error),
    };
    if let Some(path) = wanted {
        return read(path).map_err(|error| unreadable(path, error));
    }
    let Some(path) = own.map(|dir| dir.join(format!("{}.md", kind.id()))) else {
        return Ok(shipped(kind));
    };
    match read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(shipped(kind)),
        found => found.map_err(|error| unreadable(&path, error)),
    }
}

fn unreadable(path: &Path, source: io::Error) -> NoDocument {
    let path = path.to_owned();
    NoDocument::Io(Store::Io { path, source })
}

/// The facts of a document, as its template is given them.
///
/// # Errors
/// [`NoDocument::Denied`] where there is no such thing, or the registry cannot be read.
pub fn facts(view: &View<'_>, kind: Kind, subject: &Subject) -> Result<serde_json::Value, NoDocument> {
    let campaign = view.campaign().ok_or(Refusal::NoCampaign)?;
    let calendar = view.calendar().ok_or(Refusal::NoCampaign)?;
    let day = Day {
        campaign: &campaign,
        calendar: &calendar,
        today: view.now().today,
    };
    let state = view.state();
    let facts = match (kind, subject) {
        (Kind::Narrative, Subject::Region(region)) => {
            serde_json::to_value(Narrative::of(state, day, *region))
        }
        (Kind::Notice | Kind::Record, Subject::Task(id)) => {
            let (task, line) = task(view, id)?;
            if !task.state.is_live() {
                return Err(NoDocument::Over(kind, id.clone(), task.state.key()));
            }
            serde_json::to_value(OfTask::of(state, day, &task, row(&line).as_ref()))
        }
        (Kind::Order | Kind::Referral, Subject::FollowUp(id)) => {
            let matter = matter(view, kind, id)?;
            let (task, line) = match matter.lead.is_some() {
                true => of_lead(view, &campaign, &matter)?,
                false => task(view, &matter.task)?,
            };
            serde_json::to_value(OfFollowUp::of(state, day, (&matter, &task), row(&line).as_ref()))
        }
        (_, Subject::Task(id) | Subject::FollowUp(id)) => return Err(NoDocument::NotOf(kind, id.clone())),
        (_, Subject::Region(region)) => return Err(NoDocument::NotOf(kind, region.to_string())),
    };
    // Facts hold only texts, numbers and lists of them: nothing serde_json can refuse.
    Ok(facts.unwrap_or_default())
}

/// A task, and its target's line in the registry.
fn task(view: &View<'_>, id: &str) -> Result<(Task, Option<String>), NoDocument> {
    let task: Task = view.state().get(id).ok_or_else(|| unknown("task", id))?;
    let line = view.registry_line_of(&task.target)?;
    Ok((task, line))
}

/// What stands in the place of the task for a matter that a lead led to: the visit that was made for it, else the lead
/// alone, with nothing that only a visit could tell.
fn of_lead(
    view: &View<'_>,
    campaign: &Campaign,
    matter: &FollowUp,
) -> Result<(Task, Option<String>), NoDocument> {
    let lead: Lead = view
        .state()
        .get(matter.source())
        .ok_or_else(|| unknown("lead", matter.source()))?;
    let mut made = Task::of_lead(view.state(), &lead.id).into_iter();
    let task = made.rfind(|task| task.state.is_live()).unwrap_or_else(|| {
        let site = Site::of(view.state(), campaign, &lead);
        targeted::task(view.state(), &lead, (&site, matter.unit), None, &[])
    });
    let line = view.registry_line_of(&task.target)?;
    Ok((task, line))
}

/// A matter that stands, of the kind that the document is about.
fn matter(view: &View<'_>, kind: Kind, id: &str) -> Result<FollowUp, NoDocument> {
    let matter: FollowUp = view.state().get(id).ok_or_else(|| unknown("follow-up", id))?;
    if Kind::of_matter(matter.kind()) != Some(kind) {
        return Err(NoDocument::NotOf(kind, id.to_owned()));
    }
    if !matter.stands() {
        return Err(NoDocument::Over(kind, id.to_owned(), matter.state().key()));
    }
    Ok(matter)
}

fn row(line: &Option<String>) -> Option<Row<'_>> {
    line.as_deref()
        .and_then(|line| Row::parse(line.trim_end_matches('\n')))
}

fn unknown(what: &'static str, id: &str) -> Refusal {
    let (id, known) = (id.to_owned(), Vec::new());
    Refusal::NotFound { what, id, known }
}

/// A document, and what was left blank in it.
///
/// # Errors
/// See [`facts`]; a mistake in the template.
pub fn make(
    view: &View<'_>,
    kind: Kind,
    subject: &Subject,
    template: &Template,
) -> Result<Rendered, NoDocument> {
    let facts = facts(view, kind, subject)?;
    render(&template.file, &template.text, &facts).map_err(NoDocument::Template)
}

/// The bytes of a document's file.
///
/// # Errors
/// [`NoDocument::Io`] where it cannot be packed.
pub fn bytes(rendered: &Rendered, form: Form, file: &Path) -> Result<Vec<u8>, NoDocument> {
    match form {
        Form::Markdown => Ok(rendered.markdown.clone().into_bytes()),
        Form::Docx => docx(&rendered.markdown).map_err(|error| unreadable(file, io::Error::other(error))),
    }
}

/// Writes a file whole or not at all; one that is there already stays, unless it may be replaced.
///
/// # Errors
/// [`NoDocument::Exists`], or [`NoDocument::Io`] where it cannot be written.
pub fn write(file: &Path, bytes: &[u8], replace: bool) -> Result<(), NoDocument> {
    let failed = |error| unreadable(file, error);
    let dir = file.parent().filter(|dir| !dir.as_os_str().is_empty());
    let mut kept = tempfile::NamedTempFile::new_in(dir.unwrap_or(Path::new("."))).map_err(failed)?;
    kept.write_all(bytes)
        .and_then(|()| kept.as_file().sync_all())
        .map_err(failed)?;
    let done = match replace {
        true => kept.persist(file),
        false => kept.persist_noclobber(file),
    };
    match done {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(NoDocument::Exists(file.to_owned()))
        }
        Err(error) => Err(failed(error.error)),
    }
}

/// Words for the placeholders that were left blank, in the operator's language.
pub fn blanks(rendered: &Rendered, lang: Lang) -> Vec<String> {
    let word = |path: &String| {
        let key = format!("blank.{}", path.replace("[]", "").replace('_', "-"));
        match crate::_rust_i18n_try_translate(lang.code(), &key) {
            Some(word) => format!("{word}（{path}）"),
            None => path.clone(),
        }
    };
    rendered.blanks.iter().map(word).collect()
}
