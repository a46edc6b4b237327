//! The truth: an append-only, hash-chained journal of events. `FORMAT.md` beside this file is its written format.
//!
//! A commit is one append and one `fdatasync`; only then is it acknowledged.

mod fault;
mod line;
mod segment;

use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

pub use fault::{Damage, Fault};
pub use line::Line;

use crate::domain::event::Entry;
use line::Link;
use segment::{Lines, Place};

/// A segment past this size is followed by a new one.
const SEGMENT_BYTES: u64 = 64 << 20;

/// The journal of a data directory, open for appending. There is one writer: the data directory's lock sees to that.
#[derive(Debug)]
pub struct Journal {
    dir: PathBuf,
    segment: PathBuf,
    file: File,
    length: u64,
    next: u64,
    head: String,
    broken: bool,
    /// [`SEGMENT_BYTES`], but for tests.
    segment_bytes: u64,
}

/// A commit that was cut off on opening because it was never whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Sequence number of the first line cut.
    pub seq: u64,
    /// Where the bytes that were cut are kept.
    pub kept: PathBuf,
    /// How many bytes they are.
    pub bytes: u64,
}

/// What [`verify`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Lines read.
    pub lines: u64,
    /// Segments read.
    pub segments: usize,
    /// Hash of the last line.
    pub head: String,
}

impl Journal {
    /// Opens the journal in `dir`, which is made if it is not there. A last commit that is not whole is cut off and
    /// returned; damage elsewhere in the last segment is an error. The index is to hold the hash of line `acknowledged`
    /// against the journal's: it is what vouches for the entries up to there, which are not decoded again.
    /// A line that the index has brought in, up to `acknowledged`, was acknowledged: torn, it is damage and not cut.
    pub fn open(dir: &Path, acknowledged: u64) -> Result<(Self, Option<Cut>), Fault> {
        fs::create_dir_all(dir).map_err(Fault::io(dir))?;
        let segments = segment::list(dir)?;
        let Some((first, path)) = segments.last() else {
            let path = segment::path(dir, 1);
            let file = create(&path)?;
            let head = line::GENESIS.to_owned();
            return Ok((
                Self {
                    dir: dir.to_owned(),
                    segment: path,
                    file,
                    length: 0,
                    next: 1,
                    head,
                    broken: false,
                    segment_bytes: SEGMENT_BYTES,
                },
                None,
            ));
        };
        let tail = Tail::read(path, *first, acknowledged)?;
        if tail.length < tail.file && tail.place.seq <= acknowledged {
            let (seq, line) = (tail.place.seq, tail.place.seq - first + 1);
            return Err(Fault::Damaged {
                path: path.clone(),
                line,
                seq,
                what: Damage::Torn,
            });
        }
        let cut = tail.cut(dir, path)?;
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .open(path)
            .map_err(Fault::io(path))?;
        file.seek(SeekFrom::Start(tail.length)).map_err(Fault::io(path))?;
        let head = match tail.place.prev {
            Some(head) => head,
            None => last_hash_before(dir, &segments)?,
        };
        let journal = Self {
            dir: dir.to_owned(),
            segment: path.clone(),
            file,
            length: tail.length,
            next: tail.place.seq,
            head,
            broken: false,
            segment_bytes: SEGMENT_BYTES,
        };
        Ok((journal, cut))
    }

    /// Sequence number of the next entry.
    pub fn next_seq(&self) -> u64 {
        self.next
    }

