//! A big office, made through the same door as any: a registry, a draw of a tenth of it, handed out to every unit,
//! matched, and visited in part.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use chrono::NaiveDate;
use duban::domain::batch::{PublicSource, Purpose};
use duban::domain::campaign::Campaign;
use duban::domain::command::{Command, Judgement, PoolWish, Source};
use duban::domain::inspection::{Measures, Method, UnitKind, Visit};
use duban::domain::library::Officer;
use duban::domain::operator::{Actor, Department, Operator, Role};
use duban::domain::region::RegionCode;
use duban::domain::state::Read;
use duban::domain::task::{Task, TaskState};
use duban::domain::time::Window;
use duban::draw::Profile;
use duban::draw::seed::{Party, commitment};
use duban::exchange::campaign::default_campaign;
use duban::exchange::read::Encoding;
use duban::lang::Lang;
use duban::office::import::{Library, Options, import};
use duban::office::{Clock, Office};

/// Part of the cache's name; another recipe is made anew.
const RECIPE: u32 = 1;
/// Batch of the bench.
const BATCH: &str = "BENCH-01";
/// Officers of each department for a thousand of the unit's tasks, at least two.
const OFFICERS_PER_1000: usize = 10;
/// Tasks an officer may hold.
const CAP: u32 = 400;
/// Visits recorded in each unit; some of them go on to each later state.
const VISITS: usize = 120;

/// The data directory of an office with `rows` in its registry and `tasks` drawn: made now, or kept from an earlier run.
pub fn kept(rows: usize, tasks: u64) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("office-{rows}-{tasks}-{RECIPE}"));
    let done = dir.join("made");
    if !done.is_file() {
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).expect("a directory under target");
        Maker::begin(&dir).go(&dir, rows, tasks);
        fs::write(done, "").expect("the mark is written");
    }
    let data = dir.join("data");
    // An index of another version is made anew here, not while something is measured.
    drop(open(&data));
    data
}

/// The office in `data` on a day of the inspections.
pub fn open(data: &Path) -> Office {
    Office::open(data, Clock::Rehearsal(june(20)), &mut |_, _| {}).expect("the data directory opens")
}

/// Somebody at this machine.
pub fn actor(name: &str) -> Actor {
    Actor {
        operator: name.to_owned(),
        os_user: "bench".to_owned(),
        terminal: String::new(),
    }
}

fn june(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, 6, day).expect("a day of June")
}

struct Maker {
    office: Office,
    campaign: Arc<Campaign>,
    operators: Vec<Operator>,
}

impl Maker {
    fn begin(dir: &Path) -> Self {
        let office =
            Office::open(&dir.join("data"), Clock::Rehearsal(june(1)), &mut |_, _| {}).expect("it opens");
        let given = default_campaign().expect("the campaign reads");
        let operators = given.campaign.operators.clone();
        let maker = Maker {
            office,
            campaign: Arc::new(given.campaign.clone()),
            operators,
        };
        let begin = Command::Begin(Box::new(given.campaign));
        maker.submit(&maker.province(Department::Hr), begin);
        let checklist = Command::ImportChecklist(given.source, given.checklist);
        maker.submit(&maker.province(Department::Hr), checklist);
        maker
    }

    fn go(&self, dir: &Path, rows: usize, tasks: u64) {
        self.told("registry and officers", || self.libraries(dir, rows, tasks));
        self.told("freeze, plan, ceremony, draw", || self.draw(tasks));
        self.told("approve, dispatch", || self.dispatch());
        let units: Vec<RegionCode> = self.campaign.regions.units().map(|u| u.code).collect();
        self.told("claim", || units.iter().for_each(|unit| self.claim(*unit)));
        self.told("roster and its ceremony", || self.roster());
        self.told("match", || units.iter().for_each(|unit| self.match_teams(*unit)));
        self.told("visits", || units.iter().for_each(|unit| self.visits(*unit)));
        self.office.flush().expect("flushed");
    }

