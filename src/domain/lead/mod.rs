//! Complaint leads (投诉举报线索) and what is decided about each. The reporter's identity is sealed before it gets here.

pub mod likeness;
pub mod named;
pub mod naming;
pub mod reading;
pub mod sound;
pub mod suggest;

use std::ops::ControlFlow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::campaign::Campaign;
use super::inspection::Evidence;
use super::operator::Department;
use super::region::RegionCode;
use super::state::{Record, State};
use crate::lang::Lang;

/// The index of the leads still to be decided: the day of receipt, `/`, the division that decides.
const OPEN: &str = "lead.open";

/// A reporter's identity as ciphertext: this program's records never hold it in the clear
/// (监察条例§9: 应当为举报人保密).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sealed(pub String);

/// The states of a lead, in the order of the work. A lead that was forwarded is still to be decided, elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeadState {
    /// 待处理
    Pending,
    /// 转办
    Forwarded,
    /// 受理
    Accepted,
    /// 不予受理
    Refused,
    /// 合并
    Merged,
}

impl LeadState {
    /// Every state, in the order of the work.
    pub const ALL: [LeadState; 5] = [
        LeadState::Pending,
        LeadState::Forwarded,
        LeadState::Accepted,
        LeadState::Refused,
        LeadState::Merged,
    ];

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            LeadState::Pending => "lead-state.pending",
            LeadState::Forwarded => "lead-state.forwarded",
            LeadState::Accepted => "lead-state.accepted",
            LeadState::Refused => "lead-state.refused",
            LeadState::Merged => "lead-state.merged",
        }
    }

    /// The word it is known by in indexes and JSON.
    pub fn word(self) -> &'static str {
        &self.key()["lead-state.".len()..]
    }

    /// Whether it is still to be decided.
    pub fn is_open(self) -> bool {
        matches!(self, LeadState::Pending | LeadState::Forwarded)
    }
}

/// What is decided about a lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Triage {
    /// 受理
    Accept,
    /// 不予受理
    Refuse {
        /// Code of the campaign's table of reasons.
        code: String,
        /// What there is to add to it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// 转办: another unit decides. Its time still runs from the day of receipt.
    Forward {
        /// That unit.
        to: RegionCode,
        /// Why.
        reason: String,
    },
    /// 合并: another lead says the same. That one is neither reopened, nor does its time begin anew.
    Merge {
        /// The other lead.
        into: String,
    },
}

impl Triage {
    /// The state a lead comes into by it.
    pub fn state(&self) -> LeadState {
        match self {
            Triage::Accept => LeadState::Accepted,
            Triage::Refuse { .. } => LeadState::Refused,
            Triage::Forward { .. } => LeadState::Forwarded,
            Triage::Merge { .. } => LeadState::Merged,
        }
    }

    /// The decision in words: the state, what or whom it names, and why.
    pub fn text(&self, campaign: &Campaign, lang: Lang) -> String {
        let (to, why) = match self {
            Triage::Accept => (String::new(), ""),
            Triage::Refuse { code, reason } => {
                let mut reasons = campaign.leads.reasons.iter();
                let known = reasons.find(|known| known.code == *code);
                let name = known.map_or(code.as_str(), |known| known.name.get(lang));
                (name.to_owned(), reason.as_str())
            }
            Triage::Forward { to, reason } => (campaign.regions.name(*to), reason.as_str()),
            Triage::Merge { into } => (into.clone(), ""),
        };
        let state = lang.word(self.state().key());
        let parts = [&*state, &to, why];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("  ")
    }
}

/// A decision about a lead: who, when, and what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// The journal's entry behind it.
    pub seq: u64,
    /// The campaign's date.
    pub on: NaiveDate,
    /// The operator.
    pub by: String,
    /// What was decided.
    #[serde(flatten)]
    pub triage: Triage,
}

