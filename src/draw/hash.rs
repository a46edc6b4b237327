//! The hash of a batch: SHA-256, or SM3 for a 国密 review. Every formula of SSJ-1 takes its hash from here.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sm3::Sm3;

/// Which hash a batch uses for tickets, commitments, file hashes and its seed. One batch, one profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// SHA-256 (FIPS 180-4), the ordinary profile.
    #[default]
    Sha256,
    /// SM3 (GB/T 32905-2016), the same formulas under the national hash.
    Sm3,
}

impl Profile {
    /// `H(x)` of SSJ-1: the digest of `bytes` as 64 lower-case hex characters.
    pub fn hex(self, bytes: impl AsRef<[u8]>) -> String {
        let mut hasher = Hasher::new(self);
        hasher.update(bytes.as_ref());
        hex::encode(hasher.finish())
    }

    /// The name written in records and on the command line: `sha256` or `sm3`.
    pub fn name(self) -> &'static str {
        match self {
            Profile::Sha256 => "sha256",
            Profile::Sm3 => "sm3",
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A running hash that can be cloned half-way, so that a common prefix is absorbed only once.
#[derive(Clone)]
pub(super) enum Hasher {
    Sha256(Sha256),
    Sm3(Sm3),
}

impl Hasher {
    pub(super) fn new(profile: Profile) -> Self {
        match profile {
            Profile::Sha256 => Hasher::Sha256(Sha256::new()),
            Profile::Sm3 => Hasher::Sm3(Sm3::new()),
        }
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Hasher::Sha256(inner) => inner.update(bytes),
            Hasher::Sm3(inner) => inner.update(bytes),
        }
    }

    pub(super) fn finish(self) -> [u8; 32] {
        match self {
            Hasher::Sha256(inner) => inner.finalize().into(),
            Hasher::Sm3(inner) => inner.finalize().into(),
        }
    }
}

/// True for exactly 64 lower-case hex characters, the only form in which SSJ-1 writes a hash.
pub fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_digests_of_abc() {
        assert_eq!(
            Profile::Sha256.hex("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            Profile::Sm3.hex("abc"),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        );
    }

    #[test]
    fn a_hash_is_lower_case_and_whole() {
        assert!(is_hash(&"0f".repeat(32)));
        assert!(!is_hash(&"0F".repeat(32)));
        assert!(!is_hash(&"0f".repeat(31)));
    }
}
