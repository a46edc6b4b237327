//! What a text, as a hotline writes it down or a letter says it, seems to name: codes, businesses, phones, cards,
//! places, sums, days, people. Suggestions with their place in the text, for whoever registers the lead to take or
//! leave; nothing is a fact by standing here.

mod codes;
mod dates;
mod glyphs;
mod money;
mod numbers;
mod organisations;
mod people;
mod places;
#[cfg(test)]
mod tests;

use std::ops::Range;

use chrono::NaiveDate;
use serde::Serialize;

use self::glyphs::Glyphs;
use super::named;
use super::naming::Naming;
use crate::domain::campaign::Campaign;
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, State};
use crate::domain::target::Target;
use crate::lang::Lang;

/// Registered targets that are proposed for one name.
const TARGETS: usize = 3;

/// What something found stands for, in one form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "sort", content = "value", rename_all = "kebab-case")]
pub enum Value {
    /// 统一社会信用代码 with a true check character, in capitals.
    Code(String),
    /// The name of an organisation, half-width.
    Organisation(String),
    /// A registered target, by its code or by a like name.
    Target {
        /// Its id.
        id: String,
        /// Its registered name.
        name: String,
        /// How like it is, from 0 to 100; 100 for a code.
        score: u8,
    },
    /// A phone number: its digits, without the country's.
    Phone(String),
    /// An identity card's number with a true check digit.
    Identity(String),
    /// A division of the campaign.
    Place(RegionCode),
    /// An address.
    Address,
    /// A sum of money.
    Amount {
        /// In 分, hundredths of a yuan.
        fen: u64,
        /// Whether the text says that it is about so much.
        about: bool,
    },
    /// What is paid again and again (每人每天280元), in 分: no sum that anybody lost.
    Rate(u64),
    /// A day, or a month or week from its first day to its last.
    Date {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// A number of people.
    People {
        /// How many.
        count: u32,
        /// Whether the text says that they are about so many.
        about: bool,
    },
}

impl Value {
    /// The message key of its sort.
    pub fn key(&self) -> &'static str {
        match self {
            Value::Code(_) => "lead-reading.code",
            Value::Organisation(_) => "lead-reading.organisation",
            Value::Target { .. } => "lead-reading.target",
            Value::Phone(_) => "lead-reading.phone",
            Value::Identity(_) => "lead-reading.identity",
            Value::Place(_) => "lead-reading.place",
            Value::Address => "lead-reading.address",
            Value::Amount { .. } => "lead-reading.amount",
            Value::Rate(_) => "lead-reading.rate",
            Value::Date { .. } => "lead-reading.date",
            Value::People { .. } => "lead-reading.people",
        }
    }
}

/// Something a text seems to name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Its bytes in the text, on the boundaries of characters.
    pub at: Range<usize>,
    /// What it stands for.
    #[serde(flatten)]
    pub value: Value,
}

impl Found {
    fn new(glyphs: &Glyphs, from: usize, to: usize, value: Value) -> Self {
        let at = glyphs.bytes(from, to);
        Self { at, value }
    }

    /// The words as they stand in the text that was read.
    pub fn words<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.at.clone()).unwrap_or("")
    }

    /// What it stands for, in words: a division's name, a sum in yuan, a day.
    pub fn text(&self, text: &str, campaign: &Campaign, lang: Lang) -> String {
        let with = |key: &str, value: &str| lang.say(key, &[("value", value)]);
        match &self.value {
            Value::Code(text) | Value::Organisation(text) | Value::Phone(text) | Value::Identity(text) => {
                text.clone()
            }
            Value::Target { id, name, .. } => format!("{name} {id}"),
            Value::Place(code) => campaign.regions.name(*code),
            Value::Address => self.words(text).to_owned(),
            Value::Amount { fen, about: true } => with("lead-reading.about-yuan", &yuan(*fen)),
            Value::Amount { fen, .. } | Value::Rate(fen) => with("lead-reading.yuan", &yuan(*fen)),
            Value::Date { from, to } if from == to => from.to_string(),
            Value::Date { from, to } => lang.say(
                "window.span",
                &[("from", &from.to_string()), ("to", &to.to_string())],
            ),
            Value::People { count, about: true } => with("lead-reading.about-people", &count.to_string()),
            Value::People { count, .. } => with("lead-reading.some-people", &count.to_string()),
        }
    }
}

fn yuan(fen: u64) -> String {
    match fen % 100 {
        0 => (fen / 100).to_string(),
        part => format!("{}.{part:02}", fen / 100),
    }
}

/// What was found in a text, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The finds; those of one place stand together, the one that covers most before the others.
    pub found: Vec<Found>,
}

impl Reading {
    /// The finds of a sort, by its message key ([`Value::key`]).
    pub fn of(&self, key: &str) -> impl Iterator<Item = &Found> {
        self.found.iter().filter(move |found| found.value.key() == key)
    }
}

/// Reads a text; `today` is what 昨天 is told from.
pub fn read<S: State + ?Sized>(state: &S, campaign: &Campaign, text: &str, today: NaiveDate) -> Reading {
    let naming = Naming::new(campaign);
    let glyphs = Glyphs::new(text);
    let mut found = codes::all(&glyphs);
    add(&mut found, money::all(&glyphs));
    add(&mut found, dates::all(&glyphs, today));
    add(&mut found, people::all(&glyphs));
    found.extend(places::all(&glyphs, text, &naming, campaign));
    found.extend(organisations::all(&glyphs, text, &naming));
    let targets: Vec<Found> = found
        .iter()
        .flat_map(|of| registered(state, campaign, &naming, of))
        .collect();
    found.extend(targets);
    found.sort_by_key(|found| (found.at.start, std::cmp::Reverse(found.at.end)));
    Reading { found }
}

/// The phone numbers a text names, digits only.
pub fn phones(text: &str) -> Vec<String> {
    let found = codes::all(&Glyphs::new(text)).into_iter();
    let phone = |found: Found| match found.value {
        Value::Phone(number) => Some(number),
        _ => None,
    };
    found.filter_map(phone).collect()
}

/// The names of the organisations a text names.
pub fn organisations(text: &str, naming: &Naming) -> Vec<String> {
    let found = organisations::all(&Glyphs::new(text), text, naming).into_iter();
    let name = |found: Found| match found.value {
        Value::Organisation(name) => Some(name),
        _ => None,
    };
    found.filter_map(name).collect()
}

/// Adds finds that overlap none that is surer.
fn add(found: &mut Vec<Found>, more: Vec<Found>) {
    let free = |new: &Found, known: &[Found]| {
        known
            .iter()
            .all(|old| old.at.end <= new.at.start || new.at.end <= old.at.start)
    };
    let more: Vec<Found> = more.into_iter().filter(|new| free(new, found)).collect();
    found.extend(more);
}

/// The registered targets that a code or a name stands for.
fn registered<S: State + ?Sized>(state: &S, campaign: &Campaign, naming: &Naming, of: &Found) -> Vec<Found> {
    let targets = match &of.value {
        Value::Code(code) => {
            let target = state.get::<Target>(code);
            target
                .into_iter()
                .map(|target| (target.id, target.name, 100))
                .collect()
        }
        Value::Organisation(name) => {
            let like = named::by_name(state, campaign, naming, name, None);
            let like = like.into_iter().take(TARGETS);
            like.map(|like| (like.id, like.name, like.score)).collect()
        }
        _ => Vec::new(),
    };
    let found = |(id, name, score)| Found {
        at: of.at.clone(),
        value: Value::Target { id, name, score },
    };
    targets.into_iter().map(found).collect()
}
