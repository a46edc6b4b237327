//! The roster of officers 执法人员名录 and the 回避 list, both frozen before the match seed is known.

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::fault::{Fault, FaultKind};
use super::table::{Row, read, write};
use super::{CONFLICTS, ROSTER};
use crate::draw::id::check_id;

const ROSTER_HEADER: &[&str] = &[
    "officer",
    "dept",
    "pool",
    "cap",
    "base",
    "cert_from",
    "cert_until",
];
const CONFLICTS_HEADER: &[&str] = &["officer", "id"];

/// One of the two departments of a joint team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Dept {
    /// 人社.
    A,
    /// 市场监管.
    B,
}

impl Dept {
    /// Both departments, in the order of the formulas.
    pub const BOTH: [Dept; 2] = [Dept::A, Dept::B];
}

impl fmt::Display for Dept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Dept::A => "A",
            Dept::B => "B",
        })
    }
}

/// An officer who may be matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// The officer's number, unique over both departments.
    pub officer: String,
    /// Department.
    pub dept: Dept,
    /// Matching pool: a 市州 code, or several joined by `+` for merged pools.
    pub pool: String,
    /// Most tasks the officer may hold at a time, those of `base` included.
    pub cap: u32,
    /// Tasks the officer holds already.
    pub base: u32,
    /// First day of the law-enforcement certificate.
    pub cert_from: NaiveDate,
    /// Last day of the certificate.
    pub cert_until: NaiveDate,
}

impl Officer {
    /// Tasks the officer can still take.
    pub fn room(&self) -> u32 {
        self.cap.saturating_sub(self.base)
    }
}

/// A row of the 回避 list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conflict {
    /// The officer must not inspect the target.
    Target {
        /// The officer's number.
        officer: String,
        /// The target's 统一社会信用代码.
        id: String,
    },
    /// Two officers must not be in one team; the second field of the row holds the other officer.
    Pair {
        /// The smaller number.
        first: String,
        /// The larger number.
        second: String,
    },
}

impl Conflict {
    fn fields(&self) -> [String; 2] {
        match self {
            Conflict::Target { officer, id } => [officer.clone(), id.clone()],
            Conflict::Pair { first, second } => [first.clone(), second.clone()],
        }
    }
}

/// Reads `roster.tsv`.
///
/// # Errors
/// The first [`Fault`] of the file.
pub fn parse_roster(bytes: &[u8]) -> Result<Vec<Officer>, Fault> {
    read(ROSTER, bytes, ROSTER_HEADER, 1, |row| {
        let officer = row.text(0).to_owned();
        if check_id(&officer).is_ok() {
            return Err(row.fault(0, FaultKind::OfficerIsTarget { found: officer }));
        }
        let (cert_from, cert_until) = (date(row, 5)?, date(row, 6)?);
        if cert_until < cert_from {
            let kind = FaultKind::Window {
                from: cert_from.to_string(),
                until: cert_until.to_string(),
            };
            return Err(row.fault(6, kind));
        }
        let (dept, pool) = (dept(row, 1)?, row.text(2).to_owned());
        let (cap, base) = (row.number(3)?, row.number(4)?);
        Ok(Officer {
            officer,
            dept,
            pool,
            cap,
            base,
            cert_from,
            cert_until,
        })
    })
}

/// Writes `roster.tsv`; the rows must be sorted by officer.
pub fn write_roster(rows: &[Officer]) -> String {
    let row = |row: &Officer| {
        [
            row.officer.clone(),
            row.dept.to_string(),
            row.pool.clone(),
            row.cap.to_string(),
            row.base.to_string(),
            row.cert_from.to_string(),
            row.cert_until.to_string(),
        ]
    };
    write(ROSTER_HEADER, rows.iter().map(row))
}

/// Reads `conflicts.tsv` against the officers of `roster`. A row may name a target that was not drawn:
/// the list is frozen for the whole pool.
///
/// # Errors
/// The first [`Fault`] of the file.
pub fn parse_conflicts(bytes: &[u8], roster: &[Officer]) -> Result<Vec<Conflict>, Fault> {
    let known: BTreeSet<&str> = roster.iter().map(|row| row.officer.as_str()).collect();
    read(CONFLICTS, bytes, CONFLICTS_HEADER, 2, |row| {
        let (officer, other) = (row.text(0), row.text(1));
        if !known.contains(officer) {
            return Err(row.fault(
                0,
                FaultKind::UnknownOfficer {
                    found: officer.to_owned(),
                },
            ));
        }
        if !known.contains(other) {
            return Ok(Conflict::Target {
                officer: officer.to_owned(),
                id: row.id(1)?,
            });
        }
        if officer < other {
            return Ok(Conflict::Pair {
                first: officer.to_owned(),
                second: other.to_owned(),
            });
        }
        let kind = FaultKind::PairOrder {
            first: other.to_owned(),
            second: officer.to_owned(),
        };
        Err(row.fault(0, kind))
    })
}

/// Writes `conflicts.tsv`, sorting the rows.
pub fn write_conflicts(rows: &[Conflict]) -> String {
    let sorted: BTreeSet<_> = rows.iter().map(Conflict::fields).collect();
    write(CONFLICTS_HEADER, sorted)
}

fn dept(row: &Row, index: usize) -> Result<Dept, Fault> {
    match row.text(index) {
        "A" => Ok(Dept::A),
        "B" => Ok(Dept::B),
        found => Err(row.fault(
            index,
            FaultKind::Dept {
                found: found.to_owned(),
            },
        )),
    }
}

fn date(row: &Row, index: usize) -> Result<NaiveDate, Fault> {
    let found = row.text(index);
    NaiveDate::parse_from_str(found, "%Y-%m-%d")
        .ok()
        .filter(|date| date.to_string() == found)
        .ok_or_else(|| {
            row.fault(
                index,
                FaultKind::Date {
                    found: found.to_owned(),
                },
            )
        })
}
