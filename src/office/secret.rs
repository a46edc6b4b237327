//! Secrets of the seed ceremony: made from the operating system's entropy, and kept until they are revealed.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::{Denied, Fault, Office, Receipt};
use crate::domain::batch::{Batch, Purpose};
use crate::domain::command::Command;
use crate::domain::operator::{Actor, Department};
use crate::domain::refusal::Refusal;
use crate::draw::seed::{Party, check_secret, commitment};

/// Digits a thrown secret has at least (SSJ-1 "Seed ceremony").
pub const DICE: usize = 20;

/// Hexadecimal digits of a secret of 256 bits.
pub const HEX: usize = 64;

/// A secret that is kept in the data directory, and what was promised with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Promised {
    /// The secret; whoever reads it before the reveal can foresee the draw.
    pub secret: String,
    /// Its commitment, as it is on record now.
    pub commitment: String,
    /// Where it is kept.
    pub path: PathBuf,
    /// What became of the command.
    pub receipt: Receipt,
}

/// Makes a secret and submits its commitment as `actor`; `command` is the commitment's command. The secret is on disk
/// before its commitment goes through the door; a refused commitment leaves none behind.
pub fn promise(
    office: &Office,
    actor: &Actor,
    (batch, purpose, party): (&Batch, Purpose, Department),
    command: impl Fn(String) -> Command,
) -> Result<Promised, Denied> {
    let made = make()?;
    office.consider(actor, &command(commitment_of(batch, party, &made)))?;
    let path = path(office.dir(), batch, purpose, party).ok_or_else(|| Refusal::BadName {
        name: batch.id.clone(),
    })?;
    let secret = keep(&path, &made)?;
    let commitment = commitment_of(batch, party, &secret);
    let receipt = office.submit(actor, command(commitment.clone()))?;
    Ok(Promised {
        secret,
        commitment,
        path,
        receipt,
    })
}

/// The party's secret for the batch's present ceremony, where one is kept.
pub fn kept(dir: &Path, batch: &Batch, purpose: Purpose, party: Department) -> Result<Option<String>, Fault> {
    match path(dir, batch, purpose, party).filter(|path| path.exists()) {
        Some(path) => read(&path).map(Some),
        None => Ok(None),
    }
}

/// The commitment of a party to this secret.
pub fn commitment_of(batch: &Batch, party: Department, secret: &str) -> String {
    let letter = match party {
        Department::Hr => Party::A,
        Department::Mr => Party::B,
    };
    commitment(batch.profile, &batch.id, letter, secret)
}

/// Whether the text can be a secret: 64 lower-case hexadecimal digits, or at least [`DICE`] thrown ones.
pub fn is_sound(secret: &str) -> bool {
    check_secret(secret).is_ok()
}

/// 256 bits of the operating system's entropy, as [`HEX`] hexadecimal digits: a secret, or what salts are made of.
///
/// # Errors
/// Where the operating system has none to give.
pub fn make() -> Result<String, Fault> {
    let mut bytes = [0u8; HEX / 2];
    getrandom::fill(&mut bytes).map_err(|e| Fault::io("getrandom")(io::Error::other(e)))?;
    Ok(hex::encode(bytes))
}

/// Where a party's secret is kept: `secrets/<batch>.<draw|match|match-2|…>.<party>` in the data directory. Every
/// ceremony has a file of its own: what an earlier one revealed is no secret any more.
/// None for a name that could not be a batch's.
fn path(dir: &Path, batch: &Batch, purpose: Purpose, party: Department) -> Option<PathBuf> {
    let id = &batch.id;
    let plain = !id.is_empty() && !id.contains(['/', '\0']);
    let ceremony = match (purpose, round(batch)) {
        (Purpose::Draw, _) => "draw".to_owned(),
        (Purpose::Match, 0 | 1) => "match".to_owned(),
        (Purpose::Match, round) => format!("match-{round}"),
    };
    plain.then(|| {
        dir.join("secrets")
            .join(format!("{id}.{ceremony}.{}", party.party()))
    })
}

/// Which round of matching is the present one, from 1.
fn round(batch: &Batch) -> usize {
    batch.rounds.len()
}

/// Keeps a secret for its owner's eyes alone, durably. A secret that is there already is never written over: it may be
/// the one that was committed to. Returns the secret that is kept now.
fn keep(path: &Path, secret: &str) -> Result<String, Fault> {
    if let Some(folder) = path.parent() {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(Fault::io(folder))?;
    }
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    match file {
        Ok(mut file) => {
            let written = writeln!(file, "{secret}").and_then(|()| file.sync_all());
            written.map_err(Fault::io(path))?;
            for folder in path.ancestors().skip(1).take(2) {
                File::open(folder)
                    .and_then(|f| f.sync_all())
                    .map_err(Fault::io(folder))?;
            }
            Ok(secret.to_owned())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => read(path),
        Err(error) => Err(Fault::io(path)(error)),
    }
}

/// The secret kept at `path`.
fn read(path: &Path) -> Result<String, Fault> {
    let text = std::fs::read_to_string(path).map_err(Fault::io(path))?;
    Ok(text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_kept_secret_is_private_and_never_written_over() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("secrets/B1.draw.a");
        assert_eq!(keep(&path, "one").unwrap(), "one");
        assert_eq!(keep(&path, "two").unwrap(), "one");
        assert_eq!(read(&path).unwrap(), "one");
        let mode = |p: &Path| std::fs::metadata(p).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
    }

    #[test]
    fn secrets_have_256_bits_and_differ() {
        let (one, other) = (make().unwrap(), make().unwrap());
        assert!(is_sound(&one));
        assert_eq!(one.len(), HEX);
        assert_ne!(one, other);
    }

    #[test]
    fn what_is_said_of_a_thrown_secret_is_what_the_rule_asks_for() {
        assert!(is_sound(&"6".repeat(DICE)));
        assert!(!is_sound(&"6".repeat(DICE - 1)));
    }
}
