//! The workstation on a real terminal: the test binary runs itself behind a pseudo-terminal, and the tests wait for
//! what the screen shows.

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};

use super::demo::app;
use crate::lang::Lang;
use crate::tui::action::{Action, Offer};
use crate::tui::app::App;
use crate::tui::event;
use crate::tui::frame::Headline;
use crate::tui::keymap::{Context, Keymap};
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::run::run;
use crate::tui::term::{Caps, Session};
use crate::tui::ui::Ui;

const ROLE: &str = "DUBAN_TEST_ROLE";
const PATIENCE: Duration = Duration::from_secs(20);

/// Panics when opened; spawns a thread that panics when edited.
struct Bomb;

impl Layer for Bomb {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::List]
    }
    fn offers(&self, _cx: &Cx) -> Vec<Offer> {
        vec![Offer::on(Action::Open), Offer::on(Action::Edit)]
    }
    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        match action {
            Action::Open => panic!("the bomb went off"),
            _ => {
                assert!(std::thread::spawn(|| panic!("a worker fell")).join().is_err());
                cx.say(Default::default(), "worker gone");
                Flow::Taken
            }
        }
    }
    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        cx.ui
            .put(buf, area, area.x, area.y, "bomb", ratatui::style::Style::new());
    }
}

/// What the child process does; nothing when the tests themselves run.
#[test]
fn child() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let caps = Caps::default();
    let mut app = match role.as_str() {
        "bomb" => {
            let head = Box::new(|_: &Ui| Headline::default());
            let panes: Vec<(Pane, Box<dyn Layer>)> = vec![(Pane::Tasks, Box::new(Bomb))];
            App::new(Ui::new(Lang::Zh, &caps), Keymap::shipped().unwrap(), head, panes)
        }
        _ => app(Lang::Zh, caps),
    };
    let (sender, receiver) = event::channel();
    let session = Session::start("xterm", caps.model).unwrap();
    event::listen(&sender, session.giving_back()).unwrap();
    let ending = run(&mut app, &session, caps, (&sender, &receiver)).unwrap();
    drop(session);
    println!("ended: {ending:?}");
    std::process::exit(7);
}

/// A child behind a pseudo-terminal of 80×24, and what its screen shows.
struct Seat {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    bytes: Receiver<Vec<u8>>,
    all: Vec<u8>,
    screen: vt100::Parser,
}

impl Seat {
    fn new(role: &str) -> Self {
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args([
            "--exact",
            "tui::tests::terminal::child",
            "--nocapture",
            "--test-threads",
            "1",
        ]);
        command.env(ROLE, role);
        command.env("RUST_BACKTRACE", "0");
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
        let screen = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
        Seat {
            child,
            master: Some(pair.master),
            keys: Some(keys),
            bytes,
            all: Vec::new(),
            screen,
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
            self.all.extend(bytes);
        }
    }

    fn wait_for(&mut self, text: &str) {
        self.wait(text, |screen| screen.contents().contains(text));
    }

    fn wait_for_list(&mut self) {
        self.wait("the list", |screen| {
            screen.alternate_screen() && screen.contents().contains("武汉东湖")
        });
    }

    fn send(&mut self, keys: &str) {
        let to = self.keys.as_mut().unwrap();
        to.write_all(keys.as_bytes()).unwrap();
        to.flush().unwrap();
    }

    fn pid(&self) -> Pid {
        Pid::from_raw(self.child.process_id().unwrap().try_into().unwrap()).unwrap()
    }

    /// The terminal is as it was, and the process ended by itself.
    fn ended(&mut self, text: &str) {
        self.wait_for(text);
        self.wait("the terminal restored", |screen| {
            !screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor()
        });
        assert_ne!(self.child.wait().unwrap().exit_code(), 0);
    }
}

