//! The demo's data directory, and the program on it behind a pseudo-terminal.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::OnceLock;

use portable_pty::CommandBuilder;
use tempfile::TempDir;

pub use crate::pty::Seat;

/// The program.
pub const DUBAN: &str = env!("CARGO_BIN_EXE_duban");
/// Whoever sits there inspects in Wuhan, on the demo's day.
pub const AS: [&str; 4] = ["--as", "武汉人社", "--today", "2022-06-20"];

/// A home with a copy of the demo in `data`.
pub struct Home(pub TempDir);

impl Home {
    pub fn new() -> Self {
        Home::at(tempfile::tempdir().unwrap())
    }

    /// With nothing in it yet.
    pub fn empty() -> Self {
        Home(tempfile::tempdir().unwrap())
    }

    /// The same in this folder.
    pub fn at(home: TempDir) -> Self {
        static BUILT: OnceLock<TempDir> = OnceLock::new();
        let built = BUILT.get_or_init(|| {
            let dir = tempfile::tempdir().unwrap();
            let data = dir.path().join("data");
            let mut demo = Command::new(DUBAN);
            let made = demo.args(["demo", "--no-ui", "--dir"]).arg(&data);
            assert!(made.output().unwrap().status.success());
            dir
        });
        copy(built.path(), home.path());
        Home(home)
    }

    /// Runs a command of the program to its end.
    pub fn run(&self, words: &[&str]) -> Output {
        let mut command = Command::new(DUBAN);
        command.env_clear().envs(self.env()).args(words).output().unwrap()
    }

    pub fn env(&self) -> Vec<(&'static str, String)> {
        let text = |path: &Path| path.display().to_string();
        vec![
            ("HOME", text(self.0.path())),
            ("DUBAN_DATA", text(&self.0.path().join("data"))),
            ("PATH", std::env::var("PATH").unwrap()),
            ("LANG", "C.UTF-8".to_owned()),
            ("TERM", "xterm".to_owned()),
        ]
    }

    /// The text of every draft that is kept.
    pub fn drafts(&self) -> String {
        let files = std::fs::read_dir(self.0.path().join("data/drafts"));
        let paths = files.into_iter().flatten().flatten().map(|file| file.path());
        let drafts = paths.filter(|path| path.extension().is_some_and(|e| e == "json"));
        drafts
            .filter_map(|path| std::fs::read_to_string(path).ok())
            .collect()
    }

    /// The journal is whole.
    pub fn verified(&self) {
        let ran = self.run(&["journal", "verify"]);
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    }
}

pub fn copy(from: &Path, to: &Path) {
    let done = Command::new("cp").arg("-a").arg(from.join(".")).arg(to).status();
    assert!(done.unwrap().success());
}

impl Seat {
    /// The workstation on a copy of the demo.
    pub fn new(home: &Home) -> Self {
        Seat::with(home, &AS, &[])
    }

    /// The same with other words and further variables.
    pub fn with(home: &Home, words: &[&str], vars: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(DUBAN);
        command.args(words);
        Seat::of(home, command, vars)
    }

    /// Any command.
    pub fn of(home: &Home, mut command: CommandBuilder, vars: &[(&str, &str)]) -> Self {
        command.env_clear();
        command.cwd(home.0.path());
        for (name, value) in home.env() {
            command.env(name, value);
        }
        for (name, value) in vars {
            command.env(name, value);
        }
        Seat::on(command, (80, 24))
    }

    /// Waits until a draft on disk has this text.
    #[track_caller]
    pub fn wait_draft(&mut self, home: &Home, text: &str) {
        self.wait_until(text, || home.drafts().contains(text));
    }

    /// Opens the form of entry of the first task that waits.
    #[track_caller]
    pub fn open_form(&mut self) {
        self.wait_for("[1 ");
        self.send("3");
        self.wait_for("[3 ");
        self.send("\r");
        self.wait_for("> 检查日期");
    }
}
