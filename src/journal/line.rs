//! One line of the journal: an entry, its place in its commit, and the link to the line before it.

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

/// Reads a line without its LF.
pub(super) fn read(bytes: &[u8]) -> Result<Line, Damage> {
    let seal = SEAL.0.len() + 64 + SEAL.1.len();
    let split = bytes.len().checked_sub(seal).ok_or(Damage::Torn)?;
    let (body, seal) = bytes.split_at(split);
    let hash = hex::encode(Sha256::digest(body));
    let expected = format!("{}{hash}{}", SEAL.0, SEAL.1);
    if seal != expected.as_bytes() {
        return Err(if is_sealed(bytes, seal) {
            Damage::Hash
        } else {
            Damage::Torn
        });
    }
    let mut text = body.to_vec();
    text.push(b'}');
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

/// Whether the line was written to its end. A write that a power cut tore has no seal, or a hole of NULs before it;
/// a sealed line without holes was acknowledged, and a hash that does not fit it means damage.
fn is_sealed(bytes: &[u8], seal: &[u8]) -> bool {
    seal.starts_with(SEAL.0.as_bytes()) && seal.ends_with(SEAL.1.as_bytes()) && !bytes.contains(&0)
}
