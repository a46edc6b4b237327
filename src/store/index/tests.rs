//! Values of several pieces, changes seen before they are committed, and reads that fail.

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::domain::library::{Conflict, Tie};
use crate::domain::state::{Memory, Read, Write};

fn index() -> (TempDir, Index) {
    let dir = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(dir.path().join("blobs")).unwrap();
    let index = Index::open(&dir.path().join("db"), blobs).unwrap();
    (dir, index)
}

fn write(index: &Index, name: &str, value: Option<&[u8]>) {
    let mut change = index.begin();
    change.write("space", name, value);
    change.commit().unwrap();
}

fn reopened(dir: &TempDir, index: Index) -> Index {
    let blobs = index.blobs.clone();
    drop(index);
    Index::open(&dir.path().join("db"), blobs).unwrap()
}

#[test]
fn values_of_every_length_around_a_piece_come_back_and_shrinking_leaves_no_piece_behind() {
    let (dir, mut index) = index();
    let value = |n: usize| (0..n).map(|i| (i % 251) as u8).collect::<Vec<u8>>();
    let empty = index.db.len();
    for n in [
        0,
        1,
        PIECE - 1,
        PIECE,
        PIECE + 1,
        3 * PIECE,
        3 * PIECE + 1,
        100_000,
        2 * PIECE,
        5,
    ] {
        write(&index, "k", Some(&value(n)));
        assert_eq!(index.read("space", "k"), Some(value(n)), "{n} bytes");
        index = reopened(&dir, index);
        assert_eq!(index.read("space", "k"), Some(value(n)), "{n} bytes, reopened");
        let pieces = n.saturating_sub(1) / PIECE;
        assert_eq!(index.db.len(), empty + 1 + pieces, "{n} bytes");
        assert!(index.db.iter().all(|pair| pair.unwrap().1.len() <= PIECE + 4));
    }
    write(&index, "k", Some(&value(100_000)));
    write(&index, "k", None);
    assert_eq!((index.read("space", "k"), index.db.len()), (None, empty));
}

#[test]
fn a_value_with_a_piece_missing_is_a_read_that_failed_and_not_an_absent_record() {
    let (_dir, index) = index();
    write(&index, "k", Some(&[7; 10_000]));
    assert!(index.fault().is_none() && index.read("space", "none").is_none() && index.fault().is_none());
    index.db.remove(piece_key("space", "k", 1)).unwrap();
    assert_eq!(index.read("space", "k"), None);
    assert!(matches!(index.fault(), Some(Fault::Index { .. })));
}

#[test]
fn a_value_that_is_no_record_is_a_read_that_failed() {
    let (_dir, index) = index();
    let mut change = index.begin();
    change.write(
        <Conflict as crate::domain::state::Record>::KIND,
        "a/b",
        Some(b"{\"officer\":1}"),
    );
    change.commit().unwrap();
    assert_eq!(index.get::<Conflict>("a/b"), None);
    assert!(index.fault().is_some());
}

#[test]
fn an_index_of_another_form_is_not_read() {
    let (dir, index) = index();
    let mut change = index.begin();
    change.set_meta("form", "0");
    change.commit().unwrap();
    let blobs = index.blobs.clone();
    drop(index);
    let fault = Index::open(&dir.path().join("db"), blobs).unwrap_err();
    assert!(matches!(fault, Fault::Index { .. }));
}

fn conflict(n: u8, note: usize) -> Conflict {
    Conflict {
        officer: format!("A{:03}", n % 7),
        target: format!("T{}", n % 3),
        tie: Tie::Own,
        note: "注".repeat(note),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// What is written is seen at once within the change, and afterwards by everyone, as in memory.
    #[test]
    fn the_index_is_the_memory(writes in prop::collection::vec((any::<u8>(), 0_usize..3000, 0_u8..4), 1..40)) {
        let (_dir, index) = index();
        let mut memory = Memory::default();
        let mut change = index.begin();
        for (n, note, what) in writes {
            let record = conflict(n, note);
            if what == 0 {
                let key = Conflict::key_of(&record.officer, &record.target);
                change.write("conflict", &key, None);
                memory.write("conflict", &key, None);
            } else {
                change.put(&record);
                memory.put(&record);
            }
            prop_assert_eq!(change.all::<Conflict>(), memory.all::<Conflict>());
            if what == 3 {
                change.commit().unwrap();
                prop_assert_eq!(index.all::<Conflict>(), memory.all::<Conflict>());
                change = index.begin();
            }
        }
        change.commit().unwrap();
        prop_assert_eq!(index.all::<Conflict>(), memory.all::<Conflict>());
        let keys = |state: &dyn State| {
            let mut keys = Vec::new();
            state.scan("conflict", "A00", "A003", &mut |key, _| {
                keys.push(key.to_owned());
                if keys.len() < 4 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            keys
        };
        prop_assert_eq!(keys(&index), keys(&memory));
        prop_assert!(index.fault().is_none());
    }
}
