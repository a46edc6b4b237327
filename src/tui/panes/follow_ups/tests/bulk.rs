//! Many at once: every rule is asked for each, and both outcomes are told.

use super::{REVIEWER, WRITER};
use crate::domain::follow_up::{FollowUp, FollowUpState};
use crate::domain::state::Read;
use crate::tui::panes::tests::Day;

fn of_wuhan(day: &Day, state: FollowUpState) -> Vec<FollowUp> {
    let view = day.office.view();
    let mut all: Vec<FollowUp> = view.state().by("follow-up.state", state.word());
    all.retain(|of| of.owner().region.to_string().starts_with("4201"));
    all
}

#[test]
fn many_are_approved_each_by_the_rules() {
    let day = Day::new();
    let waiting = of_wuhan(&day, FollowUpState::Proposed).len();
    assert!(waiting > 1);
    let mut harness = day.sit(REVIEWER);
    let all = waiting + 1;
    harness.keys("0 / is:proposed <enter> * <esc> / step:recheck <enter> m <esc> y");
    let asked = harness.screen();
    assert!(
        asked.contains(&format!("已标记的 {all} 项（其中 {waiting} 项可以办理")),
        "{asked}"
    );
    let told = harness.keys("<space> 9:00 <enter>").work().screen();
    assert!(
        told.contains(&format!("已办理 {waiting} 项，未办理 1 项")) && told.contains("复查"),
        "{told}"
    );
    assert!(of_wuhan(&day, FollowUpState::Proposed).is_empty());
    // What was refused stays marked.
    let list = harness.keys("<esc>").screen();
    assert!(list.contains("标记 1 "), "{list}");
}

#[test]
fn many_are_handed_over_with_one_reason() {
    let day = Day::new();
    let open = of_wuhan(&day, FollowUpState::Open).len();
    let mut harness = day.sit(WRITER);
    harness.keys("0 / is:open <enter> m m r huangshi <enter>");
    assert!(
        harness.screen().contains("已标记的 2 项（其中 2 项可以办理"),
        "{}",
        harness.screen()
    );
    harness.keys("属黄石管辖 <enter>").work();
    assert_eq!(
        of_wuhan(&day, FollowUpState::Open).len(),
        open - 2,
        "{}",
        harness.screen()
    );
}
