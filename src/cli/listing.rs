//! `duban tasks` and `duban teams`: lists.

use serde::Serialize;

use super::desk::{Desk, Session};
use super::end::{Done, End};
use super::parse;
use super::sought::Sought;
use crate::domain::next::{Agenda, Next};
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::domain::task::{Member, Task, TaskState};
use crate::exchange::write::{Cell, Column, Table};

#[derive(clap::Args, Debug, Default)]
pub(super) struct TasksArgs {
    #[arg(long, value_name = "BATCH")]
    batch: Option<String>,
    #[arg(long, value_name = "CODE", value_parser = parse::region)]
    region: Option<RegionCode>,
    #[arg(long, value_name = "STATE", value_parser = parse::state)]
    state: Option<TaskState>,
    #[arg(long, value_name = "ID")]
    officer: Option<String>,
    #[command(flatten)]
    sought: Sought,
}

#[derive(clap::Args, Debug)]
pub(super) struct TeamsArgs {
    #[arg(long, value_name = "BATCH")]
    batch: Option<String>,
    #[arg(long, value_name = "CODE", value_parser = parse::region)]
    region: Option<RegionCode>,
    #[command(flatten)]
    sought: Sought,
}

pub(super) fn tasks(desk: &Desk, args: &TasksArgs) -> Result<Done, End> {
    let session = desk.session()?;
    let found = args.sought.tasks(desk, &session, args.find(&session)?)?;
    let table = table(desk, &session, &found);
    let count = desk.say("tasks.count", &[("count", &found.len().to_string())]);
    let view = session.view();
    let agenda = Agenda::new(&session.campaign, view.state()).on(view.state(), view.now().today);
    let with_next = |task| WithNext {
        task,
        next: agenda.next(task),
    };
    let value = serde_json::to_value(found.iter().map(with_next).collect::<Vec<_>>());
    Ok(Done::new(desk.table(&table), value.unwrap_or_default()).note([count]))
}

/// A task as programs see it in a list.
#[derive(Serialize)]
struct WithNext<'a> {
    #[serde(flatten)]
    task: &'a Task,
    next: Option<Next>,
}

/// Tasks as a list.
pub(super) fn table(desk: &Desk, session: &Session<'_>, tasks: &[Task]) -> Table {
    let columns = vec![
        Column::left("task", desk.word("column.task")),
        Column::left("state", desk.word("column.state")),
        Column::left("due", desk.word("column.due")),
        Column::left("region", desk.word("column.region")),
        Column::left("target", desk.word("column.target")),
        Column::left("name", desk.word("column.name")),
        Column::left("team", desk.word("column.team")),
    ];
    let mut table = Table::new("", columns);
    let view = session.view();
    let agenda = Agenda::new(&session.campaign, view.state()).on(view.state(), view.now().today);
    for task in tasks {
        let due = agenda.due_on(task);
        let team: Vec<&str> = task.team.iter().map(|m| m.officer.as_str()).collect();
        table.rows.push(vec![
            task.id.as_str().into(),
            Cell::new(desk.word(task.state.key()), task.state.word()),
            desk.due(due),
            Cell::new(session.region_name(task.region), task.region.to_string()),
            task.target.as_str().into(),
            task.name.as_str().into(),
            Cell::new(team.join(" "), team.clone()),
        ]);
    }
    table
}

impl TasksArgs {
    /// The tasks that fit, found by the narrowest index there is.
    fn find(&self, session: &Session<'_>) -> Result<Vec<Task>, End> {
        let region = session.region(self.region)?;
        let view = session.view();
        let state = view.state();
        let mut tasks: Vec<Task> = match (&self.officer, &self.batch, self.state) {
            (Some(officer), ..) => state.by("task.officer", officer),
            (None, Some(batch), _) => {
                drop(session.batch(batch)?);
                let mut tasks = Task::of_batch(state, batch);
                tasks.sort_by(|a, b| a.id.cmp(&b.id));
                tasks
            }
            (None, None, Some(wanted)) => state.by("task.state", wanted.word()),
            (None, None, None) => state.all(),
        };
        tasks.retain(|task| {
            session.campaign.regions.contains(region, task.region)
                && self.batch.as_ref().is_none_or(|batch| task.batch == *batch)
                && self.state.is_none_or(|wanted| task.state == wanted)
        });
        Ok(tasks)
    }
}

/// A member of a team in words.
pub(super) fn member(desk: &Desk, member: &Member) -> String {
    let key = if member.leads {
        "show.member-leads"
    } else {
        "show.member"
    };
    let department = desk.word(member.department.key());
    let args = [
        ("officer", member.officer.as_str()),
        ("name", &member.name),
        ("department", &department),
    ];
    desk.say(key, &args)
}

pub(super) fn teams(desk: &Desk, args: &TeamsArgs) -> Result<Done, End> {
    let session = desk.session()?;
    let all = TasksArgs {
        batch: args.batch.clone(),
        region: args.region,
        ..TasksArgs::default()
    };
    let columns = vec![
        Column::left("task", desk.word("column.task")),
        Column::left("unit", desk.word("column.unit")),
        Column::left("name", desk.word("column.name")),
        Column::left("leader", desk.word("column.leader")),
        Column::left("members", desk.word("column.members")),
    ];
    let mut table = Table::new("", columns);
    for task in args
        .sought
        .tasks(desk, &session, all.find(&session)?)?
        .into_iter()
        .filter(|task| !task.team.is_empty())
    {
        let leader = task.team.iter().find(|m| m.leads);
        let members: Vec<String> = task
            .team
            .iter()
            .filter(|m| !m.leads)
            .map(|m| member(desk, m))
            .collect();
        let value = serde_json::to_value(&task.team).unwrap_or_default();
        table.rows.push(vec![
            task.id.into(),
            Cell::new(session.region_name(task.unit), task.unit.to_string()),
            task.name.into(),
            Cell::new(
                leader.map(|m| member(desk, m)).unwrap_or_default(),
                leader.map(|m| m.officer.clone()),
            ),
            Cell::new(members.join(&desk.word("list.and")), value),
        ]);
    }
    Ok(Done::new(desk.table(&table), table.json()))
}
