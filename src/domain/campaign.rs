//! A campaign (专项行动) as data: its windows, keywords, units, rules of the draw and code tables.
//! Another year or province is another file; nothing in here is law of its own.

mod column;
mod draw_rules;
mod faults;
mod lead_rules;
mod publication;
mod result;
mod violation;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::appraisal;
use super::operator::{Department, Operator};
use super::region::{RegionCode, Regions};
use super::time::{Window, date};
use crate::lang::Lang;

pub use column::{Count, Measure, SummaryColumn, Who};
pub use draw_rules::{DrawRules, NumberGroup, ReasonCode, SourceShape};
pub use faults::Unsound;
pub use lead_rules::{LeadKind, LeadRules, Route};
pub use publication::{Mask, PublicationRules, ResultColumn};
pub use result::{Demand, Follows, Outcome, OutcomeRule, ResultCode, Then, sourced};
pub use violation::{Fine, Violation};

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

impl Text {
    /// The text in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// The campaign's rules and tables, as its file gives them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Campaign {
    /// Short identifier, also the prefix of batch names: `HB-RS-2022`.
    pub id: String,
    /// Full name.
    pub name: Text,
    /// The notice's document number (文号).
    pub notice: String,
    /// The notice's date.
    #[serde(deserialize_with = "date")]
    pub issued: NaiveDate,
    /// The province that steers the campaign.
    pub province: RegionCode,
    /// File of the division table, relative to the campaign's file.
    pub regions_file: String,
    /// File of holidays and make-up working days (调休), relative to the campaign's file.
    pub holidays_file: String,
    /// File of the default checklist, relative to the campaign's file.
    pub checklist_file: String,
    /// Business-scope keywords (notice section 二（一）).
    pub keywords: Vec<String>,
    /// Words of a registration status (登记状态) that say that the entity still exists; one of them is enough.
    #[serde(default = "active_statuses")]
    pub active_statuses: Vec<String>,
    /// The campaign's three phases.
    pub phases: Phases,
    /// Reports and when they are due.
    #[serde(default)]
    pub due: Vec<Due>,
    /// Parameters of the draw.
    pub draw: DrawRules,
    /// Rules a team must meet beyond the law's.
    pub team: TeamRules,
    /// Rules of deciding about leads.
    #[serde(default)]
    pub leads: LeadRules,
    /// What of the results is published, and what is masked in it.
    #[serde(default, skip_serializing_if = "PublicationRules::is_default")]
    pub publication: PublicationRules,
    /// Time limits in working days.
    pub clocks: Clocks,
    /// The departments that act jointly; the first is party `a` of a ceremony, the second party `b`.
    pub departments: Vec<DepartmentInfo>,
    /// The actions the ministry's notice names.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// Contents the province adds to the inspection.
    #[serde(default)]
    pub additions: Vec<Addition>,
    /// Table of result codes (检查结果).
    pub result_codes: Vec<ResultCode>,
    /// Rules about the outcomes those codes stand for; an outcome without one stands and has its usual demands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<OutcomeRule>,
    /// Table of violations with their legal bases.
    #[serde(default)]
    pub violations: Vec<Violation>,
    /// Columns of the summary table.
    #[serde(default)]
    pub summary_columns: Vec<SummaryColumn>,
    /// Indicators of the appraisal (考评).
    #[serde(default, skip_serializing_if = "appraisal::Rules::is_empty")]
    pub appraisal: appraisal::Rules,
    /// Operators to begin with.
    #[serde(default)]
    pub operators: Vec<Operator>,
    /// The division table, read from `regions_file`.
    #[serde(default)]
    pub regions: Regions,
    /// Exceptions to the five-day week, read from `holidays_file`.
    #[serde(default)]
    pub holidays: Vec<Holiday>,
}

/// A phase of the campaign (notice section 二).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// 准备阶段
    Prepare,
    /// 检查阶段
    Inspect,
    /// 总结阶段
    Summarise,
}

/// The phases' windows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phases {
    /// 准备阶段
    pub prepare: Window,
    /// 检查阶段
    pub inspect: Window,
    /// 总结阶段
    pub summarise: Window,
}

impl Phases {
    /// The window of `phase`.
    pub fn window(&self, phase: Phase) -> Window {
        match phase {
            Phase::Prepare => self.prepare,
            Phase::Inspect => self.inspect,
            Phase::Summarise => self.summarise,
        }
    }
}

/// Who owes a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Debtor {
    /// 市州
    Prefecture,
    /// 省
    Province,
}

/// A report and the last day on which it is on time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// Identifier.
    pub id: String,
    /// Who owes it.
    pub who: Debtor,
    /// Last day.
    #[serde(deserialize_with = "date")]
    pub date: NaiveDate,
    /// What is due.
    pub name: Text,
    /// Where the duty is written.
    pub source: String,
}

