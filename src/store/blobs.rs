//! Blobs: large inputs by SHA-256, made durable before the journal names them.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::Fault;

/// The blobs of a data directory.
#[derive(Clone, Debug)]
pub struct Blobs {
    dir: PathBuf,
}

impl Blobs {
    /// The blobs in `dir`, which is made if it is not there. What an interrupted write left behind is removed: nothing names it.
    pub fn open(dir: PathBuf) -> Result<Self, Fault> {
        fs::create_dir_all(&dir).map_err(Fault::io(&dir))?;
        for entry in fs::read_dir(&dir).map_err(Fault::io(&dir))?.flatten() {
            if entry.file_name().to_string_lossy().ends_with(".part") {
                fs::remove_file(entry.path()).map_err(Fault::io(entry.path()))?;
            }
        }
        Ok(Self { dir })
    }

    /// Where the blob `hash` is, or would be.
    pub fn path(&self, hash: &str) -> PathBuf {
        self.dir.join(hash)
    }

    /// Keeps `content` and returns its SHA-256.
    pub fn put(&self, content: &[u8]) -> Result<String, Fault> {
        let mut writer = self.begin()?;
        writer.write_all(content).map_err(Fault::io(&writer.path))?;
        writer.finish()
    }

    /// Begins a blob that is written piece by piece.
    pub fn begin(&self) -> Result<Writer, Fault> {
        let file = tempfile::Builder::new()
            .suffix(".part")
            .tempfile_in(&self.dir)
            .map_err(Fault::io(&self.dir))?;
        let path = file.path().to_owned();
        Ok(Writer {
            dir: self.dir.clone(),
            file: io::BufWriter::with_capacity(1 << 18, file),
            hash: Sha256::new(),
            path,
            length: 0,
        })
    }

    /// The content of the blob `hash`, checked against its name.
    pub fn get(&self, hash: &str) -> Result<Vec<u8>, Fault> {
        let path = self.path(hash);
        let content = fs::read(&path).map_err(missing(&path))?;
        if hex::encode(Sha256::digest(&content)) != hash {
            return Err(Fault::BlobDamaged { path });
        }
        Ok(content)
    }

    /// Opens the blob `hash` to be read piece by piece, unchecked.
    pub fn open_file(&self, hash: &str) -> Result<BufReader<File>, Fault> {
        let path = self.path(hash);
        Ok(BufReader::with_capacity(
            1 << 18,
            File::open(&path).map_err(missing(&path))?,
        ))
    }

    /// Reads the whole blob `hash` and checks it against its name.
    pub fn check(&self, hash: &str) -> Result<(), Fault> {
        let mut file = self.open_file(hash)?;
        let mut digest = Sha256::new();
        let mut buffer = vec![0; 1 << 16];
        loop {
            match file.read(&mut buffer).map_err(Fault::io(self.path(hash)))? {
                0 => break,
                n => digest.update(buffer.get(..n).unwrap_or_default()),
            }
        }
        if hex::encode(digest.finalize()) == hash {
            Ok(())
        } else {
            Err(Fault::BlobDamaged {
                path: self.path(hash),
            })
        }
    }
}

/// A blob that is being written. Dropped unfinished, it leaves nothing behind.
pub struct Writer {
    dir: PathBuf,
    file: io::BufWriter<tempfile::NamedTempFile>,
    hash: Sha256,
    path: PathBuf,
    length: u64,
}

impl Writer {
    /// Bytes written so far: the offset of what comes next.
    pub fn offset(&self) -> u64 {
        self.length
    }

    /// The file it is written in.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Makes the blob durable under its SHA-256, and returns that.
    pub fn finish(self) -> Result<String, Fault> {
        let Self {
            dir,
            file,
            hash,
            path,
            ..
        } = self;
        let hash = hex::encode(hash.finalize());
        let file = file.into_inner().map_err(|e| Fault::io(&path)(e.into_error()))?;
        file.as_file().sync_all().map_err(Fault::io(&path))?;
        let target = dir.join(&hash);
        file.persist(&target).map_err(|e| Fault::io(&target)(e.error))?;
        sync_dir(&dir)?;
        Ok(hash)
    }
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn missing(path: &Path) -> impl FnOnce(io::Error) -> Fault {
    let path = path.to_owned();
    move |source| match source.kind() {
        io::ErrorKind::NotFound => Fault::BlobMissing { path },
        _ => Fault::Io { path, source },
    }
}

/// Makes the names in `dir` durable.
pub(super) fn sync_dir(dir: &Path) -> Result<(), Fault> {
    File::open(dir).and_then(|d| d.sync_all()).map_err(Fault::io(dir))
}
