//! `duban report`: the summary, the progress, the trend, and handing a report in.

mod tables;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::{Value, json};

use super::desk::{Desk, Session};
use super::end::{Done, End};
use super::parse;
use crate::domain::calendar::{Act, Reach, Standing};
use crate::domain::command::Command;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::trend::Trend;
use crate::domain::{progress, roll, summary};
use crate::exchange::write::{Table, csv, summary as summary_table};

#[derive(Subcommand, Debug)]
pub(super) enum Args {
    Summary(Form),
    Progress(Form),
    Trend(Form),
    File {
        #[arg(long, value_name = "CODE", value_parser = parse::region)]
        region: RegionCode,
    },
}

#[derive(clap::Args, Debug)]
pub(super) struct Form {
    #[arg(long, value_name = "CODE", value_parser = parse::region)]
    region: Option<RegionCode>,
    #[arg(long, value_name = "table|json|csv", value_parser = ["table", "json", "csv"], default_value = "table")]
    format: String,
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let session = desk.session()?;
    match args {
        Args::Summary(form) => {
            let region = session.region(form.region)?;
            let (table, notes) = compiled(desk, &session, region);
            form.give(desk, &table, notes)
        }
        Args::Progress(form) => {
            let region = session.region(form.region)?;
            let view = session.view();
            let found = progress::compile(view.state(), &session.campaign, region, view.now().today);
            drop(view);
            form.give(desk, &tables::progress(desk, &found), Vec::new())
        }
        Args::Trend(form) => {
            let region = session.region(form.region)?;
            let view = session.view();
            let calendar = view.calendar().ok_or(Refusal::NoCampaign)?;
            let lines = roll::roll(view.state());
            let today = view.now().today;
            drop(view);
            let found = Trend::of(roll::within(&lines, &session.campaign, region), &calendar, today);
            let unknown = found.unknown.map(|unknown| {
                let year = unknown.0.to_string();
                desk.say("report.no-pace", &[("year", &year)])
            });
            let table = tables::trend(desk, &found, &session.region_name(region), today);
            form.give(desk, &table, unknown.into_iter().collect())
        }
        Args::File { region } => file(desk, &session, *region),
    }
}

/// The summary as a table, and what must be known to read it rightly.
fn compiled(desk: &Desk, session: &Session<'_>, region: RegionCode) -> (Table, Vec<String>) {
    let view = session.view();
    let found = summary::compile(view.state(), &session.campaign, region);
    let today = view.now().today;
    let standing = view
        .calendar()
        .map(|c| c.standing(Act::Compile, Reach::Provincial, today));
    let from = view
        .calendar()
        .map(|c| c.phases().summarise.from.to_string())
        .unwrap_or_default();
    let mut notes = Vec::new();
    let preview = standing == Some(Standing::Preview);
    if preview {
        notes.push(desk.say(
            "report.preview",
            &[("today", &today.to_string()), ("from", &from)],
        ));
    }
    let (counted, unreviewed) = (found.counted.to_string(), found.unreviewed.to_string());
    let returned = found.returned.to_string();
    let args = [
        ("counted", counted.as_str()),
        ("unreviewed", &unreviewed),
        ("returned", &returned),
    ];
    notes.push(desk.say("report.basis", &args));
    (summary_table(desk.lang, &found, preview), notes)
}

impl Form {
    fn give(&self, desk: &Desk, table: &Table, notes: Vec<String>) -> Result<Done, End> {
        let mut document = table.document();
        if let Some(members) = document.as_object_mut() {
            members.insert("notes".to_owned(), notes.clone().into());
        }
        let format = if desk.global.json {
            "json"
        } else {
            self.format.as_str()
        };
        let bytes = match format {
            "json" => serde_json::to_string_pretty(&document)
                .unwrap_or_default()
                .into_bytes(),
            "csv" => csv(table),
            _ => desk.table(table).into_bytes(),
        };
        match &self.out {
            None => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                Ok(Done::new(text, document).note(notes))
            }
            Some(path) => {
                save(path, &bytes)?;
                let file = path.display().to_string();
                let text = desk.say("report.saved", &[("file", &file)]);
                Ok(Done::new(text, json!({"file": file, "format": format})).note(notes))
            }
        }
    }
}

/// Writes a file whole or not at all.
fn save(path: &Path, bytes: &[u8]) -> Result<(), End> {
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(End::io(folder))?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .map_err(End::io(path))?;
    file.persist(path).map_err(|e| End::io(path)(e.error))?;
    Ok(())
}

/// Hands in the summary as it stands; after its due date it is marked 逾期.
fn file(desk: &Desk, session: &Session<'_>, region: RegionCode) -> Result<Done, End> {
    session.region(Some(region))?;
    let (table, notes) = compiled(desk, session, region);
    let bytes = serde_json::to_vec_pretty(&table.document()).unwrap_or_default();
    let receipt = session.submit(Command::FileReport {
        region,
        summary: bytes,
        narrative: None,
        note: String::new(),
    })?;
    let report = receipt.events.iter().find_map(|event| match event {
        Event::ReportFiled { report } => Some(report.clone()),
        _ => None,
    });
    let unit = session.region_name(region);
    let view = session.view();
    let line = progress::compile(view.state(), &session.campaign, region, view.now().today).total;
    let line = line.report.map(|r| r.due.to_string()).unwrap_or_default();
    let (version, on, overdue) = match &report {
        Some(report) => (report.version.to_string(), report.on.to_string(), report.overdue),
        None => Default::default(),
    };
    let args = [
        ("unit", unit.as_str()),
        ("version", &version),
        ("on", &on),
        ("due", &line),
    ];
    let key = if overdue {
        "report.filed-late"
    } else {
        "report.filed"
    };
    let value =
        json!({"report": report, "due": line, "overdue": overdue, "notes": Value::from(notes.clone())});
    Ok(Done::new(desk.say(key, &args), value).note(notes))
}
