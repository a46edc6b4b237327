//! Secrets of the ceremony: made from the operating system's entropy, and kept until they are revealed.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::end::End;
use crate::domain::batch::Purpose;
use crate::domain::operator::Department;

/// A secret of 256 bits, as 64 hexadecimal digits.
pub(super) fn make() -> Result<String, End> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(|e| End::Fault(e.to_string()))?;
    Ok(hex::encode(bytes))
}

/// Where a party's secret is kept: `secrets/<batch>.<draw|match>.<party>` in the data directory.
/// None for a name that could not be a batch's.
pub(super) fn path(dir: &Path, batch: &str, purpose: Purpose, party: Department) -> Option<PathBuf> {
    let plain = !batch.is_empty() && !batch.contains(['/', '\0']);
    let word = match purpose {
        Purpose::Draw => "draw",
        Purpose::Match => "match",
    };
    plain.then(|| {
        dir.join("secrets")
            .join(format!("{batch}.{word}.{}", party.party()))
    })
}

/// Keeps a secret for its owner's eyes alone, durably. A secret that is there already is never written over: it may be
/// the one that was committed to. Returns the secret that is kept now.
pub(super) fn keep(path: &Path, secret: &str) -> Result<String, End> {
    if let Some(folder) = path.parent() {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(End::io(folder))?;
    }
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    match file {
        Ok(mut file) => {
            let written = writeln!(file, "{secret}").and_then(|()| file.sync_all());
            written.map_err(End::io(path))?;
            for folder in path.ancestors().skip(1).take(2) {
                File::open(folder)
                    .and_then(|f| f.sync_all())
                    .map_err(End::io(folder))?;
            }
            Ok(secret.to_owned())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => read(path),
        Err(error) => Err(End::io(path)(error)),
    }
}

/// The secret kept at `path`.
pub(super) fn read(path: &Path) -> Result<String, End> {
    let text = std::fs::read_to_string(path).map_err(End::io(path))?;
    Ok(text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_kept_secret_is_private_and_never_written_over() {
        let dir = tempfile::tempdir().unwrap();
        let path = path(dir.path(), "B1", Purpose::Draw, Department::Hr).unwrap();
        assert_eq!(keep(&path, "one").unwrap(), "one");
        assert_eq!(keep(&path, "two").unwrap(), "one");
        assert_eq!(read(&path).unwrap(), "one");
        let mode = |p: &Path| std::fs::metadata(p).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
    }

    #[test]
    fn a_name_with_a_slash_leads_nowhere() {
        assert_eq!(path(Path::new("/d"), "../x", Purpose::Draw, Department::Hr), None);
    }

    #[test]
    fn secrets_have_256_bits_and_differ() {
        let (one, other) = (make().unwrap(), make().unwrap());
        assert!(crate::draw::seed::check_secret(&one).is_ok());
        assert_eq!(one.len(), 64);
        assert_ne!(one, other);
    }
}
