//! Killed, hung up or cut off at every keystroke of a form: opened again, it goes on where the draft was kept, and at most
//! what was typed in the last 300 ms is missing; of a hang-up and a line that is cut, nothing that was on the screen.
//!
//! Every keystroke is a program of its own that is brought to its end with it. What a draft holds is read from its file,
//! a sealed one with the office's key.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

#[path = "../common/seat.rs"]
mod pty;
#[allow(dead_code, reason = "the terminal's tests use the rest")]
#[path = "../terminal/seat.rs"]
mod seat;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use duban::office::drafts::Drafts;
use rustix::process::Signal;
use seat::{Home, Seat};

/// Who types; see [`seat::AS`].
const WHO: &str = "武汉人社";
/// What may be missing.
const LOST: Duration = Duration::from_millis(300);

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Kill,
    HangUp,
    Cut,
}

/// A form: the keys that open it from the first pane, and what shows that it is open.
struct Form {
    open: &'static [(&'static str, &'static str)],
    /// What the key has in it under which its draft is kept.
    draft: &'static str,
    /// Keystrokes: how many fields below the first one, and the key.
    keys: Vec<(usize, &'static str)>,
}

fn entry() -> Form {
    let day = "2022-06-18".split("").filter(|c| !c.is_empty()).map(|c| (0, c));
    Form {
        open: &[("3", "[3 "), ("\r", "> 检查日期")],
        draft: "01-0001",
        keys: day
            .chain([(1, "2"), (2, "1"), (2, "2"), (3, "1"), (4, "1")])
            .collect(),
    }
}

fn lead() -> Form {
    let text = ["扣", "押", "x", "\r", "证"].map(|c| (0, c));
    let day = ["0", "6", "-", "0", "1"].map(|c| (1, c));
    let who = ["样", "某", "壬"].map(|c| (16, c));
    Form {
        open: &[("4", "[4 "), ("n", "> 内容")],
        draft: "sealed/form/lead/new",
        keys: text.into_iter().chain(day).chain(who).collect(),
    }
}

type Fields = BTreeMap<String, String>;

impl Form {
    /// What the draft on disk says; nothing where there is none.
    fn kept(&self, home: &Home) -> Fields {
        let drafts = Drafts::of(&home.0.path().join("data"));
        let all = drafts.all(WHO).into_keys();
        let key = all.into_iter().find(|key| key.contains(self.draft));
        let draft = key.and_then(|key| drafts.read(WHO, &key).expect("a draft that can be read"));
        let fields = draft.map(|draft| draft.fields).unwrap_or_default();
        fields
            .iter()
            .map(|(id, value)| (id.clone(), serde_json::to_string(value).unwrap()))
            .collect()
    }