    fn told(&self, what: &str, work: impl FnOnce()) {
        let start = Instant::now();
        work();
        eprintln!("  made: {what}, {:.1} s", start.elapsed().as_secs_f64());
    }

    fn submit(&self, who: &Actor, command: Command) {
        let said = self.office.submit(who, command).map_err(|e| e.text(Lang::En));
        said.expect("accepted");
    }

    fn who(&self, unit: RegionCode, role: Role, department: Department) -> Actor {
        let fits = |o: &&Operator| o.unit == unit && o.department == department && o.roles.contains(&role);
        actor(&self.operators.iter().find(fits).expect("such an operator").name)
    }

    fn province(&self, department: Department) -> Actor {
        self.who(self.campaign.province, Role::Draw, department)
    }

    fn libraries(&self, dir: &Path, rows: usize, tasks: u64) {
        let file = dir.join("registry.csv");
        super::registry::write(&file, rows, 15);
        let options = Options {
            file: file.clone(),
            encoding: Encoding::Auto,
            dry_run: false,
            rejects: None,
            lang: Lang::En,
        };
        let by = self.province(Department::Hr);
        let done = import(&self.office, &by, Library::Targets, &options, &mut |_, _, _| true);
        done.map_err(|e| e.text(Lang::En))
            .expect("the import goes through");
        fs::remove_file(file).expect("the file goes");
        let officers = self.officers(tasks);
        let source = Source {
            file: "made".to_owned(),
            sha256: "0".repeat(64),
            bytes: 0,
            encoding: "utf-8".to_owned(),
            rows: officers.len() as u64,
            rejected: 0,
        };
        self.submit(&by, Command::ImportOfficers(source, officers));
    }

    /// Officers in proportion to the unit's divisions, as the registry's rows are.
    fn officers(&self, tasks: u64) -> Vec<Officer> {
        let regions = &self.campaign.regions;
        let units = || regions.iter().filter_map(|r| regions.unit_of(r.code));
        let all = units().count();
        let mut officers = Vec::new();
        for unit in regions.units() {
            let share = units().filter(|code| *code == unit.code).count();
            let each = (tasks as usize * share * OFFICERS_PER_1000)
                .div_ceil(all * 1000)
                .max(2);
            for (department, letter) in [(Department::Hr, 'A'), (Department::Mr, 'B')] {
                officers.extend((0..each).map(|n| Officer {
                    id: format!("{letter}{}{n:04}", unit.code),
                    name: format!("样本{}", n + 1),
                    department,
                    region: unit.code,
                    certificate: Window {
                        from: NaiveDate::from_ymd_opt(2021, 7, 1).expect("a day"),
                        to: NaiveDate::from_ymd_opt(2026, 6, 30).expect("a day"),
                    },
                    cap: Some(CAP),
                    base_load: 0,
                    on_duty: true,
                }));
            }
        }
        officers
    }

    fn draw(&self, tasks: u64) {
        self.office.set_clock(Clock::Rehearsal(june(2)));
        let (by, batch) = (self.province(Department::Hr), BATCH.to_owned());
        let wish = PoolWish::default();
        self.submit(&by, Command::FreezePool { batch, wish });
        let plan = Command::MakePlan {
            batch: BATCH.to_owned(),
            size: Some(tasks),
            weights: None,
            floors: None,
        };
        self.submit(&by, plan);
        self.ceremony(Purpose::Draw);
        self.submit(
            &by,
            Command::Draw {
                batch: BATCH.to_owned(),
            },
        );
    }

