//! What the batch is and how things stand with it.

use super::super::doc::{Line, code, line};
use super::{Draft, hash_name};
use crate::draw::files::{ANNOUNCEMENT, OPENINGS, PUBLIC_POOL, SEALED};
use crate::draw::plan::{places_of, strata_of};
use crate::draw::record::Heading;
use crate::draw::select::Fate;
use crate::draw::verify::Stage;

pub(super) fn write(d: &mut Draft) {
    d.section("status.title");
    basics(d);
    if let Some(instead) = d.facts.heading().and_then(|heading| heading.instead_of.clone()) {
        let args = [("batch", code(instead.batch)), ("reason", instead.reason.into())];
        d.notice("status.redraw", &args);
    }
    match d.facts.stage {
        None => {}
        Some(Stage::Announced) => announced(d),
        Some(Stage::Sealed) => sealed(d),
        Some(Stage::Drawn) => drawn(d),
        Some(Stage::Void) => void(d),
    }
    closed_strata(d);
    if !d.facts.unread.is_empty() {
        d.notice("unread", &[]);
        d.list(d.facts.unread.iter().map(|name| line(d.file(name))).collect());
    }
}

fn basics(d: &mut Draft) {
    let facts = d.facts;
    let stage = format!("stage.{}", facts.stage.map_or("nothing", Stage::name));
    let mut rows: Vec<(&str, Line)> = vec![
        ("campaign", line(facts.names.campaign.get(d.lang))),
        ("notice", line(facts.names.notice.as_str())),
    ];
    if let Some(heading) = facts.heading() {
        let number = d.say("basics.number-is", &[("number", heading.number.into())]);
        rows.extend([("batch", line(code(&heading.batch))), ("number", number)]);
    }
    rows.push(("stage", line(d.word(&stage))));
    if facts.heading().is_some() {
        rows.extend([
            ("rule", line("SSJ-1")),
            ("profile", line(hash_name(facts.profile))),
        ]);
    }
    if let Some(first) = first(d) {
        let previous = match &first.previous {
            Some(hash) => line(code(hash)),
            None => line(d.word("basics.first")),
        };
        rows.push(("previous", previous));
    }
    rows.retain(|(_, content)| *content != line(""));
    let rows = rows
        .into_iter()
        .map(|(key, content)| (line(d.word(&format!("basics.{key}"))), content));
    let rows = rows.collect();
    d.pairs(d.say("basics.caption", &[]), rows);
}

/// The heading of the batch's first record, which is chained to the office's record before it.
fn first<'f>(d: &Draft<'f>) -> Option<&'f Heading> {
    let facts = d.facts;
    let announcement = facts.announcement.as_ref().map(|record| &record.heading);
    let draw = facts.draws.first().map(|version| &version.record.heading);
    let void = facts.void.as_ref().map(|record| &record.heading);
    announcement.or(draw).or(void)
}

fn announced(d: &mut Draft) {
    let facts = d.facts;
    if !facts.plan.is_empty() {
        let size: u64 = strata_of(&facts.plan)
            .iter()
            .map(|stratum| u64::from(stratum.size))
            .sum();
        let places = places_of(&facts.plan);
        let args = [
            ("size", size.into()),
            ("places", places.into()),
            ("file", d.file(ANNOUNCEMENT)),
        ];
        d.para("announced.bound", &args);
    }
    d.para("announced.decides", &[]);
    let issues = facts
        .heading()
        .map(|heading| heading.announced.as_slice())
        .unwrap_or_default();
    let issue = |a: &crate::draw::seed::Announced| {
        d.say(
            "announced.issue",
            &[("source", d.source(&a.kind)), ("issue", a.issue.as_str().into())],
        )
    };
    d.list(issues.iter().map(issue).collect());
    come_back(d, "announced.return", ANNOUNCEMENT);
}

fn come_back(d: &mut Draft, key: &str, name: &str) {
    let hash = d.facts.hash_of(name).unwrap_or_default();
    d.notice(key, &[("file", d.file(name)), ("hash", code(hash))]);
}

fn sealed(d: &mut Draft) {
    let Some(sealed) = &d.facts.sealed else { return };
    d.para(
        "sealed.is",
        &[("hash", code(&sealed.record)), ("file", d.file(SEALED))],
    );
    d.para("sealed.why", &[]);
    if !sealed.matches.is_empty() {
        d.para("sealed.matches", &[]);
        d.list(sealed.matches.iter().map(|hash| line(code(hash))).collect());
    }
    come_back(d, "sealed.return", SEALED);
}

fn drawn(d: &mut Draft) {
    let rows = || {
        d.facts
            .draw()
            .into_iter()
            .flat_map(|draw| &draw.strata)
            .flat_map(|stratum| &stratum.drawn)
    };
    let active = rows().filter(|row| row.fate == Fate::Active).count();
    let args = [("drawn", rows().count().into()), ("active", active.into())];
    d.para("drawn.is", &args);
    kept(d);
}

/// Whether what was sealed is what was published.
fn kept(d: &mut Draft) {
    let Some(sealed) = &d.facts.sealed else { return };
    match d.facts.draws.iter().find(|version| version.hash == sealed.record) {
        Some(version) => d.para("sealed.kept", &[("file", d.file(&version.name))]),
        None => d.notice("sealed.broken", &[("hash", code(&sealed.record))]),
    }
    let made = |hash: &&String| d.facts.rounds.iter().any(|round| round.version.hash == **hash);
    let lost: Vec<Line> = sealed
        .matches
        .iter()
        .filter(|hash| !made(hash))
        .map(|hash| line(code(hash)))
        .collect();
    if !lost.is_empty() {
        d.notice("sealed.matches-broken", &[]);
        d.list(lost);
    }
}

fn void(d: &mut Draft) {
    let Some(void) = &d.facts.void else { return };
    let args = [
        ("note", void.note.as_str().into()),
        ("reason", code(&void.reason)),
    ];
    d.notice("void.is", &args);
    d.para("void.kept", &[]);
    if d.facts.draw().is_some() {
        d.para("void.draw", &[]);
        kept(d);
    }
}

fn closed_strata(d: &mut Draft) {
    if d.facts.has(PUBLIC_POOL) {
        let key = if d.facts.draw().is_some() {
            "status.closed"
        } else {
            "status.closed-yet"
        };
        d.para(key, &[("file", d.file(PUBLIC_POOL))]);
    }
    if d.facts.has(OPENINGS) {
        d.para("status.opened", &[("file", d.file(OPENINGS))]);
    }
}
