//! Every sequence that is sent to a terminal is one that it knows, and none asks it anything.

use std::collections::BTreeSet;

use rstest::rstest;

use super::seat::{AS, Home, Seat};

/// What every terminal that can place its cursor knows: its sequences by their last letter, `m` by its parameters.
const VT100: &str = "H A B C D J K m0 m1 m4 m5 m7 ?7h ?7l";
const VT220: &str = "X m22 m24 m25 m27 ?25h ?25l";
const LINUX: &str = "G m2";
const EIGHT: &str = "m31 m32 m33 m36 m39";
const OWN_SCREEN: &str = "?1049h ?1049l";
const PASTE: &str = "?2004h ?2004l";

#[rstest]
#[case("vt100", &[VT100], true)]
#[case("vt220", &[VT100, VT220], true)]
#[case("linux", &[VT100, VT220, LINUX, EIGHT], true)]
#[case("screen", &[VT100, VT220, LINUX, EIGHT, OWN_SCREEN], false)]
#[case("screen-256color", &[VT100, VT220, LINUX, EIGHT, OWN_SCREEN], false)]
#[case("tmux-256color", &[VT100, VT220, LINUX, EIGHT, OWN_SCREEN, PASTE], false)]
#[case("xterm", &[VT100, VT220, LINUX, EIGHT, OWN_SCREEN, PASTE], false)]
#[case("xterm-256color", &[VT100, VT220, LINUX, EIGHT, OWN_SCREEN, PASTE], false)]
fn a_terminal_is_only_sent_what_it_knows(#[case] term: &str, #[case] known: &[&str], #[case] same: bool) {
    let home = Home::new();
    let mut seat = Seat::with(&home, &AS, &[("TERM", term)]);
    tour(&mut seat);
    // Terminals without a screen of their own for programs keep to the one they have.
    assert_eq!(!seat.screen().alternate_screen(), same, "{term}");
    leave(&mut seat);
    let known: BTreeSet<&str> = known.iter().flat_map(|known| known.split(' ')).collect();
    let sent = sequences(&seat.all);
    let more: Vec<&String> = sent
        .iter()
        .filter(|sent| !known.contains(sent.as_str()))
        .collect();
    assert!(more.is_empty(), "{term} does not know {more:?}");
    assert_eq!(seat.ended(), 0);
}

#[rstest]
#[case(&[("NO_COLOR", "1")], &[])]
#[case(&[], &["--mono"])]
fn without_colours_there_is_none(#[case] vars: &[(&str, &str)], #[case] flags: &[&str]) {
    let home = Home::new();
    let mut seat = Seat::with(&home, &[&AS[..], flags].concat(), vars);
    tour(&mut seat);
    leave(&mut seat);
    let colours = |sent: &&String| EIGHT.split(' ').any(|known| known == **sent);
    assert_eq!(sequences(&seat.all).iter().find(colours), None);
}

#[rstest]
#[case(&[("TERM", "linux")], &[])]
#[case(&[("LANG", "C")], &[])]
#[case(&[("LANG", "zh_CN.GB18030")], &[])]
#[case(&[], &["--ascii"])]
fn without_glyphs_chinese_is_pinyin(#[case] vars: &[(&str, &str)], #[case] flags: &[&str]) {
    let home = Home::new();
    let mut seat = Seat::with(&home, &[&AS[..], flags].concat(), vars);
    tour(&mut seat);
    assert!(
        seat.text().contains("Wuhan") || seat.text().contains("WuHan"),
        "{}",
        seat.text()
    );
    leave(&mut seat);
    assert!(seat.all.is_ascii());
}

#[rstest]
#[case("dumb")]
#[case("")]
fn a_terminal_that_cannot_place_its_cursor_is_told_so(#[case] term: &str) {
    let home = Home::new();
    let mut seat = Seat::with(&home, &AS, &[("TERM", term)]);
    seat.wait_for("TERM=");
    assert!(!seat.all.contains(&b'\x1b'), "{}", seat.text());
    assert_eq!(seat.ended(), 3);
}

/// Every pane, a sheet, a form, a refused key.
fn tour(seat: &mut Seat) {
    seat.wait_for("[1 ");
    for pane in ["2", "3", "4", "5", "6", "7", "8", "9", "?"] {
        seat.send(pane);
        match pane {
            "?" => seat.wait_for("Up k"),
            _ => seat.wait_for(&format!("[{pane} ")),
        }
    }
    seat.send("1");
    seat.wait_for("[1 ");
    seat.send("\x1b[6~A");
    seat.wait("what is said", |screen| {
        let rows = screen.rows(0, 80).collect::<Vec<_>>();
        rows[20..23].iter().any(|row| row.starts_with("* "))
    });
}

fn leave(seat: &mut Seat) {
    seat.send("q");
    seat.restored();
    let until = seat.all.len();
    seat.wait("the end", |screen| screen.contents().trim().is_empty());
    assert!(until > 0);
}

/// The sequences in what was sent: `H`, `?25l`, `m31`; anything that is no plain CSI by its beginning.
fn sequences(bytes: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut found = BTreeSet::new();
    for part in text.split('\x1b').skip(1) {
        let Some(part) = part.strip_prefix('[') else {
            found.insert(format!("ESC {}", part.chars().take(1).collect::<String>()));
            continue;
        };
        let end = part.find(|c: char| !matches!(c, '0'..='9' | ';' | '?' | '>' | '='));
        let (params, last) = part.split_at(end.unwrap_or(part.len()));
        let last: String = last.chars().take(1).collect();
        match &*last {
            // An extended colour is one parameter.
            "m" if params.contains("8;5;") || params.contains("8;2;") => {
                found.insert(format!("m{params}"));
            }
            "m" => found.extend(
                params
                    .split(';')
                    .map(|p| format!("m{}", if p.is_empty() { "0" } else { p })),
            ),
            _ if params.starts_with(['?', '>', '=']) => {
                found.insert(format!("{params}{last}"));
            }
            _ => {
                found.insert(last);
            }
        }
    }
    found
}
