//! The chain, torn tails, damage to the line, segments, and writes that fail.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::domain::event::Event;
use crate::domain::operator::Actor;

fn entry(seq: u64, task: &str) -> Entry {
    Entry {
        seq,
        at: DateTime::from_timestamp(1_655_000_000 + seq as i64, 0).unwrap(),
        on: NaiveDate::from_ymd_opt(2022, 6, 20).unwrap(),
        actor: Actor {
            operator: "张三".to_owned(),
            os_user: "zhang".to_owned(),
            terminal: String::new(),
        },
        department: None,
        campaign: "T-2022".to_owned(),
        event: Event::Closed {
            task: task.to_owned(),
        },
    }
}

/// A journal whose commits have these numbers of lines.
fn journal(commits: &[usize]) -> (TempDir, Journal) {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(dir.path(), 0).unwrap().0;
    for lines in commits {
        commit(&mut journal, *lines);
    }
    (dir, journal)
}

fn commit(journal: &mut Journal, lines: usize) {
    let entries: Vec<Entry> = (journal.next_seq()..)
        .take(lines)
        .map(|seq| entry(seq, &format!("任务-{seq}")))
        .collect();
    journal.append(&entries).unwrap();
}

fn only_segment(dir: &TempDir) -> PathBuf {
    segment::path(dir.path(), 1)
}

fn entries(dir: &TempDir) -> Vec<Entry> {
    lines(dir.path(), 1)
        .unwrap()
        .map(|line| line.unwrap().entry)
        .collect()
}

/// Where a fault is: the line in its segment, the entry, and what is wrong.
fn place(fault: Fault) -> (u64, u64, Damage) {
    match fault {
        Fault::Damaged { line, seq, what, .. } => (line, seq, what),
        other => panic!("no damage: {other}"),
    }
}

#[test]
fn what_was_appended_is_read_back_in_one_chain() {
    let (dir, journal) = journal(&[1, 3, 2]);
    let read: Vec<Line> = lines(dir.path(), 1).unwrap().map(Result::unwrap).collect();
    let groups: Vec<(u32, u32)> = read.iter().map(|line| line.group).collect();
    assert_eq!(groups, [(1, 1), (1, 3), (2, 3), (3, 3), (1, 2), (2, 2)]);
    assert_eq!(read[0].prev, line::GENESIS);
    assert!(read.windows(2).all(|pair| pair[1].prev == pair[0].hash));
    assert_eq!(journal.head(), read[5].hash);
    assert_eq!(read[4].entry, entry(5, "任务-5"));
    let verified = verify(dir.path()).unwrap();
    assert_eq!(
        (verified.lines, verified.segments, verified.head),
        (6, 1, read[5].hash.clone())
    );
    let from: Vec<u64> = journal
        .lines(5)
        .unwrap()
        .map(|line| line.unwrap().entry.seq)
        .collect();
    assert_eq!(from, [5, 6]);
    assert_eq!(journal.lines(7).unwrap().count(), 0);
}

#[test]
fn the_hash_is_that_of_the_lines_bytes_as_the_format_says() {
    use sha2::{Digest, Sha256};
    let (dir, journal) = journal(&[2]);
    let text = fs::read_to_string(only_segment(&dir)).unwrap();
    let last = text.lines().last().unwrap();
    let body = last.split(",\"hash\":\"").next().unwrap();
    assert_eq!(hex::encode(Sha256::digest(body)), journal.head());
    assert!(
        body.starts_with("{\"v\":1,\"seq\":2,\"at\":\"2022-06-12T"),
        "{body}"
    );
}