    /// The program with the form open, the caret in the field that is so many below the first one.
    fn sit(&self, home: &Home, below: usize) -> Seat {
        let mut seat = Seat::new(home);
        seat.wait_for("[1 ");
        for (keys, shown) in self.open {
            seat.send(keys);
            seat.wait_for(shown);
        }
        let first = focus(&seat);
        for _ in 0..below {
            let before = focus(&seat);
            seat.send("\t");
            seat.wait("the next field", |screen| focus_of(screen) != before);
        }
        assert!(below == 0 || focus(&seat) != first);
        seat
    }
}

fn focus_of(screen: &vt100::Screen) -> String {
    let lines = screen.contents();
    let line = lines
        .lines()
        .find(|line| line.starts_with("> "))
        .unwrap_or_default();
    line.to_owned()
}

fn focus(seat: &Seat) -> String {
    focus_of(seat.screen())
}

/// Types a key and waits until the program has shown that it took it.
fn press(seat: &mut Seat, key: &str) -> Instant {
    let before = (seat.text(), seat.screen().cursor_position());
    seat.send(key);
    seat.wait("the key's echo", |screen| {
        (screen.contents(), screen.cursor_position()) != before
    });
    Instant::now()
}

/// Types a key and waits until it is on disk; how long that took from its echo on.
fn press_and_keep(form: &Form, home: &Home, seat: &mut Seat, key: &str) -> Duration {
    let before = form.kept(home);
    let echoed = press(seat, key);
    seat.wait_until("the draft", || form.kept(home) != before);
    echoed.elapsed()
}

/// Whether nothing that was kept before is gone or cut, one field at most having grown or changed.
fn goes_on(before: &Fields, after: &Fields) -> bool {
    let changed = after
        .iter()
        .filter(|(id, value)| before.get(*id) != Some(value))
        .count();
    before.keys().all(|id| after.contains_key(id)) && changed <= 1
}

fn end(seat: Seat, end: End) {
    let mut seat = seat;
    match end {
        End::Kill => seat.signal(Signal::KILL),
        End::HangUp => seat.signal(Signal::HUP),
        End::Cut => seat.hang_up(),
    }
    assert_ne!(seat.ended(), 0, "{end:?}");
}

/// Brings the program to its end with every keystroke, and opens it again for the next.
fn at_every_keystroke(form: &Form, how: End) {
    let home = Home::new();
    let mut taken = Vec::new();
    let mut kept = form.kept(&home);
    assert!(kept.is_empty());
    for (n, (below, key)) in form.keys.iter().enumerate() {
        let mut seat = form.sit(&home, *below);
        assert_eq!(form.kept(&home), kept, "opening the form changes no draft");
        press(&mut seat, key);
        end(seat, how);
        let mut found = form.kept(&home);
        assert!(
            goes_on(&kept, &found),
            "{how:?} at key {n}: {kept:?} became {found:?}"
        );
        if found == kept {
            assert_eq!(
                how,
                End::Kill,
                "key {n}, {key:?}, is lost, though it was on the screen"
            );
            // What the last 300 ms took is typed again, and kept this time.
            let mut seat = form.sit(&home, *below);
            taken.push(press_and_keep(form, &home, &mut seat, key));
            found = form.kept(&home);
            assert!(goes_on(&kept, &found), "{kept:?} became {found:?}");
            end(seat, End::Kill);
            assert_eq!(form.kept(&home), found, "what was kept stays");
        }
        kept = found;
    }
    assert_eq!(
        unsealed(&home, form),
        0,
        "a sealed draft says nothing to whoever has no key"
    );
    home.verified();
    if how == End::Kill {
        taken.sort();
        // The machine of a test may stand still for a while; that the usual keystroke is kept in time is what counts.
        let usual = taken.get(taken.len() / 2).copied().unwrap_or_default();
        assert!(usual <= LOST, "the usual keystroke is kept after {usual:?}");
    }
}

/// Files in the folder of drafts that show something of a confidential form.
fn unsealed(home: &Home, form: &Form) -> usize {
    if !form.draft.starts_with("sealed/") {
        return 0;
    }
    let files = std::fs::read_dir(home.0.path().join("data/drafts"))
        .unwrap()
        .flatten();
    let says = |bytes: Vec<u8>| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        ["扣押", "样某", "06-0"].iter().any(|word| text.contains(word))
    };
    files
        .filter(|file| std::fs::read(file.path()).is_ok_and(says))
        .count()
}

#[test]
fn the_form_of_entry_killed_at_every_keystroke() {
    at_every_keystroke(&entry(), End::Kill);
}

#[test]
fn the_form_of_entry_hung_up_at_every_keystroke() {
    at_every_keystroke(&entry(), End::HangUp);
}

#[test]
fn the_form_of_entry_cut_off_at_every_keystroke() {
    at_every_keystroke(&entry(), End::Cut);
}

#[test]
fn the_form_of_a_new_lead_killed_at_every_keystroke() {
    at_every_keystroke(&lead(), End::Kill);
}

#[test]
fn the_form_of_a_new_lead_hung_up_at_every_keystroke() {
    at_every_keystroke(&lead(), End::HangUp);
}

#[test]
fn the_form_of_a_new_lead_cut_off_at_every_keystroke() {
    at_every_keystroke(&lead(), End::Cut);
}
