//! The index is thrown away, damaged, exchanged and left behind: what the journal says comes back, to the byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use duban::domain::apply::apply;
use duban::domain::command::{Command, Judgement};
use duban::domain::event::Entry;
use duban::domain::operator::Role;
use duban::domain::state::{Memory, Read};
use duban::domain::task::Task;
use duban::journal::{lines, verify};
use duban::lang::Lang;
use duban::office::journal_dir;
use duban::store::Fault;
use proptest::prelude::*;

use crate::common::*;

/// Every key and value of the index on disk, the store closed.
pub(crate) fn dump(dir: &Path) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let open = || sled::Config::new().path(dir.join("index/db")).open();
    // A child another test has just begun may hold the lock until its program runs.
    let db = std::iter::repeat_with(open)
        .inspect(|_| std::thread::yield_now())
        .find_map(Result::ok)
        .unwrap();
    db.iter()
        .map(|pair| pair.map(|(k, v)| (k.to_vec(), v.to_vec())).unwrap())
        .collect()
}

/// What an index made from nothing but the journal and the blobs holds.
pub(crate) fn rebuilt(dir: &Path) -> BTreeMap<Vec<u8>, Vec<u8>> {
    fs::remove_dir_all(dir.join("index")).unwrap();
    drop(open(dir));
    dump(dir)
}

/// Where they differ, readably: equal dumps have no difference.
pub(crate) fn same(live: &BTreeMap<Vec<u8>, Vec<u8>>, anew: &BTreeMap<Vec<u8>, Vec<u8>>) {
    let differing = live
        .keys()
        .chain(anew.keys())
        .find(|k| live.get(*k) != anew.get(*k));
    assert_eq!(differing.map(|k| String::from_utf8_lossy(k)), None);
}

fn entries(dir: &Path) -> Vec<Entry> {
    lines(&journal_dir(dir), 1)
        .unwrap()
        .map(|line| line.unwrap().entry)
        .collect()
}

