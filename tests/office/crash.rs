//! What a killed process, a full disk and a second process do to a data directory.
//! The workers are tests that are run only as children of the others.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Process, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use duban::domain::command::Command;
use duban::domain::library::{Conflict, Tie};
use duban::domain::state::Read;
use duban::journal::verify;
use duban::lang::Lang;
use duban::office::{Clock, Denied, Office, journal_dir};
use duban::store::Fault;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::recovery::{dump, rebuilt, same};
use crate::common::*;

const DIR: &str = "DUBAN_TEST_DIR";
/// Signal number of SIGXFSZ on Linux: a write went past the limit of a file's size.
const SIGXFSZ: i32 = 25;

/// This test binary once more, as `worker`, on `dir`.
fn child(worker: &str, dir: &Path) -> Child {
    Process::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", &format!("crash::{worker}"), "--nocapture"])
        .env(DIR, dir)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn dir() -> PathBuf {
    std::env::var_os(DIR).expect("run as a child only").into()
}

fn tie(n: u64) -> Command {
    let conflict = Conflict {
        officer: format!("A{n:06}"),
        target: "T".to_owned(),
        tie: Tie::Own,
        note: "x".repeat(n as usize * 97 % 6000),
    };
    Command::ImportConflicts(source("conflicts.csv", 1), vec![conflict])
}

#[test]
#[ignore = "the child of the test below"]
fn submits_until_it_is_killed() {
    let office = open(&dir());
    let mut out = std::io::stdout();
    let first = office.view().seq();
    for n in first..10_000 {
        let receipt = office.submit(&actor("省人社"), tie(n + 1)).unwrap();
        writeln!(out, "\nacknowledged {}", receipt.seqs.unwrap().1).unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn whatever_was_acknowledged_survives_kill_9() {
    let desk = Desk::stocked();
    let first = desk.office.view().seq();
    let Desk { dir, office } = desk;
    drop(office);
    let (mut acknowledged, mut random) = (first, 2022_u64);
    for round in 0..20 {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let wanted = 1 + (random >> 33) % 12;
        let mut child = child("submits_until_it_is_killed", dir.path());
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let seqs = lines.filter_map(|l| l.unwrap().strip_prefix("acknowledged ")?.parse::<u64>().ok());
        acknowledged = seqs.take(wanted as usize).last().expect("the child said nothing");
        child.kill().unwrap();
        child.wait().unwrap();
        let office = open(dir.path());
        let (view, seq) = (office.view(), office.view().seq());
        assert!(seq >= acknowledged, "round {round}: {seq} of {acknowledged}");
        let ties = view.state().all::<Conflict>();
        assert_eq!(ties.len() as u64, seq - first, "round {round}");
        let last: Conflict = view
            .state()
            .get(&Conflict::key_of(&format!("A{seq:06}"), "T"))
            .unwrap();
        assert_eq!(
            last.note.len() as u64,
            seq * 97 % 6000,
            "values of several pieces are whole"
        );
        assert!(office.opening().rebuilt.is_none(), "{:?}", office.opening());
    }
    assert!(acknowledged >= first + 20);
    assert_eq!(
        verify(&journal_dir(dir.path())).unwrap().lines,
        open(dir.path()).view().seq()
    );
    let live = dump(dir.path());
    assert!(live.len() > 100);
    same(&live, &rebuilt(dir.path()));
}

#[test]
#[ignore = "the child of the test below"]
fn submits_on_a_full_disk() {
    signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false))).unwrap();
    let office = open(&dir());
    let segment = journal_dir(&dir()).join("000000000001.jsonl");
    let whole = std::fs::read(&segment).unwrap();
    let seq = office.view().seq();
    let old = getrlimit(Resource::Fsize);
    let limit = |bytes| {
        let maximum = old.maximum;
        setrlimit(
            Resource::Fsize,
            Rlimit {
                current: bytes,
                maximum,
            },
        )
        .unwrap();
    };
    limit(Some(whole.len() as u64 + 100));
    let denied = office.submit(&actor("省人社"), tie(1)).unwrap_err();
    assert!(matches!(&denied, Denied::Fault(Fault::Journal(_))), "{denied:?}");
    assert_eq!(office.view().seq(), seq);
    assert_eq!(office.view().state().all::<Conflict>().len(), 0);
    assert_eq!(
        std::fs::read(&segment).unwrap(),
        whole,
        "half a line was taken back"
    );
    limit(old.current);
    office.submit(&actor("省人社"), tie(1)).unwrap();
    assert_eq!(office.view().seq(), seq + 1);
    assert_eq!(verify(&journal_dir(&dir())).unwrap().lines, seq + 1);
}

#[test]
fn a_write_that_finds_no_room_leaves_nothing_and_the_next_one_goes_through() {
    let Desk { dir, office } = Desk::stocked();
    drop(office);
    let child = child("submits_on_a_full_disk", dir.path());
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    assert_eq!(open(dir.path()).view().state().all::<Conflict>().len(), 1);
}

#[test]
#[ignore = "the child of the test below"]
fn opens_what_is_held() {
    let fault = Office::open(&dir(), Clock::System, &mut |_, _| {}).unwrap_err();
    assert!(matches!(&fault, Fault::Held { holder: Some(_), .. }), "{fault}");
    println!("\nzh {}\nen {}", fault.text(Lang::Zh), fault.text(Lang::En));
}

#[test]
fn a_second_process_is_told_who_holds_the_data() {
    let desk = Desk::stocked();
    let output = child("opens_what_is_held", desk.dir.path())
        .wait_with_output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    let holder = (std::process::id().to_string(), duban::office::identity::login());
    for lang in ["zh ", "en "] {
        let line = said.lines().find(|l| l.starts_with(lang)).unwrap();
        assert!(
            line.contains(&holder.0) && line.contains(&holder.1) && line.contains("--data"),
            "{line}"
        );
    }
    desk.import(15);
}

#[test]
fn two_directories_know_nothing_of_each_other() {
    let (one, two) = (Desk::stocked(), Desk::planned());
    let seq = one.office.view().seq();
    two.ok("省人社", "06-03", tie(1));
    assert_eq!(one.office.view().seq(), seq);
    assert!(one.office.view().state().all::<Conflict>().is_empty());
}