/// A lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// Derived from the lead's content, so that the same lead imported twice is one.
    pub id: String,
    /// 收到日期, from which the time to decide runs.
    pub received: NaiveDate,
    /// 来源, in the words of whoever handed it over: 12333, 12345, 来信, 来访, 媒体, 上级交办 and so on.
    pub source: String,
    /// 来件编号: the number of the hotline's work order or the letter; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// The sort of lead, of the campaign's table; none where its source tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// 被反映对象, as reported: a name, in full or in short; may be empty.
    pub about: String,
    /// The registered target's code, where the lead names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// 被反映对象电话, where one is given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Division.
    pub region: RegionCode,
    /// The department that took it in.
    pub department: Department,
    /// 地点
    #[serde(default)]
    pub place: String,
    /// 内容. Where it named whoever reported, a mark stands in the name's place.
    pub what: String,
    /// 交办期限: until when whoever assigned it wants it done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<NaiveDate>,
    /// 前次反映: numbers of earlier complaints, as the reporter or the hotline gives them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prior: Vec<String>,
    /// 证据: files by hash, or described.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Who reported, sealed; none for an anonymous lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporter: Option<Sealed>,
    /// A keyed mark of the reporter's phone: two leads of one reporter carry the same, and without the key, which is kept
    /// apart, it tells nothing. None where no phone was given or the key is not at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_reporter: Option<String>,
    /// What was done about it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Decided>,
}

impl Lead {
    /// The id that a lead's content gives: date of receipt, source, subject, place and words.
    pub fn id_of(parts: [&str; 5]) -> String {
        let digest = Sha256::digest(parts.join("\n").as_bytes());
        format!("L{}", hex::encode_upper(digest.get(..6).unwrap_or_default()))
    }

    /// The leads still to be decided, those received first before the others: the division that decides, and the id.
    /// The index answers; no lead is read.
    pub fn open<S: State + ?Sized>(state: &S) -> Vec<(RegionCode, String)> {
        let mut open = Vec::new();
        state.scan(OPEN, "", "", &mut |key, _| {
            let parts = key.split_once('\u{1f}');
            let parts = parts.and_then(|(value, id)| Some((value.split_once('/')?.1, id)));
            open.extend(parts.and_then(|(holder, id)| Some((holder.parse().ok()?, id.to_owned()))));
            ControlFlow::Continue(())
        });
        open
    }

    /// Its state: what the last decision made of it.
    pub fn state(&self) -> LeadState {
        self.steps
            .last()
            .map_or(LeadState::Pending, |step| step.triage.state())
    }

    /// The division whose office decides: its own, until it is forwarded.
    pub fn holder(&self) -> RegionCode {
        let mut steps = self.steps.iter().rev();
        let forwarded = steps.find_map(|step| match step.triage {
            Triage::Forward { to, .. } => Some(to),
            _ => None,
        });
        forwarded.unwrap_or(self.region)
    }

    /// The lead it was merged into.
    pub fn merged_into(&self) -> Option<&str> {
        match &self.steps.last()?.triage {
            Triage::Merge { into } => Some(into),
            _ => None,
        }
    }
}

impl Record for Lead {
    const KIND: &'static str = "lead";

    fn key(&self) -> String {
        self.id.clone()
    }

    /// Sealing the same reporter twice gives other bytes: the id, which the content gives, tells leads apart.
    fn same(&self, other: &Self) -> bool {
        self.id == other.id
    }

    fn indexes(&self) -> Vec<(&'static str, String)> {
        let target = self.target.iter().map(|target| ("lead.target", target.clone()));
        let (state, holder) = (self.state(), self.holder());
        let open = state
            .is_open()
            .then(|| (OPEN, format!("{}/{holder}", self.received)));
        [
            ("lead.received", self.received.to_string()),
            ("lead.state", state.word().to_owned()),
            ("lead.unit", holder.to_string()),
        ]
        .into_iter()
        .chain(open)
        .chain(target)
        .collect()
    }
}
