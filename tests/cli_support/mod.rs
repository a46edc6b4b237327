//! A data directory with the sample libraries, and the program run on it.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use duban::domain::command::{Command as Act, Source, TargetImport};
use duban::domain::library::Officer;
use duban::domain::operator::{Actor, Department};
use duban::domain::registry::{Row, made_up_id};
use duban::domain::time::Window;
use duban::office::{Clock, Office};
use serde_json::Value;
use tempfile::TempDir;

/// What a run of the program gave.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// The one document on standard output.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}\n{}", self.out, self.err))
    }

    pub fn ok(self) -> Self {
        assert_eq!(self.code, 0, "{}\n{}", self.out, self.err);
        self
    }

    /// Refused, with every one of `parts` in what is said.
    pub fn refused(self, parts: &[&str]) -> Self {
        assert_eq!(self.code, 1, "{}\n{}", self.out, self.err);
        for part in parts {
            assert!(self.err.contains(part), "no {part:?} in {}", self.err);
        }
        self
    }
}

/// An office in a folder of its own.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A campaign that has begun, with the sample libraries.
    pub fn furnished() -> Self {
        let desk = Self::new();
        desk.run("--today 2022-06-01 init").ok();
        desk.import();
        desk
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: &str) -> String {
        std::fs::write(self.path(name), content).unwrap();
        self.path(name).display().to_string()
    }

    /// Writes a file of the operator's own configuration.
    pub fn configure(&self, name: &str, content: &str) {
        let dir = self.path("config").join("duban");
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(dir.join(name), content).unwrap();
    }

    /// Runs the program; words are parted by blanks.
    pub fn run(&self, line: &str) -> Ran {
        self.words(&line.split_whitespace().collect::<Vec<_>>())
    }

    /// Runs the program as an operator on a day.
    pub fn by(&self, who: &str, day: &str, line: &str) -> Ran {
        let mut words = vec!["--as", who, "--today", day];
        words.extend(line.split_whitespace());
        self.words(&words)
    }

    pub fn words(&self, words: &[&str]) -> Ran {
        self.fed(words, "")
    }

    pub fn fed(&self, words: &[&str], input: &str) -> Ran {
        let mut command = Command::cargo_bin("duban").unwrap();
        command
            .env("DUBAN_DATA", self.data())
            .env("DUBAN_KEYS", self.path("keys"))
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env("TERM", "xterm")
            .env_remove("NO_COLOR");
        let output = command.args(words).write_stdin(input).output().unwrap();
        Ran {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Brings the sample registry and officers in through the office's door.
    pub fn import(&self) {
        let today = Clock::Rehearsal("2022-06-01".parse().unwrap());
        let office = Office::open(&self.data(), today, &mut |_, _| {}).unwrap();
        let actor = Actor {
            operator: "省人社".to_owned(),
            os_user: "test".to_owned(),
            terminal: String::new(),
        };
        let (extract, count) = extract();
        let extract = office.view().blobs().put(extract.as_bytes()).unwrap();
        let import = TargetImport {
            source: source("targets.csv", count),
            extract,
            new: count,
            updated: 0,
            unchanged: 0,
        };
        office
            .submit(&actor, Act::ImportTargets(Box::new(import)))
            .unwrap();
        let officers = officers();
        let from = source("officers.csv", officers.len() as u64);
        office
            .submit(&actor, Act::ImportOfficers(from, officers))
            .unwrap();
    }

    /// The batch B1, from the pool to the plan.
    pub fn plan(&self) {
        self.by("省人社", "2022-06-02", "pool freeze --batch B1").ok();
        self.by("省人社", "2022-06-02", "plan --batch B1 --size 100").ok();
    }

    /// A ceremony of B1, of the draw or with `--match` of the match.
    pub fn ceremony(&self, day: &str, which: &str) {
        self.commit("B1", day, which);
        self.reveal("B1", day, which);
    }

    /// Both parties commit.
    pub fn commit(&self, batch: &str, day: &str, which: &str) {
        for (who, party, more) in [("省人社", "a", "--public ssq:2022062"), ("省市监", "b", "")] {
            let line = format!("ceremony commit --batch {batch} --party {party} {more} {which}");
            self.by(who, day, &line).ok();
        }
    }

    /// The public value is there, and both parties reveal.
    pub fn reveal(&self, batch: &str, day: &str, which: &str) {
        let value = format!("ceremony public --batch {batch} --value 03-08-14 {which}");
        self.by("省人社", day, &value).ok();
        for (who, party) in [("省人社", "a"), ("省市监", "b")] {
            let line = format!("ceremony reveal --batch {batch} --party {party} {which}");
            self.by(who, day, &line).ok();
        }
    }

    /// B1 drawn.
    pub fn drawn(&self) {
        self.plan();
        self.ceremony("2022-06-06", "");
        self.by("省人社", "2022-06-07", "draw --batch B1").ok();
    }

    /// B1 drawn, approved and dispatched.
    pub fn dispatched(&self) {
        self.drawn();
        self.by("省市监", "2022-06-07", "approve --batch B1").ok();
        self.by("省人社", "2022-06-07", "dispatch --batch B1").ok();
    }

    /// Every prefecture has claimed and is matched.
    pub fn matched(&self) {
        self.dispatched();
        for (unit, name) in UNITS {
            self.by(
                &format!("{name}人社"),
                "2022-06-08",
                &format!("claim --batch B1 --region {unit}"),
            )
            .ok();
        }
        self.by("省人社", "2022-06-08", "roster freeze --batch B1").ok();
        self.ceremony("2022-06-09", "--match");
        for (_, name) in UNITS {
            self.by(&format!("{name}人社"), "2022-06-10", "match --batch B1 --all")
                .ok();
        }
    }

    /// A task of the division, as JSON.
    pub fn task(&self, region: &str) -> Value {
        let tasks = self.run(&format!("--json tasks --region {region}")).ok().json();
        tasks.as_array().unwrap()[0].clone()
    }

    /// The filled-in form of a task: everything in order, `findings` items failed.
    pub fn form(&self, task: &str, visited: &str, findings: usize) -> Value {
        let mut form = self.run(&format!("inspect --task {task} --template")).ok().json();
        let present: Vec<String> = form["_help"]["present"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect();
        form["visited"] = visited.into();
        form["method"] = "on-site".into();
        form["unit_kind"] = "agency".into();
        form["present"] = present.into();
        form["codes"] = vec![if findings == 0 { 1 } else { 5 }].into();
        for (n, answer) in form["answers"].as_array_mut().unwrap().iter_mut().enumerate() {
            answer["verdict"] = if n < findings { "fail" } else { "pass" }.into();
            answer["finding"] = if n < findings { "情况" } else { "" }.into();
        }
        form
    }
}

/// The prefectures and how the sample operators call them.
pub const UNITS: [(&str, &str); 17] = [
    ("420100", "武汉"),
    ("420200", "黄石"),
    ("420300", "十堰"),
    ("420500", "宜昌"),
    ("420600", "襄阳"),
    ("420700", "鄂州"),
    ("420800", "荆门"),
    ("420900", "孝感"),
    ("421000", "荆州"),
    ("421100", "黄冈"),
    ("421200", "咸宁"),
    ("421300", "随州"),
    ("422800", "恩施"),
    ("429004", "仙桃"),
    ("429005", "潜江"),
    ("429006", "天门"),
    ("429021", "神农架"),
];

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("sample-data")
        .join(name)
}

fn source(file: &str, rows: u64) -> Source {
    Source {
        file: file.to_owned(),
        sha256: "0".repeat(64),
        bytes: 1,
        encoding: "utf-8".to_owned(),
        rows,
        rejected: 0,
    }
}

/// The sample registry as an extract, and its number of rows.
fn extract() -> (String, u64) {
    let mut reader = csv::Reader::from_path(sample("targets.csv")).unwrap();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let mut lines: Vec<(String, String)> = Vec::new();
    for r in &records {
        let id = match &r[0] {
            "" => made_up_id(&r[1], &r[7], &r[8]),
            id => id.to_owned(),
        };
        let row = Row {
            id: &id,
            name: &r[1],
            kind: &r[2],
            legal_person: &r[3],
            founded: &r[4],
            status: &r[5],
            authority: &r[6],
            region: &r[7],
            address: &r[8],
            scope: &r[9],
            grade: &r[10],
            phone: &r[11],
            hr_licence: &r[12],
            dispatch_licence: &r[13],
        };
        let mut line = String::new();
        row.write(&mut line);
        lines.push((id, line));
    }
    lines.sort();
    (
        lines.iter().map(|(_, line)| line.as_str()).collect(),
        lines.len() as u64,
    )
}

fn officers() -> Vec<Officer> {
    let mut reader = csv::Reader::from_path(sample("officers.csv")).unwrap();
    let records = reader.records().map(Result::unwrap);
    records
        .map(|r| Officer {
            id: r[0].to_owned(),
            name: r[1].to_owned(),
            department: if &r[2] == "人社" {
                Department::Hr
            } else {
                Department::Mr
            },
            region: r[3].parse().unwrap(),
            certificate: Window {
                from: r[4].parse().unwrap(),
                to: r[5].parse().unwrap(),
            },
            cap: r[6].parse().ok(),
            base_load: r[7].parse().unwrap(),
            on_duty: &r[8] == "是",
        })
        .collect()
}