/// Closes the desk and keeps its directory.
fn closed(desk: Desk) -> tempfile::TempDir {
    drop(desk.office);
    desk.dir
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn registry_file(dir: &Path) -> PathBuf {
    let entries = fs::read_dir(dir.join("index")).unwrap();
    let paths = entries.map(|e| e.unwrap().path());
    paths
        .into_iter()
        .find(|p| p.to_string_lossy().contains("registry-"))
        .unwrap()
}

#[test]
fn a_damaged_index_is_moved_aside_and_made_anew() {
    type Damage = fn(&Path);
    let db = |dir: &Path| dir.join("index/db/db");
    let table: [(&str, Damage); 8] = [
        // Cut into what opening reads; a lost tail that is not read then is only missed when somebody asks for it.
        ("cut to a third", |dir| {
            let db = fs::OpenOptions::new()
                .write(true)
                .open(dir.join("index/db/db"))
                .unwrap();
            db.set_len(db.metadata().unwrap().len() / 3).unwrap();
        }),
        ("emptied", |dir| fs::write(dir.join("index/db/db"), b"").unwrap()),
        ("garbage", |dir| {
            let length = fs::metadata(dir.join("index/db/db")).unwrap().len();
            let garbage: Vec<u8> = (0..length).map(|i| (i * 2_654_435_761 % 251) as u8).collect();
            fs::write(dir.join("index/db/db"), garbage).unwrap();
        }),
        ("database deleted", |dir| {
            fs::remove_dir_all(dir.join("index/db")).unwrap()
        }),
        ("settings garbled", |dir| {
            fs::write(dir.join("index/db/conf"), b"\xff\x00conf").unwrap()
        }),
        ("registry deleted", |dir| {
            fs::remove_file(registry_file(dir)).unwrap()
        }),
        ("registry cut", |dir| {
            fs::write(registry_file(dir), vec![0; 36]).unwrap()
        }),
        ("everything deleted", |dir| {
            fs::remove_dir_all(dir.join("index")).unwrap()
        }),
    ];
    let sound = closed(Desk::matched());
    let before = dump(sound.path());
    for (name, damage) in table {
        let dir = tempfile::tempdir().unwrap();
        copy(sound.path(), dir.path());
        assert!(db(dir.path()).exists());
        damage(dir.path());
        let office = open(dir.path());
        if let Some((why, aside)) = &office.opening().rebuilt {
            assert!(!why.is_empty() && aside.exists(), "{name}");
        }
        assert_eq!(office.view().registry().len(), 42, "{name}");
        assert!(office.view().registry_line(41).unwrap().is_some());
        drop(office);
        same(&before, &dump(dir.path()));
        assert!(
            open(dir.path()).opening().rebuilt.is_none(),
            "{name}: once is enough"
        );
    }
}

#[test]
fn an_index_of_another_journal_is_not_taken_for_this_ones() {
    let (one, two) = (closed(Desk::stocked()), closed(Desk::planned()));
    let mut staff = campaign().operators;
    staff[2].roles.push(Role::Leads);
    let desk = Desk {
        office: open(one.path()),
        dir: one,
    };
    desk.ok("省人社", "06-02", Command::PutOperators(staff.clone()));
    staff[2].roles.push(Role::Report);
    desk.ok("省人社", "06-02", Command::PutOperators(staff));
    let one = closed(desk);
    fs::remove_dir_all(two.path().join("index")).unwrap();
    copy(&one.path().join("index"), &two.path().join("index"));
    let office = open(two.path());
    assert!(office.opening().rebuilt.is_some());
    assert_eq!(
        office.view().state().all::<duban::domain::batch::Batch>().len(),
        1
    );
    drop(office);
    let live = dump(two.path());
    same(&live, &rebuilt(two.path()));
}

#[test]
fn an_index_left_behind_catches_up_and_one_ahead_of_its_journal_is_made_anew() {
    let early = closed(Desk::planned());
    let kept = tempfile::tempdir().unwrap();
    copy(early.path(), kept.path());
    let desk = Desk {
        office: open(early.path()),
        dir: early,
    };
    desk.ceremony(duban::domain::batch::Purpose::Draw, "06-06");
    let late = closed(desk);
    let ahead = dump(late.path());
    fs::remove_dir_all(late.path().join("index")).unwrap();
    copy(&kept.path().join("index"), &late.path().join("index"));
    let office = open(late.path());
    assert!(office.opening().rebuilt.is_none());
    drop(office);
    same(&ahead, &dump(late.path()));

    fs::remove_dir_all(kept.path().join("index")).unwrap();
    copy(&late.path().join("index"), &kept.path().join("index"));
    let office = open(kept.path());
    assert!(office.opening().rebuilt.is_some());
    drop(office);
    let live = dump(kept.path());
    assert!(live.len() < ahead.len());
    same(&live, &rebuilt(kept.path()));
}

#[test]
fn without_an_extract_the_index_cannot_be_made_and_it_says_which_file() {
    let dir = closed(Desk::stocked());
    let blobs: Vec<PathBuf> = fs::read_dir(dir.path().join("blobs"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    let extract = blobs
        .iter()
        .find(|p| fs::read_to_string(p).unwrap().contains("示例"))
        .unwrap();
    let bytes = fs::read(extract).unwrap();
    fs::remove_dir_all(dir.path().join("index")).unwrap();
    for damage in [None, Some(&bytes[1..])] {
        match damage {
            None => fs::remove_file(extract).unwrap(),
            Some(bytes) => fs::write(extract, bytes).unwrap(),
        }
        let clock = duban::office::Clock::System;
        let fault = duban::office::Office::open(dir.path(), clock, &mut |_, _| {}).unwrap_err();
        let told = matches!(fault, Fault::BlobMissing { .. } | Fault::BlobDamaged { .. });
        assert!(
            told && fault.text(Lang::Zh).contains(&extract.display().to_string()),
            "{fault}"
        );
    }
    fs::write(extract, bytes).unwrap();
    assert_eq!(open(dir.path()).view().registry().len(), 42);
    let asides = fs::read_dir(dir.path()).unwrap().filter(|e| {
        e.as_ref()
            .unwrap()
            .file_name()
            .to_string_lossy()
            .contains("aside")
    });
    assert_eq!(asides.count(), 0, "half an index is not kept");
}

#[test]
fn a_torn_last_commit_is_reported_and_the_index_follows_the_journal() {
    let dir = closed(Desk::planned());
    let segment = journal_dir(dir.path()).join("000000000001.jsonl");
    let whole = fs::read(&segment).unwrap();
    fs::write(&segment, [&whole[..], b"{\"v\":1,\"seq\""].concat()).unwrap();
    let office = open(dir.path());
    let cut = office.opening().cut.clone().unwrap();
    assert_eq!((cut.seq, cut.bytes), (office.view().seq() + 1, 12));
    assert!(office.opening().rebuilt.is_none());
    drop(office);
    assert_eq!(fs::read(&segment).unwrap(), whole);
}

/// Something an operator might try, sensible or not.
fn attempt(desk: &Desk, tasks: &[Task], (what, which, on): (u8, usize, u8)) {
    let task = desk.task(&tasks[which % tasks.len()].id);
    let (hr, mr) = (format!("{}人社", task.unit), format!("{}市监", task.unit));
    let on = if on < 30 {
        format!("06-{:02}", 1 + on)
    } else {
        format!("07-{:02}", on - 29)
    };
    let id = task.id.clone();
    let (who, command) = match what {
        0 => (hr, Command::BeginInspection { task: id }),
        1 | 2 => {
            let mut seen = visit(&task, &on);
            seen.reason = if what == 1 {
                String::new()
            } else {
                "更正".to_owned()
            };
            (hr, record(&task, seen))
        }
        3 => (
            mr,
            Command::Review {
                task: id,
                judgement: Judgement::Accept,
            },
        ),
        4 => (
            mr,
            Command::Review {
                task: id,
                judgement: Judgement::Return("不清".to_owned()),
            },
        ),
        5 => (
            hr,
            Command::Publish {
                tasks: vec![id.clone(), id],
            },
        ),
        6 => (
            hr,
            Command::Withhold {
                task: id,
                reason: "其他".to_owned(),
            },
        ),
        7 => (hr, Command::Close { task: id }),
        _ => (
            hr,
            Command::FileReport {
                region: task.unit,
                summary: id.into_bytes(),
                narrative: None,
                note: "r".to_owned(),
            },
        ),
    };
    let _accepted_or_refused = desk.submit(&who, &on, command);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn any_history_is_applied_twice_as_once_and_made_anew_as_it_was(
        attempts in prop::collection::vec((0_u8..9, 0_usize..4, 11_u8..60), 30..80),
    ) {
        let desk = Desk::matched();
        let tasks = desk.tasks();
        let before = desk.office.view().seq();
        attempts.into_iter().for_each(|a| attempt(&desk, &tasks, a));
        prop_assert!(desk.office.view().seq() > before);
        let dir = closed(desk);
        let (mut once, mut twice) = (Memory::default(), Memory::default());
        for entry in entries(dir.path()) {
            apply(&mut once, &entry);
            apply(&mut twice, &entry);
            apply(&mut twice, &entry);
            prop_assert_eq!(format!("{once:?}"), format!("{twice:?}"), "entry {}", entry.seq);
        }
        prop_assert_eq!(verify(&journal_dir(dir.path())).unwrap().lines, once.all::<duban::domain::brief::Brief>().len() as u64);
        let live = dump(dir.path());
        same(&live, &rebuilt(dir.path()));
    }
}
