//! The workstation, on an open office.

use std::io::IsTerminal;
use std::sync::Arc;

use super::desk::Desk;
use super::end::{Done, End};
use crate::office::Office;

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
    let office = Arc::new(office);
    let _ = (office, actor);
    Ok(())
}
