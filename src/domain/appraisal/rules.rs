//! The indicators of the appraisal, as the campaign's file gives them: what the province weighs is data.

use serde::{Deserialize, Serialize};

use crate::domain::campaign::Text;

/// `[appraisal]` of the campaign's file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The indicators, in the order of the table.
    #[serde(default)]
    pub indicators: Vec<Indicator>,
}

/// An indicator (考评指标): the share of what counts that is as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Identifier.
    pub id: String,
    /// What is counted.
    pub count: Count,
    /// Working days within which it is in time, for what is counted in days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// Its weight in the mean; at least 1.
    pub weight: u32,
    /// Heading.
    pub name: Text,
    /// Where it is written, and whether that was verified.
    pub source: String,
}

/// What an indicator counts, and what of it is as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Count {
    /// 及时认领: dispatched tasks; claimed within `days` working days.
    ClaimedInTime,
    /// 平台匹配: tasks with a team; the team as it was matched, no officer replaced since.
    TeamAsMatched,
    /// 及时录入: tasks with a result; first entered within `days` working days after the visit.
    EnteredInTime,
    /// 按期检查: all tasks; visited inside the inspection phase.
    VisitedInPhase,
    /// 按期公示: results published, or that should have been; within the campaign's limit after the newest entry.
    PublishedInTime,
    /// 按期报送: the unit's report, once it is there or was due; its first version on time.
    ReportInTime,
    /// 材料齐全: the table and the written summary, once the report is there or was due; handed in.
    Materials,
    /// 结果完整: results with answers; nothing left unchecked, and every finding with its evidence.
    ResultComplete,
    /// 未被退回: tasks with a result; never returned by the reviewer.
    NotReturned,
    /// 未逾期录入: tasks with a result; first entered inside the inspection phase.
    NotLate,
    /// 未自行更正: tasks with a result; no version beyond those the reviewer asked for.
    NotCorrected,
}

impl Count {
    /// Every count.
    pub const ALL: [Count; 11] = [
        Count::ClaimedInTime,
        Count::TeamAsMatched,
        Count::EnteredInTime,
        Count::VisitedInPhase,
        Count::PublishedInTime,
        Count::ReportInTime,
        Count::Materials,
        Count::ResultComplete,
        Count::NotReturned,
        Count::NotLate,
        Count::NotCorrected,
    ];

    /// Whether it counts what a unit hands in, not tasks.
    pub fn is_of_the_unit(self) -> bool {
        matches!(self, Count::ReportInTime | Count::Materials)
    }

    /// Whether what is in time goes by the indicator's own days.
    pub fn needs_days(self) -> bool {
        matches!(self, Count::ClaimedInTime | Count::EnteredInTime)
    }
}

impl Rules {
    /// Whether there is nothing to weigh.
    pub fn is_empty(&self) -> bool {
        self.indicators.is_empty()
    }
}
