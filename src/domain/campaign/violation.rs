//! Violations and the fines the articles attach to them, as the campaign's table gives them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Text;
use crate::domain::time::{date, optional_date};

/// A violation: its legal basis, first measure and fine with the fine's precondition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Violation {
    /// Identifier, also the summary's column where it has one.
    pub id: String,
    /// What it is.
    pub name: Text,
    /// Articles.
    pub basis: Vec<String>,
    /// What the law orders first.
    pub first: Text,
    /// The range of the fine.
    pub fine: Text,
    /// Under what precondition the fine may be imposed at all.
    pub precondition: Text,
    /// First day on which the basis is in force.
    #[serde(deserialize_with = "date")]
    pub in_force_from: NaiveDate,
    /// Last day, where it has ended.
    #[serde(
        default,
        deserialize_with = "optional_date",
        skip_serializing_if = "Option::is_none"
    )]
    pub in_force_to: Option<NaiveDate>,
    /// The fines in figures, as far as the articles set them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fines: Vec<Fine>,
}

/// A fine in figures: its range, what must be established first, and the article that says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fine {
    /// Identifier within the violation.
    pub id: String,
    /// The article that sets the range.
    pub article: String,
    /// What must be established before the fine may be imposed; none where the article asks for nothing more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Text>,
    /// Least, in yuan, or in times of `of`.
    pub least: u64,
    /// Most, in yuan, or in times of `of`.
    pub most: u64,
    /// What the range is multiplied by, with its unit: people, gains. None where the range is the fine's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Text>,
}

impl Fine {
    /// The range in yuan, where it can be told: `of` is the figure it is multiplied by.
    pub fn range(&self, of: Option<u64>) -> Option<(u64, u64)> {
        let times = if self.of.is_some() { of? } else { 1 };
        Some((self.least.saturating_mul(times), self.most.saturating_mul(times)))
    }
}

impl Violation {
    /// The fine of this id.
    pub fn fine_of(&self, id: &str) -> Option<&Fine> {
        self.fines.iter().find(|fine| fine.id == id)
    }

    /// Whether its basis is in force on `day`.
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.in_force_from <= day && self.in_force_to.is_none_or(|to| day <= to)
    }
}