#[test]
fn a_commit_torn_at_any_byte_is_cut_and_nothing_else() {
    let (dir, journal) = journal(&[1, 2]);
    let head = journal.head().to_owned();
    drop(journal);
    let segment = only_segment(&dir);
    let whole = fs::read(&segment).unwrap();
    let (mut journal, _) = Journal::open(dir.path(), 0).unwrap();
    commit(&mut journal, 2);
    drop(journal);
    let longer = fs::read(&segment).unwrap();
    assert_eq!(&longer[..whole.len()], whole);
    for length in whole.len()..longer.len() {
        fs::write(&segment, &longer[..length]).unwrap();
        let (mut journal, cut) = Journal::open(dir.path(), 0).unwrap();
        assert_eq!(
            (journal.next_seq(), journal.head()),
            (4, head.as_str()),
            "cut at {length}"
        );
        match cut {
            None => assert_eq!(length, whole.len()),
            Some(cut) => {
                assert_eq!((cut.seq, cut.bytes), (4, (length - whole.len()) as u64));
                assert_eq!(fs::read(&cut.kept).unwrap(), &longer[whole.len()..length]);
                fs::remove_file(cut.kept).unwrap();
            }
        }
        assert_eq!(fs::read(&segment).unwrap(), whole);
        commit(&mut journal, 2);
        assert_eq!(
            fs::read(&segment).unwrap(),
            longer,
            "appending goes on after a cut at {length}"
        );
        assert_eq!(verify(dir.path()).unwrap().lines, 5);
    }
}

#[test]
fn a_second_cut_at_the_same_entry_keeps_the_first_ones_bytes() {
    let (dir, journal) = journal(&[1]);
    drop(journal);
    let whole = fs::read(only_segment(&dir)).unwrap();
    let tear = |tail: &[u8]| {
        fs::write(only_segment(&dir), [whole.as_slice(), tail].concat()).unwrap();
        Journal::open(dir.path(), 0).unwrap().1.unwrap().kept
    };
    let (first, second) = (tear(b"{\"v\":1"), tear(b"{\"v\""));
    assert_eq!(fs::read(first).unwrap(), b"{\"v\":1");
    assert_eq!(fs::read(second).unwrap(), b"{\"v\"");
}

#[test]
fn a_hole_that_a_power_cut_left_in_the_last_commit_is_cut_but_in_an_earlier_one_is_damage() {
    let (dir, journal) = journal(&[1, 3]);
    drop(journal);
    let segment = only_segment(&dir);
    let whole = fs::read(&segment).unwrap();
    let ends: Vec<usize> = (0..whole.len()).filter(|i| whole[*i] == b'\n').collect();
    for line in 1..4 {
        let mut holed = whole.clone();
        holed[ends[line] - 150..ends[line] - 100].fill(0);
        fs::write(&segment, &holed).unwrap();
        let cut = Journal::open(dir.path(), 0).unwrap().1.unwrap();
        assert_eq!((cut.seq, cut.bytes), (2, (whole.len() - ends[0] - 1) as u64));
    }
    let mut holed = whole.clone();
    holed[ends[0] - 150..ends[0] - 100].fill(0);
    fs::write(&segment, &holed).unwrap();
    assert_eq!(
        place(Journal::open(dir.path(), 0).unwrap_err()),
        (1, 1, Damage::Torn)
    );
    assert_eq!(
        fs::read(&segment).unwrap(),
        holed,
        "damage is left as it was found"
    );
}

#[test]
fn a_changed_byte_is_found_at_its_line_and_nothing_is_cut() {
    let (dir, journal) = journal(&[1, 2, 1, 1]);
    drop(journal);
    let segment = only_segment(&dir);
    let whole = fs::read(&segment).unwrap();
    let mut line = 1;
    for at in 0..whole.len() - 1 {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x01;
        fs::write(&segment, &flipped).unwrap();
        let (found, seq, _) = place(verify(dir.path()).unwrap_err());
        assert_eq!((found, seq), (line, line), "byte {at}");
        for acknowledged in [0, 5] {
            let (found, _, _) = place(Journal::open(dir.path(), acknowledged).unwrap_err());
            assert_eq!(
                found, line,
                "byte {at}, on opening with {acknowledged} acknowledged"
            );
        }
        assert_eq!(fs::read(&segment).unwrap(), flipped);
        line += u64::from(whole[at] == b'\n');
    }
}

