//! The desk: an office on a data directory of its own, worked at like in the field.

use std::path::Path;

use duban::domain::batch::Purpose;
use duban::domain::campaign::Campaign;
use duban::domain::command::{Command, TargetImport};
use duban::domain::library::{Conflict, Officer, Tie};
use duban::domain::operator::Department;
use duban::domain::refusal::Refusal;
use duban::domain::state::Read;
use duban::domain::task::{Task, TaskState};
use duban::lang::Lang;
use duban::office::{Clock, Denied, Office, Receipt};
use tempfile::TempDir;

use super::*;

/// A data directory and the office on it.
pub struct Desk {
    pub dir: TempDir,
    pub office: Office,
}

/// Both languages say all of a refusal: no key, no gap; what is wrong, and what to do.
pub fn complete(refusal: &Refusal) {
    for lang in [Lang::Zh, Lang::En] {
        let words = refusal.words(lang);
        assert!(!words.what.is_empty() && !words.cure.is_empty(), "{refusal:?}");
        let text = refusal.text(lang);
        assert!(
            !text.contains("%{") && !text.contains("()") && !text.contains("（）"),
            "{text}"
        );
        let keys = [
            "refusal.",
            "problem.",
            "act.",
            "stage.",
            "state.",
            "step.",
            "role.",
            "department.",
            "kind.",
            "field.",
        ];
        for (at, _) in keys
            .iter()
            .flat_map(|key| text.match_indices(key).map(move |(at, _)| (at + key.len(), key)))
        {
            let next = text[at..].chars().next();
            assert!(
                !next.is_some_and(|c| c.is_ascii_lowercase()),
                "a raw key in: {text}"
            );
        }
    }
}

