//! `duban replace-officer`: one member of a team after the match.

use serde_json::json;

use super::desk::Desk;
use super::draw_acts::Evidence;
use super::end::{Done, End};
use crate::domain::command::Command;
use crate::domain::state::Read;
use crate::domain::task::Task;

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[arg(long, value_name = "TASK")]
    task: String,
    #[arg(long, value_name = "ID")]
    officer: String,
    #[arg(long, value_name = "CODE")]
    reason: String,
    #[command(flatten)]
    evidence: Evidence,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let session = desk.session()?;
    let before = session.view().state().get::<Task>(&args.task);
    session.submit(Command::ReplaceOfficer {
        task: args.task.clone(),
        officer: args.officer.clone(),
        reason: args.reason.clone(),
        evidence: args.evidence.text()?,
    })?;
    let team = session
        .view()
        .state()
        .get::<Task>(&args.task)
        .map(|task| task.team);
    let team = team.unwrap_or_default();
    let known = before.map(|task| task.team).unwrap_or_default();
    let new = team
        .iter()
        .find(|member| !known.iter().any(|m| m.officer == member.officer));
    let members: Vec<&str> = team.iter().map(|member| member.name.as_str()).collect();
    let words = [
        ("task", args.task.as_str()),
        ("out", &args.officer),
        ("in", new.map_or("", |member| &member.officer)),
        ("name", new.map_or("", |member| &member.name)),
        ("team", &members.join(" ")),
    ];
    let value = json!({"task": args.task, "out": args.officer, "in": new.map(|m| &m.officer), "team": team});
    Ok(Done::new(desk.say("officer.replaced", &words), value))
}
