//! The registry's offset index: a sorted file of fixed records over the extracts, read as a window. Millions of
//! plain rows never enter the database.

use std::cmp::{Ordering, Reverse};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::Fault;

/// Bytes of an id.
const ID: usize = 18;
/// Bytes of a record: id, extract, offset, fingerprint.
const RECORD: usize = ID + 2 + 8 + 8;

/// Where a row is, and a fingerprint of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The row's id.
    pub id: [u8; ID],
    /// Number of the extract in the store's list of extracts.
    pub extract: u16,
    /// Offset of the row's line in the extract.
    pub offset: u64,
    /// First eight bytes of the line's SHA-256: whether a newer row differs.
    pub print: u64,
}

impl Place {
    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(&self.id)?;
        out.write_all(&self.extract.to_be_bytes())?;
        out.write_all(&self.offset.to_be_bytes())?;
        out.write_all(&self.print.to_be_bytes())
    }

    fn read(bytes: &[u8; RECORD]) -> Self {
        let part = |from: usize| {
            let mut eight = [0; 8];
            eight.copy_from_slice(&bytes[from..from + 8]);
            u64::from_be_bytes(eight)
        };
        let mut id = [0; ID];
        id.copy_from_slice(&bytes[..ID]);
        Self {
            id,
            extract: u16::from_be_bytes([bytes[ID], bytes[ID + 1]]),
            offset: part(ID + 2),
            print: part(ID + 10),
        }
    }
}

/// How rows of a newer extract stand to what is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not known before.
    pub new: u64,
    /// Known, but different.
    pub updated: u64,
    /// Known just so.
    pub unchanged: u64,
}

/// Collects the places of an extract's rows while its lines pass by.
#[derive(Debug)]
pub struct Places {
    extract: u16,
    offset: u64,
    places: Vec<Place>,
}

impl Places {
    /// For the extract that has the number `extract` in the list.
    pub fn new(extract: u16) -> Self {
        Self {
            extract,
            offset: 0,
            places: Vec::new(),
        }
    }

    /// Takes the next line, with its line break, and returns its row. What is no row — another length of id, bytes
    /// that are no text — is passed over.
    pub fn push<'l>(&mut self, line: &'l [u8]) -> Option<&'l str> {
        let offset = self.offset;
        self.offset += line.len() as u64;
        let (id, row) = row_of(line)?;
        self.places.push(Place {
            id,
            extract: self.extract,
            offset,
            print: print(row),
        });
        Some(row)
    }

    /// The places sorted by id; of rows with the same id the last one counts.
    pub fn sorted(mut self) -> Vec<Place> {
        self.places.sort_unstable_by_key(|p| (p.id, Reverse(p.offset)));
        self.places.dedup_by_key(|p| p.id);
        self.places
    }
}

/// The places of the rows in `lines`, as [`Places`] has them; `each` sees every row.
pub fn places(extract: u16, mut lines: impl BufRead, mut each: impl FnMut(&str)) -> io::Result<Vec<Place>> {
    let mut places = Places::new(extract);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        if let Some(row) = places.push(&line) {
            each(row);
        }
        line.clear();
    }
    Ok(places.sorted())
}

fn row_of(line: &[u8]) -> Option<([u8; ID], &str)> {
    let row = std::str::from_utf8(line).ok()?.trim_end_matches('\n');
    let id = row.split('\t').next()?;
    Some((id.as_bytes().try_into().ok()?, row))
}

