//! What the ledger looks like, and that it survives every size.

use super::super::FollowUps;
use crate::lang::Lang;
use crate::tui::pane::Pane;
use crate::tui::panes::sample::{bare_office, demo_office, desk, screens, survives};

fn ledger(lang: Lang) -> FollowUps {
    FollowUps::new(desk(&demo_office(), "武汉人社", lang))
}

fn reviewed(lang: Lang) -> FollowUps {
    FollowUps::new(desk(&demo_office(), "武汉复核", lang))
}

#[test]
fn screens_of_the_list_and_a_record() {
    screens("follow_ups", Pane::FollowUps, ledger, "j");
    screens("follow_ups_record", Pane::FollowUps, ledger, "j <enter>");
    screens(
        "follow_ups_ended",
        Pane::FollowUps,
        ledger,
        "/ is:ended <enter> <enter>",
    );
}

#[test]
fn screens_of_entering_a_matter() {
    screens("follow_ups_task", Pane::FollowUps, ledger, "n");
    screens("follow_ups_kind", Pane::FollowUps, ledger, "n <enter>");
    screens("follow_ups_fine", Pane::FollowUps, ledger, "n <enter> 4 <enter>");
}

#[test]
fn screens_of_steps() {
    screens(
        "follow_ups_recheck",
        Pane::FollowUps,
        ledger,
        "/ step:recheck <enter> a",
    );
    screens("follow_ups_approve", Pane::FollowUps, reviewed, "y");
    screens("follow_ups_off", Pane::FollowUps, ledger, "y");
}

#[test]
fn an_empty_ledger_says_what_would_fill_it() {
    let (_dir, office) = bare_office("2022-06-01");
    let make = |lang| FollowUps::new(desk(&office, "省人社", lang));
    screens("follow_ups_empty", Pane::FollowUps, make, "");
}

#[test]
fn every_size_is_drawn() {
    survives(
        Pane::FollowUps,
        || ledger(Lang::Zh),
        "j <enter> j <esc> G / 武 <enter> a <esc> <esc> m <esc> n <esc> s <esc>",
    );
}
