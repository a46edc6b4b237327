//! `duban init`: begins a campaign on a new data directory.

use std::path::PathBuf;

use serde_json::json;

use super::desk::Desk;
use super::end::{Done, End};
use crate::domain::calendar::Calendar;
use crate::office::begin::Beginning;

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[arg(long, value_name = "FILE")]
    campaign: Option<PathBuf>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let name = desk.global.name.as_deref();
    let beginning =
        Beginning::read(args.campaign.as_deref(), name).map_err(|fault| End::Fault(fault.text(desk.lang)))?;
    beginning.submit(&desk.office()?)?;
    let Beginning { given, actor } = beginning;
    let (campaign, items) = (given.campaign, given.checklist.len());
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
    let uncounted = campaign
        .summary_columns
        .iter()
        .filter(|column| column.count.is_none());
    let uncounted: Vec<&str> = uncounted.map(|column| column.name.get(desk.lang)).collect();
    let columns = uncounted.join(&desk.word("list.and"));
    let note = (!uncounted.is_empty()).then(|| desk.say("init.uncounted", &[("columns", &columns)]));
    Ok(Done::new(text, value).note(note.into_iter().chain([desk.word("next.init")])))
}
