//! The workstation, on an open office.

use std::io::IsTerminal;
use std::sync::Arc;

use super::desk::Desk;
use super::end::{Done, End};
use crate::domain::operator::Actor;
use crate::domain::refusal::Refusal;
use crate::office::Office;
use crate::office::begin::Beginning;
use crate::tui::app::Ending;
use crate::tui::start;

/// Opens the workstation on the data directory.
pub(super) fn run(desk: &Desk) -> Result<Done, End> {
    match desk.session() {
        Ok(session) => open(desk, session.office)?,
        // Nothing is there yet: where somebody sits before a terminal, the workstation leads through the beginning.
        Err(End::Refused(Refusal::NoCampaign)) if at_terminal() => {
            let first = Beginning::read(None, desk.global.name.as_deref());
            let actor = first.map_err(|fault| End::Fault(fault.text(desk.lang)))?.actor;
            sit(desk, desk.office()?, actor)?;
        }
        Err(end) => return Err(end),
    }
    Ok(Done::default())
}

/// Opens the workstation on `office` for the operator who acts.
pub(super) fn open(desk: &Desk, office: Office) -> Result<(), End> {
    if !at_terminal() {
        return Err(End::Usage(desk.word("usage.no-terminal")));
    }
    let actor = office.view().actor(desk.global.name.as_deref())?;
    sit(desk, office, actor)
}

fn at_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

fn sit(desk: &Desk, office: Office, actor: Actor) -> Result<(), End> {
    let keymap = desk.global.keymap(desk.lang)?;
    match start::run(Arc::new(office), actor, desk.lang, desk.global.wants(), keymap) {
        Ok(Ending::Quit) => Ok(()),
        // The convention of shells: 128 and the signal's number.
        Ok(Ending::Signal(signal)) => std::process::exit(128 + signal),
        Err(failed) => Err(End::Fault(failed.text(desk.lang))),
    }
}
