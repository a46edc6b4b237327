//! Batches that hold, in words and for programs.

use serde_json::{Value, json};

use crate::cli::desk::Desk;
use crate::domain::explain::chance;
use crate::draw::select::Fate;
use crate::draw::verify::{Chained, Opened, Outcome, Scope, Stage, Verified};

/// Everything about one batch.
pub(super) fn whole(desk: &Desk, found: &Verified) -> String {
    let (number, drawn) = (found.number.to_string(), found.drawn.to_string());
    let args = [
        ("batch", found.batch.as_str()),
        ("number", &number),
        ("drawn", &drawn),
        ("seed", found.seed.as_deref().unwrap_or_default()),
        ("reason", found.note.as_deref().unwrap_or_default()),
    ];
    let mut text = desk.say(&format!("verify.{}", found.stage.name()), &args);
    if found.stage == Stage::Void && found.seed.is_some() {
        text.push_str(&desk.say("verify.void-drawn", &args));
    }
    let scope = match (found.seed.is_some(), found.scope) {
        (true, Scope::Whole) => "verify.whole",
        (true, Scope::DrawnOnly) => "verify.drawn-only",
        (false, Scope::Whole) => "verify.bound",
        (false, Scope::DrawnOnly) => "verify.bound-closed",
    };
    if found.stage != Stage::Void || found.seed.is_some() {
        text.push_str(&desk.word(scope));
    }
    if let Some(teams) = found.teams {
        let (rounds, teams) = (found.rounds.to_string(), teams.to_string());
        text.push_str(&desk.say("verify.teams", &[("rounds", &rounds), ("teams", &teams)]));
    }
    for (key, count) in [
        ("verify.unmatched", found.unmatched),
        ("verify.changes", found.changes),
    ] {
        if count > 0 {
            text.push_str(&desk.say(key, &[("count", &count.to_string())]));
        }
    }
    text
}

/// The same for programs.
pub(super) fn document(found: &Verified) -> Value {
    let scope = match found.scope {
        Scope::Whole => "whole",
        Scope::DrawnOnly => "drawn-only",
    };
    json!({
        "holds": true, "batch": found.batch, "number": found.number, "stage": found.stage.name(), "scope": scope,
        "seed": found.seed, "void": found.void, "note": found.note, "drawn": found.drawn, "rounds": found.rounds,
        "teams": found.teams, "unmatched": found.unmatched, "changes": found.changes,
    })
}

/// Several batches, each on its line, and what holds of all of them.
pub(super) fn chain(desk: &Desk, chained: &Chained) -> String {
    let mut text = String::new();
    for found in &chained.batches {
        text.push_str(&line(desk, found));
        text.push('\n');
    }
    let number = |found: Option<&Verified>| found.map_or(0, |found| found.number).to_string();
    let batches = &chained.batches;
    let args = [
        ("count", &*batches.len().to_string()),
        ("first", &number(batches.first())),
        ("last", &number(batches.last())),
    ];
    text.push_str(&desk.say("verify.chained", &args));
    match chained.unseen.as_slice() {
        [] => text.push_str(&desk.word("verify.linked")),
        unseen => {
            let names = unseen.join(&desk.word("list.and"));
            text.push_str(&desk.say("verify.unseen", &[("names", &names)]));
        }
    }
    text
}

fn line(desk: &Desk, found: &Verified) -> String {
    let (drawn, teams) = (found.drawn.to_string(), found.teams.unwrap_or(0).to_string());
    let args = [
        ("drawn", drawn.as_str()),
        ("teams", &teams),
        ("reason", found.note.as_deref().unwrap_or_default()),
    ];
    let stage = desk.say(&format!("verify.line-{}", found.stage.name()), &args);
    let args = [
        ("number", &*found.number.to_string()),
        ("batch", &found.batch),
        ("stage", &stage),
    ];
    desk.say("verify.line", &args)
}

/// What a company's slip shows.
pub(super) fn slip(desk: &Desk, opened: &Opened) -> String {
    let mut lines = vec![desk.say(
        "verify.slip.in-pool",
        &[("id", &opened.id), ("stratum", &opened.stratum)],
    )];
    match &opened.outcome {
        None if opened.stage == Stage::Void => {}
        None => lines.push(desk.word("verify.slip.waits")),
        Some(outcome) => lines.extend(drawn(desk, outcome)),
    }
    lines.join("\n")
}

fn drawn(desk: &Desk, outcome: &Outcome) -> Vec<String> {
    let (n, size) = (outcome.n.to_string(), outcome.size.to_string());
    let chance = chance(outcome.n.into(), outcome.size.into());
    let args = [("n", n.as_str()), ("size", &size), ("chance", &chance)];
    let mut lines = vec![
        desk.say("verify.slip.chance", &args),
        desk.say("verify.slip.ticket", &[("ticket", &outcome.ticket)]),
    ];
    if let Some(threshold) = &outcome.threshold {
        lines.push(desk.say("verify.slip.threshold", &[("threshold", threshold)]));
    }
    if let Some(rank) = outcome.rank {
        lines.push(desk.say("verify.slip.rank", &[("rank", &rank.to_string())]));
    }
    let fate = outcome.drawn.as_ref().map(|drawn| drawn.fate);
    lines.push(desk.word(match (fate, &outcome.threshold) {
        (Some(Fate::Active), _) => "verify.slip.drawn",
        (Some(Fate::Replaced), _) => "verify.slip.replaced",
        (Some(Fate::Struck), _) => "verify.slip.struck",
        (None, Some(_)) => "verify.slip.not-drawn",
        (None, None) => "verify.slip.none-drawn",
    }));
    lines
}

/// The same for programs.
pub(super) fn slip_document(opened: &Opened) -> Value {
    let outcome = opened.outcome.as_ref().map(|outcome| {
        json!({
            "ticket": outcome.ticket, "threshold": outcome.threshold, "n": outcome.n, "size": outcome.size,
            "rank": outcome.rank, "drawn": outcome.drawn,
        })
    });
    json!({"id": opened.id, "stratum": opened.stratum, "outcome": outcome})
}
