//! The demo's data directory, and the program on it behind a pseudo-terminal. Tests wait for what the screen shows.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// The program.
pub const DUBAN: &str = env!("CARGO_BIN_EXE_duban");
/// Whoever sits there inspects in Wuhan, on the demo's day.
pub const AS: [&str; 4] = ["--as", "武汉人社", "--today", "2022-06-20"];
/// How long a screen may take on a machine that has much else to do.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A home with a copy of the demo in `data`.
pub struct Home(pub TempDir);

impl Home {
    pub fn new() -> Self {
        Home::at(tempfile::tempdir().unwrap())
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

/// A process behind a pseudo-terminal of 80×24, and what its screen shows.
pub struct Seat {
    pub child: Box<dyn Child + Send + Sync>,
    pub master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    bytes: Receiver<Vec<u8>>,
    /// Everything it sent.
    pub all: Vec<u8>,
    screen: vt100::Parser,
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
        let pair = native_pty_system().openpty(size(80, 24)).unwrap();
        command.env_clear();
        command.cwd(home.0.path());
        for (name, value) in home.env() {
            command.env(name, value);
        }
        for (name, value) in vars {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (to, bytes) = channel();
        std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut chunk) {
                if to.send(chunk[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        Seat {
            child,
            keys: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            bytes,
            all: Vec::new(),
            screen: vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0),
        }
    }

    /// Forgets what the screen showed.
    pub fn blank(&mut self) {
        self.screen = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
    }

    pub fn screen(&self) -> &vt100::Screen {
        self.screen.screen()
    }

    pub fn text(&self) -> String {
        self.screen().contents()
    }

    #[track_caller]
    pub fn wait(&mut self, what: &str, shown: impl Fn(&vt100::Screen) -> bool) {
        let until = Instant::now() + PATIENCE;
        while !shown(self.screen()) {
            let left = until.saturating_duration_since(Instant::now());
            let Ok(bytes) = self.bytes.recv_timeout(left) else {
                panic!("waited for {what}, but there is:\n{}", self.text());
            };
            self.screen.process(&bytes);
            self.all.extend(bytes);
        }
    }

    /// Waits for what is no matter of the screen, and reads on meanwhile.
    #[track_caller]
    pub fn wait_until(&mut self, what: &str, done: impl Fn() -> bool) {
        let until = Instant::now() + PATIENCE;
        while !done() {
            assert!(Instant::now() < until, "waited for {what}:\n{}", self.text());
            if let Ok(bytes) = self.bytes.recv_timeout(Duration::from_millis(20)) {
                self.screen.process(&bytes);
                self.all.extend(bytes);
            }
        }
    }

    /// Waits until a draft on disk has this text.
    #[track_caller]
    pub fn wait_draft(&mut self, home: &Home, text: &str) {
        self.wait_until(text, || home.drafts().contains(text));
    }

    /// Waits for a text that may run over the ends of lines.
    #[track_caller]
    pub fn wait_said(&mut self, text: &str) {
        self.wait(text, |screen| {
            let shown = screen.contents();
            shown.split_whitespace().collect::<String>().contains(text)
        });
    }

    #[track_caller]
    pub fn wait_for(&mut self, text: &str) {
        self.wait(text, |screen| screen.contents().contains(text));
    }

    #[track_caller]
    pub fn wait_gone(&mut self, text: &str) {
        self.wait(&format!("no {text}"), |screen| !screen.contents().contains(text));
    }

    pub fn send(&mut self, keys: &str) {
        self.send_bytes(keys.as_bytes());
    }

    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let to = self.keys.as_mut().unwrap();
        to.write_all(bytes).unwrap();
        to.flush().unwrap();
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        let (rows, cols) = (height.try_into().unwrap(), width.try_into().unwrap());
        self.screen.screen_mut().set_size(rows, cols);
        self.master.as_ref().unwrap().resize(size(width, height)).unwrap();
    }

    pub fn pid(&self) -> Pid {
        Pid::from_raw(self.child.process_id().unwrap().try_into().unwrap()).unwrap()
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
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

    /// The line is gone, as when the terminal's window is closed.
    pub fn hang_up(&mut self) {
        // The reader holds a handle of the line too: the process's last words end it, and nobody takes them.
        drop(std::mem::replace(&mut self.bytes, channel().1));
        let _ = self.keys.as_mut().map(|keys| keys.write_all(b"\x0c"));
        self.keys = None;
        self.master = None;
    }

    /// The exit code, once the process has ended by itself.
    #[track_caller]
    pub fn ended(mut self) -> u32 {
        let pid = self.pid();
        let (to, ended) = channel();
        std::thread::spawn(move || to.send(self.child.wait().unwrap().exit_code()));
        ended.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            let _ = kill_process(pid, Signal::KILL);
            panic!("the process did not end")
        })
    }

    /// The terminal is as it was before.
    #[track_caller]
    pub fn restored(&mut self) {
        self.wait("the terminal restored", |screen| {
            !screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor()
        });
    }
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}
