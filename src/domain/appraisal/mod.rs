//! The appraisal of the units (考评, notice section 二（三）): how each stands by the campaign's indicators, a score and a
//! suggested order. It is a suggestion: people decide, and sign.
//!
//! Everything is whole numbers. A share is in parts per 10000, rounded half up; the score is the mean of a unit's shares,
//! weighted as the campaign says and rounded half up. An indicator that nothing counts for is left out of the mean.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::campaign::Campaign;
use super::region::RegionCode;
use super::state::{Read, Record, State};

use facts::{Facts, Found};
pub use rules::{Count, Indicator, Rules};

mod facts;
mod rules;

/// Parts of a whole share or score.
const WHOLE: u64 = 10_000;

/// The appraisal of a division's units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Appraisal {
    /// The day of the figures.
    pub on: NaiveDate,
    /// The campaign's indicators, in its order.
    pub indicators: Vec<Indicator>,
    /// A line for each unit, by code.
    pub rows: Vec<Line>,
    /// All units together; a figure of each indicator, for comparison.
    pub total: Line,
}

/// How a unit stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The unit.
    pub region: RegionCode,
    /// Its name.
    pub name: String,
    /// A figure for each indicator.
    pub figures: Vec<Figure>,
    /// The score in parts per 10000; none where no indicator counts anything.
    pub score: Option<u64>,
    /// The suggested place, from 1; units of the same score share it. None without a score, and for the total.
    pub place: Option<u64>,
}

/// What an indicator counts: ids of tasks, or of what a unit hands in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Those that are as they should be.
    pub part: Vec<String>,
    /// All that count.
    pub whole: Vec<String>,
    /// Tasks that cannot be judged, since working days of their year are not known; they do not count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
}

/// An order of the units, signed (考评结果). A later one takes its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// From 1.
    pub version: u32,
    /// The campaign's date.
    pub on: NaiveDate,
    /// Who signed.
    pub by: String,
    /// Every unit, the best first.
    pub order: Vec<RegionCode>,
    /// SHA-256 of the [`Appraisal`] it rests on, which is a blob.
    pub figures: String,
    /// Whether it departs from the suggestion.
    pub departs: bool,
    /// Why it departs, or takes the place of an earlier one; may be empty otherwise.
    pub reason: String,
}

impl Record for Signed {
    const KIND: &'static str = "appraisal";

    fn key(&self) -> String {
        format!("{:04}", self.version)
    }
}

/// The order in force.
pub fn in_force<S: State + ?Sized>(state: &S) -> Option<Signed> {
    state
        .all::<Signed>()
        .into_iter()
        .max_by_key(|signed| signed.version)
}

impl Figure {
    /// The share in parts per 10000, rounded half up; none where nothing counts.
    pub fn share(&self) -> Option<u64> {
        let (part, whole) = (self.part.len() as u64, self.whole.len() as u64);
        halved((part * 2 * WHOLE).checked_div(whole)?)
    }

    fn add(&mut self, found: Found, id: &str) {
        match found {
            Found::Nothing => {}
            Found::Unknown => self.unknown.push(id.to_owned()),
            Found::Kept(kept) => {
                self.whole.push(id.to_owned());
                if kept {
                    self.part.push(id.to_owned());
                }
            }
        }
    }
}

/// Half of a number, rounded half up.
fn halved(double: u64) -> Option<u64> {
    Some(double.div_ceil(2))
}

impl Line {
    fn new(campaign: &Campaign, region: RegionCode) -> Self {
        Line {
            region,
            name: campaign.regions.name(region),
            figures: vec![Figure::default(); campaign.appraisal.indicators.len()],
            score: None,
            place: None,
        }
    }

    /// The weighted mean of the shares there are.
    fn mean(&self, indicators: &[Indicator]) -> Option<u64> {
        let (mut sum, mut weights) = (0, 0);
        for (figure, indicator) in self.figures.iter().zip(indicators) {
            if let Some(share) = figure.share() {
                sum += share * u64::from(indicator.weight);
                weights += u64::from(indicator.weight);
            }
        }
        halved((sum * 2).checked_div(weights)?)
    }
}

impl Appraisal {
    /// The suggested order: by score, then by code.
    pub fn suggested(&self) -> Vec<RegionCode> {
        let mut rows: Vec<&Line> = self.rows.iter().collect();
        rows.sort_by_key(|row| (row.place.unwrap_or(u64::MAX), row.region));
        rows.into_iter().map(|row| row.region).collect()
    }

    /// Whether an order puts a unit before one whose suggested place is better. Units of one place may stand in any order.
    pub fn departs(&self, order: &[RegionCode]) -> bool {
        let places: BTreeMap<RegionCode, u64> = self
            .rows
            .iter()
            .map(|row| (row.region, row.place.unwrap_or(u64::MAX)))
            .collect();
        let places: Vec<Option<&u64>> = order.iter().map(|unit| places.get(unit)).collect();
        !places.is_sorted()
    }

    /// The line of a unit.
    pub fn line(&self, unit: RegionCode) -> Option<&Line> {
        self.rows.iter().find(|row| row.region == unit)
    }

    fn place(&mut self) {
        let mut scores: Vec<u64> = self.rows.iter().filter_map(|row| row.score).collect();
        scores.sort_unstable();
        for row in &mut self.rows {
            let better = |score| scores.iter().filter(|other| **other > score).count() as u64;
            row.place = row.score.map(|score| better(score) + 1);
        }
    }
}

/// The appraisal of the units of `region` on `today`: all of the province, or a prefecture alone, whose place is still the
/// one among all.
pub fn compile<S: State + ?Sized>(
    state: &S,
    campaign: &Campaign,
    region: RegionCode,
    today: NaiveDate,
) -> Appraisal {
    let indicators = &campaign.appraisal.indicators;
    let units = campaign.regions.units().map(|unit| unit.code);
    let mut rows: BTreeMap<RegionCode, Line> = units.map(|unit| (unit, Line::new(campaign, unit))).collect();
    let within = |unit: RegionCode| campaign.regions.contains(region, unit);
    let mut total = Line::new(campaign, region);
    let facts = Facts::new(campaign, Calendar::of(campaign, state), today);
    facts.each(state, |unit, id, found| {
        let Some(row) = rows.get_mut(&unit) else { return };
        let total = Some(&mut total).filter(|_| within(unit));
        for line in std::iter::once(row).chain(total) {
            for (figure, found) in line.figures.iter_mut().zip(found) {
                figure.add(*found, id);
            }
        }
    });
    for line in rows.values_mut().chain([&mut total]) {
        line.score = line.mean(indicators);
    }
    let mut appraisal = Appraisal {
        on: today,
        indicators: indicators.clone(),
        rows: rows.into_values().collect(),
        total,
    };
    appraisal.place();
    appraisal.rows.retain(|row| within(row.region));
    appraisal
}

/// Parts per 10000 in per cent with two decimals: `97.50`.
pub fn percent(parts: u64) -> String {
    format!("{}.{:02}", parts / 100, parts % 100)
}

#[cfg(test)]
mod tests;
