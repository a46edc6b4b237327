//! A rule is asked on every move of the selection: it reads a few tasks of a batch, however many there are.

use std::cell::Cell;

use duban::domain::command::Command;
use duban::domain::decide::decide;
use duban::domain::operator::Actor;
use duban::domain::state::{Read, State, Visit};
use duban::office::Index;

use super::common::{BATCH, Desk, UNITS, code};

/// The records, and how many tasks were read from them.
struct Counted<'a>(&'a Index, Cell<usize>);

impl State for Counted<'_> {
    fn read(&self, space: &str, key: &str) -> Option<Vec<u8>> {
        self.1.set(self.1.get() + usize::from(space == "task"));
        self.0.read(space, key)
    }
    fn scan(&self, space: &str, prefix: &str, from: &str, visit: &mut Visit<'_>) {
        assert_ne!(space, "task", "nothing goes through all tasks");
        self.0.scan(space, prefix, from, visit);
    }
    fn blob(&self, hash: &str) -> Option<Vec<u8>> {
        self.0.blob(hash)
    }
}

/// The tasks read while it is decided.
fn reads(desk: &Desk, who: &str, command: &Command) -> usize {
    let view = desk.office.view();
    let counted = Counted(view.state(), Cell::new(0));
    let actor = Actor {
        operator: who.to_owned(),
        os_user: String::new(),
        terminal: String::new(),
    };
    let _ = decide(&counted, command, view.now(), &actor);
    counted.1.get()
}

#[test]
fn a_rule_reads_a_few_tasks_of_a_batch() {
    let batch = || BATCH.to_owned();
    let region = code(UNITS[0]);
    let acts = || {
        [
            Command::Approve {
                batch: batch(),
                keep_overlap: None,
            },
            Command::Dispatch {
                batch: batch(),
                region: None,
            },
            Command::Claim {
                batch: batch(),
                region,
            },
        ]
    };
    for desk in [Desk::drawn(), Desk::claimed(), Desk::matched()] {
        let tasks = desk.tasks().len();
        assert!(tasks > 12, "{tasks} tasks tell nothing");
        for who in ["省人社", "省人社乙", "省市监", &format!("{}人社", UNITS[0])] {
            for command in acts() {
                let read = reads(&desk, who, &command);
                assert!(read <= 3, "{who} {command:?}: {read} of {tasks}");
            }
        }
    }
}

#[test]
fn the_states_of_a_batch_are_each_named_once() {
    let desk = Desk::claimed();
    let view = desk.office.view();
    let values = view
        .state()
        .values_under("task.batch-state", &format!("{BATCH}/"));
    let claimed = |unit: &str| format!("{BATCH}/claimed/{unit}");
    assert_eq!(values, UNITS.map(claimed));
}
