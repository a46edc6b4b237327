//! Data directories built once for all tests of the process, and seats before them: the demo's, and one whose leads are
//! as they came in.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tempfile::TempDir;

use crate::domain::batch::{OverlapChoice, PublicSource, Purpose};
use crate::domain::command::{Command, Judgement, PoolWish};
use crate::domain::inspection::Inspection;
use crate::domain::operator::Department;
use crate::domain::state::Read;
use crate::domain::summary::newest;
use crate::domain::task::{Task, TaskState};
use crate::draw::Profile;
use crate::draw::seed::{Party, commitment};
use crate::exchange::campaign::default_campaign;
use crate::exchange::read::Encoding;
use crate::lang::Lang;
use crate::office::import::{Library, Options, import};
use crate::office::seal::keys_dir;
use crate::office::{Clock, Office, demo};
use crate::tui::app::App;
use crate::tui::harness::Harness;
use crate::tui::keymap::Keymap;
use crate::tui::panes::sample::actor;
use crate::tui::start;
use crate::tui::term::{Caps, Depth};

/// The demo on disk, with nobody in it.
fn built() -> &'static TempDir {
    static BUILT: OnceLock<TempDir> = OnceLock::new();
    BUILT.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let made = demo::make(&dir.path().join("data")).map_err(|e| e.text(Lang::Zh));
        drop(made.unwrap());
        dir
    })
}

/// An office on the demo's last day with its libraries and leads imported, and nothing done since.
fn untouched() -> &'static TempDir {
    static BUILT: OnceLock<TempDir> = OnceLock::new();
    BUILT.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let office = open(&dir.path().join("data"));
        let campaign = default_campaign().unwrap().campaign;
        let begin = Command::Begin(Box::new(campaign));
        office.submit(&actor("省人社"), begin).unwrap();
        for (library, file) in [
            (Library::Targets, "targets.csv"),
            (Library::Officers, "officers.csv"),
            (Library::Conflicts, "conflicts.csv"),
            (Library::Leads, "leads.csv"),
        ] {
            let options = Options {
                file: Path::new(env!("CARGO_MANIFEST_DIR"))
                    .join("sample-data")
                    .join(file),
                encoding: Encoding::Auto,
                dry_run: false,
                rejects: None,
                lang: Lang::Zh,
            };
            let told = import(&office, &actor("省人社"), library, &options, &mut |_, _, _| {
                true
            });
            assert_eq!(told.map_err(|e| e.text(Lang::Zh)).unwrap().rejected, 0, "{file}");
        }
        dir
    })
}

fn open(data: &Path) -> Arc<Office> {
    Arc::new(Office::open(data, Clock::Rehearsal(demo::TODAY), &mut |_, _| {}).unwrap())
}

/// An office that every test may look at and none may change.
pub fn shared() -> Arc<Office> {
    static OFFICE: OnceLock<(TempDir, Arc<Office>)> = OnceLock::new();
    let (_, office) = OFFICE.get_or_init(|| {
        let (dir, _keys) = copy(built());
        let office = open(dir.path());
        (dir, office)
    });
    Arc::clone(office)
}

fn copy(of: &TempDir) -> (TempDir, Keys) {
    let to = tempfile::tempdir().unwrap();
    let keys = keys_dir(to.path());
    std::fs::create_dir(&keys).unwrap();
    copy_into(&of.path().join("data"), to.path());
    copy_into(&of.path().join("data.keys"), &keys);
    (to, Keys(keys))
}

/// The keys beside a data directory, which go with it.
struct Keys(PathBuf);

impl Drop for Keys {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

fn copy_into(from: &Path, to: &Path) {
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        let to = to.join(file.file_name());
        if file.file_type().unwrap().is_dir() {
            std::fs::create_dir(&to).unwrap();
            copy_into(&file.path(), &to);
        } else {
            std::fs::copy(file.path(), to).unwrap();
        }
    }
}

/// The workstation of `operator`.
pub fn seat(office: &Arc<Office>, operator: &str, lang: Lang, ascii: bool) -> App {
    seat_with(Keymap::shipped().unwrap(), office, operator, lang, ascii)
}

/// The workstation of `operator` with these keys.
pub fn seat_with(keymap: Keymap, office: &Arc<Office>, operator: &str, lang: Lang, ascii: bool) -> App {
    let actor = office.view().actor(Some(operator)).unwrap();
    let caps = Caps {
        ascii,
        depth: Depth::Ansi16,
        ..Caps::default()
    };
    start::app(Arc::clone(office), actor, lang, caps, keymap)
}

