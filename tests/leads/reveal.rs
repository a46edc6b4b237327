//! `duban lead reveal`: on a terminal, until a key is pressed, with the reason on record.

use portable_pty::CommandBuilder;

use crate::cli_support::Desk;
use crate::pty::Seat;
use crate::{add, wuhan};

const DAY: &str = "2022-06-09";

fn sit(desk: &Desk, words: &[&str]) -> Seat {
    let mut command = CommandBuilder::new(assert_cmd::cargo::cargo_bin!("duban"));
    command.args(words);
    command.env("DUBAN_DATA", desk.data());
    command.env("DUBAN_KEYS", desk.path("keys"));
    command.env("TERM", "xterm");
    command.env("LANG", "C.UTF-8");
    Seat::on(command, (80, 24))
}

/// Shows who reported the lead; returns what stood on the screen, which is gone from it afterwards.
pub fn reveal(desk: &Desk, id: &str, day: &str, reason: &str) -> String {
    let words = [
        "--as",
        "武汉人社",
        "--today",
        day,
        "lead",
        "reveal",
        id,
        "--reason",
        reason,
    ];
    let mut seat = sit(desk, &words);
    seat.wait_for("按任意键清除");
    assert!(
        seat.screen().alternate_screen(),
        "nothing of it comes into the scroll-back"
    );
    let shown = seat.text();
    seat.send("q");
    seat.restored();
    seat.wait_said("记入日志");
    assert!(!seat.text().contains("10099990"), "{}", seat.text());
    // Blanks were written over it first: a terminal without a second screen is left with nothing either.
    let all = String::from_utf8_lossy(&seat.all).into_owned();
    let (_, after) = all.split_once("按任意键清除").unwrap();
    let (wiped, _) = after.split_once("\x1b[?1049l").unwrap();
    for row in 1..=24 {
        assert!(
            wiped.contains(&format!("\x1b[{row};1H\x1b[2K")),
            "{row}: {wiped:?}"
        );
    }
    assert_eq!(seat.ended(), 0);
    shown
}

fn desk() -> (Desk, String) {
    let desk = Desk::furnished();
    let reporter = "举报人样某甲子\n10099990001\n000000190001010001\n";
    let words = ["--about", "样例公司", "--what", "收取押金", "--reporter", "-"];
    let id = add(&desk, DAY, &words, reporter);
    (desk, id)
}

/// Journal entries that say somebody was shown who reported.
fn shown(desk: &Desk) -> usize {
    let journal = desk.run("journal export").ok().out;
    journal.matches("reporter-revealed").count()
}

#[test]
fn who_reported_is_shown_on_a_terminal_and_the_journal_says_so() {
    let (desk, id) = desk();
    let screen = reveal(&desk, &id, DAY, "电话回访");
    for part in ["举报人样某甲子", "10099990001", "000000190001010001", &id] {
        assert!(screen.contains(part), "{screen}");
    }
    let journal = desk.run("journal export").ok().out;
    assert!(journal.contains("电话回访") && !journal.contains("10099990001"));
    assert_eq!(shown(&desk), 1);
}

#[test]
fn nothing_is_shown_or_recorded_where_it_may_not_be() {
    let (desk, id) = desk();
    let words = ["lead", "reveal", &id, "--reason", "回访"];
    let piped = wuhan(&desk, DAY, &words, "");
    assert_eq!(piped.code, 2);
    assert!(piped.err.contains("只能在终端上查看"), "{}", piped.err);
    assert_eq!(
        wuhan(&desk, DAY, &["lead", "reveal", &id], "").code,
        2,
        "without a reason"
    );

    let outsider = [
        "--as",
        "黄石人社",
        "--today",
        DAY,
        "lead",
        "reveal",
        &id,
        "--reason",
        "好奇",
    ];
    let mut seat = sit(&desk, &outsider);
    seat.wait_said("武汉");
    assert_eq!(seat.ended(), 1);

    let own = [
        "--as",
        "武汉人社",
        "--today",
        DAY,
        "lead",
        "reveal",
        &id,
        "--reason",
        "回访",
    ];
    let (keys, away) = (desk.path("keys"), desk.path("away"));
    std::fs::rename(&keys, &away).unwrap();
    let mut seat = sit(&desk, &own);
    seat.wait_said("DUBAN_KEYS");
    assert_eq!(
        seat.ended(),
        3,
        "a missing key leaves no record of what did not take place"
    );
    assert_eq!(shown(&desk), 0);
    std::fs::rename(&away, &keys).unwrap();
    reveal(&desk, &id, DAY, "回访");
    assert_eq!(shown(&desk), 1);
}
