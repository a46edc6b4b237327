//! A process behind a pseudo-terminal, and what its screen shows. Tests wait for what is shown.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// How long a screen may take on a machine that has much else to do.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A process behind a pseudo-terminal, and what its screen shows.
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
    /// The command on a terminal of this size.
    pub fn on(command: CommandBuilder, (cols, rows): (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(size(cols, rows)).unwrap();
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
            screen: parser(cols, rows),
        }
    }

    /// Forgets what the screen showed.
    pub fn blank(&mut self) {
        let (rows, cols) = self.screen().size();
        self.screen = parser(cols.get(), rows.get());
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

fn parser(cols: u16, rows: u16) -> vt100::Parser {
    vt100::Parser::new(rows.try_into().unwrap(), cols.try_into().unwrap(), 0)
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}
