//! The keys of a data directory's office: what it opens bundles with, and what it signs with. The secret ones are kept
//! beside the data directory, not in it, where the keys of reporters' identities are.

use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use ed25519_dalek::SigningKey;

use super::seal::keys_dir;
use crate::domain::bundle::{OfficeId, Peer};
use crate::store::{Fault, KeyFault};

/// Endings of the two files, after the public key that bundles are encrypted with. The first is that of the keys that
/// open reporters' identities: one that was sealed to this office opens like the office's own.
const OPENER: &str = "key";
const SIGNER: &str = "signer";

/// The secret keys of an office.
pub struct OfficeKeys {
    /// Opens what was encrypted for the office.
    pub identity: Identity,
    /// Signs.
    pub signer: SigningKey,
}

impl OfficeKeys {
    /// The keys of the data directory `dir` whose public part is `own`.
    ///
    /// # Errors
    /// [`Fault::Key`]: they are not there, or are damaged.
    pub fn of(dir: &Path, own: &Peer) -> Result<Self, Fault> {
        let folder = keys_dir(dir);
        let (opener, signer) = (file(&folder, own, OPENER), file(&folder, own, SIGNER));
        let identity = Identity::from_str(read(&opener)?.trim()).map_err(|_| damaged(&opener))?;
        let seed = hex::decode(read(&signer)?.trim()).map_err(|_| damaged(&signer))?;
        let seed: [u8; 32] = seed.try_into().map_err(|_| damaged(&signer))?;
        Ok(Self {
            identity,
            signer: SigningKey::from_bytes(&seed),
        })
    }

    /// Makes keys for `office` beside the data directory `dir`, and returns their public part.
    ///
    /// # Errors
    /// The file system's.
    pub fn make(dir: &Path, office: OfficeId) -> Result<Peer, Fault> {
        let folder = keys_dir(dir);
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&folder)
            .map_err(Fault::io(&folder))?;
        let mut seed = [0; 32];
        let failed = |e: getrandom::Error| Fault::io(&folder)(std::io::Error::other(e.to_string()));
        getrandom::fill(&mut seed).map_err(failed)?;
        let made = Self {
            identity: Identity::generate(),
            signer: SigningKey::from_bytes(&seed),
        };
        let own = Peer {
            office,
            recipient: made.recipient(),
            verifier: made.verifier(),
            own: true,
        };
        write_new(
            &file(&folder, &own, OPENER),
            made.identity.to_string().expose_secret(),
        )?;
        write_new(&file(&folder, &own, SIGNER), &hex::encode(seed))?;
        Ok(own)
    }

    /// Whom others encrypt for.
    pub fn recipient(&self) -> String {
        self.identity.to_public().to_string()
    }

    /// What others check its signatures with, in hexadecimal.
    pub fn verifier(&self) -> String {
        hex::encode(self.signer.verifying_key().as_bytes())
    }
}

fn file(folder: &Path, own: &Peer, ending: &str) -> PathBuf {
    folder.join(format!("{}.{ending}", own.recipient))
}

fn read(path: &Path) -> Result<String, Fault> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(fault(path, KeyFault::Missing)),
        Err(error) if error.kind() == ErrorKind::InvalidData => Err(damaged(path)),
        Err(error) => Err(Fault::io(path)(error)),
    }
}

fn damaged(path: &Path) -> Fault {
    fault(path, KeyFault::Damaged)
}

fn fault(path: &Path, what: KeyFault) -> Fault {
    let path: PathBuf = path.to_owned();
    Fault::Key { path, what }
}

/// Writes a file that only its owner can read, durably and whole.
fn write_new(path: &Path, text: &str) -> Result<(), Fault> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(Fault::io(path))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.as_file().sync_all())
        .map_err(Fault::io(path))?;
    file.persist_noclobber(path)
        .map_err(|e| Fault::io(path)(e.error))?;
    fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(Fault::io(folder))
}
