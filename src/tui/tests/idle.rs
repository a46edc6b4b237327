//! Nothing happens where nobody does anything: no pane asks to be woken, and being woken draws nothing.

use crate::lang::Lang;
use crate::tui::event::Event;
use crate::tui::harness::Harness;
use crate::tui::pane::Pane;
use crate::tui::panes::tests::{seat, shared};
use crate::tui::term::Widths;
use crate::tui::tests::replay::Replay;

const WHO: [&str; 2] = ["武汉人社", "省市监"];

#[test]
fn no_pane_wakes_up_without_a_reason() {
    let office = shared();
    for who in WHO {
        let mut harness = Harness::new(seat(&office, who, Lang::Zh, false), 120, 40);
        for pane in Pane::ALL {
            harness.app.run(pane.action());
            harness.keys("").work();
            assert_eq!(harness.app.due(), None, "{who}: {pane:?}");
        }
    }
}

/// What may wake it and changes nothing: the clock, others' work that is known already, work elsewhere.
#[test]
fn waking_up_costs_no_byte() {
    let office = shared();
    let seq = office.view().seq();
    let mut replay = Replay::of(seat(&office, WHO[0], Lang::Zh, false), 80, 24, Widths::Usual);
    for pane in Pane::ALL {
        replay.app.run(pane.action());
        assert!(replay.keys("") > 0);
        for event in [Event::Due, Event::Notice(seq), Event::Worked, Event::Due] {
            assert_eq!(replay.event(event.clone()), 0, "{pane:?}: {event:?}");
        }
        assert_eq!(replay.app.due(), None, "{pane:?}");
    }
}
