//! Which leads probably say the same as another one (疑似重复), and why. A suggestion for whoever decides: nothing is
//! merged by it.
//!
//! The index keeps about ten keys a lead (`lead.like`); those that two leads share choose whom to read, and what the two
//! say, side by side, gives the score. Two leads are one matter when they are about the same subject *and* say the same:
//! the subject's score is multiplied with the matter's, so that a hotline's set phrases about other businesses, or
//! another grievance about the same one, do not suffice.

mod keys;
#[cfg(test)]
mod tests;
mod text;
mod weigh;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use chrono::{Days, NaiveDate};
use serde::Serialize;

use self::keys::{Key, day_key};
pub(crate) use self::weigh::alike;
use self::weigh::{Side, weigh};
use super::naming::Naming;
use super::{Lead, LeadState};
use crate::domain::campaign::Campaign;
use crate::domain::state::{Ledger, Read, State, Write};
use crate::lang::Lang;

/// The index of the keys.
const LIKE: &str = "lead.like";
/// Days before and after a lead's receipt within which its duplicates are looked for; one that is named by its number
/// is found whenever it came.
pub const WINDOW: u64 = 120;
/// Days that are looked at first, before and after: most duplicates come in them.
const FIRST: u64 = 14;
/// Entries of one key that are looked at in a stretch of time; a key with more of them says little.
const ENTRIES: usize = 150;
/// Leads that are read and compared.
const READ: usize = 48;
/// Least score of what is proposed.
pub const LEAST: u8 = 50;
/// Most that is proposed.
pub const MOST: usize = 8;

/// Why two leads are probably one matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The same registered target.
    Target,
    /// The same reporter, by the keyed mark of the phone.
    Reporter,
    /// A phone number in common, the target's or one in the text.
    Phone,
    /// The names are alike: percent.
    Name(u8),
    /// The texts are alike: percent.
    Text(u8),
    /// The same place, down to the number of the house.
    Place,
    /// The one names the other's number as an earlier complaint, or both have one number.
    Prior,
    /// Days between their receipts.
    Days(i64),
}

impl Why {
    /// The ground in words.
    pub fn text(self, lang: Lang) -> String {
        let with = |key: &str, number: String| lang.say(key, &[("n", &number)]);
        match self {
            Why::Target => lang.word("lead-like.target").into_owned(),
            Why::Reporter => lang.word("lead-like.reporter").into_owned(),
            Why::Phone => lang.word("lead-like.phone").into_owned(),
            Why::Name(percent) => with("lead-like.name", percent.to_string()),
            Why::Text(percent) => with("lead-like.text", percent.to_string()),
            Why::Place => lang.word("lead-like.place").into_owned(),
            Why::Prior => lang.word("lead-like.prior").into_owned(),
            Why::Days(0) => lang.word("lead-like.same-day").into_owned(),
            Why::Days(1) => lang.word("lead-like.one-day").into_owned(),
            Why::Days(days) => with("lead-like.days", days.to_string()),
        }
    }
}

/// A lead that is probably the same matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Like {
    /// Its id.
    pub lead: String,
    /// How much speaks for it, from 0 to 100.
    pub score: u8,
    /// What does, the weightiest first.
    pub why: Vec<Why>,
}

impl Like {
    /// The grounds in one line: 同一对象 · 文字相似 87% · 相隔 3 天.
    pub fn text(&self, lang: Lang) -> String {
        let grounds: Vec<String> = self.why.iter().map(|why| why.text(lang)).collect();
        grounds.join(" · ")
    }
}

/// Keeps the keys by which a lead is found as another's duplicate.
pub fn mark<L: Ledger + ?Sized>(ledger: &mut L, naming: &Naming, lead: &Lead) {
    for key in keys::keys(lead, &keys::name(lead, naming)) {
        ledger.mark(LIKE, &key.on(lead.received), lead);
    }
}

/// How many keys the index keeps for a lead.
pub fn keys_of(naming: &Naming, lead: &Lead) -> usize {
    keys::keys(lead, &keys::name(lead, naming)).len()
}

