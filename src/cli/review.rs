//! `duban review`: a second person looks at an entered result.

use serde_json::json;

use super::desk::Desk;
use super::end::{Done, End};
use crate::domain::command::{Command, Judgement};

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[arg(long, value_name = "TASK")]
    task: String,
    #[arg(long, required_unless_present = "return", conflicts_with = "return")]
    accept: bool,
    #[arg(long = "return", id = "return", value_name = "REASON")]
    reason: Option<String>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let session = desk.session()?;
    let judgement = match &args.reason {
        Some(reason) => Judgement::Return(reason.clone()),
        None => Judgement::Accept,
    };
    session.submit(Command::Review {
        task: args.task.clone(),
        judgement: judgement.clone(),
    })?;
    let (key, next) = match judgement {
        Judgement::Accept => ("review.accepted", "next.publish"),
        Judgement::Return(_) => ("review.returned", "next.correct"),
    };
    let task = [("task", args.task.as_str())];
    let value = json!({"task": args.task, "judgement": judgement});
    let next = desk.say("next.line", &[("what", &desk.say(next, &task)), ("when", "")]);
    Ok(Done::new(desk.say(key, &task), value).note([next]))
}
