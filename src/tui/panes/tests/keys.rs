//! What the daily jobs cost in keys, from the pane to the work on disk.

use super::Day;
use crate::domain::task::TaskState;
use crate::tui::harness::{Harness, script};

/// Does a job with this script, and returns how many keys that took.
pub fn count(harness: &mut Harness, job: &str) -> usize {
    harness.keys(job);
    script(job).count()
}

/// A visit that found nothing, of today: the form, the day, the method, two people, the kind, each item, the code,
/// and in. Eight keys and one for each item: eighteen for ten items.
#[test]
fn a_clean_visit() {
    let day = Day::new();
    let task = day.task("420100", TaskState::Assigned);
    let mut harness = day.sit("武汉人社");
    harness.keys("3 /").keys(&task.id).keys("<enter>");
    let items = task.checklist.len();
    let job = format!("<enter> <ctrl-t> 1 12 1 {} 1 <ctrl-s>", "1".repeat(items));
    assert_eq!(count(&mut harness, &job), 8 + items);
    assert_eq!(day.now(&task).state, TaskState::Recorded, "{}", harness.screen());
}
