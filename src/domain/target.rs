//! Targets (抽查对象): the market entities, places and persons that can be inspected.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::region::RegionCode;
use super::scope::KeywordSet;
use super::state::Record;

/// Credit-risk grade (信用风险分类): it weighs the draw. Not the 劳动保障守法诚信等级, which is another scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// 低
    A,
    /// 一般
    B,
    /// 较高
    C,
    /// 高
    D,
}

impl Grade {
    /// All grades, from low risk to high.
    pub const ALL: [Grade; 4] = [Grade::A, Grade::B, Grade::C, Grade::D];
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Grade::A => "A",
            Grade::B => "B",
            Grade::C => "C",
            Grade::D => "D",
        })
    }
}

/// A target that a campaign touches: its scope carries a keyword, it has a task, or it has no code.
/// The full row stays in the registry extract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// 统一社会信用代码, or a made-up id that begins with `V-` for a place or person without one.
    pub id: String,
    /// Name.
    pub name: String,
    /// Division.
    pub region: RegionCode,
    /// Credit-risk grade, where one is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// The grade that a follow-up wrote back (信用记录), while the registry has not caught up with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regraded: Option<Regraded>,
    /// Registration status (登记状态), as registered.
    pub status: String,
    /// Keywords that the business scope affirms.
    pub affirmed: KeywordSet,
    /// Keywords found only inside an exclusion.
    pub excluded: KeywordSet,
    /// Date of the last visit this program knows of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_visit: Option<NaiveDate>,
}

/// Whether a target's id is a 统一社会信用代码, and not made up for a place or person without one.
pub fn is_code(id: &str) -> bool {
    !id.starts_with("V-")
}

impl Record for Target {
    const KIND: &'static str = "target";

    fn key(&self) -> String {
        self.id.clone()
    }
}

impl Target {
    /// Whether the target has a 统一社会信用代码; one without never enters a draw (SSJ-1 "Files").
    pub fn has_code(&self) -> bool {
        is_code(&self.id)
    }

    /// Takes the registry's newer row over, and keeps what this program added: a grade written back stands until the
    /// registry says another than the one it replaced.
    pub fn updated_by(self, newer: Target) -> Target {
        let regraded = self.regraded.filter(|by| by.over == newer.grade);
        Target {
            last_visit: self.last_visit.max(newer.last_visit),
            grade: regraded.map_or(newer.grade, |by| Some(by.to)),
            regraded,
            ..newer
        }
    }

    /// Gives it the grade that was written back last, or the registry's again where none stands.
    pub fn regrade(&mut self, to: Option<Grade>) {
        let over = self.regraded.map_or(self.grade, |by| by.over);
        self.regraded = to.map(|to| Regraded { over, to });
        self.grade = to.or(over);
    }
}

/// A grade that was written back, and the registry's that it replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regraded {
    /// The registry's.
    pub over: Option<Grade>,
    /// The new one.
    pub to: Grade,
}

/// Why a target is not in a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutOfPool {
    /// No keyword is affirmed.
    OnlyExcluded,
    /// No 统一社会信用代码.
    NoCode,
    /// 注销, 吊销, 迁出 and the like, or no status given.
    NotActive,
    /// No credit-risk grade, so no stratum.
    NoGrade,
    /// In another unit than the batch's.
    OtherUnit,
    /// Visited too recently.
    RecentlyInspected,
    /// Drawn by another batch of the campaign already.
    InOtherBatch,
}

impl OutOfPool {
    /// The message key of the reason.
    pub fn key(self) -> &'static str {
        match self {
            OutOfPool::OnlyExcluded => "out-of-pool.only-excluded",
            OutOfPool::NoCode => "out-of-pool.no-code",
            OutOfPool::NotActive => "out-of-pool.not-active",
            OutOfPool::NoGrade => "out-of-pool.no-grade",
            OutOfPool::OtherUnit => "out-of-pool.other-unit",
            OutOfPool::RecentlyInspected => "out-of-pool.recently-inspected",
            OutOfPool::InOtherBatch => "out-of-pool.in-other-batch",
        }
    }

    /// The word it is known by in `left-out.tsv` and JSON.
    pub fn word(self) -> &'static str {
        &self.key()["out-of-pool.".len()..]
    }

    /// The reason that a word stands for.
    pub fn of_word(word: &str) -> Option<Self> {
        let all = [
            OutOfPool::OnlyExcluded,
            OutOfPool::NoCode,
            OutOfPool::NotActive,
            OutOfPool::NoGrade,
            OutOfPool::OtherUnit,
            OutOfPool::RecentlyInspected,
            OutOfPool::InOtherBatch,
        ];
        all.into_iter().find(|why| why.word() == word)
    }
}