impl Desk {
    /// An empty data directory.
    pub fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let office = open(dir.path());
        Self { dir, office }
    }

    /// Closes the office and opens it again.
    pub fn reopened(self) -> Self {
        let Self { dir, office } = self;
        drop(office);
        let office = open(dir.path());
        Self { dir, office }
    }

    pub fn submit(&self, who: &str, on: &str, command: Command) -> Result<Receipt, Denied> {
        self.office.set_clock(Clock::Rehearsal(day(on)));
        self.office.submit(&actor(who), command)
    }

    /// What has to go through.
    pub fn ok(&self, who: &str, on: &str, command: Command) -> Receipt {
        self.submit(who, on, command)
            .unwrap_or_else(|denied| panic!("{who} on {on}: {}", denied.text(Lang::En)))
    }

    /// What has to be refused, in complete words, without a trace in the journal.
    pub fn refused(&self, who: &str, on: &str, command: Command) -> Refusal {
        let before = self.office.view().seq();
        match self.submit(who, on, command.clone()) {
            Err(Denied::Refused(refusal)) => {
                complete(&refusal);
                assert_eq!(self.office.view().seq(), before);
                refusal
            }
            Err(Denied::Fault(fault)) => panic!("{fault}"),
            Ok(_) => panic!("{who} on {on} got through with {command:?}"),
        }
    }

    /// The campaign has begun and the libraries are in.
    pub fn stocked() -> Self {
        Self::with(campaign(), 14, 2)
    }

    /// The campaign has begun, with `entities` a prefecture and `officers` of each department there.
    pub fn with(campaign: Campaign, entities: usize, officers: usize) -> Self {
        let desk = Self::empty();
        desk.ok("nobody", "06-01", Command::Begin(Box::new(campaign)));
        desk.import(entities);
        desk.enlist(officers_of(officers));
        let items = vec![
            item("RS01", 1, "许可"),
            item("RS02", 1, "备案"),
            item("RS02", 2, "备案（修订）"),
        ];
        desk.ok(
            "省人社",
            "06-01",
            Command::ImportChecklist(source("checklist.csv", 3), items),
        );
        desk
    }

    /// Imports officers, or what is new about them.
    pub fn enlist(&self, officers: Vec<Officer>) -> Receipt {
        let from = source("officers.csv", officers.len() as u64);
        self.ok("省人社", "06-01", Command::ImportOfficers(from, officers))
    }

    /// Imports who must stay away from what.
    pub fn avoid(&self, ties: &[(&str, &str, Tie)]) -> Receipt {
        let tie = |(officer, target, tie): &(&str, &str, Tie)| Conflict {
            officer: (*officer).to_owned(),
            target: (*target).to_owned(),
            tie: *tie,
            note: String::new(),
        };
        let ties: Vec<Conflict> = ties.iter().map(tie).collect();
        let from = source("conflicts.csv", ties.len() as u64);
        self.ok("省人社", "06-01", Command::ImportConflicts(from, ties))
    }

    /// Imports an extract of `n` entities a prefecture.
    pub fn import(&self, n: usize) -> Receipt {
        self.import_lines(&extract(n))
    }

    /// Imports the lines of an extract, all of them new.
    pub fn import_lines(&self, lines: &str) -> Receipt {
        let rows = lines.lines().count() as u64;
        let extract = self.office.view().blobs().put(lines.as_bytes()).unwrap();
        let import = TargetImport {
            source: source("targets.csv", rows),
            extract,
            new: rows,
            updated: 0,
            unchanged: 0,
        };
        self.ok("省人社", "06-01", Command::ImportTargets(Box::new(import)))
    }

    /// The pool is frozen and the plan made.
    pub fn planned() -> Self {
        let desk = Self::stocked();
        desk.ok("省人社", "06-02", freeze());
        desk.ok("省人社", "06-02", plan());
        desk
    }

    /// Holds a whole ceremony.
    pub fn ceremony(&self, purpose: Purpose, on: &str) {
        self.ok("省人社", on, commit(Department::Hr, purpose, lottery("2022062")));
        self.ok("省市监", on, commit(Department::Mr, purpose, Vec::new()));
        self.ok("省人社", on, public(purpose));
        self.ok("省人社", on, reveal(Department::Hr, purpose));
        self.ok("省市监", on, reveal(Department::Mr, purpose));
    }

    /// The batch is drawn.
    pub fn drawn() -> Self {
        let desk = Self::planned();
        desk.ceremony(Purpose::Draw, "06-06");
        desk.ok(
            "省人社",
            "06-07",
            Command::Draw {
                batch: BATCH.to_owned(),
            },
        );
        desk
    }

    /// The batch is dispatched and claimed by every unit.
    pub fn claimed() -> Self {
        let desk = Self::drawn();
        let batch = || BATCH.to_owned();
        desk.ok(
            "省市监",
            "06-07",
            Command::Approve {
                batch: batch(),
                keep_overlap: None,
            },
        );
        desk.ok(
            "省人社",
            "06-08",
            Command::Dispatch {
                batch: batch(),
                region: None,
            },
        );
        for unit in UNITS {
            let region = code(unit);
            desk.ok(
                &format!("{unit}人社"),
                "06-08",
                Command::Claim {
                    batch: batch(),
                    region,
                },
            );
        }
        desk
    }

    /// Every unit has its teams.
    pub fn matched() -> Self {
        let desk = Self::claimed();
        desk.form_teams();
        desk
    }

    /// From the claim to the teams: a conflict, the roster, its ceremony, and every unit's match.
    pub fn form_teams(&self) {
        let batch = || BATCH.to_owned();
        let first = &self.tasks()[0];
        let tie = Conflict {
            officer: format!("A{}001", first.unit),
            target: first.target.clone(),
            tie: Tie::Relative,
            note: String::new(),
        };
        self.ok(
            "省人社",
            "06-08",
            Command::ImportConflicts(source("conflicts.csv", 1), vec![tie]),
        );
        self.ok(
            "省人社",
            "06-09",
            Command::FreezeRoster {
                batch: batch(),
                again: None,
            },
        );
        self.ceremony(Purpose::Match, "06-09");
        for unit in UNITS {
            let region = code(unit);
            self.ok(
                &format!("{unit}人社"),
                "06-10",
                Command::Match {
                    batch: batch(),
                    region,
                },
            );
        }
    }

    /// All tasks, by id.
    pub fn tasks(&self) -> Vec<Task> {
        self.office.view().state().all()
    }

    pub fn task(&self, id: &str) -> Task {
        self.office.view().state().get(id).unwrap()
    }

    pub fn states(&self) -> Vec<TaskState> {
        self.tasks().iter().map(|t| t.state).collect()
    }
}

pub fn open(dir: &Path) -> Office {
    Office::open(dir, Clock::Rehearsal(day("06-01")), &mut |_, _| {}).unwrap()
}
