//! The program on a terminal, where nothing is yet: it opens on the guide, and leaves with the terminal as it was.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// How long a screen may take to come, on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program behind a pseudo-terminal of 80×24, on an empty data directory.
struct Seat {
    dir: TempDir,
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    screen: vt100::Parser,
}

impl Seat {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_duban"));
        command.arg("--data");
        command.arg(dir.path().join("data"));
        command.args(["--today", "2022-06-01"]);
        command.env("TERM", "xterm");
        command.env("HOME", dir.path());
        command.env("XDG_CONFIG_HOME", dir.path());
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
        let keys = pair.master.take_writer().unwrap();
        Seat {
            dir,
            child,
            _master: pair.master,
            keys,
            bytes,
            screen: vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0),
        }
    }

    fn wait(&mut self, what: &str, shown: impl Fn(&vt100::Screen) -> bool) {
        let until = Instant::now() + PATIENCE;
        while !shown(self.screen.screen()) {
            let left = until.saturating_duration_since(Instant::now());
            let Ok(bytes) = self.bytes.recv_timeout(left) else {
                panic!(
                    "waited for {what}, but there is:\n{}",
                    self.screen.screen().contents()
                );
            };
            self.screen.process(&bytes);
        }
    }

    fn wait_for(&mut self, text: &str) {
        self.wait(text, |screen| screen.contents().contains(text));
    }

    fn send(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }
}

#[test]
fn an_empty_directory_opens_on_the_guide_and_a_library_is_imported_beside_the_keys() {
    let mut seat = Seat::new();
    seat.wait_for("1 开始专项行动");
    seat.wait_for("duban demo");
    seat.send("\r");
    seat.wait_for("以谁的名义");
    seat.send("\x13");
    seat.wait_for("已开始“");
    // The registry, its path pasted in one piece; the work goes on in a thread of its own.
    let file = seat.dir.path().join("targets.csv");
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data/targets.csv");
    std::fs::copy(sample, &file).unwrap();
    seat.send("j\r");
    seat.wait_for("拒收行写入");
    seat.send(&format!("\x1b[200~{}\x1b[201~", file.display()));
    seat.wait_for("targets.csv");
    seat.send("\x13");
    seat.wait_for("现在导入？");
    seat.send("y");
    seat.wait_for("已导入 targets.csv");
    seat.send("\x1b");
    seat.wait_for("7 下一步");
    seat.send("q");
    seat.wait("the terminal restored", |screen| !screen.alternate_screen());
    assert!(seat.child.wait().unwrap().success());
}
