//! `duban bundle export`, `import` and `show`: bundles out and in.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;

use super::{actor, named};
use crate::cli::desk::Desk;
use crate::cli::end::{Done, End};
use crate::domain::event::Event;
use crate::exchange::bundle::Opened;
use crate::exchange::write::{Cell, Column, Table};
use crate::office::bundle::{Refused, Wish};
use crate::office::{Denied, Office};

pub(super) fn export(desk: &Desk, wish: &Wish, out: &Path) -> Result<Done, End> {
    let session = desk.session()?;
    let name = out.display().to_string();
    let made = session
        .office
        .export_bundle(&session.actor()?, wish, out)
        .map_err(|refused| end(refused, &name, desk))?;
    let bytes = std::fs::metadata(out).map_err(End::io(out))?.len();
    let mut lines = Vec::new();
    let mut notes = Vec::new();
    for made in &made {
        let office = named(desk, &session.office, made.to.office);
        let (number, entries, left) = (
            made.to.number.to_string(),
            made.entries.to_string(),
            made.left.to_string(),
        );
        let args = [
            ("office", office.as_str()),
            ("number", &number),
            ("entries", &entries),
            ("left", &left),
        ];
        lines.push(desk.say("bundle.made", &args));
        if made.left > 0 {
            notes.push(desk.say("bundle.left", &args));
        }
        if made.reporters > 0 {
            let reporters = made.reporters.to_string();
            notes.push(desk.say("bundle.with-reporters", &[("office", &office), ("n", &reporters)]));
        }
    }
    lines.push(desk.say(
        "bundle.written",
        &[("file", &name), ("bytes", &bytes.to_string())],
    ));
    let each = made.iter().map(|made| {
        json!({"to": made.to.office, "number": made.to.number, "entries": made.entries, "left": made.left,
            "reporters": made.reporters})
    });
    let bundles: Vec<_> = each.collect();
    let json = json!({"file": name, "bytes": bytes, "bundles": bundles});
    Ok(Done::new(lines.join("\n"), json).note(notes))
}

pub(super) fn import(desk: &Desk, file: &Path) -> Result<Done, End> {
    let bytes = std::fs::read(file).map_err(End::io(file))?;
    let office = desk.office()?;
    let taken = office
        .import_bundle(&actor(desk, &office)?, &bytes)
        .map_err(|refused| end(refused, &file.display().to_string(), desk))?;
    let from = named(desk, &office, taken.from);
    let (number, entries, new) = (
        taken.number.to_string(),
        taken.entries.to_string(),
        taken.new.to_string(),
    );
    let args = [
        ("from", from.as_str()),
        ("number", &number),
        ("entries", &entries),
        ("new", &new),
    ];
    let text = desk.say("bundle.taken", &args);
    let note = |about: &String| desk.say("bundle.conflict", &[("record", about)]);
    let notes: Vec<String> = taken.conflicts.iter().map(note).collect();
    let json = json!({"from": taken.from, "number": taken.number, "entries": taken.entries, "new": taken.new,
        "conflicts": taken.conflicts});
    Ok(Done::new(text, json).note(notes))
}

/// What a bundle holds, by kinds of entries. Nothing is taken in.
pub(super) fn show(desk: &Desk, file: &Path) -> Result<Done, End> {
    let bytes = std::fs::read(file).map_err(End::io(file))?;
    let office = desk.office()?;
    let opened = office.open_bundle(&bytes);
    let Opened { bundle, sha256 } =
        opened.map_err(|refused| end(refused, &file.display().to_string(), desk))?;
    let mut kinds: BTreeMap<(String, &'static str), u64> = BTreeMap::new();
    for carried in &bundle.entries {
        let kind = carried.entry.event.kind();
        *kinds.entry((carried.office.to_string(), kind)).or_default() += 1;
    }
    let mut table = Table::new(
        heading(desk, &office, &bundle, &sha256),
        vec![
            Column::left("office", desk.word("bundle.column.office")),
            Column::left("kind", desk.word("column.event")),
            Column::right("count", desk.word("bundle.column.count")),
        ],
    );
    for ((from, kind), count) in kinds {
        let word = desk.word(&format!("event.{kind}"));
        table.rows.push(vec![
            from.into(),
            Cell::new(word, kind),
            Cell::new(count.to_string(), count),
        ]);
    }
    let reporters = bundle.entries.iter().any(|carried| match &carried.entry.event {
        Event::LeadAdded { lead } => lead.reporter.is_some(),
        Event::LeadsImported { leads, .. } => leads.iter().any(|lead| lead.reporter.is_some()),
        _ => false,
    });
    let json = json!({"from": bundle.from, "to": bundle.to.office, "number": bundle.to.number,
        "follows": bundle.to.follows, "campaign": bundle.campaign, "sha256": sha256, "reporters": reporters,
        "entries": table.json()});
    Ok(Done::new(desk.table(&table), json))
}

fn heading(desk: &Desk, office: &Office, bundle: &crate::domain::bundle::Bundle, sha256: &str) -> String {
    let (from, to) = (
        named(desk, office, bundle.from),
        named(desk, office, bundle.to.office),
    );
    let (number, follows) = (bundle.to.number.to_string(), bundle.to.follows.to_string());
    let args = [
        ("from", from.as_str()),
        ("to", &to),
        ("number", &number),
        ("follows", &follows),
        ("sha256", sha256),
    ];
    desk.say("bundle.heading", &args)
}

pub(super) fn end(refused: Refused, name: &str, desk: &Desk) -> End {
    match refused {
        Refused::File(fault) => End::Fault(fault.text(name, desk.lang)),
        Refused::Denied(Denied::Refused(refusal)) => End::Refused(refusal),
        Refused::Denied(Denied::Fault(fault)) => End::Store(fault),
    }
}