/// A copy of an office of one's own, to work in.
pub struct Day {
    pub dir: TempDir,
    pub office: Arc<Office>,
    _keys: Keys,
}

impl Day {
    /// In the demo's office, where most is handled.
    pub fn new() -> Self {
        Day::in_copy(built())
    }

    /// In an office whose leads are as they came in.
    pub fn of_intake() -> Self {
        Day::in_copy(untouched())
    }

    fn in_copy(of: &TempDir) -> Self {
        let (dir, _keys) = copy(of);
        let office = open(dir.path());
        Day { dir, office, _keys }
    }

    /// Does something another way than through the panes.
    pub fn submit(&self, operator: &str, command: Command) {
        let actor = self.office.view().actor(Some(operator)).unwrap();
        let done = self.office.submit(&actor, command);
        done.map_err(|denied| denied.text(Lang::Zh)).unwrap();
    }

    /// Sits `operator` down before a screen of 80×24.
    pub fn sit(&self, operator: &str) -> Harness {
        self.sit_before(operator, 80, 24)
    }

    pub fn sit_before(&self, operator: &str, width: u16, height: u16) -> Harness {
        Harness::new(seat(&self.office, operator, Lang::Zh, false), width, height)
    }

    /// The first task of a unit that is in this state.
    pub fn task(&self, unit: &str, state: TaskState) -> Task {
        let tasks: Vec<Task> = self.office.view().state().by("task.unit", unit);
        tasks.into_iter().find(|task| task.state == state).unwrap()
    }

    /// A task of Wuhan's that was entered by 武汉人社 and sent back.
    pub fn returned(&self) -> Task {
        let task = self.task("420100", TaskState::Recorded);
        let judgement = Judgement::Return("检查情况过于简略".to_owned());
        let command = Command::Review {
            task: task.id.clone(),
            judgement,
        };
        self.submit("武汉复核", command);
        self.now(&task)
    }

    /// The task as it stands.
    pub fn now(&self, task: &Task) -> Task {
        self.office.view().state().get(&task.id).unwrap()
    }

    pub fn record(&self, task: &Task) -> Option<Inspection> {
        newest(self.office.view().state(), &task.id)
    }
}

/// The last line but one of a screen: what the workstation says.
pub fn said(screen: &str) -> String {
    screen.lines().rev().nth(1).unwrap_or_default().trim().to_owned()
}

/// A batch of Wuhan's own, drawn and waiting for its approval.
pub const LOCAL: &str = "HB-RS-2022-WH";

/// Draws [`LOCAL`] with so many targets.
pub fn draw_local_batch(day: &Day, size: u64) {
    let batch = || LOCAL.to_owned();
    day.submit(
        "省人社",
        Command::FreezePool {
            batch: batch(),
            wish: PoolWish {
                region: Some("420100".parse().unwrap()),
                overlap: Some(OverlapChoice::Keep),
                ..PoolWish::default()
            },
        },
    );
    let plan = Command::MakePlan {
        batch: batch(),
        size: Some(size),
        weights: None,
        floors: None,
    };
    day.submit("省人社", plan);
    ceremony(day, Purpose::Draw);
    day.submit("省人社", Command::Draw { batch: batch() });
}

/// Freezes the roster of [`LOCAL`] and brings the match's seed about.
pub fn reveal_match_seed(day: &Day) {
    day.submit(
        "省人社",
        Command::FreezeRoster {
            batch: LOCAL.to_owned(),
            again: None,
        },
    );
    ceremony(day, Purpose::Match);
}

fn ceremony(day: &Day, purpose: Purpose) {
    let parties = [
        (Department::Hr, Party::A, "省人社", "1".repeat(64)),
        (Department::Mr, Party::B, "省市监", "2".repeat(64)),
    ];
    let batch = || LOCAL.to_owned();
    for (party, letter, who, secret) in &parties {
        day.submit(
            who,
            Command::Commit {
                batch: batch(),
                purpose,
                party: *party,
                commitment: commitment(Profile::Sha256, LOCAL, *letter, secret),
                public: vec![PublicSource {
                    kind: "test".to_owned(),
                    issue: "1".to_owned(),
                    value: None,
                }],
            },
        );
    }
    let value = "01 02 03".to_owned();
    day.submit(
        "省人社",
        Command::RecordPublic {
            batch: batch(),
            purpose,
            source: None,
            value,
            correction: None,
        },
    );
    for (party, _, who, secret) in parties {
        day.submit(
            who,
            Command::Reveal {
                batch: batch(),
                purpose,
                party,
                secret,
                on_record: false,
            },
        );
    }
}