#[test]
fn nothing_is_asked_of_the_terminal_and_leaving_restores_it() {
    let mut seat = Seat::new("demo");
    seat.wait_for_list();
    let sent = String::from_utf8_lossy(&seat.all).into_owned();
    for query in [
        "\x1b[6n",
        "\x1b[c",
        "\x1b[0c",
        "\x1b[>",
        "\x1b[?u",
        "\x1b]10;?",
        "\x1b[?1000h",
        "\x1b[?1003h",
        "\x1bP",
    ] {
        assert!(!sent.contains(query), "{query:?}");
    }
    seat.send("q");
    seat.ended("ended: Quit");
}

#[test]
fn typed_chinese_reaches_the_field() {
    let mut seat = Seat::new("demo");
    seat.wait_for_list();
    seat.send("/十堰\r");
    seat.wait("the filter", |screen| {
        !screen.contents().contains("武汉东湖") && screen.contents().contains("十堰")
    });
    seat.send("q");
    seat.ended("ended: Quit");
}

#[test]
fn a_panic_restores_the_terminal_before_it_speaks() {
    let mut seat = Seat::new("bomb");
    seat.wait_for("bomb");
    seat.send("\r");
    seat.ended("the bomb went off");
}

#[test]
fn a_fallen_worker_does_not_spoil_the_screen() {
    let mut seat = Seat::new("bomb");
    seat.wait_for("bomb");
    seat.send("e");
    seat.wait_for("worker gone");
    assert!(!seat.screen.screen().contents().contains("a worker fell"));
    seat.send("q");
    seat.wait_for("ended: Quit");
    assert!(
        seat.screen.screen().contents().contains("a worker fell"),
        "{}",
        seat.screen.screen().contents()
    );
}

#[test]
fn a_request_to_end_is_followed() {
    for (signal, number) in [(Signal::TERM, 15), (Signal::HUP, 1)] {
        let mut seat = Seat::new("demo");
        seat.wait_for_list();
        kill_process(seat.pid(), signal).unwrap();
        seat.ended(&format!("ended: Signal({number})"));
    }
}

#[test]
fn a_line_that_hangs_up_leaves_no_orphan() {
    let mut seat = Seat::new("demo");
    seat.wait_for_list();
    // The reader holds a handle of the line too: it lets go when it has something to pass on and nobody to.
    drop(std::mem::replace(&mut seat.bytes, channel().1));
    seat.send("j");
    seat.keys = None;
    seat.master = None;

    let pid = seat.pid();
    let (to, ended) = channel();
    std::thread::spawn(move || to.send(seat.child.wait()));
    if ended.recv_timeout(PATIENCE).is_err() {
        let _ = kill_process(pid, Signal::KILL);
        panic!("the process outlived its line");
    }
}

#[test]
fn stopping_gives_the_terminal_back_and_continuing_draws_anew() {
    let mut seat = Seat::new("demo");
    seat.wait_for_list();
    seat.send("\x1a");
    seat.wait("the shell's screen", |screen| !screen.alternate_screen());
    let (_, status) = waitpid(Some(seat.pid()), WaitOptions::UNTRACED).unwrap().unwrap();
    assert!(status.stopped());
    kill_process(seat.pid(), Signal::CONT).unwrap();
    seat.wait_for_list();
    seat.send("q");
    seat.ended("ended: Quit");
}

#[test]
fn a_new_size_is_followed() {
    let mut seat = Seat::new("demo");
    seat.wait_for_list();
    assert!(!seat.screen.screen().contents().contains("详情"));
    let size = PtySize {
        rows: 40,
        cols: 120,
        pixel_width: 0,
        pixel_height: 0,
    };
    seat.screen
        .screen_mut()
        .set_size(40.try_into().unwrap(), 120.try_into().unwrap());
    seat.master.as_ref().unwrap().resize(size).unwrap();
    seat.wait_for("详情");
    for (rows, cols) in [(1, 1), (24, 80)] {
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        seat.screen
            .screen_mut()
            .set_size(rows.try_into().unwrap(), cols.try_into().unwrap());
        seat.master.as_ref().unwrap().resize(size).unwrap();
    }
    seat.wait_for("武汉东湖");
    seat.send("q");
    seat.ended("ended: Quit");
}
