//! `duban inspect`: a visit's record from a file, the form to fill in, and the beginning of an inspection.

mod form;
mod template;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::desk::{Desk, Session};
use super::end::{Done, End};
use crate::domain::command::Command;
use crate::domain::event::Event;
use crate::domain::fields::answer_id;
use crate::domain::inspection::Visit;
use crate::domain::refusal::Refusal;
use crate::domain::state::Read;
use crate::domain::task::Task;
use crate::domain::visit_rules::warnings;
use crate::lang::Lang;
use crate::office::evidence;

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[arg(long, value_name = "TASK")]
    task: String,
    #[arg(long, value_name = "RESULT.json|-", required_unless_present_any = ["begin", "template"],
        conflicts_with_all = ["begin", "template"])]
    file: Option<PathBuf>,
    #[arg(long, conflicts_with = "template")]
    begin: bool,
    #[arg(long)]
    template: bool,
}

/// What is wrong with the bytes as a filled-in form; files of evidence are looked for nowhere.
pub(super) fn form_fault(bytes: &[u8], lang: Lang) -> Option<String> {
    let read = form::read_bytes(bytes, Path::new("/dev/null"));
    read.err().map(|fault| fault.text(lang, "form.json"))
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let session = desk.session()?;
    let id = args.task.as_str();
    match &args.file {
        Some(file) => record(desk, &session, id, file),
        None if args.begin => begin(desk, &session, id),
        None => {
            let form = template::of(desk, &session, &task(&session, id)?);
            let text = crate::exchange::write::json_text(&form);
            let hint = desk.say("next.fill-in", &[("task", id)]);
            Ok(Done::new(text, form).note([hint]))
        }
    }
}

fn task(session: &Session<'_>, id: &str) -> Result<Task, End> {
    let (what, id) = ("task", id.to_owned());
    let known = Vec::new();
    let found = session.view().state().get::<Task>(&id);
    found.ok_or_else(|| Refusal::NotFound { what, id, known }.into())
}

fn begin(desk: &Desk, session: &Session<'_>, id: &str) -> Result<Done, End> {
    session.submit(Command::BeginInspection { task: id.to_owned() })?;
    let text = desk.say("inspect.begun", &[("task", id)]);
    let next = desk.say("next.record", &[("task", id)]);
    let next = desk.say("next.line", &[("what", &next), ("when", "")]);
    Ok(Done::new(text, json!({"task": id, "state": "inspecting"})).note([next]))
}

fn record(desk: &Desk, session: &Session<'_>, id: &str, file: &Path) -> Result<Done, End> {
    let (name, bytes) = super::audit::read_bytes(file)?;
    let beside = file.parent().unwrap_or(Path::new(""));
    let filled =
        form::read_bytes(&bytes, beside).map_err(|fault| End::Fault(fault.text(desk.lang, &name)))?;
    let warned = unusual(desk, session, id, (&filled.visit, beside));
    let receipt = session.submit(Command::RecordVisit {
        task: id.to_owned(),
        visit: Box::new(filled.visit),
        based_on: filled.based_on,
    })?;
    let inspection = receipt.events.iter().find_map(|event| match event {
        Event::VisitRecorded { inspection, .. } => Some(inspection.as_ref()),
        _ => None,
    });
    let (version, late) = inspection.map_or((0, false), |i| (i.version, i.late));
    let mut text = desk.say(
        "inspect.recorded",
        &[("task", id), ("version", &version.to_string())],
    );
    if late {
        text.push_str(&desk.word("inspect.late"));
    }
    let next = desk.say("next.review", &[("task", id)]);
    let next = desk.say("next.line", &[("what", &next), ("when", "")]);
    let (warned, said): (Vec<Value>, Vec<String>) = warned.into_iter().unzip();
    let result = json!({"task": id, "version": version, "late": late, "warnings": warned});
    Ok(Done::new(text, result).note(said.into_iter().chain([next])))
}

/// What is unusual about the visit and may be right, for machines and in words: files of evidence that were not read in
/// `dir`, contradictions, fines.
fn unusual(
    desk: &Desk,
    session: &Session<'_>,
    id: &str,
    (visit, dir): (&Visit, &Path),
) -> Vec<(Value, String)> {
    let shown = visit.answers.iter();
    let shown = shown.flat_map(|answer| answer.evidence.iter().map(|shown| (&answer.item, shown)));
    let unread = shown.filter_map(|(item, shown)| {
        let unread = evidence::unread(dir, shown)?;
        let field = answer_id(item);
        let value = json!({"field": field, "fault": "unread-evidence", "detail": unread.path});
        Some((value, unread.text(desk.lang)))
    });
    let mut found: Vec<(Value, String)> = unread.collect();
    let view = session.view();
    if let Some(task) = view.state().get::<Task>(id) {
        let said = warnings(&session.campaign, &task.items(view.state()), visit).into_iter();
        found.extend(said.map(|problem| (json!(problem), problem.text(desk.lang))));
    }
    found
}
