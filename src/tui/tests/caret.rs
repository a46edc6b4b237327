//! The terminal's cursor on the real panes: always shown, never on the last row, and behind what is typed.

use crate::tui::action::Action;
use crate::tui::harness::Harness;
use crate::tui::pane::Pane;
use crate::tui::panes::tests::Day;

const SIZES: [(u16, u16); 3] = [(80, 24), (40, 10), (20, 5)];

fn in_place(harness: &Harness, height: u16, what: &str) {
    let cursor = harness.cursor();
    let placed = cursor.is_some_and(|at| at.y + 1 < height);
    assert!(placed, "{what}: {cursor:?} in\n{}", harness.screen());
}

#[test]
fn the_cursor_is_never_on_the_last_row() {
    let day = Day::new();
    for (width, height) in SIZES {
        let mut harness = day.sit_before("武汉人社", width, height);
        for pane in Pane::ALL {
            harness.app.run(pane.action());
            in_place(harness.keys(""), height, &format!("{pane:?}"));
            let offers = harness.app.offers().into_iter();
            let opens = offers.filter(|offer| offer.off.is_none() && offer.action >= Action::Open);
            let opens = opens.filter(|offer| Pane::of(offer.action).is_none());
            for offer in opens.filter(|offer| !matches!(offer.action, Action::Quit | Action::Back)) {
                harness.app.run(offer.action);
                in_place(harness.keys(""), height, &format!("{pane:?} {:?}", offer.action));
                harness.keys("<tab>");
                in_place(&harness, height, &format!("{pane:?} {:?} and on", offer.action));
                harness.keys("<esc> <esc>");
                harness.app.run(pane.action());
            }
        }
    }
}

#[test]
fn the_cursor_stands_behind_what_is_typed() {
    let day = Day::new();
    for (width, height) in SIZES {
        for keys in ["/", ":", "3 <enter>"] {
            let mut harness = day.sit_before("武汉人社", width, height);
            harness.keys(keys).keys("7");
            in_place(&harness, height, keys);
            let before = harness.cursor().unwrap();
            let symbol = |x| harness.buffer()[(x, before.y)].symbol().to_owned();
            assert_eq!(
                symbol(before.x - 1),
                "7",
                "{keys} at {width}: {}",
                harness.screen()
            );
        }
    }
}
