//! What is typed into the forms of a batch: kept until it is handed in, and shown as what it would give.

use super::*;
use crate::domain::explain::strata;
use crate::tui::event::Event;

#[test]
fn the_forms_of_pool_and_plan_are_kept_until_they_are_handed_in() {
    let day = day();
    let mut harness = day.sit("省人社");
    harness.keys("9 n").keys(BATCH).keys("<tab> 2 <tab> 1 <tab>");
    harness.event(Event::Due);
    // A crash: nothing is dropped in order.
    std::mem::forget(harness);
    let mut harness = day.sit("省人社");
    let screen = harness.keys("9 n").screen();
    for part in [BATCH, "武汉市", "已接着"] {
        assert!(screen.contains(part), "{part}: {screen}");
    }
    let other = day.sit("省市监").keys("9 n").screen();
    assert!(!other.contains("已接着"), "{other}");
    // Leaving asks nothing, since nothing is lost.
    let screen = harness.keys("<tab> <tab> <tab> <tab> 1 <esc>").screen();
    assert!(!screen.contains("放弃"), "{screen}");
    harness.keys("n <ctrl-s> p 40 <esc>");
    assert!(day.office.drafts().read("省人社", "form/pool").unwrap().is_none());
    let kept = day
        .office
        .drafts()
        .read("省人社", "form/plan/WH-02")
        .unwrap()
        .unwrap();
    assert_eq!(kept.fields.len(), 1);
    // Leaving the program with a form open keeps it, too.
    harness.keys("p 1");
    drop(harness);
    let mut harness = day.sit("省人社");
    assert!(harness.keys("9 p").screen().contains(">  抽取户数") || harness.screen().contains("401"));
    harness.keys("<backspace> <backspace> <backspace> <esc>");
    let empty = day.office.drafts().read("省人社", "form/plan/WH-02").unwrap();
    assert!(empty.is_none(), "nothing is left of it: {empty:?}");
}

#[test]
fn a_draft_that_cannot_be_kept_is_said_and_the_form_asks_before_it_closes() {
    let day = day();
    std::fs::remove_dir_all(day.dir.path().join("drafts")).ok();
    std::fs::write(day.dir.path().join("drafts"), "").unwrap();
    let mut harness = day.sit("省人社");
    let screen = harness.keys("9 n WH <esc>").screen();
    assert!(screen.contains("放弃已填的内容"), "{screen}");
    assert!(
        harness.keys("y").screen().contains("步骤"),
        "{}",
        harness.screen()
    );
}

#[test]
fn the_plan_shows_the_places_that_are_then_given() {
    let day = day();
    let mut harness = day.sit("省人社");
    harness
        .keys("9 n")
        .keys(BATCH)
        .keys("<tab> 2 <tab> 1 <tab> <tab> 2 <ctrl-s>");
    let screen = harness.keys("p 500").screen();
    assert!(screen.contains("不能分配"), "{screen}");
    harness.keys("<backspace> <backspace> <backspace> 60 <tab> 7");
    let screen: String = harness.screen().split_whitespace().collect();
    harness.keys("<ctrl-s>");
    let strata = strata(day.office.view().state(), &batch(&day)).unwrap();
    assert!(strata.len() > 1);
    for stratum in strata {
        let n = stratum.plan.unwrap().places;
        let told = format!("{}{n}/{}", stratum.code, stratum.size);
        assert!(screen.contains(&told), "{told}: {screen}");
    }
}
