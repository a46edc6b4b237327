//! 数据包: what one office without a line to another hands over on a stick, and what the other makes of it.
//!
//! Every office has a journal of its own. A bundle carries entries of the sender's, each whole and under the name of
//! whoever wrote it, and each with the entry that it follows about the same record. So the recipient can tell what goes
//! on from what it knows, and what was written on both sides without knowing of each other: that is put to a person.
//! `src/exchange/bundle/FORMAT.md` is the page on all of it.

mod compare;
mod concern;
mod fault;
mod known;
mod number;
mod peer;
mod settle;
mod snapshot;
mod take;
mod touched;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::event::Entry;
use super::target::Target;

pub use compare::{Difference, compare, entries};
pub use concern::{Desk, blobs, concerns};
pub use fault::Fault;
pub use known::{Dispute, Known, Partner};
pub use peer::{OfficeId, Peer, own};
pub use settle::{Settlement, settle};
pub use snapshot::Snapshot;
pub use take::take;
pub use touched::{Key, touched, without};

pub use number::mentioned;
pub(super) use number::renumber;

/// Which entry of which office's journal: the same everywhere, wherever the entry has come to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
    /// The office in whose journal it was written.
    pub office: OfficeId,
    /// Its number there.
    pub seq: u64,
}

/// An entry on its way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Carried {
    /// The office in whose journal it was written.
    pub office: OfficeId,
    /// The entry, with the number it has there. Nobody who reported a lead is in it.
    pub entry: Entry,
    /// The hash of its line there: with the journal of that office it can be shown that the entry stands there so.
    pub hash: String,
    /// By each record that it changes: the entry that it follows there; a record it begins is not named.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub after: BTreeMap<Key, Stamp>,
    /// What the numbers of other entries stand for that it mentions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refs: Vec<(u64, Stamp)>,
}

impl Carried {
    /// The entry's name everywhere.
    pub fn stamp(&self) -> Stamp {
        Stamp {
            office: self.office,
            seq: self.entry.seq,
        }
    }
}

/// A record as it stands at the sender, to be compared with the recipient's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// The record.
    pub record: Snapshot,
    /// What the numbers of entries stand for that it mentions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refs: Vec<(u64, Stamp)>,
}

/// An office a bundle is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressee {
    /// The office.
    pub office: OfficeId,
    /// The bundle's running number from the sender to it, from 1.
    pub number: u64,
    /// The bundle it goes on from: whoever has taken in that one misses nothing. 0 where it begins at the beginning.
    pub follows: u64,
}

/// A bundle, opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bundle {
    /// Who made it.
    pub from: OfficeId,
    /// Whom for.
    pub to: Addressee,
    /// The campaign's id.
    pub campaign: String,
    /// The entries, in the order of the sender's journal.
    pub entries: Vec<Carried>,
    /// Tasks, leads and follow-ups that the entries change, as they stand at the sender.
    pub records: Vec<Shown>,
    /// The targets of the tasks, leads and follow-ups in it: registers of entities do not travel.
    pub targets: Vec<Target>,
    /// The contents that the entries name by their hash; see [`Packed`].
    pub blobs: Vec<Packed>,
}

/// A content in a bundle: as text where it is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Packed {
    /// UTF-8.
    Text(String),
    /// Anything else, in hexadecimal.
    Hex(String),
}

impl Packed {
    /// Packs a content.
    pub fn new(content: Vec<u8>) -> Self {
        match String::from_utf8(content) {
            Ok(text) => Packed::Text(text),
            Err(error) => Packed::Hex(hex::encode(error.as_bytes())),
        }
    }

    /// The content; none where the hexadecimal is no such thing.
    pub fn content(&self) -> Option<Vec<u8>> {
        match self {
            Packed::Text(text) => Some(text.clone().into_bytes()),
            Packed::Hex(text) => hex::decode(text).ok(),
        }
    }
}

/// What a bundle is made of, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// For whom.
    pub to: Addressee,
    /// The entries, as runs of numbers in the own journal, first and last.
    pub entries: Vec<(u64, u64)>,
    /// Leads whose reporters travel, sealed to the recipient.
    pub reporters: Vec<String>,
}

/// Which side of a conflict holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// 以本机关为准
    Ours,
    /// 以来件为准
    Theirs,
}
