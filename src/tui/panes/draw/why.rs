//! The answer to a company that asks: in the pool or left out, its stratum, ticket, rank and chance, and what became
//! of it.

use super::rows::blocks;
use super::strata::named;
use crate::domain::explain::{
    Explanation, Fate, How, LeftOut, Outcome, Place, Ranked, Standing, chance, explain,
};
use crate::domain::refusal::Refusal;
use crate::domain::state::Read;
use crate::domain::target::Target;
use crate::domain::task::Task;
use crate::query::Finder;
use crate::tui::panes::sheet::Sheet;
use crate::tui::panes::shown::Look;
use crate::tui::theme::Tone;
use crate::tui::widget::Entry;

/// Targets offered at most; whoever finds more types more.
const FOUND: usize = 200;

/// Ids and names of the targets that fit what was typed: the one whose id it is, else all whose name or id contains it,
/// in any reading.
pub(in crate::tui::panes) fn found(look: &Look<'_>, typed: &str) -> Vec<(String, String)> {
    let typed = typed.trim();
    let id = typed.to_ascii_uppercase();
    if let Some(name) = look.target_name(&id) {
        return vec![(id, name)];
    }
    let finder = Finder::new(typed);
    let mut found = Vec::new();
    look.state().each::<Target>(|target| {
        if found.len() < FOUND && (finder.hits(&target.name) || finder.hits(&target.id)) {
            found.push((target.id, target.name));
        }
    });
    found
}

/// The sheet of a target in a batch.
pub(in crate::tui::panes) fn sheet(look: &Look<'_>, batch: &str, id: &str) -> Result<Sheet, Refusal> {
    let explanation = explain(look.state(), batch, id)?;
    let name = look.target_name(&explanation.id);
    let title = look.ui.say(
        "pane.draw.why-of",
        &[("name", name.as_deref().unwrap_or(&explanation.id))],
    );
    Ok(Sheet::new(title, entries(look, &explanation)))
}

fn entries(look: &Look<'_>, explanation: &Explanation) -> Vec<Entry> {
    let mut entries = vec![
        look.entry("pane.draw.target", look.target(&explanation.id)),
        look.entry("pane.draw.batch", &explanation.batch),
    ];
    let answer = |key: &str, tone: Tone| {
        let text = look.word(&format!("pane.draw.answer-{key}"));
        look.entry("pane.draw.answer", text).tone(tone)
    };
    match &explanation.standing {
        Standing::LeftOut(why) => {
            entries.push(answer("left-out", Tone::Warn));
            entries.push(look.entry("pane.draw.reason", left_out(look, why)));
        }
        Standing::Waiting(place) => {
            entries.push(answer("waiting", Tone::Plain));
            entries.extend(of_place(look, place));
        }
        Standing::NotDrawn(place, ranked) => {
            entries.push(answer("not-drawn", Tone::Plain));
            entries.extend(of_place(look, place));
            entries.extend(of_ticket(look, place, ranked));
        }
        Standing::Drawn(place, ranked, outcome) => {
            let drawn = match outcome.fate {
                Fate::Active => answer("drawn", Tone::Good),
                Fate::Replaced => answer("replaced", Tone::Warn),
                Fate::Struck => answer("struck", Tone::Warn),
            };
            entries.push(drawn);
            entries.extend(of_outcome(look, outcome));
            entries.extend(of_place(look, place));
            entries.extend(of_ticket(look, place, ranked));
        }
    }
    entries
}

fn left_out(look: &Look<'_>, why: &LeftOut) -> String {
    match why {
        LeftOut::Because(why, detail) if detail.is_empty() => look.word(why.key()),
        LeftOut::Because(why, detail) => format!("{}  {detail}", look.word(why.key())),
        LeftOut::Unknown => look.word("pane.draw.not-known"),
    }
}

fn of_place(look: &Look<'_>, place: &Place) -> Vec<Entry> {
    let (unit, grade) = named(look, &place.stratum);
    let stratum = look.ui.say(
        "pane.draw.stratum-is",
        &[
            ("unit", &unit),
            ("grade", &grade),
            ("code", &place.stratum),
            ("size", &place.size.to_string()),
        ],
    );
    let mut entries = vec![look.entry("pane.draw.stratum", stratum)];
    let chance = place.places.map(|n| chance(n, place.size));
    entries.push(look.entry("pane.draw.chance", chance.unwrap_or_default()));
    entries
}

fn of_ticket(look: &Look<'_>, place: &Place, ranked: &Ranked) -> Vec<Entry> {
    let rank = format!("{} / {}", ranked.rank, place.size);
    let threshold = ranked.threshold.as_deref().unwrap_or_default();
    vec![
        look.entry("pane.draw.rank", rank),
        look.entry("pane.draw.ticket", blocks(&ranked.ticket)),
        look.entry("pane.draw.threshold", blocks(threshold)),
        Entry::new("", look.word("pane.draw.ticket-rule")).tone(Tone::Quiet),
    ]
}

fn of_outcome(look: &Look<'_>, outcome: &Outcome) -> Vec<Entry> {
    let how = match outcome.how {
        How::Draw => "pane.draw.how-draw",
        How::Extension => "pane.draw.how-extension",
        How::Replacement => "pane.draw.how-replacement",
    };
    let mut how = look.word(how);
    if let Some(other) = &outcome.replaces {
        how = format!("{how}  {}", look.target(other));
    }
    let mut entries = vec![look.entry("pane.draw.how", how)];
    if let Some((code, evidence)) = &outcome.ended {
        let reasons = &look.campaign.draw.reasons;
        let known = reasons.iter().find(|reason| reason.code == *code);
        let name = known.map_or(code.as_str(), |reason| reason.name.get(look.ui.lang));
        entries.push(look.entry("pane.draw.reason", name));
        entries.push(look.entry("pane.draw.evidence", evidence));
    }
    if let Some(task) = outcome.task.as_ref().and_then(|id| look.state().get::<Task>(id)) {
        let text = format!("{}  {}", task.id, look.word(task.state.key()));
        entries.push(look.entry("pane.draw.task", text));
    }
    entries
}
