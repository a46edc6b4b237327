//! `duban follow-up`: the follow-up ledger (后续处理台账).

mod list;
mod matter;
mod step;

use clap::Subcommand;
use serde_json::json;

use super::desk::Desk;
use super::end::{Done, End};
use crate::domain::command::Command;
use crate::domain::event::Event;
use crate::domain::follow_up::{FollowUp, next};
use crate::domain::state::Read;

pub(super) use list::show;

#[derive(Subcommand, Debug)]
pub(super) enum Args {
    List(list::Args),
    Add {
        #[arg(long, value_name = "TASK")]
        task: String,
        #[command(subcommand)]
        matter: matter::Args,
    },
    Step {
        #[arg(value_name = "ID")]
        id: String,
        #[command(subcommand)]
        step: step::Args,
    },
}

pub(super) fn run(desk: &Desk, args: Args) -> Result<Done, End> {
    match args {
        Args::List(args) => list::list(desk, &args),
        Args::Add { task, matter } => {
            let matter = Box::new(matter.into());
            submit(desk, Command::OpenFollowUp { task, matter })
        }
        Args::Step { id, step } => {
            let advance = step.into();
            submit(
                desk,
                Command::AdvanceFollowUp {
                    follow_up: id,
                    advance,
                },
            )
        }
    }
}

/// Submits, and says what the matter is now and what it waits for.
fn submit(desk: &Desk, command: Command) -> Result<Done, End> {
    let session = desk.session()?;
    let receipt = session.submit(command)?;
    let id = receipt.events.iter().find_map(|event| match event {
        Event::FollowUpOpened { follow_up } => Some(follow_up.id.clone()),
        Event::FollowUpAdvanced { follow_up, .. } => Some(follow_up.clone()),
        _ => None,
    });
    let view = session.view();
    let Some(of) = id.and_then(|id| view.state().get::<FollowUp>(&id)) else {
        return Ok(Done::default());
    };
    let (kind, state) = (desk.word(of.kind().key()), desk.word(of.state().key()));
    let args = [("id", of.id.as_str()), ("kind", &kind), ("state", &state)];
    let text = desk.say("follow-up.done", &args);
    let calendar = session.calendar();
    let next = next(&of, &session.campaign.clocks, &calendar);
    let told = next.map(|next| {
        let due = next.due.map(|due| list::due(desk, due)).unwrap_or_default();
        let when = match due.as_str() {
            "" => due,
            due => desk.say("follow-up.until", &[("due", due)]),
        };
        let what = desk.word(next.need.key());
        desk.say("next.line", &[("what", &what), ("when", &when)])
    });
    let value = json!({"follow-up": of, "state": of.state(), "next": next});
    Ok(Done::new(text, value).note(told))
}
