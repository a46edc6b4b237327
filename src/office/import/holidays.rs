//! Holidays: a few rows, taken a whole year at a time. A year with a row missing would give wrong working days, so a file
//! with a row that cannot be taken is not imported at all.

use super::run::{run, source};
use super::{Failure, Imported, Options, Told};
use crate::domain::campaign::Holiday;
use crate::domain::command::Command;
use crate::domain::holiday::HolidayYear;
use crate::domain::operator::Actor;
use crate::domain::state::Read;
use crate::exchange::read::Holidays;
use crate::office::Office;

pub(super) fn import(
    office: &Office,
    actor: &Actor,
    options: &Options,
    told: Told<'_>,
) -> Result<Imported, Failure> {
    let mut days: Vec<Holiday> = Vec::new();
    let (mut imported, facts) = run(options, Holidays::default(), told, |day| {
        days.push(day);
        Ok(None)
    })?;
    let known: Vec<HolidayYear> = office.view().state().all();
    let known: Vec<Holiday> = known.into_iter().flat_map(|year| year.days).collect();
    for day in &days {
        match known.iter().find(|known| known.date == day.date) {
            None => imported.new += 1,
            Some(known) if known == day => imported.unchanged += 1,
            Some(_) => imported.updated += 1,
        }
    }
    if options.dry_run {
        return Ok(imported);
    }
    if imported.rejected > 0 {
        return Err(Failure::Whole(imported.faults));
    }
    let receipt = office.submit(actor, Command::ImportHolidays(source(&imported, &facts), days))?;
    imported.changed = receipt.seqs.is_some();
    Ok(imported)
}
