//! Handing a report in, and showing again what was handed in.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::Compiled;
use super::paper::{Form, Paper};
use crate::cli::desk::{Desk, Session};
use crate::cli::end::{Done, End};
use crate::cli::parse;
use crate::domain::command::Command;
use crate::domain::event::Event;
use crate::domain::handed_in::{HandedIn, Narrative, versions};
use crate::domain::progress;
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, State};
use crate::exchange::write::reports;
use crate::office::files::{attach, save};

#[derive(clap::Args, Debug)]
pub(in crate::cli) struct FileArgs {
    #[arg(long, value_name = "CODE", value_parser = parse::region)]
    region: RegionCode,
    #[arg(long, value_name = "FILE")]
    narrative: Option<PathBuf>,
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    note: String,
}

#[derive(clap::Args, Debug)]
pub(in crate::cli) struct HandedInArgs {
    #[command(flatten)]
    form: Form,
    #[arg(long, value_name = "N", value_parser = parse::number::<u32>, requires = "region")]
    version: Option<u32>,
    #[arg(long, value_name = "FILE", requires = "version")]
    narrative: Option<PathBuf>,
}

/// Hands in the summary as it stands, with the written summary; after its due date it is marked 逾期.
pub(super) fn file(desk: &Desk, session: &Session<'_>, args: &FileArgs) -> Result<Done, End> {
    let region = session.region(Some(args.region))?;
    let found = Compiled::new(desk, session, region);
    let summary = serde_json::to_vec_pretty(&found.table(desk).document()).unwrap_or_default();
    let receipt = session.submit(Command::FileReport {
        region,
        summary,
        narrative: args.narrative.as_deref().map(attach).transpose()?,
        note: args.note.clone(),
    })?;
    let report = receipt.events.iter().find_map(|event| match event {
        Event::ReportFiled { report } => Some(report),
        _ => None,
    });
    let Some(report) = report else {
        return Ok(Done::default());
    };
    let view = session.view();
    let line = progress::compile(view.state(), &session.campaign, region, view.now().today).total;
    let due = line.report.map(|r| r.due.to_string()).unwrap_or_default();
    let key = if report.overdue {
        "report.filed-late"
    } else {
        "report.filed"
    };
    let args = [
        ("unit", &*session.region_name(region)),
        ("version", &*report.version.to_string()),
        ("on", &*report.on.to_string()),
        ("due", &due),
    ];
    let mut notes = vec![with_narrative(desk, report)];
    notes.extend(found.notes);
    let value =
        json!({"report": report, "due": due, "overdue": report.overdue, "notes": Value::from(notes.clone())});
    Ok(Done::new(desk.say(key, &args), value).note(notes))
}

/// Which written summary is handed in with it.
fn with_narrative(desk: &Desk, report: &HandedIn) -> String {
    let Some(file) = &report.narrative else {
        return desk.word("report.no-narrative");
    };
    let key = match file.since == report.version {
        true => "report.with-narrative",
        false => "report.with-earlier-narrative",
    };
    let (bytes, since) = (file.bytes.to_string(), file.since.to_string());
    let args = [
        ("file", file.name.as_str()),
        ("bytes", &bytes),
        ("sha256", &file.sha256),
        ("version", &since),
    ];
    desk.say(key, &args)
}

/// Every version that was handed in, or one of them: its table, and its written summary into a file.
pub(super) fn handed_in(desk: &Desk, session: &Session<'_>, args: &HandedInArgs) -> Result<Done, End> {
    let region = args
        .form
        .region
        .map(|code| session.region(Some(code)))
        .transpose()?;
    let view = session.view();
    let all: Vec<HandedIn> = match region {
        Some(region) => versions(view.state(), region),
        None => view.state().all(),
    };
    let Some(version) = args.version else {
        let name = |unit: &str| {
            unit.parse()
                .map_or_else(|_| unit.to_owned(), |code| session.region_name(code))
        };
        let table = reports::handed_in(desk.lang, &all, name);
        let count = desk.say("report.versions", &[("count", &all.len().to_string())]);
        return args.form.give(desk, Paper::new(table, vec![count]));
    };
    let known = all.iter().map(|report| report.version.to_string()).collect();
    let Some(report) = all.into_iter().find(|report| report.version == version) else {
        let (what, id) = ("report", version.to_string());
        return Err(Refusal::NotFound { what, id, known }.into());
    };
    let bytes = |hash: &str| {
        let hash = hash.to_owned();
        view.state().blob(&hash).ok_or(Refusal::BlobMissing { hash })
    };
    let table = reports::again(&bytes(&report.summary)?);
    let Some(table) = table else {
        return Err(End::Fault(desk.word("report.unreadable")));
    };
    let mut paper = Paper::new(table, vec![with_narrative(desk, &report)]);
    if let Some(out) = &args.narrative {
        let Some(Narrative { sha256, .. }) = &report.narrative else {
            return Err(End::Usage(desk.word("report.no-narrative")));
        };
        save(out, &bytes(sha256)?)?;
        paper
            .notes
            .push(desk.say("report.saved", &[("file", &out.display().to_string())]));
    }
    paper.more.insert("report".to_owned(), json!(report));
    args.form.give(desk, paper)
}
