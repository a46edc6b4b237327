//! A list in the hands of somebody who works it off: views, order, marks, and one act on all that is marked.

use super::Day;
use crate::domain::command::Command;
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};
use crate::lang::Lang;
use crate::tui::event::Event;
use crate::tui::harness::Harness;
use crate::tui::own::OwnViews;
use crate::tui::pane::Pane;
use crate::tui::panes::sample::{demo_office, desk, pane};
use crate::tui::panes::tasks::Tasks;

const WUHAN: &str = "420100";

/// The rows of the list in sight.
fn rows(harness: &Harness) -> Vec<String> {
    let screen = harness.screen();
    let rows = screen.lines().filter(|line| line.get(2..5) == Some("01-"));
    rows.map(str::to_owned).collect()
}

/// What stands under 期限, for the rows in sight.
fn due(harness: &Harness) -> Vec<String> {
    let day = |row: &String| {
        let word = row.split_whitespace().find(|word| word.starts_with("07-"));
        word.unwrap_or("none").to_owned()
    };
    rows(harness).iter().map(day).collect()
}

fn in_state(day: &Day, state: TaskState) -> Vec<Task> {
    let tasks: Vec<Task> = day.office.view().state().by("task.unit", WUHAN);
    tasks.into_iter().filter(|task| task.state == state).collect()
}

#[test]
fn a_view_shows_what_is_mine_the_most_urgent_first() {
    let day = Day::new();
    let mut harness = day.sit("武汉复核");
    harness.keys("v jrdb <enter>");
    let screen = harness.screen();
    assert!(screen.contains("视图“今日待办”"), "{screen}");
    let found = rows(&harness);
    assert!(found.len() > 10, "{screen}");
    // Whoever reviews and publishes has nothing to do where a visit is still to be made.
    assert!(
        found
            .iter()
            .all(|row| row.contains("已录入") || row.contains("已复核") || row.contains("已公示")),
        "{screen}"
    );
    let due = due(&harness);
    assert!(due.is_sorted(), "{due:?}");
    assert!(harness.keys("<esc>").screen().contains("/303"));
}

#[test]
fn rows_are_ordered_by_any_column_and_the_other_way_round() {
    let day = Day::new();
    let mut harness = day.sit("武汉人社");
    let usual = rows(&harness);
    harness.keys("o qx <enter>");
    assert!(harness.screen().contains("期限^"), "{}", harness.screen());
    let up = due(&harness);
    assert!(up.is_sorted() && up[0] != "none", "{up:?}");
    harness.keys("o qx <enter>");
    assert!(harness.screen().contains("期限v"), "{}", harness.screen());
    let down = due(&harness);
    assert!(down.iter().rev().is_sorted() && down[0] > up[0], "{down:?}");
    // Rows without a date come last, either way.
    for _ in 0..2 {
        assert_eq!(due(harness.keys("<end>")).last().unwrap(), "none");
        harness.keys("o qx <enter>");
    }
    assert_eq!(rows(harness.keys("<esc> <home>")), usual);
}

#[test]
fn columns_that_no_filter_knows_order_rows_too() {
    let day = Day::new();
    let mut harness = day.sit("省人社");
    // 事项清单, which has no fields of its own: by the number, then by the title.
    harness.keys("7 l l l l");
    let first = |harness: &Harness| {
        let screen = harness.screen();
        let row = screen.lines().find(|line| line.starts_with('>'));
        row.unwrap_or(&screen).to_owned()
    };
    let usual = first(&harness);
    assert!(usual.contains("RS01"), "{usual}");
    assert!(first(harness.keys("o <enter>")).contains("RS01"));
    assert!(first(harness.keys("o <enter>")).contains("RS22"));
    assert!(harness.screen().contains('v'), "{}", harness.screen());
    let by_title = first(harness.keys("o <down> <down> <enter>"));
    assert!(
        !by_title.contains("RS01") && !by_title.contains("RS22"),
        "{by_title}"
    );
    harness.keys("<esc> <home>");
    assert_eq!(first(&harness), usual);
}

#[test]
fn what_is_done_to_marked_rows_asks_every_rule_for_each_and_tells_both_outcomes() {
    let day = Day::new();
    let recorded = in_state(&day, TaskState::Recorded);
    let reviewed = in_state(&day, TaskState::Reviewed);
    assert!(recorded.len() > 2 && !reviewed.is_empty());
    let mut harness = day.sit("武汉复核");
    // A mark outlives the filter under which it was made.
    harness
        .keys("/ state:recorded <enter> * <esc> / ")
        .keys(&reviewed[0].id)
        .keys("<enter> m <esc>");
    let all = recorded.len() + 1;
    assert!(
        harness.screen().contains(&format!("标记 {all}")),
        "{}",
        harness.screen()
    );
    // 已录入 first, so that the key is on for the selected row; refused it would be asked all the same.
    let asked = harness.keys("a").screen();
    let passing = recorded.len();
    assert!(
        asked.contains(&format!(
            "对已标记的 {all} 项办理“通过”？其中 {passing} 项可以办理，1 项不可以"
        )),
        "{asked}"
    );
    assert_eq!(
        in_state(&day, TaskState::Recorded).len(),
        recorded.len(),
        "asked, not done"
    );
    let told = harness.keys("y").work().screen();
    assert!(
        told.contains(&format!("已办理 {passing} 项，未办理 1 项")),
        "{told}"
    );
    assert!(
        told.contains(&reviewed[0].name) && told.contains("现为“已复核”"),
        "{told}"
    );
    assert!(in_state(&day, TaskState::Recorded).is_empty());
    for task in &recorded {
        assert_eq!(day.now(task).state, TaskState::Reviewed);
    }
    // What was refused stays marked, what was done does not.
    let list = harness.keys("<esc>").screen();
    assert!(list.contains("标记 1 "), "{list}");
    assert!(!harness.keys("*").screen().contains("标记 1 "));
}

