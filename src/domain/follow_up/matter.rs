//! The nine kinds of matters, and what each of them says.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The kinds of matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// 责令改正
    Order,
    /// 立案
    Case,
    /// 责令退赔
    Refund,
    /// 罚没
    Fine,
    /// 移送
    Referral,
    /// 抄告
    Notice,
    /// 信用记录
    Credit,
    /// 重大案件上报 (notice section 三（二）: 有重大案件及时向上级报告)
    Major,
    /// 典型案例曝光 (notice section 三（二）: 对查处的重大、典型案件及时曝光)
    Typical,
}

impl Kind {
    /// All kinds, in the order of the ledger.
    pub const ALL: [Kind; 9] = [
        Kind::Order,
        Kind::Case,
        Kind::Refund,
        Kind::Fine,
        Kind::Referral,
        Kind::Notice,
        Kind::Credit,
        Kind::Major,
        Kind::Typical,
    ];

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Order => "follow-up-kind.order",
            Kind::Case => "follow-up-kind.case",
            Kind::Refund => "follow-up-kind.refund",
            Kind::Fine => "follow-up-kind.fine",
            Kind::Referral => "follow-up-kind.referral",
            Kind::Notice => "follow-up-kind.notice",
            Kind::Credit => "follow-up-kind.credit",
            Kind::Major => "follow-up-kind.major",
            Kind::Typical => "follow-up-kind.typical",
        }
    }

    /// The word it is known by in indexes, JSON and on the command line.
    pub fn word(self) -> &'static str {
        &self.key()["follow-up-kind.".len()..]
    }

    /// Whether another person approves it before it is carried out (移送规定§5; notice section 三（二）).
    pub fn needs_approval(self) -> bool {
        matches!(self, Kind::Referral | Kind::Credit | Kind::Major | Kind::Typical)
    }
}

/// Whom a matter is handed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Receiver {
    /// 公安机关: the clocks and the task force of the 移送规定 apply.
    Police,
    /// 市场监管部门
    MarketRegulation,
    /// 人社部门
    HumanResources,
    /// Another authority.
    Other,
}

impl Receiver {
    /// All receivers.
    pub const ALL: [Receiver; 4] = [
        Receiver::Police,
        Receiver::MarketRegulation,
        Receiver::HumanResources,
        Receiver::Other,
    ];

    /// The word it is known by in JSON and on the command line.
    pub fn word(self) -> &'static str {
        &self.key()["receiver.".len()..]
    }

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Receiver::Police => "receiver.police",
            Receiver::MarketRegulation => "receiver.market-regulation",
            Receiver::HumanResources => "receiver.human-resources",
            Receiver::Other => "receiver.other",
        }
    }
}

/// The two credit scales, which are never merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// 信用风险分类 A–D: weighs the draw.
    Risk,
    /// 劳动保障守法诚信等级 A–C: does not.
    Integrity,
    /// 列入失信 or another list, without a grade.
    List,
}

impl Scale {
    /// All scales.
    pub const ALL: [Scale; 3] = [Scale::Risk, Scale::Integrity, Scale::List];

    /// The word it is known by in JSON and on the command line.
    pub fn word(self) -> &'static str {
        &self.key()["scale.".len()..]
    }

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Scale::Risk => "scale.risk",
            Scale::Integrity => "scale.integrity",
            Scale::List => "scale.list",
        }
    }

    /// The grades it has, from best to worst.
    pub fn grades(self) -> &'static [&'static str] {
        match self {
            Scale::Risk => &["A", "B", "C", "D"],
            Scale::Integrity => &["A", "B", "C"],
            Scale::List => &[],
        }
    }
}

