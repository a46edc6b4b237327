//! What is written about a lead after its intake, a feedback above all, often names whoever reported: the same marks take
//! the name's place there, wherever the key is at hand. Nobody is shown anything by it.

use serde_json::Value;

use super::{Mask, Opener};
use crate::domain::command::Command;
use crate::domain::lead::{Handling, Lead};
use crate::domain::state::Read;
use crate::office::Office;

/// The parts of a step that hold free words.
const WORDS: [&str; 6] = ["reason", "what", "result", "how", "text", "authority"];

/// The command with marks where its own words name the reporter of the lead it is about.
pub(in crate::office) fn masked(office: &Office, command: Command) -> Command {
    match command {
        Command::HandleLead { lead, handling } => {
            let handling = match mask(office, &lead) {
                Some(mask) => in_words(&mask, handling),
                None => handling,
            };
            Command::HandleLead { lead, handling }
        }
        Command::RevealReporter { lead, reason } => {
            let reason = match mask(office, &lead) {
                Some(mask) => mask.text(&reason),
                None => reason,
            };
            Command::RevealReporter { lead, reason }
        }
        other => other,
    }
}

/// None where nobody is known to have reported it, or the key is not at hand.
fn mask(office: &Office, lead: &str) -> Option<Mask> {
    let lead: Lead = office.view().state().get(lead)?;
    let sealed = lead.reporter?;
    let reporter = Opener::of(office.dir()).ok()?.open(&sealed).ok()?;
    Some(Mask::of(&reporter))
}

fn in_words(mask: &Mask, handling: Handling) -> Handling {
    let Ok(Value::Object(mut parts)) = serde_json::to_value(&handling) else {
        return handling;
    };
    for word in WORDS {
        if let Some(Value::String(text)) = parts.get_mut(word) {
            *text = mask.text(text);
        }
    }
    serde_json::from_value(Value::Object(parts)).unwrap_or(handling)
}
