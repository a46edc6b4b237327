//! Result codes (检查结果代码), what each means for the task, and what a province lets follow from that.

use serde::{Deserialize, Serialize};

use super::{Campaign, Text};
use crate::lang::Lang;

/// What a result code means for the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// 未发现问题
    Clean,
    /// 发现问题
    Problem,
    /// 无法联系: not found at the registered place.
    Unreachable,
    /// 关闭停业、清算
    Closed,
    /// 注销、被吊销、被撤销
    Cancelled,
    /// 迁出
    Moved,
    /// 未开展所查业务
    NoActivity,
    /// 不配合检查，情节严重
    Uncooperative,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Outcome; 8] = [
        Outcome::Clean,
        Outcome::Problem,
        Outcome::Unreachable,
        Outcome::Closed,
        Outcome::Cancelled,
        Outcome::Moved,
        Outcome::NoActivity,
        Outcome::Uncooperative,
    ];

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Outcome::Clean => "outcome.clean",
            Outcome::Problem => "outcome.problem",
            Outcome::Unreachable => "outcome.unreachable",
            Outcome::Closed => "outcome.closed",
            Outcome::Cancelled => "outcome.cancelled",
            Outcome::Moved => "outcome.moved",
            Outcome::NoActivity => "outcome.no-activity",
            Outcome::Uncooperative => "outcome.uncooperative",
        }
    }

    /// What a record with this outcome must hold where the campaign says nothing else.
    fn usual_demands(self) -> &'static [Demand] {
        match self {
            Outcome::Clean => &[Demand::List, Demand::NoFinding],
            Outcome::Problem => &[Demand::List, Demand::Finding],
            Outcome::NoActivity | Outcome::Uncooperative => &[Demand::List],
            Outcome::Unreachable | Outcome::Closed | Outcome::Cancelled | Outcome::Moved => &[],
        }
    }
}

/// What a record with an outcome must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Demand {
    /// 逐项回答检查事项清单
    List,
    /// 至少一项不符合或者一项违法行为
    Finding,
    /// 没有不符合和违法行为，且至少查了一项
    NoFinding,
}

/// What becomes of the task after a record with an outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Then {
    /// 结果有效，不补抽
    #[default]
    Stands,
    /// 可以补抽
    MayReplace,
    /// 应当补抽
    MustReplace,
}

impl Then {
    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Then::Stands => "then.stands",
            Then::MayReplace => "then.may-replace",
            Then::MustReplace => "then.must-replace",
        }
    }
}

/// A province's rule about an outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeRule {
    /// The outcome.
    pub outcome: Outcome,
    /// What its record must hold; the usual where nothing is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demands: Option<Vec<Demand>>,
    /// What becomes of the task.
    #[serde(default)]
    pub then: Then,
    /// The reason code of `draw.reasons` that a 补抽 for it is offered with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Where the rule is written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Whether the source was read; otherwise the rule is labelled as configuration wherever it is shown.
    #[serde(default)]
    pub verified: bool,
}

/// A result code. Codes are stored as separate values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultCode {
    /// The code.
    pub code: u8,
    /// What it says.
    pub name: Text,
    /// Whether it can stand only alone.
    #[serde(default)]
    pub excludes_all: bool,
    /// Codes that cannot stand beside it, whichever of the two names the other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excludes: Vec<u8>,
    /// What it means for the task.
    pub outcome: Outcome,
}

/// What the codes of a record let follow: the strictest rule that one of their outcomes has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Follows<'a> {
    /// The outcome that decides.
    pub outcome: Outcome,
    /// What becomes of the task.
    pub then: Then,
    /// The rule, where the campaign gives one; a result without a rule stands.
    pub rule: Option<&'a OutcomeRule>,
}

impl Follows<'_> {
    /// Where the rule is written; empty without a rule.
    pub fn source(&self) -> &str {
        self.rule.map_or("", |rule| rule.source.as_str())
    }

    /// Whether that source was read.
    pub fn is_verified(&self) -> bool {
        self.rule.is_some_and(|rule| rule.verified)
    }

    /// What follows, in the operator's language, with the rule's source.
    pub fn text(&self, lang: Lang) -> String {
        let (outcome, then) = (lang.word(self.outcome.key()), lang.word(self.then.key()));
        let source = sourced(self.source(), self.is_verified(), lang);
        let args = [
            ("outcome", &*outcome),
            ("then", &*then),
            ("source", source.as_str()),
        ];
        lang.say("outcome-follows", &args)
    }

    /// The reason code that a 补抽 for it is offered with.
    pub fn reason(&self) -> Option<&str> {
        self.rule?.reason.as_deref()
    }
}

/// Where a rule of the campaign's file is written, and that it is configuration where nobody has read that.
pub fn sourced(source: &str, verified: bool, lang: Lang) -> String {
    match (source, verified) {
        ("", _) => lang.word("rule.none").into_owned(),
        (source, true) => lang.say("rule.source", &[("source", source)]),
        (source, false) => lang.say("rule.unverified", &[("source", source)]),
    }
}

impl Campaign {
    /// The result code's row.
    pub fn result_code(&self, code: u8) -> Option<&ResultCode> {
        self.result_codes.iter().find(|r| r.code == code)
    }

    /// A code with its name; the code alone where the table does not have it.
    pub fn code_text(&self, code: u8, lang: Lang) -> String {
        match self.result_code(code) {
            Some(row) => format!("{code} {}", row.name.get(lang)),
            None => code.to_string(),
        }
    }

    /// What codes say of the task, as far as the table has them.
    pub fn outcomes_of(&self, codes: &[u8]) -> impl Iterator<Item = Outcome> {
        let rows = codes.iter().filter_map(|code| self.result_code(*code));
        rows.map(|row| row.outcome)
    }

    /// Whether two codes cannot stand in one record.
    pub fn exclude_each_other(&self, one: u8, other: u8) -> bool {
        let bars = |a: u8, b: u8| {
            let row = self.result_code(a);
            row.is_some_and(|row| row.excludes_all || row.excludes.contains(&b))
        };
        one != other && (bars(one, other) || bars(other, one))
    }

    /// The rule about an outcome, where the campaign gives one.
    pub fn outcome_rule(&self, outcome: Outcome) -> Option<&OutcomeRule> {
        self.outcomes.iter().find(|rule| rule.outcome == outcome)
    }

    /// What a record with this outcome must hold.
    pub fn demands(&self, outcome: Outcome) -> &[Demand] {
        let given = self
            .outcome_rule(outcome)
            .and_then(|rule| rule.demands.as_deref());
        given.unwrap_or(outcome.usual_demands())
    }

    /// What a record with these codes lets follow; none without a known code. One outcome that stands makes the whole
    /// result stand: what was found there is not drawn away.
    pub fn follows(&self, codes: &[u8]) -> Option<Follows<'_>> {
        let follows = self.outcomes_of(codes).map(|outcome| {
            let rule = self.outcome_rule(outcome);
            Follows {
                outcome,
                then: rule.map(|rule| rule.then).unwrap_or_default(),
                rule,
            }
        });
        let strictness = |follows: &Follows<'_>| match follows.then {
            Then::Stands => 0,
            Then::MustReplace => 1,
            Then::MayReplace => 2,
        };
        follows.min_by_key(strictness)
    }
}
