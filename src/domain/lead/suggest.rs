//! Which of the campaign's actions a lead's words suggest, and who else might be the one to decide it. The words are the
//! campaign's (`actions.words`, `leads.routes`): configuration, no law. Whoever decides takes a suggestion or leaves it.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Serialize;

use super::Lead;
use super::naming::Naming;
use crate::domain::campaign::Campaign;
use crate::domain::follow_up::Owner;
use crate::domain::operator::Department;
use crate::domain::region::{Level, RegionCode};
use crate::lang::Lang;

/// An action that a lead's words suggest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggested {
    /// Its number in the notice.
    pub action: u32,
    /// The words that do, as bytes of the lead's text ([`Lead::what`]), in their order.
    pub words: Vec<Range<usize>>,
    /// How many different words, and how long ones, speak for it: compares the actions of one lead.
    pub score: u32,
}

/// Why a lead might be another office's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// The place lies elsewhere than the division that holds the lead.
    Place,
    /// The lead is of another division than the one that holds it.
    Region,
    /// It happened in several divisions: the one above them sees all.
    Several,
    /// The words belong to the other department.
    Words,
}

impl Ground {
    /// The ground in words.
    pub fn text(self, lang: Lang) -> String {
        let key = match self {
            Ground::Place => "lead-route.place",
            Ground::Region => "lead-route.region",
            Ground::Several => "lead-route.several",
            Ground::Words => "lead-route.words",
        };
        lang.word(key).into_owned()
    }
}

/// An office to which a lead might be forwarded (转办).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Way {
    /// That office.
    pub to: Owner,
    /// Why.
    pub ground: Ground,
    /// The words that say so, as bytes of the lead's text; none where the place does.
    pub words: Vec<Range<usize>>,
}

/// The actions that the lead's words suggest, the one that most of them do first; of equals the one that comes first in
/// the notice.
pub fn actions(campaign: &Campaign, lead: &Lead) -> Vec<Suggested> {
    let of = |action: &crate::domain::campaign::Action| {
        let (words, score) = found(&action.words, &lead.what);
        let action = action.number;
        (score > 0).then_some(Suggested { action, words, score })
    };
    let mut suggested: Vec<Suggested> = campaign.actions.iter().filter_map(of).collect();
    suggested.sort_by_key(|one| (std::cmp::Reverse(one.score), one.action));
    suggested
}

/// The offices that the lead's place and words suggest besides the one that holds it, the surest first.
pub fn ways(campaign: &Campaign, lead: &Lead) -> Vec<Way> {
    let holder = lead.holder();
    let places = [elsewhere(campaign, lead), several(campaign, lead)];
    let mut ways: Vec<Way> = Vec::new();
    for (region, ground) in places.into_iter().flatten() {
        let to = Owner { region, ..holder };
        if ways.iter().all(|way| way.to != to) {
            let words = Vec::new();
            ways.push(Way { to, ground, words });
        }
    }
    if let Some((department, words)) = other_department(campaign, lead) {
        let region = ways.first().map_or(holder, |way| way.to).region;
        ways.push(Way {
            to: Owner { region, department },
            ground: Ground::Words,
            words,
        });
    }
    ways
}

/// The division where it happened, where that is not the one that holds the lead nor one around it.
fn elsewhere(campaign: &Campaign, lead: &Lead) -> Option<(RegionCode, Ground)> {
    let (regions, holder) = (&campaign.regions, lead.holder().region);
    let deepest = |text: &str| Naming::new(campaign).places(text).last().map(|(_, code)| *code);
    let place = deepest(&lead.place).map(|code| (code, Ground::Place));
    let known = [place, Some((lead.region, Ground::Region))];
    known
        .into_iter()
        .flatten()
        .find(|(code, _)| !regions.contains(*code, holder))
}

/// The division above those that the text names, where they are several.
fn several(campaign: &Campaign, lead: &Lead) -> Option<(RegionCode, Ground)> {
    let regions = &campaign.regions;
    let named = Naming::new(campaign).places(&lead.what);
    let codes: BTreeSet<RegionCode> = named
        .into_iter()
        .map(|(_, code)| code)
        .chain([lead.region])
        .collect();
    let inner = |code: &RegionCode| regions.get(*code).is_some_and(|row| row.level != Level::Province);
    let within = |code: &&RegionCode| {
        codes
            .iter()
            .any(|other| other != *code && regions.contains(**code, *other))
    };
    let places: Vec<RegionCode> = codes
        .iter()
        .filter(|code| inner(code) && !within(code))
        .copied()
        .collect();
    let units: BTreeSet<RegionCode> = places.iter().filter_map(|code| regions.unit_of(*code)).collect();
    let above = match (places.len(), units.len()) {
        (0 | 1, _) => return None,
        (_, 1) => units.into_iter().next()?,
        _ => campaign.province,
    };
    let holder = lead.holder().region;
    (!regions.contains(holder, above)).then_some((above, Ground::Several))
}

/// The department whose words the text has more of than those of the one that holds the lead.
fn other_department(campaign: &Campaign, lead: &Lead) -> Option<(Department, Vec<Range<usize>>)> {
    let of = |department: Department| {
        let routes = campaign
            .leads
            .routes
            .iter()
            .filter(|route| route.department == department);
        let words: Vec<String> = routes.flat_map(|route| route.words.iter().cloned()).collect();
        (department, found(&words, &lead.what))
    };
    let holder = lead.holder().department;
    let own = of(holder).1.1;
    let others = Department::ALL
        .into_iter()
        .filter(|other| *other != holder)
        .map(of);
    let best = others.max_by_key(|(_, (_, score))| *score)?;
    let (department, (words, score)) = best;
    (score > own).then_some((department, words))
}

/// Where words stand in a text, longer ones before those within them, and how much they say: ten for each different
/// word, and one for each of its characters.
fn found(words: &[String], text: &str) -> (Vec<Range<usize>>, u32) {
    let words: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !word.is_empty())
        .collect();
    let Ok(finder) = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(&words)
    else {
        return (Vec::new(), 0);
    };
    let mut different = BTreeSet::new();
    let mut ranges = Vec::new();
    for found in finder.find_iter(text) {
        different.insert(found.pattern());
        ranges.push(found.range());
    }
    let length = |pattern: aho_corasick::PatternID| {
        words
            .get(pattern.as_usize())
            .map_or(0, |word| word.chars().count())
    };
    let score = different
        .into_iter()
        .map(|pattern| 10 + length(pattern) as u32)
        .sum();
    (ranges, score)
}
