//! A campaign's heavy steps on a registry of a million rows: import with the pool's candidates stored, then freeze,
//! plan and draw, then opening again. Peers run in the same process order, so that ratios hold on any machine.
//!
//! `cargo bench --bench campaign -- [ROWS]` prints one line a step. Each step runs in a process of its own, so that its
//! peak memory is its own.

#![allow(clippy::expect_used, reason = "a bench that cannot run has nothing to say")]

#[path = "made/registry.rs"]
mod registry;

use std::path::Path;
use std::process::Command as Process;
use std::sync::Arc;
use std::time::Instant;

use duban::domain::batch::{PublicSource, Purpose};
use duban::domain::command::{Command, PoolWish};
use duban::domain::operator::{Actor, Department};
use duban::domain::state::Read;
use duban::domain::target::Target;
use duban::draw::Profile;
use duban::draw::seed::{Party, commitment};
use duban::exchange::campaign::default_campaign;
use duban::exchange::read::Encoding;
use duban::lang::Lang;
use duban::office::import::{Library, Options, import};
use duban::office::{Clock, Office};
use duban::tui::harness::Harness;
use duban::tui::start;
use duban::tui::term::{Caps, Wants};

/// Rows where none are asked for.
const ROWS: usize = 1_000_000;
/// Batch of the bench.
const BATCH: &str = "BENCH-01";

fn main() {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--"))
        .collect();
    match words.first().map(String::as_str) {
        Some("step") => step(&words[1], Path::new(&words[2])),
        first => whole(first.and_then(|n| n.parse().ok()).unwrap_or(ROWS)),
    }
}

fn whole(rows: usize) {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let file = dir.path().join("registry.csv");
    registry::write(&file, rows, 5);
    let bytes = std::fs::metadata(&file).map(|m| m.len()).unwrap_or(0);
    println!("{rows} rows, {} MB", bytes >> 20);
    for name in ["peer", "import", "again", "draw", "open", "frame"] {
        let me = std::env::current_exe().expect("this program's path");
        let status = Process::new(me)
            .args(["step", name])
            .arg(dir.path())
            .status()
            .expect("the step runs");
        assert!(status.success(), "{name} failed");
    }
}

fn step(name: &str, dir: &Path) {
    let start = Instant::now();
    let said = match name {
        "peer" => peer(&dir.join("registry.csv")),
        "import" | "again" => import_all(dir),
        "draw" => draw(dir),
        "frame" => frame(dir),
        _ => format!(
            "{} targets in the index",
            open(dir).view().state().all::<Target>().len()
        ),
    };
    println!(
        "{name:8} {:7.2} s  {:4} MB  {said}",
        start.elapsed().as_secs_f64(),
        peak_mb()
    );
}

/// What reading alone costs: the csv crate over the same file, nothing checked, nothing kept.
fn peer(file: &Path) -> String {
    let mut reader = csv::Reader::from_path(file).expect("the file opens");
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut record).expect("a row") {
        rows += 1;
    }
    format!("csv crate, {rows} rows read and dropped")
}

fn open(dir: &Path) -> Office {
    let day = chrono::NaiveDate::from_ymd_opt(2022, 6, 2).expect("a day");
    Office::open(&dir.join("data"), Clock::Rehearsal(day), &mut |_, _| {}).expect("the data directory opens")
}

fn actor(name: &str) -> Actor {
    Actor {
        operator: name.to_owned(),
        os_user: "bench".to_owned(),
        terminal: String::new(),
    }
}

fn import_all(dir: &Path) -> String {
    let office = open(dir);
    if office.view().campaign().is_none() {
        let given = default_campaign().expect("the campaign reads");
        office
            .submit(&actor("省人社"), Command::Begin(Box::new(given.campaign)))
            .expect("it begins");
    }
    let options = Options {
        file: dir.join("registry.csv"),
        encoding: Encoding::Auto,
        dry_run: false,
        rejects: None,
        lang: Lang::En,
    };
    let done = import(
        &office,
        &actor("省人社"),
        Library::Targets,
        &options,
        &mut |_, _, _| true,
    );
    let done = done
        .map_err(|e| e.text(Lang::En))
        .expect("the import goes through");
    office.flush().expect("flushed");
    format!(
        "{} new, {} unchanged, {} affirmed",
        done.new, done.unchanged, done.affirmed
    )
}

fn draw(dir: &Path) -> String {
    let office = open(dir);
    let (hr, mr) = (actor("省人社"), actor("省市监"));
    let start = Instant::now();
    let submit = |who: &Actor, command| {
        office
            .submit(who, command)
            .map_err(|e| e.text(Lang::En))
            .expect("accepted")
    };
    let batch = BATCH.to_owned();
    submit(
        &hr,
        Command::FreezePool {
            batch: batch.clone(),
            wish: PoolWish::default(),
        },
    );
    let frozen = start.elapsed();
    submit(
        &hr,
        Command::MakePlan {
            batch: batch.clone(),
            size: Some(1000),
            weights: None,
            floors: None,
        },
    );
    let secret = "1".repeat(64);
    let parties = [(&hr, Department::Hr, Party::A), (&mr, Department::Mr, Party::B)];
    for (who, party, letter) in parties {
        submit(
            who,
            Command::Commit {
                batch: batch.clone(),
                purpose: Purpose::Draw,
                party,
                commitment: commitment(Profile::Sha256, BATCH, letter, &secret),
                public: vec![PublicSource {
                    kind: "bench".to_owned(),
                    issue: "1".to_owned(),
                    value: None,
                }],
            },
        );
    }
    submit(
        &hr,
        Command::RecordPublic {
            batch: batch.clone(),
            purpose: Purpose::Draw,
            source: None,
            value: "1".to_owned(),
            correction: None,
        },
    );
    for (who, party, _) in parties {
        let (batch, secret) = (batch.clone(), secret.clone());
        submit(
            who,
            Command::Reveal {
                batch,
                purpose: Purpose::Draw,
                party,
                secret,
                on_record: false,
            },
        );
    }
    submit(&hr, Command::Draw { batch });
    let all = start.elapsed();
    let size = office
        .view()
        .state()
        .get::<duban::domain::batch::Batch>(BATCH)
        .map_or(0, |b| b.pool.size);
    format!(
        "freeze {:.2} s, freeze to draw {:.2} s, 1000 of {size}",
        frozen.as_secs_f64(),
        all.as_secs_f64()
    )
}

/// From nothing to the first frame of the workstation at 120 by 40.
fn frame(dir: &Path) -> String {
    let start = Instant::now();
    let office = Arc::new(open(dir));
    let opened = start.elapsed();
    let wants = Wants {
        ascii: false,
        mono: false,
    };
    let utf8 = |name: &str| (name == "LANG").then(|| "zh_CN.UTF-8".to_owned());
    let caps = Caps::detect(wants, utf8);
    let keymap = start::keymap(None).expect("the keymap reads");
    let app = start::app(office, actor("省人社"), Lang::Zh, caps, keymap);
    let screen = Harness::new(app, 120, 40).screen();
    let (opened, all) = (opened.as_millis(), start.elapsed().as_millis());
    format!(
        "opened after {opened} ms, first frame after {all} ms, {} lines",
        screen.lines().count()
    )
}

/// Peak memory of this process in MB.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok())
        .unwrap_or(0)
        >> 10
}
