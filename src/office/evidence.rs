//! Evidence as it is given: the name of a file that can be read here is kept with the hash of its bytes, anything else
//! is a description. The bytes themselves stay where they are.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::domain::inspection::Evidence;
use crate::lang::Lang;
use crate::unseen::stripped;

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
            what: stripped(&name.to_string_lossy(), false).into_owned(),
            sha256: Some(hash),
        },
        _ => given,
    }
}

/// A file that evidence seems to name, which was not read; only its name is kept then, as a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where it was looked for.
    pub path: PathBuf,
    why: io::ErrorKind,
    said: String,
}

impl Unread {
    /// Which file, and why it was not read, in the operator's language.
    pub fn text(&self, lang: Lang) -> String {
        let why = match self.why {
            io::ErrorKind::NotFound => lang.word("evidence.not-found").into_owned(),
            io::ErrorKind::PermissionDenied => lang.word("evidence.denied").into_owned(),
            io::ErrorKind::InvalidInput => lang.word("evidence.not-a-file").into_owned(),
            _ => self.said.clone(),
        };
        let path = self.path.to_string_lossy();
        lang.say("evidence.unread", &[("path", &path), ("why", &why)])
    }
}

/// Whether `given`, which is kept as a description, seems to be a file under `dir` after all, and why that was not read:
/// it is there, or may not be looked for, or its name ends like a file's.
pub fn unread(dir: &Path, given: &Evidence) -> Option<Unread> {
    if given.sha256.is_some() || given.what.is_empty() {
        return None;
    }
    let path = dir.join(&given.what);
    let error = hash(&path).err()?;
    let denied = error.kind() == io::ErrorKind::PermissionDenied;
    let there = denied || path.symlink_metadata().is_ok();
    (there || looks_like_a_file(&given.what)).then(|| Unread {
        path,
        why: error.kind(),
        said: error.to_string(),
    })
}

/// `photo.jpg`, `/home/a/photo`; not `现场照片三张` nor `第2.3条`.
fn looks_like_a_file(what: &str) -> bool {
    let end = Path::new(what).extension().and_then(|end| end.to_str());
    let usual = |end: &str| {
        (2..=5).contains(&end.len())
            && end.chars().all(|c| c.is_ascii_alphanumeric())
            && end.chars().any(|c| c.is_ascii_alphabetic())
    };
    end.is_some_and(usual) || what.starts_with(['/', '~']) || what.starts_with("./")
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
    fn a_file_that_was_not_read_is_said_with_the_reason_and_a_description_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let why = |line: &str| unread(dir.path(), &take(dir.path(), line)).map(|unread| unread.why);
        assert_eq!(why("no-such.jpg"), Some(io::ErrorKind::NotFound));
        assert_eq!(why("/no/such"), Some(io::ErrorKind::NotFound));
        assert_eq!(why("."), Some(io::ErrorKind::InvalidInput));
        std::fs::write(dir.path().join("a.jpg"), "abc").unwrap();
        let long = "现场照片".repeat(100);
        for plain in ["a.jpg", "现场照片三张", "违反第2.3条", "", &long] {
            assert_eq!(why(plain), None, "{plain}");
        }
        let text = unread(dir.path(), &Evidence::described("no-such.jpg")).unwrap();
        let text = text.text(Lang::En);
        let path = dir.path().join("no-such.jpg");
        assert!(text.contains(path.to_str().unwrap()), "{text}");
        assert!(text.contains("no such file"), "{text}");
    }

    #[test]
    fn anything_else_is_described() {
        let dir = tempfile::tempdir().unwrap();
        for line in ["现场照片三张", ".", "no-such.jpg", "x sha256:12", "/dev/zero"] {
            assert_eq!(take(dir.path(), line), Evidence::described(line));
        }
    }
}
