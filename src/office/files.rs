//! Files that come in to be handed in, and files that go out.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use super::Fault;
use crate::domain::handed_in::Attached;
use crate::unseen::stripped;

/// A file to be handed in may have so many bytes at most: it is kept in the data directory for good.
pub const LARGEST: u64 = 64 << 20;

/// Reads a file that is to be handed in.
///
/// # Errors
/// [`Fault::Io`]: it is not there, no plain file, or larger than [`LARGEST`].
pub fn attach(path: &Path) -> Result<Attached, Fault> {
    let read = || {
        let file = File::open(path)?;
        let found = file.metadata()?;
        if !found.is_file() || found.len() > LARGEST {
            return Err(io::Error::from(match found.is_file() {
                true => io::ErrorKind::FileTooLarge,
                false => io::ErrorKind::InvalidInput,
            }));
        }
        let mut content = Vec::new();
        file.take(LARGEST).read_to_end(&mut content)?;
        Ok(content)
    };
    let content = read().map_err(Fault::io(path))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(Attached {
        name: stripped(&name, false).into_owned(),
        content,
    })
}

/// Writes a file whole or not at all: beside its name first, which it gets once it is on disk.
///
/// # Errors
/// [`Fault::Io`] with the file or folder.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(Fault::io(folder))?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .map_err(Fault::io(path))?;
    file.persist(path).map_err(|e| Fault::io(path)(e.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_goes_out_and_comes_in_whole() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("总结.docx");
        save(&path, b"one").unwrap();
        save(&path, b"two").unwrap();
        let read = attach(&path).unwrap();
        assert_eq!(
            (read.name.as_str(), &read.content[..]),
            ("总结.docx", &b"two"[..])
        );
        assert!(attach(dir.path()).is_err() && attach(Path::new("/dev/zero")).is_err());
        assert!(save(Path::new("/nowhere/x"), b"").is_err());
        assert_eq!(dir.path().read_dir().unwrap().count(), 1);
    }
}