fn print(row: &str) -> u64 {
    let digest = Sha256::digest(row.as_bytes());
    digest
        .iter()
        .take(8)
        .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// The registry as it stands.
#[derive(Debug)]
pub struct Registry {
    file: Option<File>,
    path: PathBuf,
    len: u64,
}

impl Registry {
    /// A registry without rows.
    pub fn empty() -> Self {
        Self {
            file: None,
            path: PathBuf::new(),
            len: 0,
        }
    }

    /// Opens the offset index at `path`, which has `len` rows.
    pub fn open(path: &Path, len: u64) -> Result<Self, Fault> {
        let unusable = |what: &str| Fault::Index {
            path: path.to_owned(),
            what: what.to_owned(),
        };
        let file = match File::open(path) {
            Err(gone) if gone.kind() == io::ErrorKind::NotFound => {
                return Err(unusable("the registry's offset index is missing"));
            }
            opened => opened.map_err(Fault::io(path))?,
        };
        if file.metadata().map_err(Fault::io(path))?.len() != len * RECORD as u64 {
            return Err(unusable("the registry's offset index has been cut"));
        }
        Ok(Self {
            file: Some(file),
            path: path.to_owned(),
            len,
        })
    }

    /// Rows.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The place of the `n`th row in order of the id, from 0.
    pub fn nth(&self, n: u64) -> Result<Option<Place>, Fault> {
        let Some(file) = self.file.as_ref().filter(|_| n < self.len) else {
            return Ok(None);
        };
        let mut bytes = [0; RECORD];
        file.read_exact_at(&mut bytes, n * RECORD as u64)
            .map_err(Fault::io(&self.path))?;
        Ok(Some(Place::read(&bytes)))
    }

    /// The number of the first row whose id is not below `id`.
    pub fn rank(&self, id: &str) -> Result<u64, Fault> {
        let (mut low, mut high) = (0, self.len);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.nth(middle)? {
                Some(place) if place.id.as_slice() < id.as_bytes() => low = middle + 1,
                _ => high = middle,
            }
        }
        Ok(low)
    }

    /// The place of the row `id`.
    pub fn find(&self, id: &str) -> Result<Option<Place>, Fault> {
        let place = self.nth(self.rank(id)?)?;
        Ok(place.filter(|p| p.id.as_slice() == id.as_bytes()))
    }

    fn stream(&self) -> Result<impl Iterator<Item = Result<Place, Fault>>, Fault> {
        let path = self.path.clone();
        let mut file = match &self.file {
            Some(_) => Some(BufReader::with_capacity(
                1 << 16,
                File::open(&path).map_err(Fault::io(&path))?,
            )),
            None => None,
        };
        let mut left = self.len;
        Ok(std::iter::from_fn(move || {
            left = left.checked_sub(1)?;
            let mut bytes = [0; RECORD];
            let read = file.as_mut()?.read_exact(&mut bytes).map_err(Fault::io(&path));
            Some(read.map(|()| Place::read(&bytes)))
        }))
    }

    /// Walks the registry and a newer extract's `places` together. `take` sees each row that stays or comes in, with
    /// the newer row where it differs, and whether it was known.
    fn merge(
        &self,
        places: &[Place],
        mut take: impl FnMut(&Place, Change) -> Result<(), Fault>,
    ) -> Result<Counts, Fault> {
        let mut counts = Counts::default();
        let mut known = self.stream()?.peekable();
        let mut newer = places.iter().peekable();
        loop {
            let known_id = match known.peek() {
                Some(Ok(place)) => Some(place.id),
                Some(Err(_)) | None => None,
            };
            let order = match (known_id, newer.peek()) {
                (None, None) => break,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(id), Some(place)) => id.cmp(&place.id),
            };
            match order {
                Ordering::Less => {
                    if let Some(place) = known.next() {
                        take(&place?, Change::None)?;
                    }
                }
                Ordering::Greater => {
                    if let Some(Err(fault)) = known.next_if(Result::is_err) {
                        return Err(fault);
                    }
                    if let Some(place) = newer.next() {
                        counts.new += 1;
                        take(place, Change::New)?;
                    }
                }
                Ordering::Equal => {
                    if let (Some(old), Some(place)) = (known.next(), newer.next()) {
                        let old = old?;
                        if old.print == place.print {
                            counts.unchanged += 1;
                            take(&old, Change::None)?;
                        } else {
                            counts.updated += 1;
                            take(place, Change::Updated)?;
                        }
                    }
                }
            }
        }
        Ok(counts)
    }

    /// How the rows at `places` stand to what is known.
    pub fn compare(&self, places: &[Place]) -> Result<Counts, Fault> {
        self.merge(places, |_, _| Ok(()))
    }

    /// Writes the registry with a newer extract's rows in it to `path`, durably, and returns how many rows it has and
    /// the places of those that were known and differ.
    pub fn merged(&self, places: &[Place], path: &Path) -> Result<(u64, Vec<Place>), Fault> {
        let part = path.with_extension("part");
        let file = File::create(&part).map_err(Fault::io(&part))?;
        let mut out = BufWriter::with_capacity(1 << 16, file);
        let mut updated = Vec::new();
        let mut len = 0;
        self.merge(places, |place, change| {
            len += 1;
            if change == Change::Updated {
                updated.push(*place);
            }
            place.write(&mut out).map_err(Fault::io(&part))
        })?;
        let file = out.into_inner().map_err(|e| Fault::io(&part)(e.into_error()))?;
        file.sync_all().map_err(Fault::io(&part))?;
        std::fs::rename(&part, path).map_err(Fault::io(path))?;
        Ok((len, updated))
    }
}