#[test]
fn a_line_removed_inserted_or_moved_is_found() {
    let (dir, journal) = journal(&[1, 1, 2, 1]);
    drop(journal);
    let segment = only_segment(&dir);
    let text = fs::read_to_string(&segment).unwrap();
    let all: Vec<&str> = text.lines().collect();
    let found = |order: &[usize]| {
        let lines: String = order.iter().map(|i| format!("{}\n", all[*i])).collect();
        fs::write(&segment, lines).unwrap();
        place(verify(dir.path()).unwrap_err())
    };
    assert_eq!(found(&[0, 2, 3, 4]), (2, 2, Damage::Sequence), "removed");
    assert_eq!(
        found(&[1, 2, 3, 4]),
        (1, 1, Damage::Sequence),
        "the first removed"
    );
    assert_eq!(found(&[0, 1, 1, 2, 3, 4]), (3, 3, Damage::Sequence), "doubled");
    assert_eq!(found(&[0, 2, 1, 3, 4]), (2, 2, Damage::Sequence), "moved");
    assert_eq!(
        found(&[0, 1, 2]),
        (4, 4, Damage::Group),
        "the end of a commit removed"
    );
    let (other, _) = self::journal(&[2]);
    let strange = fs::read_to_string(only_segment(&other)).unwrap();
    let forged = format!("{}\n{}\n", all[0], strange.lines().nth(1).unwrap());
    fs::write(&segment, forged).unwrap();
    assert_eq!(
        place(verify(dir.path()).unwrap_err()),
        (2, 2, Damage::Chain),
        "from another journal"
    );
}

#[test]
fn lines_of_a_commit_cannot_be_passed_off_as_commits_of_their_own() {
    let dir = tempfile::tempdir().unwrap();
    let (one, hash) = line::write(&entry(1, "a"), (1, 1), line::GENESIS);
    let (two, _) = line::write(&entry(2, "b"), (2, 2), &hash);
    fs::write(only_segment(&dir), format!("{one}{two}")).unwrap();
    assert_eq!(place(verify(dir.path()).unwrap_err()), (2, 2, Damage::Group));
}

#[test]
fn segments_follow_one_another_in_one_chain() {
    let (dir, mut journal) = journal(&[]);
    journal.segment_bytes = 1000;
    (0..9).for_each(|_| commit(&mut journal, 2));
    let segments = segment::list(dir.path()).unwrap();
    assert!(segments.len() > 2);
    assert_eq!(verify(dir.path()).unwrap().lines, 18);
    assert_eq!(journal.lines(7).unwrap().count(), 12);
    let head = journal.head().to_owned();
    drop(journal);
    let (journal, cut) = Journal::open(dir.path(), 0).unwrap();
    assert_eq!(
        (journal.next_seq(), journal.head(), cut),
        (19, head.as_str(), None)
    );
    fs::remove_file(&segments[1].1).unwrap();
    let (_, seq, what) = place(verify(dir.path()).unwrap_err());
    assert_eq!(
        (seq, what),
        (segments[1].0, Damage::Sequence),
        "a segment from the middle"
    );
    fs::remove_file(&segments[0].1).unwrap();
    let (_, seq, what) = place(verify(dir.path()).unwrap_err());
    assert_eq!((seq, what), (1, Damage::Sequence), "the first segment");
}

#[test]
fn a_segment_that_was_begun_but_not_written_continues_the_one_before() {
    let (dir, mut journal) = journal(&[1, 2]);
    let head = journal.head().to_owned();
    journal.begin_segment().unwrap();
    drop(journal);
    let (mut journal, cut) = Journal::open(dir.path(), 0).unwrap();
    assert_eq!(
        (journal.next_seq(), journal.head(), cut),
        (4, head.as_str(), None)
    );
    commit(&mut journal, 1);
    assert_eq!(verify(dir.path()).unwrap().lines, 4);
}

