//! Flows from the task to the end of every kind of matter, by keys alone; and the screens.

mod bulk;
mod kinds;
mod screens;
mod steps;

use chrono::NaiveDate;

use crate::domain::follow_up::{FollowUp, FollowUpState};
use crate::domain::state::Read;
use crate::domain::summary::newest;
use crate::domain::task::{Task, TaskState};
use crate::office::Clock;
use crate::tui::harness::Harness;
use crate::tui::panes::tests::Day;

const WUHAN: &str = "420100";

/// Who enters matters, and who approves them.
const WRITER: &str = "武汉人社";
const REVIEWER: &str = "武汉复核";

/// A day at the ledger with one task of Wuhan's whose result was accepted and is not “no problem”, and whose ledger is
/// empty.
struct Desk {
    day: Day,
    task: Task,
}

impl Desk {
    fn new() -> Self {
        let day = Day::new();
        let task = {
            let view = day.office.view();
            let mut tasks: Vec<Task> = view.state().by("task.unit", WUHAN);
            tasks.retain(|task| {
                let found = newest(view.state(), &task.id);
                task.state == TaskState::Reviewed
                    && FollowUp::of_task(view.state(), &task.id).is_empty()
                    && found.is_some_and(|newest| newest.visit.codes != [1])
            });
            tasks.remove(0)
        };
        Desk { day, task }
    }

    /// The same on another day.
    fn on(self, day: &str) -> Self {
        let day: NaiveDate = day.parse().unwrap();
        self.day.office.set_clock(Clock::Rehearsal(day));
        self
    }

    /// Somebody at the tasks, with this task alone in the list, at the form of a kind.
    fn registers(&self, kind: &str) -> Harness {
        let mut harness = self.day.sit(WRITER);
        harness
            .keys("/")
            .keys(&self.task.id)
            .keys("<enter> f")
            .keys(kind)
            .keys("<enter>");
        harness
    }

    /// Somebody at the ledger, with the task's only matter selected.
    fn sits(&self, who: &str) -> Harness {
        self.sits_at(who, &self.only().id)
    }

    fn sits_at(&self, who: &str, id: &str) -> Harness {
        let mut harness = self.day.sit(who);
        harness.keys("0 /").keys(id).keys("<enter>");
        harness
    }

    fn ledger(&self) -> Vec<FollowUp> {
        FollowUp::of_task(self.day.office.view().state(), &self.task.id)
    }

    #[track_caller]
    fn only(&self) -> FollowUp {
        let mut ledger = self.ledger();
        assert_eq!(ledger.len(), 1, "{ledger:?}");
        ledger.remove(0)
    }

    #[track_caller]
    fn stands(&self, state: FollowUpState, harness: &Harness) {
        assert_eq!(self.only().state(), state, "{}", harness.screen());
    }
}
