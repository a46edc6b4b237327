//! Evidence as it is given: the name of a file that can be read here is kept with the hash of its bytes, anything else
//! is a description. The bytes themselves stay where they are.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::domain::inspection::Evidence;

/// What `line` gives: a file under `dir` (or anywhere, by its whole path), its name and hash written out, or a description.
/// A file that cannot be read to its end is only described.
pub fn take(dir: &Path, line: &str) -> Evidence {
    let given = Evidence::parse(line);
    if given.sha256.is_some() || given.what.is_empty() {
        return given;
    }
    let path = dir.join(&given.what);
    match (path.file_name(), hash(&path)) {
        (Some(name), Ok(hash)) => Evidence {
            what: name.to_string_lossy().into_owned(),
            sha256: Some(hash),
        },
        _ => given,
    }
}

/// Whatever is not a plain file has no end to be sure of.
fn hash(path: &Path) -> io::Result<String> {
    if !path.metadata()?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut file = File::open(path)?;
    let (mut sha, mut piece) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hex::encode(sha.finalize())),
            read => sha.update(piece.get(..read).unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SHA-256 of `abc`, FIPS 180-4.
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn a_file_is_kept_by_its_name_and_hash() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("照片 1.jpg"), "abc").unwrap();
        let near = take(dir.path(), " 照片 1.jpg ");
        let far = take(Path::new("/"), dir.path().join("照片 1.jpg").to_str().unwrap());
        assert_eq!(near, far);
        assert_eq!(
            (near.what.as_str(), near.sha256.as_deref()),
            ("照片 1.jpg", Some(ABC))
        );
        let line = near.line();
        assert_eq!(
            take(dir.path(), &line),
            near,
            "what was kept is not looked for again"
        );
    }

    #[test]
    fn anything_else_is_described() {
        let dir = tempfile::tempdir().unwrap();
        for line in ["现场照片三张", ".", "no-such.jpg", "x sha256:12", "/dev/zero"] {
            assert_eq!(take(dir.path(), line), Evidence::described(line));
        }
    }
}
