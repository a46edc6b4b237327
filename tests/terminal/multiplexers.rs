//! Inside tmux and GNU Screen: what they show is what the program drew, after resizing and coming back too.

use std::process::{Command, Output};
use std::time::Instant;

use super::seat::{AS, DUBAN, Home, Seat};
use crate::pty::PATIENCE;
use portable_pty::CommandBuilder;

/// Whether the program is here. Where every test has to be run, as `.ci/run` says with this variable, it must be.
fn is_here(program: &str) -> bool {
    let found = Command::new(program).arg("-V").output();
    let here = found
        .or_else(|_| Command::new(program).arg("-v").output())
        .is_ok();
    assert!(
        here || std::env::var_os("DUBAN_TEST_ALL").is_none(),
        "{program} is not here: install it, this test is part of every run"
    );
    if !here {
        eprintln!("{program} is not here: what the workstation shows inside it was not tested");
    }
    here
}

/// A server of tmux for one test.
struct Tmux<'h>(&'h Home);

impl Tmux<'_> {
    fn run(&self, words: &[&str]) -> Output {
        let mut command = Command::new("tmux");
        command.env_clear().envs(self.0.env());
        command.arg("-S").arg(self.0.0.path().join("tmux"));
        command.args(["-f", "/dev/null"]).args(words).output().unwrap()
    }

    fn screen(&self) -> String {
        String::from_utf8(self.run(&["capture-pane", "-p", "-t", "it"]).stdout).unwrap()
    }

    #[track_caller]
    fn wait(&self, what: &str, shown: impl Fn(&str) -> bool) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let screen = self.screen();
            if shown(&screen) {
                return screen;
            }
            assert!(
                Instant::now() < until,
                "waited for {what}, but there is:\n{screen}"
            );
            std::thread::yield_now();
        }
    }
}

impl Drop for Tmux<'_> {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}

/// The lines of a screen without blanks at their ends and empty ones at its end.
fn lines(screen: &str) -> String {
    let lines: Vec<&str> = screen.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned()
}

/// What the same keys show on a plain terminal.
fn plainly(home: &Home, keys: &[(&str, &str)], width: u16) -> String {
    let mut seat = Seat::new(home);
    seat.wait_for("[1 ");
    if width != 80 {
        seat.resize(width, 30);
    }
    for (keys, shown) in keys {
        seat.send(keys);
        // A frame ends with the cursor at the marker.
        seat.wait(shown, |screen| {
            let (row, column) = screen.cursor_position();
            let marked = screen.cell(row, 0).is_some_and(|cell| cell.contents() == ">");
            screen.contents().contains(shown) && marked && column == 0
        });
    }
    let rows: Vec<String> = seat.screen().rows(0, width).collect();
    seat.send("q");
    seat.restored();
    assert_eq!(seat.ended(), 0);
    lines(&rows.join("\n"))
}

#[test]
fn inside_tmux() {
    if !is_here("tmux") {
        return;
    }
    let home = Home::new();
    let expected = plainly(&home, &[("7", "[7 ")], 80);
    let wide = plainly(&home, &[("7", "[7 "), ("\x1b[B", " 2/3608")], 110);
    let tmux = Tmux(&home);
    let start = ["new-session", "-d", "-s", "it", "-x", "80", "-y", "24", DUBAN];
    assert!(tmux.run(&[&start[..], &AS[..]].concat()).status.success());
    tmux.wait("the first pane", |screen| screen.contains("[1 "));
    tmux.run(&["send-keys", "-t", "it", "7"]);
    tmux.wait("the same as on a plain terminal", |screen| {
        lines(screen) == expected
    });
    tmux.run(&["resize-window", "-t", "it", "-x", "110", "-y", "30"]);
    tmux.run(&["send-keys", "-t", "it", "Down"]);
    tmux.wait("the same, wider", |screen| lines(screen) == wide);
    // Someone attaches to it with another size, and leaves again.
    let mut client = CommandBuilder::new("tmux");
    client.arg("-S");
    client.arg(home.0.path().join("tmux"));
    client.args(["attach", "-t", "it"]);
    let mut seat = Seat::of(&home, client, &[]);
    seat.wait_for("[7 ");
    seat.send("1");
    seat.wait_for("[1 ");
    seat.send("\x02d");
    seat.wait_for("detached");
    tmux.run(&["send-keys", "-t", "it", "q"]);
    let until = Instant::now() + PATIENCE;
    while tmux.run(&["has-session", "-t", "it"]).status.success() {
        assert!(Instant::now() < until, "q does not end it:\n{}", tmux.screen());
    }
}

/// Screen draws what it holds to the terminal before it: attached, and attached again elsewhere.
#[test]
fn inside_gnu_screen() {
    if !is_here("screen") {
        return;
    }
    let home = Home::new();
    let expected = plainly(&home, &[("7", "[7 ")], 80);
    let sockets = home.0.path().join("sockets");
    std::fs::create_dir(&sockets).unwrap();
    std::fs::set_permissions(&sockets, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    let vars = [("SCREENDIR", sockets.to_str().unwrap())];
    let attach = |words: &[&str]| {
        let mut command = CommandBuilder::new("screen");
        command.args(["-U", "-c", "/dev/null"]);
        command.args(words);
        Seat::of(&home, command, &vars)
    };
    let mut first = attach(&[&["-S", "it", DUBAN][..], &AS[..]].concat());
    first.wait_for("[1 ");
    first.send("7");
    let same = |screen: &vt100::Screen| lines(&screen.rows(0, 80).collect::<Vec<_>>().join("\n")) == expected;
    first.wait("the same as on a plain terminal", same);
    first.send("\x01d");
    first.wait_for("detached");
    assert_eq!(first.ended(), 0);
    let mut second = attach(&["-r", "it"]);
    second.wait("the same after coming back", same);
    second.resize(100, 30);
    second.send("1");
    second.wait_for("[1 ");
    second.send("q");
    second.wait_for("terminating");
}
