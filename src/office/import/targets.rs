//! Targets: rows by the million. They become an extract, a blob of normalised lines; the command only names it.

use std::io::Write;

use super::run::{run, source};
use super::{Failure, Imported, Options, Told};
use crate::domain::command::{Command, TargetImport};
use crate::domain::operator::Actor;
use crate::domain::registry::{Row, made_up_id};
use crate::domain::scope::ScopeMatcher;
use crate::exchange::read::{TargetRow, Targets};
use crate::office::Office;
use crate::store::{Fault, Places, Writer};

pub(super) fn import(
    office: &Office,
    actor: &Actor,
    options: &Options,
    told: Told<'_>,
) -> Result<Imported, Failure> {
    let view = office.view();
    let Some(campaign) = view.campaign() else {
        return Ok(Imported::default());
    };
    let blobs = view.blobs().clone();
    drop(view);
    let known = |code: &str| {
        code.parse()
            .is_ok_and(|code| campaign.regions.get(code).is_some())
    };
    let matcher = ScopeMatcher::new(&campaign.keywords).map_err(|e| Fault::Index {
        path: office.dir().to_owned(),
        what: e.to_string(),
    })?;
    let mut extract = Extract {
        out: blobs.begin()?,
        line: String::new(),
        places: Places::new(0),
        matcher,
        affirmed: 0,
        excluded: 0,
    };
    let (mut imported, facts) = run(options, Targets::new(&known), told, |row| {
        extract.push(&row)?;
        Ok(None)
    })?;
    imported.affirmed = extract.affirmed;
    imported.excluded_only = extract.excluded;
    let counts = office.view().registry().compare(&extract.places.sorted())?;
    (imported.new, imported.updated, imported.unchanged) = (counts.new, counts.updated, counts.unchanged);
    if options.dry_run || counts.new + counts.updated == 0 {
        return Ok(imported);
    }
    let hash = extract.out.finish()?;
    let command = Command::ImportTargets(Box::new(TargetImport {
        source: source(&imported, &facts),
        extract: hash,
        new: counts.new,
        updated: counts.updated,
        unchanged: counts.unchanged,
    }));
    office.submit(actor, command)?;
    imported.changed = true;
    Ok(imported)
}

/// The extract as it is written.
struct Extract {
    out: Writer,
    line: String,
    places: Places,
    matcher: ScopeMatcher,
    affirmed: u64,
    excluded: u64,
}

impl Extract {
    fn push(&mut self, row: &TargetRow<'_>) -> Result<(), Failure> {
        let code = row.code.as_ref().map(ToString::to_string);
        let id = code.unwrap_or_else(|| made_up_id(&row.name, &row.region, &row.address));
        let founded = row.established.map(|d| d.to_string()).unwrap_or_default();
        let mut grade = [0; 4];
        let grade = row.grade.map_or("", |g| g.encode_utf8(&mut grade));
        self.line.clear();
        Row {
            id: &id,
            name: &row.name,
            kind: &row.entity_type,
            legal_person: &row.representative,
            founded: &founded,
            status: &row.status,
            authority: &row.authority,
            region: &row.region,
            address: &row.address,
            scope: &row.scope,
            grade,
            phone: &row.phone,
            hr_licence: &row.service_licence,
            dispatch_licence: &row.dispatch_licence,
        }
        .write(&mut self.line);
        self.places.push(self.line.as_bytes());
        let found = self.matcher.matches(&row.scope);
        if !found.affirmed.is_empty() {
            self.affirmed += 1;
        } else if !found.excluded.is_empty() {
            self.excluded += 1;
        }
        self.out
            .write_all(self.line.as_bytes())
            .map_err(Fault::io(self.out.path()))
            .map_err(Failure::from)
    }
}