#[test]
fn one_reason_is_asked_for_all_that_is_sent_back() {
    let day = Day::new();
    let recorded = in_state(&day, TaskState::Recorded);
    let mut harness = day.sit("武汉复核");
    harness.keys("/ state:recorded <enter> m m r");
    let screen = harness.screen();
    assert!(screen.contains("已标记 2 项，2 项可以办理"), "{screen}");
    harness.keys("情况不详 <enter>").work();
    for task in &recorded[..2] {
        let task = day.now(task);
        assert_eq!(task.state, TaskState::Returned);
        assert_eq!(task.steps.last().unwrap().reason, "情况不详");
    }
    assert_eq!(day.now(&recorded[2]).state, TaskState::Recorded);
    // No reason, no answer: nothing is done and nothing is lost.
    harness.keys("m r <esc>").work();
    assert!(harness.screen().contains("标记 1 "), "{}", harness.screen());
}

#[test]
fn a_view_of_ones_own_is_kept_in_a_file_and_found_again() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("duban").join("views.toml");
    let sit = || {
        let views = OwnViews::load(Some(file.clone())).unwrap();
        let desk = desk(&demo_office(), "武汉人社", Lang::Zh).with_views(views);
        pane((Lang::Zh, false, false), Pane::Tasks, Tasks::new(desk), (80, 24))
    };
    let mut harness = sit();
    harness.keys("/ region:武昌 <enter> o qx <enter>");
    let before = rows(&harness);
    // Last among the views stands to save the present filter and order as one.
    harness.keys("v jdq <enter> 武昌的活 <enter>");
    assert!(
        harness.screen().contains("已存为视图“武昌的活”"),
        "{}",
        harness.screen()
    );
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("region:武昌") && text.contains("due"), "{text}");
    let mut again = sit();
    again.keys("v wcdh <enter>");
    assert!(again.screen().contains("视图“武昌的活”"), "{}", again.screen());
    assert_eq!(rows(&again), before);
}

#[test]
fn a_view_that_cannot_be_kept_says_why() {
    let dir = tempfile::tempdir().unwrap();
    let blocked = dir.path().join("file");
    std::fs::write(&blocked, "").unwrap();
    let views = OwnViews::load(Some(dir.path().join("views.toml"))).unwrap();
    let desk = desk(&demo_office(), "武汉人社", Lang::Zh).with_views(views);
    let mut harness = pane((Lang::Zh, false, false), Pane::Tasks, Tasks::new(desk), (80, 24));
    std::fs::write(dir.path().join("views.toml"), "[view.a]\nlist = 1\n").unwrap();
    harness.keys("/ region:武昌 <enter> v jdq <enter> 名 <enter>");
    assert!(harness.screen().contains("views.toml:"), "{}", harness.screen());
    assert_eq!(
        std::fs::read_to_string(dir.path().join("views.toml")).unwrap(),
        "[view.a]\nlist = 1\n"
    );
}

#[test]
fn a_long_search_is_made_again_once_the_records_have_changed() {
    let day = Day::new();
    let mut harness = day.sit("省人社");
    harness.keys("7 / wuhan <enter>");
    // More rows than are looked up while one waits: the list stands as it was until the search has ended.
    assert!(harness.screen().contains("/3608"), "{}", harness.screen());
    harness.work();
    assert!(!harness.screen().contains("/3608 "), "{}", harness.screen());
    let task = in_state(&day, TaskState::Assigned).remove(0).id;
    day.submit("武汉人社", Command::BeginInspection { task });
    harness.keys("");
    assert!(harness.app.take_tasks().is_empty());
    harness.event(Event::Notice(day.office.view().seq()));
    assert_eq!(harness.app.take_tasks().len(), 1);
}

#[test]
fn everything_or_the_main_points_stand_beside_the_list() {
    let day = Day::new();
    let mut harness = day.sit_before("武汉人社", 120, 40);
    let all = |harness: &Harness| harness.screen().contains("经营范围");
    assert!(!all(&harness) && harness.screen().contains("住所"));
    assert!(all(harness.keys("d")), "{}", harness.screen());
    assert!(!all(harness.keys("d")));
}

#[test]
fn where_nothing_can_be_done_to_what_is_marked_nothing_is_asked() {
    let day = Day::new();
    let mut harness = day.sit("武汉复核");
    let screen = harness.keys("/ state:reviewed <enter> m m a").screen();
    assert!(screen.contains("已标记的 2 项都不能办理"), "{screen}");
    assert!(screen.contains("现为“已复核”"), "{screen}");
}
