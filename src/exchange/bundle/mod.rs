//! A bundle's file: compressed, signed by its sender, encrypted for its recipients. `FORMAT.md` beside this file says
//! what stands where.

mod fault;

use std::io::Read;
use std::str::FromStr;

use age::DecryptError;
use age::x25519::{Identity, Recipient};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

pub use fault::Fault;

use crate::domain::bundle::{Bundle, Peer};

/// The file's first line, up to the format's version.
const MAGIC: &str = "duban-bundle ";
/// The format's version.
const VERSION: u32 = 1;
/// How hard the content is pressed: a county's year takes well under a second.
const LEVEL: i32 = 19;
/// Bytes that a bundle's content has at most: what unfolds to more is no bundle.
const LARGEST: u64 = 1 << 30;
/// Bytes of a signature, and of the key it is checked with.
const SIGNATURE: usize = 64;
const VERIFIER: usize = 32;

/// A bundle that was opened: whose it is has been checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// What it says.
    pub bundle: Bundle,
    /// SHA-256 of what was signed.
    pub sha256: String,
}

/// A file with bundles, each for one office: one stick goes round, and nobody opens another's.
///
/// # Errors
/// [`Fault::Keys`] where a recipient's key is none, [`Fault::Failed`] where a library says no.
pub fn close(bundles: &[(Bundle, Peer)], signer: &SigningKey) -> Result<Vec<u8>, Fault> {
    let mut file = first_line().into_bytes();
    for (bundle, to) in bundles {
        let section = section(bundle, to, signer)?;
        file.extend_from_slice(format!("{}\n", section.len()).as_bytes());
        file.extend_from_slice(&section);
    }
    Ok(file)
}

fn section(bundle: &Bundle, to: &Peer, signer: &SigningKey) -> Result<Vec<u8>, Fault> {
    let plain = serde_json::to_vec(bundle).map_err(failed)?;
    let content = zstd::encode_all(plain.as_slice(), LEVEL).map_err(failed)?;
    let signature = signer.sign(&signed(&content));
    let office = to.office;
    let recipient = Recipient::from_str(&to.recipient).map_err(|_| Fault::Keys { office })?;
    let inner = [
        &signature.to_bytes()[..],
        signer.verifying_key().as_bytes(),
        &content,
    ]
    .concat();
    age::encrypt(&recipient, &inner).map_err(failed)
}

/// Opens the bundle in a file that is for the office with this key, and checks that one of the offices `known` signed
/// it.
///
/// # Errors
/// [`Fault`], by name; nothing of the content is looked at before its signature holds.
pub fn open(file: &[u8], identity: &Identity, known: &[Peer]) -> Result<Opened, Fault> {
    let mut rest = body(file)?;
    let mut inner = None;
    while !rest.is_empty() {
        let (section, behind) = next_section(rest)?;
        rest = behind;
        inner = inner.or(decrypted(section, identity)?);
    }
    let inner = inner.ok_or(Fault::NotForUs)?;
    let (signature, rest) = inner.split_first_chunk::<SIGNATURE>().ok_or(Fault::Damaged)?;
    let (verifier, content) = rest.split_first_chunk::<VERIFIER>().ok_or(Fault::Damaged)?;
    let key = hex::encode(verifier);
    let sender = known.iter().find(|peer| peer.verifier.eq_ignore_ascii_case(&key));
    let sender = sender.ok_or(Fault::UnknownKey { key })?;
    let from = sender.office;
    let verifier = VerifyingKey::from_bytes(verifier).map_err(|_| Fault::Signature { from })?;
    let signed = signed(content);
    verifier
        .verify_strict(&signed, &Signature::from_bytes(signature))
        .map_err(|_| Fault::Signature { from })?;
    let bundle: Bundle = serde_json::from_slice(&unpressed(content)?).map_err(|_| Fault::Unreadable)?;
    if bundle.from != from {
        let says = bundle.from;
        return Err(Fault::OtherOffice { from, says });
    }
    Ok(Opened {
        bundle,
        sha256: hex::encode(Sha256::digest(&signed)),
    })
}

/// Whether the public keys are keys.
pub fn are_keys(peer: &Peer) -> bool {
    let verifier = hex::decode(&peer.verifier)
        .ok()
        .and_then(|key| key.try_into().ok());
    let signs = verifier.is_some_and(|key: [u8; VERIFIER]| VerifyingKey::from_bytes(&key).is_ok());
    signs && Recipient::from_str(&peer.recipient).is_ok()
}

fn first_line() -> String {
    format!("{MAGIC}{VERSION}\n")
}

/// The next section, and what follows it.
fn next_section(rest: &[u8]) -> Result<(&[u8], &[u8]), Fault> {
    let end = rest.iter().take(12).position(|byte| *byte == b'\n');
    let (length, rest) = rest
        .split_at_checked(end.ok_or(Fault::Damaged)?)
        .ok_or(Fault::Damaged)?;
    let length = std::str::from_utf8(length)
        .ok()
        .and_then(|text| text.parse().ok());
    let rest = rest.get(1..).unwrap_or_default();
    rest.split_at_checked(length.ok_or(Fault::Damaged)?)
        .ok_or(Fault::Damaged)
}

/// What is signed: the format with the content, so that no other file can pass for a bundle.
fn signed(content: &[u8]) -> Vec<u8> {
    let mut signed = first_line().into_bytes();
    signed.extend_from_slice(content);
    signed
}

/// What follows the first line, whose version is this one.
fn body(file: &[u8]) -> Result<&[u8], Fault> {
    let rest = file.strip_prefix(MAGIC.as_bytes()).ok_or(Fault::NoBundle)?;
    let end = rest.iter().take(12).position(|byte| *byte == b'\n');
    let (version, body) = rest
        .split_at_checked(end.ok_or(Fault::NoBundle)?)
        .ok_or(Fault::NoBundle)?;
    let version = std::str::from_utf8(version)
        .ok()
        .and_then(|text| text.parse::<u32>().ok());
    match version {
        Some(VERSION) => Ok(body.get(1..).unwrap_or_default()),
        Some(version) if version > VERSION => Err(Fault::Newer { version }),
        _ => Err(Fault::NoBundle),
    }
}

/// What a section holds; none where it is for somebody else.
fn decrypted(section: &[u8], identity: &Identity) -> Result<Option<Vec<u8>>, Fault> {
    match age::decrypt(identity, section) {
        Ok(inner) => Ok(Some(inner)),
        Err(DecryptError::NoMatchingKeys) => Ok(None),
        Err(_) => Err(Fault::Damaged),
    }
}

fn unpressed(content: &[u8]) -> Result<Vec<u8>, Fault> {
    let decoder = zstd::Decoder::new(content).map_err(|_| Fault::Unreadable)?;
    let mut plain = Vec::new();
    let mut limited = decoder.take(LARGEST + 1);
    limited.read_to_end(&mut plain).map_err(|_| Fault::Unreadable)?;
    match plain.len() as u64 > LARGEST {
        true => Err(Fault::Unreadable),
        false => Ok(plain),
    }
}

fn failed(error: impl std::fmt::Display) -> Fault {
    Fault::Failed {
        what: error.to_string(),
    }
}