/// How the certificate is judged when officers are matched, before the visit's date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateRule {
    /// Valid on every day of the inspection phase.
    WholeWindow,
    /// Valid on the day of the match; the visit checks again.
    MatchDay,
}

/// Rules of a team beyond the law's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamRules {
    /// Members from each department (the notice's joint team: both departments).
    pub members_per_department: u32,
    /// Most tasks an officer may hold, where the library gives no cap of its own.
    pub cap: u32,
    /// How certificates are judged at the match.
    pub certificate: CertificateRule,
    /// Reasons for which an officer may be replaced after the match.
    #[serde(default)]
    pub reasons: Vec<ReasonCode>,
}

/// What a time limit is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClockUnit {
    /// 工作日
    #[default]
    Working,
    /// 自然日
    Calendar,
    /// Periods of 24 hours, from the minute.
    Full,
}

impl ClockUnit {
    fn is_working(&self) -> bool {
        *self == ClockUnit::Working
    }
}

/// A time limit and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// Days.
    pub days: u32,
    /// Working days where nothing else is said.
    #[serde(default, skip_serializing_if = "ClockUnit::is_working")]
    pub unit: ClockUnit,
    /// Where it is written.
    pub source: String,
    /// Whether the source was read; an unverified limit is labelled as configuration wherever it is shown.
    pub verified: bool,
}

/// The campaign's time limits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clocks {
    /// From the result to its publication.
    pub publish_results: Clock,
    /// From a complaint's receipt to the decision whether to take it up.
    pub lead_decide: Clock,
    /// From filing a case to its end.
    pub case_close: Clock,
    /// The extension an approval can give.
    pub case_extend: Clock,
    /// From forwarding a lead to its being taken up (签收).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_acknowledge: Option<Clock>,
    /// How long whoever reported has at most for particulars that are asked of them (补正).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_ask: Option<Clock>,
    /// How long a lead's time may rest at once (中止).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_pause: Option<Clock>,
    /// From a lead's end to telling whoever reported (反馈).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_feedback: Option<Clock>,
    /// From the deadline of an order to correct to its re-check (复查).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recheck: Option<Clock>,
    /// From the proposal to refer a case to the police to the decision (移送规定§5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refer_decide: Option<Clock>,
    /// From that decision to handing the case over (移送规定§5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refer_send: Option<Clock>,
    /// From handing it over to the answer (移送规定§8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refer_answer: Option<Clock>,
    /// From entering a major case to its report upwards (notice section 三（二）: 及时).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_major: Option<Clock>,
}

/// A department that acts in the campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DepartmentInfo {
    /// Which department.
    pub id: Department,
    /// Short name.
    pub name: Text,
    /// Full name.
    pub full: Text,
}

/// One of the actions of the ministry's notice (行动内容).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Its number in the notice.
    pub number: u32,
    /// What it is about.
    pub name: Text,
    /// Whether drawn targets serve it; the others arrive by other doors.
    pub from_draw: bool,
    /// Where it is written.
    pub source: String,
    /// Words of a lead that suggest it. Configuration: the notice names none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
}

/// A content that the province adds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addition {
    /// What it is.
    pub name: Text,
    /// Where it is written.
    pub source: String,
}

/// Whether an exceptional day is off or worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DayKind {
    /// 放假
    Off,
    /// 调休上班
    Work,
}

/// A day that departs from the five-day week, by the State Council's holiday notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// The day.
    pub date: NaiveDate,
    /// Off or worked.
    pub kind: DayKind,
    /// The holiday's name.
    pub name: String,
}

/// What registries commonly call an entity that still exists, where a file says nothing else.
fn active_statuses() -> Vec<String> {
    let usual = ["存续", "在业", "开业", "在营", "在册", "正常", "登记成立"];
    usual.map(str::to_owned).to_vec()
}

impl Campaign {
    /// Whether a registration status says that the entity still exists.
    pub fn is_active(&self, status: &str) -> bool {
        self.active_statuses.iter().any(|word| status.contains(word))
    }

    /// The violation's row.
    pub fn violation(&self, id: &str) -> Option<&Violation> {
        self.violations.iter().find(|v| v.id == id)
    }

    /// The violation's name; its id where the table does not have it.
    pub fn violation_text<'a>(&'a self, id: &'a str, lang: Lang) -> &'a str {
        self.violation(id).map_or(id, |row| row.name.get(lang))
    }

    /// The due date of `who`'s report.
    pub fn due_of(&self, who: Debtor) -> Option<&Due> {
        self.due.iter().find(|d| d.who == who)
    }
}
