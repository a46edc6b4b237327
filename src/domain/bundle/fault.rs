//! Why a bundle is not made, not taken in, or a conflict not decided.

use serde::Serialize;

use super::OfficeId;
use crate::lang::Lang;

/// What is wrong. Its words are under `refusal.bundle-` and the variant's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum Fault {
    /// The data directory's own office has no keys yet.
    NoOwnKeys,
    /// The data directory's own office has keys already.
    OwnKeys {
        /// The office.
        office: OfficeId,
    },
    /// No keys are known of the office.
    UnknownOffice {
        /// The office.
        office: OfficeId,
    },
    /// Other keys are known of the office, and no reason was given why they change.
    OtherKeys {
        /// The office.
        office: OfficeId,
    },
    /// The keys are not what they should be.
    BadKeys {
        /// The office.
        office: OfficeId,
    },
    /// Nothing has happened that the offices do not know.
    NothingNew,
    /// The bundle is for other offices.
    NotForUs {
        /// For whom it is.
        to: OfficeId,
        /// The office of this data directory.
        own: OfficeId,
    },
    /// Bundles before this one were not taken in.
    Missing {
        /// Who made them.
        from: OfficeId,
        /// The first that is missing.
        first: u64,
        /// The last that is missing.
        last: u64,
    },
    /// The bundle belongs to another campaign.
    OtherCampaign {
        /// The bundle's campaign.
        id: String,
        /// The campaign of this data directory.
        own: String,
    },
    /// The sender says something of what is not its own.
    Outside {
        /// Who made it.
        from: OfficeId,
        /// Number of the entry in the sender's journal.
        seq: u64,
        /// What it is about.
        about: String,
    },
    /// An entry that is known differs from how it was known: history was written anew.
    Rewritten {
        /// In whose journal.
        office: OfficeId,
        /// Its number there.
        seq: u64,
    },
    /// An entry follows one that is not known here.
    Unrooted {
        /// In whose journal.
        office: OfficeId,
        /// Its number there.
        seq: u64,
        /// What it is about.
        about: String,
    },
    /// There is no such conflict.
    NoConflict {
        /// The record.
        about: String,
        /// Records with a conflict.
        known: Vec<String>,
    },
    /// The rest of what the other side says is in a bundle that was not taken in yet.
    Incomplete {
        /// The record.
        about: String,
        /// From whom.
        from: OfficeId,
    },
}

impl Fault {
    /// Its stable name.
    pub fn why(&self) -> &'static str {
        match self {
            Fault::NoOwnKeys => "no-own-keys",
            Fault::OwnKeys { .. } => "own-keys",
            Fault::UnknownOffice { .. } => "unknown-office",
            Fault::OtherKeys { .. } => "other-keys",
            Fault::BadKeys { .. } => "bad-keys",
            Fault::NothingNew => "nothing-new",
            Fault::NotForUs { .. } => "not-for-us",
            Fault::Missing { .. } => "missing",
            Fault::OtherCampaign { .. } => "other-campaign",
            Fault::Outside { .. } => "outside",
            Fault::Rewritten { .. } => "rewritten",
            Fault::Unrooted { .. } => "unrooted",
            Fault::NoConflict { .. } => "no-conflict",
            Fault::Incomplete { .. } => "incomplete",
        }
    }

    /// What its words name.
    pub(in crate::domain) fn args(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let list = |names: &[String]| match names {
            [] => lang.word("list.none").into_owned(),
            names => names.join(&lang.word("list.and")),
        };
        match self {
            Fault::NoOwnKeys | Fault::NothingNew => Vec::new(),
            Fault::OwnKeys { office }
            | Fault::UnknownOffice { office }
            | Fault::OtherKeys { office }
            | Fault::BadKeys { office } => vec![("office", office.to_string())],
            Fault::NotForUs { to, own } => vec![("to", to.to_string()), ("own", own.to_string())],
            Fault::Missing { from, first, last } => vec![
                ("from", from.to_string()),
                ("first", first.to_string()),
                ("last", last.to_string()),
            ],
            Fault::OtherCampaign { id, own } => vec![("id", id.clone()), ("own", own.clone())],
            Fault::Outside { from, seq, about } => vec![
                ("from", from.to_string()),
                ("seq", seq.to_string()),
                ("about", about.clone()),
            ],
            Fault::Rewritten { office, seq } => {
                vec![("office", office.to_string()), ("seq", seq.to_string())]
            }
            Fault::Unrooted { office, seq, about } => vec![
                ("office", office.to_string()),
                ("seq", seq.to_string()),
                ("about", about.clone()),
            ],
            Fault::NoConflict { about, known } => vec![("about", about.clone()), ("known", list(known))],
            Fault::Incomplete { about, from } => vec![("about", about.clone()), ("from", from.to_string())],
        }
    }
}