/// The leads that probably say the same as this one, the likeliest first: at most [`MOST`], none below [`LEAST`], never
/// the lead itself. One that was merged into another stands for that one.
pub fn likely<S: State + ?Sized>(state: &S, campaign: &Campaign, lead: &Lead) -> Vec<Like> {
    let naming = Naming::new(campaign);
    let own = Side::of(lead, &naming);
    let mut best: BTreeMap<String, Like> = BTreeMap::new();
    for id in shared(state, lead, &own) {
        let Some(other) = state
            .get::<Lead>(&id)
            .filter(|other| other.state() != LeadState::Voided)
        else {
            continue;
        };
        let mut like = weigh(campaign, (lead, &own), (&other, &Side::of(&other, &naming)));
        if let Some(other) = other.merged_into().and_then(|into| Lead::speaks_for(state, into)) {
            like.lead = other.id;
        }
        let known = best
            .get(&like.lead)
            .is_some_and(|known| known.score >= like.score);
        if like.score >= LEAST && like.lead != lead.id && !known {
            best.insert(like.lead.clone(), like);
        }
    }
    let mut likes: Vec<Like> = best.into_values().collect();
    likes.sort_by_key(|like| std::cmp::Reverse(like.score));
    likes.truncate(MOST);
    likes
}

/// The leads that share most with this one, by the keys they have in common, as far as they are worth reading.
fn shared<S: State + ?Sized>(state: &S, lead: &Lead, own: &Side) -> Vec<String> {
    let mut worth: BTreeMap<String, u32> = BTreeMap::new();
    for key in keys::keys(lead, &own.name) {
        let ids = entries(state, key, lead.received);
        // What many have in common says little.
        let each = 1000 * key.sort.worth() / (10 + ids.len() as u32);
        for id in ids {
            *worth.entry(id).or_default() += each;
        }
    }
    worth.remove(&lead.id);
    let mut shared: Vec<(u32, String)> = worth.into_iter().map(|(id, worth)| (worth, id)).collect();
    shared.sort_by_key(|(worth, _)| std::cmp::Reverse(*worth));
    shared.truncate(READ);
    shared.into_iter().map(|(_, id)| id).collect()
}

/// The leads with a key: of a stretch of days around the receipt first, then of the whole window, as many as are looked
/// at in a stretch. A number is nobody else's: its entries count whenever they came.
fn entries<S: State + ?Sized>(state: &S, key: Key, received: NaiveDate) -> Vec<String> {
    let before = |days| {
        received
            .checked_sub_days(Days::new(days))
            .unwrap_or(NaiveDate::MIN)
    };
    let after = |days| {
        received
            .checked_add_days(Days::new(days))
            .unwrap_or(NaiveDate::MAX)
    };
    let mut ids = Vec::new();
    let stretches = match key.sort {
        keys::Sort::Number => vec![(NaiveDate::MIN, NaiveDate::MAX)],
        _ => vec![
            (before(FIRST), after(FIRST)),
            (before(WINDOW), before(FIRST + 1)),
            (after(FIRST + 1), after(WINDOW)),
        ],
    };
    for (from, to) in stretches {
        stretch(state, key, (from, to), &mut ids);
    }
    ids
}

fn stretch<S: State + ?Sized>(
    state: &S,
    key: Key,
    (from, to): (NaiveDate, NaiveDate),
    ids: &mut Vec<String>,
) {
    let (prefix, last) = (key.prefix(), day_key(to));
    let mut seen = 0;
    state.scan(LIKE, &prefix, &key.on(from), &mut |entry, _| {
        let rest = entry.get(prefix.len()..).unwrap_or("");
        let Some((day, id)) = rest.split_once('\u{1f}') else {
            return ControlFlow::Continue(());
        };
        if seen == ENTRIES || day > last.as_str() {
            return ControlFlow::Break(());
        }
        seen += 1;
        ids.push(id.to_owned());
        ControlFlow::Continue(())
    });
}
