//! What is written about a lead after its intake, a feedback above all, often names whoever reported: the same marks take
//! the name's place there, wherever the key is at hand. Nobody is shown anything by it.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Mask, Opener};
use crate::domain::command::Command;
use crate::domain::follow_up::FollowUp;
use crate::domain::lead::Lead;
use crate::domain::state::Read;
use crate::domain::task::Task;
use crate::office::Office;

/// The command with marks where its own words name the reporter of the lead it is about, or of the lead behind its task or
/// its matter of the ledger.
pub(in crate::office) fn masked(office: &Office, mut command: Command) -> Command {
    let Some(mask) = lead_of(office, &command).and_then(|lead| mask(office, &lead)) else {
        return command;
    };
    match &mut command {
        Command::HandleLead { handling, .. } => in_words(&mask, handling),
        Command::RevealReporter { reason, .. }
        | Command::Withhold { reason, .. }
        | Command::Withdraw { reason, .. } => in_words(&mask, reason),
        Command::RecordVisit { visit, .. } => in_words(&mask, visit),
        Command::Review { judgement, .. } => in_words(&mask, judgement),
        Command::OpenFollowUp { matter, .. } => in_words(&mask, matter),
        Command::AdvanceFollowUp { advance, .. } => in_words(&mask, advance),
        _ => {}
    }
    command
}

fn lead_of(office: &Office, command: &Command) -> Option<String> {
    let view = office.view();
    let of_task = |task: &str| view.state().get::<Task>(task)?.lead;
    match command {
        Command::HandleLead { lead, .. } | Command::RevealReporter { lead, .. } => Some(lead.clone()),
        Command::RecordVisit { task, .. }
        | Command::Review { task, .. }
        | Command::Withhold { task, .. }
        | Command::Withdraw { task, .. }
        | Command::OpenFollowUp { task, .. } => of_task(task),
        Command::AdvanceFollowUp { follow_up, .. } => {
            let of: FollowUp = view.state().get(follow_up)?;
            of.lead.or_else(|| of_task(&of.task))
        }
        _ => None,
    }
}

/// None where nobody is known to have reported it, or the key is not at hand.
fn mask(office: &Office, lead: &str) -> Option<Mask> {
    let lead: Lead = office.view().state().get(lead)?;
    let sealed = lead.reporter?;
    let reporter = Opener::of(office.dir()).ok()?.open(&sealed).ok()?;
    Some(Mask::of(&reporter))
}

/// Every text of `said` with the marks; as it was where it would not be the same kind of thing with them.
fn in_words<T: Serialize + DeserializeOwned>(mask: &Mask, said: &mut T) {
    let Ok(mut value) = serde_json::to_value(&*said) else {
        return;
    };
    in_texts(mask, &mut value);
    if let Ok(masked) = serde_json::from_value(value) {
        *said = masked;
    }
}

fn in_texts(mask: &Mask, value: &mut Value) {
    match value {
        Value::String(text) => *text = mask.text(text),
        Value::Array(parts) => parts.iter_mut().for_each(|part| in_texts(mask, part)),
        Value::Object(parts) => parts.values_mut().for_each(|part| in_texts(mask, part)),
        _ => {}
    }
}
