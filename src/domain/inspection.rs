//! An inspection (检查): the visit, its answers, result codes and what was ordered.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::state::Record;

/// How the target was checked (核查方式).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// 实地检查
    #[serde(alias = "实地检查")]
    OnSite,
    /// 书面检查
    #[serde(alias = "书面检查")]
    Written,
    /// 网络监测
    #[serde(alias = "网络监测")]
    Online,
    /// 行政部门检查结果或专业意见
    #[serde(alias = "行政部门检查结果或专业意见")]
    OtherAuthority,
    /// 检验检测
    #[serde(alias = "检验检测")]
    Testing,
    /// 委托专业机构辅助
    #[serde(alias = "委托专业机构辅助")]
    Commissioned,
}

impl Method {
    /// All methods, in the order of the list.
    pub const ALL: [Method; 6] = [
        Method::OnSite,
        Method::Written,
        Method::Online,
        Method::OtherAuthority,
        Method::Testing,
        Method::Commissioned,
    ];

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Method::OnSite => "method.on-site",
            Method::Written => "method.written",
            Method::Online => "method.online",
            Method::OtherAuthority => "method.other-authority",
            Method::Testing => "method.testing",
            Method::Commissioned => "method.commissioned",
        }
    }
}

/// Answer to an item of the checklist. There is no default answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// 符合
    #[serde(alias = "符合")]
    Pass,
    /// 不符合: needs a finding.
    #[serde(alias = "不符合")]
    Fail,
    /// 不适用
    #[serde(alias = "不适用")]
    NotApplicable,
    /// 未检查
    #[serde(alias = "未检查")]
    Unchecked,
}

impl Verdict {
    /// All verdicts, in the order of the keys that give them.
    pub const ALL: [Verdict; 4] = [
        Verdict::Pass,
        Verdict::Fail,
        Verdict::NotApplicable,
        Verdict::Unchecked,
    ];

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Verdict::Pass => "verdict.pass",
            Verdict::Fail => "verdict.fail",
            Verdict::NotApplicable => "verdict.not-applicable",
            Verdict::Unchecked => "verdict.unchecked",
        }
    }
}

/// The answer to one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The item's number.
    pub item: String,
    /// The answer.
    pub verdict: Verdict,
    /// 检查情况: owed where the verdict is [`Verdict::Fail`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub finding: String,
    /// 证据: what shows it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// What shows a finding (证据): a file, or something described.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The file's name, or the description.
    pub what: String,
    /// SHA-256 of the file's bytes, 64 lower-case hexadecimal digits; none for what is only described.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// Between the name of a file and its hash, where evidence is written as one line.
const HASH_MARK: &str = " sha256:";

impl Evidence {
    /// What is only described.
    pub fn described(what: impl Into<String>) -> Self {
        Evidence {
            what: what.into(),
            sha256: None,
        }
    }

    /// One line: the description, or the name of the file, ` sha256:` and its hash.
    pub fn line(&self) -> String {
        match &self.sha256 {
            Some(hash) => format!("{}{HASH_MARK}{hash}", self.what),
            None => self.what.clone(),
        }
    }

    /// Reads a [line](Evidence::line) back. A hash that is none is left in the description.
    pub fn parse(line: &str) -> Self {
        let line = line.trim();
        let parts = line.rsplit_once(HASH_MARK);
        match parts.filter(|(what, hash)| !what.trim().is_empty() && is_hash(hash)) {
            Some((what, hash)) => Evidence {
                what: what.trim().to_owned(),
                sha256: Some(hash.to_owned()),
            },
            None => Evidence::described(line),
        }
    }

    /// Whether it says something, and its hash is one.
    pub fn is_sound(&self) -> bool {
        !self.what.trim().is_empty() && self.sha256.as_deref().is_none_or(is_hash)
    }
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// What kind of unit was inspected, as the summary counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitKind {
    /// 人力资源服务机构
    #[serde(alias = "人力资源服务机构")]
    Agency,
    /// 用人单位
    #[serde(alias = "用人单位")]
    Employer,
    /// 其他
    #[serde(alias = "其他")]
    Other,
}

impl UnitKind {
    /// All kinds.
    pub const ALL: [UnitKind; 3] = [UnitKind::Agency, UnitKind::Employer, UnitKind::Other];

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            UnitKind::Agency => "unit-kind.agency",
            UnitKind::Employer => "unit-kind.employer",
            UnitKind::Other => "unit-kind.other",
        }
    }
}

/// What was ordered or done on the spot; amounts in yuan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Measures {
    /// 责令改正 (件)
    pub orders: u32,
    /// 责令退赔 (元)
    pub refund_yuan: u64,
    /// 责令退赔 (人)
    pub refund_people: u32,
    /// 罚款和没收 (元)
    pub fine_yuan: u64,
    /// 取缔 (户)
    pub banned: u32,
    /// 吊销许可证 (户)
    pub revoked: u32,
    /// 移送公安 (件)
    pub to_police: u32,
    /// 抄告 (件)
    pub notified: u32,
}

/// What was established about a fine that the campaign's table attaches to a violation, and the fine itself (罚款).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Penalty {
    /// The violation, by its id in the campaign's table.
    pub violation: String,
    /// The fine, by its id in the violation's row.
    pub fine: String,
    /// Whether its precondition was established. There is no default.
    pub holds: bool,
    /// What the range is multiplied by, where the fine goes by people or gains.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// The fine in yuan; 0 where none is imposed.
    #[serde(default)]
    pub yuan: u64,
}

/// What an operator submits for a visit. Nothing in it has a default that says "no problem".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// 检查日期
    pub visited: NaiveDate,
    /// 核查方式
    pub method: Method,
    /// Certificate numbers of the officers who were there.
    pub present: Vec<String>,
    /// How many people of other departments took part (其他部门出动人次).
    #[serde(default, skip_serializing_if = "is_none_of")]
    pub others: u32,
    /// What was inspected.
    pub unit_kind: UnitKind,
    /// Answers to the checklist.
    pub answers: Vec<Answer>,
    /// Result codes.
    pub codes: Vec<u8>,
    /// Violations found, by id of the campaign's table.
    #[serde(default)]
    pub violations: Vec<String>,
    /// What was ordered.
    #[serde(default)]
    pub measures: Measures,
    /// Preconditions of fines that were established or not, and the fines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub penalties: Vec<Penalty>,
    /// Remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Why the entry is late or corrects an earlier one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

fn is_none_of(people: &u32) -> bool {
    *people == 0
}

/// A visit as it was recorded. A correction is a new version; the older stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    /// The task.
    pub task: String,
    /// From 1.
    pub version: u32,
    /// What was entered.
    pub visit: Visit,
    /// The operator who entered it; cannot review it.
    pub entered_by: String,
    /// The campaign's date of the entry.
    pub entered_on: NaiveDate,
    /// Entered after the inspection phase.
    pub late: bool,
}

impl Inspection {
    /// The key of a version of a task's inspection.
    pub fn key_of(task: &str, version: u32) -> String {
        format!("{task}@{version:04}")
    }
}

impl Record for Inspection {
    const KIND: &'static str = "inspection";

    fn key(&self) -> String {
        Self::key_of(&self.task, self.version)
    }

    fn indexes(&self) -> Vec<(&'static str, String)> {
        vec![("inspection.task", self.task.clone())]
    }
}
