//! `duban init`: begins a campaign on a new data directory.

use std::path::PathBuf;

use serde_json::json;

use super::desk::Desk;
use super::end::{Done, End};
use crate::domain::calendar::Calendar;
use crate::domain::command::Command;
use crate::domain::operator::{Actor, Role};
use crate::exchange::campaign::{Given, default_campaign, read_campaign};
use crate::office::identity::{login, terminal};

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[arg(long, value_name = "FILE")]
    campaign: Option<PathBuf>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let given = match &args.campaign {
        Some(path) => read_campaign(path),
        None => default_campaign(),
    };
    let Given {
        campaign,
        checklist,
        source,
    } = given.map_err(|fault| End::Fault(fault.text(desk.lang)))?;
    // Whoever begins acts as the first administrator, whose login that becomes.
    let first = campaign.operators.iter().find(|o| o.roles.contains(&Role::Admin));
    let name = desk.global.name.clone().or(first.map(|o| o.name.clone()));
    let actor = Actor {
        operator: name.unwrap_or_default(),
        os_user: login(),
        terminal: terminal(),
    };
    let office = desk.office()?;
    office.submit(&actor, Command::Begin(Box::new(campaign.clone())))?;
    let items = checklist.len();
    office.submit(&actor, Command::ImportChecklist(source, checklist))?;
    let _ = office.flush();
    let dir = desk.dir()?.display().to_string();
    let name = campaign.name.get(desk.lang).to_owned();
    let phases = Calendar::new(&campaign, &[]).phases().clone();
    let value = json!({
        "dir": dir, "campaign": campaign.id, "name": campaign.name, "phases": phases,
        "operators": campaign.operators.len(), "operator": actor.operator, "checklist": items,
    });
    let text = desk.say(
        "init.done",
        &[
            ("name", &name),
            ("dir", &dir),
            ("operator", &actor.operator),
            ("user", &actor.os_user),
            ("operators", &campaign.operators.len().to_string()),
            ("items", &items.to_string()),
            ("from", &phases.prepare.from.to_string()),
            ("to", &phases.prepare.to.to_string()),
        ],
    );
    Ok(Done::new(text, value).note([desk.word("next.init")]))
}
