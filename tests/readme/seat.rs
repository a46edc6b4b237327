//! The program on the demo, behind a pseudo-terminal.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::{Parser, Screen};

/// How long a screen may take to come.
const PATIENCE: Duration = Duration::from_secs(60);

/// Makes the demo in an empty directory.
pub fn demo(dir: &Path) {
    let made = assert_cmd::Command::cargo_bin("duban")
        .unwrap()
        .args(["demo", "--no-ui", "--dir"])
        .arg(dir)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

/// The workstation of 武汉人社 on the day the demo opens on.
pub struct Seat {
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    screen: Parser,
}

impl Seat {
    pub fn at(office: &Path, lang: &str, (cols, rows): (u16, u16)) -> Self {
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(assert_cmd::cargo::cargo_bin("duban"));
        command.args([
            "--today",
            "2022-06-20",
            "--as",
            "武汉人社",
            "--lang",
            lang,
            "--data",
        ]);
        command.arg(office);
        for name in [
            "NO_COLOR",
            "COLORTERM",
            "LC_ALL",
            "LC_CTYPE",
            "DUBAN_WIDTHS",
            "XDG_CONFIG_HOME",
        ] {
            command.env_remove(name);
        }
        // No keymap but the shipped one.
        command.env("HOME", office);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "zh_CN.UTF-8");
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
            keys: pair.master.take_writer().unwrap(),
            _master: pair.master,
            bytes,
            screen: Parser::new(rows.try_into().unwrap(), cols.try_into().unwrap(), 0),
        }
    }

    /// What the screen shows once the keys are pressed and the row that has `row` is selected.
    pub fn shows(mut self, keys: &str, row: &str) -> Screen {
        self.wait("the first frame", |screen| selected(screen).is_some());
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        self.wait(row, |screen| {
            selected(screen).is_some_and(|line| line.contains(row))
        });
        let screen = self.screen.screen().clone();
        self.keys.write_all(b"q").unwrap();
        self.keys.flush().unwrap();
        self.wait("the end", |screen| !screen.alternate_screen());
        self.child.wait().unwrap();
        screen
    }

    fn wait(&mut self, what: &str, shown: impl Fn(&Screen) -> bool) {
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
}

/// The selected row, once the frame is whole: the cursor goes to the marker last.
fn selected(screen: &Screen) -> Option<String> {
    let (row, col) = screen.cursor_position();
    let line = screen.rows(0, screen.size().1.into()).nth(row.into())?;
    let marker = screen.cell(row, col)?.contents() == ">";
    (screen.alternate_screen() && marker).then_some(line)
}

/// The screen as text, a line for each row, without blanks at their ends.
pub fn text(screen: &Screen) -> String {
    let (_, cols) = screen.size();
    screen
        .rows(0, cols.get())
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}
