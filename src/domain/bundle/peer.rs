//! The offices that exchange bundles, and the keys each is known by.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::campaign::Campaign;
use crate::domain::follow_up::Owner;
use crate::domain::lead::office;
use crate::domain::operator::Department;
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, Record, State};
use crate::lang::Lang;

/// An office: a division and a department, written `420100-hr`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct OfficeId {
    /// The division.
    pub region: RegionCode,
    /// The department.
    pub department: Department,
}

impl OfficeId {
    /// Its name: division and department.
    pub fn name(self, campaign: Option<&Campaign>, lang: Lang) -> String {
        let owner = Owner {
            region: self.region,
            department: self.department,
        };
        match campaign {
            Some(campaign) => format!("{self} {}", office(campaign, owner, lang)),
            None => self.to_string(),
        }
    }
}

impl fmt::Display for OfficeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let department = match self.department {
            Department::Hr => "hr",
            Department::Mr => "mr",
        };
        write!(f, "{}-{department}", self.region)
    }
}

impl From<OfficeId> for String {
    fn from(office: OfficeId) -> Self {
        office.to_string()
    }
}

/// A text is no office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an office is a division and a department, such as 420100-hr")]
pub struct NoOffice;

impl FromStr for OfficeId {
    type Err = NoOffice;

    fn from_str(text: &str) -> Result<Self, NoOffice> {
        let (region, department) = text.split_once('-').ok_or(NoOffice)?;
        Ok(Self {
            region: region.parse().map_err(|_| NoOffice)?,
            department: match department {
                "hr" => Department::Hr,
                "mr" => Department::Mr,
                _ => return Err(NoOffice),
            },
        })
    }
}

impl TryFrom<String> for OfficeId {
    type Error = NoOffice;

    fn try_from(text: String) -> Result<Self, NoOffice> {
        text.parse()
    }
}

/// An office with its public keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peer {
    /// The office.
    pub office: OfficeId,
    /// Whom to encrypt for: an age recipient, `age1…`.
    pub recipient: String,
    /// What its signatures are checked with: an ed25519 key, 64 hexadecimal digits.
    pub verifier: String,
    /// The office of this data directory.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
}

impl Record for Peer {
    const KIND: &'static str = "office";

    fn key(&self) -> String {
        self.office.to_string()
    }
}

/// The office of this data directory, once it has keys.
pub fn own<S: State + ?Sized>(state: &S) -> Option<Peer> {
    state.all::<Peer>().into_iter().find(|peer| peer.own)
}