    /// Hash of the last line, or 64 zeros.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// Appends `entries`, numbered from [`Journal::next_seq`], as one commit, and returns each line's hash when they are
    /// durable. After an error nothing of them is in the journal.
    pub fn append(&mut self, entries: &[Entry]) -> Result<Vec<String>, Fault> {
        if self.broken {
            return Err(Fault::Closed {
                path: self.segment.clone(),
            });
        }
        if self.length >= self.segment_bytes {
            self.begin_segment()?;
        }
        let count = entries.len() as u32;
        let mut bytes = String::new();
        let mut hashes: Vec<String> = Vec::with_capacity(entries.len());
        for (entry, i) in entries.iter().zip(1..) {
            let (line, hash) = line::write(entry, (i, count), hashes.last().unwrap_or(&self.head));
            bytes.push_str(&line);
            hashes.push(hash);
        }
        if let Err(source) = self
            .file
            .write_all(bytes.as_bytes())
            .and_then(|()| self.file.sync_data())
        {
            self.take_back();
            return Err(Fault::Io {
                path: self.segment.clone(),
                source,
            });
        }
        self.length += bytes.len() as u64;
        self.next += u64::from(count);
        self.head = hashes.last().unwrap_or(&self.head).clone();
        Ok(hashes)
    }

    /// After a failed write: back to the last acknowledged byte, or no more writing at all.
    fn take_back(&mut self) {
        let back = self
            .file
            .set_len(self.length)
            .and_then(|()| self.file.seek(SeekFrom::Start(self.length)));
        self.broken = back.and_then(|_| self.file.sync_data()).is_err();
    }

    fn begin_segment(&mut self) -> Result<(), Fault> {
        let path = segment::path(&self.dir, self.next);
        self.file = create(&path)?;
        self.segment = path;
        self.length = 0;
        Ok(())
    }

    /// The lines from entry `from` on.
    pub fn lines(&self, from: u64) -> Result<impl Iterator<Item = Result<Line, Fault>> + use<>, Fault> {
        lines(&self.dir, from)
    }
}

/// The lines of the journal in `dir` from entry `from` on, checked link by link from the beginning of `from`'s segment.
pub fn lines(dir: &Path, from: u64) -> Result<impl Iterator<Item = Result<Line, Fault>> + use<>, Fault> {
    let segments = segment::list(dir)?;
    let skip = segments
        .iter()
        .filter(|(first, _)| *first <= from)
        .count()
        .saturating_sub(1);
    let from_the_first = skip == 0;
    let mut segments = segments.into_iter().skip(skip);
    let mut open: Option<Lines> = None;
    let next = std::iter::from_fn(move || {
        loop {
            if let Some(line) = open.as_mut().and_then(Lines::next_as::<Line>) {
                return Some(line);
            }
            let (first, path) = segments.next()?;
            let place = match open.take() {
                Some(lines) => lines.place,
                None if from_the_first => Place {
                    seq: 1,
                    prev: Some(line::GENESIS.to_owned()),
                },
                None => Place {
                    seq: first,
                    prev: None,
                },
            };
            match Lines::open(&path, place) {
                Ok(lines) => open = Some(lines),
                Err(fault) => return Some(Err(fault)),
            }
        }
    });
    Ok(next.skip_while(move |line| line.as_ref().is_ok_and(|line| line.entry.seq < from)))
}

/// Reads the whole journal in `dir` and checks every line, link and commit.
pub fn verify(dir: &Path) -> Result<Verified, Fault> {
    let mut verified = Verified {
        lines: 0,
        segments: segment::list(dir)?.len(),
        head: line::GENESIS.to_owned(),
    };
    let mut open_group = (0, 0);
    for line in lines(dir, 1)? {
        let line = line?;
        let continues = line.group.0 == open_group.0 + 1 && line.group.1 == open_group.1;
        let begins = line.group.0 == 1 && open_group.0 == open_group.1;
        if !(continues || begins) {
            return Err(group_fault(dir, line.entry.seq));
        }
        open_group = line.group;
        verified.lines += 1;
        verified.head = line.hash;
    }
    if open_group.0 != open_group.1 {
        return Err(group_fault(dir, verified.lines + 1));
    }
    Ok(verified)
}