/// What a matter says. Amounts in yuan; a violation is an id of the campaign's table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Matter {
    /// 责令改正
    Order {
        /// What is to be put right.
        what: String,
        /// The violation it answers to, where one was found.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        violation: Option<String>,
        /// Until when.
        deadline: NaiveDate,
    },
    /// 立案
    Case {
        /// 案号
        number: String,
        /// The violation.
        violation: String,
        /// 立案日期, from which the time limit runs (监察条例§17).
        filed: NaiveDate,
    },
    /// 责令退赔
    Refund {
        /// For what.
        what: String,
        /// How much, in all.
        yuan: u64,
        /// To how many people.
        people: u32,
        /// Until when.
        deadline: NaiveDate,
    },
    /// 罚没
    Fine {
        /// The violation.
        violation: String,
        /// The fine, by its id in the violation's row; empty where gains were confiscated and nothing else.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        fine: String,
        /// What shows that the precondition of the fine is met; needed where the row names one.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        precondition: String,
        /// What the range is multiplied by, where the fine goes by people or gains.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<u64>,
        /// 罚款
        yuan: u64,
        /// 没收违法所得
        #[serde(default)]
        confiscated: u64,
        /// Why the fine lies outside its range; needed where it does.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        departs: String,
        /// Document number of the decision (处罚决定书文号).
        decision: String,
        /// The day of the decision.
        decided: NaiveDate,
        /// Until when it is to be paid.
        deadline: NaiveDate,
    },
    /// 移送
    Referral {
        /// To what kind of authority.
        to: Receiver,
        /// Its name.
        authority: String,
        /// What is suspected, and on what facts.
        what: String,
        /// Certificate numbers of the task force (专案组): at least two for the police (移送规定§5).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        officers: Vec<String>,
    },
    /// 抄告
    Notice {
        /// To what kind of authority.
        to: Receiver,
        /// Its name.
        authority: String,
        /// What it is told.
        what: String,
    },
    /// 信用记录
    Credit {
        /// On which scale.
        scale: Scale,
        /// The grade before, as the office found it; empty where none was given.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        from: String,
        /// The grade after; empty on a list.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        to: String,
        /// Why.
        what: String,
    },
    /// 重大案件上报
    Major {
        /// What happened.
        what: String,
    },
    /// 典型案例曝光
    Typical {
        /// The text that is to be made public.
        what: String,
    },
}

impl Matter {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Matter::Order { .. } => Kind::Order,
            Matter::Case { .. } => Kind::Case,
            Matter::Refund { .. } => Kind::Refund,
            Matter::Fine { .. } => Kind::Fine,
            Matter::Referral { .. } => Kind::Referral,
            Matter::Notice { .. } => Kind::Notice,
            Matter::Credit { .. } => Kind::Credit,
            Matter::Major { .. } => Kind::Major,
            Matter::Typical { .. } => Kind::Typical,
        }
    }

    /// The violation it answers to.
    pub fn violation(&self) -> Option<&str> {
        match self {
            Matter::Order { violation, .. } => violation.as_deref(),
            Matter::Case { violation, .. } | Matter::Fine { violation, .. } => Some(violation),
            _ => None,
        }
    }

    /// What it is about, in the words that were entered.
    pub fn what(&self) -> &str {
        match self {
            Matter::Order { what, .. }
            | Matter::Refund { what, .. }
            | Matter::Referral { what, .. }
            | Matter::Notice { what, .. }
            | Matter::Credit { what, .. }
            | Matter::Major { what }
            | Matter::Typical { what } => what,
            Matter::Case { number, .. } => number,
            Matter::Fine { decision, .. } => decision,
        }
    }

    pub(super) fn deadline(&self) -> Option<NaiveDate> {
        match self {
            Matter::Order { deadline, .. }
            | Matter::Refund { deadline, .. }
            | Matter::Fine { deadline, .. } => Some(*deadline),
            _ => None,
        }
    }

    /// Yuan to be paid, and people to be paid back.
    pub fn owed(&self) -> (u64, u32) {
        match self {
            Matter::Refund { yuan, people, .. } => (*yuan, *people),
            Matter::Fine {
                yuan, confiscated, ..
            } => (yuan.saturating_add(*confiscated), 0),
            _ => (0, 0),
        }
    }
}