    fn ceremony(&self, purpose: Purpose) {
        let secret = "1".repeat(64);
        let batch = || BATCH.to_owned();
        let parties = [(Department::Hr, Party::A), (Department::Mr, Party::B)];
        for (party, letter) in parties {
            let commit = Command::Commit {
                batch: batch(),
                purpose,
                party,
                commitment: commitment(Profile::Sha256, BATCH, letter, &secret),
                public: vec![PublicSource {
                    kind: "bench".to_owned(),
                    issue: format!("{purpose:?}"),
                    value: None,
                }],
            };
            self.submit(&self.province(party), commit);
        }
        let public = Command::RecordPublic {
            batch: batch(),
            purpose,
            source: None,
            value: "1".to_owned(),
            correction: None,
        };
        self.submit(&self.province(Department::Hr), public);
        for (party, _) in parties {
            let reveal = Command::Reveal {
                batch: batch(),
                purpose,
                party,
                secret: secret.clone(),
                on_record: false,
            };
            self.submit(&self.province(party), reveal);
        }
    }

    fn dispatch(&self) {
        let approve = Command::Approve {
            batch: BATCH.to_owned(),
            keep_overlap: None,
        };
        self.submit(&self.province(Department::Mr), approve);
        let dispatch = Command::Dispatch {
            batch: BATCH.to_owned(),
            region: None,
        };
        self.submit(&self.province(Department::Hr), dispatch);
    }

    fn claim(&self, region: RegionCode) {
        let batch = BATCH.to_owned();
        self.submit(
            &self.who(region, Role::Claim, Department::Hr),
            Command::Claim { batch, region },
        );
    }

    fn roster(&self) {
        let (batch, again) = (BATCH.to_owned(), None);
        self.submit(
            &self.province(Department::Hr),
            Command::FreezeRoster { batch, again },
        );
        self.ceremony(Purpose::Match);
    }

    fn match_teams(&self, region: RegionCode) {
        let batch = BATCH.to_owned();
        self.submit(
            &self.who(region, Role::Claim, Department::Hr),
            Command::Match { batch, region },
        );
    }

    /// The unit's first tasks are visited; of these, one in three stays recorded, one is sent back, the others are
    /// reviewed, and half of them published. Ten more are begun.
    fn visits(&self, unit: RegionCode) {
        let keys = self.office.view().state().keys_by("task.unit", &unit.to_string());
        let inspector = self.who(unit, Role::Inspect, Department::Hr);
        let reviewer = self.who(unit, Role::Review, Department::Hr);
        self.office.set_clock(Clock::Rehearsal(june(15)));
        for (n, key) in keys.iter().take(VISITS).enumerate() {
            let task: Option<Task> = self.office.view().state().get(key);
            let Some(task) = task.filter(|task| task.state == TaskState::Assigned) else {
                continue;
            };
            let visit = Box::new(nobody_there(&task));
            self.submit(
                &inspector,
                Command::RecordVisit {
                    task: key.clone(),
                    visit,
                    based_on: None,
                },
            );
            let judgement = match n % 6 {
                0 | 1 => continue,
                2 => Judgement::Return("现场情况过于简略（示例）".to_owned()),
                _ => Judgement::Accept,
            };
            self.submit(
                &reviewer,
                Command::Review {
                    task: key.clone(),
                    judgement,
                },
            );
            if n % 6 > 3 {
                self.submit(
                    &reviewer,
                    Command::Publish {
                        tasks: vec![key.clone()],
                    },
                );
            }
        }
        for task in keys.iter().skip(VISITS).take(10) {
            self.submit(&inspector, Command::BeginInspection { task: task.clone() });
        }
    }
}

/// A visit to a closed door: nothing could be gone through.
fn nobody_there(task: &Task) -> Visit {
    Visit {
        visited: june(15),
        method: Method::OnSite,
        present: task.team.iter().map(|m| m.officer.clone()).collect(),
        others: 0,
        unit_kind: UnitKind::Agency,
        answers: Vec::new(),
        codes: vec![4],
        violations: Vec::new(),
        measures: Measures::default(),
        penalties: Vec::new(),
        note: "登记住所无人经营（示例）".to_owned(),
        reason: String::new(),
    }
}
