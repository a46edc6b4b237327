//! `duban extend-phase`: the province moves the end of a phase by an order.

use chrono::NaiveDate;
use serde_json::json;

use super::desk::Desk;
use super::end::{Done, End};
use super::parse;
use crate::domain::calendar::Extension;
use crate::domain::campaign::Phase;
use crate::domain::command::Command;

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[arg(long, value_name = "prepare|inspect|summarise", value_parser = parse::phase)]
    phase: Phase,
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse::date)]
    to: NaiveDate,
    #[arg(long, value_name = "NO")]
    order: String,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(super) fn run(desk: &Desk, args: Args) -> Result<Done, End> {
    let session = desk.session()?;
    let extension = Extension {
        phase: args.phase,
        to: args.to,
        order: args.order,
        reason: args.reason,
    };
    session.submit(Command::Extend(extension.clone()))?;
    let calendar = session.view().calendar();
    let window = calendar.map(|c| c.phases().window(extension.phase));
    let (from, to) = window
        .map(|w| (w.from.to_string(), w.to.to_string()))
        .unwrap_or_default();
    let phase = desk.word(phase_key(extension.phase));
    let args = [
        ("phase", phase.as_str()),
        ("from", &from),
        ("to", &to),
        ("order", &extension.order),
    ];
    let value = json!({"extension": extension, "window": window});
    Ok(Done::new(desk.say("extend.done", &args), value))
}

/// The message key of a phase's name.
pub(super) fn phase_key(phase: Phase) -> &'static str {
    match phase {
        Phase::Prepare => "phase.prepare",
        Phase::Inspect => "phase.inspect",
        Phase::Summarise => "phase.summarise",
    }
}
