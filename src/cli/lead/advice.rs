//! What helps deciding about a lead: probable duplicates, targets, actions and offices. None of it decides anything.

use std::ops::Range;

use serde_json::{Value, json};

use crate::cli::desk::{Desk, Session};
use crate::domain::lead::likeness::likely;
use crate::domain::lead::named::targets;
use crate::domain::lead::suggest::{actions, ways};
use crate::domain::lead::{Lead, office};
use crate::domain::state::Read;

/// In words, by label, and for programs.
pub(super) fn advice(
    desk: &Desk,
    session: &Session<'_>,
    lead: &Lead,
) -> (Vec<(&'static str, String)>, Value) {
    let (view, campaign) = (session.view(), &session.campaign);
    let alike = likely(view.state(), campaign, lead);
    let named = targets(view.state(), campaign, lead);
    let (actions, ways) = (actions(campaign, lead), ways(campaign, lead));
    let duplicates = alike.iter().map(|like| {
        let other: Option<Lead> = view.state().get(&like.lead);
        let about = other.map_or(String::new(), |other| other.about);
        format!("{}  {about}  {}", like.lead, like.text(desk.lang))
    });
    let action = |number: u32| {
        let known = campaign.actions.iter().find(|action| action.number == number);
        known.map_or("", |action| action.name.get(desk.lang))
    };
    let suggested = actions.iter().map(|of| {
        let words = words(&lead.what, &of.words);
        format!("{} {}  {words}", of.action, action(of.action))
    });
    let offices = ways.iter().map(|way| {
        let ground = way.ground.text(desk.lang);
        format!("{}  {ground}", office(campaign, way.to, desk.lang))
    });
    let meant = named.iter().map(|named| format!("{}  {}", named.id, named.name));
    let texts = vec![
        ("lead-alike", lines(duplicates)),
        ("lead-meant", lines(meant)),
        ("lead-action", lines(suggested)),
        ("lead-office", lines(offices)),
    ];
    let value = json!({"duplicates": alike, "targets": named, "actions": actions, "offices": ways});
    (texts, value)
}

fn lines(texts: impl Iterator<Item = String>) -> String {
    texts.collect::<Vec<_>>().join("\n")
}

/// The words themselves, each in brackets.
fn words(text: &str, at: &[Range<usize>]) -> String {
    let words = at.iter().filter_map(|at| text.get(at.clone()));
    words.map(|word| format!("〔{word}〕")).collect()
}
