//! The workstation, on an open office.

use std::io::IsTerminal;
use std::sync::Arc;

use super::desk::Desk;
use super::end::{Done, End};
use crate::office::Office;
use crate::tui::app::Ending;
use crate::tui::start;

/// Opens the workstation on the data directory.
pub(super) fn run(desk: &Desk) -> Result<Done, End> {
    let session = desk.session()?;
    open(desk, session.office)?;
    Ok(Done::default())
}

/// Opens the workstation on `office` for the operator who acts.
pub(super) fn open(desk: &Desk, office: Office) -> Result<(), End> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(End::Usage(desk.word("usage.no-terminal")));
    }
    let actor = office.view().actor(desk.global.name.as_deref())?;
    let keymap = desk.global.keymap(desk.lang)?;
    match start::run(Arc::new(office), actor, desk.lang, desk.global.wants(), keymap) {
        Ok(Ending::Quit) => Ok(()),
        // The convention of shells: 128 and the signal's number.
        Ok(Ending::Signal(signal)) => std::process::exit(128 + signal),
        Err(failed) => Err(End::Fault(failed.text(desk.lang))),
    }
}
