//! Text as input methods, thin lines and clipboards deliver it: whole, in halves, and of every width.

use super::seat::{Home, Seat};

/// Opens the filter, which takes any text, and waits for its caret.
fn filtering(home: &Home) -> Seat {
    let mut seat = Seat::new(home);
    seat.wait_for("[1 ");
    seat.send("/");
    seat.wait_for("Enter ");
    seat.wait("the caret in the line", |screen| screen.cursor_position().0 > 15);
    seat
}

/// The row and column of the cursor, which a screen reader and an input method follow.
fn caret(seat: &mut Seat, column: u16) {
    seat.wait(&format!("the caret in column {column}"), |screen| {
        screen.cursor_position().1 == column && !screen.hide_cursor()
    });
    assert!(seat.screen().cursor_position().0 < 23, "never on the last row");
}

#[test]
fn a_burst_of_an_input_method_arrives_whole() {
    let home = Home::new();
    let mut seat = filtering(&home);
    seat.send("武汉光谷人力资源服务有限公司");
    seat.wait_for("武汉光谷人力资源服务有限公司");
    caret(&mut seat, 28);
}

/// Every cut that a line can make into the bytes, each waited for.
#[test]
fn characters_may_arrive_in_halves() {
    let home = Home::new();
    let mut seat = filtering(&home);
    let text = "汉é𠮷";
    let mut typed = String::new();
    let mut columns = 0;
    for c in text.chars() {
        let bytes = c.to_string().into_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            seat.send_bytes(&[*byte]);
            if at + 1 == bytes.len() {
                typed.push(c);
                columns += if c == 'é' { 1 } else { 2 };
                seat.wait_for(&typed);
                caret(&mut seat, columns);
            }
        }
    }
    // A character's beginning in one read with what comes before it, its end in one with what follows.
    let bytes = "人力".as_bytes();
    seat.send_bytes(&bytes[..4]);
    seat.wait_for("汉é𠮷人");
    seat.send_bytes(&bytes[4..]);
    seat.wait_for("汉é𠮷人力");
}

#[test]
fn combining_marks_and_emoji_keep_the_caret_in_place() {
    let home = Home::new();
    let mut seat = filtering(&home);
    seat.send("e\u{301}");
    seat.wait_for("e\u{301}");
    caret(&mut seat, 1);
    seat.send("汉");
    caret(&mut seat, 3);
    seat.send("😀");
    caret(&mut seat, 5);
    seat.send("\x7f\x7f");
    caret(&mut seat, 1);
}

#[test]
fn a_wide_character_at_the_right_edge_is_not_cut_in_two() {
    let home = Home::new();
    let mut seat = filtering(&home);
    for n in [39, 40, 41] {
        let text = "汉".repeat(n);
        seat.send(&format!("x{text}"));
        seat.wait("the caret beside the edge or moved", |screen| {
            screen.cursor_position().1 > 0
        });
        let cell = |x| {
            seat.screen()
                .cell(seat.screen().cursor_position().0, x)
                .map(|c| c.is_wide())
        };
        assert_ne!(cell(79), Some(true), "half a character at the edge");
        // All of it taken away again, with every press of the key.
        seat.send(&"\x7f".repeat(n + 1));
        caret(&mut seat, 0);
    }
}

/// What is pasted is text, its line ends and commands too.
#[test]
fn pasting_runs_no_command() {
    let home = Home::new();
    let mut seat = filtering(&home);
    seat.send("\x1b[200~武汉\nq\x1b[201~");
    seat.wait_for("武汉 q");
    seat.send("\x1b");
    seat.wait_gone("武汉 q");
}
