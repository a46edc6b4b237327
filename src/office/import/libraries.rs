//! Officers, conflicts, checklist and leads: rows by the hundred, which are part of the command itself.

use chrono::NaiveDate;

use super::run::{run, source};
use super::{Failure, Imported, Options, Told};
use crate::domain::command::{Command, Source};
use crate::domain::lead::Lead;
use crate::domain::library::{ChecklistItem, Conflict, Officer, Tie};
use crate::domain::operator::{Actor, Department};
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, Record, State};
use crate::domain::time::Window;
use crate::exchange::read::{
    Checklist, ChecklistRow, ConflictRow, Conflicts, DepartmentCell, Facts, KeptFrom, LeadRow, Leads,
    OfficerRow, Officers, Reason,
};
use crate::office::Office;
use crate::office::seal::Sealer;

/// From when a certificate counts whose beginning the file does not give.
const ALWAYS: NaiveDate = match NaiveDate::from_ymd_opt(1900, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

pub(super) fn officers(
    office: &Office,
    actor: &Actor,
    options: &Options,
    told: Told<'_>,
) -> Result<Imported, Failure> {
    let known = regions(office);
    let mut rows = Vec::new();
    let read = run(options, Officers::new(&known), told, |row| {
        match row.region.parse() {
            Ok(region) => rows.push(officer(row, region)),
            Err(_) => return Ok(Some((3, Reason::UnknownRegion { found: row.region }))),
        }
        Ok(None)
    })?;
    submit(office, actor, options, read, rows, Command::ImportOfficers)
}

fn officer(row: OfficerRow, region: RegionCode) -> Officer {
    Officer {
        id: row.id,
        name: row.name,
        department: match row.department {
            DepartmentCell::Labour => Department::Hr,
            DepartmentCell::Market => Department::Mr,
        },
        region,
        certificate: Window {
            from: row.valid_from.unwrap_or(ALWAYS),
            to: row.valid_until,
        },
        cap: row.cap,
        base_load: row.base_load.unwrap_or(0),
        on_duty: row.on_duty.unwrap_or(true),
    }
}

pub(super) fn conflicts(
    office: &Office,
    actor: &Actor,
    options: &Options,
    told: Told<'_>,
) -> Result<Imported, Failure> {
    let mut rows = Vec::new();
    let view = office.view();
    let unknown = |officer: &str| view.state().read(Officer::KIND, officer).is_none();
    let read = run(options, Conflicts::default(), told, |row: ConflictRow| {
        if unknown(&row.officer) {
            return Ok(Some((0, Reason::UnknownOfficer { found: row.officer })));
        }
        match conflict(row, unknown) {
            Ok(conflict) => rows.push(conflict),
            Err(found) => return Ok(Some((2, Reason::UnknownOfficer { found }))),
        }
        Ok(None)
    })?;
    drop(view);
    submit(office, actor, options, read, rows, Command::ImportConflicts)
}

/// The conflict of a row, two officers in the order of their numbers, so that either order is the same ban; or the other
/// officer's number where nobody knows it.
fn conflict(row: ConflictRow, unknown: impl Fn(&str) -> bool) -> Result<Conflict, String> {
    let (officer, target, tie) = match row.from {
        KeptFrom::Entity(code) => (row.officer, code.to_string(), tie(&row.kind)),
        KeptFrom::Officer(other) if unknown(&other) => return Err(other),
        KeptFrom::Officer(other) if other < row.officer => (other, row.officer, Tie::Pair),
        KeptFrom::Officer(other) => (row.officer, other, Tie::Pair),
    };
    let note = row.note;
    Ok(Conflict {
        officer,
        target,
        tie,
        note,
    })
}

fn tie(kind: &str) -> Tie {
    if kind.contains("亲属") || kind.contains("配偶") {
        Tie::Relative
    } else if kind.contains("本人") {
        Tie::Own
    } else {
        Tie::Interest
    }
}

pub(super) fn checklist(
    office: &Office,
    actor: &Actor,
    options: &Options,
    told: Told<'_>,
) -> Result<Imported, Failure> {
    let mut rows = Vec::new();
    let campaign = office.view().campaign();
    let known = |id: &str| campaign.as_ref().is_none_or(|c| c.violation(id).is_some());
    let read = run(options, Checklist::default(), told, |row: ChecklistRow| {
        if let Some(found) = row.violations.iter().find(|id| !known(id)) {
            let found = found.clone();
            return Ok(Some((Checklist::VIOLATIONS, Reason::UnknownViolation { found })));
        }
        rows.push(item(row));
        Ok(None)
    })?;
    submit(office, actor, options, read, rows, Command::ImportChecklist)
}

fn item(row: ChecklistRow) -> ChecklistItem {
    ChecklistItem {
        id: row.id,
        version: row.version,
        title: row.title,
        title_en: row.title_en,
        class: row.category,
        method: row.method,
        basis: row.basis,
        look_at: row.points,
        look_at_en: row.points_en,
        materials: row.materials,
        liability: row.liability,
        source: row.source,
        department: row.department,
        violations: row.violations,
    }
}

pub(super) fn leads(
    office: &Office,
    actor: &Actor,
    options: &Options,
    told: Told<'_>,
) -> Result<Imported, Failure> {
    let known = regions(office);
    let operator = office.view().operator(&actor.operator);
    let home = operator.as_ref().map(|operator| operator.unit);
    let department = operator.map_or(Department::Hr, |operator| operator.department);
    // A trial makes no key: it keeps nothing that would have to be sealed.
    let sealer = match options.dry_run {
        true => None,
        false => Some(Sealer::open(office.dir())?),
    };
    let mut rows = Vec::new();
    let read = run(options, Leads::new(&known), told, |row| {
        // A lead whose place is not given belongs to whoever took it in, until it is routed.
        match row.region.parse().ok().or(home) {
            Some(region) => rows.push(lead(row, (region, department), sealer.as_ref())?),
            None => return Ok(Some((4, Reason::UnknownRegion { found: row.region }))),
        }
        Ok(None)
    })?;
    submit(office, actor, options, read, rows, Command::ImportLeads)
}

fn lead(
    row: LeadRow,
    (region, department): (RegionCode, Department),
    sealer: Option<&Sealer>,
) -> Result<Lead, Failure> {
    let target = row.code.as_ref().map(ToString::to_string);
    let parts = [
        &row.received.to_string(),
        &row.source,
        &row.subject,
        &row.place,
        &row.content,
    ];
    let reporter = [&row.reporter, &row.reporter_phone, &row.reporter_id];
    let sealed = match sealer.filter(|_| reporter.iter().any(|r| !r.is_empty())) {
        None => None,
        Some(sealer) => Some(sealer.seal(&reporter.map(String::as_str).join("\t"))?),
    };
    Ok(Lead {
        id: Lead::id_of(parts.map(String::as_str)),
        received: row.received,
        source: row.source,
        number: String::new(),
        kind: None,
        about: row.subject,
        target,
        phone: String::new(),
        region,
        department,
        taken_in: None,
        place: row.place,
        what: row.content,
        deadline: None,
        prior: Vec::new(),
        evidence: Vec::new(),
        reporter: sealed,
        same_reporter: None,
        steps: Vec::new(),
    })
}

fn regions(office: &Office) -> impl Fn(&str) -> bool + use<> {
    let campaign = office.view().campaign();
    move |code: &str| {
        let known = |code| campaign.as_ref().is_some_and(|c| c.regions.get(code).is_some());
        code.parse().is_ok_and(known)
    }
}

/// Counts what is new, and puts the rows through the door unless this is a dry run.
fn submit<R: Record>(
    office: &Office,
    actor: &Actor,
    options: &Options,
    (mut imported, facts): (Imported, Facts),
    rows: Vec<R>,
    command: impl FnOnce(Source, Vec<R>) -> Command,
) -> Result<Imported, Failure> {
    let view = office.view();
    for row in &rows {
        match view.state().get::<R>(&row.key()) {
            None => imported.new += 1,
            Some(known) if known.same(row) => imported.unchanged += 1,
            Some(_) => imported.updated += 1,
        }
    }
    drop(view);
    if !options.dry_run {
        let receipt = office.submit(actor, command(source(&imported, &facts), rows))?;
        imported.changed = receipt.seqs.is_some();
    }
    Ok(imported)
}
