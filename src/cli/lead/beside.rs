//! What helps deciding about a lead: others that probably say the same, and the actions and offices its words suggest.

use std::ops::Range;

use serde_json::{Value, json};

use crate::cli::desk::{Desk, Session};
use crate::cli::show::rows;
use crate::domain::lead::likeness::{Like, likely};
use crate::domain::lead::named::targets;
use crate::domain::lead::suggest::{Suggested, Way, actions, ways};
use crate::domain::lead::{Lead, office};
use crate::domain::state::Read;
use crate::office::View;

/// In words, and for programs; no words where there is nothing to say.
pub(super) fn beside(
    desk: &Desk,
    session: &Session<'_>,
    view: &View<'_>,
    lead: &Lead,
) -> (Option<String>, Value) {
    let campaign = &session.campaign;
    let (likely, named, actions, ways) = (
        likely(view.state(), campaign, lead),
        targets(view.state(), campaign, lead),
        actions(campaign, lead),
        ways(campaign, lead),
    );
    let mut told = Vec::new();
    for like in &likely {
        told.push((desk.word("lead-cli.likely"), duplicate(desk, view, like)));
    }
    for named in &named {
        told.push((
            desk.word("lead-cli.meant"),
            format!("{}  {}", named.id, named.name),
        ));
    }
    for suggested in &actions {
        told.push((
            desk.word("lead-cli.suggested"),
            action(desk, session, lead, suggested),
        ));
    }
    for Way { to, ground, words } in &ways {
        let text = format!(
            "{}  {}  {}",
            office(campaign, *to, desk.lang),
            ground.text(desk.lang),
            marked(desk, lead, words)
        );
        told.push((desk.word("lead-cli.way"), text.trim_end().to_owned()));
    }
    let text = (!told.is_empty()).then(|| rows(desk, &told));
    (
        text,
        json!({"likely": likely, "targets": named, "actions": actions, "ways": ways}),
    )
}

fn duplicate(desk: &Desk, view: &View<'_>, like: &Like) -> String {
    let other = view.state().get::<Lead>(&like.lead);
    let said = other.map_or(String::new(), |other| {
        let state = desk.word(other.state().key());
        format!("{}  {state}  {}", other.received, other.about)
    });
    let parts = [
        &*like.lead,
        &said,
        &like.text(desk.lang),
        &format!("{}%", like.score),
    ];
    parts.join("  ")
}

fn action(desk: &Desk, session: &Session<'_>, lead: &Lead, suggested: &Suggested) -> String {
    let mut known = session.campaign.actions.iter();
    let name = known
        .find(|action| action.number == suggested.action)
        .map_or("", |action| action.name.get(desk.lang));
    let words = marked(desk, lead, &suggested.words);
    format!("{} {name}  {words}", suggested.action)
}

/// The words of the lead that speak for it, each once.
fn marked(desk: &Desk, lead: &Lead, ranges: &[Range<usize>]) -> String {
    let mut words: Vec<&str> = Vec::new();
    for word in ranges.iter().filter_map(|range| lead.what.get(range.clone())) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(&desk.word("list.and"))
}
