//! The window is drawn down to one cell and back, wherever an action or two lead: the same is shown as would have been
//! without, and what is typed meanwhile is there. Compared before a screen where everything has room: the page of a
//! long form may be another one.

use super::reach::{everywhere, sit};
use crate::tui::action::Action;
use crate::tui::harness::Harness;
use crate::tui::keymap::Keymap;
use crate::tui::panes::tests::Day;

#[test]
fn one_cell_and_back_changes_nothing_anywhere() {
    let (day, keymap) = (Day::new(), Keymap::shipped().unwrap());
    let (mut places, mut typed) = (0, 0);
    for (who, situation) in everywhere() {
        // What is done without a question is done on a day of its own.
        let own = situation.way.contains(&Action::TakeUp);
        let days = own.then(|| [Day::new(), Day::new()]);
        let [first, second] = days.as_ref().map_or([&day, &day], |[one, other]| [one, other]);
        let open = |day: &Day| -> Harness {
            let mut harness = sit(day, who, &keymap, &situation.way);
            harness.resize(80, 24);
            harness
        };
        let text = if situation.types { "6" } else { "" };
        let mut still = open(first);
        let wanted = still.keys(text).resize(80, 200).screen();
        let mut moved = open(second);
        moved.resize(1, 1).keys(text);
        moved.resize(7, 3).resize(1, 1).resize(80, 24).resize(80, 200);
        assert_eq!(moved.screen(), wanted, "{who} after {:?}", situation.way);
        assert_eq!(moved.cursor(), still.cursor(), "{who} after {:?}", situation.way);
        places += 1;
        typed += usize::from(situation.types);
    }
    assert!(places > 50 && typed > 5, "{places} places, {typed} with text");
}
