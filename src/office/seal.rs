//! Sealing reporters' identities (监察条例§9): what goes into the data directory can be opened only with a key that is
//! kept beside it, not in it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use age::secrecy::ExposeSecret;
use age::x25519::{Identity, Recipient};

use crate::domain::lead::Sealed;
use crate::store::Fault;

/// Seals for the data directory's key.
pub struct Sealer {
    recipient: Recipient,
    path: PathBuf,
}

impl Sealer {
    /// The sealer of the data directory `dir`. The first call makes the key: its public half goes into `dir`, its
    /// secret half into `dir` with `.keys` after its name, mode 0700, or `$DUBAN_KEYS`.
    pub fn open(dir: &Path) -> Result<Self, Fault> {
        let path = dir.join("reporters.recipient");
        if let Ok(text) = fs::read_to_string(&path) {
            let recipient = Recipient::from_str(text.trim()).map_err(|what| failed(&path, what))?;
            return Ok(Self { recipient, path });
        }
        let identity = Identity::generate();
        let recipient = identity.to_public();
        let keys = keys_dir(dir);
        make_dir(&keys)?;
        let name = recipient.to_string();
        write_new(
            &keys.join(format!("{name}.key")),
            identity.to_string().expose_secret(),
        )?;
        write_new(&path, &name)?;
        Ok(Self { recipient, path })
    }

    /// Seals `text`.
    pub fn seal(&self, text: &str) -> Result<Sealed, Fault> {
        let sealed =
            age::encrypt(&self.recipient, text.as_bytes()).map_err(|e| failed(&self.path, &e.to_string()))?;
        Ok(Sealed(hex::encode(sealed)))
    }
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
mod tests {
    use super::*;

    #[test]
    fn a_key_is_never_written_over_and_nothing_is_left_beside_it() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("key");
        write_new(&path, "first").unwrap();
        write_new(&path, "second").unwrap_err();
        assert_eq!(fs::read_to_string(&path).unwrap(), "first");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_sealed_opens_only_with_the_key_kept_apart() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("data");
        fs::create_dir(&dir).unwrap();
        let sealed = Sealer::open(&dir)
            .unwrap()
            .seal("举报人样某甲子\t10099990001\t")
            .unwrap();
        let again = Sealer::open(&dir).unwrap();
        assert!(!sealed.0.contains("10099990001"));
        let keys: Vec<_> = fs::read_dir(home.path().join("data.keys"))
            .unwrap()
            .flatten()
            .collect();
        assert_eq!(keys.len(), 1, "the second opening makes no second key");
        let key = Identity::from_str(&fs::read_to_string(keys[0].path()).unwrap()).unwrap();
        assert_eq!(key.to_public().to_string(), again.recipient.to_string());
        let opened = age::decrypt(&key, &hex::decode(&sealed.0).unwrap()).unwrap();
        assert_eq!(
            String::from_utf8(opened).unwrap(),
            "举报人样某甲子\t10099990001\t"
        );
        assert!(
            fs::read_dir(&dir)
                .unwrap()
                .flatten()
                .all(|f| !f.file_name().to_string_lossy().ends_with(".key"))
        );
    }
}
