//! What the rules read and what events write: records by kind and key, with secondary keys.
//! The index on disk is one implementation; tests use [`Memory`].

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::campaign::Campaign;

/// Parts a secondary key's value from the primary key behind it.
const SEPARATOR: char = '\u{1f}';
/// The character after [`SEPARATOR`]: behind every primary key of a value.
const AFTER: char = '\u{20}';

/// A kind of thing that is kept by key.
pub trait Record: Serialize + DeserializeOwned {
    /// The kind's name, unique among records.
    const KIND: &'static str;

    /// The primary key.
    fn key(&self) -> String;

    /// Whether an imported record says what this one says already.
    fn same(&self, other: &Self) -> bool {
        serde_json::to_value(self).ok() == serde_json::to_value(other).ok()
    }

    /// Secondary keys as (index, value): the index is named `kind.field`.
    fn indexes(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

/// Called with each key and value of a scan; breaking ends the scan.
pub type Visit<'a> = dyn FnMut(&str, &[u8]) -> ControlFlow<()> + 'a;

/// Read access to the records. A read that fails is reported by the implementation itself, which
/// then refuses to commit anything; to the rules the record is absent.
pub trait State {
    /// The value under `key` in `space` (a record's kind or an index's name).
    fn read(&self, space: &str, key: &str) -> Option<Vec<u8>>;

    /// Visits the entries of `space` whose keys begin with `prefix` and are not below `from`, in order of the key.
    fn scan(&self, space: &str, prefix: &str, from: &str, visit: &mut Visit<'_>);

    /// The content of the blob whose SHA-256 is `hash`.
    fn blob(&self, hash: &str) -> Option<Vec<u8>>;

    /// Whether there is such a blob, without reading it.
    fn has_blob(&self, hash: &str) -> bool {
        self.blob(hash).is_some()
    }

    /// The campaign. Every decision asks for it: an implementation may keep it at hand.
    fn campaign(&self) -> Option<Arc<Campaign>> {
        self.get("").map(Arc::new)
    }

    /// Told of a value that is there but is no record of its kind: to the rules it is absent, to the implementation
    /// it is a read that failed.
    fn unreadable(&self, _space: &str, _key: &str) {}
}

/// Write access, for [`super::apply`] alone.
pub trait Ledger: State {
    /// Puts `value` under `key` in `space`; `None` takes the entry out (of an index: records are never taken out).
    fn write(&mut self, space: &str, key: &str, value: Option<&[u8]>);
}

/// Typed reads on any [`State`].
pub trait Read: State {
    /// The record under `key`.
    fn get<R: Record>(&self, key: &str) -> Option<R> {
        let record = decode(&self.read(R::KIND, key)?);
        if record.is_none() {
            self.unreadable(R::KIND, key);
        }
        record
    }

    /// Visits every record of a kind in order of the key.
    fn each<R: Record>(&self, visit: impl FnMut(R)) {
        self.each_as::<R, R>(visit);
    }

    /// Visits every record of a kind in order of the key, reading only the fields that `T` names: boards count over all
    /// tasks and need little of each.
    fn each_as<R: Record, T: DeserializeOwned>(&self, mut visit: impl FnMut(T)) {
        self.scan(R::KIND, "", "", &mut |key, value| {
            match decode(value) {
                Some(part) => visit(part),
                None => self.unreadable(R::KIND, key),
            }
            ControlFlow::Continue(())
        });
    }

    /// All records of a kind in order of the key.
    fn all<R: Record>(&self) -> Vec<R> {
        let mut records = Vec::new();
        self.each(|r| records.push(r));
        records
    }

    /// The primary keys of the records whose secondary key in `index` is exactly `value`.
    fn keys_by(&self, index: &str, value: &str) -> Vec<String> {
        let prefix = format!("{value}{SEPARATOR}");
        let mut keys = Vec::new();
        self.scan(index, &prefix, "", &mut |key, _| {
            keys.push(key[prefix.len()..].to_owned());
            ControlFlow::Continue(())
        });
        keys
    }

    /// How many records have exactly `value` for their secondary key in `index`; no key is kept.
    fn count_by(&self, index: &str, value: &str) -> usize {
        let mut count = 0;
        self.scan(index, &format!("{value}{SEPARATOR}"), "", &mut |_, _| {
            count += 1;
            ControlFlow::Continue(())
        });
        count
    }

    /// The primary keys of the records whose secondary key in `index` begins with `prefix`.
    fn keys_under(&self, index: &str, prefix: &str) -> Vec<String> {
        let mut keys = Vec::new();
        self.scan(index, prefix, "", &mut |key, _| {
            keys.extend(key.split_once(SEPARATOR).map(|(_, primary)| primary.to_owned()));
            ControlFlow::Continue(())
        });
        keys
    }

    /// The values of the secondary keys in `index` that begin with `prefix`, each once, in their order. Leaps from one
    /// to the next, however many records share it.
    fn values_under(&self, index: &str, prefix: &str) -> Vec<String> {
        let mut values: Vec<String> = Vec::new();
        loop {
            let from = values
                .last()
                .map_or(String::new(), |last| format!("{last}{AFTER}"));
            let mut next = None;
            self.scan(index, prefix, &from, &mut |key, _| {
                next = key.split_once(SEPARATOR).map(|(value, _)| value.to_owned());
                ControlFlow::Break(())
            });
            match next {
                Some(value) => values.push(value),
                None => return values,
            }
        }
    }

    /// The records whose secondary key in `index` is exactly `value`, by primary key.
    fn by<R: Record>(&self, index: &str, value: &str) -> Vec<R> {
        self.keys_by(index, value)
            .iter()
            .filter_map(|key| self.get(key))
            .collect()
    }
}

impl<S: State + ?Sized> Read for S {}

/// Typed writes on any [`Ledger`].
pub trait Write: Ledger {
    /// Puts a record in place of the one under its key, and keeps the secondary keys true.
    fn put<R: Record>(&mut self, record: &R) {
        let key = record.key();
        let indexes = record.indexes();
        let old = self.get::<R>(&key).map(|r| r.indexes()).unwrap_or_default();
        for (index, value) in old.iter().filter(|entry| !indexes.contains(entry)) {
            self.write(index, &format!("{value}{SEPARATOR}{key}"), None);
        }
        for (index, value) in indexes.iter().filter(|entry| !old.contains(entry)) {
            self.write(index, &format!("{value}{SEPARATOR}{key}"), Some(&[]));
        }
        self.write(R::KIND, &key, Some(&encode(record)));
    }

    /// Puts a secondary key that the record under `key` does not give by itself, and never loses again.
    fn mark<R: Record>(&mut self, index: &str, value: &str, record: &R) {
        self.write(index, &format!("{value}{SEPARATOR}{}", record.key()), Some(&[]));
    }

    /// Changes the record under `key`, if there is one.
    fn change<R: Record>(&mut self, key: &str, change: impl FnOnce(&mut R)) {
        if let Some(mut record) = self.get::<R>(key) {
            change(&mut record);
            self.put(&record);
        }
    }
}

impl<L: Ledger + ?Sized> Write for L {}

fn encode<R: Serialize>(record: &R) -> Vec<u8> {
    // Records hold only strings, numbers, dates and maps with text keys: nothing serde_json can refuse.
    serde_json::to_vec(record).unwrap_or_default()
}

fn decode<R: DeserializeOwned>(value: &[u8]) -> Option<R> {
    serde_json::from_slice(value).ok()
}

/// The records in memory: for tests and for trying an event out.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    spaces: BTreeMap<String, BTreeMap<String, Vec<u8>>>,
    blobs: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// Keeps a blob under its SHA-256.
    pub fn keep(&mut self, hash: &str, content: Vec<u8>) {
        self.blobs.insert(hash.to_owned(), content);
    }
}

impl State for Memory {
    fn read(&self, space: &str, key: &str) -> Option<Vec<u8>> {
        self.spaces.get(space)?.get(key).cloned()
    }

    fn scan(&self, space: &str, prefix: &str, from: &str, visit: &mut Visit<'_>) {
        let Some(entries) = self.spaces.get(space) else {
            return;
        };
        let start = from.max(prefix).to_owned();
        for (key, value) in entries.range(start..) {
            if !key.starts_with(prefix) || visit(key, value).is_break() {
                return;
            }
        }
    }

    fn blob(&self, hash: &str) -> Option<Vec<u8>> {
        self.blobs.get(hash).cloned()
    }
}

impl Ledger for Memory {
    fn write(&mut self, space: &str, key: &str, value: Option<&[u8]>) {
        let entries = self.spaces.entry(space.to_owned()).or_default();
        match value {
            Some(value) => entries.insert(key.to_owned(), value.to_vec()),
            None => entries.remove(key),
        };
    }
}
