//! Killed without a word, or with the screen gone: what was typed before is there again.

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rustix::process::Signal;

use super::seat::{AS, DUBAN, Home, Seat};

/// One field a time, and a kill in the middle of the next.
#[test]
fn killed_at_any_key_it_goes_on_where_the_draft_was_kept() {
    let home = Home::new();
    let fields = ["2022-06-18", "\t2", "\t\t12", "\t\t\t1", "\t\t\t\t1"];
    let kept = ["visited", "method", "present", "unit_kind", "answers."];
    for (at, keys) in fields.iter().enumerate() {
        let mut seat = Seat::new(&home);
        seat.open_form();
        if at > 0 {
            seat.wait_for("2022-06-18");
        }
        seat.send(keys);
        seat.wait_draft(&home, kept[at]);
        seat.send("\t\t1");
        seat.signal(Signal::KILL);
        assert_ne!(seat.ended(), 0);
        for before in &kept[..=at] {
            assert!(home.drafts().contains(before), "{before}: {}", home.drafts());
        }
    }
    home.verified();
}

/// The screen is another line than the keyboard, and only the screen goes.
#[test]
fn with_the_screen_gone_it_ends_quietly_and_keeps_the_draft() {
    let home = Home::new();
    let size = PtySize {
        rows: 24,
        cols: 80,
        pixel_width: 0,
        pixel_height: 0,
    };
    let screen = native_pty_system().openpty(size).unwrap();
    let line = screen.master.tty_name().unwrap();
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "exec \"$@\" >\"$SCREEN\"", "sh", DUBAN]);
    command.args(AS);
    let mut seat = Seat::of(&home, command, &[("SCREEN", line.to_str().unwrap())]);
    let mut shown = screen.master.try_clone_reader().unwrap();
    let (to, bytes) = std::sync::mpsc::channel();
    let drained = std::thread::spawn(move || {
        let mut chunk = [0; 4096];
        let mut all = Vec::new();
        while let Ok(n @ 1..) = shown.read(&mut chunk) {
            all.extend_from_slice(&chunk[..n]);
            let text = String::from_utf8_lossy(&all).into_owned();
            if to.send(text).is_err() {
                return;
            }
        }
    });
    let until = |what: &str| while !bytes.recv_timeout(crate::pty::PATIENCE).unwrap().contains(what) {};
    until("[1 ");
    seat.send("3");
    until("[3 ");
    seat.send("\r");
    until("检查日期");
    seat.send("2022-06-18");
    seat.wait_draft(&home, "2022-06-18");
    drop(bytes);
    drop(screen);
    // The reader lets go of its handle with the next bytes, which nobody takes; the frame after them finds no line.
    seat.send("\t");
    drained.join().unwrap();
    seat.send("\x0c\t\x0c");
    seat.wait_said("error");
    assert!(!seat.text().contains("panicked"), "{}", seat.text());
    assert_eq!(seat.ended(), 3);
    assert!(home.drafts().contains("2022-06-18"));
    home.verified();
}
