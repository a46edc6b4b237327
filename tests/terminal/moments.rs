//! Bad moments: the line hangs up, the disk is full, someone stops or kills the program. Nothing typed is lost.

use portable_pty::CommandBuilder;
use rustix::process::{Resource, Rlimit, Signal, WaitOptions, prlimit, waitpid};

use super::seat::{AS, DUBAN, Home, Seat};

#[test]
fn a_hang_up_in_the_middle_of_a_form_keeps_the_draft() {
    let home = Home::new();
    let mut seat = Seat::new(&home);
    seat.open_form();
    seat.send("2022-06-18");
    seat.wait_for("2022-06-18");
    seat.hang_up();
    assert_ne!(seat.ended(), 0);
    home.verified();
    let mut seat = Seat::new(&home);
    seat.open_form();
    seat.wait_for("2022-06-18");
}

/// No file may grow any more, as on a full disk; then there is room again.
#[test]
fn a_full_disk_is_said_and_what_was_typed_stays() {
    let home = Home::new();
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "trap '' XFSZ; exec \"$@\"", "sh", DUBAN]);
    command.args(AS);
    let mut seat = Seat::of(&home, command, &[]);
    seat.open_form();
    let room = |seat: &Seat, current| {
        let maximum = None;
        prlimit(Some(seat.pid()), Resource::Fsize, Rlimit { current, maximum }).unwrap();
    };
    room(&seat, Some(1));
    seat.send("2022-06-18");
    seat.wait_for("草稿未能保存！");
    assert!(seat.text().contains("2022-06-18"), "{}", seat.text());
    room(&seat, None);
    seat.send("\x1b");
    seat.wait_gone("草稿未能保存！");
    seat.send("q");
    seat.restored();
    assert_eq!(seat.ended(), 0);
    home.verified();
    let mut seat = Seat::new(&home);
    seat.open_form();
    seat.wait_for("2022-06-18");
}

#[test]
fn one_cell_and_back_shows_the_same_form() {
    let home = Home::new();
    let mut seat = Seat::new(&home);
    seat.open_form();
    seat.send("2022-06-18");
    seat.wait_for("2022-06-18");
    for (width, height) in [(1, 1), (20, 5), (80, 24)] {
        seat.resize(width, height);
    }
    seat.send("\t");
    seat.wait_for("> 核查方式");
    assert!(seat.text().contains("2022-06-18"), "{}", seat.text());
}

#[test]
fn stopped_from_outside_it_draws_anew_when_it_goes_on() {
    let home = Home::new();
    let mut seat = Seat::new(&home);
    seat.open_form();
    seat.signal(Signal::STOP);
    let (_, status) = waitpid(Some(seat.pid()), WaitOptions::UNTRACED).unwrap().unwrap();
    assert!(status.stopped());
    seat.blank();
    seat.signal(Signal::CONT);
    seat.wait_for("> 检查日期");
    seat.send("2022-06-18");
    seat.wait_for("2022-06-18");
}

#[test]
fn asked_twice_to_end_it_still_gives_the_terminal_back() {
    let home = Home::new();
    let mut seat = Seat::new(&home);
    seat.open_form();
    seat.send("2022-06-18");
    seat.wait_for("2022-06-18");
    seat.signal(Signal::TERM);
    seat.signal(Signal::TERM);
    seat.restored();
    assert_ne!(seat.ended(), 0);
    home.verified();
    let mut seat = Seat::new(&home);
    seat.open_form();
    seat.wait_for("2022-06-18");
}

#[test]
fn without_a_terminal_it_says_so() {
    let home = Home::new();
    let ran = home.run(&AS);
    assert_eq!(ran.status.code(), Some(2));
    assert!(ran.stdout.is_empty() && !ran.stderr.is_empty());
}

/// Under `sh -c` nobody could continue it: it says so and goes on, and the data is not held by a sleeper.
#[test]
fn where_no_shell_could_continue_it_it_does_not_stop() {
    let home = Home::new();
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "\"$@\"; echo over", "sh", DUBAN]);
    command.args(AS);
    let mut seat = Seat::of(&home, command, &[]);
    seat.wait_for("[1 ");
    seat.send("\u{1a}");
    seat.wait_said("不能暂停");
    seat.send("7");
    seat.wait_for("[7 ");
    seat.send("q");
    seat.wait_for("over");
}
