//! A full disk, and a process killed in the middle of an import.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::cli_support::Desk;
use crate::{HEAD, begun, blobs, head, import, registry};

const ROWS: usize = 40_000;

/// The program, stopped in the middle of an import.
pub(super) struct Stopped(Child);

impl Stopped {
    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.0), signal).unwrap();
    }

    pub(super) fn go_on(self) -> Output {
        self.signal(Signal::CONT);
        self.0.wait_with_output().unwrap()
    }

    fn kill_9(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

fn spawn(desk: &Desk, words: &[&str]) -> Child {
    Command::new(assert_cmd::cargo::cargo_bin!("duban"))
        .args(words)
        .env("DUBAN_DATA", desk.data())
        .env("DUBAN_KEYS", desk.path("keys"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Looks again and again, without sleeping, until a file of `blobs/` answers to `wanted`.
fn until(child: &mut Child, desk: &Desk, wanted: impl Fn(&str, u64) -> bool) {
    let began = Instant::now();
    let dir = desk.data().join("blobs");
    let found = || {
        let entries = fs::read_dir(&dir).into_iter().flatten().flatten();
        let mut sizes =
            entries.filter_map(|e| Some((e.file_name().into_string().ok()?, e.metadata().ok()?.len())));
        sizes.any(|(name, size)| wanted(&name, size))
    };
    while !found() {
        assert_eq!(child.try_wait().unwrap(), None, "the import has ended already");
        assert!(
            began.elapsed() < Duration::from_secs(60),
            "the import has not begun"
        );
        std::thread::yield_now();
    }
}

/// Runs the program up to where a part of the extract is on disk.
pub(super) fn stopped(desk: &Desk, words: &[&str]) -> Stopped {
    let mut child = spawn(desk, words);
    until(&mut child, desk, |name, size| name.ends_with(".part") && size > 0);
    let stopped = Stopped(child);
    stopped.signal(Signal::STOP);
    stopped
}

#[test]
fn killed_while_the_extract_is_written() {
    let desk = begun();
    let before = head(&desk);
    let file = desk.write("t.csv", &registry(ROWS));
    stopped(&desk, &["import", "targets", &file]).kill_9();
    assert!(blobs(&desk).iter().any(|name| name.ends_with(".part")));
    let campaign = desk.run("show campaign").ok();
    assert!(campaign.err.is_empty(), "{}", campaign.err);
    assert!(blobs(&desk).is_empty(), "{:?}", blobs(&desk));
    assert_eq!(head(&desk), before);
    let again = import(&desk, "targets", &file, &["--json"]).ok().json();
    assert_eq!((&again["new"], &again["changed"]), (&ROWS.into(), &true.into()));
    assert_eq!(blobs(&desk).len(), 1);
}

#[test]
fn killed_when_the_extract_is_whole() {
    let desk = begun();
    let before = head(&desk);
    let file = desk.write("t.csv", &registry(ROWS));
    let mut child = spawn(&desk, &["import", "targets", &file]);
    until(&mut child, &desk, |name, _| !name.contains('.'));
    Stopped(child).kill_9();
    // Either the journal has it or it has not: all rows are new, or all are known.
    let known = head(&desk) != before;
    let again = import(&desk, "targets", &file, &["--json"]).ok().json();
    let count = |known: bool| if known { ROWS } else { 0 };
    assert_eq!(
        (&again["unchanged"], &again["new"]),
        (&count(known).into(), &count(!known).into())
    );
    let third = import(&desk, "targets", &file, &["--json"]).ok().json();
    assert_eq!(
        (&third["unchanged"], &third["changed"]),
        (&ROWS.into(), &false.into())
    );
    head(&desk);
}

/// The program where no file may grow beyond `blocks` of half a KiB or, with some shells, of one.
fn cramped(desk: &Desk, blocks: u32, words: &[&str]) -> (i32, String) {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let output = Command::new("sh")
        .args(["-c", &script])
        .arg(assert_cmd::cargo::cargo_bin!("duban"))
        .args(words)
        .env("DUBAN_DATA", desk.data())
        .env("DUBAN_KEYS", desk.path("keys"))
        .output()
        .unwrap();
    assert!(output.stdout.is_empty());
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

#[test]
fn no_room_for_the_extract() {
    let desk = begun();
    let before = head(&desk);
    let file = desk.write("t.csv", &registry(ROWS));
    for (lang, cure) in [("zh", "没有丢失"), ("en", "nothing acknowledged is lost")] {
        let (code, said) = cramped(&desk, 3000, &["--lang", lang, "import", "targets", &file]);
        assert_eq!(code, 3, "{said}");
        assert!(said.contains("/blobs/") && said.contains(cure), "{said}");
        assert!(blobs(&desk).is_empty(), "{:?}", blobs(&desk));
        assert_eq!(head(&desk), before);
    }
    let again = import(&desk, "targets", &file, &["--json"]).ok().json();
    assert_eq!(again["new"], ROWS);
}

fn names(desk: &Desk) -> Vec<PathBuf> {
    let entries = fs::read_dir(desk.path("")).unwrap();
    let mut names: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    names.sort();
    names
}

#[test]
fn no_room_for_the_refused_rows() {
    let desk = begun();
    let text = registry(ROWS).replace(",420106,", ",999999,") + &registry(1)[HEAD.len()..];
    let file = desk.write("t.csv", &text);
    let older = desk.write("r.csv", "older\n");
    let (before, there) = (head(&desk), names(&desk));
    let words = ["import", "targets", &file, "--rejects", &older];
    let (code, said) = cramped(&desk, 3000, &words);
    assert_eq!(code, 3, "{said}");
    assert!(said.contains(&older) && said.contains("检查磁盘"), "{said}");
    assert_eq!(
        fs::read_to_string(&older).unwrap(),
        "older\n",
        "what was there stays"
    );
    assert_eq!((head(&desk), names(&desk)), (before, there));
    assert!(blobs(&desk).is_empty());
    desk.words(&words).ok();
    assert_eq!(crate::rejected(&desk.path("r.csv")).len(), ROWS);
}

#[test]
fn no_room_at_all() {
    let desk = begun();
    let before = head(&desk);
    let file = crate::sample("leads.csv");
    let (code, said) = cramped(&desk, 0, &["import", "leads", &file]);
    assert_eq!(code, 3, "{said}");
    let data = desk.data().display().to_string();
    assert!(said.contains(&data) && said.contains("ulimit -f"), "{said}");
    assert_eq!(head(&desk), before);
    let again = import(&desk, "leads", &file, &["--json"]).ok().json();
    assert_eq!(again["new"], 60);
}