/// How a row comes into the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    None,
    New,
    Updated,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extract(rows: &[(&str, &str)]) -> String {
        rows.iter()
            .map(|(id, name)| format!("{id:0>18}\t{name}\n"))
            .collect()
    }

    fn of(number: u16, text: &str) -> Vec<Place> {
        places(number, text.as_bytes(), |_| {}).unwrap()
    }

    #[test]
    fn a_newer_extract_adds_and_updates_by_id_and_loses_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let first = of(0, &extract(&[("3", "c"), ("1", "a")]));
        let path = dir.path().join("one");
        assert!(Registry::empty().merged(&first, &path).unwrap().1.is_empty());
        let registry = Registry::open(&path, 2).unwrap();
        let second = of(1, &extract(&[("2", "b"), ("3", "c"), ("1", "A")]));
        assert_eq!(
            registry.compare(&second).unwrap(),
            Counts {
                new: 1,
                updated: 1,
                unchanged: 1
            }
        );
        let path = dir.path().join("two");
        let (len, updated) = registry.merged(&second, &path).unwrap();
        assert_eq!(updated.iter().map(|p| p.id[17]).collect::<Vec<_>>(), [b'1']);
        let registry = Registry::open(&path, len).unwrap();
        let extracts: Vec<u16> = (0..3)
            .map(|n| registry.nth(n).unwrap().unwrap().extract)
            .collect();
        assert_eq!((registry.len(), extracts), (3, vec![1, 1, 0]));
        assert_eq!(registry.find("000000000000000002").unwrap().unwrap().offset, 0);
        assert_eq!(registry.find("000000000000000009").unwrap(), None);
        assert_eq!(registry.nth(3).unwrap(), None);
    }

    #[test]
    fn the_same_extract_again_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("one");
        let rows = of(0, &extract(&[("1", "a"), ("2", "b")]));
        Registry::empty().merged(&rows, &path).unwrap();
        let counts = Registry::open(&path, 2).unwrap().compare(&rows).unwrap();
        assert_eq!(
            counts,
            Counts {
                new: 0,
                updated: 0,
                unchanged: 2
            }
        );
    }

    #[test]
    fn a_cut_index_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("cut");
        for bytes in [0, 35, 36, 71, 73] {
            std::fs::write(&path, vec![0; bytes]).unwrap();
            assert!(
                matches!(Registry::open(&path, 2), Err(Fault::Index { .. })),
                "{bytes}"
            );
        }
        std::fs::remove_file(&path).unwrap();
        assert!(matches!(Registry::open(&path, 2), Err(Fault::Index { .. })));
    }

    #[test]
    fn of_two_rows_with_one_id_the_last_counts_and_what_is_no_row_is_passed_over() {
        let mut text = extract(&[("1", "a"), ("2", "b"), ("1", "c")]).into_bytes();
        text.splice(0..0, *b"short\tx\n\xff\xfe\n\n");
        let mut seen = 0;
        let places = places(0, text.as_slice(), |_| seen += 1).unwrap();
        assert_eq!((places.len(), seen), (2, 3));
        assert_eq!(
            places[0].offset as usize,
            text.len() - "000000000000000001\tc\n".len()
        );
    }
}
