//! The program on the demo, behind a pseudo-terminal.

use std::path::Path;

use portable_pty::CommandBuilder;
use vt100::Screen;

use crate::pty::Seat;

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
pub fn at(office: &Path, lang: &str, size: (u16, u16)) -> Seat {
    let mut command = CommandBuilder::new(assert_cmd::cargo::cargo_bin("duban"));
    let words = [
        "--today",
        "2022-06-20",
        "--as",
        "武汉人社",
        "--lang",
        lang,
        "--data",
    ];
    command.args(words);
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
    Seat::on(command, size)
}

/// What the screen shows once the keys are pressed and the row that has `row` is selected.
pub fn shows(mut seat: Seat, keys: &str, row: &str) -> Screen {
    seat.wait("the first frame", |screen| selected(screen).is_some());
    seat.send(keys);
    seat.wait(row, |screen| {
        selected(screen).is_some_and(|line| line.contains(row))
    });
    let screen = seat.screen().clone();
    seat.send("q");
    seat.wait("the end", |screen| !screen.alternate_screen());
    assert_eq!(seat.ended(), 0);
    screen
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
