//! What documents (公文) are filled with: facts on record, in the words of an office. A fact that is not on record is null,
//! and is left blank in the document. Documents are Chinese, whatever the operator's language.

mod follow_up;
mod narrative;
mod task;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::calendar::Calendar;
use super::campaign::Campaign as Rules;
use super::follow_up::Kind as Ledger;
use super::operator::Department;
use super::region::{Level, RegionCode};

pub use follow_up::{Matter, OfFollowUp};
pub use narrative::{Figure, LeadFigures, Narrative, Share, Unit as UnitFigures};
pub use task::{Finding, Item, OfTask, Person, Place, Target, Visit};

/// The documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 抽查通知书: tells a target that it was drawn.
    Notice,
    /// 现场检查记录表: a sheet to fill in by hand before a visit, and the record of one afterwards.
    Record,
    /// 责令改正通知书: a draft, for an order of the follow-up ledger.
    Order,
    /// 移送函: a draft, for a referral of the ledger.
    Referral,
    /// 书面总结 (notice section 二（三）): a report in words and figures.
    Narrative,
}

impl Kind {
    /// All documents, in the order of the work.
    pub const ALL: [Kind; 5] = [
        Kind::Notice,
        Kind::Record,
        Kind::Order,
        Kind::Referral,
        Kind::Narrative,
    ];

    /// The word it is known by in commands and in names of files.
    pub fn id(self) -> &'static str {
        match self {
            Kind::Notice => "notice",
            Kind::Record => "record",
            Kind::Order => "order",
            Kind::Referral => "referral",
            Kind::Narrative => "narrative",
        }
    }

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Notice => "document.notice",
            Kind::Record => "document.record",
            Kind::Order => "document.order",
            Kind::Referral => "document.referral",
            Kind::Narrative => "document.narrative",
        }
    }
}

impl Kind {
    /// The document that a matter of the ledger calls for.
    pub fn of_matter(kind: Ledger) -> Option<Self> {
        match kind {
            Ledger::Order => Some(Kind::Order),
            Ledger::Referral => Some(Kind::Referral),
            _ => None,
        }
    }
}

/// What stands in every document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Head {
    /// The campaign.
    pub campaign: Campaign,
    /// Whose document it is.
    pub unit: Unit,
    /// 发文字号: not kept by this program.
    pub number: Option<String>,
    /// 联系人: not kept by this program.
    pub contact: Option<String>,
    /// 联系电话: not kept by this program.
    pub telephone: Option<String>,
    /// The day the document is made, in place of its 成文日期 until it is signed.
    pub today: String,
    /// The year of that day.
    pub year: i32,
}

/// The campaign.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Campaign {
    /// Full name.
    pub name: String,
    /// The notice's document number (文号).
    pub notice: String,
    /// First day of the inspection phase, as it is in force.
    pub from: String,
    /// Last day of the inspection phase, as it is in force.
    pub to: String,
}

/// A unit and its offices.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unit {
    /// The division's name.
    pub name: String,
    /// Its level: 省, 市州, 县区 or 直管市; empty for a division that the table does not know.
    pub level: String,
    /// The office of human resources and social security (人社).
    pub hr: Option<String>,
    /// The office of market regulation (市场监管).
    pub mr: Option<String>,
}

/// A day on which a document is made, under the campaign's rules as they are in force.
#[derive(Clone, Copy, Debug)]
pub struct Day<'a> {
    /// The campaign.
    pub campaign: &'a Rules,
    /// Its calendar, with extensions.
    pub calendar: &'a Calendar,
    /// The campaign's date.
    pub today: NaiveDate,
}

impl Day<'_> {
    fn head(&self, unit: RegionCode) -> Head {
        let window = self.calendar.phases().inspect;
        Head {
            campaign: Campaign {
                name: self.campaign.name.zh.clone(),
                notice: self.campaign.notice.clone(),
                from: date(window.from),
                to: date(window.to),
            },
            unit: Unit {
                name: self.campaign.regions.name(unit),
                level: level(self.campaign, unit),
                hr: office(self.campaign, unit, Department::Hr),
                mr: office(self.campaign, unit, Department::Mr),
            },
            number: None,
            contact: None,
            telephone: None,
            today: date(self.today),
            year: self.today.year(),
        }
    }
}

/// The level's name, as the division table writes it.
fn level(campaign: &Rules, unit: RegionCode) -> String {
    let level = match campaign.regions.get(unit).map(|region| region.level) {
        Some(Level::Province) => "省",
        Some(Level::Prefecture) => "市州",
        Some(Level::County) => "县区",
        Some(Level::Direct) => "直管市",
        None => "",
    };
    level.to_owned()
}

/// The name of a unit's office: a province's 人社 is a 厅, every other office a 局, as the notice's head and signature
/// name them.
fn office(campaign: &Rules, unit: RegionCode, department: Department) -> Option<String> {
    let region = campaign.regions.get(unit)?;
    let info = campaign.departments.iter().find(|info| info.id == department)?;
    let kind = match (region.level, department) {
        (Level::Province, Department::Hr) => "厅",
        _ => "局",
    };
    Some(format!("{}{}{kind}", region.name, info.full.zh))
}

/// A date as documents write it: Arabic numerals, no leading zeros (GB/T 9704—2012, 7.3.5.4).
pub fn date(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// Text, where there is any.
fn known(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Elements, or one that is blank in every part, so that a list is seen to be missing.
fn or_blank<T: Default>(list: Vec<T>) -> Vec<T> {
    if list.is_empty() { vec![T::default()] } else { list }
}
