//! Sealing reporters' identities (监察条例§9): what goes into the data directory can be opened only with a key that is
//! kept beside it, not in it.

mod mark;
mod mask;
mod open;
mod reporter;
mod reveal;
mod steps;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use age::secrecy::ExposeSecret;
use age::x25519::{Identity, Recipient};

pub use self::mark::MarkKey;
pub use self::mask::Mask;
pub use self::open::Opener;
pub use self::reporter::Reporter;
pub(super) use self::steps::masked;
use crate::domain::lead::Sealed;
use crate::store::Fault;

/// Seals for the data directory's key.
pub struct Sealer {
    recipient: Recipient,
    path: PathBuf,
    mark: Option<MarkKey>,
}

impl Sealer {
    /// The sealer of the data directory `dir`. The first call makes the keys: the public one goes into `dir`, the secret
    /// ones into `dir` with `.keys` after its name, mode 0700, or `$DUBAN_KEYS`. Sealing needs only the public one.
    pub fn open(dir: &Path) -> Result<Self, Fault> {
        let path = dir.join(RECIPIENT);
        let keys = keys_dir(dir);
        if let Some(recipient) = recipient(dir)? {
            let mark = MarkKey::beside(&keys, &recipient.to_string())?;
            return Ok(Self {
                recipient,
                path,
                mark,
            });
        }
        let identity = Identity::generate();
        let recipient = identity.to_public();
        make_dir(&keys)?;
        let name = recipient.to_string();
        write_new(&key_file(&keys, &name), identity.to_string().expose_secret())?;
        let mark = MarkKey::beside(&keys, &name)?;
        write_new(&path, &name)?;
        Ok(Self {
            recipient,
            path,
            mark,
        })
    }

    /// Seals who reported; none where nothing is known of them.
    pub fn reporter(&self, reporter: &Reporter) -> Result<Option<Sealed>, Fault> {
        match reporter.is_anonymous() {
            true => Ok(None),
            false => self.seal(&reporter.line()).map(Some),
        }
    }

    /// The keyed mark of the reporter's phone or, lacking it, of the number of the identity card; none where neither is
    /// given or the key is not at hand.
    pub fn same_reporter(&self, reporter: &Reporter) -> Option<String> {
        self.mark.as_ref()?.of(reporter)
    }

    /// Seals any text.
    pub fn seal(&self, text: &str) -> Result<Sealed, Fault> {
        let sealed =
            age::encrypt(&self.recipient, text.as_bytes()).map_err(|e| failed(&self.path, &e.to_string()))?;
        Ok(Sealed(hex::encode(sealed)))
    }
}

/// The file with the public key, in the data directory.
const RECIPIENT: &str = "reporters.recipient";

/// The public key of the data directory `dir`; none before anything was sealed there.
fn recipient(dir: &Path) -> Result<Option<Recipient>, Fault> {
    let path = dir.join(RECIPIENT);
    match fs::read_to_string(&path) {
        Ok(text) => match Recipient::from_str(text.trim()) {
            Ok(recipient) => Ok(Some(recipient)),
            Err(what) => Err(failed(&path, what)),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Fault::io(path)(error)),
    }
}

/// The file that the secret key of the data directory `dir` is looked for in; none before anything was sealed there.
pub fn recipient_key(dir: &Path) -> Result<Option<PathBuf>, Fault> {
    let recipient = recipient(dir)?;
    Ok(recipient.map(|recipient| key_file(&keys_dir(dir), &recipient.to_string())))
}

/// Where the secret key of a public one is.
fn key_file(keys: &Path, name: &str) -> PathBuf {
    keys.join(format!("{name}.key"))
}

fn failed(path: &Path, what: &str) -> Fault {
    Fault::io(path)(std::io::Error::other(what.to_owned()))
}

/// Where the secret keys of the data directory `dir` are.
pub fn keys_dir(dir: &Path) -> PathBuf {
    match std::env::var_os("DUBAN_KEYS") {
        Some(keys) => PathBuf::from(keys),
        None => {
            // `.` has no name to put the ending after: the keys would come to lie inside.
            let named = match dir.file_name() {
                Some(_) => None,
                None => fs::canonicalize(dir).ok(),
            };
            let dir = named.as_deref().unwrap_or(dir);
            let mut name = dir.file_name().unwrap_or_default().to_owned();
            name.push(".keys");
            dir.with_file_name(name)
        }
    }
}

fn make_dir(dir: &Path) -> Result<(), Fault> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
        .map_err(Fault::io(dir))
}

/// Writes a file that only its owner can read, durably, and whole or not at all: half a key would stop every later import.
fn write_new(path: &Path, text: &str) -> Result<(), Fault> {
    let dir = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(dir).map_err(Fault::io(path))?;
    file.as_file_mut()
        .write_all(text.as_bytes())
        .and_then(|()| file.as_file().sync_all())
        .map_err(Fault::io(path))?;
    file.persist_noclobber(path)
        .map_err(|e| Fault::io(path)(e.error))?;
    fs::File::open(dir)
        .and_then(|d| d.sync_all())
        .map_err(Fault::io(dir))
}

#[cfg(test)]
mod tests;
