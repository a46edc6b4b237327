//! The summary's columns (汇总表栏目): what each of them counts.

use serde::{Deserialize, Serialize};

use super::Text;
use crate::domain::follow_up;
use crate::domain::inspection::{Measures, UnitKind};

/// A column of the summary table (报表).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SummaryColumn {
    /// Identifier, by which files and filters know it; it says nothing about what is counted.
    pub id: String,
    /// Heading.
    pub name: Text,
    /// Unit of measure; `万元` shows yuan in ten thousands.
    pub unit: String,
    /// What is counted; without it nothing is, and the table shows "—".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Count>,
}

/// What a column counts, of the newest record of each visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// 出动人次: people who were there, summed over the visits.
    Present(Who),
    /// 检查户数: targets of a kind that were gone to, whether or not anybody was met.
    Kind(UnitKind),
    /// Targets with at least one of these violations; a target counts once.
    Violations(Vec<String>),
    /// Targets with 不符合 on at least one of these checklist items; a target counts once.
    Items(Vec<String>),
    /// Targets with at least one of these result codes; a target counts once.
    Codes(Vec<u8>),
    /// A measure, summed over the visits and what the follow-up ledger says of it ([`follow_up::figure`]).
    Measure(Measure),
    /// Matters of a kind in the follow-up ledger; of a kind that has to be approved first, those carried out.
    FollowUp(follow_up::Kind),
}

/// Whose people are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// 人社
    Hr,
    /// 市场监管
    Mr,
    /// 其他部门
    Other,
}

/// A figure of [`Measures`], by the name of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// 责令改正 (件)
    Orders,
    /// 责令退赔金额 (元)
    RefundYuan,
    /// 责令退赔人数 (人)
    RefundPeople,
    /// 罚没金额 (元)
    FineYuan,
    /// 取缔 (户)
    Banned,
    /// 吊销许可证 (户)
    Revoked,
    /// 移送公安 (件)
    ToPolice,
    /// 抄告 (件)
    Notified,
}

impl Measure {
    /// The figure.
    pub fn of(self, measures: &Measures) -> u64 {
        match self {
            Measure::Orders => measures.orders.into(),
            Measure::RefundYuan => measures.refund_yuan,
            Measure::RefundPeople => measures.refund_people.into(),
            Measure::FineYuan => measures.fine_yuan,
            Measure::Banned => measures.banned.into(),
            Measure::Revoked => measures.revoked.into(),
            Measure::ToPolice => measures.to_police.into(),
            Measure::Notified => measures.notified.into(),
        }
    }
}
