//! `duban publish`: what waits to be published, results for the public, the table of them, and a batch's files for whoever
//! wants to recompute it.

mod batch;
mod out;
mod queue;
mod table;

use clap::Subcommand;
use serde::Serialize;
use serde_json::json;

use super::desk::{Desk, Session};
use super::end::{Done, End};
use super::parse;
use crate::domain::calendar::Act;
use crate::domain::command::Command;
use crate::domain::next::Agenda;
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};
#[derive(Subcommand, Debug)]
pub(super) enum Args {
    Queue(queue::Args),
    Results(Which),
    Withhold {
        #[arg(long, value_name = "TASK")]
        task: String,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    Withdraw {
        #[arg(long, value_name = "TASK")]
        task: String,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    Close(Which),
    Table(table::Args),
    Batch(batch::Args),
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
        Args::Queue(args) => queue::run(desk, &session, args),
        Args::Results(which) => results(desk, &session, which),
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
        Args::Withdraw { task, reason } => {
            session.submit(Command::Withdraw {
                task: task.clone(),
                reason: reason.clone(),
            })?;
            let tasks = std::slice::from_ref(task);
            Ok(done(desk, "publish.withdrawn", tasks, Some("next.withdrawn")))
        }
        Args::Close(which) => {
            let closable = [TaskState::Published, TaskState::Withheld, TaskState::Withdrawn];
            let tasks = which.tasks(&session, &closable)?;
            for task in &tasks {
                session.submit(Command::Close { task: task.clone() })?;
            }
            Ok(done(desk, "publish.closed", &tasks, None))
        }
        Args::Table(args) => table::run(desk, &session, args),
        Args::Batch(args) => batch::run(desk, &session, args),
    }
}

/// Publishes, and says how much of it was in time.
fn results(desk: &Desk, session: &Session<'_>, which: &Which) -> Result<Done, End> {
    let tasks = which.tasks(session, &[TaskState::Reviewed])?;
    let times = Times::of(session, &tasks);
    session.submit(Command::Publish { tasks: tasks.clone() })?;
    let mut value = json!({"tasks": tasks});
    if let (Some(object), Ok(serde_json::Value::Object(times))) =
        (value.as_object_mut(), serde_json::to_value(&times))
    {
        object.extend(times);
    }
    let first = tasks.first().map(String::as_str).unwrap_or_default();
    let text = desk.say("publish.results", &[("count", &tasks.len().to_string())]);
    let batch = session.view().state().get::<Task>(first).map(|task| task.batch);
    let table = match batch.as_deref() {
        Some("") => desk.word("lead-task.next-table"),
        batch => desk.say("next.table", &[("batch", batch.unwrap_or_default())]),
    };
    let nexts = [table, desk.say("next.close", &[("task", first)])];
    let nexts = nexts.map(|what| desk.say("next.line", &[("what", &what), ("when", "")]));
    let done = Done::new(format!("{text}\n{}", times.told(desk, session)), value);
    Ok(done.note(nexts))
}

/// How many of the results that are published were in time.
#[derive(Serialize)]
struct Times {
    in_time: usize,
    late: usize,
    unknown: usize,
}

impl Times {
    fn of(session: &Session<'_>, tasks: &[String]) -> Self {
        let view = session.view();
        let (agenda, today) = (Agenda::new(&session.campaign, view.state()), view.now().today);
        let mut times = Times {
            in_time: 0,
            late: 0,
            unknown: 0,
        };
        for task in tasks.iter().filter_map(|id| view.state().get::<Task>(id)) {
            *match agenda.publication(&task) {
                Some(Ok(due)) if due < today => &mut times.late,
                Some(Ok(_)) => &mut times.in_time,
                _ => &mut times.unknown,
            } += 1;
        }
        times
    }

    fn told(&self, desk: &Desk, session: &Session<'_>) -> String {
        let [in_time, late, unknown] = [self.in_time, self.late, self.unknown].map(|n| n.to_string());
        let limit = queue::limit(desk, session);
        let args = [
            ("in_time", in_time.as_str()),
            ("late", &late),
            ("unknown", &unknown),
            ("limit", &limit),
        ];
        desk.say("publish.times", &args)
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
