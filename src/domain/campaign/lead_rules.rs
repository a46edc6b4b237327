//! The campaign's rules about leads (线索): their sorts, and the tables of reasons, grounds and outcomes.

use serde::{Deserialize, Serialize};

use super::{Clock, ReasonCode, Text};
use crate::domain::operator::Department;

/// Rules of deciding about leads. All of it is configuration: no such list was verified.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeadRules {
    /// The sorts of leads; the first is that of every lead whose source none of them names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<LeadKind>,
    /// Reasons for which a lead may be refused (不予受理).
    #[serde(default)]
    pub reasons: Vec<ReasonCode>,
    /// Words by which a lead belongs to one of the departments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<Route>,
    /// Grounds on which the time to close may rest (中止).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<ReasonCode>,
    /// What can come of a lead that was taken up (办结).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<ReasonCode>,
}

/// A sort of leads: 投诉举报, 舆情, 上级交办 and so on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeadKind {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Words of a source that tell the sort; one of them in it is enough.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Whether it goes before others that run out on the same day.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
    /// From its receipt to the decision; none where the time of all leads applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decide: Option<Clock>,
}

/// Words that speak for a department's deciding a lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// The department.
    pub department: Department,
    /// The words.
    pub words: Vec<String>,
}

impl LeadRules {
    /// The sort of a lead: the one it was given, else the one its source tells, else the first.
    pub fn kind(&self, given: Option<&str>, source: &str) -> Option<&LeadKind> {
        let given = given.and_then(|id| self.kinds.iter().find(|kind| kind.id == id));
        let told = || {
            let names = |kind: &&LeadKind| kind.sources.iter().any(|word| source.contains(word));
            self.kinds.iter().find(names)
        };
        given.or_else(told).or(self.kinds.first())
    }
}
