//! `duban publish`: results for the public, and a batch's files for whoever wants to recompute it.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::json;

use super::desk::{Desk, Session};
use super::end::{Done, End};
use super::parse;
use crate::domain::calendar::Act;
use crate::domain::command::Command;
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};
use crate::office::publication::{Choice, NotWritten, Showing, publication, write};

#[derive(Subcommand, Debug)]
pub(super) enum Args {
    Results(Which),
    Withhold {
        #[arg(long, value_name = "TASK")]
        task: String,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    Close(Which),
    Batch {
        #[arg(long, value_name = "BATCH")]
        batch: String,
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        #[arg(long)]
        openings: bool,
        #[arg(long)]
        internal: bool,
    },
}

#[derive(clap::Args, Debug)]
#[group(id = "which", required = true, multiple = false, args = ["tasks", "region"])]
pub(super) struct Which {
    #[arg(long = "task", value_name = "TASK", num_args = 1..)]
    tasks: Vec<String>,
    #[arg(long, value_name = "CODE", value_parser = parse::region)]
    region: Option<RegionCode>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let session = desk.session()?;
    match args {
        Args::Results(which) => {
            let tasks = which.tasks(&session, &[TaskState::Reviewed])?;
            session.submit(Command::Publish { tasks: tasks.clone() })?;
            Ok(done(desk, "publish.results", &tasks, Some("next.close")))
        }
        Args::Withhold { task, reason } => {
            session.submit(Command::Withhold {
                task: task.clone(),
                reason: reason.clone(),
            })?;
            Ok(done(
                desk,
                "publish.withheld",
                std::slice::from_ref(task),
                Some("next.close"),
            ))
        }
        Args::Close(which) => {
            let tasks = which.tasks(&session, &[TaskState::Published, TaskState::Withheld])?;
            for task in &tasks {
                session.submit(Command::Close { task: task.clone() })?;
            }
            Ok(done(desk, "publish.closed", &tasks, None))
        }
        Args::Batch {
            batch,
            out,
            openings,
            internal,
        } => {
            let choice = Choice {
                openings: *openings,
                internal: *internal,
            };
            publish(desk, &session, batch, out, choice)
        }
    }
}

impl Which {
    /// The tasks that were named, or those of the division that are in one of the states.
    fn tasks(&self, session: &Session<'_>, states: &[TaskState]) -> Result<Vec<String>, End> {
        let Some(region) = self.region else {
            return Ok(self.tasks.clone());
        };
        let region = session.region(Some(region))?;
        let regions = &session.campaign.regions;
        let view = session.view();
        let mut found: Vec<Task> = Vec::new();
        for state in states {
            found.extend(view.state().by::<Task>("task.state", state.word()));
        }
        found.retain(|task| regions.contains(region, task.region));
        if found.is_empty() {
            let batch = session.region_name(region);
            return Err(Refusal::NothingToDo {
                act: Act::FollowUp,
                batch,
            }
            .into());
        }
        Ok(found.into_iter().map(|task| task.id).collect())
    }
}

fn done(desk: &Desk, key: &str, tasks: &[String], next: Option<&str>) -> Done {
    let first = tasks.first().map(String::as_str).unwrap_or_default();
    let count = tasks.len().to_string();
    let text = desk.say(key, &[("count", &count), ("task", first)]);
    let next = next.map(|key| {
        desk.say(
            "next.line",
            &[("what", &desk.say(key, &[("task", first)])), ("when", "")],
        )
    });
    Done::new(text, json!({"tasks": tasks})).note(next)
}

fn publish(desk: &Desk, session: &Session<'_>, id: &str, out: &Path, choice: Choice) -> Result<Done, End> {
    let batch = session.batch(id)?;
    let view = session.view();
    if choice.internal {
        session.may_see(&batch)?;
    }
    let publication = publication(&view, &batch, view.now().today, choice)?;
    let names: Vec<&String> = publication.files.keys().collect();
    let dir = out.display().to_string();
    write(&publication.files, out).map_err(|not| match not {
        NotWritten::Taken => End::Fault(desk.say("publish.taken", &[("dir", &dir)])),
        NotWritten::Fault(fault) => fault.into(),
    })?;
    let list = names.iter().map(|n| n.as_str()).collect::<Vec<_>>().join(" ");
    let text = desk.say("publish.batch", &[("batch", id), ("dir", &dir), ("files", &list)]);
    let mut notes = vec![desk.say(showing(publication.showing, choice), &[("batch", id)])];
    if batch.round().is_some() && !publication.unmatched.is_empty() {
        notes.push(desk.say(
            "publish.unmatched",
            &[("units", &publication.unmatched.join(" "))],
        ));
    }
    notes.push(desk.say(
        "next.line",
        &[("what", &desk.say("next.verify", &[("dir", &dir)])), ("when", "")],
    ));
    let value = json!({
        "batch": id, "dir": dir, "files": names, "unmatched": publication.unmatched,
        "showing": publication.showing, "internal": choice.internal,
    });
    Ok(Done::new(text, value).note(notes))
}

/// How much is shown, as a message key.
fn showing(showing: Showing, choice: Choice) -> &'static str {
    match showing {
        Showing::Announced => "publish.showing-announced",
        Showing::Sealed => "publish.showing-sealed",
        Showing::Whole if choice.internal => "publish.showing-internal",
        Showing::Whole => "publish.showing-whole",
        Showing::Void => "publish.showing-void",
    }
}