fn group_fault(dir: &Path, seq: u64) -> Fault {
    let segments = segment::list(dir).unwrap_or_default();
    let holder = segments.into_iter().rev().find(|(first, _)| *first <= seq);
    let (first, path) = holder.unwrap_or_else(|| (1, segment::path(dir, 1)));
    Fault::Damaged {
        path,
        line: seq - first + 1,
        seq,
        what: Damage::Group,
    }
}

fn last_hash_before(dir: &Path, segments: &[(u64, PathBuf)]) -> Result<String, Fault> {
    let Some((first, _)) = segments.len().checked_sub(2).and_then(|i| segments.get(i)) else {
        return Ok(line::GENESIS.to_owned());
    };
    let mut head = line::GENESIS.to_owned();
    for line in lines(dir, *first)? {
        head = line?.hash;
    }
    Ok(head)
}

fn create(path: &Path) -> Result<File, Fault> {
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(Fault::io(path))?;
    if let Some(dir) = path.parent() {
        File::open(dir)
            .and_then(|d| d.sync_all())
            .map_err(Fault::io(dir))?;
    }
    Ok(file)
}

/// The end of the last segment: how far its commits are whole.
struct Tail {
    /// Bytes of whole commits.
    length: u64,
    /// What follows them.
    place: Place,
    /// Bytes of the file.
    file: u64,
}

impl Tail {
    /// Lines up to `acknowledged` were read whole when the index brought them in, and the chain holds them to what they
    /// were then: of these no more is read than the chain needs.
    fn read(path: &Path, first: u64, acknowledged: u64) -> Result<Self, Fault> {
        let prev = (first == 1).then(|| line::GENESIS.to_owned());
        let place = Place { seq: first, prev };
        let file = fs::metadata(path).map_err(Fault::io(path))?.len();
        let mut tail = Tail {
            length: 0,
            place: place.clone(),
            file,
        };
        let mut lines = Lines::open(path, place)?;
        let next = |lines: &mut Lines| match lines.place.seq <= acknowledged {
            true => lines.next_as::<Link>().map(|link| Ok(link?.group)),
            false => lines.next_as::<Line>().map(|line| Ok(line?.group)),
        };
        while let Some(group) = next(&mut lines) {
            match group {
                Ok((i, n)) if i == n => {
                    tail.length = lines.offset;
                    tail.place = lines.place.clone();
                }
                Ok(_) => {}
                // Only the last commit can be torn: with the beginning of another behind it, it is damage.
                Err(Fault::Damaged {
                    what: Damage::Torn, ..
                }) if !lines.commit_follows()? => break,
                Err(fault) => return Err(fault),
            }
        }
        Ok(tail)
    }

    fn cut(&self, dir: &Path, path: &Path) -> Result<Option<Cut>, Fault> {
        if self.length == self.file {
            return Ok(None);
        }
        let whole = fs::read(path).map_err(Fault::io(path))?;
        let torn = whole.get(self.length as usize..).unwrap_or_default();
        let kept = keep(dir, self.place.seq, torn)?;
        let file = OpenOptions::new()
            .write(true)
            .open(path)
            .map_err(Fault::io(path))?;
        file.set_len(self.length)
            .and_then(|()| file.sync_all())
            .map_err(Fault::io(path))?;
        Ok(Some(Cut {
            seq: self.place.seq,
            kept,
            bytes: torn.len() as u64,
        }))
    }
}

/// Keeps the bytes of a torn commit, durably, beside those that earlier cuts left.
fn keep(dir: &Path, seq: u64, torn: &[u8]) -> Result<PathBuf, Fault> {
    let mut kept = dir.join(format!("torn-{seq:012}"));
    let mut again = 1;
    while kept.exists() {
        again += 1;
        kept = dir.join(format!("torn-{seq:012}-{again}"));
    }
    let mut file = create(&kept)?;
    file.write_all(torn)
        .and_then(|()| file.sync_all())
        .map_err(Fault::io(&kept))?;
    Ok(kept)
}

#[cfg(test)]
mod tests;
