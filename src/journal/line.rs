//! One line of the journal: an entry, its place in its commit, and the link to the line before it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::fault::Damage;
use crate::domain::event::Entry;

/// Version of the line format.
const VERSION: u32 = 1;
/// `,"hash":"` before the hash and `"}` after it.
const SEAL: (&str, &str) = (",\"hash\":\"", "\"}");

/// The hash that stands before the first line.
pub(super) const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What a line says, besides its own hash.
#[derive(Serialize, Deserialize)]
struct Body<E> {
    v: u32,
    #[serde(flatten)]
    entry: E,
    group: (u32, u32),
    prev: String,
}

/// A line that was read and found whole.
#[derive(Clone, Debug)]
pub struct Line {
    /// The entry.
    pub entry: Entry,
    /// (i, n): line i of the n lines of its commit.
    pub group: (u32, u32),
    /// Hash of the line before.
    pub prev: String,
    /// Hash of this line.
    pub hash: String,
}

/// What a line says of its place, in a line whose entry need not be read.
#[derive(Deserialize)]
struct Placed<'a> {
    v: u32,
    seq: u64,
    group: (u32, u32),
    #[serde(borrow)]
    prev: Cow<'a, str>,
}

/// Where a line stands in the chain.
#[derive(Clone, Debug)]
pub(super) struct Link {
    /// Sequence number of its entry.
    pub seq: u64,
    /// (i, n): line i of the n lines of its commit.
    pub group: (u32, u32),
    /// Hash of the line before.
    pub prev: String,
    /// Hash of this line.
    pub hash: String,
}

/// A line as far as it is wanted: whole, or as a link of the chain.
pub(super) trait Linked: Sized {
    /// Reads a line without its LF.
    fn read(bytes: &[u8]) -> Result<Self, Damage>;
    /// Sequence number of its entry, hash of the line before, and its own.
    fn link(&self) -> (u64, &str, &str);
}

/// Writes a line, LF included, and returns it with its hash.
pub(super) fn write(entry: &Entry, group: (u32, u32), prev: &str) -> (String, String) {
    let body = Body {
        v: VERSION,
        entry,
        group,
        prev: prev.to_owned(),
    };
    // Entries hold nothing that serde_json can refuse: text keys, numbers, strings.
    let mut line = serde_json::to_string(&body).unwrap_or_default();
    line.pop();
    let hash = hex::encode(Sha256::digest(line.as_bytes()));
    line.push_str(SEAL.0);
    line.push_str(&hash);
    line.push_str(SEAL.1);
    line.push('\n');
    (line, hash)
}

impl Linked for Line {
    fn read(bytes: &[u8]) -> Result<Self, Damage> {
        let (text, hash) = unsealed(bytes)?;
        let body: Body<Entry> = serde_json::from_slice(&text).map_err(|_| Damage::Unreadable)?;
        if body.v != VERSION {
            return Err(Damage::Unreadable);
        }
        Ok(Line {
            entry: body.entry,
            group: body.group,
            prev: body.prev,
            hash,
        })
    }

    fn link(&self) -> (u64, &str, &str) {
        (self.entry.seq, &self.prev, &self.hash)
    }
}

impl Linked for Link {
    fn read(bytes: &[u8]) -> Result<Self, Damage> {
        let (text, hash) = unsealed(bytes)?;
        let placed: Placed<'_> = serde_json::from_slice(&text).map_err(|_| Damage::Unreadable)?;
        if placed.v != VERSION {
            return Err(Damage::Unreadable);
        }
        Ok(Link {
            seq: placed.seq,
            group: placed.group,
            prev: placed.prev.into_owned(),
            hash,
        })
    }

    fn link(&self) -> (u64, &str, &str) {
        (self.seq, &self.prev, &self.hash)
    }
}

/// The JSON of a line without its LF and its hash, and that hash, which fits it.
fn unsealed(bytes: &[u8]) -> Result<(Vec<u8>, String), Damage> {
    let seal = SEAL.0.len() + 64 + SEAL.1.len();
    let split = bytes.len().checked_sub(seal).ok_or_else(|| broken(bytes))?;
    let (body, seal) = bytes.split_at(split);
    let hash = hex::encode(Sha256::digest(body));
    let expected = format!("{}{hash}{}", SEAL.0, SEAL.1);
    if seal != expected.as_bytes() {
        return Err(broken(bytes));
    }
    let mut text = body.to_vec();
    text.push(b'}');
    Ok((text, hash))
}

/// What is wrong with a line that has its LF but no seal that fits. A write that a power cut tore leaves a hole of
/// NULs, which no line holds otherwise; a line without one was acknowledged and has been changed since.
fn broken(bytes: &[u8]) -> Damage {
    if bytes.contains(&0) {
        Damage::Torn
    } else {
        Damage::Hash
    }
}
