//! `duban operators put`: adds operators from a file, or replaces those of the same name.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;

use super::desk::Desk;
use super::end::{Done, End};
use crate::domain::command::Command;
use crate::domain::event::Event;
use crate::exchange::campaign::read_operators;

#[derive(Subcommand, Debug)]
pub(super) enum Args {
    Put {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let Args::Put { file } = args;
    let operators = read_operators(file).map_err(|fault| End::Fault(fault.text(desk.lang)))?;
    let session = desk.session()?;
    let unknown = operators
        .iter()
        .find(|o| session.campaign.regions.get(o.unit).is_none());
    if let Some(operator) = unknown {
        let args = [
            ("name", operator.name.as_str()),
            ("unit", &operator.unit.to_string()),
        ];
        return Err(End::Fault(desk.say("operators.unknown-unit", &args)));
    }
    let given = operators.len();
    let receipt = session.submit(Command::PutOperators(operators))?;
    let changed: Vec<String> = receipt.events.iter().find_map(names).unwrap_or_default();
    let args = [
        ("given", given.to_string()),
        ("changed", changed.len().to_string()),
    ];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    Ok(Done::new(
        desk.say("operators.done", &args),
        json!({"given": given, "changed": changed}),
    ))
}

fn names(event: &Event) -> Option<Vec<String>> {
    match event {
        Event::OperatorsPut { operators } => Some(operators.iter().map(|o| o.name.clone()).collect()),
        _ => None,
    }
}