#[test]
fn a_write_that_fails_leaves_the_journal_as_it_was() {
    let (dir, mut journal) = journal(&[2]);
    let whole = fs::read(only_segment(&dir)).unwrap();
    let head = journal.head().to_owned();
    let writable = std::mem::replace(&mut journal.file, File::open(only_segment(&dir)).unwrap());
    let refused = journal.append(&[entry(3, "x")]).unwrap_err();
    assert!(matches!(refused, Fault::Io { .. }), "{refused}");
    assert_eq!((journal.next_seq(), journal.head()), (3, head.as_str()));
    assert_eq!(fs::read(only_segment(&dir)).unwrap(), whole);
    journal.file = writable;
    let refused = journal.append(&[entry(3, "x")]).unwrap_err();
    assert!(
        matches!(refused, Fault::Closed { .. }),
        "what could not be taken back closes it: {refused}"
    );
    drop(journal);
    commit(&mut Journal::open(dir.path(), 0).unwrap().0, 1);
    assert_eq!(verify(dir.path()).unwrap().lines, 3);
}

#[test]
fn a_line_of_a_later_version_is_refused_and_stays() {
    let dir = tempfile::tempdir().unwrap();
    let (line, _) = line::write(&entry(1, "a"), (1, 1), line::GENESIS);
    let body = line
        .split(",\"hash\"")
        .next()
        .unwrap()
        .replacen("{\"v\":1", "{\"v\":2", 1);
    let hash = crate::draw::Profile::Sha256.hex(&body);
    fs::write(only_segment(&dir), format!("{body},\"hash\":\"{hash}\"}}\n")).unwrap();
    for acknowledged in [0, 1] {
        assert_eq!(
            place(Journal::open(dir.path(), acknowledged).unwrap_err()),
            (1, 1, Damage::Unreadable)
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_journal_survives_being_torn_anywhere(
        commits in prop::collection::vec(1_usize..4, 1..8),
        segment_bytes in 600_u64..4000,
        cut in any::<prop::sample::Index>(),
    ) {
        let (dir, mut journal) = journal(&[]);
        journal.segment_bytes = segment_bytes;
        for lines in &commits {
            commit(&mut journal, *lines);
        }
        drop(journal);
        let before = entries(&dir);
        let (_, last) = segment::list(dir.path()).unwrap().pop().unwrap();
        let bytes = fs::read(&last).unwrap();
        fs::write(&last, &bytes[..cut.index(bytes.len())]).unwrap();
        let (mut journal, _) = Journal::open(dir.path(), 0).unwrap();
        let kept = entries(&dir);
        prop_assert_eq!(&kept[..], &before[..kept.len()]);
        prop_assert_eq!(journal.next_seq(), kept.len() as u64 + 1);
        let whole: Vec<usize> = commits.iter().scan(0, |sum, n| { *sum += n; Some(*sum) }).collect();
        prop_assert!(kept.is_empty() || whole.contains(&kept.len()), "only whole commits stay");
        commit(&mut journal, 2);
        prop_assert_eq!(verify(dir.path()).unwrap().lines, kept.len() as u64 + 2);
    }
}

#[test]
fn a_torn_line_that_was_acknowledged_is_damage_and_stays() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, _) = Journal::open(dir.path(), 0).unwrap();
    commit(&mut journal, 1);
    commit(&mut journal, 1);
    drop(journal);
    let segment = dir.path().join("000000000001.jsonl");
    let whole = std::fs::read(&segment).unwrap();
    std::fs::write(&segment, &whole[..whole.len() - 20]).unwrap();
    assert!(matches!(
        Journal::open(dir.path(), 2),
        Err(Fault::Damaged {
            line: 2,
            seq: 2,
            what: Damage::Torn,
            ..
        })
    ));
    assert_eq!(
        std::fs::read(&segment).unwrap().len(),
        whole.len() - 20,
        "nothing is cut off"
    );
    assert_eq!(Journal::open(dir.path(), 1).unwrap().1.unwrap().seq, 2);
}
