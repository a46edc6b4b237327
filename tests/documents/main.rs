//! Documents of the demo's campaign: every template with every sort of thing on record, the office's own templates, and
//! what a word processor makes of the files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod made;
mod processor;
mod program;

use std::sync::OnceLock;

use duban::domain::document::Kind;
use duban::domain::follow_up::FollowUp;
use duban::domain::state::Read;
use duban::domain::task::{Task, TaskState};
use duban::lang::Lang;
use duban::office::documents::Subject;
use duban::office::{Clock, Office, demo};
use tempfile::TempDir;

/// The demo's office, for reading only.
fn office() -> &'static Office {
    static DEMO: OnceLock<(TempDir, Office)> = OnceLock::new();
    let (_, office) = DEMO.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let (office, _) = demo::make(&dir.path().join("data"))
            .map_err(|e| e.text(Lang::Zh))
            .unwrap();
        office.set_clock(Clock::Rehearsal(demo::TODAY));
        (dir, office)
    });
    office
}

/// A few tasks of every state there is.
fn tasks() -> Vec<Task> {
    let view = office().view();
    let of = |state: TaskState| view.state().by::<Task>("task.state", state.word());
    TaskState::ALL
        .into_iter()
        .flat_map(|state| of(state).into_iter().take(6))
        .collect()
}

/// Documents of every kind, with what tells them apart.
fn subjects() -> Vec<(Kind, Subject)> {
    let mut all: Vec<(Kind, Subject)> = Vec::new();
    for task in tasks() {
        all.extend([Kind::Notice, Kind::Record].map(|kind| (kind, Subject::Task(task.id.clone()))));
    }
    let ledger: Vec<FollowUp> = office().view().state().all();
    for matter in ledger {
        all.extend(Kind::of_matter(matter.kind()).map(|kind| (kind, Subject::FollowUp(matter.id))));
    }
    for region in ["420000", "420100", "420106", "429004"] {
        all.push((Kind::Narrative, Subject::Region(region.parse().unwrap())));
    }
    all
}
